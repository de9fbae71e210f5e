import { describe, expect, test } from 'vitest';
import { countTry, isFrozen, openLock, triesLeft, type SealLock } from './seal-lock.ts';

const noon = new Date('2026-11-22T04:00:00Z');
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** Wrong passwords one after the other, each as soon as the lock allows. */
function wrongTries(count: number): { lock: SealLock; at: Date } {
	let lock = openLock;
	let at = noon;
	for (let done = 0; done < count; done++) {
		if (lock.lockedUntil !== null && lock.lockedUntil > at) at = lock.lockedUntil;
		const counted = countTry(lock, at);
		if (!counted.ok) throw new Error(counted.code);
		lock = counted.value;
	}
	return { lock, at };
}

describe('lock of a seal', () => {
	test('four wrong passwords leave it open', () => {
		const { lock, at } = wrongTries(4);
		expect(countTry(lock, at).ok).toBe(true);
		expect(triesLeft(lock)).toBe(1);
	});

	test('the fifth wrong password locks it for fifteen minutes', () => {
		const { lock, at } = wrongTries(5);
		expect(lock.lockedUntil).toEqual(later(at, 15));
		expect(countTry(lock, later(at, 14))).toEqual({
			ok: false,
			code: 'seal/locked',
			detail: { until: '2026-11-22 12:15' },
		});
		expect(countTry(lock, later(at, 15)).ok).toBe(true);
	});

	test.each([
		[6, 30],
		[7, 60],
		[8, 120],
		[9, 240],
	])('after %i wrong passwords the lock lasts %i minutes', (count, minutes) => {
		const { lock, at } = wrongTries(count);
		expect(lock.lockedUntil).toEqual(later(at, minutes));
	});

	test('the tenth wrong password freezes it, however long one waits', () => {
		const { lock, at } = wrongTries(10);
		expect(isFrozen(lock)).toBe(true);
		expect(triesLeft(lock)).toBe(0);
		expect(countTry(lock, later(at, 1_000_000))).toEqual({ ok: false, code: 'seal/frozen' });
	});

	test('a try counts before the password is checked: tries at once are not free', () => {
		const { lock } = wrongTries(4);
		const first = countTry(lock, noon);
		expect(first.ok && first.value.lockedUntil).toEqual(later(noon, 15));
	});

	test('a right password opens it again', () => {
		expect(openLock).toEqual({ attempts: 0, lockedUntil: null });
		expect(triesLeft(openLock)).toBe(5);
	});
});
