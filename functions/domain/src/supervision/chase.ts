import { dayOf, isoOf, type Calendar } from '../calendar/model.ts';
import { workdaysBetween } from '../calendar/span.ts';
import type { SupervisionOutcome } from './decide.ts';
import type { Supervision } from './model.ts';
import { chaseReasons, nextSupervisionChase, type ChaseReason } from './timing.ts';

/** What the schedule does with a matter now; `told` is null where nothing is to be said. */
export type TimedChase =
	| { told: null; item: Supervision }
	| (SupervisionOutcome & {
			/** Names the chase, so that a second run of the same day does not repeat it. */
			id: string;
			told: { words: string; reasons: ChaseReason[] };
	  });

/** Chases a matter by time (SV-4, SV-8): what the day it was to be looked at, or today, gives reason for. */
export function chaseByTime(item: Supervision, calendar: Calendar, now: Date): TimedChase {
	const days = new Set([dayOf(item.nextChaseAt ?? now), dayOf(now)]);
	const found = [...days].flatMap((day) => chaseReasons(calendar, item, day));
	const nextChaseAt = nextSupervisionChase(calendar, item, now);
	if (found.length === 0) return { told: null, item: { ...item, nextChaseAt } };
	const isOver = item.dueAt < now;
	const reasons = [...new Set(found)].filter((reason) => reason !== 'soon' || !isOver);
	const words = wordsOf(item, reasons, calendar, now);
	const next = {
		...item,
		nextChaseAt,
		chasedAt: now,
		chases: item.chases + 1,
		updatedAt: now,
		version: item.version + 1,
	};
	const id = `chase-${item.id}-${isoOf(dayOf(now))}`;
	return {
		id,
		item: next,
		told: { words, reasons },
		entry: {
			seq: next.version,
			actId: id,
			verb: 'chase',
			actor: 'system',
			actorName: '系统',
			actorUnit: '',
			at: now,
			words,
			note: null,
		},
	};
}

function wordsOf(
	item: Supervision,
	reasons: readonly ChaseReason[],
	calendar: Calendar,
	now: Date,
): string {
	const parts: string[] = [];
	if (item.dueAt < now)
		parts.push(`已超期 ${Math.max(1, workdaysBetween(calendar, item.dueAt, now))} 个工作日`);
	else if (reasons.includes('soon'))
		parts.push(
			`期限 ${isoOf(dayOf(item.dueAt))}，剩 ${workdaysBetween(calendar, now, item.dueAt)} 个工作日`,
		);
	if (reasons.includes('feedback')) parts.push('请反馈办理情况');
	return parts.join('，') || '请反馈办理情况';
}
