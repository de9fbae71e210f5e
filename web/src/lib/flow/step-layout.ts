import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';

/** How a step stands on the drawing. */
export type StepMark = 'done' | 'now' | 'returned' | 'next';

/** A node with its place: `row` from the top, `column` of `columns` in its row. */
export interface PlacedNode {
	node: FlowNode;
	row: number;
	column: number;
	columns: number;
	mark: StepMark;
}

/** A line between two placed nodes; walked lines are drawn stronger. */
export interface PlacedEdge {
	edge: Edge;
	from: PlacedNode;
	to: PlacedNode;
	walked: boolean;
}

/** The drawing of a flow: rows by the longest way from the start, without lines that lead back. */
export function layOut(
	flow: Flow,
	state: FlowState,
): { nodes: PlacedNode[]; edges: PlacedEdge[]; rows: number } {
	const { rowOf, forward } = rows(flow);
	const lines = new Map<number, FlowNode[]>();
	for (const node of flow.nodes) {
		const row = rowOf.get(node.id) ?? 0;
		lines.set(row, [...(lines.get(row) ?? []), node]);
	}
	const placed = new Map<string, PlacedNode>();
	for (const [row, nodes] of lines)
		for (const [column, node] of nodes.entries())
			placed.set(node.id, {
				node,
				row,
				column,
				columns: nodes.length,
				mark: markOf(flow, state, node),
			});
	const walked = walkedPairs(flow, state);
	return {
		nodes: [...placed.values()],
		edges: forward.flatMap((edge) => {
			const from = placed.get(edge.from);
			const to = placed.get(edge.to);
			return from && to ? [{ edge, from, to, walked: walked.has(`${edge.from}>${edge.to}`) }] : [];
		}),
		rows: lines.size,
	};
}

/** Longest distance from the start of every node, found along edges that close no circle. */
function rows(flow: Flow): { rowOf: Map<string, number>; forward: Edge[] } {
	const start = flow.nodes.find((node) => node.kind === 'start');
	const onWay = new Set<string>();
	const seen = new Set<string>();
	const order: string[] = [];
	const forward: Edge[] = [];
	const visit = (id: string): void => {
		seen.add(id);
		onWay.add(id);
		for (const edge of flow.edges.filter((each) => each.from === id)) {
			if (onWay.has(edge.to)) continue;
			forward.push(edge);
			if (!seen.has(edge.to)) visit(edge.to);
		}
		onWay.delete(id);
		order.unshift(id);
	};
	if (start) visit(start.id);
	const rowOf = new Map<string, number>();
	for (const id of order) {
		const own = rowOf.get(id) ?? 0;
		rowOf.set(id, own);
		for (const edge of forward.filter((each) => each.from === id))
			rowOf.set(edge.to, Math.max(rowOf.get(edge.to) ?? 0, own + 1));
	}
	return { rowOf, forward };
}

function markOf(flow: Flow, state: FlowState, node: FlowNode): StepMark {
	if (node.kind === 'start') return 'done';
	if (node.kind === 'end') return state.status === 'closed' ? 'done' : 'next';
	const runs = Object.values(state.runs).filter((run) => run.nodeId === node.id);
	if (runs.some((run) => run.status === 'active')) return 'now';
	const last = runs.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime()).at(-1);
	if (last?.status === 'returned') return 'returned';
	return runs.some((run) => run.status === 'done') ? 'done' : 'next';
}

/** Pairs of nodes the case really went over. */
function walkedPairs(flow: Flow, state: FlowState): Set<string> {
	const pairs = new Set<string>();
	for (const run of Object.values(state.runs)) {
		const before = run.fromRunId === null ? undefined : state.runs[run.fromRunId];
		if (before) pairs.add(`${before.nodeId}>${run.nodeId}`);
	}
	for (const edge of flow.edges) {
		const from = flow.nodes.find((node) => node.id === edge.from);
		if (from?.kind === 'start') pairs.add(`${edge.from}>${edge.to}`);
		const to = flow.nodes.find((node) => node.id === edge.to);
		const done = Object.values(state.runs).some(
			(run) => run.nodeId === edge.from && run.status === 'done',
		);
		if (to?.kind === 'end' && state.status === 'closed' && done)
			pairs.add(`${edge.from}>${edge.to}`);
	}
	return pairs;
}
