const HAN = /\p{Script=Han}/u;
const RUN = /\p{Script=Han}+|[\p{Letter}\p{Number}]+/gu;

/**
 * Search tokens of a text: every pair of neighbouring Han characters, single ones of one-character runs,
 * and whole words of other scripts, in lower case after NFKC. Stable across versions of any dictionary.
 */
export function searchTokens(text: string): string[] {
	const tokens = new Set<string>();
	for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
		if (!HAN.test(run)) tokens.add(run.slice(0, 40));
		else {
			const characters = [...run];
			if (characters.length === 1) tokens.add(run);
			for (let index = 1; index < characters.length; index++)
				tokens.add(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
		}
	}
	return [...tokens];
}

/** An index map of tokens, at most `limit` of them, in the shape Firestore can AND together. */
export function tokenMap(texts: readonly string[], limit: number): Record<string, true> {
	const map: Record<string, true> = {};
	let count = 0;
	for (const text of texts)
		for (const token of searchTokens(text)) {
			if (count >= limit) return map;
			if (map[token] === true) continue;
			map[token] = true;
			count++;
		}
	return map;
}
