import type { BodyNode } from '@wenshu/domain/document/body.ts';

/** Type families of the template. */
export type Face = 'fang' | 'hei' | 'kai';

/** A stretch of text of one look, or a forced line break. */
export type Run = TextRun | { br: true };

interface TextRun {
	text: string;
	face?: Face;
	bold?: true;
	underline?: true;
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

/**
 * The runs of a textblock. `face` covers the first sentence of a heading; leading blanks are dropped,
 * because the indent is the paper's, not the typist's.
 */
export function textRuns(nodes: readonly BodyNode[], face: Face): Run[] {
	const runs: Run[] = [];
	let inHeading = face !== 'fang';
	for (const node of nodes) {
		if (node.type === 'hardBreak') {
			runs.push({ br: true });
			continue;
		}
		let text = printable(node.text ?? '');
		if (!runs.some((run) => 'text' in run)) text = text.replace(/^[\s\u3000]+/u, '');
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
