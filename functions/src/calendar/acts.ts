import {
	calendarOf,
	calendarYearSchema,
	dayOfIso,
	isWorkday,
	officeHoursSchema,
	type CalendarYear,
} from '@wenshu/domain/calendar/model.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import { untouchedOffice, type StoredOffice, type StoredYear } from './read-calendar.ts';

/** Fewer working days than this in a year are a slip of the hand. */
const FEWEST_WORKDAYS = 200;

function countWorkdays(table: CalendarYear): number {
	const calendar = calendarOf([table]);
	let count = 0;
	for (let day = dayOfIso(`${table.year}-01-01`); day <= dayOfIso(`${table.year}-12-31`); day += 1)
		if (isWorkday(calendar, day)) count += 1;
	return count;
}

/** Acts on the working calendar (CD-8); the target is the year, or `office` for working hours. */
export const calendarActs = [
	defineAct({
		type: 'calendar/saveYear',
		permission: 'calendar.manage',
		input: calendarYearSchema,
		async run({ act, input, actor, now, work }) {
			if (act.target !== String(input.year))
				return refuse('calendar/otherYear', { year: act.target });
			if (countWorkdays(input) < FEWEST_WORKDAYS) return refuse('calendar/noWorkdays');
			await work.getAll([`calendar/${act.target}`, 'calendar/office']);
			const before = await work.get<StoredYear>(`calendar/${act.target}`);
			const office = (await work.get<StoredOffice>('calendar/office')) ?? untouchedOffice;
			if ((before?.version ?? 0) !== act.version) return refuse('core/stale');
			const year: StoredYear = {
				...input,
				version: (before?.version ?? 0) + 1,
				changedAt: now,
				changedByName: actor.person.name,
			};
			work.put(`calendar/${act.target}`, year);
			work.put('calendar/office', { ...office, version: act.id });
			return { ok: true, value: { year: input.year, version: year.version } };
		},
	}),
	defineAct({
		type: 'calendar/setHours',
		permission: 'calendar.manage',
		input: z.object({ hours: officeHoursSchema }),
		async run({ act, input, work }) {
			const office = (await work.get<StoredOffice>('calendar/office')) ?? untouchedOffice;
			work.put('calendar/office', { ...office, hours: input.hours, version: act.id });
			return { ok: true, value: {} };
		},
	}),
];
