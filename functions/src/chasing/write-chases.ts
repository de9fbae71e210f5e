import type { ChaseKind, ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Notice } from '../flow/notices.ts';
import type { OrganisationView } from '../organisation/directory.ts';
import type { Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { enqueue } from './enqueue.ts';

/** A move of a case that may have chased somebody. */
interface Moved {
	outcome: FlowOutcome;
	flow: Flow;
	facts: CaseFacts;
	directory: OrganisationView;
	actor: Actor;
	now: Date;
	actId: string;
	/** Limit of the whole case. */
	caseDueAt: Date | null;
	/** What the move told people. */
	notices: readonly Notice[];
}

const kinds: Partial<Record<FlowOutcome['trail']['verb'], ChaseKind>> = {
	remind: 'remind',
	expire: 'expire',
	urge: 'urge',
};

/** Writes what a move chased (CH-3): one record for each task, with everybody who was told. */
export async function writeChases(work: UnitOfWork, moved: Moved): Promise<void> {
	const { outcome, notices, directory, now, actId } = moved;
	const kind = kinds[outcome.trail.verb];
	if (kind === undefined) return;
	const wholeCase = outcome.events.some(({ type }) => type === 'caseChased');
	const chased = outcome.events.flatMap((event) =>
		event.type === (kind === 'urge' ? 'taskUrged' : 'taskChased') ? [event.taskId] : [],
	);
	if (wholeCase) chased.push(...openTasks(outcome.state).map(({ id }) => id));
	for (const [index, taskId] of [...new Set(chased)].entries()) {
		const task = outcome.state.tasks[taskId];
		if (task === undefined) continue;
		const to = kind === 'urge' || (wholeCase && index > 0) ? [task.assignee] : outcome.trail.to;
		const told = notices.filter(({ uid }) => to.includes(uid));
		const id = `${actId}-c${index + 1}`;
		const chase: ChaseRecord = {
			id,
			kind,
			at: now,
			...aboutOf(moved),
			stepName: stepNameOf(moved, task.runId),
			by: moved.actor.uid,
			byName: moved.actor.person.name,
			...holderOf(directory, task.assignee),
			dueAt: wholeCase ? moved.caseDueAt : task.dueAt,
			words: kind === 'urge' ? outcome.trail.opinion : outcome.trail.note,
			deliveries: await enqueue(work, told, directory, now),
			settled: told.length === 0,
			followedAt: now,
		};
		work.create(`instances/${moved.facts.instanceId}/chases/${id}`, chase);
	}
}

function aboutOf({ facts }: Moved) {
	const { instanceId: aboutId, title, number, link } = facts;
	return { about: 'case' as const, aboutId, title, number, link };
}

function stepNameOf({ outcome, flow }: Moved, runId: string): string {
	const run = outcome.state.runs[runId];
	return run === undefined ? '' : stepOf(flow, run.nodeId).name;
}

/** Who is chased, with the unit they belong to. */
export function holderOf(directory: OrganisationView, uid: string) {
	const unitId = directory.person(uid)?.unitId ?? '';
	return {
		holder: uid,
		holderName: directory.nameOf(uid),
		unitId,
		unitName: directory.unitName(unitId),
	};
}
