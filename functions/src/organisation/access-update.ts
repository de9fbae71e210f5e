import { computeAccess } from '@wenshu/domain/access/compute-access.ts';
import { isAdministrator, keepsAdministrator } from '@wenshu/domain/access/grants.ts';
import type { Access } from '@wenshu/domain/access/model.ts';
import type { Decision } from '@wenshu/domain/core/decision.ts';
import { grant } from '@wenshu/domain/core/decision.ts';
import { FieldPath } from 'firebase-admin/firestore';
import * as logger from 'firebase-functions/logger';
import { db } from '../platform/firebase.ts';
import { Conflict, UnitOfWork } from '../platform/unit-of-work.ts';
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
 * Recomputes the access of everybody in `uids`, in the act's own work. Refuses when nobody would be left
 * to manage permissions. Above {@link ACCESS_AT_ONCE} people the rest is noted and done after the commit.
 */
export async function updateAccess(
	work: UnitOfWork,
	actId: string,
	at: Date,
	org: WorkingOrganisation,
	uids: readonly string[],
	change: AccessChange = {},
): Promise<Decision<null>> {
	await work.getAll(uids.map((uid) => `access/${uid}`));
	const next = new Map<string, Access>();
	for (const uid of uids) {
		const person = org.people.get(uid);
		if (person === undefined) continue;
		const before = await work.get<Access>(`access/${uid}`);
		const minAuthTime = Math.max(change.minAuthTime ?? 0, before?.minAuthTime ?? 0);
		const mustChange = change.mustChangePassword ?? before?.mustChangePassword ?? false;
		next.set(uid, computeAccess(person, org, minAuthTime, mustChange));
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
export async function finishAccessUpdate(actId: string): Promise<void> {
	const path = `accessUpdates/${actId}`;
	const noted = await new UnitOfWork(db).get<AccessUpdate>(path);
	if (noted === null) return;
	for (let from = 0; from < noted.uids.length; from += ACCESS_AT_ONCE)
		await recompute(noted.uids.slice(from, from + ACCESS_AT_ONCE));
	await db.doc(path).delete();
}

/** Finishes every noted update; the sweep that runs when a function died in between. */
export async function finishAccessUpdates(): Promise<void> {
	const noted = await db.collection('accessUpdates').limit(20).get();
	for (const update of noted.docs) await finishAccessUpdate(update.id);
}

async function recompute(uids: readonly string[]): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		const work = new UnitOfWork(db);
		// Access before organisation: what changes in between then shows as a conflict.
		await work.getAll(uids.map((uid) => `access/${uid}`));
		const org = await readOrganisation(work);
		await readPeople(work, org, uids);
		for (const person of org.people.values()) {
			const before = await work.get<Access>(`access/${person.uid}`);
			const mustChange = before?.mustChangePassword ?? false;
			const access = computeAccess(person, org, before?.minAuthTime ?? 0, mustChange);
			work.put(`access/${person.uid}`, access);
		}
		try {
			await work.commit();
			return;
		} catch (error) {
			if (!(error instanceof Conflict) || attempt === 5) throw error;
			logger.info('access changed meanwhile, computing again', { attempt });
		}
	}
}
