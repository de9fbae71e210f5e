import type { Edge, Flow, FlowNode, TaskNode } from './definition.ts';
import type { FlowState, Run, Task } from './model.ts';

/** The node of an id; a definition that passed the soundness check has it. */
export function nodeOf(flow: Flow, id: string): FlowNode {
	const node = flow.nodes.find((each) => each.id === id);
	if (node === undefined) throw new Error(`flow ${flow.id} has no node ${id}`);
	return node;
}

/** The step of an id. @throws when the node is not a step. */
export function stepOf(flow: Flow, id: string): TaskNode {
	const node = nodeOf(flow, id);
	if (node.kind !== 'task') throw new Error(`node ${id} of flow ${flow.id} is not a step`);
	return node;
}

/** Edges that leave a node, in the order of the definition. */
export function edgesFrom(flow: Flow, nodeId: string): Edge[] {
	return flow.edges.filter((edge) => edge.from === nodeId);
}

/** The first step of a flow: what its start leads to. */
export function firstStep(flow: Flow): TaskNode {
	const start = flow.nodes.find((node) => node.kind === 'start');
	const edge = start && edgesFrom(flow, start.id)[0];
	if (edge === undefined) throw new Error(`flow ${flow.id} has no start`);
	return stepOf(flow, edge.to);
}

/**
 * Forks that enclose each node, outermost first, as ids of fork nodes. A node that can be reached in two
 * ways with different forks around it is in the answer of `clashes`: such a definition is not sound.
 */
export function regions(flow: Flow): { of: Map<string, string[]>; clashes: Set<string> } {
	const of = new Map<string, string[]>();
	const clashes = new Set<string>();
	const start = flow.nodes.find((node) => node.kind === 'start');
	const queue: [string, string[]][] = start === undefined ? [] : [[start.id, []]];
	for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
		const [id, around] = next;
		const node = flow.nodes.find((each) => each.id === id);
		if (node === undefined) continue;
		const known = of.get(id);
		if (node.kind === 'join' && around.length === 0) clashes.add(id);
		const region = node.kind === 'join' ? around.slice(0, -1) : around;
		if (known !== undefined) {
			if (known.join('/') !== region.join('/')) clashes.add(id);
			continue;
		}
		of.set(id, region);
		const beyond = node.kind === 'fork' ? [...region, id] : region;
		for (const edge of edgesFrom(flow, id)) queue.push([edge.to, beyond]);
	}
	return { of, clashes };
}

/** Tasks of one run, in queue order. */
export function tasksOf(state: FlowState, runId: string): Task[] {
	return Object.values(state.tasks)
		.filter((task) => task.runId === runId)
		.sort((a, b) => a.order - b.order || a.openedAt.getTime() - b.openedAt.getTime());
}

/** Whether somebody still has to do something about a task. */
export function isPending(task: Task): boolean {
	return task.status === 'open' || task.status === 'waiting';
}

/** Whether a task was added to be done before the one of this id, which waits for it. */
export function prepares({ addedBy, kind }: Task, id: string): boolean {
	return addedBy === id && (kind === 'before' || kind === 'delegate');
}

/** Runs before this one on its path, nearest first. */
export function pathBefore(state: FlowState, run: Run): Run[] {
	const path: Run[] = [];
	for (let id = run.fromRunId; id !== null;) {
		const before: Run | undefined = state.runs[id];
		if (before === undefined) break;
		path.push(before);
		id = before.fromRunId;
	}
	return path;
}

/** Tasks that somebody should be doing now. */
export function openTasks(state: FlowState): Task[] {
	return Object.values(state.tasks).filter((task) => task.status === 'open');
}

/** Runs that are not over. */
export function activeRuns(state: FlowState): Run[] {
	return Object.values(state.runs).filter((run) => run.status === 'active');
}
