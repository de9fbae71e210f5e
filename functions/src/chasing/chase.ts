import type { Calendar } from '@wenshu/domain/calendar/model.ts';
import { dueRungs, nextChaseAt } from '@wenshu/domain/flow/clock.ts';
import type { ChaseRung } from '@wenshu/domain/flow/definition.ts';
import type { FlowCommand } from '@wenshu/domain/flow/engine.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { ladderOf } from '@wenshu/domain/flow/timing.ts';
import * as logger from 'firebase-functions/logger';
import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { readCalendar } from '../calendar/read-calendar.ts';
import { moveCaseAsSystem, readFlow } from '../flow/case.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { db } from '../platform/firebase.ts';
import { Conflict, SharedReads, UnitOfWork } from '../platform/unit-of-work.ts';
import { inParallel } from './in-parallel.ts';
import { whom } from './whom.ts';

/** How much one run may do. What is left waits for the next: the query finds it again. */
export interface ChaseLimits {
	/** Milliseconds after which no new page is begun. */
	time: number;
	page: number;
	atOnce: number;
}
const USUAL: ChaseLimits = { time: 300_000, page: 500, atOnce: 24 };
/** What every task of a page asks for alike. */
const SHARED = /^(organisation|calendar|chasing)\/|^flows\/[^/]+\/versions\//u;
const ATTEMPTS = 4;
const DAY_MS = 86_400_000;

/** What one run did. */
export interface ChaseRun {
	looked: number;
	moved: number;
	failed: number;
}

/**
 * Job of the schedule: reminds of tasks and ends their time (routing 28, 29; CH-1). Each task is one commit
 * guarded by what was read, under ids that follow from task and rung: a run that is cut off, late, or
 * done twice changes nothing twice.
 */
export async function chaseTasks(now: Date, limits: ChaseLimits = USUAL): Promise<ChaseRun> {
	const began = performance.now();
	const run: ChaseRun = { looked: 0, moved: 0, failed: 0 };
	let last: QueryDocumentSnapshot | undefined;
	do {
		const due = db
			.collection('tasks')
			.where('status', '==', 'open')
			.where('nextChaseAt', '<=', now)
			.orderBy('nextChaseAt')
			.limit(limits.page);
		const page = await (last === undefined ? due : due.startAfter(last)).get();
		// Tasks of one case in turn: they would only wait for each other's commits.
		const cases = new Map<string, string[]>();
		for (const { instanceId, id } of page.docs.map((each) => each.data() as TaskRecord))
			cases.set(instanceId, [...(cases.get(instanceId) ?? []), id]);
		const shared = new SharedReads(SHARED);
		await inParallel([...cases], limits.atOnce, async ([instanceId, taskIds]) => {
			for (const taskId of taskIds) await chaseOne(run, { instanceId, taskId, now, shared });
		});
		run.looked += page.size;
		last = page.docs.at(-1);
		if (page.size < limits.page) break;
	} while (performance.now() - began < limits.time);
	if (run.looked > 0) logger.info('chased', { ...run });
	return run;
}

/** One task that is due, and what it shares with the others of its page. */
interface Due {
	instanceId: string;
	taskId: string;
	now: Date;
	shared: SharedReads;
}

async function chaseOne(run: ChaseRun, due: Due): Promise<void> {
	try {
		if (await chaseTask(due)) run.moved += 1;
	} catch (error) {
		run.failed += 1;
		const { instanceId, taskId } = due;
		logger.error('chase failed', { instanceId, taskId, error: String(error) });
	}
}

/** Does what time asks of one task; false where there was nothing to do. */
async function chaseTask({ instanceId, taskId, now, shared }: Due): Promise<boolean> {
	let moved = false;
	for (let attempt = 1; ;) {
		const work = new UnitOfWork(db, shared);
		const step = await nextStep(work, instanceId, taskId, now);
		if (step === 'none') return moved;
		try {
			if (step !== 'settled') {
				const act = {
					id: step.id,
					type: `flow/${step.command.verb}`,
					target: instanceId,
					input: null,
					version: null,
				};
				const decided = await moveCaseAsSystem({ act, now, work }, instanceId, step.command);
				if (!decided.ok) {
					await putOff(taskId, decided.code, now);
					return moved;
				}
			}
			const after = await work.get<TaskRecord>(`tasks/${taskId}`);
			await work.commit();
			if (step === 'settled') return moved;
			moved = true;
			if (after === null || !isDue(after, now)) return true;
		} catch (error) {
			if (!(error instanceof Conflict) || attempt++ >= ATTEMPTS) throw error;
		} finally {
			work.release();
		}
	}
}

interface Step {
	id: string;
	command: FlowCommand;
}

function isDue({ status, nextChaseAt: at }: TaskRecord, now: Date): boolean {
	return status === 'open' && at !== null && at <= now;
}

/** The next thing to do with a task; `settled` where only its record had to be put right. */
async function nextStep(
	work: UnitOfWork,
	instanceId: string,
	taskId: string,
	now: Date,
): Promise<Step | 'none' | 'settled'> {
	// In one request what the decision and its writing read anyway.
	await work.getAll([
		`tasks/${taskId}`,
		`instances/${instanceId}`,
		`documents/${instanceId}`,
		'organisation/state',
		'calendar/office',
		'chasing/settings',
	]);
	const record = await work.get<TaskRecord>(`tasks/${taskId}`);
	if (record === null || !isDue(record, now)) return 'none';
	const found = await ladderFor(work, instanceId, taskId);
	// Nobody is chased for a draft, nor for what is over.
	if (found?.instance.status !== 'running') return settle(work, record, null);
	const { task, ladder, calendar, directory, instance } = found;
	const due = dueRungs(calendar, task, ladder, now);
	if (due.expire)
		return {
			id: `expire-${taskId}-${String(task.dueAt?.getTime() ?? 0)}`,
			command: { verb: 'expire', taskId },
		};
	if (due.remind === null) return settle(work, record, nextChaseAt(calendar, task, ladder));
	const { rung } = due.remind;
	const to = whom(directory, due.remind.to, {
		holders: [task.assignee],
		proxies: record.proxies,
		initiator: instance.initiator,
	});
	return {
		id: `remind-${taskId}-${String(rung)}-${String(task.dueAt?.getTime() ?? 0)}`,
		command: { verb: 'remind', taskId, rung, to },
	};
}

async function ladderFor(work: UnitOfWork, instanceId: string, taskId: string) {
	const instance = await work.get<InstanceRecord>(`instances/${instanceId}`);
	const task = instance?.state.tasks[taskId];
	const run = task && instance?.state.runs[task.runId];
	if (instance === null || task === undefined || run === undefined) return null;
	const flow = await readFlow(work, instance.flowId, instance.flowVersion);
	if (flow === null) return null;
	const [calendar, directory]: [Calendar, OrganisationView] = await Promise.all([
		readCalendar(work),
		readDirectory(work),
	]);
	const ladder: readonly ChaseRung[] = ladderOf(flow, stepOf(flow, run.nodeId));
	return { instance, task, ladder, calendar, directory };
}

function settle(work: UnitOfWork, record: TaskRecord, next: Date | null): 'settled' {
	work.put(`tasks/${record.id}`, { ...record, nextChaseAt: next });
	return 'settled';
}

/** The engine would not: looked at again tomorrow, so that one case cannot hold up the queue. */
async function putOff(taskId: string, code: string, now: Date): Promise<void> {
	logger.warn('chase refused', { taskId, code });
	const work = new UnitOfWork(db);
	const record = await work.get<TaskRecord>(`tasks/${taskId}`);
	if (record === null) return;
	const nextChaseAt = new Date(now.getTime() + DAY_MS);
	work.put(`tasks/${taskId}`, { ...record, nextChaseAt });
	await work.commit();
}
