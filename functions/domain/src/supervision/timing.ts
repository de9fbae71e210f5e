import { dayOf, dayOfIso, isWorkday, type Calendar, type Day } from '../calendar/model.ts';
import { closingOf, nthWorkday, openingOf, workdaysBetween } from '../calendar/span.ts';
import type { Feedback, Supervision } from './model.ts';

/** 即将到期: so many working days or fewer are left. */
export const SOON_WORKDAYS = 3;
/** How far ahead the schedule looks for the next chase; a matter without one is looked at again by its acts. */
const HORIZON_DAYS = 1000;

/** The first working day from a day on: a limit never ends on a day off (《民法典》 art. 203). */
function onWorkday(calendar: Calendar, day: Day): Day {
	return isWorkday(calendar, day) ? day : nthWorkday(calendar, day, 1);
}

/** When a limit set by its last day is over. */
export function dueOn(calendar: Calendar, day: string): Date {
	return closingOf(calendar, onWorkday(calendar, dayOfIso(day)));
}

/** When the next report is due after a moment. */
export function feedbackAfter(
	calendar: Calendar,
	feedback: Feedback | null,
	from: Date,
): Date | null {
	if (feedback === null) return null;
	const { every, unit } = feedback;
	const day =
		unit === 'workdays'
			? nthWorkday(calendar, dayOf(from), every)
			: onWorkday(calendar, dayOf(from) + every * 7);
	return closingOf(calendar, day);
}

/** Why a matter is chased on a day: a report is due, the limit is near, or it has passed. */
export type ChaseReason = 'feedback' | 'soon' | 'over';

type Timed = Pick<Supervision, 'status' | 'dueAt' | 'nextFeedbackAt'>;

/** Reasons to chase a matter on a working day. The limit is near on three days; once passed, weekly. */
export function chaseReasons(calendar: Calendar, item: Timed, day: Day): ChaseReason[] {
	if (item.status === 'closing' || item.status === 'closed' || !isWorkday(calendar, day)) return [];
	const reasons: ChaseReason[] = [];
	const { nextFeedbackAt, dueAt } = item;
	const due = dayOf(dueAt);
	if (nextFeedbackAt !== null && dayOf(nextFeedbackAt) <= day) reasons.push('feedback');
	if ([3, 1].some((n) => nthWorkday(calendar, due, n, -1) === day) || day === due)
		reasons.push('soon');
	if (day > due) {
		const late = workdaysBetween(calendar, dueAt, openingOf(calendar, day));
		if (late % 5 === 1) reasons.push('over');
	}
	return reasons;
}

/** When a matter is chased next after a moment: at most once a working day, at its beginning. */
export function nextSupervisionChase(calendar: Calendar, item: Timed, after: Date): Date | null {
	if (item.status === 'closing' || item.status === 'closed') return null;
	const first = openingOf(calendar, dayOf(after)) > after ? dayOf(after) : dayOf(after) + 1;
	for (let day = first; day < first + HORIZON_DAYS; day += 1)
		if (chaseReasons(calendar, item, day).length > 0) return openingOf(calendar, day);
	return null;
}

/** Columns of the board, in its order. */
export const columns = ['awaiting', 'running', 'soon', 'over', 'closing', 'closed'] as const;
export type Column = (typeof columns)[number];

/** In which column a matter stands: the most pressing that holds. */
export function columnOf(calendar: Calendar, item: Timed, now: Date): Column {
	if (item.status === 'closed' || item.status === 'closing') return item.status;
	if (item.dueAt < now) return 'over';
	if (workdaysBetween(calendar, now, item.dueAt) <= SOON_WORKDAYS) return 'soon';
	const isAsked = item.nextFeedbackAt !== null && dayOf(item.nextFeedbackAt) <= dayOf(now);
	return item.status === 'issued' || isAsked ? 'awaiting' : 'running';
}

/** Whether a day is a weekend or holiday, so that a form can say where a limit really ends. */
export function isDayOff(calendar: Calendar, day: string): boolean {
	return !isWorkday(calendar, dayOfIso(day));
}
