import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';
import { edgesOut, find } from './edit.ts';

/** One line of the list of steps (环节清单). */
export interface OutlineRow {
	node: FlowNode;
	/** How many forks are around it. */
	depth: number;
	/** Ways out other than simply to the next line. */
	ways: { edge: Edge; to: FlowNode | undefined }[];
	/** Whether no way leads here from the start. */
	loose: boolean;
}

/** Edges that lead back to where the walk has been, found from the start. */
function backward(flow: Flow): Set<string> {
	const back = new Set<string>();
	const done = new Set<string>();
	const onWay = new Set<string>();
	const visit = (id: string): void => {
		onWay.add(id);
		for (const edge of edgesOut(flow, id)) {
			if (onWay.has(edge.to)) back.add(edge.id);
			else if (!done.has(edge.to)) visit(edge.to);
		}
		onWay.delete(id);
		done.add(id);
	};
	for (const node of flow.nodes) if (node.kind === 'start') visit(node.id);
	return back;
}

/** Nodes in reading order: each branch in full before the next, a meeting point after all its branches. */
export function outlineOf(flow: Flow): OutlineRow[] {
	const back = backward(flow);
	const waits = new Map<string, number>();
	for (const edge of flow.edges)
		if (!back.has(edge.id)) waits.set(edge.to, (waits.get(edge.to) ?? 0) + 1);
	const order: { node: FlowNode; depth: number }[] = [];
	const listed = new Set<string>();
	const take = (begin: FlowNode, loose: boolean) => {
		const stack = [{ node: begin, depth: 0 }];
		for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
			const { node } = next;
			if (listed.has(node.id)) continue;
			listed.add(node.id);
			const depth = node.kind === 'join' ? Math.max(0, next.depth - 1) : next.depth;
			order.push({ node, depth });
			const inside = node.kind === 'fork' ? depth + 1 : depth;
			for (const edge of edgesOut(flow, node.id).toReversed()) {
				const left = (waits.get(edge.to) ?? 1) - (back.has(edge.id) ? 0 : 1);
				waits.set(edge.to, left);
				const to = find(flow, edge.to);
				if (to !== undefined && (left <= 0 || loose)) stack.push({ node: to, depth: inside });
			}
		}
	};
	for (const node of flow.nodes) if (node.kind === 'start') take(node, false);
	const reached = new Set(listed);
	for (const node of flow.nodes) if (reachable(flow, node.id)) take(node, true);
	for (const node of listed) reached.add(node);
	for (const node of flow.nodes) if (!listed.has(node.id)) take(node, true);
	return order.map(({ node, depth }, index) => {
		const next = order[index + 1]?.node.id;
		const out = edgesOut(flow, node.id);
		const [only] = out;
		const plain = out.length === 1 && only?.to === next && only?.when === null && !only.label;
		return {
			node,
			depth,
			ways: plain ? [] : out.map((edge) => ({ edge, to: find(flow, edge.to) })),
			loose: !reached.has(node.id),
		};
	});
}

/** Whether a way leads from the start to a node. */
function reachable(flow: Flow, id: string): boolean {
	const seen = flow.nodes.filter((node) => node.kind === 'start').map((node) => node.id);
	for (const each of seen)
		for (const edge of edgesOut(flow, each)) if (!seen.includes(edge.to)) seen.push(edge.to);
	return seen.includes(id);
}
