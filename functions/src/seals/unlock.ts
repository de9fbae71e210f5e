import { randomUUID } from 'node:crypto';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import {
	countTry,
	isFrozen,
	openLock,
	triesLeft,
	type SealLock,
} from '@wenshu/domain/document/seal-lock.ts';
import type {
	SealRecord,
	SealUse,
	SealUseAction,
	SealUseResult,
} from '@wenshu/domain/document/seal.ts';
import type { Actor } from '../platform/act.ts';
import { db } from '../platform/firebase.ts';
import { installationSecret } from '../platform/secrets.ts';
import { Conflict, UnitOfWork } from '../platform/unit-of-work.ts';
import { openSeal, type OpenSeal } from './create-seal.ts';
import type { Vault } from './records.ts';

/** What somebody wants a seal for, as 用印登记 will say. */
export interface Purpose {
	action: SealUseAction;
	reason: string;
	documentId: string | null;
	title: string;
	number: string | null;
	page: number | null;
}

/** A seal that was taken out of the vault, and the line of the register that says so. */
export interface Unlocked {
	open: OpenSeal;
	vault: Vault;
	use: SealUse;
}

type Refusal = Extract<Decision<never>, { ok: false }>;

/** So often a count that others overtake is tried again; each of them gets through or is refused meanwhile. */
const PATIENCE = 60;

/**
 * Takes a seal out of the vault. The try is counted and entered in the register, and both are stored, before
 * the password is looked at: neither a function that dies nor twenty tries at once gain a free one.
 */
export async function unlockSeal(
	seal: SealRecord,
	password: string,
	purpose: Purpose,
	{ actor, now }: { actor: Actor; now: Date },
): Promise<Decision<Unlocked>> {
	const use = lineOf(seal, purpose, actor, now);
	const counted = await count(seal.id, use, now);
	if (!counted.ok) return counted;
	const { vault } = counted.value;
	const context = { pepper: installationSecret(), sealId: seal.id };
	const open = await openSeal(vault.record, password, context);
	if (open === null) return wrong(use, counted.value.lock);
	const unlocked = await reopen(seal.id, counted.value.lock);
	if (!unlocked.ok) return noteRefusal(use, unlocked, 'frozen');
	return { ok: true, value: { open, vault, use } };
}

async function wrong(use: SealUse, lock: SealLock): Promise<Decision<never>> {
	await noteUse(use, { result: 'wrong', code: 'seal/wrongPassword' });
	const left = triesLeft(lock);
	return left === 0 ? refuse('seal/frozen') : refuse('seal/wrongPassword', { left: String(left) });
}

/** Stores that there was a try, with its line in the register. */
async function count(
	sealId: string,
	use: SealUse,
	now: Date,
): Promise<Decision<{ vault: Vault; lock: SealLock }>> {
	for (let tries = 1; tries <= PATIENCE; tries++) {
		const work = new UnitOfWork(db);
		await work.getAll([`vault/${sealId}`, `seals/${sealId}`]);
		const vault = await work.get<Vault>(`vault/${sealId}`);
		const seal = await work.get<SealRecord>(`seals/${sealId}`);
		if (vault === null || seal === null) return refuse('seal/noSeal');
		const counted = countTry(vault.lock, now);
		if (!counted.ok)
			return noteRefusal(use, counted, counted.code === 'seal/frozen' ? 'frozen' : 'locked');
		const lock = counted.value;
		work.put(`vault/${sealId}`, { ...vault, lock });
		work.put(`seals/${sealId}`, { ...seal, ...shown(seal, lock, now) });
		work.create(`sealUses/${use.id}`, use);
		if (await committed(work)) return { ok: true, value: { vault, lock } };
		await rest(tries);
	}
	return refuse('core/busy');
}

/** What the public record tells of a lock. */
function shown(seal: SealRecord, lock: SealLock, now: Date): Partial<SealRecord> {
	const frozen = isFrozen(lock)
		? (seal.frozen ?? { at: now, by: '', byName: '', reason: '口令连续错误' })
		: (seal.frozen ?? null);
	return { lockedUntil: lock.lockedUntil, frozen };
}

/** Opens the lock after a right password, unless others froze the seal in between; `own` is the lock of this try. */
async function reopen(sealId: string, own: SealLock): Promise<Decision<true>> {
	for (let tries = 1; tries <= PATIENCE; tries++) {
		const work = new UnitOfWork(db);
		await work.getAll([`vault/${sealId}`, `seals/${sealId}`]);
		const vault = await work.get<Vault>(`vault/${sealId}`);
		const seal = await work.get<SealRecord>(`seals/${sealId}`);
		if (vault === null || seal === null) return refuse('seal/noSeal');
		const isByOthers = isFrozen(vault.lock) && !isFrozen(own);
		if (isByOthers || (seal.frozen != null && seal.frozen.by !== '')) return refuse('seal/frozen');
		work.put(`vault/${sealId}`, { ...vault, lock: openLock });
		work.put(`seals/${sealId}`, { ...seal, lockedUntil: null, frozen: null, thaw: null });
		if (await committed(work)) return { ok: true, value: true };
		await rest(tries);
	}
	return refuse('core/busy');
}

async function committed(work: UnitOfWork): Promise<boolean> {
	try {
		await work.commit();
		return true;
	} catch (error) {
		if (error instanceof Conflict) return false;
		throw error;
	}
}

function rest(tries: number): Promise<void> {
	const most = Math.min(600, 40 * tries);
	return new Promise((resume) => setTimeout(resume, 10 + Math.random() * most));
}

function lineOf(seal: SealRecord, purpose: Purpose, actor: Actor, now: Date): SealUse {
	return {
		id: randomUUID(),
		sealId: seal.id,
		sealName: seal.name,
		kind: seal.kind ?? 'organ',
		...purpose,
		result: 'checking',
		code: null,
		by: actor.uid,
		byName: actor.person.name,
		byUnit: actor.unitName,
		at: now,
		fileSha256: null,
	};
}

/** Says in the register what became of a use. */
export async function noteUse(
	use: SealUse,
	outcome: { result: SealUseResult } & Partial<SealUse>,
): Promise<void> {
	await db.doc(`sealUses/${use.id}`).set({ ...use, ...outcome });
}

/** Enters a refusal and passes it on. */
export async function noteRefusal(
	use: SealUse,
	refusal: Refusal,
	result: SealUseResult = 'refused',
): Promise<Refusal> {
	await noteUse(use, { result, code: refusal.code });
	return refusal;
}
