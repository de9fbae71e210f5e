import { grant, refuse, type Decision } from '../core/decision.ts';
import { openTasks, stepOf } from '../flow/graph.ts';
import type { Duty, Flow, TaskNode } from '../flow/definition.ts';
import type { FlowState } from '../flow/model.ts';
import type { Capacity } from '../trace/model.ts';
import type { Editors, OfficialDocument } from './model.ts';

/** Nobody: whoever acts acts for themselves. */
const nobody: ReadonlySet<string> = new Set();

/** The step a person holds an open task of, or somebody they act for (代办); else null. */
export function heldStep(
	flow: Flow,
	state: FlowState,
	uid: string,
	actsFor: ReadonlySet<string> = nobody,
): TaskNode | null {
	const open = openTasks(state);
	const task =
		open.find((each) => each.assignee === uid) ?? open.find((each) => actsFor.has(each.assignee));
	const run = task && state.runs[task.runId];
	return run === undefined ? null : stepOf(flow, run.nodeId);
}

/**
 * Who may write in the text, in which capacity. In the draft its authors edit freely; once submitted,
 * whatever anybody changes is a suggestion; what is sealed or ended is closed to all.
 */
export function capacitiesOf(
	document: Pick<OfficialDocument, 'frozen' | 'createdBy' | 'coauthors' | 'direction'>,
	flow: Flow,
	state: FlowState,
	proxiesOf: (uid: string) => readonly string[] = () => [],
): Record<string, Capacity> {
	if (document.frozen || document.direction === 'incoming') return {};
	if (state.status !== 'draft' && state.status !== 'running') return {};
	const right = state.status === 'draft' ? 'edit' : 'suggest';
	const capacities: Record<string, Capacity> = {};
	for (const task of openTasks(state)) {
		const run = state.runs[task.runId];
		if (run === undefined) continue;
		const node = stepOf(flow, run.nodeId);
		if (node.text === 'read') continue;
		const capacity: Capacity = { right, stepName: node.name, onBehalfOf: null };
		for (const uid of proxiesOf(task.assignee))
			capacities[uid] ??= { ...capacity, onBehalfOf: task.assignee };
		capacities[task.assignee] = capacity;
		if (node.handler.by === 'initiator')
			for (const uid of document.coauthors) capacities[uid] = capacity;
	}
	return capacities;
}

/** What each of them may do to the text. */
export function editorsOf(capacities: Readonly<Record<string, Capacity>>): Editors {
	return Object.fromEntries(Object.entries(capacities).map(([uid, { right }]) => [uid, right]));
}

/** Whether a person may change the elements now: the authors of a draft, or a step that allows it. */
export function mayEditElements(
	document: Pick<OfficialDocument, 'frozen' | 'coauthors'>,
	flow: Flow,
	state: FlowState,
	uid: string,
	actsFor: ReadonlySet<string> = nobody,
): Decision<true> {
	if (document.frozen) return refuse('document/frozen');
	if (heldStep(flow, state, uid, actsFor)?.elements === 'edit') return grant(true);
	const drafting = openTasks(state).some((task) => {
		const run = state.runs[task.runId];
		const node = run && stepOf(flow, run.nodeId);
		return node?.handler.by === 'initiator' && node.elements === 'edit';
	});
	return drafting && document.coauthors.includes(uid) ? grant(true) : refuse('document/notEditor');
}

/** What is already true of a document. */
export function dutiesDone(
	document: Pick<OfficialDocument, 'number' | 'seal' | 'distributedAt' | 'archive'>,
): Set<Duty> {
	const done = new Set<Duty>();
	if (document.number !== null) done.add('number');
	if (document.seal !== null) done.add('seal');
	if (document.distributedAt !== null) done.add('distribute');
	if (document.archive !== null) done.add('archive');
	return done;
}

/** Whether the task is the actor's or of somebody they act for, open, and of a step that has this duty. */
export function mayDoDuty(
	flow: Flow,
	state: FlowState,
	uid: string,
	taskId: string,
	duty: Duty,
	actsFor: ReadonlySet<string> = nobody,
): Decision<TaskNode> {
	const task = state.tasks[taskId];
	if (task === undefined || (task.assignee !== uid && !actsFor.has(task.assignee)))
		return refuse('flow/notYours');
	if (task.status !== 'open') return refuse('flow/taskClosed', { why: task.reason ?? '已办理' });
	const run = state.runs[task.runId];
	const node = run && stepOf(flow, run.nodeId);
	return node?.duties.includes(duty) === true ? grant(node) : refuse('document/notThisStep');
}
