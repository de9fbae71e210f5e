import { z } from 'zod';

/**
 * The office's calendar (工作日历): weekends, the days the State Council's notice moves each year, and
 * working hours. Days are counted in Beijing time, UTC+8 without daylight saving since 1991, whatever
 * zone the machine stands in.
 */

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

/** Number of a calendar day in office time, counted from 1970-01-01. */
export type Day = number;

const daySchema = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}$/)
	.refine((text) => isoOf(dayOf(new Date(`${text}T00:00:00+08:00`))) === text);

/** A day by its date, to the name it bears: 2026-02-17 春节. */
const namedDaysSchema = z
	.record(daySchema, z.string().trim().min(1).max(20))
	.refine((days) => Object.keys(days).length <= 120);

/** The table of one year (`calendar/{year}`): days off beyond weekends, and days worked to make up for them. */
export const calendarYearSchema = z
	.object({
		year: z.number().int().min(2000).max(2100),
		/** Number of the notice it follows, such as 国办发明电〔2025〕7号. */
		source: z.string().trim().max(60),
		holidays: namedDaysSchema,
		workdays: namedDaysSchema,
	})
	.refine(({ year, holidays, workdays }) =>
		[holidays, workdays].every((days) =>
			Object.keys(days).every((day) => day.startsWith(String(year))),
		),
	)
	.refine(({ holidays, workdays }) => Object.keys(holidays).every((day) => !(day in workdays)));
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** Minutes since midnight. */
const minutes = z.number().int().min(0).max(1440);

/** When people work on a working day: sessions in order, in minutes since midnight. */
export const officeHoursSchema = z
	.array(z.object({ from: minutes, to: minutes }))
	.min(1)
	.max(4)
	.refine((sessions) =>
		sessions.every(({ from, to }, index) => from < to && from >= (sessions[index - 1]?.to ?? 0)),
	);
export type OfficeHours = z.infer<typeof officeHoursSchema>;

/** 9:00–12:00 and 13:30–17:30, until an office says otherwise. */
export const usualHours: OfficeHours = [
	{ from: 9 * 60, to: 12 * 60 },
	{ from: 13 * 60 + 30, to: 17 * 60 + 30 },
];

/** The calendar ready to be asked. */
export interface Calendar {
	years: ReadonlyMap<number, CalendarYear>;
	hours: OfficeHours;
	/** What differs from the week: true where a day is worked, false where it is off. */
	moved: ReadonlyMap<Day, boolean>;
}

/** Builds a calendar from the tables of its years. */
export function calendarOf(
	years: readonly CalendarYear[],
	hours: OfficeHours = usualHours,
): Calendar {
	const moved = new Map<Day, boolean>();
	for (const { holidays, workdays } of years) {
		for (const day of Object.keys(holidays)) moved.set(dayOfIso(day), false);
		for (const day of Object.keys(workdays)) moved.set(dayOfIso(day), true);
	}
	return { years: new Map(years.map((table) => [table.year, table])), hours, moved };
}

/** The day in office time to which a moment belongs. */
export function dayOf(at: Date): Day {
	return Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);
}

/** The day of a date such as 2026-02-17. */
export function dayOfIso(date: string): Day {
	return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** The date of a day, as 2026-02-17. */
export function isoOf(day: Day): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The moment at which a day has lasted so many minutes. */
export function momentOf(day: Day, minute: number): Date {
	return new Date(day * DAY_MS - OFFSET_MS + minute * MINUTE_MS);
}

/** How many minutes of its day have passed at a moment; with fractions. */
export function minuteOf(at: Date): number {
	return (at.getTime() + OFFSET_MS - dayOf(at) * DAY_MS) / MINUTE_MS;
}

/** Day of the week: 0 Monday … 6 Sunday. */
export function weekdayOf(day: Day): number {
	return (((day + 3) % 7) + 7) % 7;
}

/** What a day is: an ordinary working day, a weekend, a holiday, or a weekend worked in its place. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeUp';

/** What a day is; where its year has no table, only weekends are off. */
export function dayKind(calendar: Calendar, day: Day): DayKind {
	const moved = calendar.moved.get(day);
	if (moved !== undefined) return moved ? 'makeUp' : 'holiday';
	return weekdayOf(day) >= 5 ? 'weekend' : 'workday';
}

/** Whether people work on a day. */
export function isWorkday(calendar: Calendar, day: Day): boolean {
	return calendar.moved.get(day) ?? weekdayOf(day) < 5;
}

/** The next year's notice comes in autumn; it is missed from November on. */
const NOTICE_MONTH = '-11-';

/** Years that are needed now and have no table: this one, and in November and December the next. */
export function missingYears(calendar: Calendar, now: Date): number[] {
	const today = isoOf(dayOf(now));
	const year = Number(today.slice(0, 4));
	const needed = today.slice(4) >= NOTICE_MONTH ? [year, year + 1] : [year];
	return needed.filter((each) => !calendar.years.has(each));
}
