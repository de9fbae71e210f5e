import { afterBatch, phaseOf, ripened } from '@wenshu/domain/delegation/decide.ts';
import { readersWith } from '@wenshu/domain/delegation/standing.ts';
import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import { isPending } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { readFlow } from '../flow/case.ts';
import { delegationsOf, lookUpProxies } from '../flow/stand-ins.ts';
import { subjectOf } from '../flow/subjects.ts';
import { db } from '../platform/firebase.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** So many tasks are brought in line in one commit; the schedule does the rest. */
export const TASKS_AT_ONCE = 15;

/**
 * Brings the next tasks of the principal in line with a delegation: who may do them, who reads their cases and
 * who writes in the texts (DG-6, DG-7). Running it again changes nothing. Writes where it stopped.
 */
export async function settleDelegation(
	work: UnitOfWork,
	stored: Delegation,
	now: Date,
): Promise<Delegation> {
	const delegation = ripened(stored, now);
	const phase = phaseOf(delegation, now);
	const found =
		phase === 'waits' ? { tasks: [], cursor: null } : await nextTasks(work, delegation, now);
	const { flowIds } = delegation;
	const covered = found.tasks.filter(
		(task) => task.kind === 'handle' && (flowIds.length === 0 || flowIds.includes(task.flowId)),
	);
	await settleCases(work, delegation, [...new Set(covered.map((task) => task.instanceId))], now);
	const next = afterBatch(delegation, now, found.cursor);
	work.put(`delegations/${delegation.id}`, next);
	return next;
}

/**
 * The next batch: what the principal has open; and once it is over, also what was closed while it held, whose
 * cases the proxy need not read any more.
 */
async function nextTasks(
	work: UnitOfWork,
	delegation: Delegation,
	now: Date,
): Promise<{ tasks: TaskRecord[]; cursor: string | null }> {
	const { principal, from, cursor } = delegation;
	const [pass, after] = (cursor ?? 'open:').split(':');
	const last = after ? await db.doc(`tasks/${after}`).get() : null;
	const tasks = await work.query<TaskRecord>((store) => {
		const mine = store.collection('tasks').where('assignee', '==', principal);
		const query =
			pass === 'open'
				? mine.where('status', 'in', ['open', 'waiting']).orderBy('__name__')
				: mine.where('closedAt', '>=', from).orderBy('closedAt').orderBy('__name__');
		return (last?.exists === true ? query.startAfter(last) : query).limit(TASKS_AT_ONCE);
	});
	if (tasks.length === TASKS_AT_ONCE)
		return { tasks, cursor: `${pass ?? ''}:${tasks.at(-1)?.id ?? ''}` };
	const isOver = phaseOf(delegation, now) === 'over';
	return { tasks, cursor: pass === 'open' && isOver ? 'closed:' : null };
}

async function settleCases(
	work: UnitOfWork,
	delegation: Delegation,
	instanceIds: readonly string[],
	now: Date,
): Promise<void> {
	await work.getAll(instanceIds.map((id) => `instances/${id}`));
	const cases: InstanceRecord[] = [];
	for (const id of instanceIds) {
		const instance = await work.get<InstanceRecord>(`instances/${id}`);
		if (instance !== null) cases.push(instance);
	}
	const pending = cases.flatMap(({ state }) => Object.values(state.tasks).filter(isPending));
	await work.getAll(pending.map(({ id }) => `tasks/${id}`));
	const others = await delegationsOf(
		work,
		pending.map(({ assignee }) => assignee),
	);
	// The one at hand as it is about to be written, not as it is stored.
	const known = [...others.filter(({ id }) => id !== delegation.id), delegation];
	for (const instance of cases) await settleCase(work, delegation, instance, known, now);
}

async function settleCase(
	work: UnitOfWork,
	delegation: Delegation,
	instance: InstanceRecord,
	known: readonly Delegation[],
	now: Date,
): Promise<void> {
	const flow = await readFlow(work, instance.flowId, instance.flowVersion);
	if (flow === null) return;
	const proxiesOf = lookUpProxies(known, flow.id, now);
	const { state } = instance;
	for (const task of Object.values(state.tasks)) {
		if (!isPending(task)) continue;
		const record = await work.get<TaskRecord>(`tasks/${task.id}`);
		const proxies = proxiesOf(task.assignee);
		if (record !== null && !sameSet(record.proxies, proxies))
			work.put(`tasks/${task.id}`, { ...record, proxies });
	}
	const subject = subjectOf(instance.module);
	const phase = phaseOf(delegation, now);
	const leaving = phase === 'over' ? [delegation.proxy] : [];
	const besides = await subject.authors(work, instance.id);
	const readers = readersWith(instance.readers, state, proxiesOf, leaving, besides);
	if (!sameSet(readers, instance.readers))
		work.put(`instances/${instance.id}`, { ...instance, readers });
	const { principal: by, principalName: byName } = delegation;
	await subject.shared(work, instance.id, {
		flow,
		state,
		readers,
		proxiesOf,
		now,
		by: { by, byName },
		id: `${delegation.id}-${phase}`,
	});
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
	return left.length === right.length && left.every((each) => right.includes(each));
}
