import dagre from '@dagrejs/dagre';
import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';

/** A point of the drawing, in pixels at full size. */
export interface Point {
	x: number;
	y: number;
}
/** Where a node is: its upper left corner and its size. */
export interface Place extends Point {
	width: number;
	height: number;
}
/** How a line goes around the nodes, and where its words stand. */
export interface Route {
	points: readonly Point[];
	label: Point;
}

/** Size of a node on the drawing. */
export function sizeOf(kind: FlowNode['kind']): { width: number; height: number } {
	if (kind === 'task' || kind === 'sub') return { width: 208, height: 60 };
	if (kind === 'gate') return { width: 132, height: 44 };
	return { width: 104, height: 36 };
}

/** Room for the words on a line: its label, and its condition below. */
function roomOf(edge: Edge, condition: string): { width: number; height: number } | object {
	if (!edge.label && condition === '' && !edge.disagree) return {};
	// Eleven letters to a line, and three lines at most.
	const lines = Math.min(3, Math.ceil([...condition].length / 11));
	return { width: lines > 1 ? 146 : 118, height: 22 + 16 * lines, labelpos: 'c' };
}

/**
 * The drawing: nodes where people put them, all others from top to bottom in a layout in which no line runs
 * through a node. Lines that end at a node put by hand have no route. `conditionOf` is what a line says of its
 * condition.
 */
export function layOut(
	flow: Flow,
	conditionOf: (edgeId: string) => string,
): { places: Map<string, Place>; routes: Map<string, Route> } {
	const graph = new dagre.graphlib.Graph({ multigraph: true });
	graph.setGraph({
		rankdir: 'TB',
		nodesep: 40,
		edgesep: 28,
		ranksep: 44,
		marginx: 16,
		marginy: 16,
	});
	graph.setDefaultEdgeLabel(() => ({}));
	for (const node of flow.nodes) graph.setNode(node.id, sizeOf(node.kind));
	for (const edge of flow.edges)
		if (graph.hasNode(edge.from) && graph.hasNode(edge.to))
			graph.setEdge(edge.from, edge.to, roomOf(edge, conditionOf(edge.id)), edge.id);
	dagre.layout(graph);
	const places = flow.nodes.map((node): [string, Place] => {
		const { width, height } = sizeOf(node.kind);
		const { x, y } = graph.node(node.id) as Point;
		const { at = { x: x - width / 2, y: y - height / 2 } } = node;
		return [node.id, { ...at, width, height }];
	});
	const byHand = new Set(flow.nodes.filter(({ at }) => at !== undefined).map(({ id }) => id));
	const around = graph.edges().filter(({ v, w }) => !byHand.has(v) && !byHand.has(w));
	const routes = around.map((edge): [string, Route] => {
		const { points, x, y } = graph.edge(edge) as { points: Point[]; x?: number; y?: number };
		const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
		return [edge.name ?? '', { points, label: { x: x ?? middle.x, y: y ?? middle.y } }];
	});
	return { places: new Map(places), routes: new Map(routes) };
}

/** A soft line through points, from one point of connection to another. */
export function softLine(from: Point, between: readonly Point[], to: Point): string {
	const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
	const bends = [...between, { x: to.x, y: to.y - 14 }];
	const [first] = bends;
	let path = `M${at(from)}`;
	if (first === undefined) return `${path}L${at(to)}`;
	// Straight out of the node, through the middles of the stretches, straight into the next.
	let before: Point = { x: from.x, y: from.y + 14 };
	path += `L${at(before)}`;
	for (const [index, bend] of bends.entries()) {
		const next = bends[index + 1];
		const end = next === undefined ? bend : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
		const control = next === undefined ? { x: bend.x, y: (before.y + bend.y) / 2 } : bend;
		path += `Q${at(control)} ${at(end)}`;
		before = end;
	}
	return `${path}L${at(to)}`;
}
