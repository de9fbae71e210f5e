/** Up to so many people everybody is linked with everybody; beyond, changes are handed on. */
export const MESH = 24;
/** How many ways around the ring a person is linked in a larger company, each in both directions. */
const STEPS = 6;

/**
 * Whom to link with: all others in a company that fits a table; in a larger one neighbours on the ring of
 * sorted sessions, at distances that grow like powers, so that every change reaches everybody in two or
 * three hops while nobody holds more than twelve links. Both ends come to the same answer.
 */
export function neighboursOf(
	session: string,
	everybody: readonly string[],
	mesh: number = MESH,
	steps: number = STEPS,
): string[] {
	const ring = [...new Set([...everybody, session])].sort();
	if (ring.length <= mesh) return ring.filter((each) => each !== session);
	const at = ring.indexOf(session);
	const base = ring.length ** (1 / steps);
	const chosen = Array.from({ length: steps }, (_, power) => Math.round(base ** power)).flatMap(
		(step) => [ring[(at + step) % ring.length], ring[(at - step + ring.length) % ring.length]],
	);
	return [...new Set(chosen)].filter((each) => each !== undefined && each !== session) as string[];
}

/**
 * Which of those who are linked with both hands a writer's changes on to somebody: all come to the same
 * answer, and another one for each pair, so that the work is spread.
 */
export function forwarderOf(
	writer: string,
	receiver: string,
	between: Iterable<string>,
): string | null {
	let [chosen, least]: [string | null, number] = [null, Infinity];
	for (const one of between) {
		const draw = mix(`${one}/${writer}/${receiver}`);
		if (draw > least || (draw === least && chosen !== null && one > chosen)) continue;
		[chosen, least] = [one, draw];
	}
	return chosen;
}

/** FNV-1a, 32 bits. */
function mix(words: string): number {
	let sum = 2166136261;
	for (let at = 0; at < words.length; at += 1)
		sum = Math.imul(sum ^ words.charCodeAt(at), 16777619);
	return sum >>> 0;
}
