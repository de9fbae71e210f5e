import type { TrailEntry } from './model.ts';

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
			if (!opinion || verb === 'urge') return false;
			return verb !== 'submit' || seq > (lastRetract.get(taskId) ?? -1);
		})
		.reverse();
}
