/** Up to so many people everybody is linked with everybody; beyond, changes are handed on. */
export const MESH = 8;

/**
 * Whom to link with: all others in a small company; in a larger one neighbours on the ring of sorted
 * sessions, near ones and two far ones, so that every change reaches everybody in a few hops while nobody
 * holds more than eight links. Both ends come to the same answer.
 */
export function neighboursOf(session: string, everybody: readonly string[]): string[] {
	const ring = [...new Set([...everybody, session])].sort();
	if (ring.length <= MESH) return ring.filter((each) => each !== session);
	const at = ring.indexOf(session);
	const third = Math.floor(ring.length / 3);
	const steps = [1, 2, third, Math.floor(ring.length / 2)];
	const chosen = steps.flatMap((step) => [
		ring[(at + step) % ring.length],
		ring[(at - step + ring.length) % ring.length],
	]);
	return [...new Set(chosen)].filter((each) => each !== undefined && each !== session) as string[];
}
