import type { Flow } from '../definition.ts';

/** Ids that can be reached from these along the edges, or against them; themselves included. */
export function walk(
	flow: Flow,
	from: readonly string[],
	direction: 'forward' | 'backward',
	without?: string,
): Set<string> {
	const next = new Map<string, string[]>();
	for (const edge of flow.edges) {
		const [here, there] = direction === 'forward' ? [edge.from, edge.to] : [edge.to, edge.from];
		const known = next.get(here);
		if (known === undefined) next.set(here, [there]);
		else known.push(there);
	}
	const seen = new Set(from.filter((id) => id !== without));
	const stack = [...seen];
	for (let id = stack.pop(); id !== undefined; id = stack.pop())
		for (const there of next.get(id) ?? []) {
			if (seen.has(there) || there === without) continue;
			seen.add(there);
			stack.push(there);
		}
	return seen;
}

/** Ids that come after a node on some way; the node itself only where a loop leads back to it. */
export function after(flow: Flow, nodeId: string): Set<string> {
	const next = flow.edges.filter((edge) => edge.from === nodeId).map((edge) => edge.to);
	return walk(flow, next, 'forward');
}
