import { grant, refuse, type Decision } from '../core/decision.ts';
import { dueAt, type FlowCommand, type FlowOutcome, type Scene } from './scene.ts';
import { edgesFrom, nodeOf, tasksOf } from './graph.ts';
import { resolveHandlers } from './handlers.ts';
import type { Edge, TaskNode } from './definition.ts';
import type { Run, Task, Token } from './model.ts';

type Submit = Extract<FlowCommand, { verb: 'submit' }>;

/** 提交: finishes my task; where that completes the step, the token moves on (routing 1–4). */
export function submit(scene: Scene, command: Submit): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const { task, run, node } = mine.value;
	const opinion = command.opinion.trim();
	if (node.opinion === 'required' && opinion === '')
		return refuse('flow/opinionMissing', { box: node.opinionBox });
	const duty = node.duties.find((each) => !scene.context.dutiesDone.has(each));
	if (duty !== undefined) return refuse(`flow/duty-${duty}`);

	scene.close(task, 'done', opinion === '' ? null : opinion);
	const to = completes(scene, node, run)
		? advance(scene, { task, run, node }, command)
		: grant(activateNext(scene, node, run));
	if (!to.ok) return to;
	if (scene.state.status === 'draft') scene.emit({ type: 'statusChanged', status: 'running' });
	return scene.outcome({
		verb: 'submit',
		nodeId: node.id,
		nodeName: node.name,
		opinionBox: node.opinionBox,
		opinion: opinion === '' ? null : opinion,
		taskId: task.id,
		to: to.value,
	});
}

/** Whether the step is finished now, by its mode; 或签 cancels the others. */
function completes(scene: Scene, node: TaskNode, run: Run): boolean {
	const rest = tasksOf(scene.state, run.id);
	if (node.mode === 'any') {
		const who = scene.context.directory.nameOf(scene.context.actor);
		scene.cancel(rest, `已由${who}办理`);
		return true;
	}
	return rest.every((task) => task.status !== 'open' && task.status !== 'waiting');
}

/** 串签: the next person of the queue gets their turn. */
function activateNext(scene: Scene, node: TaskNode, run: Run): string[] {
	const next = tasksOf(scene.state, run.id).find((task) => task.status === 'waiting');
	if (next === undefined || node.mode !== 'queue') return [];
	const { now } = scene.context;
	scene.emit({ type: 'taskActivated', taskId: next.id, openedAt: now, dueAt: dueAt(node, now) });
	return [next.assignee];
}

/** Completes the run and moves its token on; answers who gets it. */
function advance(
	scene: Scene,
	from: { task: Task; run: Run; node: TaskNode },
	command: Submit,
): Decision<string[]> {
	const { task, run, node } = from;
	scene.emit({
		type: 'runClosed',
		runId: run.id,
		status: 'done',
		completedBy: task.id,
		at: scene.context.now,
	});
	const token = scene.state.tokens[run.tokenId];
	if (token === undefined) throw new Error(`run ${run.id} has no token`);
	if (run.ticket !== null) return followTicket(scene, run.ticket, token, task);
	const edge = chosenEdge(scene, node, command.edgeId);
	if (!edge.ok) return edge;
	return enter(scene, edge.value, token, { run, task, chosen: command.chosen });
}

function followTicket(
	scene: Scene,
	ticket: NonNullable<Run['ticket']>,
	token: Token,
	task: Task,
): Decision<string[]> {
	const { directory } = scene.context;
	const node = nodeOf(scene.flow, ticket.nodeId);
	if (node.kind !== 'task') throw new Error('a return ticket leads to a step');
	const uids = ticket.uids.filter((uid) => directory.isActive(uid));
	if (uids.length === 0) return refuse('flow/noHandler', { step: node.name });
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
	scene.open(node, uids, { tokenId: token.id, fromRunId: ticket.fromRunId, openedBy: task.id });
	return grant(uids);
}

function chosenEdge(scene: Scene, node: TaskNode, edgeId: string | null): Decision<Edge> {
	const edges = edgesFrom(scene.flow, node.id);
	const [only] = edges;
	if (edges.length === 1 && only !== undefined) return grant(only);
	const edge = edges.find((each) => each.id === edgeId);
	return edge === undefined ? refuse('flow/chooseNext') : grant(edge);
}

interface Passage {
	run: Run;
	task: Task;
	chosen: Submit['chosen'];
}

/** Lets a token pass an edge: into a step, a fork, a join or the end. */
function enter(scene: Scene, edge: Edge, token: Token, passage: Passage): Decision<string[]> {
	const node = nodeOf(scene.flow, edge.to);
	switch (node.kind) {
		case 'task': {
			const uids = resolveHandlers(
				node,
				passage.chosen[node.id] ?? [],
				scene.state,
				scene.context.directory,
			);
			if (!uids.ok) return uids;
			scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId: node.id });
			scene.open(node, uids.value, {
				tokenId: token.id,
				fromRunId: passage.run.id,
				openedBy: passage.task.id,
			});
			return uids;
		}
		case 'fork':
			return fork(scene, node.id, token, passage);
		case 'join':
			return join(scene, node.id, token, passage);
		case 'end':
			return end(scene, node.id, token);
		case 'start':
			throw new Error('no edge leads to the start');
	}
}

function fork(scene: Scene, nodeId: string, token: Token, passage: Passage): Decision<string[]> {
	const forkId = scene.context.newId();
	const edges = edgesFrom(scene.flow, nodeId);
	const children = edges.map((): Token => ({
		id: scene.context.newId(),
		nodeId,
		forks: [...token.forks, forkId],
	}));
	scene.emit({ type: 'tokenForked', tokenId: token.id, forkRunId: forkId, children });
	const to: string[] = [];
	for (const [index, edge] of edges.entries()) {
		const child = children[index];
		if (child === undefined) continue;
		const opened = enter(scene, edge, child, passage);
		if (!opened.ok) return opened;
		to.push(...opened.value);
	}
	return grant(to);
}

/** A join waits for the tokens that were actually created and have not arrived yet. */
function join(scene: Scene, nodeId: string, token: Token, passage: Passage): Decision<string[]> {
	const forkRunId = token.forks.at(-1);
	if (forkRunId === undefined) throw new Error('a token reached a join outside any fork');
	const waiting = scene.state.pendingJoins[forkRunId] ?? [];
	const last = waiting.length === 1;
	const survivor: Token | null = last
		? { id: scene.context.newId(), nodeId, forks: token.forks.slice(0, -1) }
		: null;
	scene.emit({ type: 'tokenJoined', forkRunId, tokenId: token.id, survivor });
	if (survivor === null) return grant([]);
	const [edge] = edgesFrom(scene.flow, nodeId);
	if (edge === undefined) throw new Error(`join ${nodeId} leads nowhere`);
	return enter(scene, edge, survivor, passage);
}

function end(scene: Scene, nodeId: string, token: Token): Decision<string[]> {
	scene.emit({ type: 'tokenMoved', tokenId: token.id, nodeId });
	const active = Object.values(scene.state.runs).some((run) => run.status === 'active');
	if (!active) scene.emit({ type: 'statusChanged', status: 'closed' });
	return grant([]);
}
