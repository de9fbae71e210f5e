import type { Box, Paper, PaperPage } from '@wenshu/domain/conformity/facts.ts';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { at, matrixOf, type Matrix } from './matrix.ts';
import { boxAround, partsOf } from './outlines.ts';
import { PageReader, type FontFacts, type Operators } from './page-reader.ts';

const MM = 25.4 / 72;

/** A font as pdf.js keeps it; glyph outlines lie beside it under `NAME_path_CHARACTER`. */
interface LoadedFont {
	name: string;
	loadedName: string;
}

/** A file has more pages than somebody wants to read. */
export class TooManyPages extends Error {}

/**
 * Reads a PDF into what is seen on its pages: text by glyphs, rules, pictures and seals (widgets of
 * signatures). Nothing is taken from the layout; the file alone speaks. Throws when it is no PDF.
 * @throws TooManyPages where it has more than `mostPages`.
 */
export async function readPaper(pdf: Uint8Array, mostPages = Infinity): Promise<Paper> {
	// Large and rarely needed: no other function loads it.
	const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
	const task = getDocument({
		// pdf.js takes the bytes for its own.
		data: Uint8Array.from(pdf),
		fontExtraProperties: true,
		// With outlines instead of font faces, so that the ink of every glyph is known.
		disableFontFace: true,
		useSystemFonts: false,
		verbosity: 0,
	});
	try {
		const document = await task.promise;
		if (document.numPages > mostPages) throw new TooManyPages();
		const pages: PaperPage[] = [];
		for (let number = 1; number <= document.numPages; number += 1)
			pages.push(await readPage(await document.getPage(number), number, OPS));
		return { pages };
	} finally {
		await task.destroy();
	}
}

async function readPage(
	page: PDFPageProxy,
	number: number,
	operators: Operators,
): Promise<PaperPage> {
	// The viewport turns and shifts as a reader shows the page; MM is its scale.
	const viewport = page.getViewport({ scale: MM });
	const paper = matrixOf(viewport.transform);
	const facts: PaperPage = {
		number,
		width: viewport.width,
		height: viewport.height,
		runs: [],
		rules: [],
		pictures: [],
		seals: await sealsOf(page, paper),
	};
	const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
	const reader = new PageReader(facts, paper, fontsOf(page), operators);
	fnArray.forEach((operator, index) => {
		reader.follow(operator, (argsArray[index] ?? []) as unknown[]);
	});
	return facts;
}

/** Boxes of the signatures of a page that show something, in the order of the file. */
async function sealsOf(page: PDFPageProxy, paper: Matrix): Promise<Box[]> {
	const annotations = (await page.getAnnotations()) as {
		fieldType?: string;
		subtype: string;
		rect: [number, number, number, number];
	}[];
	return annotations
		.filter(({ subtype, fieldType }) => subtype === 'Widget' && fieldType === 'Sig')
		.flatMap(({ rect: [left, bottom, right, top] }) => {
			const box = boxAround([at(paper, left, bottom), at(paper, right, top)]);
			return box !== null && box.right - box.left > 1 ? [box] : [];
		});
}

function fontsOf(page: PDFPageProxy): (id: string) => FontFacts {
	const known = new Map<string, FontFacts>();
	return (id) => {
		const before = known.get(id);
		if (before !== undefined) return before;
		const font = page.commonObjs.get(id) as LoadedFont;
		const inks = new Map<string, Box | null>();
		const facts: FontFacts = {
			name: font.name.replace(/^[A-Z]{6}\+/u, ''),
			inkOf: (character) => {
				const seen = inks.get(character);
				if (seen !== undefined) return seen;
				const ink = outlineOf(page, `${font.loadedName}_path_${character}`);
				inks.set(character, ink);
				return ink;
			},
		};
		known.set(id, facts);
		return facts;
	};
}

/** The extent of an outline in ems, y upwards; null when the glyph has no ink. */
function outlineOf(page: PDFPageProxy, key: string): Box | null {
	if (!page.commonObjs.has(key)) return null;
	const outline = page.commonObjs.get(key) as { path: ArrayLike<number> } | null;
	return outline === null ? null : boxAround(partsOf(outline.path).flat());
}
