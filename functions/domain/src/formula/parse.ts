import katex from 'katex';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { readXml, below, type XmlElement } from '../verification/xml.ts';
import { DEEPEST, excessOf } from './limits.ts';
import type { formulaMessages } from './messages.ts';
import { readMathml, Unsupported } from './read-mathml.ts';
import { tidyLatex } from './tidy.ts';
import { depthOf, type Formula } from './tree.ts';

export type FormulaRefusal = keyof typeof formulaMessages;

/**
 * How KaTeX is asked everywhere: nothing that loads, links or styles, macros that end, and Chinese letters
 * without braces around them.
 */
export const KATEX_OPTIONS = {
	trust: false,
	strict: false,
	maxExpand: 200,
	maxSize: 10,
	throwOnError: true,
} as const;

/** Reads the source of a formula, or says what is wrong with it. Characters are counted from 1. */
export function parseFormula(latex: string, display: boolean): Decision<Formula, FormulaRefusal> {
	const excess = excessOf(latex);
	if (excess !== null) return refuse(excess);
	try {
		const xml = katex.renderToString(tidyLatex(latex), {
			...KATEX_OPTIONS,
			displayMode: display,
			output: 'mathml',
		});
		const root = readMathml(mathOf(readXml(xml)));
		return depthOf(root) > DEEPEST ? refuse('formula/tooDeep') : grant({ display, root });
	} catch (error) {
		if (error instanceof Unsupported) return refuse('formula/unsupported', { what: error.message });
		if (error instanceof katex.ParseError) return explain(error);
		throw error;
	}
}

function mathOf(span: XmlElement): XmlElement {
	const found = below(span, 'math', 'semantics');
	const [first] = found?.children ?? [];
	if (first === undefined) throw new Unsupported('空白');
	return first;
}

/** KaTeX's errors by their words; its positions count from 0. */
function explain(error: InstanceType<typeof katex.ParseError>): Decision<never, FormulaRefusal> {
	const { rawMessage: words } = error as unknown as { rawMessage: string };
	const at = String((error.position ?? 0) + 1);
	const command = /^Undefined control sequence: (\S+)/u.exec(words)?.[1];
	if (command !== undefined) return refuse('formula/unknownCommand', { command });
	const environment = /^No such environment: (\S+)/u.exec(words)?.[1];
	if (environment !== undefined) return refuse('formula/environment', { name: environment });
	if (/^Double (?:super|sub)script/u.test(words)) return refuse('formula/double', { at });
	if (words.includes('or \\end')) return refuse('formula/unclosed', { at, missing: '\\end' });
	if (words.startsWith("Expected '\\right'"))
		return refuse('formula/unclosed', { at, missing: '\\right' });
	const token = /^Expected group (?:as argument to|after) '(\S+)'/u.exec(words)?.[1];
	if (token !== undefined) return refuse('formula/incomplete', { at, token });
	if (/^Expected '[\]})]'|expected '[\]})]'/u.test(words))
		return refuse('formula/unclosed', { at, missing: '}' });
	const stray =
		/^Expected 'EOF', got '(\S+)'/u.exec(words)?.[1] ??
		/^Can't use function '(\$)'/u.exec(words)?.[1];
	if (stray !== undefined) return refuse('formula/stray', { at, token: stray });
	return refuse('formula/broken', { at });
}
