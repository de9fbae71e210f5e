import { refuse, type Decision } from '../core/decision.ts';
import { checkCitations, citationPatterns } from './check-citations.ts';
import { checkClosing } from './check-closing.ts';
import { checkDirection } from './check-direction.ts';
import { checkHeadings } from './check-headings.ts';
import { numberPatterns } from './check-numbers.ts';
import { checkParts } from './check-parts.ts';
import { punctuationPatterns } from './check-punctuation.ts';
import { checkTitle } from './check-title.ts';
import { wordPatterns } from './check-words.ts';
import type { Draft, Finding } from './finding.ts';
import { linesOf } from './lines.ts';
import { findPatterns } from './patterns.ts';
import type { Severity } from './rules.ts';

const WEIGHT: Record<Severity, number> = { block: 0, warning: 1, hint: 2 };
const PATTERNS = [...citationPatterns, ...numberPatterns, ...punctuationPatterns, ...wordPatterns];

/** All findings about a draft (拟稿检查): the gravest first, then in the order of the paper. */
export function checkDraft(draft: Draft): Finding[] {
	const { lines, parts } = linesOf(draft.body);
	const found = [
		...checkTitle(draft),
		...checkDirection(draft, lines),
		...checkParts(draft, lines, parts),
		...checkHeadings(lines),
		...findPatterns(lines, PATTERNS),
		...checkCitations(lines),
		...checkClosing(draft, lines),
	];
	return found.sort(
		(left, right) => WEIGHT[left.severity] - WEIGHT[right.severity] || order(left) - order(right),
	);
}

/** Refuses what the regulation forbids, by the first finding that blocks. */
export function refuseDraft(draft: Draft): Decision<true> {
	const block = checkDraft(draft).find(({ severity }) => severity === 'block');
	return block === undefined
		? { ok: true, value: true }
		: refuse(`drafting/${block.rule}`, block.detail);
}

/** Elements stand before the text. */
function order({ where }: Finding): number {
	return 'element' in where ? -1 : where.block * 10_000 + Math.min(where.from, 9_999);
}
