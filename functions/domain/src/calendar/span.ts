import type { Span } from '../flow/definition.ts';
import { dayOf, isWorkday, minuteOf, momentOf, type Calendar, type Day } from './model.ts';

/**
 * Spans of time by the office's calendar. 《民法典》 art. 201: a span in days does not count the day it
 * begins on, one in hours begins at once; art. 203: it ends where business ends on its last day, and
 * never on a day off.
 */

/** No table moves more days than this in a row; a search beyond it is an error in the table. */
const LONGEST = 400;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The working day that lies so many working days after a day, which is not counted; `step` −1 goes back. */
export function nthWorkday(calendar: Calendar, from: Day, count: number, step: 1 | -1 = 1): Day {
	let day = from;
	let idle = 0;
	for (let left = count; left > 0;) {
		day += step;
		if (isWorkday(calendar, day)) {
			left -= 1;
			idle = 0;
		} else if (++idle > LONGEST) throw new Error('the calendar has no working days');
	}
	return day;
}

/** When people stop working on a day, as a moment. */
export function closingOf(calendar: Calendar, day: Day): Date {
	return momentOf(day, calendar.hours.at(-1)?.to ?? 1440);
}

/** When people begin to work on a day, as a moment. */
export function openingOf(calendar: Calendar, day: Day): Date {
	return momentOf(day, calendar.hours[0]?.from ?? 0);
}

/**
 * When a span that begins at a moment is over: hours run by the clock through nights and holidays;
 * working days end with the working hours of the last one.
 */
export function afterSpan(calendar: Calendar, span: Span, from: Date): Date {
	if (span.unit === 'hours') return new Date(from.getTime() + span.amount * HOUR_MS);
	return closingOf(calendar, nthWorkday(calendar, dayOf(from), span.amount));
}

/** How many working days lie after the day of `from` up to the day of `to`, that one included. */
export function workdaysBetween(calendar: Calendar, from: Date, to: Date): number {
	let count = 0;
	for (let day = dayOf(from) + 1; day <= dayOf(to); day += 1)
		if (isWorkday(calendar, day)) count += 1;
	return count;
}

/** Working minutes of a day between two minutes of it. */
function worked(calendar: Calendar, day: Day, from: number, to: number): number {
	if (!isWorkday(calendar, day)) return 0;
	return calendar.hours.reduce(
		(sum, session) => sum + Math.max(0, Math.min(to, session.to) - Math.max(from, session.from)),
		0,
	);
}

/** Working time between two moments, in minutes; nothing where `to` is not after `from`. */
export function worktimeBetween(calendar: Calendar, from: Date, to: Date): number {
	if (to.getTime() <= from.getTime()) return 0;
	const [first, last] = [dayOf(from), dayOf(to)];
	if (first === last) return worked(calendar, first, minuteOf(from), minuteOf(to));
	let sum = worked(calendar, first, minuteOf(from), 1440) + worked(calendar, last, 0, minuteOf(to));
	for (let day = first + 1; day < last; day += 1) sum += worked(calendar, day, 0, 1440);
	return sum;
}

/** The first moment at which so many working minutes have passed since another. */
export function afterWorktime(calendar: Calendar, from: Date, minutes: number): Date {
	let left = minutes;
	if (left <= 0) return from;
	let idle = 0;
	for (let day = dayOf(from); ; day += 1) {
		const start = day === dayOf(from) ? minuteOf(from) : 0;
		const today = worked(calendar, day, start, 1440);
		if (today >= left) return within(calendar, day, start, left);
		left -= today;
		idle = today > 0 ? 0 : idle + 1;
		if (idle > LONGEST) throw new Error('the calendar has no working time');
	}
}

function within(calendar: Calendar, day: Day, start: number, minutes: number): Date {
	let left = minutes;
	for (const session of calendar.hours) {
		const from = Math.max(start, session.from);
		const length = Math.max(0, session.to - from);
		if (length >= left) return momentAt(day, from + left);
		left -= length;
	}
	throw new Error('the day is shorter than asked');
}

function momentAt(day: Day, minute: number): Date {
	const whole = Math.floor(minute);
	return new Date(momentOf(day, whole).getTime() + Math.round((minute - whole) * MINUTE_MS));
}
