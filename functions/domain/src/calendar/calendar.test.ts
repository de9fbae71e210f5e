import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	calendarOf,
	calendarYearSchema,
	dayKind,
	dayOf,
	dayOfIso,
	isoOf,
	isWorkday,
	missingYears,
} from './model.ts';
import { official2026 } from './official.ts';
import { readCalendarTable } from './read-table.ts';
import { afterSpan, afterWorktime, workdaysBetween, worktimeBetween } from './span.ts';

const calendar = calendarOf([official2026]);
/** A moment in Beijing time. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const workdays = (amount: number) => ({ amount, unit: 'workdays' as const });
const hours = (amount: number) => ({ amount, unit: 'hours' as const });

describe('CD-1 the notice moves days', () => {
	test.each([
		['2026-01-02', 'holiday'],
		['2026-01-04', 'makeUp'],
		['2026-02-14', 'makeUp'],
		['2026-02-17', 'holiday'],
		['2026-02-24', 'workday'],
		['2026-03-07', 'weekend'],
		['2026-09-20', 'makeUp'],
		['2026-10-08', 'workday'],
		['2026-10-10', 'makeUp'],
		['2026-10-11', 'weekend'],
	])('%s is %s', (day, kind) => expect(dayKind(calendar, dayOfIso(day))).toBe(kind));

	test('2026 has as many days off and make-up days as the notice counts', () => {
		expect(Object.keys(official2026.holidays)).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
		const worked = Array.from({ length: 365 }, (_, n) => dayOfIso('2026-01-01') + n);
		expect(worked.filter((day) => isWorkday(calendar, day))).toHaveLength(248);
		expect(calendarYearSchema.parse(official2026)).toEqual(official2026);
	});
});

test('CD-2 hours run through nights and holidays', () => {
	expect(afterSpan(calendar, hours(72), at('2026-09-30 17:00'))).toEqual(at('2026-10-03 17:00'));
});

describe('CD-3 CD-4 working days begin the day after and end with the hours of the last', () => {
	test.each([
		['2026-11-25 09:00', 1, '2026-11-26 17:30'],
		['2026-11-25 23:59', 1, '2026-11-26 17:30'],
		['2026-11-27 10:00', 1, '2026-11-30 17:30'],
		['2026-02-13 10:00', 3, '2026-02-25 17:30'],
		['2026-09-30 18:00', 3, '2026-10-10 17:30'],
		['2026-10-03 12:00', 1, '2026-10-08 17:30'],
		['2026-09-18 09:00', 5, '2026-09-24 17:30'],
	])('from %s, %i working days: %s', (from, amount, due) =>
		expect(afterSpan(calendar, workdays(amount), at(from))).toEqual(at(due)),
	);

	test('they never end on a day off, and counting them back gives the span', () => {
		const start = at('2026-01-01 00:00').getTime();
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 300 * 1440 }),
				fc.integer({ min: 1, max: 40 }),
				(m, n) => {
					const from = new Date(start + m * 60_000);
					const due = afterSpan(calendar, workdays(n), from);
					expect(isWorkday(calendar, dayOf(due))).toBe(true);
					expect(workdaysBetween(calendar, from, due)).toBe(n);
				},
			),
			{ seed: 7, numRuns: 300 },
		);
	});
});

test('CD-5 the day is that of Beijing', () => {
	expect(isoOf(dayOf(new Date('2026-11-25T15:59:59Z')))).toBe('2026-11-25');
	expect(isoOf(dayOf(new Date('2026-11-25T16:00:00Z')))).toBe('2026-11-26');
	expect(afterSpan(calendar, workdays(1), new Date('2026-11-25T16:30:00Z'))).toEqual(
		at('2026-11-27 17:30'),
	);
});

describe('CD-6 a year without a table', () => {
	test('knows weekends only', () => {
		expect(dayKind(calendar, dayOfIso('2027-01-01'))).toBe('workday');
		expect(dayKind(calendar, dayOfIso('2027-01-02'))).toBe('weekend');
	});
	test.each([
		['2026-10-31 12:00', []],
		['2026-11-01 00:00', [2027]],
		['2027-01-01 00:00', [2027]],
		['2025-11-01 00:00', [2025]],
	])('at %s is missed: %j', (now, years) => expect(missingYears(calendar, at(now))).toEqual(years));
});

describe('CD-7 a table is pasted', () => {
	const notice = `国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期。`;

	test('as the words of the notice', () => {
		const read = readCalendarTable(2026, notice, '');
		expect(read).toEqual({ ok: true, value: official2026 });
	});
	test('as three columns of a spreadsheet', () => {
		const read = readCalendarTable(
			2027,
			'日期\t名称\t类型\n2027-01-01\t元旦\t放假\n2027/1/2\t元旦\t放假\n2027年1月9日\t元旦\t上班\n',
			'',
		);
		expect(read).toEqual({
			ok: true,
			value: {
				year: 2027,
				source: '',
				holidays: { '2027-01-01': '元旦', '2027-01-02': '元旦' },
				workdays: { '2027-01-09': '元旦' },
			},
		});
	});
	test.each([
		['2027-01-01\t元旦\t放假\n2027-02-30\t春节\t放假', 'calendar/badRow', { row: '2' }],
		['2027-01-01\t元旦\t', 'calendar/badRow', { row: '1' }],
		['', 'calendar/emptyTable', undefined],
		['2026-01-01\t元旦\t放假', 'calendar/otherYear', { year: '2027' }],
		['2027-01-01\t元旦\t放假\n2027-01-01\t元旦\t上班', 'calendar/otherYear', { year: '2027' }],
	])('what cannot be read is refused: %j', (text, code, detail) =>
		expect(readCalendarTable(2027, text, '')).toEqual(
			detail === undefined ? { ok: false, code } : { ok: false, code, detail },
		),
	);
});

describe('working time', () => {
	test('counts sessions of working days', () => {
		expect(worktimeBetween(calendar, at('2026-11-25 10:00'), at('2026-11-25 15:00'))).toBe(210);
		expect(worktimeBetween(calendar, at('2026-11-27 17:00'), at('2026-11-30 09:30'))).toBe(60);
		expect(worktimeBetween(calendar, at('2026-11-27 17:00'), at('2026-11-27 17:00'))).toBe(0);
	});
	test('what passed since a moment ends at the moment it was measured to, or at the close before it', () => {
		const start = at('2026-01-01 00:00').getTime();
		const minute = fc.integer({ min: 0, max: 300 * 1440 });
		fc.assert(
			fc.property(minute, minute, (a, b) => {
				const [from, to] = [Math.min(a, b), Math.max(a, b)].map(
					(m) => new Date(start + m * 60_000),
				);
				if (from === undefined || to === undefined) return;
				const passed = worktimeBetween(calendar, from, to);
				const end = afterWorktime(calendar, from, passed);
				expect(end.getTime()).toBeLessThanOrEqual(to.getTime());
				expect(worktimeBetween(calendar, from, end)).toBe(passed);
			}),
			{ seed: 8, numRuns: 300 },
		);
	});
});
