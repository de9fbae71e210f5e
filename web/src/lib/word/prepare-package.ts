import { zipSync } from 'fflate';
import { W, NumberLabels, child, valueOf } from './number-labels.ts';
import { ROLES } from './roles.ts';
import { takeFormulae, type WordFormula } from './word-formulae.ts';
import { WordError } from './word-error.ts';

/** What is in a file beside plain text, counted, to be told before it is imported. */
export interface Contents {
	revisions: number;
	comments: number;
	notes: number;
	/** Formulae that cannot be taken over. */
	formulas: number;
	objects: number;
	boxes: number;
}

/** A file made ready: the package for the converter, what else was in it, and widths of pictures in pixels. */
export interface Prepared {
	bytes: Uint8Array;
	contents: Contents;
	widths: (number | null)[];
	/** Formulae in the order of the numbers that stand for them. */
	formulae: WordFormula[];
}

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing';
const MAIN = 'http://schemas.openxmlformats.org/drawingml/2006/main';
/** English metric units of one CSS pixel. */
const EMU = 9525;

/** Writes numbers that Word draws into the text, and counts what cannot be taken over. */
export function preparePackage(parts: Record<string, Uint8Array>): Prepared {
	const document = parse(parts['word/document.xml']);
	if (!document) throw new WordError('broken');
	const numbering = parse(parts['word/numbering.xml']);
	const { formulae, lost } = takeFormulae(document);
	const contents = countContents(document, lost);
	// The converter takes the element for a yes, whatever it says.
	for (const head of [...document.getElementsByTagNameNS(W, 'tblHeader')])
		if (/^(?:0|false|off)$/.test(head.getAttributeNS(W, 'val') ?? '')) head.remove();
	const styles = parse(parts['word/styles.xml']);
	// Lists of our own copies are lists, whatever their numbers look like.
	if (!isOwnCopy(styles)) writeNumbers(document, numbering, styles);
	const changed: Record<string, Uint8Array> = { ...parts, 'word/document.xml': bytesOf(document) };
	if (numbering) {
		// Otherwise the converter would take numbers from styles that are words now.
		for (const link of [...numbering.getElementsByTagNameNS(W, 'pStyle')]) link.remove();
		changed['word/numbering.xml'] = bytesOf(numbering);
	}
	const bytes = zipSync(changed, { level: 0 });
	return { bytes, contents, widths: widthsOf(document), formulae };
}

function parse(part: Uint8Array | undefined): Document | null {
	if (!part) return null;
	const words = new TextDecoder().decode(part);
	// Office never writes document types; with one come entities, which are another kind of bomb.
	if (/<!DOCTYPE/i.test(words.slice(0, 4000))) throw new WordError('broken');
	const document = new DOMParser().parseFromString(words, 'application/xml');
	if (document.getElementsByTagName('parsererror').length > 0) throw new WordError('broken');
	return document;
}

function bytesOf(document: Document): Uint8Array {
	return new TextEncoder().encode(new XMLSerializer().serializeToString(document));
}

function isOwnCopy(styles: Document | null): boolean {
	const names = [...(styles?.getElementsByTagNameNS(W, 'style') ?? [])];
	return names.some((style) => Object.hasOwn(ROLES, valueOf(style, 'name') ?? ''));
}

function countContents(document: Document, formulas: number): Contents {
	const count = (...names: string[]): number =>
		names.reduce((sum, name) => sum + document.getElementsByTagNameNS(W, name).length, 0);
	return {
		revisions: count('ins', 'del', 'moveFrom'),
		comments: count('commentReference'),
		notes: count('footnoteReference', 'endnoteReference'),
		formulas,
		objects: count('object') + document.getElementsByTagNameNS('*', 'chart').length,
		boxes: count('txbxContent'),
	};
}

function writeNumbers(
	document: Document,
	numbering: Document | null,
	styles: Document | null,
): void {
	const labels = new NumberLabels(numbering);
	const byStyle = new Map<string, { numId: string; depth: number; isHeading: boolean }>();
	for (const style of styles?.getElementsByTagNameNS(W, 'style') ?? []) {
		const properties = child(style, 'pPr');
		const number = child(properties, 'numPr');
		const isHeading =
			/^(?:heading|标题) ?\d/i.test(valueOf(style, 'name') ?? '') ||
			child(properties, 'outlineLvl') !== null;
		byStyle.set(style.getAttributeNS(W, 'styleId') ?? '', {
			numId: valueOf(number, 'numId') ?? '0',
			depth: Number(valueOf(number, 'ilvl') ?? 0),
			isHeading,
		});
	}
	for (const paragraph of document.getElementsByTagNameNS(W, 'p')) {
		const properties = child(paragraph, 'pPr');
		const own = child(properties, 'numPr');
		const style = byStyle.get(valueOf(properties, 'pStyle') ?? '');
		const numId = valueOf(own, 'numId') ?? style?.numId ?? '0';
		if (!properties || numId === '0') continue;
		const depth = Number(valueOf(own, 'ilvl') ?? style?.depth ?? 0);
		const label = labels.next(numId, depth, style?.isHeading === true);
		own?.remove();
		if (label === null) properties.append(numberElement(document, numId, depth));
		else properties.after(runElement(document, label));
	}
}

function numberElement(document: Document, numId: string, depth: number): Element {
	const number = document.createElementNS(W, 'w:numPr');
	for (const [name, value] of [
		['ilvl', String(depth)],
		['numId', numId],
	] as const) {
		const element = document.createElementNS(W, `w:${name}`);
		element.setAttributeNS(W, 'w:val', value);
		number.append(element);
	}
	return number;
}

function runElement(document: Document, words: string): Element {
	const run = document.createElementNS(W, 'w:r');
	const text = document.createElementNS(W, 'w:t');
	text.textContent = words;
	run.append(text);
	return run;
}

/** Widths of the pictures in the order of the text. */
function widthsOf(document: Document): (number | null)[] {
	return [...document.getElementsByTagNameNS(W, 'drawing')]
		.filter((drawing) => drawing.getElementsByTagNameNS(MAIN, 'blip').length > 0)
		.map((drawing) => {
			const extent = drawing.getElementsByTagNameNS(DRAWING, 'extent')[0];
			const width = Math.round(Number(extent?.getAttribute('cx') ?? 0) / EMU);
			return width >= 1 && width <= 2000 ? width : null;
		});
}
