import type { Flow, FlowNode } from '../definition.ts';
import { edgesFrom, regions } from '../graph.ts';
import { ofNode, type Unsoundness } from './finding.ts';

/** Whether every fork has branches, and all of them meet at one join of its own. */
export function forkFindings(flow: Flow): Unsoundness[] {
	const { of, clashes } = regions(flow);
	const joinsOf = closingJoins(flow, of);
	const found: Unsoundness[] = [];
	for (const node of flow.nodes) {
		const say = (problem: string) => found.push(ofNode(node, problem));
		if (node.kind === 'fork') {
			if (edgesFrom(flow, node.id).length < 2) say('至少要分成两支。');
			const joins = joinsOf.get(node.id) ?? new Set<string>();
			if (of.has(node.id) && joins.size === 0) say('分出的各支没有汇合，请加一个汇合。');
			if (joins.size > 1) say('分出的各支在不同的地方汇合，请都连到同一个汇合。');
			found.push(...sharedSteps(flow, node, of));
		}
		if (node.kind === 'end' && (of.get(node.id)?.length ?? 0) > 0)
			say('在分支里面，请先汇合再结束。');
		if (node.kind === 'join' && isWithoutFork(flow, node, of)) say('前面没有对应的分支。');
		else if (clashes.has(node.id))
			say('能从不同的分支到达，分支与汇合交叉了，请让每个分支先汇合。');
	}
	return found;
}

/** Forks around a token that leaves a node. */
function beyond(node: FlowNode, of: Map<string, string[]>): string[] {
	const around = of.get(node.id) ?? [];
	return node.kind === 'fork' ? [...around, node.id] : around;
}

function sources(flow: Flow, node: FlowNode): FlowNode[] {
	const ids = new Set(flow.edges.filter((edge) => edge.to === node.id).map((edge) => edge.from));
	return flow.nodes.filter((each) => ids.has(each.id));
}

/** Joins at which a fork is closed, by fork. */
function closingJoins(flow: Flow, of: Map<string, string[]>): Map<string, Set<string>> {
	const closing = new Map<string, Set<string>>();
	for (const join of flow.nodes.filter((node) => node.kind === 'join'))
		for (const source of sources(flow, join)) {
			const fork = beyond(source, of).at(-1);
			if (fork === undefined) continue;
			closing.set(fork, (closing.get(fork) ?? new Set<string>()).add(join.id));
		}
	return closing;
}

function isWithoutFork(flow: Flow, join: FlowNode, of: Map<string, string[]>): boolean {
	return sources(flow, join).some((source) => of.has(source.id) && beyond(source, of).length === 0);
}

/** Nodes that several branches of a fork share before they have met: they would be done once for each. */
function sharedSteps(flow: Flow, fork: FlowNode, of: Map<string, string[]>): Unsoundness[] {
	const branches = edgesFrom(flow, fork.id).map((edge) => inside(flow, fork.id, edge.to, of));
	const shared = flow.nodes.filter(
		(node) => branches.filter((branch) => branch.has(node.id)).length > 1,
	);
	return shared
		.filter((node) => node.kind === 'task' || node.kind === 'sub')
		.map((node) =>
			ofNode(
				node,
				`在“${fork.name}”的几支里都会经过，会重复办理；需要只办一次时请放到汇合之后。`,
				'warning',
			),
		);
}

function inside(flow: Flow, forkId: string, from: string, of: Map<string, string[]>): Set<string> {
	const seen = new Set<string>();
	const stack = [from];
	for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
		if (seen.has(id) || of.get(id)?.includes(forkId) !== true) continue;
		seen.add(id);
		stack.push(...edgesFrom(flow, id).map((edge) => edge.to));
	}
	return seen;
}
