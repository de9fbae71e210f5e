import path from 'node:path';
import { createRequire } from 'node:module';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { Composition, LayoutWarning, Picture, SealAnchor } from './jobs.ts';
import { LINES_PER_PAGE, type Block, type Sheet } from './sheet.ts';
import { splitPages, type GlyphCache } from './split-pages.ts';

// The package is CommonJS around a native addon: a bundler must leave it alone.
const { NodeCompiler: Compiler } = createRequire(import.meta.url)(
	'@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler');

/** Archive format of the output: PDF/A-2b. */
const STANDARD = 'a-2b';
/** Compiles a memoised result survives; keeps the engine's cache from growing. */
const CACHE_AGE = 8;
/** Line counts tried when the standard one leaves the last page without text. */
const SPACINGS = [LINES_PER_PAGE + 1, LINES_PER_PAGE - 1, LINES_PER_PAGE - 2];

/** A sheet set at some spacing, and what is wrong with it. */
interface Setting {
	document: NodeTypstDocument;
	lines: number;
	/** The signature stands on a page without text. */
	alone: boolean;
	faults: number;
}

/** The engine of one thread with exactly our fonts and templates. */
export class Composer {
	readonly #compiler: NodeCompiler;
	readonly #root: string;
	readonly #glyphs: GlyphCache = new Map();

	constructor(assets: string) {
		this.#root = path.join(assets, 'typst');
		this.#compiler = Compiler.create({
			workspace: this.#root,
			fontArgs: [{ fontPaths: [path.join(assets, 'fonts')] }],
		});
	}

	/** Sets a sheet as SVG or PDF. Throws only when the template itself is broken. */
	compose(kind: 'pages' | 'pdf', sheet: Sheet, pictures: readonly Picture[]): Composition {
		for (const picture of pictures)
			this.#compiler.mapShadow(this.#at(picture.path), Buffer.from(picture.bytes));
		try {
			const warnings = this.#dropUnreadable(sheet, pictures);
			const { document, lines, alone } = this.#settle(sheet);
			if (lines !== LINES_PER_PAGE)
				warnings.push({ code: 'layout/respaced', detail: { lines: String(lines) } });
			if (alone) warnings.push({ code: 'layout/aloneSeal', detail: {} });
			return {
				pageCount: document.numOfPages,
				sealAnchors: this.#anchors(document, 'seal'),
				warnings,
				lines,
				...(kind === 'pdf'
					? { pdf: new Uint8Array(this.#compiler.pdf(document, { pdfStandard: STANDARD })) }
					: { pages: splitPages(this.#compiler.plainSvg(document), this.#glyphs) }),
			};
		} finally {
			for (const picture of pictures) this.#compiler.unmapShadow(this.#at(picture.path));
			this.#compiler.evictCache(CACHE_AGE);
		}
	}

	/** The outlines of characters in the type of seals, one text line at 1000 units, as SVG. */
	outlines(text: string): string {
		return this.#compiler.plainSvg(this.#compile('glyphs.typ', { text }));
	}

	/**
	 * The standard spacing, unless the signature would stand on a page without text or 版记 on a page of
	 * its own: then the first other spacing that avoids it (GB/T 9704-2012 §7.3.5.5).
	 */
	#settle(sheet: Sheet): Setting {
		const standard = this.#set(sheet, LINES_PER_PAGE);
		if (standard.faults === 0) return standard;
		const others = SPACINGS.map((lines) => this.#set(sheet, lines));
		return [standard, ...others].reduce((best, one) => (one.faults < best.faults ? one : best));
	}

	#set(sheet: Sheet, lines: number): Setting {
		const document = this.#compile('document.typ', { sheet: JSON.stringify({ ...sheet, lines }) });
		const page = (label: string) => this.#anchors(document, label).at(-1)?.page;
		const alone = page('seal') !== page('text-end');
		const strayColophon = (page('colophon') ?? document.numOfPages) !== page('seal');
		return { document, lines, alone, faults: (alone ? 2 : 0) + (strayColophon ? 1 : 0) };
	}

	/** Replaces pictures the engine cannot read, so that one bad file never blocks a document. */
	#dropUnreadable(sheet: Sheet, pictures: readonly Picture[]): LayoutWarning[] {
		const bad = new Set(pictures.map((one) => one.path).filter((at) => !this.#canDraw(at)));
		const missing = dropPictures(sheet.blocks, bad);
		if (missing === 0) return [];
		return [{ code: 'layout/missingPicture', detail: { count: String(missing) } }];
	}

	#canDraw(picture: string): boolean {
		const probe = this.#compiler.compile({
			mainFilePath: this.#at('picture.typ'),
			inputs: { path: picture },
		});
		return !probe.hasError();
	}

	#compile(template: string, inputs: Record<string, string>): NodeTypstDocument {
		const outcome = this.#compiler.compile({ mainFilePath: this.#at(template), inputs });
		const { result } = outcome;
		if (outcome.hasError() || result === null) {
			const told = outcome.takeError()?.shortDiagnostics as { message?: string }[] | undefined;
			throw new Error(`${template}: ${told?.map((one) => one.message).join('; ') ?? 'failed'}`);
		}
		return result;
	}

	#anchors(document: NodeTypstDocument, label: string): SealAnchor[] {
		const found = this.#compiler.query(document, { selector: `<${label}>` }) as {
			value: { page: number; x: number; y: number };
		}[];
		return found.map(({ value }) => ({ page: value.page, xMm: value.x, yMm: value.y }));
	}

	#at(name: string): string {
		return path.join(this.#root, name);
	}
}

/** Blanks the pictures in `bad`; returns how many pictures are missing in all. */
function dropPictures(blocks: readonly Block[], bad: ReadonlySet<string>): number {
	let missing = 0;
	for (const block of blocks) {
		if (block.kind === 'picture') {
			if (block.path !== null && bad.has(block.path)) block.path = null;
			if (block.path === null) missing += 1;
		} else if (block.kind === 'table') {
			for (const cell of block.rows.flat()) missing += dropPictures(cell.blocks, bad);
		}
	}
	return missing;
}
