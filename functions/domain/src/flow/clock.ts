import { dayOf, type Calendar } from '../calendar/model.ts';
import {
	afterWorktime,
	closingOf,
	nthWorkday,
	openingOf,
	worktimeBetween,
} from '../calendar/span.ts';
import type { ChaseRung, Span } from './definition.ts';
import type { InstanceRecord, Task } from './model.ts';

/**
 * The clock of a task: when it is reminded of, when it expires, and what a pause does to it. What has to
 * happen stands in one line (the ladder with the expiry in its place) and is counted from 1; a task
 * remembers how far it was climbed, so that nothing happens twice.
 */

const HOUR_MS = 3_600_000;

/** At most so many reminders of one task fall on one day; what exceeds them joins a later one of the day. */
export const REMINDERS_A_DAY = 3;

/** What the clock needs of a task. */
export type TimedTask = Pick<Task, 'status' | 'openedAt' | 'dueAt' | 'rung' | 'paused'>;

/** The clock of a whole case, which no pause stops; null where it has no limit or does not run. */
export function caseClock({
	createdAt,
	dueAt,
	state,
}: Pick<InstanceRecord, 'createdAt' | 'dueAt' | 'state'>): TimedTask | null {
	if (dueAt === null || state.status !== 'running') return null;
	return { status: 'open', openedAt: createdAt, dueAt, rung: state.chased ?? 0, paused: null };
}

/** One thing that time brings about. */
export interface ChaseMoment {
	/** Its place on the line, from 1. */
	rung: number;
	at: Date;
	/** Whom a reminder is for; null for the expiry. */
	to: readonly ChaseRung['to'][number][] | null;
}

/** What to do now: one reminder for all rungs that are due, or the expiry, or both in this order. */
export interface DueNow {
	expire: boolean;
	remind: { rung: number; to: ChaseRung['to'][number][] } | null;
}

/** Whether a rung comes before the expiry: those before the due moment, and the one at it. */
function isBefore(rung: ChaseRung): boolean {
	return rung.when === 'before' || rung.span === null;
}

/** The place of the expiry on the line of a ladder. */
export function expiryRung(ladder: readonly ChaseRung[]): number {
	return ladder.filter(isBefore).length + 1;
}

/**
 * When a rung is reached: hours by the clock; working days at the beginning of the working day that lies
 * so many before or after the due day, so that a reminder leaves the day to act in.
 */
function momentOfRung(calendar: Calendar, { when, span }: ChaseRung, dueAt: Date): Date {
	if (span === null) return dueAt;
	const step = when === 'before' ? -1 : 1;
	if (span.unit === 'hours') return new Date(dueAt.getTime() + step * span.amount * HOUR_MS);
	return openingOf(calendar, nthWorkday(calendar, dayOf(dueAt), span.amount, step));
}

/** The line of a task in order; rungs that had passed when it was opened are left out. Empty without a limit. */
export function rungMoments(
	calendar: Calendar,
	task: TimedTask,
	ladder: readonly ChaseRung[],
): ChaseMoment[] {
	const { dueAt, openedAt } = task;
	if (dueAt === null) return [];
	const reminders = ladder
		.map((rung) => ({
			at: momentOfRung(calendar, rung, dueAt),
			to: rung.to,
			late: !isBefore(rung),
		}))
		.sort((a, b) => Number(a.late) - Number(b.late) || a.at.getTime() - b.at.getTime());
	const place = expiryRung(ladder);
	const line = reminders
		.map(({ at, to, late }, index) => ({ rung: index + (late ? 2 : 1), at, to }))
		.filter(({ at }) => at > openedAt);
	return [...bounded(line), { rung: place, at: dueAt, to: null }].sort((a, b) => a.rung - b.rung);
}

/** Delays the first reminders of a day that has too many to the first that may stand. */
function bounded<Reminder extends { at: Date }>(line: readonly Reminder[]): Reminder[] {
	return line.map((each, index) => {
		const later = line.slice(index).filter(({ at }) => dayOf(at) === dayOf(each.at));
		const stands = later.at(-REMINDERS_A_DAY);
		return stands === undefined || later.length <= REMINDERS_A_DAY
			? each
			: { ...each, at: stands.at };
	});
}

function isTicking(task: TimedTask): boolean {
	return task.status === 'open' && task.paused === null;
}

/** When the schedule has to look at a task next, for a reminder or the expiry; null for never. */
export function nextChaseAt(
	calendar: Calendar,
	task: TimedTask,
	ladder: readonly ChaseRung[],
): Date | null {
	if (!isTicking(task)) return null;
	const ahead = rungMoments(calendar, task, ladder).filter(({ rung }) => rung > task.rung);
	return ahead.reduce<Date | null>(
		(first, { at }) => (first === null || at < first ? at : first),
		null,
	);
}

/** What time asks for now: a run that comes late sends one reminder, not one for each rung it missed. */
export function dueRungs(
	calendar: Calendar,
	task: TimedTask,
	ladder: readonly ChaseRung[],
	now: Date,
): DueNow {
	if (!isTicking(task)) return { expire: false, remind: null };
	const due = rungMoments(calendar, task, ladder).filter(
		({ rung, at }) => rung > task.rung && at <= now,
	);
	const place = expiryRung(ladder);
	const expire = due.some(({ rung }) => rung === place);
	const reminders = due.filter(({ rung }) => (expire ? rung > place : rung !== place));
	const last = reminders.at(-1);
	return {
		expire,
		remind:
			last === undefined
				? null
				: { rung: last.rung, to: [...new Set(reminders.flatMap(({ to }) => to ?? []))] },
	};
}

/**
 * When a task is due whose clock stood from `since` until `now`: hours are moved by the time it stood, working
 * days by the working time. A clock that had run out before it was stopped is not wound up again.
 */
export function resumedDue(
	calendar: Calendar,
	{ dueAt, since, now, span }: { dueAt: Date; since: Date; now: Date; span: Span },
): Date {
	if (dueAt <= since || now <= since) return dueAt;
	if (span.unit === 'hours') return new Date(dueAt.getTime() + now.getTime() - since.getTime());
	const left = worktimeBetween(calendar, since, dueAt);
	// Stopped after closing time of the last day: nothing was left but the night.
	if (left === 0) return now < dueAt ? dueAt : closingOf(calendar, dayOf(now));
	const next = afterWorktime(calendar, now, left);
	return next < dueAt ? dueAt : next;
}
