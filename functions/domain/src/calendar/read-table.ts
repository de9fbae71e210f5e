import { refuse, type Decision } from '../core/decision.ts';
import type { CalendarRefusal } from './messages.ts';
import { calendarYearSchema, dayOfIso, isoOf, type CalendarYear } from './model.ts';

type Days = Record<string, string>;

/**
 * Reads the table of a year from what people paste: rows of 日期, 名称, 类型 (放假 or 上班) as copied from a
 * spreadsheet, or the words of the State Council's notice themselves.
 */
export function readCalendarTable(
	year: number,
	text: string,
	source: string,
): Decision<CalendarYear, CalendarRefusal> {
	const plain = text.normalize('NFKC');
	const read = /放假.*共\s*\d+\s*天|放假[，,。.]/.test(plain)
		? readNotice(year, plain)
		: readRows(plain);
	if (!read.ok) return read;
	const number = source || /国办发明电[〔[(]\d{4}[〕\])]\d+号/.exec(text)?.[0] || '';
	const table = calendarYearSchema.safeParse({ year, source: number, ...read.value });
	return table.success
		? { ok: true, value: table.data }
		: refuse('calendar/otherYear', { year: String(year) });
}

type Read = Decision<Pick<CalendarYear, 'holidays' | 'workdays'>, CalendarRefusal>;

function readRows(text: string): Read {
	const holidays: Days = {};
	const workdays: Days = {};
	const lines = text.split(/\r?\n/);
	for (const [index, line] of lines.entries()) {
		const [date = '', name = '', kind = ''] = line.split(/\t|,|;| {2,}/).map((cell) => cell.trim());
		if (date === '' || date === '日期') continue;
		const day = readDate(date);
		const off = /放假|休|假/.test(kind);
		if (day === null || name === '' || (!off && !/上班|班/.test(kind)))
			return refuse('calendar/badRow', { row: String(index + 1) });
		(off ? holidays : workdays)[day] = name;
	}
	if (Object.keys(holidays).length === 0) return refuse('calendar/emptyTable');
	return { ok: true, value: { holidays, workdays } };
}

function readDate(text: string): string | null {
	const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
	if (match === null) return null;
	return existing(Number(match[1]), Number(match[2]), Number(match[3]));
}

function existing(year: number, month: number, day: number): string | null {
	const two = (part: number) => String(part).padStart(2, '0');
	const date = `${year}-${two(month)}-${two(day)}`;
	const number = dayOfIso(date);
	return Number.isFinite(number) && isoOf(number) === date ? date : null;
}

/** 春节: 2月15日(…)至23日(…)放假调休, 共9天. 2月14日(周六), 2月28日(周六)上班. */
function readNotice(year: number, text: string): Read {
	const holidays: Days = {};
	const workdays: Days = {};
	const bare = text.replace(/\([^)]*\)/g, '');
	for (const part of bare.matchAll(/[一二三四五六七八九十]+、\s*([^:：\n]{2,15})[:：]([^\n]*)/g)) {
		const name = (part[1] ?? '').trim();
		for (const sentence of (part[2] ?? '').split(/[。;；]/)) {
			const into = /上班/.test(sentence) ? workdays : /放假|休/.test(sentence) ? holidays : null;
			if (into === null) continue;
			for (const day of daysOf(year, sentence)) into[day] = name;
		}
	}
	if (Object.keys(holidays).length === 0) return refuse('calendar/emptyTable');
	return { ok: true, value: { holidays, workdays } };
}

/** Days named in a sentence: single ones, and those from one to another. */
function daysOf(year: number, sentence: string): string[] {
	const days: string[] = [];
	const named =
		/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s*至\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?/g;
	for (const [, own, month, first, lastYear, lastMonth, last] of sentence.matchAll(named)) {
		const from = existing(Number(own ?? year), Number(month), Number(first));
		const to =
			last === undefined
				? from
				: existing(Number(lastYear ?? own ?? year), Number(lastMonth ?? month), Number(last));
		if (from === null || to === null) continue;
		for (let day = dayOfIso(from); day <= dayOfIso(to); day += 1) days.push(isoOf(day));
	}
	return days;
}
