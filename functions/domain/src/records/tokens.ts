/**
 * Search tokens: single characters and pairs of neighbouring characters of every run of Han characters or
 * of letters and digits. A query matches when all its pairs are there, so that any part of a word of two or
 * more characters is found; what was found is compared once more in full by `matches`.
 */

const RUNS = /\p{Script=Han}+|[a-z0-9]+/gu;

/** Most tokens one entry may carry: each costs two index entries. */
export const TOKEN_LIMIT = 400;

/** Text as compared by search: half-width, lower case. */
export function foldText(text: string): string {
	return text.normalize('NFKC').toLowerCase();
}

function runsOf(text: string): string[][] {
	return (foldText(text).match(RUNS) ?? []).map((run) => [...run]);
}

/** Tokens of the texts of one entry, as the map Firestore can combine freely: `t.<token> == true`. */
export function searchTokens(texts: readonly string[]): Record<string, true> {
	const tokens = new Set<string>();
	for (const text of texts)
		for (const run of runsOf(text))
			for (const [index, character] of run.entries()) {
				tokens.add(character);
				const next = run[index + 1];
				if (next !== undefined) tokens.add(character + next);
			}
	return Object.fromEntries([...tokens].slice(0, TOKEN_LIMIT).map((token) => [token, true]));
}

/** Tokens an entry must carry to match a query: the pairs of each run, or the character of a run of one. */
export function queryTokens(query: string, limit = 12): string[] {
	const tokens = new Set<string>();
	for (const run of runsOf(query)) {
		if (run.length === 1) tokens.add(run[0] ?? '');
		for (let index = 0; index + 1 < run.length; index++)
			tokens.add(`${run[index] ?? ''}${run[index + 1] ?? ''}`);
	}
	return [...tokens].slice(0, limit);
}

/** Whether every word of the query stands in one of the texts (names, numbers or pinyin initials). */
export function matches(query: string, texts: readonly string[]): boolean {
	const folded = texts.map((text) => foldText(text).replace(/[^\p{Script=Han}a-z0-9]+/gu, ' '));
	return runsOf(query).every((run) => folded.some((text) => text.includes(run.join(''))));
}
