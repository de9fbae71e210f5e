import type { Flow, FlowNode, TaskNode } from '../definition.ts';
import { edgesFrom, regions } from '../graph.ts';
import { ofNode, type Unsoundness } from './finding.ts';
import { after, walk } from './walk.ts';

/** Whether rules of handlers name steps and fields that can answer when they are asked. */
export function handlerFindings(flow: Flow): Unsoundness[] {
	return [
		...flow.nodes.flatMap((node) => (node.kind === 'task' ? ruleFindings(flow, node) : [])),
		...flow.nodes.flatMap((node) => (node.kind === 'sub' && node.wait ? unchosen(flow, node) : [])),
	];
}

function ruleFindings(flow: Flow, node: TaskNode): Unsoundness[] {
	const { handler } = node;
	if (handler.by === 'field') {
		const field = flow.fields.find(({ id }) => id === handler.fieldId);
		if (field === undefined)
			return [ofNode(node, `由字段 ${handler.fieldId} 中的人办理，但没有声明这个字段，请声明。`)];
		return field.type === 'people'
			? []
			: [ofNode(node, `由字段“${field.label}”中的人办理，但它不是人员字段，请另选。`)];
	}
	if (handler.by === 'sameAs') return referenceFindings(flow, node, handler.nodeId);
	return handler.by === 'superior' && handler.ofNodeId !== null
		? referenceFindings(flow, node, handler.ofNodeId)
		: [];
}

function referenceFindings(flow: Flow, node: TaskNode, ofId: string): Unsoundness[] {
	const other = flow.nodes.find(({ id }) => id === ofId);
	if (other?.kind !== 'task')
		return [ofNode(node, `的办理人取自环节 ${ofId}，但没有这个办理环节，请另选。`)];
	if (other.id === node.id || !after(flow, other.id).has(node.id))
		return [ofNode(node, `的办理人取自“${other.name}”，但它不在本环节之前，请另选。`)];
	const start = flow.nodes.find(({ kind }) => kind === 'start');
	const { of } = regions(flow);
	const sameBranch = of.get(other.id)?.join('/') === of.get(node.id)?.join('/');
	const mayMiss =
		start !== undefined && sameBranch && walk(flow, [start.id], 'forward', other.id).has(node.id);
	return mayMiss && node.nobody === 'refuse'
		? [
				ofNode(
					node,
					`的办理人取自“${other.name}”，但有的走法不经过它，请设置找不到人时怎么办。`,
					'warning',
				),
			]
		: [];
}

/** Steps that come right after another case ends: the system passes on, nobody is there to choose. */
function unchosen(flow: Flow, sub: FlowNode): Unsoundness[] {
	return firstSteps(flow, sub.id)
		.filter((node) => node.handler.by === 'chosen')
		.map((node) =>
			ofNode(node, `紧跟在子流程“${sub.name}”之后，没有人能选择办理人，请改用其他办理人规则。`),
		);
}

/** The steps that are reached from a node without passing another step or another flow. */
function firstSteps(flow: Flow, from: string): TaskNode[] {
	const seen = new Set<string>();
	const stack = edgesFrom(flow, from).map((edge) => edge.to);
	const steps: TaskNode[] = [];
	for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
		if (seen.has(id)) continue;
		seen.add(id);
		const node = flow.nodes.find((each) => each.id === id);
		if (node?.kind === 'task') steps.push(node);
		else if (node !== undefined && !(node.kind === 'sub' && node.wait))
			stack.push(...edgesFrom(flow, id).map((edge) => edge.to));
	}
	return steps;
}
