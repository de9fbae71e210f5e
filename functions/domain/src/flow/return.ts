import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand, FlowOutcome, Scene } from './scene.ts';
import { pathBefore, stepOf, tasksOf } from './graph.ts';
import type { Flow } from './definition.ts';
import type { FlowState, Run } from './model.ts';

/** A step that a task may be returned to, with the people who did it. */
export interface ReturnTarget {
	nodeId: string;
	name: string;
	uids: string[];
	runId: string;
}

/**
 * Steps that really happened on this run's path, nearest first; never one that was not walked, and
 * never one outside the fork this run stands in.
 */
export function returnTargets(flow: Flow, state: FlowState, run: Run): ReturnTarget[] {
	const targets = new Map<string, ReturnTarget>();
	for (const before of pathBefore(state, run)) {
		if (before.nodeId === run.nodeId || targets.has(before.nodeId)) continue;
		if (before.tokenId !== run.tokenId || before.status !== 'done') continue;
		const uids = tasksOf(state, before.id)
			.filter((task) => task.status === 'done')
			.map((task) => task.assignee);
		if (uids.length === 0) continue;
		const { name } = stepOf(flow, before.nodeId);
		targets.set(before.nodeId, { nodeId: before.nodeId, name, uids, runId: before.id });
	}
	return [...targets.values()];
}

/**
 * 退回 (routing 12–15): the step ends as returned, its other members are cancelled, and the target gets a
 * new run for the people who did it. Straight back (直送): their submit comes directly to the returner.
 */
export function sendBack(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'return' }>,
): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const { task, run, node } = mine.value;
	const reason = command.reason.trim();
	if (!node.verbs.includes('return')) return refuse('flow/noReturn', { step: node.name });
	if (reason === '') return refuse('flow/reasonMissing');
	const target = returnTargets(scene.flow, scene.state, run).find(
		(each) => each.nodeId === command.toNodeId,
	);
	if (target === undefined) return refuse('flow/notWalked');
	const { now, actor, directory } = scene.context;
	const uids = target.uids.filter((uid) => directory.isActive(uid));
	const to = stepOf(scene.flow, target.nodeId);
	if (uids.length === 0) return refuse('flow/noHandler', { step: to.name });

	scene.close(task, 'returned', reason);
	scene.cancel(tasksOf(scene.state, run.id), `${directory.nameOf(actor)}已退回`);
	scene.emit({
		type: 'runClosed',
		runId: run.id,
		status: 'returned',
		completedBy: task.id,
		at: now,
	});
	scene.emit({ type: 'tokenMoved', tokenId: run.tokenId, nodeId: to.id });
	const done = scene.state.runs[target.runId];
	scene.open(
		to,
		uids,
		{ tokenId: run.tokenId, fromRunId: done?.fromRunId ?? null, openedBy: task.id },
		command.straightBack ? { nodeId: node.id, uids: [actor], fromRunId: run.fromRunId } : null,
	);
	return scene.outcome({
		verb: 'return',
		nodeId: node.id,
		nodeName: node.name,
		opinionBox: node.opinionBox,
		opinion: reason,
		taskId: task.id,
		to: uids,
		note: `退回至${to.name}${command.straightBack ? '，改后直送' : ''}`,
	});
}
