import { dayOf, isoOf, type Calendar } from '@wenshu/domain/calendar/model.ts';
import { dueOn, isDayOff } from '@wenshu/domain/supervision/timing.ts';
import { m } from './words.ts';

/** Where a limit really ends: said when the day chosen is off. */
export function limitHint(calendar: Calendar, day: string): string {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isDayOff(calendar, day)) return m.dueHint;
	return m.dueMoves({ day: isoOf(dayOf(dueOn(calendar, day))) });
}
