import {
	flowSchema,
	subNodeSchema,
	taskNodeSchema,
	type Edge,
	type Flow,
	type FlowNode,
	type RoutingNode,
	type SubNode,
	type TaskNode,
} from '@wenshu/domain/flow/definition.ts';

/** Operations on a definition while it is drawn. Each answers a new flow, or the same one where it cannot be done. */

export type NodeKind = FlowNode['kind'];
/** What may be added to a drawing; `fork` brings its join and two branches with it. */
export type AddedKind = 'task' | 'fork' | 'gate' | 'sub' | 'join' | 'end';

const longestName = 20;

/** A flow to begin with: its start, the drafter's step and its end. */
export function blankFlow(id: string, name: string, module: string): Flow {
	return flowSchema.parse({
		id,
		version: 1,
		name,
		module,
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			{
				id: 'draft',
				kind: 'task',
				name: '拟稿',
				handler: { by: 'initiator' },
				verbs: ['circulate', 'retract', 'urge'],
				text: 'edit',
				elements: 'edit',
				submitLabel: '提交',
			},
			{ id: 'end', kind: 'end', name: '结束' },
		],
		edges: [
			{ id: 'start-draft', from: 'start', to: 'draft' },
			{ id: 'draft-end', from: 'draft', to: 'end' },
		],
	});
}

/** An id that nothing in the flow has yet, such as `task3`. */
export function freshId(flow: Flow, prefix: string): string {
	const taken = new Set([...flow.nodes, ...flow.edges].map(({ id }) => id));
	let count = 1;
	while (taken.has(`${prefix}${String(count)}`)) count++;
	return `${prefix}${String(count)}`;
}

/** A name that no step has yet: 环节, 环节 2, … */
function freshName(flow: Flow, name: string): string {
	const taken = new Set(flow.nodes.map((node) => node.name));
	if (!taken.has(name)) return name;
	let count = 2;
	while (taken.has(`${name} ${String(count)}`)) count++;
	return `${name} ${String(count)}`;
}

function aTask(flow: Flow): TaskNode {
	return taskNodeSchema.parse({
		id: freshId(flow, 'task'),
		kind: 'task',
		name: freshName(flow, '新环节'),
		handler: { by: 'unitHead', unitId: null },
		verbs: ['return', 'transfer', 'circulate', 'retract', 'urge'],
		text: 'suggest',
	});
}

function aSub(flow: Flow): SubNode {
	const id = freshId(flow, 'sub');
	const name = freshName(flow, '子流程');
	// The flow it starts is chosen in the form; until then the check says so.
	return { ...subNodeSchema.parse({ id, kind: 'sub', name, flowId: id }), flowId: '' };
}

function aRoute(flow: Flow, kind: RoutingNode['kind'], name: string): RoutingNode {
	return { id: freshId(flow, kind), kind, name: freshName(flow, name) };
}

const withNode = (flow: Flow, ...nodes: FlowNode[]): Flow => ({
	...flow,
	nodes: [...flow.nodes, ...nodes],
});

function withEdge(flow: Flow, from: string, to: string, part: Partial<Edge> = {}): Flow {
	const edge: Edge = {
		id: freshId(flow, 'edge'),
		from,
		to,
		label: '',
		when: null,
		disagree: false,
		...part,
	};
	return { ...flow, edges: [...flow.edges, edge] };
}

/** The flow after an operation, and what was made by it. */
export interface Made {
	flow: Flow;
	id: string;
}

export const find = (flow: Flow, id: string): FlowNode | undefined =>
	flow.nodes.find((node) => node.id === id);
export const edgesOut = (flow: Flow, id: string): Edge[] =>
	flow.edges.filter((edge) => edge.from === id);
export const edgesInto = (flow: Flow, id: string): Edge[] =>
	flow.edges.filter((edge) => edge.to === id);

/** Lets a new node take over everything that went out of another: A → B becomes A → new → B. */
function spliceAfter(flow: Flow, afterId: string, node: FlowNode): Flow {
	const moved = flow.edges.map((edge) =>
		edge.from === afterId ? { ...edge, from: node.id } : edge,
	);
	return withEdge(withNode({ ...flow, edges: moved }, node), afterId, node.id);
}

/** Where the ways out of a node meet again; the end where they never do. */
export function meetingPoint(flow: Flow, id: string): string | null {
	const reach = (from: string): string[] => {
		const seen = [from];
		for (const each of seen)
			for (const edge of edgesOut(flow, each)) if (!seen.includes(edge.to)) seen.push(edge.to);
		return seen;
	};
	const [first, ...others] = edgesOut(flow, id).map((edge) => reach(edge.to));
	const common = first?.find((each) => others.every((way) => way.includes(each)));
	return common ?? flow.nodes.find((node) => node.kind === 'end')?.id ?? null;
}

/** A step as one more way out of a fork or a choice, up to where its ways meet. */
function addBranch(flow: Flow, id: string): Made {
	const node = aTask(flow);
	const meet = meetingPoint(flow, id);
	const count = edgesOut(flow, id).length + 1;
	const label = find(flow, id)?.kind === 'gate' ? `去向 ${String(count)}` : '';
	const next = withEdge(withNode(flow, node), id, node.id, { label });
	return { flow: meet === null ? next : withEdge(next, node.id, meet), id: node.id };
}

function addFork(flow: Flow, afterId: string): Made {
	const fork = aRoute(flow, 'fork', '并行');
	let next = spliceAfter(flow, afterId, fork);
	const join = aRoute(next, 'join', '汇合');
	const out = next.edges.map((edge) => (edge.from === fork.id ? { ...edge, from: join.id } : edge));
	next = withNode({ ...next, edges: out }, join);
	for (let branch = 0; branch < 2; branch++) {
		const step = aTask(next);
		next = withEdge(withNode(next, step), fork.id, step.id);
		next = withEdge(next, step.id, join.id);
	}
	return { flow: next, id: fork.id };
}

function addGate(flow: Flow, afterId: string): Made {
	const gate = aRoute(flow, 'gate', '判断');
	const [onward] = edgesOut(flow, afterId);
	let next = spliceAfter(flow, afterId, gate);
	const step = aTask(next);
	next = withNode(next, step);
	next = withEdge(next, gate.id, step.id, { label: '符合条件' });
	if (onward === undefined) return { flow: next, id: gate.id };
	next = withEdge(next, step.id, onward.to);
	// The way without a condition stands last, as it is taken last.
	const isOther = (edge: Edge) => edge.from === gate.id && edge.to === onward.to;
	const others = next.edges.filter(isOther).map((edge) => ({ ...edge, label: '其他' }));
	const edges = [...next.edges.filter((edge) => !isOther(edge)), ...others];
	return { flow: { ...next, edges }, id: gate.id };
}

/** Adds something after a node: on its way on, or as one more branch of a fork or choice. */
export function addAfter(flow: Flow, afterId: string, kind: AddedKind): Made {
	const after = find(flow, afterId);
	if (after === undefined || after.kind === 'end') return { flow, id: afterId };
	if (kind === 'fork') return addFork(flow, afterId);
	if (kind === 'gate') return addGate(flow, afterId);
	if (kind === 'end') {
		const end = aRoute(flow, 'end', '结束');
		return { flow: withEdge(withNode(flow, end), afterId, end.id), id: end.id };
	}
	if (kind === 'task' && (after.kind === 'fork' || after.kind === 'gate'))
		return addBranch(flow, afterId);
	const node =
		kind === 'task' ? aTask(flow) : kind === 'sub' ? aSub(flow) : aRoute(flow, 'join', '汇合');
	return { flow: spliceAfter(flow, afterId, node), id: node.id };
}

/** A node that stands alone until it is connected. */
export function addLoose(flow: Flow, kind: AddedKind): Made {
	const names = { fork: '并行', join: '汇合', gate: '判断', end: '结束' };
	const node =
		kind === 'task' ? aTask(flow) : kind === 'sub' ? aSub(flow) : aRoute(flow, kind, names[kind]);
	return { flow: withNode(flow, node), id: node.id };
}

/** Why two nodes cannot be connected; null where they can. */
export type ConnectRefusal = 'self' | 'intoStart' | 'outOfEnd' | 'twice' | 'missing';

export function connectRefusal(flow: Flow, from: string, to: string): ConnectRefusal | null {
	const [source, target] = [find(flow, from), find(flow, to)];
	if (source === undefined || target === undefined) return 'missing';
	if (from === to) return 'self';
	if (target.kind === 'start') return 'intoStart';
	if (source.kind === 'end') return 'outOfEnd';
	return flow.edges.some((edge) => edge.from === from && edge.to === to) ? 'twice' : null;
}

export function connect(flow: Flow, from: string, to: string): Flow {
	return connectRefusal(flow, from, to) === null ? withEdge(flow, from, to) : flow;
}

/** Lets an edge lead elsewhere. */
export function retarget(flow: Flow, edgeId: string, to: string): Flow {
	const edge = flow.edges.find((each) => each.id === edgeId);
	if (edge === undefined || connectRefusal(flow, edge.from, to) !== null) return flow;
	return updateEdge(flow, edgeId, { to });
}

export function removeEdge(flow: Flow, edgeId: string): Flow {
	return { ...flow, edges: flow.edges.filter((edge) => edge.id !== edgeId) };
}

/** Whether a node may be deleted: not the start, and not the only end. */
export function canRemove(flow: Flow, id: string): boolean {
	const node = find(flow, id);
	if (node === undefined || node.kind === 'start') return false;
	return node.kind !== 'end' || flow.nodes.filter((each) => each.kind === 'end').length > 1;
}

/** Deletes a node; what led to it leads to what followed it. */
export function removeNode(flow: Flow, id: string): Flow {
	if (!canRemove(flow, id)) return flow;
	const into = edgesInto(flow, id).filter((edge) => edge.from !== id);
	const out = edgesOut(flow, id).filter((edge) => edge.to !== id);
	let next: Flow = {
		...flow,
		nodes: flow.nodes.filter((node) => node.id !== id),
		edges: flow.edges.filter((edge) => edge.from !== id && edge.to !== id),
	};
	const [only] = out;
	if (out.length === 1 && only !== undefined) {
		// Kept in place, so that the order of conditions out of the node before stays.
		const bridged = flow.edges.flatMap((edge) => {
			if (edge.from === id) return [];
			if (edge.to !== id) return [edge];
			return connectRefusal(next, edge.from, only.to) === null ? [{ ...edge, to: only.to }] : [];
		});
		return { ...next, edges: bridged };
	}
	for (const before of into)
		for (const after of out)
			if (connectRefusal(next, before.from, after.to) === null)
				next = withEdge(next, before.from, after.to, {
					label: after.label || before.label,
					when: after.when ?? before.when,
				});
	return next;
}

/** The neighbour a step would change places with. */
function neighbour(flow: Flow, id: string, direction: 'up' | 'down'): [string, string] | null {
	const edges = direction === 'up' ? edgesInto(flow, id) : edgesOut(flow, id);
	const [edge] = edges;
	if (edge === undefined || edges.length !== 1) return null;
	const pair: [string, string] = [edge.from, edge.to];
	for (const each of pair) {
		const kind = find(flow, each)?.kind;
		if (kind !== 'task' && kind !== 'sub') return null;
		if (edgesOut(flow, each).length !== 1) return null;
	}
	return edgesInto(flow, edge.to).length === 1 ? pair : null;
}

export const canMove = (flow: Flow, id: string, direction: 'up' | 'down'): boolean =>
	neighbour(flow, id, direction) !== null;

/** Lets a step change places with the one before or after it, where they simply follow each other. */
export function moveNode(flow: Flow, id: string, direction: 'up' | 'down'): Flow {
	const pair = neighbour(flow, id, direction);
	if (pair === null) return flow;
	const [first, second] = pair;
	const edges = flow.edges.map((edge) => {
		if (edge.from === first && edge.to === second) return { ...edge, from: second, to: first };
		if (edge.to === first) return { ...edge, to: second };
		return edge.from === second ? { ...edge, from: first } : edge;
	});
	return { ...flow, edges };
}

/** Changes the order in which the conditions of a node's ways are tried. */
export function moveEdge(flow: Flow, edgeId: string, by: -1 | 1): Flow {
	const edge = flow.edges.find((each) => each.id === edgeId);
	if (edge === undefined) return flow;
	const siblings = edgesOut(flow, edge.from);
	const other = siblings[siblings.indexOf(edge) + by];
	if (other === undefined) return flow;
	const swap = (each: Edge) => (each === edge ? other : each === other ? edge : each);
	return { ...flow, edges: flow.edges.map(swap) };
}

/** A copy of a step right after it, with everything that was set. */
export function copyNode(flow: Flow, id: string): Made {
	const node = find(flow, id);
	if (node === undefined || (node.kind !== 'task' && node.kind !== 'sub')) return { flow, id };
	const name = freshName(flow, `${node.name.slice(0, longestName - 5)}副本`);
	const { at: _there, ...facts } = structuredClone(node);
	const copy: FlowNode = { ...facts, id: freshId(flow, node.kind), name };
	return { flow: spliceAfter(flow, id, copy), id: copy.id };
}

export function updateNode<N extends FlowNode>(flow: Flow, id: string, part: Partial<N>): Flow {
	const nodes = flow.nodes.map((node) => (node.id === id ? { ...node, ...part } : node));
	return { ...flow, nodes };
}

export function updateEdge(flow: Flow, id: string, part: Partial<Edge>): Flow {
	return {
		...flow,
		edges: flow.edges.map((edge) => (edge.id === id ? { ...edge, ...part } : edge)),
	};
}

/** Takes a declared field away, and the rights of every step on it. */
export function removeField(flow: Flow, fieldId: string): Flow {
	const nodes = flow.nodes.map((node) => {
		if (node.kind !== 'task' || !(fieldId in node.fields)) return node;
		const { [fieldId]: _gone, ...fields } = node.fields;
		return { ...node, fields };
	});
	return { ...flow, nodes, fields: flow.fields.filter((field) => field.id !== fieldId) };
}

/** Puts nodes where people dragged them. */
export function placeNodes(
	flow: Flow,
	places: ReadonlyMap<string, { x: number; y: number }>,
): Flow {
	const nodes = flow.nodes.map((node) => {
		const place = places.get(node.id);
		if (place === undefined) return node;
		return { ...node, at: { x: Math.round(place.x), y: Math.round(place.y) } };
	});
	return { ...flow, nodes };
}

/** Leaves the places of all nodes to the drawing again (自动排列). */
export function arrange(flow: Flow): Flow {
	if (flow.nodes.every((node) => node.at === undefined)) return flow;
	return { ...flow, nodes: flow.nodes.map(({ at: _there, ...node }) => node) };
}

/** A copy of a flow under another id and name, as a first version. */
export function copyFlow(flow: Flow, id: string, name: string): Flow {
	return { ...structuredClone(flow), id, name, version: 1 };
}
