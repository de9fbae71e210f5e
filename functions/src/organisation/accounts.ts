import { randomBytes } from 'node:crypto';
import type { Person } from '@wenshu/domain/access/model.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import * as logger from 'firebase-functions/logger';
import { fromStored } from '../platform/unit-of-work.ts';

/**
 * `accounts/{uid}`: what the account in Firebase Auth should be. Written in the same work as the person;
 * Auth follows after the commit, and a sweep repairs what did not get there.
 */
export interface Account {
	uid: string;
	/** Staff address, see `staffAddress`. */
	address: string;
	name: string;
	disabled: boolean;
	/** Whether Auth is still behind these facts. */
	dirty: boolean;
	/** The act whose password has still to be set; null when none has. */
	passwordAct: string | null;
	/** `tokensValidAfterTime` after the last change from here; a later one means that the owner chose a password. */
	passwordSetAt: string | null;
	/** Whether the sessions before the last change are to end. */
	revoke: boolean;
	/** The last act that changed these facts, so that a repair never marks a newer wish as fulfilled. */
	revision: string;
}

/** What an act wants of an account. */
export interface AccountChange {
	actId: string;
	/** Whether the act carries a new password. */
	password?: boolean;
	/** Whether sessions end. */
	revoke?: boolean;
}

/** The account a person should have after an act. */
export function wantedAccount(
	person: Person,
	before: Account | null,
	change: AccountChange,
): Account {
	return {
		uid: person.uid,
		address: staffAddress(person.staffNumber),
		name: person.name,
		disabled: person.disabled,
		dirty: true,
		passwordAct: change.password === true ? change.actId : (before?.passwordAct ?? null),
		passwordSetAt: before?.passwordSetAt ?? null,
		revoke: change.revoke === true || (before?.revoke ?? false),
		revision: change.actId,
	};
}

/** Claims every account carries; they change only with the account itself. */
export function accountClaims(disabled: boolean): object {
	return disabled ? { staff: true, disabled: true } : { staff: true };
}

/** A password of an act that may still have to be set. */
export interface HandedPassword {
	actId: string;
	password: string;
}

/**
 * Brings one account in Firebase Auth up to its document; nothing when it is there already. A password
 * is set only while its act is the one awaited, so that a repeated delivery never undoes a later choice.
 * Without the awaited password the account gets one nobody knows: the old one must not work any longer.
 */
export async function syncAccount(
	db: Firestore,
	auth: Auth,
	uid: string,
	handed: HandedPassword | null,
): Promise<void> {
	const ref = db.doc(`accounts/${uid}`);
	const snapshot = await ref.get();
	const account = fromStored(snapshot.data() ?? null) as Account | null;
	if (account?.dirty !== true) return;
	const expected = account.passwordAct !== null;
	const known = handed !== null && handed.actId === account.passwordAct;
	const password = known ? handed.password : randomBytes(24).toString('base64url');
	await writeAccount(auth, account, password, expected);
	await auth.setCustomUserClaims(uid, accountClaims(account.disabled));
	if (account.revoke) await endSessions(db, auth, uid);
	const user = await auth.getUser(uid);
	const passwordSetAt = user.tokensValidAfterTime ?? null;
	const done: Partial<Account> = { dirty: false, passwordAct: null, revoke: false, passwordSetAt };
	const { updateTime } = snapshot;
	await ref.update(done, updateTime === undefined ? {} : { lastUpdateTime: updateTime });
}

/**
 * Ends every session so far, those included that signed in with the old password after the act and before
 * Auth knew of it. Seconds: a session of this very second ends too.
 */
async function endSessions(db: Firestore, auth: Auth, uid: string): Promise<void> {
	await auth.revokeRefreshTokens(uid);
	// Apart from the act's commit also for open windows: a listener of the emulator that loses a right by
	// a commit hears nothing else of that commit, and would miss that its person is locked out.
	await db.doc(`access/${uid}`).update({ minAuthTime: Math.floor(Date.now() / 1000) + 1 });
}

async function writeAccount(
	auth: Auth,
	account: Account,
	password: string,
	expected: boolean,
): Promise<void> {
	const facts = {
		email: account.address,
		displayName: account.name,
		disabled: account.disabled,
	};
	try {
		await auth.updateUser(account.uid, expected ? { ...facts, password } : facts);
	} catch (error) {
		if ((error as { code?: string }).code !== 'auth/user-not-found') throw error;
		await auth.createUser({ uid: account.uid, ...facts, password });
	}
}

/** {@link syncAccount} for several people after an act; a failure is logged and left to the sweep. */
export async function syncAccounts(
	db: Firestore,
	auth: Auth,
	uids: readonly string[],
	handed: HandedPassword | null = null,
): Promise<Decision<null>> {
	let failed = false;
	for (let from = 0; from < uids.length; from += PARALLEL)
		await Promise.all(
			uids.slice(from, from + PARALLEL).map(async (uid) => {
				try {
					await syncAccount(db, auth, uid, handed);
				} catch (error) {
					failed = true;
					logger.error('account is behind', { uid, error: String(error) });
				}
			}),
		);
	return failed ? refuse('access/accountPending') : grant(null);
}

const PARALLEL = 20;
/** A young account may still be in the hands of its own act, which knows the password. */
const PATIENCE = 60_000;

/** Brings accounts up to date whose act died before it could; for the schedule. `now` is the server's time. */
export async function repairDirtyAccounts(db: Firestore, auth: Auth, now: Date): Promise<number> {
	const dirty = await db.collection('accounts').where('dirty', '==', true).limit(100).get();
	const due = dirty.docs.filter(
		(account) => now.getTime() - account.updateTime.toMillis() > PATIENCE,
	);
	await syncAccounts(
		db,
		auth,
		due.map((account) => account.id),
	);
	return due.length;
}
