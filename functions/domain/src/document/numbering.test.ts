import { describe, expect, it } from 'vitest';
import type { Series } from './model.ts';
import {
	entryIdOf,
	extended,
	gapReport,
	mayLoseNumber,
	mayReserveYear,
	mayTake,
	released,
	revived,
	seriesFor,
	setAside,
	takeNext,
	voided,
	type Counter,
	type NumberEntry,
} from './numbering.ts';

const at = new Date('2026-11-27T02:00:00Z');
const by = { uid: 'yb0008', name: '苏锦书', at };
const fresh: Counter = { year: 2026, next: 1, ahead: [] };

const reservation = {
	purpose: '迎检材料',
	unitId: 'benefits',
	unitName: '待遇科',
	until: '2026-12-31',
	by: 'yb0008',
	byName: '苏锦书',
	at,
};
function entry(sequence: number, part: Partial<NumberEntry> = {}): NumberEntry {
	return {
		id: `ybf_2026_${sequence}`,
		seriesId: 'ybf',
		year: 2026,
		sequence,
		number: `云医保发〔2026〕${sequence}号`,
		state: 'taken',
		documentId: `d${sequence}`,
		takenBy: 'yb0008',
		takenByName: '苏锦书',
		takenAt: at,
		reservation: null,
		closing: null,
		...part,
	};
}
const reserved = (sequence: number) =>
	entry(sequence, { state: 'reserved', documentId: null, takenAt: null, reservation });

/** The value of a decision that must have been granted. */
function valueOf<T>(decision: { ok: true; value: T } | { ok: false; code: string }): T {
	if (!decision.ok) throw new Error(decision.code);
	return decision.value;
}

describe('numbers of a series and year', () => {
	it('follow each other and step over what is reserved ahead', () => {
		let { counter } = valueOf(setAside(fresh, 3, 2));
		const taken = [];
		for (let each = 0; each < 4; each += 1) {
			const next = takeNext(counter);
			taken.push(next.sequence);
			counter = next.counter;
		}
		expect(taken).toEqual([1, 2, 5, 6]);
		expect(counter).toEqual({ year: 2026, next: 7, ahead: [] });
	});

	it('are reserved from the next one on, over what is reserved already', () => {
		const first = valueOf(setAside(fresh, 2, 1));
		const second = valueOf(setAside(first.counter, null, 3));
		expect(second.sequences).toEqual([1, 3, 4]);
		expect(second.counter).toEqual({ year: 2026, next: 5, ahead: [] });
	});

	it('are not reserved twice, behind the counter, or far ahead of it', () => {
		const counter: Counter = { year: 2026, next: 5, ahead: [8] };
		expect(setAside(counter, 4, 1)).toMatchObject({ code: 'document/numberPassed' });
		expect(setAside(counter, 7, 2)).toMatchObject({
			code: 'document/numberReserved',
			detail: { sequence: '8' },
		});
		expect(setAside(counter, 506, 1)).toMatchObject({ code: 'document/numberTooFar' });
		expect(setAside(counter, 505, 1)).toMatchObject({ ok: true });
		// A counter of before there were reservations knows of none ahead.
		expect(takeNext({ year: 2026, next: 5 })).toMatchObject({ sequence: 5 });
	});

	it('any mixture of taking and reserving gives every number once and leaves no hole', () => {
		let counter = fresh;
		let seed = 7;
		const random = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
		const given: number[] = [];
		for (let each = 0; each < 500; each += 1) {
			const kind = random(3);
			if (kind === 0) {
				const next = takeNext(counter);
				given.push(next.sequence);
				counter = next.counter;
				continue;
			}
			const from = kind === 1 ? null : counter.next + random(20);
			const aside = setAside(counter, from, 1 + random(4));
			if (!aside.ok) continue;
			given.push(...aside.value.sequences);
			counter = aside.value.counter;
		}
		expect(new Set(given).size).toBe(given.length);
		const all = new Set(given);
		for (let each = 1; each < counter.next; each += 1) expect(all).toContain(each);
		expect(given.filter((each) => each >= counter.next).sort((a, b) => a - b)).toEqual(
			counter.ahead,
		);
	});

	it('of last year, this one and the next can be reserved', () => {
		expect([2024, 2025, 2026, 2027, 2028].map((year) => mayReserveYear(year, at).ok)).toEqual([
			...[false, true, true, true, false],
		]);
	});
});

describe('a reserved number', () => {
	const wanted = { seriesId: 'ybf', year: 2026, today: '2026-12-31' };

	it('is taken within its days, in its series and year, once', () => {
		expect(mayTake(reserved(3), wanted)).toMatchObject({ ok: true });
		expect(mayTake(entry(3), wanted)).toMatchObject({ code: 'document/notReserved' });
		expect(mayTake(reserved(3), { ...wanted, seriesId: 'ybh' })).toMatchObject({
			code: 'document/otherSeries',
		});
		expect(mayTake(reserved(3), { ...wanted, year: 2027 })).toMatchObject({
			code: 'document/otherYear',
		});
		expect(mayTake(reserved(3), { ...wanted, today: '2027-01-01' })).toMatchObject({
			code: 'document/reservationOver',
		});
	});

	it('is given up with a reason and then belongs to nobody', () => {
		const gone = valueOf(released(reserved(3), '活动取消', by));
		expect(gone).toMatchObject({ state: 'released', closing: { reason: '活动取消' } });
		expect(released(gone, '再次', by)).toMatchObject({ code: 'document/notReserved' });
		expect(mayTake(gone, wanted)).toMatchObject({ code: 'document/notReserved' });
		expect(voided(gone, '作废', by)).toMatchObject({ code: 'document/notTaken' });
	});

	it('is kept longer, but not until a day that is over', () => {
		const longer = valueOf(extended(reserved(3), '2027-01-31', '2026-12-31'));
		expect(longer.reservation?.until).toBe('2027-01-31');
		expect(extended(reserved(3), '2026-12-30', '2026-12-31')).toMatchObject({
			code: 'document/reserveUntil',
		});
	});
});

describe('a void number', () => {
	it('is taken from a document that ended or stands at its numbering step', () => {
		const seal = { sealId: 's' } as never;
		const document = { status: 'numbered', direction: 'outgoing', seal: null } as const;
		expect(mayLoseNumber(document, true)).toEqual({ ok: true, value: 'again' });
		expect(mayLoseNumber(document, false)).toMatchObject({ code: 'document/numberInUse' });
		expect(mayLoseNumber({ ...document, direction: 'incoming' }, true)).toMatchObject({
			code: 'document/numberInUse',
		});
		expect(mayLoseNumber({ ...document, seal }, true)).toMatchObject({
			code: 'document/numberSealed',
		});
		expect(mayLoseNumber({ ...document, status: 'terminated', seal }, false)).toEqual({
			ok: true,
			value: 'ended',
		});
	});

	it('counts again with its document', () => {
		const gone = valueOf(voided(entry(2), '公文终止', by));
		expect(revived(gone)).toMatchObject({ state: 'taken', closing: null, documentId: 'd2' });
		expect(revived(entry(2))).toEqual(entry(2));
	});

	it('is found by the words of the number', () => {
		expect(entryIdOf({ number: '云医保发〔2026〕12号', seriesId: 'ybf' })).toBe('ybf_2026_12');
		expect(entryIdOf({ number: null, seriesId: 'ybf' })).toBeNull();
	});
});

describe('the gap report', () => {
	it('accounts for every number, and names those nobody can account for', () => {
		const gone = valueOf(voided(entry(2), '公文终止', by));
		const entries = [entry(1), gone, reserved(4), reserved(9)];
		const lines = gapReport(entries, { year: 2026, next: 6, ahead: [9] }, '2027-01-01');
		expect(lines.map(({ sequence, state }) => [sequence, state])).toEqual([
			[1, 'taken'],
			[2, 'voided'],
			[3, 'missing'],
			[4, 'reserved'],
			[5, 'missing'],
			[9, 'reserved'],
		]);
		expect(lines.filter(({ overdue }) => overdue).map(({ sequence }) => sequence)).toEqual([4, 9]);
		expect(gapReport([], null, '2026-01-01')).toEqual([]);
	});
});

describe('the series that is proposed', () => {
	const series = (id: string, part: Partial<Series>): Series => {
		return { id, name: id, code: id, direction: 'outgoing', order: 1, ...part };
	};
	const all = [
		series('letters', { kinds: ['函'] }),
		series('own', { kinds: ['函'], organ: '云州市医疗保障局' }),
		series('old', { kinds: ['通知'], disabled: true }),
		series('incoming', { kinds: ['通知'], direction: 'incoming' }),
	];

	it('is that of organ and kind, then of the kind, and never one that is switched off', () => {
		expect(seriesFor(all, { kind: '函', issuer: '云州市医疗保障局' })).toBe('own');
		expect(seriesFor(all, { kind: '函', issuer: '别的机关' })).toBe('letters');
		expect(seriesFor(all, { kind: '通知', issuer: '别的机关' })).toBeNull();
	});
});
