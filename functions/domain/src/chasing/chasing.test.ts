import { describe, expect, test } from 'vitest';
import { followed, type ChaseDelivery, type ChaseRecord } from './model.ts';
import {
	accepted,
	civilMoment,
	failed,
	isReady,
	outgoing,
	reported,
	resent,
	taken,
	uncarried,
	type Outgoing,
} from './outgoing.ts';

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const now = at('2026-11-26 10:00');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const aMessage = (): Outgoing =>
	outgoing(
		{
			id: 'm',
			channel: 'sms',
			uid: 'u',
			name: '叶知秋',
			to: '000',
			subject: '催办',
			body: '请办理',
		},
		now,
	);

describe('CH-6 one carrier at a time, then again and again, then given up', () => {
	test('what is taken on belongs to its carrier until the lease is over', () => {
		const message = taken(aMessage(), now);
		expect(message).toMatchObject({ state: 'sending', attempts: 1, lease: later(5) });
		expect(isReady(message, later(4))).toBe(false);
		expect(isReady(message, later(5))).toBe(true);
	});
	test('each failure waits longer; the sixth is a dead letter', () => {
		let message = aMessage();
		const waits: number[] = [];
		for (let attempt = 1; attempt <= 5; attempt += 1) {
			message = failed(taken(message, now), 'timeout', now);
			expect(message.state).toBe('waiting');
			waits.push(((message.nextAt?.getTime() ?? 0) - now.getTime()) / 60_000);
		}
		expect(waits).toEqual([1, 5, 30, 120, 360]);
		message = failed(taken(message, now), 'timeout', now);
		expect(message).toMatchObject({ state: 'dead', deadLetter: true, nextAt: null, attempts: 6 });
	});
	test('what was accepted is not looked at again', () => {
		const message = accepted(taken(aMessage(), now), 'ref-1', now);
		expect(message).toMatchObject({ state: 'sent', ref: 'ref-1', nextAt: null, lease: null });
		expect(isReady(message, later(999))).toBe(false);
	});
});

describe('CH-7 sent again by hand', () => {
	test('after a dead letter or without a channel', () => {
		const dead = { ...aMessage(), state: 'dead' as const, deadLetter: true, attempts: 6 };
		for (const message of [dead, uncarried(aMessage())])
			expect(resent(message, now)).toMatchObject({
				ok: true,
				value: { state: 'waiting', attempts: 0, nextAt: now, deadLetter: false },
			});
	});
	test('not while it is on its way or out', () => {
		for (const message of [aMessage(), taken(aMessage(), now), accepted(aMessage(), 'r', now)])
			expect(resent(message, now)).toEqual({ ok: false, code: 'chasing/notResendable' });
	});
});

test.each([
	['2026-11-26 20:59', '2026-11-26 20:59'],
	['2026-11-26 21:00', '2026-11-27 08:00'],
	['2026-11-27 03:00', '2026-11-27 08:00'],
	['2026-11-27 08:00', '2026-11-27 08:00'],
])('CH-8 what would leave at %s leaves at %s', (wanted, leaves) =>
	expect(civilMoment(at(wanted))).toEqual(at(leaves)),
);

describe('CH-9 tracked', () => {
	const delivery = (channel: ChaseDelivery['channel'], ref: string): ChaseDelivery => ({
		uid: 'u',
		name: '叶知秋',
		channel,
		ref,
		state: 'sent',
		at: now,
	});
	const chase = {
		at: now,
		deliveries: [delivery('app', 'n'), delivery('sms', 'o')],
		settled: false,
		followedAt: now,
	} as unknown as ChaseRecord;

	test('states move on, and it is settled when read in the app and delivered outside', () => {
		const half = followed(chase, new Map([['n', { state: 'read', at: later(5) }]]), later(9));
		expect(half).toMatchObject({ settled: false, followedAt: later(9) });
		expect(half.deliveries[0]).toMatchObject({ state: 'read', at: later(5) });
		const whole = followed(half, new Map([['o', { state: 'delivered', at: later(6) }]]), later(9));
		expect(whole.settled).toBe(true);
	});
	test('after thirty days nobody waits any more', () => {
		expect(followed(chase, new Map(), later(31 * 1440)).settled).toBe(true);
	});
	test('a gateway reports delivery or failure', () => {
		const sent = accepted(taken(aMessage(), now), 'r', now);
		expect(reported(sent, 'delivered', later(1))).toMatchObject({
			state: 'delivered',
			deliveredAt: later(1),
		});
		expect(reported(sent, 'failed', later(1))).toMatchObject({ state: 'dead', deadLetter: true });
	});
});
