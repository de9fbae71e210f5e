import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Chosen, Onward } from './command.ts';
import { holds } from './conditions.ts';
import type { Edge, FlowNode, SubNode, TaskNode } from './definition.ts';
import { activeRuns, edgesFrom, nodeOf, regions, tasksOf } from './graph.ts';
import { candidatesOf, resolveHandlers } from './handlers.ts';
import type { KeptVerdict, Run, SubCase, Ticket, Token, Verdict } from './model.ts';
import { SYSTEM, type Scene } from './scene.ts';

/** A run that is complete. */
export interface Completion {
	run: Run;
	node: TaskNode;
	verdict: Verdict;
	/** The task whose act completed it. */
	by: string;
}

/** How a token comes to its next node. */
export interface Passage {
	/** The run it comes from, and the task whose act sent it; null where the system did. */
	run: Run | null;
	by: string | null;
	chosen: Chosen;
}

/** Ends a complete run and moves its token on; answers who gets it. */
export function goOn(scene: Scene, done: Completion, onward: Onward): Decision<string[]> {
	const { run, node, verdict, by } = done;
	scene.endRun(run, 'done', by);
	const token = scene.state.tokens[run.tokenId];
	if (token === undefined) throw new Error(`run ${run.id} has no token`);
	if (run.ticket !== null) return followTicket(scene, run.ticket, token, by);
	if (verdict === 'disagree' && node.disagree === 'terminate') {
		endCase(scene, 'terminated', `${node.name}不同意，流程终止`);
		return grant([]);
	}
	const passage: Passage = { run, by, chosen: onward.chosen };
	if (onward.free !== undefined && (node.free || scene.flow.free) && verdict === 'agree')
		return goFreely(scene, onward.free, token, passage);
	const edge = edgeOnward(scene, node, verdict, onward.edgeId);
	return edge.ok ? enter(scene, edge.value, token, passage) : edge;
}

/** Ends the case: nothing stays open. */
export function endCase(
	scene: Scene,
	status: 'terminated' | 'revoked' | 'closed',
	reason: string,
	forced = false,
): void {
	scene.endRuns('cancelled', reason);
	if (scene.state.reroute !== null) scene.emit({ type: 'rerouteSettled' });
	scene.emit({ type: 'statusChanged', status, ...(forced ? { forced } : {}) });
}

/** 退回直送: back to the returner, and to those of the step who had not been heard yet. */
function followTicket(scene: Scene, ticket: Ticket, token: Token, by: string): Decision<string[]> {
	const node = nodeOf(scene.flow, ticket.nodeId);
	if (node.kind !== 'task') throw new Error('a return ticket leads to a step');
	const uids = ticket.uids.filter((uid) => scene.context.directory.isActive(uid));
	if (uids.length === 0) return refuse('flow/noHandler', { step: node.name });
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
	const { fromRunId, kept } = ticket;
	scene.open(node, uids, { tokenId: token.id, fromRunId, openedBy: by, kept });
	return grant(uids);
}

/** 自由流 (routing 26): any step that stands in the same branches, or the end. */
function goFreely(
	scene: Scene,
	free: NonNullable<Onward['free']>,
	token: Token,
	passage: Passage,
): Decision<string[]> {
	if (free === 'end') {
		const end = scene.flow.nodes.find((node) => node.kind === 'end');
		if (end === undefined || token.forks.length > 0) return refuse('flow/freeInFork');
		return close(scene, end.id, token);
	}
	const node = scene.flow.nodes.find((each) => each.id === free.nodeId);
	if (node?.kind !== 'task') return refuse('flow/chooseNext');
	const { of } = regions(scene.flow);
	if (of.get(node.id)?.join('/') !== forkNodes(scene, token).join('/'))
		return refuse('flow/freeInFork');
	const uids = activePeople(scene, free.uids);
	return uids.ok ? openStep(scene, node, uids.value, token, passage) : uids;
}

/** People named by somebody: at least one, all of them here. */
export function activePeople(scene: Scene, uids: readonly string[]): Decision<string[]> {
	const { directory } = scene.context;
	const distinct = [...new Set(uids)];
	if (distinct.length === 0) return refuse('flow/nobodyNamed');
	const gone = distinct.find((uid) => !directory.isActive(uid));
	if (gone !== undefined) return refuse('flow/badHandler', { name: directory.nameOf(gone) });
	return grant(distinct);
}

/** The fork nodes round a token, outermost first. */
export function forkNodes(scene: Scene, token: Token): string[] {
	return token.forks.map((id) => scene.state.forks[id]?.nodeId ?? id);
}

/** The edge a step is left by: the first whose condition holds, else the sender's choice among the others. */
export function edgeOnward(
	scene: Scene,
	node: TaskNode,
	verdict: Verdict,
	edgeId: string | null,
): Decision<Edge> {
	const isAgainst = verdict === 'disagree' && node.disagree === 'route';
	const edges = edgesFrom(scene.flow, node.id).filter((edge) => edge.disagree === isAgainst);
	return pickEdge(scene, edges, edgeId);
}

function pickEdge(scene: Scene, edges: readonly Edge[], edgeId: string | null): Decision<Edge> {
	const held = edges.find((edge) => edge.when !== null && isMet(scene, edge));
	if (held !== undefined) return grant(held);
	const open = edges.filter((edge) => edge.when === null);
	const [only] = open;
	if (only === undefined) return refuse('flow/noWay');
	if (open.length === 1) return grant(only);
	const wanted = open.find((edge) => edge.id === edgeId);
	return wanted === undefined ? refuse('flow/chooseNext') : grant(wanted);
}

/** Whether the condition of an edge holds now; one without a condition always does. */
export function isMet(scene: Scene, { when }: Edge): boolean {
	return when === null || holds(when, conditionValues(scene), scene.flow.fields);
}

/** Edges that a token takes from a node where nobody chooses. */
export function edgesTaken(scene: Scene, node: FlowNode): Edge[] {
	const edges = edgesFrom(scene.flow, node.id);
	if (node.kind === 'fork') return edges.filter((edge) => isMet(scene, edge));
	const way = pickEdge(scene, edges, null);
	return way.ok ? [way.value] : [];
}

function conditionValues({ state, context }: Scene): Record<string, unknown> {
	return { ...context.fields, initiator: state.initiator, unit: state.unitId };
}

/** Lets a token pass an edge: into a step, another flow, a fork, a join, a choice or the end. */
export function enter(
	scene: Scene,
	edge: Edge,
	token: Token,
	passage: Passage,
): Decision<string[]> {
	const node = nodeOf(scene.flow, edge.to);
	switch (node.kind) {
		case 'task':
			return enterStep(scene, node, token, passage);
		case 'sub':
			return enterSub(scene, node, token, passage);
		case 'gate': {
			const way = pickEdge(scene, edgesFrom(scene.flow, node.id), null);
			return way.ok ? enter(scene, way.value, token, passage) : way;
		}
		case 'fork':
			return fork(scene, node.id, token, passage);
		case 'join':
			return join(scene, node.id, token, passage);
		case 'end':
			return close(scene, node.id, token);
		case 'start':
			throw new Error('no edge leads to the start');
	}
}

function enterStep(
	scene: Scene,
	node: TaskNode,
	token: Token,
	passage: Passage,
): Decision<string[]> {
	const { directory, actor } = scene.context;
	const past = skipped(scene, node, handledBy(scene, passage.run));
	if (past !== null) return skip(scene, node, token, passage, past);
	const resolved = resolveHandlers(node, passage.chosen[node.id] ?? [], scene.state, scene.context);
	if (resolved.ok && resolved.value.length > 0)
		return openStep(scene, node, resolved.value, token, passage);
	// Where nobody is there to choose, or to choose the way past the step, the case must not stand still:
	// administrators pass it on.
	const stranded = resolved.ok || actor === SYSTEM ? directory.administrators() : [];
	if (stranded.length > 0) return openStep(scene, node, stranded, token, passage);
	return resolved.ok ? refuse('flow/noHandler', { step: node.name }) : resolved;
}

/** A step that is passed over: why, and the way past it. */
export interface Skip {
	reason: string;
	edge: Edge;
}

/**
 * 自动跳过 (routing 37): whether a step is passed over after these people handled the one before, because it has
 * nobody, or exactly them again. A step that signs, has a duty, or wants its way chosen is never passed over.
 */
export function skipped(scene: Scene, node: TaskNode, before: readonly string[]): Skip | null {
	const { uids, choose } = candidatesOf(node, scene.state, scene.context);
	const isEmpty = node.nobody === 'skip' && uids.length === 0;
	const isRepeated =
		node.samePerson === 'skip' &&
		choose === null &&
		uids.length > 0 &&
		uids.every((uid) => before.includes(uid));
	if (node.effect === 'sign' || node.duties.length > 0 || (!isEmpty && !isRepeated)) return null;
	const edge = edgeOnward(scene, node, 'agree', null);
	const reason = isEmpty ? '没有办理人' : '与上一环节同为一人';
	return edge.ok ? { reason, edge: edge.value } : null;
}

/** Who finished a run. */
function handledBy(scene: Scene, run: Run | null): string[] {
	return tasksOf(scene.state, run?.id ?? '')
		.filter((task) => task.status === 'done')
		.map((task) => task.assignee);
}

function openStep(
	scene: Scene,
	node: TaskNode,
	uids: string[],
	token: Token,
	{ run, by }: Passage,
): Decision<string[]> {
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
	const kept = node.keepAgreed ? keptVerdicts(scene, node, token) : [];
	const asked = uids.filter((uid) => !kept.some((each) => each.uid === uid));
	const origin = { tokenId: token.id, fromRunId: run?.id ?? null, openedBy: by };
	if (asked.length === 0) scene.open(node, uids, origin);
	else scene.open(node, asked, { ...origin, kept });
	return grant(asked.length === 0 ? uids : asked);
}

/** Agreement given before the step was returned, where it is kept (routing 15). */
function keptVerdicts(scene: Scene, node: TaskNode, token: Token): KeptVerdict[] {
	const last = Object.values(scene.state.runs)
		.filter((run) => run.nodeId === node.id && run.tokenId === token.id)
		.at(-1);
	return last?.status === 'returned' ? agreements(scene, last) : [];
}

/** Who agreed on a run, in it or before it. */
export function agreements(scene: Scene, run: Run): KeptVerdict[] {
	const agreed = tasksOf(scene.state, run.id)
		.filter((task) => task.status === 'done' && task.verdict === 'agree')
		.map((task): KeptVerdict => ({ uid: task.assignee, verdict: 'agree' }));
	return [...run.kept.filter(({ verdict }) => verdict === 'agree'), ...agreed];
}

/** The step is recorded as skipped and the token goes on. */
function skip(
	scene: Scene,
	node: TaskNode,
	token: Token,
	passage: Passage,
	{ reason, edge }: Skip,
): Decision<string[]> {
	const rounds = Object.values(scene.state.runs).filter((run) => run.openedBy === passage.by);
	if (rounds.length > MOST_SKIPS) return refuse('flow/noWay');
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
	const { run: before, by } = passage;
	const run = scene.openRun(node.id, {
		tokenId: token.id,
		fromRunId: before?.id ?? null,
		openedBy: by,
	});
	const task = scene.openTask(node, run, {
		assignee: SYSTEM,
		kind: 'member',
		addedBy: null,
		order: 0,
		turns: 'all',
		round: 0,
		waits: false,
	});
	scene.close(task, 'automatic', { reason });
	scene.endRun(run, 'skipped', null);
	// Those who handled the last step that somebody handled are the ones before the next.
	return enter(scene, edge, token, { ...passage, run: passage.run ?? run });
}

/** A flow whose steps all pass each other over would never come to an end. */
const MOST_SKIPS = 100;

/** 子流程 (routing 27): another case begins; this one waits for it, or goes on. */
function enterSub(scene: Scene, node: SubNode, token: Token, passage: Passage): Decision<string[]> {
	const { flow, context } = scene;
	if (node.flowId === flow.id || context.ancestors.includes(node.flowId))
		return refuse('flow/subLoop', { step: node.name });
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
	const { run: before, by } = passage;
	const origin = { tokenId: token.id, fromRunId: before?.id ?? null, openedBy: by };
	const run = scene.openRun(node.id, origin);
	const { id: nodeId, wait } = node;
	const sub: SubCase = { id: context.newId(), runId: run.id, nodeId, wait, status: 'running' };
	scene.emit({ type: 'subStarted', sub });
	return wait ? grant([]) : leaveSub(scene, node, run, passage.chosen);
}

/** The token goes on from a sub-flow. */
export function leaveSub(
	scene: Scene,
	node: SubNode,
	run: Run,
	chosen: Chosen,
): Decision<string[]> {
	scene.endRun(run, 'done', null);
	const token = scene.state.tokens[run.tokenId];
	if (token === undefined) throw new Error(`run ${run.id} has no token`);
	const edge = pickEdge(scene, edgesFrom(scene.flow, node.id), null);
	return edge.ok ? enter(scene, edge.value, token, { run, by: run.openedBy, chosen }) : edge;
}

/** One token for each branch whose condition holds (routing 6). */
function fork(scene: Scene, nodeId: string, token: Token, passage: Passage): Decision<string[]> {
	const forkRunId = scene.context.newId();
	const edges = edgesFrom(scene.flow, nodeId).filter((edge) => isMet(scene, edge));
	if (edges.length === 0) return refuse('flow/noWay');
	const forks = [...token.forks, forkRunId];
	const branches = edges.map((edge): { edge: Edge; child: Token } => ({
		edge,
		child: { id: scene.context.newId(), nodeId, forks },
	}));
	scene.emit({
		type: 'tokenForked',
		forkRunId,
		fork: {
			nodeId,
			tokenId: token.id,
			forks: token.forks,
			runId: passage.run?.id ?? null,
			taskId: passage.by,
		},
		children: branches.map(({ child }) => child),
	});
	const to: string[] = [];
	for (const { edge, child } of branches) {
		const opened = enter(scene, edge, child, passage);
		if (!opened.ok) return opened;
		to.push(...opened.value);
	}
	return grant(to);
}

/** A join waits for the tokens that were actually created and have not arrived yet. */
function join(scene: Scene, nodeId: string, token: Token, passage: Passage): Decision<string[]> {
	const forkRunId = token.forks.at(-1);
	const fork = forkRunId === undefined ? undefined : scene.state.forks[forkRunId];
	if (forkRunId === undefined || fork === undefined)
		throw new Error('a token reached a join outside any fork');
	const isLast = scene.state.pendingJoins[forkRunId]?.length === 1;
	const survivor: Token | null = isLast ? { id: fork.tokenId, nodeId, forks: fork.forks } : null;
	scene.emit({ type: 'tokenJoined', forkRunId, tokenId: token.id, survivor });
	if (survivor === null) return grant([]);
	const edge = pickEdge(scene, edgesFrom(scene.flow, nodeId), null);
	// What comes after the join was prepared before the fork: a return leads back there.
	const before = fork.runId === null ? null : (scene.state.runs[fork.runId] ?? null);
	const run = passage.run?.tokenId === survivor.id ? passage.run : before;
	return edge.ok ? enter(scene, edge.value, survivor, { ...passage, run }) : edge;
}

function close(scene: Scene, nodeId: string, token: Token): Decision<string[]> {
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId });
	if (activeRuns(scene.state).length === 0) {
		if (scene.state.reroute !== null) scene.emit({ type: 'rerouteSettled' });
		scene.emit({ type: 'statusChanged', status: 'closed' });
	}
	return grant([]);
}
