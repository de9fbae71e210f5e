import type { Capacity, HandOver } from './model.ts';

/**
 * In which capacity somebody wrote at a time: what the last hand-over before it gave them. Somebody whom it
 * gave nothing wrote what they had begun under an earlier one, on a device that was offline.
 */
export function capacityAt(hands: readonly HandOver[], by: string, at: number): Capacity | null {
	const before = hands.filter((hand) => hand.at.getTime() <= at);
	const given = before
		.sort((left, right) => right.seq - left.seq)
		.map((hand) => hand.capacities[by]);
	return given.find((capacity) => capacity !== undefined) ?? null;
}

/** The step in which somebody wrote at a time, as the flow names it; null before the case began. */
export function stepAt(hands: readonly HandOver[], by: string, at: number): string | null {
	return capacityAt(hands, by, at)?.stepName ?? null;
}
