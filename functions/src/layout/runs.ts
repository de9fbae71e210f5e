import { wordsOfLeaf, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { FormulaPart } from '@wenshu/domain/formula/tree.ts';
import type { FormulaOf } from './formulae.ts';

/** Type families of the template. */
export type Face = 'fang' | 'hei' | 'kai';

/** A stretch of text of one look, a formula in the line, or a forced line break. */
export type Run = TextRun | FormulaRun | { br: true };

interface TextRun {
	text: string;
	face?: Face;
	bold?: true;
	underline?: true;
}

interface FormulaRun {
	formula: FormulaPart;
	/** In running words, for those who listen. */
	words: string;
}

/**
 * Characters that show nothing, or reorder or hide text on paper: controls, format characters (bidi
 * overrides, zero-width marks), variation selectors.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;

/** Text as one printable line. */
export function plainLine(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\t\n\r\u2028\u2029]+/gu, ' ')
		.replace(INVISIBLE, '')
		.trim();
}

/** The words of a run; a break counts as none. */
export function wordsOfRun(run: Run): string {
	if ('br' in run) return '';
	return 'text' in run ? run.text : run.words;
}

/** What stands for a formula that cannot be read: its source, marked. */
export function brokenFormula(latex: string): string {
	return `〔公式有误：${plainLine(latex)}〕`;
}

/**
 * The runs of a textblock. `face` covers the first sentence of a heading; leading blanks are dropped,
 * because the indent is the paper's, not the typist's.
 */
export function textRuns(nodes: readonly BodyNode[], face: Face, formulaOf: FormulaOf): Run[] {
	const runs: Run[] = [];
	let inHeading = face !== 'fang';
	for (const node of nodes) {
		if (node.type === 'hardBreak') {
			runs.push({ br: true });
			continue;
		}
		if (node.type === 'formula') {
			runs.push(formulaRun(node, formulaOf));
			continue;
		}
		let text = printable(node.text ?? '');
		if (!runs.some((run) => !('br' in run))) text = text.replace(/^[\s\u3000]+/u, '');
		if (text === '') continue;
		const end = inHeading ? text.indexOf('。') + 1 : 0;
		const head = inHeading ? (end > 0 ? text.slice(0, end) : text) : '';
		if (head !== '') runs.push(styled(head, node, face));
		if (end > 0) inHeading = false;
		const rest = text.slice(head.length);
		if (rest !== '') runs.push(styled(rest, node, 'fang'));
	}
	while (runs.length > 0 && 'br' in (runs.at(-1) ?? {})) runs.pop();
	return runs;
}

function formulaRun(node: BodyNode, formulaOf: FormulaOf): Run {
	const latex = String(node.attrs?.['latex'] ?? '');
	const formula = formulaOf(latex, false);
	if (formula === null) return { text: brokenFormula(latex) };
	return { formula, words: plainLine(wordsOfLeaf(node)) };
}

function printable(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\t\n\r\u2028\u2029]/gu, ' ')
		.replace(INVISIBLE, '');
}

/** Italics do not exist in Chinese type; 楷体 stands in for them. */
function styled(text: string, node: BodyNode, face: Face): TextRun {
	const marks = new Set((node.marks ?? []).map((mark) => mark.type));
	const run: TextRun = { text };
	const worn = marks.has('italic') ? 'kai' : face;
	if (worn !== 'fang') run.face = worn;
	if (marks.has('bold')) run.bold = true;
	if (marks.has('underline')) run.underline = true;
	return run;
}
