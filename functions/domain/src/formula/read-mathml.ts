import type { XmlElement } from '../verification/xml.ts';
import { rowOf, type ColumnAlign, type FormulaPart, type LetterStyle } from './tree.ts';

/** Something that a formula of this house cannot hold; its words name it in Chinese. */
export class Unsupported extends Error {}

const STYLES: Readonly<Record<string, LetterStyle>> = {
	normal: 'upright',
	italic: 'italic',
	bold: 'bold',
	'bold-italic': 'bold-italic',
	'double-struck': 'double-struck',
	script: 'script',
	fraktur: 'fraktur',
};
/** Characters that show nothing: function application and the invisible operators. */
const SILENT = /[\u2061-\u2064]/gu;
const BLANKS = /^[\s\u00a0\u2002-\u200a]+$/u;
/** Marks that lie over or under a base as accents do. */
const MARKS = new Set('^ ˆ ~ ˜ ˉ ¯ ‾ _ ˊ ` ˋ ´ ˙ ¨ → ← ↔ ⏞ ⏟ ⏠ ⏡ ˘ ˇ ˚ \u20d7 \u20db'.split(' '));
const BELOW = /^[⏟⏡_‾]$/u;

/** Reads the presentation MathML that KaTeX writes. @throws Unsupported for what has no place on paper. */
export function readMathml(element: XmlElement): FormulaPart {
	const reader = READERS[element.name];
	if (reader === undefined) throw new Unsupported('这种写法');
	return reader(element);
}

const READERS: Record<string, (element: XmlElement) => FormulaPart> = {
	mrow: (element) => readRow(element),
	mstyle: (element) => readStyle(element),
	mpadded: (element) => readRow(element),
	mi: (element) => readName(element),
	mn: ({ text }) => ({ kind: 'number', text: text.trim() }),
	mo: (element) => readSign(element),
	mtext: (element) => readWords(element),
	mspace: (element) => readSpace(element),
	mfrac: (element) => {
		const [over, under] = both(element);
		const bar = element.attributes['linethickness'] !== '0px';
		return { kind: 'fraction', over, under, bar, size: 'auto' };
	},
	msqrt: (element) => ({ kind: 'root', of: readRow(element), degree: null }),
	mroot: (element) => {
		const [of, degree] = both(element);
		return { kind: 'root', of, degree };
	},
	msub: (element) => {
		const [base, sub] = both(element);
		return { kind: 'script', base, sub, sup: null, limits: false };
	},
	msup: (element) => {
		const [base, sup] = both(element);
		return { kind: 'script', base, sub: null, sup, limits: false };
	},
	msubsup: (element) => readScripts(element, false),
	munderover: (element) => readScripts(element, true),
	munder: (element) => readUnder(element),
	mover: (element) => readOver(element),
	mtable: (element) => readTable(element),
};

function partsOf(element: XmlElement): FormulaPart[] {
	return element.children.map(readMathml).filter((part) => !isNothing(part));
}

function isNothing(part: FormulaPart): boolean {
	return (part.kind === 'sign' || part.kind === 'name') && part.text === '';
}

/** A row; with a growing bracket at its ends, or at one of them, it is what stands between brackets. */
function readRow(element: XmlElement): FormulaPart {
	const { children } = element;
	if (children.some((child) => child.attributes['linebreak'] === 'newline'))
		return readLines(children);
	const [first, last] = [children[0], children.at(-1)];
	const opens = first !== undefined && isFence(first);
	const closes = last !== undefined && last !== first && isFence(last);
	if (!opens && !closes) return joined(partsOf(element));
	const inner = { ...element, children: children.slice(opens ? 1 : 0, closes ? -1 : undefined) };
	return {
		kind: 'fence',
		open: opens ? bracket(first) : '',
		close: closes ? bracket(last) : '',
		inner: joined(partsOf(inner)),
	};
}

function isFence(element: XmlElement): boolean {
	return element.name === 'mo' && element.attributes['fence'] === 'true';
}

/** The vertical line of a bracket is one character, whichever KaTeX takes. */
function bracket({ text }: XmlElement): string {
	return text.replace('∣', '|').replace('∥', '‖');
}

/** Lines under each other, as \\ makes them. */
function readLines(children: readonly XmlElement[]): FormulaPart {
	const rows: XmlElement[][] = [[]];
	for (const child of children) {
		if (child.attributes['linebreak'] === 'newline') rows.push([]);
		else rows.at(-1)?.push(child);
	}
	const lines = rows
		.map((row) => readRow({ name: 'mrow', attributes: {}, children: row, text: '' }))
		.filter((line) => line.kind !== 'row' || line.parts.length > 0);
	return { kind: 'table', rows: lines.map((line) => [line]), align: ['center'], tight: true };
}

/** Digits and words next to each other are one; 1,234.5 is one number. */
function joined(parts: readonly FormulaPart[]): FormulaPart {
	const row: FormulaPart[] = [];
	for (const part of parts) {
		const last = row.at(-1);
		if (last?.kind === 'words' && part.kind === 'words' && last.bold === part.bold)
			row[row.length - 1] = { ...last, text: last.text + part.text };
		else if (part.kind === 'number' && isThousands(row, part.text)) {
			const before = row.at(-2) as { text: string };
			row.splice(-2, 2, { kind: 'number', text: `${before.text},${part.text}` });
		} else row.push(part);
	}
	return rowOf(row);
}

function isThousands(row: readonly FormulaPart[], digits: string): boolean {
	const [number, comma] = row.slice(-2);
	return (
		number?.kind === 'number' &&
		comma?.kind === 'sign' &&
		comma.text === ',' &&
		/^\d{3}(?:\.|$)/u.test(digits)
	);
}

function readStyle(element: XmlElement): FormulaPart {
	const { mathcolor, mathsize, mathbackground, scriptlevel, displaystyle } = element.attributes;
	if (mathcolor !== undefined || mathbackground !== undefined) throw new Unsupported('颜色和链接');
	if (mathsize !== undefined) throw new Unsupported('字号命令');
	const inner = readRow(element);
	const isSized = scriptlevel === '0' && inner.kind === 'fraction';
	return isSized ? { ...inner, size: displaystyle === 'true' ? 'display' : 'text' } : inner;
}

function readName(element: XmlElement): FormulaPart {
	// \overset and the like come as a name that holds something.
	if (element.children.length > 0) return readRow(element);
	const variant = element.attributes['mathvariant'];
	const text = element.text.replace(SILENT, '').replace('∣', '|').replace('∥', '‖');
	if (text === '') return { kind: 'name', text };
	const style = variant === undefined ? 'italic' : STYLES[variant];
	if (style === undefined) throw new Unsupported('这种字体');
	if (!/^[\p{L}\p{M}]+$/u.test(text))
		return /^[%‰°′″]$/u.test(text) ? wordsPart(text) : { kind: 'sign', text };
	if ([...text].length === 1) return { kind: 'letter', text, style };
	return style === 'italic' || style === 'upright'
		? { kind: 'name', text }
		: wordsPart(text, style === 'bold');
}

function wordsPart(text: string, bold = false): FormulaPart {
	return { kind: 'words', text, bold };
}

function readSign(element: XmlElement): FormulaPart {
	if (element.children.length > 0) return readRow(element);
	return { kind: 'sign', text: element.text.replace(SILENT, '').trim() };
}

function readWords({ text, attributes }: XmlElement): FormulaPart {
	const words = text.replace(SILENT, '');
	if (words !== '' && BLANKS.test(words)) return { kind: 'space', width: 0.25 * words.length };
	const variant = attributes['mathvariant'] ?? 'normal';
	return wordsPart(words.replace(/\u00a0/gu, ' '), variant.startsWith('bold'));
}

function readSpace({ attributes }: XmlElement): FormulaPart {
	if (attributes['mathbackground'] !== undefined) throw new Unsupported('线条');
	const width = Number.parseFloat(attributes['width'] ?? '0');
	if (!Number.isFinite(width)) return { kind: 'space', width: 0 };
	return { kind: 'space', width: Math.min(4, Math.max(-0.5, width)) };
}

function both(element: XmlElement): [FormulaPart, FormulaPart] {
	const [one, other] = element.children;
	if (one === undefined || other === undefined) throw new Unsupported('不完整的结构');
	return [readMathml(one), readMathml(other)];
}

function readScripts(element: XmlElement, limits: boolean): FormulaPart {
	const [base, sub, sup] = element.children.map(readMathml);
	if (!base || !sub || !sup) throw new Unsupported('不完整的结构');
	return { kind: 'script', base, sub, sup, limits };
}

function readUnder(element: XmlElement): FormulaPart {
	const [base, sub] = both(element);
	if (sub.kind === 'sign' && BELOW.test(sub.text))
		return { kind: 'under', base, mark: sub.text === '‾' ? '_' : sub.text };
	return { kind: 'script', base, sub, sup: null, limits: true };
}

function readOver(element: XmlElement): FormulaPart {
	const [base, sup] = both(element);
	const mark = element.children[1];
	if (sup.kind === 'sign' && MARKS.has(sup.text) && mark?.attributes['mathvariant'] === undefined)
		return {
			kind: 'accent',
			base,
			mark: sup.text === '‾' ? '_' : sup.text,
			grows: mark?.attributes['stretchy'] === 'true',
		};
	return { kind: 'script', base, sub: null, sup, limits: true };
}

function readTable(element: XmlElement): FormulaPart {
	const { columnalign = 'center', columnlines, rowlines, frame } = element.attributes;
	if (
		[columnlines, rowlines, frame].some((lines) => lines !== undefined && /solid|dash/u.test(lines))
	)
		throw new Unsupported('带线的表格');
	if (element.attributes['width'] !== undefined) throw new Unsupported('公式编号');
	const rows = element.children.map((row) => row.children.map((cell) => joined(partsOf(cell))));
	const columns = Math.max(1, ...rows.map((row) => row.length));
	const given = columnalign.split(' ');
	const align = Array.from({ length: columns }, (_, at): ColumnAlign => {
		const word = given[at] ?? given.at(-1);
		return word === 'left' || word === 'right' ? word : 'center';
	});
	const filled = rows.map((row) => [
		...row,
		...Array.from({ length: columns - row.length }, () => rowOf([])),
	]);
	const tight = element.attributes['columnspacing']?.startsWith('0') ?? false;
	return { kind: 'table', rows: filled, align, tight };
}
