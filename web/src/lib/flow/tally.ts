import type { TaskNode } from '@wenshu/domain/flow/definition.ts';
import { tasksOf } from '@wenshu/domain/flow/graph.ts';
import type { FlowState, Verdict } from '@wenshu/domain/flow/model.ts';

/** How a vote (票签) stands: weights for and against, and what is still open. */
export interface Tally {
	agree: number;
	disagree: number;
	open: number;
	/** Weights of all who are asked. */
	total: number;
	/** Weight that must agree. */
	needed: number;
	/** Whether anybody weighs more than 1, so that weights are worth telling. */
	weighted: boolean;
}

/** Counts the votes of a run; null where the step does not vote. */
export function tally(node: TaskNode, state: FlowState, runId: string): Tally | null {
	const { vote } = node;
	const run = state.runs[runId];
	if (node.mode !== 'vote' || vote === null || run === undefined) return null;
	const weightOf = (uid: string) => vote.weights[uid] ?? 1;
	const sums = { agree: 0, disagree: 0, open: 0 };
	const uids: string[] = [];
	const count = (uid: string, as: Verdict | 'open') => {
		uids.push(uid);
		sums[as] += weightOf(uid);
	};
	for (const { uid, verdict } of run.kept) count(uid, verdict);
	for (const task of tasksOf(state, runId)) {
		if (task.kind !== 'member' && task.kind !== 'parallel') continue;
		if (task.status === 'open' || task.status === 'waiting') count(task.assignee, 'open');
		else if (task.status === 'done' || task.status === 'automatic')
			count(task.assignee, task.verdict ?? 'agree');
	}
	const total = sums.agree + sums.disagree + sums.open;
	const { pass } = vote;
	// As the engine counts: two thirds of 3 are 2.
	const needed =
		pass.by === 'count' ? Math.min(pass.count, total) : Math.ceil(pass.ratio * total - 1e-9);
	return { ...sums, total, needed, weighted: uids.some((uid) => weightOf(uid) > 1) };
}
