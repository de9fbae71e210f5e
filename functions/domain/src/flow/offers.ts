import type { Edge, Duty, Flow, StepVerb, TaskNode } from './definition.ts';
import { edgesFrom, isPending, nodeOf, openTasks, regions, tasksOf } from './graph.ts';
import { candidatesOf, type Candidates } from './handlers.ts';
import { isUntouched } from './manage.ts';
import type { FlowState, ReadTask, Task, Verdict } from './model.ts';
import { edgesTaken, forkNodes, isMet, skipped } from './onward.ts';
import { retraction } from './retract.ts';
import { returnTargets, type ReturnTarget } from './return.ts';
import { Scene, type FlowContext, type Held } from './scene.ts';
import { verdictOf } from './settle.ts';
import { mayDisagree } from './submit.ts';

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

/** A fork that the actor sent the case into and may add branches to. */
export interface OpenFork {
	forkRunId: string;
	steps: TaskNode[];
}

/** Verbs of one's own task that a dialogue asks for. */
export type TaskVerb = Extract<
	StepVerb,
	'transfer' | 'delegate' | 'addBefore' | 'addAfter' | 'addParallel' | 'pause' | 'ask'
>;

/** What one person may do with a case now; screens draw their buttons from it. */
export interface Offers {
	task: Task | null;
	node: TaskNode | null;
	/** For whom the actor acts (代), or null. */
	onBehalfOf: string | null;
	/** Whether a submit may complete the step, so that the next step must be known. */
	completes: boolean;
	mayDisagree: boolean;
	/** Where a pending straight-back return leads; then no way is to be chosen. */
	straightBackTo: { node: TaskNode; uids: string[] } | null;
	/** Ways that the sender chooses among; the conditions have decided already. */
	ways: Way[];
	/** Ways that follow where the step is disagreed with (不同意); empty where it ends the case or only counts. */
	disagreeWays: Way[];
	/** Steps a free flow may go to besides; empty elsewhere. */
	freeSteps: TaskNode[];
	missingDuties: Duty[];
	returnTargets: ReturnTarget[];
	verbs: ReadonlySet<TaskVerb>;
	/** Tasks that the actor added and may take back (减签). */
	reducible: Task[];
	forks: OpenFork[];
	canCirculate: boolean;
	/** Reading tasks the actor sent and nobody has read. */
	withdrawable: ReadTask[];
	/** My finished task that can be taken back. */
	retractable: string | null;
	canRevoke: boolean;
	canUrge: boolean;
	canTerminate: boolean;
	/** What supervisors may do. */
	canManage: boolean;
	canRecord: boolean;
}

const nothing: Offers = {
	task: null,
	node: null,
	onBehalfOf: null,
	completes: false,
	mayDisagree: false,
	straightBackTo: null,
	ways: [],
	disagreeWays: [],
	freeSteps: [],
	missingDuties: [],
	returnTargets: [],
	verbs: new Set(),
	reducible: [],
	forks: [],
	canCirculate: false,
	withdrawable: [],
	retractable: null,
	canRevoke: false,
	canUrge: false,
	canTerminate: false,
	canManage: false,
	canRecord: false,
};

/** What offers look at: they count no time and make no ids. */
export type Viewer = Omit<FlowContext, 'after' | 'resumed' | 'newId' | 'begun'>;

function unasked(): never {
	throw new Error('an offer counts no time and makes no ids');
}
/** What others put aside only the server knows. */
const still = { after: unasked, resumed: unasked, newId: unasked, begun: new Set<string>() };

/** What `viewer.actor` may do now; `taskId` where they hold several tasks. */
export function offers(flow: Flow, state: FlowState, viewer: Viewer, taskId?: string): Offers {
	const context: FlowContext = { ...viewer, ...still };
	const scene = new Scene(flow, state, context);
	const general = generalOffers(scene);
	const held = heldTask(scene, taskId);
	if (held === null) return general;
	const { task, run, node } = held;
	const { ticket } = run;
	const isAnswer = task.kind === 'delegate';
	const canReturn = !isAnswer && node.verbs.some((verb) => verb.startsWith('return'));
	const step = ticket === null ? undefined : nodeOf(flow, ticket.nodeId);
	return {
		...general,
		task,
		node,
		onBehalfOf: task.assignee === context.actor ? null : task.assignee,
		completes: !isAnswer && completes(scene, held),
		mayDisagree: !isAnswer && mayDisagree(node, ticket !== null),
		straightBackTo: step?.kind === 'task' && ticket ? { node: step, uids: ticket.uids } : null,
		ways: isAnswer ? [] : waysOf(scene, held, false),
		disagreeWays: isAnswer || node.disagree !== 'route' ? [] : waysOf(scene, held, true),
		freeSteps: isAnswer ? [] : freeSteps(scene, held),
		missingDuties: node.duties.filter((duty) => !context.dutiesDone.has(duty)),
		returnTargets: canReturn ? returnTargets(flow, state, run) : [],
		verbs: new Set(isAnswer || ticket !== null ? [] : taskVerbs(node, task)),
		canTerminate:
			state.status === 'running' && (context.supervises || node.verbs.includes('terminate')),
	};
}

function heldTask(scene: Scene, taskId: string | undefined): Held | null {
	const { actor, actsFor } = scene.context;
	const open = openTasks(scene.state).filter(({ id }) => taskId === undefined || id === taskId);
	const task =
		open.find(({ assignee }) => assignee === actor) ??
		open.find(({ assignee }) => actsFor.has(assignee));
	const held = task && scene.mine(task.id);
	return held?.ok === true ? held.value : null;
}

function generalOffers({ flow, state, context }: Scene): Offers {
	const { actor: uid, supervises, manages, actsFor } = context;
	const isRunning = state.status === 'running';
	const tasks = Object.values(state.tasks);
	const mine = tasks.filter((task) => task.assignee === uid || task.actedBy === uid);
	const hasHandled = mine.some((task) => ['done', 'returned', 'transferred'].includes(task.status));
	const retractable = isRunning
		? mine.find((task) => task.status === 'done' && retraction(flow, state, uid, task.id).ok)
		: undefined;
	const isMine = (id: string | null) => {
		const adder = state.tasks[id ?? ''];
		return adder !== undefined && (adder.assignee === uid || actsFor.has(adder.assignee));
	};
	return {
		...nothing,
		reducible: tasks.filter(
			(task) =>
				isPending(task) &&
				task.kind !== 'delegate' &&
				task.addedBy !== null &&
				(manages || isMine(task.addedBy)),
		),
		forks: isRunning ? openForks(flow, state, isMine) : [],
		canCirculate: state.status !== 'draft',
		withdrawable: Object.values(state.reads).filter(
			(read) => read.status === 'unread' && (read.sender === uid || supervises),
		),
		retractable: retractable?.id ?? null,
		canRevoke:
			isRunning && state.initiator === uid && (flow.revocable === 'always' || isUntouched(state)),
		canUrge:
			isRunning &&
			(supervises || hasHandled || state.initiator === uid) &&
			openTasks(state).some((task) => task.assignee !== uid),
		canTerminate: isRunning && supervises,
		canManage: manages,
		canRecord: isRunning && context.records && openTasks(state).length > 0,
	};
}

/** Whether my submit may complete the step, as far as my task goes. */
function completes(scene: Scene, { task, run, node }: Held): boolean {
	if (task.kind === 'before') return false;
	const after = (verdict: Verdict) =>
		tasksOf(scene.state, run.id).map((each): Task =>
			each.id === task.id ? { ...each, status: 'done', verdict } : each,
		);
	return (['agree', 'disagree'] as const).some((verdict) => {
		const tasks = after(verdict);
		const waits = tasks.some((each) => each.kind === 'after' && isPending(each));
		return (!waits || verdict === 'disagree') && verdictOf(node, run, tasks) !== null;
	});
}

function taskVerbs(node: TaskNode, task: Task): TaskVerb[] {
	const isAdded = task.kind === 'before' || task.kind === 'after';
	const isParallel = node.mode === 'all' || node.mode === 'any';
	return node.verbs.filter((verb): verb is TaskVerb => {
		if (verb === 'addParallel') return isParallel && !isAdded;
		if (verb === 'addBefore' || verb === 'addAfter') return !isAdded;
		return verb === 'transfer' || verb === 'delegate' || verb === 'pause' || verb === 'ask';
	});
}

function openForks(
	flow: Flow,
	state: FlowState,
	isMine: (taskId: string | null) => boolean,
): OpenFork[] {
	const { of } = regions(flow);
	return Object.entries(state.forks).flatMap(([forkRunId, fork]) => {
		const before = flow.nodes.find(({ id }) => id === state.runs[fork.runId ?? '']?.nodeId);
		if (before?.kind !== 'task' || !before.verbs.includes('addBranch')) return [];
		if (!isMine(fork.taskId)) return [];
		const inside = [...(of.get(fork.nodeId) ?? []), fork.nodeId].join('/');
		const steps = flow.nodes.filter(
			(node): node is TaskNode => node.kind === 'task' && of.get(node.id)?.join('/') === inside,
		);
		return steps.length === 0 ? [] : [{ forkRunId, steps }];
	});
}

function freeSteps(scene: Scene, { node, run }: Held): TaskNode[] {
	const token = scene.state.tokens[run.tokenId];
	if (token === undefined || (!node.free && !scene.flow.free)) return [];
	const here = forkNodes(scene, token).join('/');
	const { of } = regions(scene.flow);
	return scene.flow.nodes.filter(
		(each): each is TaskNode =>
			each.kind === 'task' && each.id !== node.id && of.get(each.id)?.join('/') === here,
	);
}

/** The ways a submit may take: where a condition holds, that one alone. */
function waysOf(scene: Scene, { node, task }: Held, isAgainst: boolean): Way[] {
	const edges = edgesFrom(scene.flow, node.id).filter((edge) => edge.disagree === isAgainst);
	const taken = edges.find((edge) => edge.when !== null && isMet(scene, edge));
	const open = taken === undefined ? edges.filter((edge) => edge.when === null) : [taken];
	const before = tasksOf(scene.state, task.runId)
		.filter((each) => each.status === 'done' || each.id === task.id)
		.map((each) => each.assignee);
	return open.map((edge) => wayOf(scene, edge, before));
}

/** What lies at the end of an edge for those who handle the step before it. */
function wayOf(scene: Scene, edge: Edge, before: readonly string[]): Way {
	const node = nodeOf(scene.flow, edge.to);
	if (node.kind === 'task') {
		const past = skipped(scene, node, before);
		if (past !== null) return { ...wayOf(scene, past.edge, before), edge };
		const candidates = candidatesOf(node, scene.state, scene.context);
		return { edge, steps: [{ node, candidates }], ends: false };
	}
	if (node.kind === 'end') return { edge, steps: [], ends: true };
	// A flow that is waited for leads on only once it is closed: nobody chooses beyond it now.
	if (node.kind === 'sub' && node.wait) return { edge, steps: [], ends: false };
	const beyond = edgesTaken(scene, node).map((each) => wayOf(scene, each, before));
	return {
		edge,
		steps: beyond.flatMap((way) => way.steps),
		ends: beyond.some((way) => way.ends),
	};
}
