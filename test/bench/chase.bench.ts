import { randomUUID } from 'node:crypto';
import { calendarOf } from '@wenshu/domain/calendar/model.ts';
import { official2026 } from '@wenshu/domain/calendar/official.ts';
import { afterSpan } from '@wenshu/domain/calendar/span.ts';
import { dueRungs, nextChaseAt, type TimedTask } from '@wenshu/domain/flow/clock.ts';
import type { ChaseRung } from '@wenshu/domain/flow/definition.ts';
import type { InstanceRecord, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { aimAdmin } from '../support/emulator.ts';
import { alone, compare, report, type Measure, type Needs } from './harness.ts';

export const needs: Needs = { suite: true };

/** What the schedule may have to look at in one run. */
const WANTED = 100_000;
/** How many of them are due; each is a commit of its own. */
const SWEPT = 1000;
/** Seconds after which the schedule begins no new page (functions/src/chasing/chase.ts). */
const LIMIT_SECONDS = 300;
/** Documents that one reminder writes: case, trail, task, notice, chase, mail, short message. */
const WRITES = 7;

const ladder: ChaseRung[] = [
	{ when: 'before', span: { amount: 2, unit: 'workdays' }, to: ['holder'] },
	{ when: 'before', span: { amount: 4, unit: 'hours' }, to: ['holder'] },
	{ when: 'after', span: { amount: 1, unit: 'workdays' }, to: ['holder', 'superior'] },
	{ when: 'after', span: { amount: 5, unit: 'workdays' }, to: ['supervisors'] },
];

/** Decides about 100,000 tasks as the schedule does; milliseconds. */
function decideAll(): { due: number; decide: number } {
	const calendar = calendarOf([official2026]);
	const first = Date.parse('2026-03-02T01:00:00Z');
	const spans = Array.from({ length: WANTED }, (_, n) => ({
		openedAt: new Date(first + (n % 5000) * 60_000),
		span: { amount: 1 + (n % 20), unit: 'workdays' as const },
	}));
	let began = performance.now();
	const tasks = spans.map(({ openedAt, span }): TimedTask => ({
		status: 'open',
		openedAt,
		dueAt: afterSpan(calendar, span, openedAt),
		rung: 0,
		paused: null,
	}));
	const due = performance.now() - began;
	const now = new Date('2026-03-16T02:00:00Z');
	began = performance.now();
	let acted = 0;
	for (const task of tasks) {
		const { expire, remind } = dueRungs(calendar, task, ladder, now);
		if (expire || remind !== null) acted += 1;
		nextChaseAt(calendar, { ...task, rung: remind?.rung ?? task.rung }, ladder);
	}
	if (acted === 0) throw new Error('nothing was due');
	return { due, decide: performance.now() - began };
}

/** Stores open tasks that are due later, so that the sweep has to find its own among all of them. */
async function storeOthers(count: number, now: Date): Promise<void> {
	const { db } = await import('../../functions/src/platform/firebase.ts');
	const writer = db.bulkWriter({ throttling: false });
	for (let n = 0; n < count; n += 1) {
		const id = `bench-later-${String(n)}`;
		const nextChaseAt = new Date(now.getTime() + (1 + (n % 720)) * 3_600_000);
		void writer.set(db.doc(`tasks/${id}`), {
			id,
			instanceId: id,
			kind: 'handle',
			assignee: `nobody-${String(n % 300)}`,
			status: 'open',
			nextChaseAt,
			dueAt: nextChaseAt,
			rung: 0,
			title: `待办 ${String(n)}`,
		});
	}
	await writer.close();
}

/** Copies a running case of the sample so many times, each with one task that is due now. */
async function spread(now: Date): Promise<void> {
	const { db } = await import('../../functions/src/platform/firebase.ts');
	const running = await db.collection('tasks').where('status', '==', 'open').get();
	const model = running.docs
		.map((each) => each.data() as TaskRecord)
		.find(({ kind, module }) => kind === 'handle' && module === 'document');
	if (model === undefined) throw new Error('the sample holds no open task');
	const paths = [`instances/${model.instanceId}`, `documents/${model.instanceId}`];
	const [instance, document] = (await db.getAll(...paths.map((path) => db.doc(path)))).map((each) =>
		each.data(),
	);
	const state = (instance as InstanceRecord | undefined)?.state;
	const task = state?.tasks[model.id];
	if (instance === undefined || document === undefined || state === undefined || task === undefined)
		throw new Error('the sample holds no case for the task');
	const due = { dueAt: now, rung: 0, paused: null };
	const writer = db.bulkWriter();
	for (let n = 0; n < SWEPT; n += 1) {
		const [id, taskId] = [`bench-${randomUUID()}`, `bench-${randomUUID()}`];
		const tasks = { ...state.tasks, [taskId]: { ...task, ...due, id: taskId } };
		// Only the copied task is open: a case has the tasks of its step and no more.
		for (const each of Object.keys(state.tasks))
			if (state.tasks[each]?.status === 'open') delete tasks[each];
		const copied = { ...instance, id, state: { ...state, tasks } };
		void writer.set(db.doc(`instances/${id}`), copied);
		void writer.set(db.doc(`documents/${id}`), { ...document, id });
		const record = { ...model, ...due, id: taskId, instanceId: id, nextChaseAt: now };
		void writer.set(db.doc(`tasks/${taskId}`), record);
	}
	await writer.close();
}

/** Commits a second of the bare database, of as many documents as a reminder writes: what the emulator can do. */
async function bareCommits(count: number): Promise<number> {
	const { db } = await import('../../functions/src/platform/firebase.ts');
	const { inParallel } = await import('../../functions/src/chasing/in-parallel.ts');
	const began = performance.now();
	await inParallel(
		Array.from({ length: count }, (_, n) => n),
		24,
		async () => {
			const batch = db.batch();
			for (let n = 0; n < WRITES; n += 1)
				batch.create(db.doc(`bench/${randomUUID()}`), { title: '催办', at: new Date(), n });
			await batch.commit();
		},
	);
	return count / ((performance.now() - began) / 1000);
}

/** Rate of the pure decision, and of the whole sweep with a commit for each task, on the emulator. */
export async function measure(): Promise<void> {
	const { due, decide } = decideAll();
	aimAdmin();
	const { chaseTasks } = await import('../../functions/src/chasing/chase.ts');
	const now = new Date();
	await storeOthers(WANTED - SWEPT, now);
	await spread(now);
	const began = performance.now();
	const run = await chaseTasks(now);
	const seconds = (performance.now() - began) / 1000;
	if (run.failed > 0 || run.moved < SWEPT) throw new Error(JSON.stringify(run));
	const rate = run.moved / seconds;
	const bare = Math.round(await bareCommits(500));
	const measures: Measure[] = [
		alone(`due moments of ${WANTED.toLocaleString('en')} tasks`, 'ms', Math.round(due)),
		alone(`decisions on ${WANTED.toLocaleString('en')} tasks`, 'ms', Math.round(decide)),
		alone(
			`sweep of ${WANTED.toLocaleString('en')} stored, ${String(run.moved)} due`,
			's',
			Math.round(seconds * 10) / 10,
		),
		compare('sweep, tasks a second', '1/s', Math.round(rate), { 'bare commits': bare }),
		alone(
			`extrapolated: ${WANTED.toLocaleString('en')} tasks all due at once`,
			'min',
			Math.round((WANTED / rate / 60) * 10) / 10,
		),
		alone(
			`extrapolated: tasks in one run of the schedule`,
			'tasks',
			Math.round(rate * LIMIT_SECONDS),
		),
	];
	report('chase', measures, {
		note: `Swept on the emulator among ${WANTED.toLocaleString('en')} stored open tasks; each that is due is a commit of its own. Lines marked extrapolated were not measured. Only tasks that are due are read. What one run does not reach, the next finds.`,
	});
}
