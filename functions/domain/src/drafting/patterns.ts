import { find, type Finding } from './finding.ts';
import type { Line } from './lines.ts';
import type { RuleId } from './rules.ts';

/**
 * A check that is a pattern: group 1 is what stands before (may be empty), group 2 the words concerned.
 * No lookbehind: the oldest browser that is served does not know it.
 */
export interface Pattern {
	rule: RuleId;
	find: RegExp;
	/** What the words should be; null for no finding, undefined for one without a sure fix. */
	right?: (words: string, before: string) => string | null | undefined;
	/** Whether tables are looked at too; notes in tables follow their own habits. */
	tables?: boolean;
}

/** What patterns find in a text. */
export function findPatterns(lines: readonly Line[], patterns: readonly Pattern[]): Finding[] {
	return lines.flatMap((line) =>
		patterns.flatMap((pattern) =>
			line.inTable && pattern.tables !== true ? [] : findPattern(line, pattern),
		),
	);
}

function findPattern(line: Line, pattern: Pattern): Finding[] {
	const found: Finding[] = [];
	for (const match of line.text.matchAll(pattern.find)) {
		const [, before = '', words = ''] = match;
		if (words === '') continue;
		const right = pattern.right?.(words, before);
		if (right === null || right === words) continue;
		const from = match.index + before.length;
		const where = { block: line.block, from, to: from + words.length };
		const fix = right === undefined ? undefined : ({ kind: 'replace', text: right } as const);
		found.push(find(pattern.rule, where, words, { fix, detail: { right: right ?? '' } }));
	}
	return found;
}
