import { _registerComponent } from 'firebase/app';
import type { AppConfig } from './config.ts';

/*
 * Firebase Authentication over its documented REST interface, for the one way of signing in that staff
 * have: an address and a password. The SDK does the same and much more in 83 kB, half of what the first
 * page may weigh. Firestore, Functions and App Check ask for tokens through the component that the SDK would
 * register; its shape is `FirebaseAuthInternal` of @firebase/auth-interop-types.
 */

/** Who is signed in, as kept in this browser. Times are milliseconds since 1970. */
interface Account {
	uid: string;
	address: string;
	idToken: string;
	refreshToken: string;
	expiresAt: number;
}

/** Why signing in, or changing a password, failed. */
export type IdentityProblem = 'wrong' | 'disabled' | 'tooMany' | 'weak' | 'unreachable' | 'failed';

/** A refusal of the sign-in service. */
export class IdentityError extends Error {
	readonly problem: IdentityProblem;
	constructor(problem: IdentityProblem, message: string) {
		super(message);
		this.name = 'IdentityError';
		this.problem = problem;
	}
}

const key = 'wenshu.account';
/** A token is renewed when it has less than this to live, in milliseconds. */
const margin = 60_000;

const problems: Record<string, IdentityProblem> = {
	EMAIL_NOT_FOUND: 'wrong',
	INVALID_PASSWORD: 'wrong',
	INVALID_LOGIN_CREDENTIALS: 'wrong',
	INVALID_EMAIL: 'wrong',
	USER_DISABLED: 'disabled',
	TOO_MANY_ATTEMPTS_TRY_LATER: 'tooMany',
	WEAK_PASSWORD: 'weak',
	PASSWORD_DOES_NOT_MEET_REQUIREMENTS: 'weak',
};
/** Answers after which a kept account is worth nothing. */
const over = ['TOKEN_EXPIRED', 'USER_DISABLED', 'USER_NOT_FOUND', 'INVALID_REFRESH_TOKEN'];

type TokenListener = (token: string | null) => void;

function stored(): Account | null {
	try {
		return JSON.parse(localStorage.getItem(key) ?? 'null') as Account | null;
	} catch {
		return null;
	}
}

/** The account signed in on this browser, shared by all its windows. */
export class Identity {
	#account: Account | null = stored();
	#renewing: Promise<string | null> | undefined;
	#listeners = new Set<TokenListener>();
	#watchers = new Set<(uid: string | null) => void>();
	#toolkit: string;
	#tokens: string;
	#apiKey: string;

	constructor({ emulators, firebase }: AppConfig) {
		const base = emulators ? `http://${emulators.host}:${String(emulators.auth)}/` : 'https://';
		this.#toolkit = `${base}identitytoolkit.googleapis.com/v1/accounts:`;
		this.#tokens = `${base}securetoken.googleapis.com/v1/token`;
		this.#apiKey = firebase.apiKey;
		addEventListener('storage', (event) => {
			if (event.key === key) this.#adopt(stored());
		});
	}

	get uid(): string | null {
		return this.#account?.uid ?? null;
	}

	/** Calls back with the uid, or null, now and at every change of it. */
	watch(watcher: (uid: string | null) => void): void {
		this.#watchers.add(watcher);
		watcher(this.uid);
	}

	/** Signs in. Throws {@link IdentityError}. */
	async signIn(address: string, password: string): Promise<void> {
		const answer = await this.#ask('signInWithPassword', {
			email: address,
			password,
			returnSecureToken: true,
		});
		this.#keep(accountOf(answer, address, String(answer['localId'])));
	}

	signOut(): void {
		this.#keep(null);
	}

	/** Changes the password, for which the present one is asked again. Throws {@link IdentityError}. */
	async changePassword(present: string, next: string): Promise<void> {
		const before = this.#account;
		if (!before) throw new IdentityError('failed', 'nobody is signed in');
		await this.signIn(before.address, present);
		const answer = await this.#ask('update', {
			idToken: this.#account?.idToken,
			password: next,
			returnSecureToken: true,
		});
		// Older servers answer without tokens: then the new password fetches them.
		if (typeof answer['idToken'] === 'string')
			this.#keep(accountOf(answer, before.address, before.uid));
		else await this.signIn(before.address, next);
	}

	/**
	 * A token that proves the person for the next minute at least; null when nobody is signed in. Throws when
	 * the service cannot be reached and the last token has ended.
	 */
	async token(renew = false): Promise<string | null> {
		const account = this.#account;
		if (!account) return null;
		if (!renew && account.expiresAt > Date.now() + margin) return account.idToken;
		this.#renewing ??= this.#renew(account).finally(() => {
			this.#renewing = undefined;
		});
		return this.#renewing;
	}

	/** Seconds since 1970 at which the person typed their password; Infinity when unknown. */
	get signedInAt(): number {
		const payload = this.#account?.idToken.split('.')[1];
		if (payload === undefined) return Infinity;
		const json = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
		return (JSON.parse(json) as { auth_time?: number }).auth_time ?? Infinity;
	}

	/** Lets the other parts of Firebase ask for tokens. */
	serve(): void {
		const internal = {
			getUid: () => this.uid,
			getToken: async (renew?: boolean) => {
				const accessToken = await this.token(renew);
				return accessToken === null ? null : { accessToken };
			},
			addAuthTokenListener: (listener: TokenListener) => {
				this.#listeners.add(listener);
				// Later, as the SDK does: Firestore is not ready to hear before this returns.
				queueMicrotask(() => {
					listener(this.#account?.idToken ?? null);
				});
			},
			removeAuthTokenListener: (listener: TokenListener) => {
				this.#listeners.delete(listener);
			},
		};
		const component = {
			name: 'auth-internal',
			type: 'PRIVATE',
			instanceFactory: () => internal,
			multipleInstances: false,
			serviceProps: {},
			instantiationMode: 'LAZY',
			onInstanceCreated: null,
		};
		_registerComponent(component);
	}

	async #renew(account: Account): Promise<string | null> {
		const body = new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: account.refreshToken,
		});
		let answer: Record<string, unknown>;
		try {
			answer = await post(`${this.#tokens}?key=${this.#apiKey}`, body);
		} catch (error) {
			const code = error instanceof IdentityError ? error.message : '';
			if (!over.includes(code)) throw error;
			if (this.#account === account) this.#keep(null);
			return null;
		}
		if (this.#account?.uid !== account.uid) return this.#account?.idToken ?? null;
		this.#keep({
			...account,
			idToken: String(answer['id_token']),
			refreshToken: String(answer['refresh_token']),
			expiresAt: Date.now() + Number(answer['expires_in']) * 1000,
		});
		return this.#account.idToken;
	}

	#ask(method: string, body: object): Promise<Record<string, unknown>> {
		return post(`${this.#toolkit}${method}?key=${this.#apiKey}`, JSON.stringify(body));
	}

	#keep(account: Account | null): void {
		if (account) localStorage.setItem(key, JSON.stringify(account));
		else localStorage.removeItem(key);
		this.#adopt(account);
	}

	#adopt(account: Account | null): void {
		const before = this.uid;
		this.#account = account;
		for (const listener of this.#listeners) listener(account?.idToken ?? null);
		if (this.uid !== before) for (const watcher of this.#watchers) watcher(this.uid);
	}
}

function accountOf(answer: Record<string, unknown>, address: string, uid: string): Account {
	return {
		uid,
		address,
		idToken: String(answer['idToken']),
		refreshToken: String(answer['refreshToken']),
		expiresAt: Date.now() + Number(answer['expiresIn']) * 1000,
	};
}

async function post(url: string, body: string | URLSearchParams): Promise<Record<string, unknown>> {
	const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined;
	let response: Response;
	try {
		response = await fetch(url, { method: 'POST', body, ...(headers && { headers }) });
	} catch (error) {
		throw new IdentityError('unreachable', String(error));
	}
	const answer = (await response.json()) as Record<string, unknown>;
	if (response.ok) return answer;
	const message = (answer['error'] as { message?: string } | undefined)?.message ?? '';
	const code = message.split(/[\s:]/)[0] ?? '';
	throw new IdentityError(problems[code] ?? 'failed', code || String(response.status));
}
