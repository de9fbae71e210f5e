import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowState, Task } from '@wenshu/domain/flow/model.ts';

/** How a step stands on the drawing. */
export type StepMark = 'done' | 'now' | 'returned' | 'skipped' | 'next';

/** A node with its place: `row` from the top, `column` of `columns` in its row. */
export interface PlacedNode {
	node: FlowNode;
	row: number;
	column: number;
	columns: number;
	mark: StepMark;
	/** Who holds it now, by uid. */
	holders: string[];
	/** People added to the step (加签), counted over all its runs. */
	added: number;
}

/** A line between two placed nodes; walked lines are drawn stronger. */
export interface PlacedEdge {
	edge: Edge;
	from: PlacedNode;
	to: PlacedNode;
	walked: boolean;
}

/** A flow laid out in so many rows. */
export interface Drawing {
	nodes: PlacedNode[];
	edges: PlacedEdge[];
	rows: number;
}

/** The drawing of a flow: rows by the longest way from the start, without lines that lead back. */
export function layOut(flow: Flow, state: FlowState): Drawing {
	const { rowOf, forward } = rows(flow);
	const lines = new Map<number, FlowNode[]>();
	for (const node of flow.nodes) {
		const row = rowOf.get(node.id) ?? 0;
		lines.set(row, [...(lines.get(row) ?? []), node]);
	}
	const walked = walkedEdges(flow, state, forward);
	const placed = new Map<string, PlacedNode>();
	for (const [row, nodes] of lines)
		for (const [column, node] of nodes.entries())
			placed.set(node.id, {
				node,
				row,
				column,
				columns: nodes.length,
				mark: markOf(flow, state, node, walked),
				...peopleOf(state, node),
			});
	return {
		nodes: [...placed.values()],
		edges: forward.flatMap((edge) => {
			const from = placed.get(edge.from);
			const to = placed.get(edge.to);
			return from && to ? [{ edge, from, to, walked: walked.has(edge.id) }] : [];
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

function markOf(
	flow: Flow,
	state: FlowState,
	node: FlowNode,
	walked: ReadonlySet<string>,
): StepMark {
	if (node.kind === 'start') return 'done';
	if (node.kind === 'end') return state.status === 'closed' ? 'done' : 'next';
	if (isRouting(node)) {
		const isPassed = flow.edges.some((edge) => edge.from === node.id && walked.has(edge.id));
		return isPassed ? 'done' : 'next';
	}
	const runs = Object.values(state.runs).filter((run) => run.nodeId === node.id);
	if (runs.some((run) => run.status === 'active')) return 'now';
	const last = runs.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime()).at(-1);
	if (last?.status === 'returned' || last?.status === 'skipped') return last.status;
	return runs.some((run) => run.status === 'done') ? 'done' : 'next';
}

function peopleOf(state: FlowState, node: FlowNode): { holders: string[]; added: number } {
	const on = Object.values(state.tasks ?? {}).filter(
		(task) => state.runs[task.runId]?.nodeId === node.id,
	);
	const isAdded = ({ kind, status }: Task) =>
		(kind === 'before' || kind === 'after' || kind === 'parallel') && status !== 'cancelled';
	return {
		holders: on.filter(({ status }) => status === 'open').map(({ assignee }) => assignee),
		added: on.filter(isAdded).length,
	};
}

/** Nodes that nobody handles and that leave no run: the way leads through them. */
function isRouting({ kind }: FlowNode): boolean {
	return kind === 'fork' || kind === 'join' || kind === 'gate' || kind === 'start';
}

/** Edges the case really went over, also through forks, joins and gates. */
function walkedEdges(flow: Flow, state: FlowState, forward: readonly Edge[]): Set<string> {
	const walked = new Set<string>();
	const runs = Object.values(state.runs);
	const kindOf = new Map(flow.nodes.map((node) => [node.id, node]));
	const isSkipped = (id: string) =>
		runs.some((run) => run.nodeId === id && run.status === 'skipped');
	/** The edges from one step to another where only routing nodes and skipped steps lie between. */
	const between = (from: string, to: string, seen: ReadonlySet<string>): Edge[] | null => {
		for (const edge of forward) {
			if (edge.from !== from || seen.has(edge.to)) continue;
			if (edge.to === to) return [edge];
			const node = kindOf.get(edge.to);
			if (!node || (!isRouting(node) && !isSkipped(node.id))) continue;
			const rest = between(edge.to, to, new Set([...seen, edge.to]));
			if (rest) return [edge, ...rest];
		}
		return null;
	};
	const mark = (from: string, to: string) => {
		for (const edge of between(from, to, new Set()) ?? []) walked.add(edge.id);
	};
	const start = flow.nodes.find((node) => node.kind === 'start');
	for (const run of runs) {
		const before = run.fromRunId === null ? undefined : state.runs[run.fromRunId];
		if (before) mark(before.nodeId, run.nodeId);
		else if (start) mark(start.id, run.nodeId);
	}
	const isDone = (id: string) => runs.some((run) => run.nodeId === id && run.status === 'done');
	if (state.status === 'closed' && !state.forced)
		for (const end of flow.nodes.filter((node) => node.kind === 'end'))
			for (const edge of forward) if (isDone(edge.from)) mark(edge.from, end.id);
	// A join is passed by all its branches, though the step behind it remembers one.
	for (const join of flow.nodes.filter((node) => node.kind === 'join')) {
		if (!forward.some((edge) => edge.from === join.id && walked.has(edge.id))) continue;
		for (const edge of forward) if (edge.to === join.id && isDone(edge.from)) walked.add(edge.id);
	}
	return walked;
}
