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

/** Control characters, and marks that reorder or hide text on paper (U+202A…U+202E, U+2066…U+2069 …). */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text as one printable line. */
export function plainLine(text: string): string {
	return text.normalize('NFC').replace(/[\t\n\r\u2028\u2029]+/gu, ' ').replace(INVISIBLE, '').trim();
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
	return text.normalize('NFC').replace(/[\t\n\r\u2028\u2029]/gu, ' ').replace(INVISIBLE, '');
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
