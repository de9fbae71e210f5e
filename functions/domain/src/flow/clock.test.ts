import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf, dayOf } from '../calendar/model.ts';
import { official2026 } from '../calendar/official.ts';
import { afterSpan, worktimeBetween } from '../calendar/span.ts';
import {
	dueRungs,
	expiryRung,
	nextChaseAt,
	REMINDERS_A_DAY,
	resumedDue,
	rungMoments,
	type TimedTask,
} from './clock.ts';
import type { ChaseRung, Span } from './definition.ts';

const calendar = calendarOf([official2026]);
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const hours = (amount: number): Span => ({ amount, unit: 'hours' });
const workdays = (amount: number): Span => ({ amount, unit: 'workdays' });

const ladder: ChaseRung[] = [
	{ when: 'after', span: workdays(2), to: ['holder', 'superior', 'supervisors'] },
	{ when: 'before', span: workdays(1), to: ['holder'] },
	{ when: 'after', span: workdays(1), to: ['holder', 'superior'] },
	{ when: 'before', span: hours(2), to: ['holder', 'initiator'] },
];
const task: TimedTask = {
	status: 'open',
	openedAt: at('2026-11-23 10:00'),
	dueAt: at('2026-11-26 17:30'),
	rung: 0,
	paused: null,
};

describe('the line of a task', () => {
	test('rungs in order of time, the expiry in its place', () => {
		expect(expiryRung(ladder)).toBe(3);
		expect(rungMoments(calendar, task, ladder)).toEqual([
			{ rung: 1, at: at('2026-11-25 09:00'), to: ['holder'] },
			{ rung: 2, at: at('2026-11-26 15:30'), to: ['holder', 'initiator'] },
			{ rung: 3, at: at('2026-11-26 17:30'), to: null },
			{ rung: 4, at: at('2026-11-27 09:00'), to: ['holder', 'superior'] },
			{ rung: 5, at: at('2026-11-30 09:00'), to: ['holder', 'superior', 'supervisors'] },
		]);
	});
	test('holidays do not count: before a long one the reminder comes before it', () => {
		const due = { ...task, openedAt: at('2026-09-20 10:00'), dueAt: at('2026-10-08 17:30') };
		expect(rungMoments(calendar, due, ladder)[0]?.at).toEqual(at('2026-09-30 09:00'));
	});
	test('what had passed when the task was opened is left out, and keeps its place', () => {
		const late = { ...task, openedAt: at('2026-11-26 10:00') };
		expect(rungMoments(calendar, late, ladder).map(({ rung }) => rung)).toEqual([2, 3, 4, 5]);
	});
	test('without a limit there is nothing', () => {
		expect(rungMoments(calendar, { ...task, dueAt: null }, ladder)).toEqual([]);
		expect(nextChaseAt(calendar, { ...task, dueAt: null }, ladder)).toBeNull();
	});
	test('routing 28: a day has at most three reminders; earlier ones join the first that stands', () => {
		const dense = [1, 2, 3, 4, 5].map((n): ChaseRung => ({
			when: 'before',
			span: hours(n),
			to: ['holder'],
		}));
		const moments = rungMoments(calendar, task, dense).filter(({ to }) => to !== null);
		expect(moments.map((each) => each.at)).toEqual(
			['14:30', '14:30', '14:30', '15:30', '16:30'].map((time) => at(`2026-11-26 ${time}`)),
		);
		expect(new Set(moments.map((each) => each.at.getTime())).size).toBe(REMINDERS_A_DAY);
	});
});

describe('routing 28: what is due now', () => {
	test.each([
		['2026-11-24 09:00', 0, false, null],
		['2026-11-25 09:00', 0, false, { rung: 1, to: ['holder'] }],
		['2026-11-25 12:00', 1, false, null],
		// A run that comes late sends one reminder for all it missed.
		['2026-11-26 16:00', 0, false, { rung: 2, to: ['holder', 'initiator'] }],
		['2026-11-26 17:30', 2, true, null],
		['2026-11-26 18:00', 0, true, null],
		['2026-11-27 10:00', 3, false, { rung: 4, to: ['holder', 'superior'] }],
		['2026-11-30 10:00', 0, true, { rung: 5, to: ['holder', 'superior', 'supervisors'] }],
		['2026-12-30 10:00', 5, false, null],
	])('at %s, climbed %i: expiry %s, reminder %j', (now, rung, expire, remind) =>
		expect(dueRungs(calendar, { ...task, rung }, ladder, at(now))).toEqual({ expire, remind }),
	);
	test('nothing while the clock stands, while it waits, or once it is done', () => {
		const now = at('2026-12-30 10:00');
		const nothing = { expire: false, remind: null };
		const paused = { since: at('2026-11-24 10:00'), cause: '待材料' };
		expect(dueRungs(calendar, { ...task, paused }, ladder, now)).toEqual(nothing);
		expect(nextChaseAt(calendar, { ...task, paused }, ladder)).toBeNull();
		for (const status of ['waiting', 'done', 'returned'] as const)
			expect(dueRungs(calendar, { ...task, status }, ladder, now)).toEqual(nothing);
	});
	test('climbing what is due leads through the whole line, each thing once', () => {
		const rung = fc.record({
			when: fc.constantFrom('before' as const, 'after' as const),
			span: fc.option(
				fc.record({
					amount: fc.integer({ min: 1, max: 60 }),
					unit: fc.constantFrom('hours' as const, 'workdays' as const),
				}),
			),
			to: fc.constant<ChaseRung['to']>(['holder']),
		});
		fc.assert(
			fc.property(
				fc.array(rung, { maxLength: 10 }),
				fc.integer({ min: 0, max: 400 }),
				(rungs, h) => {
					let climbed = { ...task, dueAt: new Date(task.openedAt.getTime() + h * 3_600_000) };
					let expired = 0;
					const perDay = new Map<number, number>();
					for (;;) {
						const now = nextChaseAt(calendar, climbed, rungs);
						if (now === null) break;
						const due = dueRungs(calendar, climbed, rungs, now);
						expect(due.expire || due.remind !== null).toBe(true);
						if (due.expire) expired += 1;
						if (due.remind !== null) perDay.set(dayOf(now), (perDay.get(dayOf(now)) ?? 0) + 1);
						const next = due.remind?.rung ?? expiryRung(rungs);
						expect(next).toBeGreaterThan(climbed.rung);
						climbed = { ...climbed, rung: next };
					}
					expect(expired).toBe(1);
					for (const count of perDay.values()) expect(count).toBeLessThanOrEqual(REMINDERS_A_DAY);
				},
			),
			{ seed: 11, numRuns: 400 },
		);
	});
});

describe('routing 30: a pause', () => {
	const resumed = (since: string, now: string, span = workdays(3), dueAt = '2026-11-26 17:30') =>
		resumedDue(calendar, { dueAt: at(dueAt), since: at(since), now: at(now), span });

	test('moves hours by the time the clock stood', () => {
		expect(resumed('2026-11-24 10:00', '2026-11-25 11:00', hours(72))).toEqual(
			at('2026-11-27 18:30'),
		);
	});
	test('moves working days by the working time it stood', () => {
		// Tuesday 10:00 to Thursday 10:00 are two working days.
		expect(resumed('2026-11-24 10:00', '2026-11-26 10:00')).toEqual(at('2026-11-30 17:30'));
		// Over a weekend nothing was lost.
		expect(
			resumed('2026-11-27 17:30', '2026-11-30 09:00', workdays(3), '2026-12-01 17:30'),
		).toEqual(at('2026-12-01 17:30'));
		// An hour and a half within a day is an hour and a half.
		expect(resumed('2026-11-24 09:30', '2026-11-24 11:00')).toEqual(at('2026-11-27 10:30'));
	});
	test('does not wind up a clock that had run out', () => {
		for (const span of [hours(72), workdays(3)])
			expect(resumed('2026-11-27 10:00', '2026-12-07 10:00', span)).toEqual(at('2026-11-26 17:30'));
	});
	test('leaves exactly the working time there was', () => {
		const start = at('2026-03-02 09:00').getTime();
		const minute = fc.integer({ min: 0, max: 60 * 1440 });
		fc.assert(
			fc.property(minute, minute, fc.integer({ min: 1, max: 20 }), (paused, stood, amount) => {
				const openedAt = new Date(start);
				const dueAt = afterSpan(calendar, workdays(amount), openedAt);
				const since = new Date(start + paused * 60_000);
				const now = new Date(since.getTime() + stood * 60_000);
				const next = resumedDue(calendar, { dueAt, since, now, span: workdays(amount) });
				expect(next.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
				const left = worktimeBetween(calendar, since, dueAt);
				if (left > 0) expect(worktimeBetween(calendar, now, next)).toBe(left);
			}),
			{ seed: 12, numRuns: 400 },
		);
	});
});
