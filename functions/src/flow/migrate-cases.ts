import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowHead } from '@wenshu/domain/flow/definition-store.ts';
import { isPending, stepOf } from '@wenshu/domain/flow/graph.ts';
import { migrationOf, type Migration } from '@wenshu/domain/flow/migrate.ts';
import type { InstanceRecord, TaskRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { FieldPath } from 'firebase-admin/firestore';
import type { ActContext } from '../platform/act.ts';
import { signature, writeTrail } from './case.ts';

/** Cases looked at by one act: each writes itself, a line of its trail and its open tasks. */
const BATCH = 20;
/** Most refusals that an answer spells out. */
const SHOWN = 50;

/**
 * Moves running cases of older versions to the version in force, a batch at a time. Answers how many were
 * moved, which cannot be and why, and where the next batch begins (null once all were looked at).
 */
export async function migrateCases(
	context: ActContext<{ after: string | null }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, input } = context;
	const head = await work.get<FlowHead>(`flows/${act.target}`);
	if (head === null) return refuse('flow/notPublished');
	const to = await work.get<Flow>(`flows/${act.target}/versions/${String(head.version)}`);
	if (to === null) return refuse('flow/noFlow');
	const cases = await work.query<InstanceRecord>((db) => {
		const all = db
			.collection('instances')
			.where('flowId', '==', act.target)
			.where('status', 'in', ['draft', 'running'])
			.orderBy(FieldPath.documentId())
			.limit(BATCH);
		return input.after === null ? all : all.startAfter(input.after);
	});
	let moved = 0;
	const refused: { id: string; title: string; code: string; step: string }[] = [];
	for (const instance of cases.filter(({ flowVersion }) => flowVersion !== to.version)) {
		const from = await work.get<Flow>(
			`flows/${act.target}/versions/${String(instance.flowVersion)}`,
		);
		const decided: Decision<Migration> =
			from === null ? refuse('flow/noFlow') : migrationOf(from, to, instance.state);
		if (decided.ok) {
			await moveOver(context, instance, to, decided.value);
			moved += 1;
		} else {
			const { id, title } = instance;
			refused.push({ id, title, code: decided.code, step: decided.detail?.['step'] ?? '' });
		}
	}
	const next = cases.length < BATCH ? null : (cases.at(-1)?.id ?? null);
	return grant({
		version: to.version,
		moved,
		refusedCount: refused.length,
		refused: refused.slice(0, SHOWN),
		next,
	});
}

/** Puts a case on its new version: the record, its open tasks, and a line that says so. */
async function moveOver(
	{ work, act, actor, now }: ActContext<unknown>,
	instance: InstanceRecord,
	to: Flow,
	{ steps, note }: Migration,
): Promise<void> {
	const names = new Map(steps.map(({ nodeId, name }) => [nodeId, name]));
	const state = { ...instance.state, seq: instance.state.seq + 1 };
	const next: InstanceRecord = {
		...instance,
		flowVersion: to.version,
		flowName: to.name,
		current: instance.current.map((step) => ({
			...step,
			name: names.get(step.nodeId) ?? step.name,
		})),
		state,
		version: instance.version + 1,
		updatedAt: now,
	};
	work.put(`instances/${instance.id}`, next);
	const entry: TrailEntry = {
		seq: state.seq,
		actId: act.id,
		verb: 'migrate',
		...signature(actor),
		onBehalfOf: null,
		at: now,
		nodeId: null,
		nodeName: null,
		opinionBox: null,
		opinion: null,
		taskId: null,
		to: [],
		note,
		printed: false,
		events: [],
	};
	writeTrail(work, instance.id, state.seq, entry);
	const pending = Object.values(state.tasks).filter(isPending);
	await work.getAll(pending.map(({ id }) => `tasks/${id}`));
	for (const { id, runId, kind } of pending) {
		const record = await work.get<TaskRecord>(`tasks/${id}`);
		const run = state.runs[runId];
		if (record === null || run === undefined) continue;
		const { name: stepName, submitLabel, batch } = stepOf(to, run.nodeId);
		const changed = kind === 'delegate' ? { stepName } : { stepName, submitLabel, batch };
		work.put(`tasks/${id}`, { ...record, flowName: to.name, ...changed });
	}
}
