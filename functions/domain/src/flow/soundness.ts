import { edgesFrom } from './graph.ts';
import type { Flow } from './definition.ts';

/** What is wrong with a definition, in words for the person who draws it. */
export interface Unsoundness {
	nodeId: string | null;
	problem: string;
}

/**
 * Checks a definition before it is published: one start, an end, every step reachable and on a way to the
 * end, forks and joins in balance, every edge between nodes that exist. An empty answer means sound.
 */
export function unsoundness(flow: Flow): Unsoundness[] {
	const found: Unsoundness[] = [];
	const ids = new Set(flow.nodes.map((node) => node.id));
	if (ids.size !== flow.nodes.length) found.push({ nodeId: null, problem: '有重复的环节编号' });
	for (const edge of flow.edges)
		if (!ids.has(edge.from) || !ids.has(edge.to))
			found.push({ nodeId: null, problem: `连线“${edge.label || edge.id}”指向不存在的环节` });
	const starts = flow.nodes.filter((node) => node.kind === 'start');
	const ends = flow.nodes.filter((node) => node.kind === 'end');
	if (starts.length !== 1) found.push({ nodeId: null, problem: '必须有且只有一个开始' });
	if (ends.length === 0) found.push({ nodeId: null, problem: '必须有结束' });
	const [start] = starts;
	if (found.length > 0 || start === undefined) return found;

	const reachable = walk(flow, [start.id], 'forward');
	const finishing = walk(
		flow,
		ends.map((node) => node.id),
		'backward',
	);
	for (const node of flow.nodes) {
		const out = edgesFrom(flow, node.id);
		const into = flow.edges.filter((edge) => edge.to === node.id);
		const say = (problem: string) =>
			found.push({ nodeId: node.id, problem: `“${node.name}”${problem}` });
		if (!reachable.has(node.id)) say('无法到达');
		else if (!finishing.has(node.id)) say('之后无法办结');
		if (node.kind === 'end' && out.length > 0) say('是结束，不能再有后续');
		if (node.kind === 'start' && (into.length > 0 || out.length !== 1)) say('只能有一条连出的线');
		if (node.kind === 'fork' && out.length < 2) say('至少要分成两支');
		if (node.kind === 'join' && out.length !== 1) say('只能有一条连出的线');
		if (node.kind === 'task' && out.length > 1 && out.some((edge) => edge.label === ''))
			say('有多个去向，每条线都要写明名称');
	}
	const forks = flow.nodes.filter((node) => node.kind === 'fork').length;
	const joins = flow.nodes.filter((node) => node.kind === 'join').length;
	if (forks !== joins) found.push({ nodeId: null, problem: '分支与汇合数量不一致' });
	const first = flow.nodes.find((node) => node.id === edgesFrom(flow, start.id)[0]?.to);
	if (first?.kind !== 'task' || first.handler.by !== 'initiator')
		found.push({ nodeId: first?.id ?? null, problem: '第一个环节必须由发起人办理' });
	return found;
}

function walk(flow: Flow, from: readonly string[], direction: 'forward' | 'backward'): Set<string> {
	const seen = new Set(from);
	const queue = [...from];
	for (let id = queue.pop(); id !== undefined; id = queue.pop())
		for (const edge of flow.edges) {
			const [here, there] = direction === 'forward' ? [edge.from, edge.to] : [edge.to, edge.from];
			if (here !== id || seen.has(there)) continue;
			seen.add(there);
			queue.push(there);
		}
	return seen;
}
