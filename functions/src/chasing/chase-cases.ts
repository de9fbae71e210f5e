import { caseClock, dueRungs, expiryRung, nextChaseAt } from '@wenshu/domain/flow/clock.ts';
import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import * as logger from 'firebase-functions/logger';
import { readCalendar } from '../calendar/read-calendar.ts';
import { moveCaseAsSystem, readFlow } from '../flow/case.ts';
import { openTasksOf } from '../flow/tasks.ts';
import { readDirectory } from '../organisation/directory.ts';
import { db } from '../platform/firebase.ts';
import { inWork } from '../platform/in-work.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { inParallel } from './in-parallel.ts';
import { whom } from './whom.ts';

/** Cases one run looks at; the rest waits for the next. */
const PAGE = 300;
const DAY_MS = 86_400_000;

/**
 * Job of the schedule: reminds of cases whose limit as a whole comes near or has passed. It only tells: what
 * happens at the end of a step's time is the step's matter. Ids follow from case and rung, so that a run cut
 * off or done twice tells nobody twice.
 */
export async function chaseCases(now: Date): Promise<{ looked: number; moved: number }> {
	const due = await db
		.collection('instances')
		.where('nextChaseAt', '<=', now)
		.orderBy('nextChaseAt')
		.limit(PAGE)
		.get();
	let moved = 0;
	await inParallel(due.docs, 12, async ({ id }) => {
		try {
			if (await inWork((work) => chaseCase(work, id, now))) moved += 1;
		} catch (error) {
			logger.error('chase of a case failed', { id, error: String(error) });
		}
	});
	return { looked: due.size, moved };
}

async function chaseCase(work: UnitOfWork, id: string, now: Date): Promise<boolean> {
	const instance = await work.get<InstanceRecord>(`instances/${id}`);
	if (!instance?.nextChaseAt || instance.nextChaseAt > now) return false;
	const clock = caseClock(instance);
	const flow = await readFlow(work, instance.flowId, instance.flowVersion);
	const calendar = await readCalendar(work);
	const put = (next: Date | null) => {
		work.put(`instances/${id}`, { ...instance, nextChaseAt: next });
	};
	const due = clock && flow && dueRungs(calendar, clock, flow.chase, now);
	if (!clock || !flow || !due || (!due.expire && due.remind === null)) {
		put(clock && flow ? nextChaseAt(calendar, clock, flow.chase) : null);
		return false;
	}
	const over = clock.dueAt !== null && clock.dueAt <= now;
	const rung = Math.max(due.expire ? expiryRung(flow.chase) : 0, due.remind?.rung ?? 0);
	const holders = openTasks(instance.state).map(({ assignee }) => assignee);
	const standIns = (await openTasksOf(work, id)).flatMap(({ proxies }) => proxies);
	const atEnd = due.expire ? (['holder', 'superior', 'initiator'] as const) : [];
	const to = whom(await readDirectory(work), [...(due.remind?.to ?? []), ...atEnd], {
		holders,
		proxies: standIns,
		initiator: instance.initiator,
	});
	const command = { verb: 'remindCase', rung, to, over } as const;
	const act = {
		id: `case-${id}-${String(rung)}-${String(clock.dueAt?.getTime() ?? 0)}`,
		type: `flow/${command.verb}`,
		target: id,
		input: null,
		version: null,
	};
	const decided = await moveCaseAsSystem({ act, now, work }, id, command);
	// The engine would not: looked at again tomorrow.
	if (!decided.ok) put(new Date(now.getTime() + DAY_MS));
	return decided.ok;
}
