import { grant, refuse, type Decision } from '../core/decision.ts';

/** Wrong passwords after which a seal locks, and after which it freezes until an administrator thaws it. */
export const SEAL_TRIES = { lock: 5, freeze: 10 } as const;

/** Minutes of the first lock; every further wrong password doubles it. */
export const FIRST_LOCK_MINUTES = 15;

/** State of a seal's lock, kept by the server beside the vault. */
export interface SealLock {
	/** Tries since the last right password, the running one included. */
	attempts: number;
	lockedUntil: Date | null;
}

/** The lock of a seal nobody has tried yet, or whose password was just right. */
export const openLock: SealLock = { attempts: 0, lockedUntil: null };

/**
 * Counts a try *before* the password is checked, so that tries at once or a crash in between cannot
 * gain free ones. Store the answer, then check; when the password is right, store `openLock`.
 */
export function countTry(
	lock: SealLock,
	at: Date,
): Decision<SealLock, 'seal/locked' | 'seal/frozen'> {
	if (isFrozen(lock)) return refuse('seal/frozen');
	if (lock.lockedUntil !== null && at < lock.lockedUntil)
		return refuse('seal/locked', { until: clockTime(lock.lockedUntil) });
	const attempts = lock.attempts + 1;
	return grant({ attempts, lockedUntil: lockAfter(attempts, at) });
}

/** Whether the seal stays shut whatever password is given. */
export function isFrozen(lock: SealLock): boolean {
	return lock.attempts >= SEAL_TRIES.freeze;
}

/** Wrong passwords left before the seal locks, or freezes once it has locked. */
export function triesLeft(lock: SealLock): number {
	const limit = lock.attempts < SEAL_TRIES.lock ? SEAL_TRIES.lock : SEAL_TRIES.freeze;
	return Math.max(0, limit - lock.attempts);
}

function lockAfter(attempts: number, at: Date): Date | null {
	if (attempts < SEAL_TRIES.lock) return null;
	const minutes = FIRST_LOCK_MINUTES * 2 ** (attempts - SEAL_TRIES.lock);
	return new Date(at.getTime() + minutes * 60_000);
}

/** Day and minute on the office's calendar (UTC+8), the minute rounded up. */
function clockTime(at: Date): string {
	const shifted = new Date(Math.ceil(at.getTime() / 60_000) * 60_000 + 8 * 3_600_000);
	return shifted.toISOString().slice(0, 16).replace('T', ' ');
}
