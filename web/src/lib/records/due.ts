import { isoDay } from '../platform/dates.ts';
import { m } from './words.ts';

/** A day that something ends on: how it stands today, in words, when that is worth saying. */
export function dueOn(
	day: string,
	warnDays: number | undefined,
	now: Date,
): { tone: 'seal' | 'warn'; words: string } | null {
	if (warnDays === undefined) return null;
	const today = isoDay(now);
	const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
	if (days < 0) return { tone: 'seal', words: m.overdue({ n: -days }) };
	if (days > warnDays) return null;
	return { tone: 'warn', words: days === 0 ? m.dueToday : m.left({ n: days }) };
}

/** The office's day so many days from now. */
export function dayAhead(now: Date, days: number): string {
	return isoDay(new Date(now.getTime() + days * 86_400_000));
}
