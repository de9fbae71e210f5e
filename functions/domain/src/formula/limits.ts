/** Limits of one formula and of the formulae of one text: what a line of paper can hold, with room to spare. */
export const FORMULA_LIMITS = { characters: 1_000, depth: 12, count: 300 } as const;
/** Parts may lie so deep in each other; what sets the page goes no deeper. */
export const DEEPEST = 26;

const TOKENS = /\\(?:begin|end)\s*\{[^}]*\}|\\[A-Za-z]+|\\[^]|[{}]/gu;
const OPENING = /^(?:\{$|\\left$|\\begin\b)/u;
const CLOSING = /^(?:\}$|\\right$|\\end\b)/u;

/** How deep groups, brackets that grow and environments lie in each other. */
export function nestingOf(latex: string): number {
	let [deep, deepest] = [0, 0];
	for (const [token] of latex.matchAll(TOKENS)) {
		if (OPENING.test(token)) deep += 1;
		else if (CLOSING.test(token)) deep -= 1;
		deepest = Math.max(deepest, deep);
	}
	return deepest;
}

/** Why a source is no formula by its length or depth alone; null when it may be one. */
export function excessOf(
	latex: string,
): 'formula/empty' | 'formula/tooLong' | 'formula/tooDeep' | null {
	if (latex.trim() === '') return 'formula/empty';
	if (latex.length > FORMULA_LIMITS.characters) return 'formula/tooLong';
	return nestingOf(latex) > FORMULA_LIMITS.depth ? 'formula/tooDeep' : null;
}
