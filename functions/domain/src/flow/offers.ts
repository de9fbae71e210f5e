import type { Directory } from './directory.ts';
import { edgesFrom, nodeOf, openTasks, stepOf, tasksOf } from './graph.ts';
import { candidatesOf, type Candidates } from './handlers.ts';
import type { Duty, Edge, Flow, TaskNode } from './definition.ts';
import type { FlowState, Task } from './model.ts';
import { retraction } from './retract.ts';
import { returnTargets, type ReturnTarget } from './return.ts';

/** A step that a submit may lead to. */
export interface NextStep {
	node: TaskNode;
	candidates: Candidates;
}

/** One way on from a step; forks lead to several steps, the end to none. */
export interface Way {
	edge: Edge;
	steps: NextStep[];
	ends: boolean;
}

/** What one person may do with a case now; screens draw their buttons from it. */
export interface Offers {
	task: Task | null;
	node: TaskNode | null;
	/** Whether submitting completes the step, so that the next step must be known. */
	completes: boolean;
	/** Where a pending straight-back return leads; then no way is to be chosen. */
	straightBackTo: { node: TaskNode; uids: string[] } | null;
	ways: Way[];
	missingDuties: Duty[];
	returnTargets: ReturnTarget[];
	canTransfer: boolean;
	canCirculate: boolean;
	/** My finished task that can be taken back. */
	retractable: string | null;
	canUrge: boolean;
	canTerminate: boolean;
}

const nothing: Offers = {
	task: null,
	node: null,
	completes: false,
	straightBackTo: null,
	ways: [],
	missingDuties: [],
	returnTargets: [],
	canTransfer: false,
	canCirculate: false,
	retractable: null,
	canUrge: false,
	canTerminate: false,
};

/** What `uid` may do now. `supervises` as in the engine's context. */
export function offers(
	flow: Flow,
	state: FlowState,
	uid: string,
	subject: { dutiesDone: ReadonlySet<Duty>; supervises: boolean; directory: Directory },
): Offers {
	const general = generalOffers(flow, state, uid, subject.supervises);
	const task = openTasks(state).find((each) => each.assignee === uid);
	const run = task && state.runs[task.runId];
	if (task === undefined || run === undefined) return general;
	const node = stepOf(flow, run.nodeId);
	const others = tasksOf(state, run.id).filter(
		(each) => each.id !== task.id && (each.status === 'open' || each.status === 'waiting'),
	);
	const ticket = run.ticket;
	return {
		...general,
		task,
		node,
		completes: node.mode === 'any' || others.length === 0,
		straightBackTo:
			ticket === null ? null : { node: stepOf(flow, ticket.nodeId), uids: ticket.uids },
		ways: edgesFrom(flow, node.id).map((edge) => wayOf(flow, state, edge, subject.directory)),
		missingDuties: node.duties.filter((duty) => !subject.dutiesDone.has(duty)),
		returnTargets: node.verbs.includes('return') ? returnTargets(flow, state, run) : [],
		canTransfer: node.verbs.includes('transfer') && ticket === null,
		canTerminate:
			state.status === 'running' && (subject.supervises || node.verbs.includes('terminate')),
	};
}

function generalOffers(flow: Flow, state: FlowState, uid: string, supervises: boolean): Offers {
	const running = state.status === 'running';
	const mine = Object.values(state.tasks).filter((task) => task.assignee === uid);
	const handled = mine.some((task) => ['done', 'returned', 'transferred'].includes(task.status));
	const retractable = running
		? mine.find((task) => task.status === 'done' && retraction(flow, state, uid, task.id).ok)
		: undefined;
	return {
		...nothing,
		canCirculate: state.status !== 'draft',
		retractable: retractable?.id ?? null,
		canUrge:
			running &&
			(supervises || handled || state.initiator === uid) &&
			openTasks(state).some((task) => task.assignee !== uid),
		canTerminate: running && supervises,
	};
}

function wayOf(flow: Flow, state: FlowState, edge: Edge, directory: Directory): Way {
	const node = nodeOf(flow, edge.to);
	if (node.kind === 'task')
		return {
			edge,
			steps: [{ node, candidates: candidatesOf(node, state, directory) }],
			ends: false,
		};
	if (node.kind === 'end') return { edge, steps: [], ends: true };
	const beyond = edgesFrom(flow, node.id).map((each) => wayOf(flow, state, each, directory));
	return {
		edge,
		steps: beyond.flatMap((way) => way.steps),
		ends: beyond.some((way) => way.ends),
	};
}
