import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import type { Flow } from './definition.ts';
import { isPending, nodeOf, pathBefore, stepOf, tasksOf } from './graph.ts';
import type { FlowState, Run, Ticket } from './model.ts';
import { agreements } from './onward.ts';
import { wordsOf, type FlowOutcome, type Held, type Scene } from './scene.ts';

/** A step that a task may be returned to, with the people who did it. */
export interface ReturnTarget {
	nodeId: string;
	name: string;
	uids: string[];
	runId: string;
	/** The fork that ends with it, where the step lies before one (退回出分支); null otherwise. */
	out: string | null;
}

/**
 * Steps that really happened on this run's path, nearest first; never one that was not walked. Those before
 * the forks round the run are in it where the step allows to return out of branches.
 */
export function returnTargets(flow: Flow, state: FlowState, run: Run): ReturnTarget[] {
	const { verbs } = stepOf(flow, run.nodeId);
	const forks = state.tokens[run.tokenId]?.forks ?? [];
	const targets = new Map<string, ReturnTarget>();
	for (const before of pathBefore(state, run)) {
		if (before.nodeId === run.nodeId || targets.has(before.nodeId)) continue;
		const node = nodeOf(flow, before.nodeId);
		if (before.status !== 'done' || node.kind !== 'task') continue;
		const out = forks.find((id) => state.forks[id]?.tokenId === before.tokenId) ?? null;
		const isOutside = before.tokenId !== run.tokenId;
		if (isOutside && (out === null || !verbs.includes('returnOut'))) continue;
		const uids = handledBy(state, before);
		if (uids.length === 0) continue;
		targets.set(node.id, {
			nodeId: node.id,
			name: node.name,
			uids,
			runId: before.id,
			out: isOutside ? out : null,
		});
	}
	return [...targets.values()];
}

/** Who did a step, in their order. */
function handledBy(state: FlowState, run: Run): string[] {
	const done = tasksOf(state, run.id).filter(
		(task) => task.status === 'done' && (task.kind === 'member' || task.kind === 'parallel'),
	);
	return [...new Set(done.map((task) => task.assignee))];
}

/**
 * 退回 (routing 12–16): the step ends as returned, its other members are cancelled, and the target gets a
 * new run for the people who did it. Straight back (直送): what they submit comes directly to the returner and
 * to those of the step who had not been heard yet; verdicts given stay.
 */
export function sendBack(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'return' }>,
): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const held = mine.value;
	const { task, node } = held;
	const reason = wordsOf(command.reason);
	if (task.kind === 'delegate') return refuse('flow/onlyAnswer');
	if (!node.verbs.includes('return') && !node.verbs.includes('returnOut'))
		return refuse('flow/noReturn', { step: node.name });
	if (reason === null) return refuse('flow/reasonMissing');
	const found = findTarget(scene, held, command.toNodeId);
	if (!found.ok) return found;
	if (found.value.out !== null && command.straightBack) return refuse('flow/noStraightBackOut');
	const to = perform(scene, held, found.value, reason, command.straightBack);
	if (!to.ok) return to;
	return scene.outcome({
		...scene.about(held),
		verb: 'return',
		opinion: reason,
		to: to.value,
		note: `退回至${found.value.name}${command.straightBack ? '，改后直送' : ''}`,
	});
}

function findTarget(scene: Scene, { run, node }: Held, toNodeId: string): Decision<ReturnTarget> {
	const { flow, state } = scene;
	const target = returnTargets(flow, state, run).find(({ nodeId }) => nodeId === toNodeId);
	if (target?.out === null && !node.verbs.includes('return'))
		return refuse('flow/noReturn', { step: node.name });
	if (target !== undefined) return { ok: true, value: target };
	const runs = Object.values(state.runs).filter(({ nodeId }) => nodeId === toNodeId);
	if (runs.some(({ status }) => status === 'active')) return refuse('flow/stillInProgress');
	const isBefore = pathBefore(state, run).some(({ nodeId }) => nodeId === toNodeId);
	return refuse(isBefore ? 'flow/noReturnOut' : 'flow/notWalked');
}

/** Ends the run as returned and opens the target again; answers who gets it. */
export function perform(
	scene: Scene,
	held: Held,
	target: ReturnTarget,
	reason: string,
	straightBack: boolean,
	by: 'returned' | 'automatic' = 'returned',
): Decision<string[]> {
	const { task, run } = held;
	const to = stepOf(scene.flow, target.nodeId);
	const uids = target.uids.filter((uid) => scene.context.directory.isActive(uid));
	if (uids.length === 0) return refuse('flow/noHandler', { step: to.name });
	const ticket = straightBack ? ticketOf(scene, held) : null;
	const why = `${scene.actorName}已退回至${to.name}`;
	scene.close(task, by, { opinion: reason });
	scene.cancel(tasksOf(scene.state, run.id), why);
	scene.endRun(run, 'returned', task.id);
	const tokenId = leaveForks(scene, run, target, why);
	scene.emit({ type: 'tokenMoved', tokenId, nodeId: to.id });
	const fromRunId = scene.state.runs[target.runId]?.fromRunId ?? null;
	scene.open(to, uids, { tokenId, fromRunId, openedBy: task.id, ticket });
	return { ok: true, value: uids };
}

/** Ends every branch of the fork that the return leads out of; answers the token that goes on. */
function leaveForks(scene: Scene, run: Run, target: ReturnTarget, why: string): string {
	const fork = target.out === null ? undefined : scene.state.forks[target.out];
	if (target.out === null || fork === undefined) return run.tokenId;
	const { out, nodeId } = target;
	const inside = Object.values(scene.state.tokens).filter(({ forks }) => forks.includes(out ?? ''));
	scene.endRuns('cancelled', why, new Set(inside.map(({ id }) => id)));
	const survivor = { id: fork.tokenId, nodeId, forks: fork.forks };
	scene.emit({ type: 'forkUndone', forkRunId: target.out, survivor });
	return fork.tokenId;
}

function ticketOf(scene: Scene, { task, run, node }: Held): Ticket {
	const unheard = tasksOf(scene.state, run.id).filter(
		(each) => each.id !== task.id && isPending(each) && each.kind !== 'delegate',
	);
	const uids = [...new Set([task.assignee, ...unheard.map((each) => each.assignee)])];
	const asked = node.mode === 'any' ? [task.assignee] : uids;
	return { nodeId: node.id, uids: asked, fromRunId: run.fromRunId, kept: agreements(scene, run) };
}
