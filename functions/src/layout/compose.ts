import path from 'node:path';
import { createRequire } from 'node:module';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { Composition, LayoutWarning, Output, Picture, SealAnchor } from './jobs.ts';
import { LINES_PER_PAGE, type Block, type Sheet } from './sheet.ts';
import { PageCutter } from './split-pages.ts';

// The package is CommonJS around a native addon: a bundler must leave it alone.
const { NodeCompiler: Compiler } = createRequire(import.meta.url)(
	'@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler');

/** Archive format of the output: PDF/A-2b. */
const STANDARD = 'a-2b';
/** Compiles a memoised result survives; keeps the engine's cache from growing. */
const CACHE_AGE = 8;
/** Line counts tried when the standard one leaves the last page without text. */
const SPACINGS = [1, -1, 2, -2].map((more) => LINES_PER_PAGE + more);

/** A sheet set at some spacing, and what is wrong with it. */
interface Setting {
	document: NodeTypstDocument;
	sheet: Sheet;
	/** The signature stands on a page without text. */
	alone: boolean;
	/** The first page shows text (§7.3.3). */
	textOnFirst: boolean;
	faults: number;
}

/** The engine of one thread with exactly our fonts and templates. */
export class Composer {
	readonly #compiler: NodeCompiler;
	readonly #root: string;
	readonly #cutter = new PageCutter();

	constructor(assets: string, fonts: readonly Uint8Array[] = []) {
		this.#root = path.join(assets, 'typst');
		this.#compiler = Compiler.create({
			workspace: this.#root,
			// Fonts in memory come first: after a folder was searched the engine takes none any more.
			fontArgs: [
				...(fonts.length > 0 ? [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }] : []),
				{ fontPaths: [path.join(assets, 'fonts')] },
			],
		});
	}

	/** Sets a sheet as SVG or PDF. Throws only when the template itself is broken. */
	compose(output: Output, sheet: Sheet, pictures: readonly Picture[]): Composition {
		for (const picture of pictures)
			this.#compiler.mapShadow(this.#at(picture.path), Buffer.from(picture.bytes));
		try {
			const warnings = this.#dropUnreadable(sheet, pictures);
			const { document, sheet: set, alone } = this.#settle(sheet);
			warnings.push(...adjustments(set, alone));
			return {
				pageCount: document.numOfPages,
				sealAnchors: this.#anchors(document, 'seal'),
				warnings,
				lines: set.lines,
				...this.#produce(document, output),
			};
		} finally {
			for (const picture of pictures) this.#compiler.unmapShadow(this.#at(picture.path));
			this.#compiler.evictCache(CACHE_AGE);
		}
	}

	/**
	 * Sets a handling form, as many pages as its opinions need. A signature that the engine cannot read is
	 * left out: its signer's name stands there anyway.
	 */
	form(output: Output, form: object, given: readonly Picture[]): Composition {
		for (const picture of given)
			this.#compiler.mapShadow(this.#at(picture.path), Buffer.from(picture.bytes));
		try {
			const pictures = given.map(({ path }) => path).filter((at) => this.#canDraw(at));
			const document = this.#compileData('slip.typ', { ...form, pictures });
			return {
				pageCount: document.numOfPages,
				sealAnchors: [],
				warnings: [],
				lines: LINES_PER_PAGE,
				...this.#produce(document, output),
			};
		} finally {
			for (const picture of given) this.#compiler.unmapShadow(this.#at(picture.path));
			this.#compiler.evictCache(CACHE_AGE);
		}
	}

	#produce(document: NodeTypstDocument, { output, known }: Output): Partial<Composition> {
		if (output === 'pdf')
			return { pdf: new Uint8Array(this.#compiler.pdf(document, { pdfStandard: STANDARD })) };
		return { pages: this.#cutter.cut(this.#compiler.plainSvg(document), new Set(known)) };
	}

	/** Those of the names under which the engine has a font that draws. */
	families(names: readonly string[]): string[] {
		return names.filter((family) => this.#draws(family));
	}

	/** Whether a family exists: alone and without fallback its words are wide, unknown ones have no width. */
	#draws(family: string): boolean {
		const outcome = this.#compiler.compile({
			mainFilePath: this.#at('family.typ'),
			inputs: { family },
		});
		const { result } = outcome;
		if (outcome.hasError() || result === null) return false;
		const [found] = this.#compiler.query(result, { selector: '<width>' }) as { value: number }[];
		return (found?.value ?? 0) > 0;
	}

	/** The outlines of characters in the type of seals, one text line at 1000 units, as SVG. */
	outlines(text: string): string {
		return this.#compiler.plainSvg(this.#compile('glyphs.typ', { text }));
	}

	/**
	 * The standard spacing, unless the signature would stand on a page without text or 版记 on a page of
	 * its own: then the first other spacing that avoids it, and as a last resort the last paragraph goes
	 * overleaf with the signature (GB/T 9704-2012 §7.3.5.5).
	 */
	#settle(given: Sheet): Setting {
		const standard = this.#withText(this.#set(given, LINES_PER_PAGE));
		const { sheet } = standard;
		const best = this.#best(
			standard,
			SPACINGS.map((lines) => [sheet, lines]),
		);
		if (!best.alone) return best;
		return this.#best(best, [
			[keepLast(sheet), LINES_PER_PAGE],
			[{ ...sheet, keepLast: true }, LINES_PER_PAGE],
		]);
	}

	/** The setting with the fewest faults, the first of equals; nothing is set after one without any. */
	#best(first: Setting, others: readonly [Sheet, number][]): Setting {
		let best = first;
		for (const [sheet, lines] of others) {
			if (best.faults === 0) break;
			const next = this.#set(sheet, lines);
			if (next.faults < best.faults) best = next;
		}
		return best;
	}

	/** 主送机关 go into 版记 when they would keep the text off the first page (§7.3.2). */
	#withText(setting: Setting): Setting {
		const { sheet, textOnFirst } = setting;
		if (textOnFirst || sheet.recipients === null || sheet.recipientsBelow) return setting;
		const below = this.#set({ ...sheet, recipientsBelow: true }, LINES_PER_PAGE);
		return below.textOnFirst ? below : setting;
	}

	#set(sheet: Sheet, lines: number): Setting {
		const set = { ...sheet, lines };
		const document = this.#compileData('document.typ', set);
		const page = (label: string) => this.#anchors(document, label)[0]?.page;
		const textEnd = page('text-end');
		const closing = page('closing') ?? textEnd;
		const alone = closing !== textEnd;
		const isBound = sheet.annexes.length > 0 || sheet.duplex;
		const strayColophon = !isBound && (page('colophon') ?? closing) !== (page('end') ?? closing);
		const textOnFirst = (page('body-start') ?? 1) === 1;
		const faults = (textOnFirst ? 0 : 4) + (alone ? 2 : 0) + (strayColophon ? 1 : 0);
		return { document, sheet: set, alone, textOnFirst, faults };
	}

	/** Replaces pictures the engine cannot read, so that one bad file never blocks a document. */
	#dropUnreadable(sheet: Sheet, pictures: readonly Picture[]): LayoutWarning[] {
		const bad = new Set(pictures.map((one) => one.path).filter((at) => !this.#canDraw(at)));
		const missing = [sheet, ...sheet.annexes].reduce(
			(count, part) => count + dropPictures(part.blocks, bad),
			0,
		);
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

	/** As a file, data leave the engine's library as it was: what did not change is not set anew. */
	#compileData(template: string, data: object): NodeTypstDocument {
		this.#compiler.mapShadow(this.#at('data.json'), Buffer.from(JSON.stringify(data)));
		return this.#compile(template, {});
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

/** What the reader should know about how a sheet was made to fit. */
function adjustments(sheet: Sheet, alone: boolean): LayoutWarning[] {
	const warnings: LayoutWarning[] = [];
	if (sheet.lines !== LINES_PER_PAGE)
		warnings.push({ code: 'layout/respaced', detail: { lines: String(sheet.lines) } });
	if (sheet.keepLast) warnings.push({ code: 'layout/keptLast', detail: {} });
	if (alone) warnings.push({ code: 'layout/aloneSeal', detail: {} });
	if (sheet.recipientsBelow && sheet.format !== '命令')
		warnings.push({ code: 'layout/recipientsBelow', detail: {} });
	return warnings;
}

/** The last paragraph and 附件说明 stay with what follows them. */
function keepLast(sheet: Sheet): Sheet {
	const blocks = sheet.blocks.map((block, at) =>
		at === sheet.blocks.length - 1 && block.kind === 'paragraph'
			? { ...block, sticky: true as const }
			: block,
	);
	return { ...sheet, blocks, keepLast: true };
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
