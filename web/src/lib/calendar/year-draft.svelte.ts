import {
	calendarOf,
	dayKind,
	dayOfIso,
	isoOf,
	isWorkday,
	type CalendarYear,
	type Day,
	type DayKind,
} from '@wenshu/domain/calendar/model.ts';
import { officialYears } from '@wenshu/domain/calendar/official.ts';
import type { StoredYear } from './office-calendar.svelte.ts';

/** The table of a year while somebody edits it; nothing counts before it is saved. */
export class YearDraft {
	readonly year: number;
	/** Version that was on the screen when editing began. */
	readonly version: number;
	#first: string;
	#table = $state.raw<CalendarYear>({ year: 0, source: '', holidays: {}, workdays: {} });
	#calendar = $derived(calendarOf([this.#table]));

	constructor(year: number, stored: StoredYear | undefined) {
		this.year = year;
		this.version = stored?.version ?? 0;
		const shipped = officialYears.find((each) => each.year === year);
		const { source, holidays, workdays } = stored ??
			shipped ?? { source: '', holidays: {}, workdays: {} };
		this.#table = { year, source, holidays, workdays };
		this.#first = JSON.stringify(this.#table);
	}

	get table(): CalendarYear {
		return this.#table;
	}
	set table(next: CalendarYear) {
		this.#table = next;
	}
	get changed(): boolean {
		return JSON.stringify(this.#table) !== this.#first;
	}

	kind(day: Day): DayKind {
		return dayKind(this.#calendar, day);
	}
	/** The name a day bears, or nothing. */
	nameOf(day: Day): string {
		const iso = isoOf(day);
		return this.#table.holidays[iso] ?? this.#table.workdays[iso] ?? '';
	}

	/** A working day becomes a day off, a weekend a working day; a day already moved goes back. */
	turn(day: Day, name: string): void {
		const iso = isoOf(day);
		const kind = this.kind(day);
		const { [iso]: _off, ...holidays } = this.#table.holidays;
		const { [iso]: _on, ...workdays } = this.#table.workdays;
		if (kind === 'workday') holidays[iso] = name;
		if (kind === 'weekend') workdays[iso] = name;
		this.#table = { ...this.#table, holidays, workdays };
	}

	/** How many days are worked, off by the table, and worked in their place. */
	get counts(): { work: number; off: number; made: number } {
		const { holidays, workdays } = this.#table;
		let work = 0;
		for (const day of daysOf(this.year)) if (isWorkday(this.#calendar, day)) work += 1;
		return { work, off: Object.keys(holidays).length, made: Object.keys(workdays).length };
	}
}

/** All days of a year. */
export function daysOf(year: number): Day[] {
	const first = dayOfIso(`${year}-01-01`);
	const next = dayOfIso(`${year + 1}-01-01`);
	return Array.from({ length: next - first }, (_, index) => first + index);
}
