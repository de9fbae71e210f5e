import type { Formula, FormulaPart, LetterStyle } from '@wenshu/domain/formula/tree.ts';
import { XmlComponent, type IXmlableObject } from 'docx';
import { FACES } from './docx-faces.ts';

/** A formula as Office Math (ECMA-376 part 1, §22.1). */
export class OfficeMath extends XmlComponent {
	readonly #tree: IXmlableObject;

	constructor({ root, display }: Formula) {
		super('m:oMath');
		const math = element('m:oMath', {}, ...write(root));
		this.#tree = display ? element('m:oMathPara', {}, math) : math;
	}

	override prepForXml(): IXmlableObject {
		return this.#tree;
	}
}

/** Operators that Office keeps together with what they run over. */
const NARY = /^[∑∏∐∫∬∭∮⋃⋂⋁⋀]$/u;
/** An operand ends before these. */
const ENDS = /^[=<>≤≥≠≈≡+−±→,，；;]$/u;
/** Combining forms of the marks over letters. */
const ACCENTS: Readonly<Record<string, string>> = {
	'^': '\u0302',
	ˆ: '\u0302',
	'~': '\u0303',
	'˜': '\u0303',
	ˉ: '\u0305',
	'¯': '\u0305',
	'˙': '\u0307',
	'¨': '\u0308',
	ˇ: '\u030c',
	'˘': '\u0306',
	'⃗': '\u20d7',
	'→': '\u20d7',
	'←': '\u20d6',
	'↔': '\u20e1',
};

function element(
	name: string,
	attributes: Record<string, string>,
	...children: (IXmlableObject | string)[]
): IXmlableObject {
	const attrs = Object.keys(attributes).length > 0 ? [{ _attr: attributes }] : [];
	return { [name]: [...attrs, ...children] };
}

function value(name: string, val: string): IXmlableObject {
	return element(name, { 'm:val': val });
}

function argument(name: string, part: FormulaPart | null): IXmlableObject {
	return element(name, {}, ...(part ? write(part) : []));
}

function write(part: FormulaPart): IXmlableObject[] {
	switch (part.kind) {
		case 'row':
			return writeRow(part.parts);
		case 'letter':
			return [run(part.text, letterLook(part.style))];
		case 'number':
		case 'sign':
			return [run(part.text, [value('m:sty', 'p')])];
		case 'words':
			return [run(part.text, [element('m:nor', {})], part.bold)];
		case 'name':
			return [run(part.text, [value('m:sty', 'p')])];
		case 'space':
			return part.width > 0 ? [run(blank(part.width), [value('m:sty', 'p')])] : [];
		case 'fraction': {
			const look = part.bar ? [] : [element('m:fPr', {}, value('m:type', 'noBar'))];
			const [over, under] = [argument('m:num', part.over), argument('m:den', part.under)];
			return [element('m:f', {}, ...look, over, under)];
		}
		case 'root': {
			const hidden = part.degree === null ? [value('m:degHide', '1')] : [];
			const look = element('m:radPr', {}, ...hidden);
			const [degree, of] = [argument('m:deg', part.degree), argument('m:e', part.of)];
			return [element('m:rad', {}, look, degree, of)];
		}
		case 'script':
			return [writeScript(part)];
		case 'accent':
			return [writeAccent(part)];
		case 'under':
			return part.mark === '⏟'
				? [grouped(part.base, '⏟', 'bot')]
				: [
						element(
							'm:bar',
							{},
							element('m:barPr', {}, value('m:pos', 'bot')),
							argument('m:e', part.base),
						),
					];
		case 'fence': {
			const look = element(
				'm:dPr',
				{},
				value('m:begChr', part.open),
				value('m:endChr', part.close),
			);
			return [element('m:d', {}, look, argument('m:e', part.inner))];
		}
		case 'table':
			return [writeTable(part)];
	}
}

/** A sum takes in what it sums up: all before the next + or =. */
function writeRow(parts: readonly FormulaPart[]): IXmlableObject[] {
	const written: IXmlableObject[] = [];
	for (let at = 0; at < parts.length; at += 1) {
		const part = parts[at];
		if (!part) continue;
		const operator = naryOf(part);
		if (operator === null) {
			written.push(...write(part));
			continue;
		}
		let end = at + 1;
		for (; end < parts.length; end += 1) {
			const next = parts[end];
			if (next?.kind === 'sign' && ENDS.test(next.text)) break;
		}
		written.push(writeNary(operator, parts.slice(at + 1, end)));
		at = end - 1;
	}
	return written;
}

type Script = FormulaPart & { kind: 'script' };

function naryOf(part: FormulaPart): Script | null {
	const isOne = part.kind === 'script' && part.base.kind === 'sign' && NARY.test(part.base.text);
	return isOne ? part : null;
}

function writeNary({ base, sub, sup, limits }: Script, over: readonly FormulaPart[]) {
	const look = element(
		'm:naryPr',
		{},
		value('m:chr', base.kind === 'sign' ? base.text : '∑'),
		value('m:limLoc', limits ? 'undOvr' : 'subSup'),
		...(sub === null ? [value('m:subHide', '1')] : []),
		...(sup === null ? [value('m:supHide', '1')] : []),
	);
	const operand = element('m:e', {}, ...writeRow(over));
	return element('m:nary', {}, look, argument('m:sub', sub), argument('m:sup', sup), operand);
}

function writeScript(part: Script): IXmlableObject {
	const { base, sub, sup, limits } = part;
	if (naryOf(part)) return writeNary(part, []);
	const e = argument('m:e', base);
	if (!limits) {
		if (sub === null) return element('m:sSup', {}, e, argument('m:sup', sup));
		if (sup === null) return element('m:sSub', {}, e, argument('m:sub', sub));
		return element('m:sSubSup', {}, e, argument('m:sub', sub), argument('m:sup', sup));
	}
	const low = sub === null ? null : element('m:limLow', {}, e, argument('m:lim', sub));
	if (sup === null) return low ?? element('m:box', {}, e);
	const inner = low === null ? e : element('m:e', {}, low);
	return element('m:limUpp', {}, inner, argument('m:lim', sup));
}

function writeAccent({ base, mark, grows }: FormulaPart & { kind: 'accent' }): IXmlableObject {
	if (mark === '⏞') return grouped(base, '⏞', 'top');
	if (mark === '_' || (grows && /^[ˉ¯]$/u.test(mark))) {
		const look = element('m:barPr', {}, value('m:pos', 'top'));
		return element('m:bar', {}, look, argument('m:e', base));
	}
	const look = element('m:accPr', {}, value('m:chr', ACCENTS[mark] ?? '\u0302'));
	return element('m:acc', {}, look, argument('m:e', base));
}

function grouped(base: FormulaPart, mark: string, side: 'top' | 'bot'): IXmlableObject {
	const look = element(
		'm:groupChrPr',
		{},
		value('m:chr', mark),
		value('m:pos', side),
		value('m:vertJc', side === 'top' ? 'bot' : 'top'),
	);
	return element('m:groupChr', {}, look, argument('m:e', base));
}

/** Lines that belong together are an array with & where they meet; others a matrix. */
function writeTable({ rows, align, tight }: FormulaPart & { kind: 'table' }): IXmlableObject {
	if (tight) {
		const lines = rows.map((row) => {
			const cells = row.flatMap((cell, at) =>
				at === 0 ? write(cell) : [run('&', [value('m:sty', 'p')]), ...write(cell)],
			);
			return element('m:e', {}, ...cells);
		});
		return element('m:eqArr', {}, ...lines);
	}
	const columns = align.map((side) =>
		element('m:mc', {}, element('m:mcPr', {}, value('m:count', '1'), value('m:mcJc', side))),
	);
	const look = element('m:mPr', {}, element('m:mcs', {}, ...columns));
	const lines = rows.map((row) => element('m:mr', {}, ...row.map((cell) => argument('m:e', cell))));
	return element('m:m', {}, look, ...lines);
}

function letterLook(style: LetterStyle): IXmlableObject[] {
	switch (style) {
		case 'italic':
			return [value('m:sty', 'i')];
		case 'upright':
			return [value('m:sty', 'p')];
		case 'bold':
			return [value('m:sty', 'b')];
		case 'bold-italic':
			return [value('m:sty', 'bi')];
		default:
			return [value('m:scr', style), value('m:sty', 'p')];
	}
}

function blank(width: number): string {
	if (width >= 1.5) return '\u2003\u2003';
	return width >= 0.8 ? '\u2003' : '\u2005';
}

/** Words in the faces of the office; signs and letters in the one that Word has for mathematics. */
function run(text: string, look: IXmlableObject[], bold = false): IXmlableObject {
	const faces = element('w:rFonts', {
		'w:ascii': 'Cambria Math',
		'w:hAnsi': 'Cambria Math',
		'w:eastAsia': FACES.text,
	});
	return element(
		'm:r',
		{},
		element('m:rPr', {}, ...look),
		element('w:rPr', {}, faces, ...(bold ? [element('w:b', {})] : [])),
		element('m:t', { 'xml:space': 'preserve' }, text),
	);
}
