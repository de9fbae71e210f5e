import type { BodyNode } from '../document/body.ts';
import type { DocumentStatus, Elements } from '../document/model.ts';
import { draftingMessages } from './messages.ts';
import { draftingRules, type RuleId, type Severity } from './rules.ts';

/** What the drafting checks look at. */
export interface Draft {
	elements: Elements;
	/** Full name of the issuing organ (发文机关). */
	issuer: string;
	/** The text with all suggestions accepted. */
	body: BodyNode;
	status: DocumentStatus;
	/** Names, full and short, of organs and centres that stand below the issuer. */
	subordinates: readonly string[];
	/** Names, full and short, of the issuer's own departments. */
	departments: readonly string[];
	/** Suggestions that nobody has decided, and annotations that nobody has resolved. */
	suggestions: number;
	notes: number;
}

/**
 * Where a finding stands: an element, the text as a whole, or characters `from` to `to` of the nth
 * textblock of the clean text (UTF-16 units, an inline leaf counts one).
 */
export type Where =
	{ element: keyof Elements | 'text' } | { block: number; from: number; to: number };

/** What one press puts right. `replace` and `remove` speak of the place, `append` of the end of the text. */
export type Fix =
	| { kind: 'replace'; text: string }
	| { kind: 'remove' }
	| { kind: 'append'; text: string }
	| { kind: 'heading'; level: 1 | 2 | 3 | 4 }
	| { kind: 'element'; element: keyof Elements; value: string | string[] };

/** Something a check found. */
export interface Finding {
	rule: RuleId;
	severity: Severity;
	/** The article it rests on, to be shown. */
	article: string;
	where: Where;
	/** The words concerned. */
	quote: string;
	/** Fills the slots of the rule's sentence. */
	detail: Record<string, string>;
	fix?: Fix;
}

/** A finding of a rule. */
export function find(
	rule: RuleId,
	where: Where,
	quote = '',
	more: { fix?: Fix | undefined; detail?: Record<string, string> } = {},
): Finding {
	const { severity, article } = draftingRules[rule];
	const detail = { quote, ...more.detail };
	const found: Finding = { rule, severity, article, where, quote, detail };
	return more.fix ? { ...found, fix: more.fix } : found;
}

/** The sentence of a finding: what is wrong and what to do. */
export function findingWords(finding: Finding, language: 'zh' | 'en' = 'zh'): string {
	const sentence = draftingMessages[`drafting/${finding.rule}`][language === 'zh' ? 0 : 1];
	return sentence.replace(/\{(\w+)\}/g, (slot, name: string) => finding.detail[name] ?? slot);
}

/** Names a finding as long as its words stay the same, to remember that somebody ignored it. */
export function findingKey({ rule, where, quote }: Finding): string {
	return `${rule}|${'element' in where ? where.element : 'text'}|${quote}`;
}
