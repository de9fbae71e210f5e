import {
	calendarOf,
	usualHours,
	type Calendar,
	type CalendarYear,
	type OfficeHours,
} from '@wenshu/domain/calendar/model.ts';
import { officialYears } from '@wenshu/domain/calendar/official.ts';
import { LiveQuery } from '../platform/live.svelte.ts';
import type { ReadError } from '../platform/live.svelte.ts';

/** A year's table as somebody saved it. */
export type StoredYear = CalendarYear & {
	id: string;
	version: number;
	changedAt: Date;
	changedByName: string;
};
type Stored = StoredYear | { id: 'office'; hours: OfficeHours };

/** The office's calendar, live: saved tables, and of other years those that are shipped. */
class OfficeCalendar {
	#stored = new LiveQuery<Stored>('calendar', []);
	#years = $derived(
		(this.#read() ?? []).filter((each): each is StoredYear => each.id !== 'office'),
	);
	#calendar = $derived.by((): Calendar => {
		const shipped = officialYears.filter(({ year }) => this.stored(year) === undefined);
		return calendarOf([...this.#years, ...shipped], this.hours);
	});

	/** An empty collection is a calendar that nobody changed yet, online or not. */
	#read(): Stored[] | undefined {
		return this.#stored.current ?? (this.#stored.error === 'offline' ? [] : undefined);
	}

	get current(): Calendar | undefined {
		return this.#read() === undefined ? undefined : this.#calendar;
	}
	get error(): ReadError | undefined {
		return this.#stored.error;
	}
	retry(): void {
		this.#stored.retry();
	}

	/** The calendar for counting; weekends and shipped tables until the saved ones have arrived. */
	get counting(): Calendar {
		return this.#calendar;
	}
	get hours(): OfficeHours {
		const office = this.#read()?.find((each) => each.id === 'office');
		return office && 'hours' in office ? office.hours : usualHours;
	}
	/** The table of a year that somebody saved. */
	stored(year: number): StoredYear | undefined {
		return this.#years.find((each) => each.year === year);
	}
}

/** The calendar of the office; its query runs only while something on the screen reads it. */
export const officeCalendar = new OfficeCalendar();
