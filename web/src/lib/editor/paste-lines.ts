/** Elements that hold one line of a text. */
const LINES = 'p, h1, h2, h3, h4, h5, h6, li, td, th';

/** Puts right the white space of pasted lines: line feeds of the source, indents typed as spaces. */
export function cleanLines(root: HTMLElement): void {
	for (const line of root.querySelectorAll<HTMLElement>(LINES)) {
		// Lines inside it are cleaned by themselves.
		if (line.querySelector(LINES)) continue;
		const texts = textsOf(line);
		joinBrokenLines(texts);
		trimLine(texts);
	}
}

function textsOf(line: HTMLElement): Text[] {
	const walker = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	while (walker.nextNode()) texts.push(walker.currentNode as Text);
	return texts;
}

/** Office programs break the source between any two characters; only between Latin words that is a space. */
function joinBrokenLines(texts: readonly Text[]): void {
	const whole = texts.map(({ data }) => data).join('');
	let before = 0;
	for (const text of texts) {
		const start = before;
		before += text.data.length;
		if (!/[\r\n]/.test(text.data)) continue;
		text.data = text.data.replace(/[ \t]*[\r\n]+[ \t\r\n]*/g, (gap: string, at: number) => {
			const left = /\S(?=\s*$)/u.exec(whole.slice(0, start + at))?.[0] ?? '';
			const right = /\S/u.exec(whole.slice(start + at + gap.length))?.[0] ?? '';
			return /[\u0021-\u007e]/.test(left) && /[\u0021-\u007e]/.test(right) ? ' ' : '';
		});
	}
}

/** Without the spaces (also full-width and unbreakable) at the start that stand for an indent, and at the end. */
function trimLine(texts: readonly Text[]): void {
	for (const text of texts) {
		text.data = text.data.replace(/^[\s\u3000\u00a0]+/, '');
		if (text.data !== '') break;
	}
	for (const text of [...texts].reverse()) {
		text.data = text.data.replace(/[\s\u3000\u00a0]+$/, '');
		if (text.data !== '') break;
	}
}

/** References of notes by Word, WPS and the converter of .docx files. */
const REFERENCES =
	'a[href*="#_ftn"]:not([href*="#_ftnref"]), a[href*="#_edn"]:not([href*="#_ednref"]), a[href^="#footnote-"]:not([href^="#footnote-ref"]), a[href^="#endnote-"]:not([href^="#endnote-ref"])';
/** The way back from a note to its reference. */
const RETURNS =
	'a[href*="#_ftnref"], a[href*="#_ednref"], a[href^="#footnote-ref"], a[href^="#endnote-ref"]';

/** What holds the words of one note. */
const NOTES =
	'li[id*="note-"], [style*="mso-element:footnote"]:not([style*="footnote-list"]), [style*="mso-element:endnote"]:not([style*="endnote-list"])';

/** Footnotes are no part of a text here: their numbers and words are written out, the words at the end. */
export function writeFootnotes(root: HTMLElement): void {
	for (const reference of root.querySelectorAll(REFERENCES)) {
		const number = /\d+|[ivx]+/i.exec(reference.textContent)?.[0] ?? '';
		(reference.closest('sup') ?? reference).replaceWith(`［${number}］`);
	}
	let count = 0;
	for (const back of [...root.querySelectorAll(RETURNS)]) {
		count += 1;
		const number = /\d+/.exec(back.textContent)?.[0] ?? String(count);
		const note = back.closest(NOTES) ?? back.closest('li, p');
		const line = root.ownerDocument.createElement('p');
		back.remove();
		line.append(`［${number}］${(note?.textContent ?? '').replace(/\s+/g, ' ').trim()}`);
		note?.remove();
		root.append(line);
	}
	for (const list of root.querySelectorAll('ol, [style*="footnote-list"], [style*="endnote-list"]'))
		if (list.textContent.trim() === '' && !list.querySelector('img')) list.remove();
}
