import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('firebase/app', () => ({ _registerComponent: () => true }));

const store = new Map<string, string>();
vi.stubGlobal('localStorage', {
	getItem: (key: string) => store.get(key) ?? null,
	setItem: (key: string, value: string) => store.set(key, value),
	removeItem: (key: string) => store.delete(key),
});
vi.stubGlobal('addEventListener', () => undefined);

const { Identity, IdentityError } = await import('./identity.ts');
const settings = {
	firebase: { projectId: 'demo', apiKey: 'key' },
	emulators: { host: '127.0.0.1', auth: 1, firestore: 2, functions: 3 },
};

/** The sign-in service as we expect it: each answer is used once, in order. */
function service(...answers: { status?: number; body: object }[]) {
	const asked: { url: string; body: string }[] = [];
	vi.stubGlobal('fetch', (url: string, init: { body: unknown }) => {
		asked.push({ url, body: String(init.body) });
		const answer = answers.shift();
		if (!answer) return Promise.reject(new TypeError('no network'));
		return Promise.resolve(
			new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 }),
		);
	});
	return asked;
}
const token = (name: string) => `h.${btoa(JSON.stringify({ auth_time: 100, name }))}.s`;
const signedIn = (life: number) => ({
	body: { localId: 'yb0001', idToken: token('first'), refreshToken: 'r1', expiresIn: String(life) },
});

beforeEach(() => {
	store.clear();
});

describe('identity', () => {
	it('signs in, tells watchers, and keeps the account for the next window', async () => {
		service(signedIn(3600));
		const seen: (string | null)[] = [];
		const identity = new Identity(settings);
		identity.watch((uid) => seen.push(uid));
		await identity.signIn('yb0001@staff.wenshu.local', 'secret');
		expect(seen).toEqual([null, 'yb0001']);
		expect(identity.signedInAt).toBe(100);
		expect(new Identity(settings).uid).toBe('yb0001');
		expect(JSON.stringify([...store])).not.toContain('secret');
	});

	it.each([
		['INVALID_LOGIN_CREDENTIALS', 'wrong'],
		['USER_DISABLED', 'disabled'],
		['TOO_MANY_ATTEMPTS_TRY_LATER : wait', 'tooMany'],
		['SOMETHING_ELSE', 'failed'],
	])('%s is told as %s', async (message, problem) => {
		service({ status: 400, body: { error: { message } } });
		await expect(new Identity(settings).signIn('a@b.c', 'x')).rejects.toMatchObject({ problem });
	});

	it('renews a token that is about to end, once for all who ask', async () => {
		const asked = service(signedIn(30), {
			body: { id_token: token('second'), refresh_token: 'r2', expires_in: '3600' },
		});
		const identity = new Identity(settings);
		await identity.signIn('a@b.c', 'x');
		const tokens = await Promise.all([identity.token(), identity.token()]);
		expect(tokens).toEqual([token('second'), token('second')]);
		expect(asked).toHaveLength(2);
		expect(asked[1]?.body).toContain('refresh_token=r1');
	});

	it('signs out when the service no longer knows the session, but not when it cannot be reached', async () => {
		service(signedIn(30));
		const identity = new Identity(settings);
		await identity.signIn('a@b.c', 'x');
		await expect(identity.token()).rejects.toBeInstanceOf(IdentityError);
		expect(identity.uid).toBe('yb0001');
		service({ status: 400, body: { error: { message: 'TOKEN_EXPIRED' } } });
		expect(await identity.token()).toBeNull();
		expect(identity.uid).toBeNull();
		expect(store.size).toBe(0);
	});
});
