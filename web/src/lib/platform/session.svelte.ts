import type { Access, Person } from '@wenshu/domain/access/model.ts';
import type { Permission } from '@wenshu/domain/access/permissions.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import { identity } from './firebase.ts';
import { readDoc, watchDoc } from './live.svelte.ts';

/**
 * Where a session stands: `locked` means signed in but shut out (account disabled, or the password was
 * reset elsewhere); `unknown` means signed in without an account in this bureau.
 */
export type SessionStatus = 'starting' | 'out' | 'in' | 'locked' | 'unknown';

/**
 * The address under which Firebase Auth knows the account of a staff number or an e-mail address. An e-mail
 * address is asked for by its hash, so that nobody can read who has one.
 */
async function signInAddress(typed: string): Promise<string> {
	const name = typed.trim();
	if (!name.includes('@')) return staffAddress(name);
	const bytes = new TextEncoder().encode(name.toLowerCase());
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	const known = await readDoc<{ address: string }>(`signInNames/mail_${hex}`).catch(() => null);
	return known?.address ?? name;
}

/** What was last known of the person, so that the frame opens at once, and offline too. */
interface LastSeen {
	access: Access;
	person: Person | null;
}

const key = 'wenshu.session';

function lastSeen(uid: string): LastSeen | null {
	try {
		const seen = JSON.parse(localStorage.getItem(key) ?? 'null') as LastSeen | null;
		return seen?.access.uid === uid ? seen : null;
	} catch {
		return null;
	}
}

/** The signed-in person and what they may do, live. */
class Session {
	#uid = $state('');
	#status = $state<SessionStatus>('starting');
	#access = $state.raw<Access | null>(null);
	#person = $state.raw<Person | null>(null);
	#stop: (() => void)[] = [];

	/** Begins to follow who is signed in; called once when the app starts. */
	start(): void {
		identity.watch((uid) => {
			this.#leave();
			this.#uid = uid ?? '';
			if (uid === null) this.#status = 'out';
			else this.#enter(uid);
		});
	}

	get status(): SessionStatus {
		return this.#status;
	}
	/** Uid of the signed-in person; empty when nobody is. */
	get uid(): string {
		return this.#uid;
	}
	get person(): Person | null {
		return this.#person;
	}
	get access(): Access | null {
		return this.#access;
	}
	/** Name to show, also before the directory entry has arrived. */
	get name(): string {
		return this.#person?.name ?? this.#access?.name ?? '';
	}
	/** Whether the password was given by an administrator and must be changed before anything else. */
	get mustChangePassword(): boolean {
		return this.#access?.mustChangePassword === true;
	}

	/** Whether a permission of the catalogue is held. Only decides what to show; the server decides. */
	can(permission: Permission): boolean {
		return this.#access?.permissions[permission] === true;
	}

	/** Whether one of several permissions is held. */
	canAny(...permissions: Permission[]): boolean {
		return permissions.some((permission) => this.can(permission));
	}

	/** Signs in with a staff number or e-mail address. Throws IdentityError. */
	async signIn(typed: string, password: string): Promise<void> {
		await identity.signIn(await signInAddress(typed), password);
	}

	/** Signs out and leaves nothing of the person's work on this machine but unsent acts. */
	signOut(): void {
		for (const each of [key, 'wenshu.inbox']) localStorage.removeItem(each);
		identity.signOut();
	}

	/** Changes the password, for which the present one is asked again. Throws IdentityError. */
	changePassword(present: string, next: string): Promise<void> {
		return identity.changePassword(present, next);
	}

	/** Token that proves the person to our HTTPS functions. */
	async token(): Promise<string> {
		return (await identity.token()) ?? '';
	}

	#enter(uid: string): void {
		const seen = lastSeen(uid);
		this.#person = seen?.person ?? null;
		this.#status = 'starting';
		if (seen) this.#admit(seen.access);
		this.#stop = [
			watchDoc<Access>(
				`access/${uid}`,
				(access) => {
					this.#admit(access);
				},
				(error) => {
					if (error === 'denied') this.#status = this.#access ? 'locked' : 'unknown';
				},
			),
			watchDoc<Person>(
				`people/${uid}`,
				(person) => {
					this.#person = person;
					this.#remember();
				},
				() => undefined,
			),
		];
	}

	#admit(access: Access | null): void {
		this.#access = access;
		if (!access) this.#status = 'unknown';
		else if (access.disabled || identity.signedInAt < access.minAuthTime) this.#status = 'locked';
		else this.#status = 'in';
		this.#remember();
	}

	#remember(): void {
		const seen: LastSeen | null = this.#access && { access: this.#access, person: this.#person };
		if (this.#status === 'in' && seen) localStorage.setItem(key, JSON.stringify(seen));
		else localStorage.removeItem(key);
	}

	#leave(): void {
		for (const stop of this.#stop) stop();
		this.#stop = [];
		this.#access = null;
		this.#person = null;
	}
}

/** The session of this window; as singular as the Firebase app it follows. */
export const session = new Session();
