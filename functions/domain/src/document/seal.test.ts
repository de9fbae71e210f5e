import { describe, expect, test } from 'vitest';
import {
	confirmThaw,
	isDemo,
	mayUseSeal,
	proposeThaw,
	sealState,
	THAW_HOURS,
	type SealRecord,
} from './seal.ts';

const now = new Date('2026-11-27T02:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const deed = (by: string, at = now) => ({ at, by, byName: by, reason: '核实为误输' });

const aSeal = (rest: Partial<SealRecord> = {}): SealRecord => ({
	id: 'bureau',
	name: '云州市医疗保障局',
	sizeMm: 42,
	keepers: ['keeper'],
	disabled: false,
	certificate: '',
	root: '',
	fingerprint: 'f'.repeat(64),
	validFrom: new Date('2026-01-01T00:00:00Z'),
	validTo: new Date('2036-01-01T00:00:00Z'),
	createdAt: now,
	...rest,
});

describe('who may use a seal', () => {
	test('its keepers, and nobody else', () => {
		expect(mayUseSeal(aSeal(), 'keeper', now).ok).toBe(true);
		expect(mayUseSeal(aSeal(), 'other', now)).toMatchObject({ code: 'seal/noSeal' });
		expect(mayUseSeal(null, 'keeper', now)).toMatchObject({ code: 'seal/noSeal' });
	});

	test.each([
		['disabled', { disabled: true }, 'seal/disabled'],
		['revoked', { revoked: deed('a') }, 'seal/revoked'],
		['past its time', { validTo: new Date('2026-11-01T00:00:00Z') }, 'seal/expired'],
		['before its time', { validFrom: new Date('2026-12-01T00:00:00Z') }, 'seal/expired'],
	])('nobody when it is %s', (_, rest, code) => {
		expect(mayUseSeal(aSeal(rest), 'keeper', now)).toMatchObject({ ok: false, code });
	});
});

describe('how a seal stands', () => {
	test.each([
		[{}, 'usable'],
		[{ lockedUntil: hours(1) }, 'locked'],
		[{ lockedUntil: hours(-1) }, 'usable'],
		[{ disabled: true, lockedUntil: hours(1) }, 'disabled'],
		[{ frozen: deed(''), disabled: true }, 'frozen'],
		[{ revoked: deed('a'), frozen: deed('') }, 'revoked'],
	] as const)('%o is %s', (rest, state) => {
		expect(sealState(aSeal(rest), now)).toBe(state);
	});
});

describe('unlocking takes two', () => {
	const frozen = aSeal({ frozen: deed('') });

	test('one proposes, another confirms', () => {
		const proposed = proposeThaw(frozen, deed('first'));
		if (!proposed.ok) throw new Error(proposed.code);
		expect(sealState(proposed.value, now)).toBe('frozen');
		expect(confirmThaw(proposed.value, 'first', now)).toMatchObject({ code: 'seal/samePerson' });
		expect(proposeThaw(proposed.value, deed('second'))).toMatchObject({
			code: 'seal/thawPending',
			detail: { name: 'first' },
		});
		const thawed = confirmThaw(proposed.value, 'second', hours(1));
		expect(thawed).toMatchObject({ value: { frozen: null, thaw: null, lockedUntil: null } });
	});

	test('nobody confirms what nobody proposed, or what was proposed too long ago', () => {
		expect(confirmThaw(frozen, 'second', now)).toMatchObject({ code: 'seal/noProposal' });
		const old = { ...frozen, thaw: deed('first', hours(-THAW_HOURS)) };
		expect(confirmThaw(old, 'second', now)).toMatchObject({ code: 'seal/noProposal' });
		expect(proposeThaw(old, deed('first')).ok).toBe(true);
	});

	test('what is open is not unlocked', () => {
		expect(proposeThaw(aSeal(), deed('first'))).toMatchObject({ code: 'seal/notLocked' });
	});

	test('nobody confirms it for their own signature', () => {
		const own = aSeal({ kind: 'signature', frozen: deed(''), thaw: deed('first') });
		expect(confirmThaw(own, 'keeper', now)).toMatchObject({ code: 'seal/ownThaw' });
		expect(confirmThaw(own, 'second', now).ok).toBe(true);
	});
});

test('everything says 演示 until a licensed certificate is there', () => {
	expect(isDemo(aSeal())).toBe(true);
	expect(isDemo(aSeal({ assurance: 'demo' }))).toBe(true);
	expect(isDemo(aSeal({ assurance: 'licensed' }))).toBe(false);
});
