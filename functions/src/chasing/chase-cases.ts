import { caseClock, dueRungs, expiryRung, nextChaseAt } from '@wenshu/domain/flow/clock.ts';
import type { ChaseRung } from '@wenshu/domain/flow/definition.ts';
import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import * as logger from 'firebase-functions/logger';
import { readCalendar } from '../calendar/read-calendar.ts';
import { moveCaseAsSystem, readFlow } from '../flow/case.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { db } from '../platform/firebase.ts';
import { Conflict, UnitOfWork } from '../platform/unit-of-work.ts';
import { inParallel } from './in-parallel.ts';

/** Cases one run looks at; the rest waits for the next. */
const PAGE = 300;
const ATTEMPTS = 4;
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
			if (await chaseCase(id, now)) moved += 1;
		} catch (error) {
			logger.error('chase of a case failed', { id, error: String(error) });
		}
	});
	return { looked: due.size, moved };
}

async function chaseCase(id: string, now: Date): Promise<boolean> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await attemptCase(id, now);
		} catch (error) {
			if (!(error instanceof Conflict) || attempt >= ATTEMPTS) throw error;
		}
	}
}

async function attemptCase(id: string, now: Date): Promise<boolean> {
	const work = new UnitOfWork(db);
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
		await work.commit();
		return false;
	}
	const over = clock.dueAt !== null && clock.dueAt <= now;
	const rung = Math.max(due.expire ? expiryRung(flow.chase) : 0, due.remind?.rung ?? 0);
	const asked = new Set<ChaseRung['to'][number]>(due.remind?.to ?? []);
	if (due.expire) for (const each of ['holder', 'superior', 'initiator'] as const) asked.add(each);
	const to = recipients(await readDirectory(work), instance, asked);
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
	await work.commit();
	return decided.ok;
}

function recipients(
	directory: OrganisationView,
	instance: InstanceRecord,
	asked: ReadonlySet<ChaseRung['to'][number]>,
): string[] {
	const holders = openTasks(instance.state).map((task) => task.assignee);
	const found = {
		holder: () => holders,
		superior: () => holders.flatMap((uid) => directory.superiorsOf(uid)),
		initiator: () => [instance.initiator],
		supervisors: () => directory.administrators(),
	};
	const all = [...asked].flatMap((each) => found[each]());
	return [...new Set(all)].filter((uid) => directory.isActive(uid));
}
