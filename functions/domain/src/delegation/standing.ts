import { isPending } from '../flow/graph.ts';
import type { FlowState } from '../flow/model.ts';

/** People who have a place of their own in a case, delegations left aside (DG-7). */
export function ownStanding(state: FlowState, besides: readonly string[] = []): Set<string> {
	const own = new Set([state.initiator, ...besides]);
	for (const task of Object.values(state.tasks)) {
		own.add(task.assignee);
		if (task.actedBy !== null) own.add(task.actedBy);
	}
	for (const read of Object.values(state.reads)) {
		own.add(read.reader);
		own.add(read.sender);
	}
	return own;
}

/**
 * Readers of a case once delegations changed: proxies in force come in, and `leaving` goes where nothing
 * else gives them a place (DG-6, DG-7).
 */
export function readersWith(
	readers: readonly string[],
	state: FlowState,
	proxiesOf: (uid: string) => readonly string[],
	leaving: readonly string[],
	besides: readonly string[] = [],
): string[] {
	const own = ownStanding(state, besides);
	const proxies = new Set(
		Object.values(state.tasks)
			.filter((task) => isPending(task))
			.flatMap((task) => proxiesOf(task.assignee)),
	);
	const gone = leaving.filter((uid) => !own.has(uid) && !proxies.has(uid));
	return [...new Set([...readers, ...proxies])].filter((uid) => !gone.includes(uid));
}
