import {
	rowOf,
	type ColumnAlign,
	type FormulaPart,
	type LetterStyle,
} from '@wenshu/domain/formula/tree.ts';

/** An element of Office Math that has no place in a formula of this house. */
export class ForeignMath extends Error {}

/** Marks over letters by their combining form. */
const ACCENTS: Readonly<Record<string, string>> = {
	'\u0302': '^',
	'\u0303': '~',
	'\u0305': 'ˉ',
	'\u0304': 'ˉ',
	'\u0307': '˙',
	'\u0308': '¨',
	'\u030c': 'ˇ',
	'\u0306': '˘',
	'\u20d7': '⃗',
	'\u20d6': '←',
	'\u20e1': '↔',
};
const UNITS =
	/(\d+(?:\.\d+)?)|([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，；：？！〔〕《》“”％‰￥%]+)|(\p{L}\p{M}*)|([\s\u2000-\u200a]+)|([^])/gu;

/**
 * Reads `m:oMath`, as Word files hold it or as its clipboard writes it into HTML (where names are in small
 * letters and elements are not closed). @throws ForeignMath
 */
export function readOmml(element: Element): FormulaPart {
	return rowOf(childrenOf(element).flatMap((child) => read(child)));
}

function nameOf(element: Element): string {
	return element.localName.replace(/^m:/u, '').toLowerCase();
}

function childrenOf(element: Element): Element[] {
	return [...element.children].filter((child) => !/pr$/u.test(nameOf(child)));
}

function child(element: Element, name: string): Element | null {
	return [...element.children].find((each) => nameOf(each) === name) ?? null;
}

/** A property by its name, anywhere in the element's properties; null when it is not there. */
function property(element: Element, name: string): string | null {
	const own = [...element.children].find((each) => nameOf(each) === `${nameOf(element)}pr`);
	const found = [...(own?.querySelectorAll('*') ?? [])].find((each) => nameOf(each) === name);
	if (!found) return null;
	const named = [...found.attributes].find(({ localName }) => /^(?:m:)?val$/u.test(localName));
	return named?.value ?? '';
}

function isOn(value: string | null): boolean {
	return value !== null && !/^(?:0|off|false)$/u.test(value);
}

function argument(element: Element, name: string): FormulaPart {
	const found = child(element, name);
	return found ? readOmml(found) : rowOf([]);
}

function read(element: Element): FormulaPart[] {
	const reader = READERS[nameOf(element)];
	if (reader) return reader(element);
	// In HTML words are wrapped in spans and the like.
	if (
		/^(?:span|i|b|em|strong|font|o:p|ins|smarttag|bookmarkstart|bookmarkend|proofErr)$/iu.test(
			nameOf(element),
		)
	)
		return childrenOf(element).flatMap(read);
	throw new ForeignMath(nameOf(element));
}

const script = (
	base: FormulaPart,
	sub: FormulaPart | null,
	sup: FormulaPart | null,
	limits: boolean,
): FormulaPart[] => [{ kind: 'script', base, sub, sup, limits }];

const READERS: Record<string, (element: Element) => FormulaPart[]> = {
	omath: (element) => [readOmml(element)],
	r: readRun,
	box: (element) => [argument(element, 'e')],
	borderbox: (element) => [argument(element, 'e')],
	phant: (element) => [argument(element, 'e')],
	f: (element) => {
		const [over, under] = [argument(element, 'num'), argument(element, 'den')];
		const type = property(element, 'type');
		if (type === 'lin') return [over, { kind: 'sign', text: '/' }, under];
		return [{ kind: 'fraction', over, under, bar: type !== 'noBar', size: 'auto' }];
	},
	rad: (element) => {
		const degree = argument(element, 'deg');
		const isHidden =
			isOn(property(element, 'deghide')) || (degree.kind === 'row' && degree.parts.length === 0);
		return [{ kind: 'root', of: argument(element, 'e'), degree: isHidden ? null : degree }];
	},
	ssup: (element) => script(argument(element, 'e'), null, argument(element, 'sup'), false),
	ssub: (element) => script(argument(element, 'e'), argument(element, 'sub'), null, false),
	ssubsup: (element) =>
		script(argument(element, 'e'), argument(element, 'sub'), argument(element, 'sup'), false),
	spre: (element) => [
		...script(rowOf([]), argument(element, 'sub'), argument(element, 'sup'), false),
		argument(element, 'e'),
	],
	limlow: (element) => {
		const base = argument(element, 'e');
		return script(base, argument(element, 'lim'), null, true);
	},
	limupp: (element) => {
		const [base, sup] = [argument(element, 'e'), argument(element, 'lim')];
		const isBoth = base.kind === 'script' && base.limits && base.sup === null;
		return isBoth ? [{ ...base, sup }] : script(base, null, sup, true);
	},
	func: (element) => [argument(element, 'fname'), argument(element, 'e')],
	nary: readNary,
	d: readFence,
	acc: (element) => {
		const mark = ACCENTS[property(element, 'chr') ?? '\u0302'] ?? '^';
		const base = argument(element, 'e');
		return [
			{ kind: 'accent', base, mark, grows: base.kind === 'row' || mark === '←' || mark === '↔' },
		];
	},
	bar: (element) => {
		const base = argument(element, 'e');
		return property(element, 'pos') === 'top'
			? [{ kind: 'accent', base, mark: '_', grows: true }]
			: [{ kind: 'under', base, mark: '_' }];
	},
	groupchr: (element) => {
		const base = argument(element, 'e');
		if (property(element, 'pos') !== 'top') return [{ kind: 'under', base, mark: '⏟' }];
		return [{ kind: 'accent', base, mark: '⏞', grows: true }];
	},
	eqarr: (element) => [linesOf(element, true)],
	m: readMatrix,
};

function readNary(element: Element): FormulaPart[] {
	const sign = property(element, 'chr') ?? '∫';
	const hidden = (name: string): boolean => isOn(property(element, `${name}hide`));
	const isStacked = property(element, 'limloc') === 'undOvr';
	const base: FormulaPart = { kind: 'sign', text: sign };
	const sub = hidden('sub') ? null : argument(element, 'sub');
	const sup = hidden('sup') ? null : argument(element, 'sup');
	const operator = sub || sup ? script(base, sub, sup, isStacked) : [base];
	return [...operator, argument(element, 'e')];
}

/** Brackets around one or, with lines between them, several things. */
function readFence(element: Element): FormulaPart[] {
	const open = property(element, 'begchr') ?? '(';
	const close = property(element, 'endchr') ?? ')';
	const between = property(element, 'sepchr') ?? '|';
	const inner = childrenOf(element).filter((each) => nameOf(each) === 'e');
	const array = inner.length === 1 ? inner[0]?.children : undefined;
	const only = array?.length === 1 ? array[0] : undefined;
	// Word's own cases are an array behind a brace.
	if (only && nameOf(only) === 'eqarr' && open === '{' && close === '')
		return [{ kind: 'fence', open, close, inner: linesOf(only, false) }];
	const parts = inner.flatMap((each, at): FormulaPart[] =>
		at === 0 ? [readOmml(each)] : [{ kind: 'sign', text: between }, readOmml(each)],
	);
	const whole = rowOf(parts);
	// Brackets around words and letters alone need not grow.
	const isLow = /^[([]$/u.test(open) && /^[)\]]$/u.test(close) && isFlat(whole);
	if (isLow) return [{ kind: 'sign', text: open }, whole, { kind: 'sign', text: close }];
	return [{ kind: 'fence', open, close, inner: whole }];
}

function isFlat(part: FormulaPart): boolean {
	if (part.kind === 'row') return part.parts.every(isFlat);
	return ['letter', 'number', 'sign', 'words', 'name', 'space'].includes(part.kind);
}

/** The lines of an array, cut into columns at &. */
function linesOf(element: Element, tight: boolean): FormulaPart {
	const rows = childrenOf(element).map((line) => {
		const cells: FormulaPart[][] = [[]];
		const whole = readOmml(line);
		for (const part of whole.kind === 'row' ? whole.parts : [whole]) {
			if (part.kind === 'sign' && part.text === '&') cells.push([]);
			else cells.at(-1)?.push(part);
		}
		return cells.map(rowOf);
	});
	const columns = Math.max(1, ...rows.map((row) => row.length));
	const sides: ColumnAlign[] = tight ? (columns === 1 ? ['center'] : ['right', 'left']) : ['left'];
	return tableOf(rows, columns, tight, (at) => sides[at % sides.length] ?? 'left');
}

function readMatrix(element: Element): FormulaPart[] {
	const rows = childrenOf(element).map((row) => childrenOf(row).map((cell) => readOmml(cell)));
	const columns = Math.max(1, ...rows.map((row) => row.length));
	const given = [...element.querySelectorAll('*')]
		.filter((each) => nameOf(each) === 'mcjc' && each.closest('*') !== null)
		.map((each) => [...each.attributes].find(({ localName }) => /val$/u.test(localName))?.value);
	const side = (at: number): ColumnAlign => {
		const word = given[at] ?? given.at(-1);
		return word === 'left' || word === 'right' ? word : 'center';
	};
	return [tableOf(rows, columns, false, side)];
}

function tableOf(
	rows: readonly FormulaPart[][],
	columns: number,
	tight: boolean,
	side: (column: number) => ColumnAlign,
): FormulaPart {
	const filled = rows.map((row) => [
		...row,
		...Array.from({ length: columns - row.length }, () => rowOf([])),
	]);
	return {
		kind: 'table',
		rows: filled,
		align: Array.from({ length: columns }, (_, at) => side(at)),
		tight,
	};
}

/** Letters, numbers, words and signs of a run; Word keeps several in one. */
function readRun(element: Element): FormulaPart[] {
	const style = property(element, 'sty');
	const alphabet = property(element, 'scr');
	const isNormal = isOn(property(element, 'nor'));
	const copy = element.cloneNode(true) as Element;
	for (const each of [...copy.querySelectorAll('*')]) if (/pr$/u.test(nameOf(each))) each.remove();
	const text = copy.textContent.replace(/[\n\r\t]+/gu, ' ').normalize('NFC');
	const isBold = style === 'b' || element.querySelector(':scope > *|rPr > *|b') !== null;
	if (isNormal) return text.trim() === '' ? [] : [{ kind: 'words', text, bold: isBold }];
	if (style === 'p' && /^[A-Za-z]{2,}$/u.test(text)) return [{ kind: 'name', text }];
	return [...text.matchAll(UNITS)].flatMap(
		([, digits, words, letter, blanks, sign]): FormulaPart[] => {
			if (digits !== undefined) return [{ kind: 'number', text: digits }];
			if (words !== undefined) return [{ kind: 'words', text: words, bold: false }];
			if (letter !== undefined)
				return [{ kind: 'letter', text: letter, style: lookOf(letter, style, alphabet) }];
			if (blanks !== undefined) return blankOf(blanks);
			return sign === undefined ? [] : [{ kind: 'sign', text: sign === '-' ? '−' : sign }];
		},
	);
}

function lookOf(letter: string, style: string | null, alphabet: string | null): LetterStyle {
	if (alphabet === 'double-struck' || alphabet === 'script' || alphabet === 'fraktur')
		return alphabet;
	const isGreekCapital = /^[Α-Ω]$/u.test(letter);
	if (style === 'p' || (style === null && isGreekCapital)) return 'upright';
	if (style === 'b') return 'bold';
	return style === 'bi' ? 'bold-italic' : 'italic';
}

/** Common spaces between signs mean nothing. */
function blankOf(blanks: string): FormulaPart[] {
	const wide = blanks.replace(/[^\u2003\u2001]/gu, '').length;
	if (wide > 0) return [{ kind: 'space', width: wide >= 2 ? 2 : 1 }];
	return /[\u2004-\u200a]/u.test(blanks) ? [{ kind: 'space', width: 0.25 }] : [];
}
