import type { TrailEntry, TrailVerb } from './model.ts';

/** Acts whose opinion becomes a draft again with a retract. */
const retractable = new Set<TrailVerb>(['submit', 'vote', 'reject', 'addAfter', 'proxyRecord']);
/** Words that are no opinion on the matter. */
const silent = new Set<TrailVerb>(['urge', 'ask', 'delegate', 'pause', 'reroute']);

/**
 * Opinions that stand, newest first: what was taken back with its act (收回) is a draft again and speaks
 * only once it is handed in again. `trail` is in order.
 */
export function standingOpinions(trail: readonly TrailEntry[]): TrailEntry[] {
	const lastRetract = new Map(
		trail.filter(({ verb }) => verb === 'retract').map(({ taskId, seq }) => [taskId, seq]),
	);
	return trail
		.filter(({ verb, opinion, taskId, seq }) => {
			if (!opinion || silent.has(verb)) return false;
			return !retractable.has(verb) || seq > (lastRetract.get(taskId) ?? -1);
		})
		.reverse();
}
