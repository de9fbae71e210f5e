import type { Edge, Flow, FlowNode, FlowState, Run, Task, TaskNode } from './model.ts';

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

/** Tasks of one run, in queue order. */
export function tasksOf(state: FlowState, runId: string): Task[] {
	return Object.values(state.tasks)
		.filter((task) => task.runId === runId)
		.sort((a, b) => a.order - b.order || a.openedAt.getTime() - b.openedAt.getTime());
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
