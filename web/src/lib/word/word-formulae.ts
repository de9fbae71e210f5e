import { latexOf } from '@wenshu/domain/formula/latex.ts';
import { parseFormula } from '@wenshu/domain/formula/parse.ts';
import { ForeignMath, readOmml } from './read-omml.ts';

/** A formula of a Word file or clipboard, as a text of ours holds it. */
export interface WordFormula {
	latex: string;
	display: boolean;
}

const MATH = 'http://schemas.openxmlformats.org/officeDocument/2006/math';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
/** Characters around the number that stands for a formula while the file is converted. */
const [BEGIN, END] = ['\ue0f0', '\ue0f1'];

/** Office Math as LaTeX; null where it has no place in a text. */
export function formulaOf(element: Element, display: boolean): WordFormula | null {
	try {
		const latex = latexOf(readOmml(element));
		return parseFormula(latex, display).ok ? { latex, display } : null;
	} catch (error) {
		if (error instanceof ForeignMath) return null;
		throw error;
	}
}

/** Puts a number in the place of each formula of a document; answers them, and how many stay behind. */
export function takeFormulae(document: Document): { formulae: WordFormula[]; lost: number } {
	const formulae: WordFormula[] = [];
	let lost = 0;
	for (const element of [...document.getElementsByTagNameNS(MATH, 'oMath')]) {
		const parent = element.parentElement;
		const isApart = parent?.namespaceURI === MATH && parent.localName === 'oMathPara';
		const formula = formulaOf(element, isApart);
		if (formula === null) {
			lost += 1;
			continue;
		}
		if (isApart) removeBreaks(parent);
		formulae.push(formula);
		const run = document.createElementNS(W, 'w:r');
		const text = document.createElementNS(W, 'w:t');
		text.textContent = BEGIN + String(formulae.length - 1) + END;
		run.append(text);
		(isApart ? parent : element).before(run);
		element.remove();
	}
	return { formulae, lost };
}

/** Line breaks that only set a formula apart from the words around it. */
function removeBreaks(element: Element): void {
	for (const side of [element.previousElementSibling, element.nextElementSibling]) {
		const isBreak =
			side?.namespaceURI === W &&
			side.localName === 'r' &&
			side.textContent === '' &&
			[...side.children].filter(({ localName }) => localName !== 'rPr').length === 1 &&
			side.getElementsByTagNameNS(W, 'br').length === 1;
		if (isBreak) side.remove();
	}
}

/** Puts the formulae back in the converted page, as the editor's schema reads them. */
export function placeFormulae(root: HTMLElement, formulae: readonly WordFormula[]): void {
	if (formulae.length === 0) return;
	const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	while (walker.nextNode()) texts.push(walker.currentNode as Text);
	for (const text of texts) {
		const parts = text.data.split(new RegExp(`${BEGIN}(\\d+)${END}`, 'u'));
		if (parts.length === 1) continue;
		text.replaceWith(
			...parts.flatMap((part, at): (string | HTMLElement)[] => {
				if (at % 2 === 0) return part === '' ? [] : [part];
				const formula = formulae[Number(part)];
				return formula ? [formulaElement(root.ownerDocument, formula)] : [];
			}),
		);
	}
}

/** The element that the editor's schema reads as a formula. */
export function formulaElement(page: Document, { latex, display }: WordFormula): HTMLElement {
	const span = page.createElement('span');
	span.dataset['formula'] = latex;
	span.dataset['display'] = String(display);
	return span;
}
