import type { Access, Person } from '@wenshu/domain/access/model.ts';
import type { Permission } from '@wenshu/domain/access/permissions.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import {
	EmailAuthProvider,
	onAuthStateChanged,
	reauthenticateWithCredential,
	signInWithEmailAndPassword,
	signOut,
	updatePassword,
	type User,
} from 'firebase/auth/web-extension';
import { auth } from './firebase.ts';
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

/** The signed-in person and what they may do, live. */
class Session {
	#user = $state.raw<User | null>(null);
	#status = $state<SessionStatus>('starting');
	#access = $state.raw<Access | null>(null);
	#person = $state.raw<Person | null>(null);
	#stop: (() => void)[] = [];

	/** Begins to follow Firebase Auth; called once when the app starts. */
	start(): void {
		onAuthStateChanged(auth, (user) => {
			this.#leave();
			this.#user = user;
			if (user) this.#enter(user);
			else this.#status = 'out';
		});
	}

	get status(): SessionStatus {
		return this.#status;
	}
	/** Uid of the signed-in person; empty when nobody is. */
	get uid(): string {
		return this.#user?.uid ?? '';
	}
	get person(): Person | null {
		return this.#person;
	}
	get access(): Access | null {
		return this.#access;
	}
	/** Name to show, also before the directory entry has arrived. */
	get name(): string {
		return this.#person?.name ?? this.#access?.name ?? this.#user?.displayName ?? '';
	}

	/** Whether a permission of the catalogue is held. Only decides what to show; the server decides. */
	can(permission: Permission): boolean {
		return this.#access?.permissions[permission] === true;
	}

	/** Whether one of several permissions is held. */
	canAny(...permissions: Permission[]): boolean {
		return permissions.some((permission) => this.can(permission));
	}

	/** Signs in with a staff number or e-mail address; throws Firebase's error. */
	async signIn(typed: string, password: string): Promise<void> {
		await signInWithEmailAndPassword(auth, await signInAddress(typed), password);
	}

	async signOut(): Promise<void> {
		await signOut(auth);
	}

	/** Whether the password was given by an administrator and must be changed before anything else. */
	get mustChangePassword(): boolean {
		return this.#access?.mustChangePassword === true;
	}

	/** Changes the password after asking for the present one again; throws Firebase's error. */
	async changePassword(present: string, next: string): Promise<void> {
		const { EmailAuthProvider, reauthenticateWithCredential, updatePassword } =
			await import('firebase/auth');
		const user = this.#user;
		if (!user?.email) throw new Error('nobody is signed in');
		await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, present));
		await updatePassword(user, next);
	}

	/** Token that proves the person to our HTTPS functions. */
	async token(): Promise<string> {
		return (await this.#user?.getIdToken()) ?? '';
	}

	#enter(user: User): void {
		this.#status = 'starting';
		this.#stop = [
			watchDoc<Access>(
				`access/${user.uid}`,
				(access, fromCache) => {
					if (access || !fromCache) void this.#admit(user, access);
				},
				() => {
					this.#status = 'unknown';
				},
			),
			watchDoc<Person>(
				`people/${user.uid}`,
				(person) => {
					this.#person = person;
				},
				() => undefined,
			),
		];
	}

	async #admit(user: User, access: Access | null): Promise<void> {
		this.#access = access;
		if (!access) this.#status = 'unknown';
		else if (access.disabled) this.#status = 'locked';
		else {
			// Offline the token may be too old to renew: the server refuses then, not the screen.
			const token = await user.getIdTokenResult().catch(() => null);
			if (this.#user !== user) return;
			const since = token ? Date.parse(token.authTime) / 1000 : Infinity;
			this.#status = since < access.minAuthTime ? 'locked' : 'in';
		}
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
