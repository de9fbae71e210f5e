import { computeAccess } from '@wenshu/domain/access/compute-access.ts';
import { lentTo, type Loan } from '@wenshu/domain/access/loans.ts';
import { isAdministrator, keepsAdministrator } from '@wenshu/domain/access/grants.ts';
import type { Access } from '@wenshu/domain/access/model.ts';
import type { Decision } from '@wenshu/domain/core/decision.ts';
import { grant } from '@wenshu/domain/core/decision.ts';
import { FieldPath } from 'firebase-admin/firestore';
import { db } from '../platform/firebase.ts';
import { inWork } from '../platform/in-work.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { readOrganisation, readPeople, type WorkingOrganisation } from './organisation.ts';

/** So many access documents are rewritten together with the act; for more a note is left, see below. */
export const ACCESS_AT_ONCE = 200;

/** `accessUpdates/{actId}`: people whose access has still to be computed after a large change. */
interface AccessUpdate {
	id: string;
	uids: string[];
	at: Date;
}

/** How an act changes access besides what posts and roles say. */
export interface AccessChange {
	/** Sessions that signed in before this moment end; seconds since 1970. */
	minAuthTime?: number;
	mustChangePassword?: boolean;
}

/**
 * Recomputes the access of everybody in `concerned`, in the act's own work. Refuses when nobody would be left
 * to manage permissions. Above {@link ACCESS_AT_ONCE} people the rest is noted and done after the commit.
 */
export async function updateAccess(
	work: UnitOfWork,
	actId: string,
	at: Date,
	org: WorkingOrganisation,
	concerned: readonly string[],
	change: AccessChange = {},
): Promise<Decision<null>> {
	const loans = await readStandingLoans(work);
	// Whoever borrowed from somebody who changes changes with them (AC-24).
	const borrowers = loans
		.filter(({ lender }) => concerned.includes(lender))
		.map(({ borrower }) => borrower)
		.filter((uid) => !concerned.includes(uid));
	const uids = [...concerned, ...new Set(borrowers)];
	await readLoanSides(work, org, loans, uids);
	await work.getAll(uids.map((uid) => `access/${uid}`));
	const next = new Map<string, Access>();
	for (const uid of uids) {
		const person = org.people.get(uid);
		if (person === undefined) continue;
		const isBorrower = !concerned.includes(uid);
		const before = await work.get<Access>(`access/${uid}`);
		const { minAuthTime: since = 0, mustChangePassword: must } = isBorrower ? {} : change;
		const minAuthTime = Math.max(since, before?.minAuthTime ?? 0);
		const mustChange = must ?? before?.mustChangePassword ?? false;
		const lent = lentTo(person, loans, org, at);
		next.set(uid, computeAccess(person, org, minAuthTime, mustChange, lent));
	}
	const administrators = (await readAdministrators(work)).map((access) => access.uid);
	const kept = keepsAdministrator(administrators, [...next.values()]);
	if (!kept.ok) return kept;
	const [now, later] = [uids.slice(0, ACCESS_AT_ONCE), uids.slice(ACCESS_AT_ONCE)];
	for (const uid of now) {
		const access = next.get(uid);
		if (access !== undefined) work.put(`access/${uid}`, access);
	}
	if (later.length > 0)
		work.create(`accessUpdates/${actId}`, { id: actId, uids: later, at } satisfies AccessUpdate);
	return grant(null);
}

async function readAdministrators(work: UnitOfWork): Promise<Access[]> {
	const path = new FieldPath('permissions', 'permission.manage');
	const holders = await work.query<Access>((store) =>
		store.collection('access').where(path, '==', true),
	);
	return holders.filter(isAdministrator);
}

/** Computes what a large change of permissions left over; nothing when it is done already. */
export async function finishAccessUpdate(actId: string, now = new Date()): Promise<void> {
	const path = `accessUpdates/${actId}`;
	const noted = await new UnitOfWork(db).get<AccessUpdate>(path);
	if (noted === null) return;
	for (let from = 0; from < noted.uids.length; from += ACCESS_AT_ONCE)
		await recompute(noted.uids.slice(from, from + ACCESS_AT_ONCE), now);
	await db.doc(path).delete();
}

/** Finishes every noted update; the sweep that runs when a function died in between. */
export async function finishAccessUpdates(): Promise<void> {
	const noted = await db.collection('accessUpdates').limit(20).get();
	for (const update of noted.docs) await finishAccessUpdate(update.id);
}

function recompute(uids: readonly string[], now: Date): Promise<void> {
	return inWork((work) => recomputeAccess(work, uids, now));
}

/**
 * Writes the access of these people as it follows from posts, roles and loans now; `loan` as it is about to be
 * written, not as it is stored.
 */
export async function recomputeAccess(
	work: UnitOfWork,
	uids: readonly string[],
	now: Date,
	loan?: Loan,
): Promise<void> {
	// Access before organisation: what changes in between then shows as a conflict.
	await work.getAll(uids.map((uid) => `access/${uid}`));
	const org = await readOrganisation(work);
	await readPeople(work, org, uids);
	const stored = await readStandingLoans(work);
	const loans = loan ? [...stored.filter(({ id }) => id !== loan.id), loan] : stored;
	await readLoanSides(work, org, loans, uids);
	for (const uid of uids) {
		const person = org.people.get(uid);
		if (person === undefined) continue;
		const before = await work.get<Access>(`access/${uid}`);
		const mustChange = before?.mustChangePassword ?? false;
		const lent = lentTo(person, loans, org, now);
		const access = computeAccess(person, org, before?.minAuthTime ?? 0, mustChange, lent);
		work.put(`access/${uid}`, access);
	}
}

/** Loans that are not over; which of them count now is for the domain to say. */
export function readStandingLoans(work: UnitOfWork): Promise<Loan[]> {
	return work.query<Loan>((store) => store.collection('loans').where('endedAt', '==', null));
}

/** Adds those who borrow, and those who lend to them, to the people known. */
async function readLoanSides(
	work: UnitOfWork,
	org: WorkingOrganisation,
	loans: readonly Loan[],
	uids: readonly string[],
): Promise<void> {
	const touching = loans.filter(({ borrower }) => uids.includes(borrower));
	const sides = touching.flatMap(({ lender, borrower }) => [lender, borrower]);
	const unknown = [...new Set(sides)].filter((uid) => !org.people.has(uid));
	await readPeople(work, org, unknown);
}
