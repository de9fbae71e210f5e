import {
	calendarOf,
	usualHours,
	type Calendar,
	type CalendarYear,
	type OfficeHours,
} from '@wenshu/domain/calendar/model.ts';
import { officialYears } from '@wenshu/domain/calendar/official.ts';
import { db } from '../platform/firebase.ts';
import { fromStored, type UnitOfWork } from '../platform/unit-of-work.ts';

/** `calendar/{year}`: a year's table as somebody saved it; it counts before the one that is shipped. */
export type StoredYear = CalendarYear & {
	version: number;
	changedAt: Date;
	changedByName: string;
};

/** `calendar/office`: working hours, and which act last changed anything of the calendar. */
export interface StoredOffice {
	hours: OfficeHours;
	version: string;
	/** Years whose missing table administrators were told of. */
	warned: number[];
}

/** The office as it stands before anybody changed it. */
export const untouchedOffice: StoredOffice = { hours: usualHours, version: '', warned: [] };

let kept: { version: string; calendar: Calendar } | null = null;

/**
 * The office's calendar as this process knows it, read afresh when `calendar/office` says that it changed:
 * one read for an act. Due moments already given to people stay when a table changes.
 */
export async function readCalendar(work: UnitOfWork): Promise<Calendar> {
	const office = (await work.get<StoredOffice>('calendar/office')) ?? untouchedOffice;
	if (kept?.version === office.version) return kept.calendar;
	const found = await db.collection('calendar').get();
	const stored = found.docs
		.filter((each) => each.id !== 'office')
		.map((each) => fromStored(each.data()) as StoredYear);
	const calendar = calendarOf(withShipped(stored), office.hours);
	kept = { version: office.version, calendar };
	return calendar;
}

/** Stored tables, and of other years those that are shipped. */
function withShipped(stored: readonly CalendarYear[]): CalendarYear[] {
	const years = new Set(stored.map(({ year }) => year));
	return [...stored, ...officialYears.filter(({ year }) => !years.has(year))];
}
