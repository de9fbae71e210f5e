import { pageSchema, type Page } from '@wenshu/domain/document/page.ts';
import { picturesOf } from '@wenshu/domain/document/body.ts';
import { faces as faceNames, type Face, type Faces } from '@wenshu/domain/fonts/model.ts';
import { wholePages, type PageSet } from '@wenshu/domain/document/page-set.ts';
import type { Slip } from '@wenshu/domain/slip/model.ts';
import { readFormulae } from './formulae.ts';
import { runLayout, type FontSet } from './engine.ts';
import type { Composition, LayoutWarning, Picture, SealAnchor } from './jobs.ts';
import { makeSheet, type Sheet } from './sheet.ts';

export type { LayoutWarning, SealAnchor } from './jobs.ts';

/** What a page needs besides its own words. */
export interface LayoutOptions {
	/** Bytes of the pictures in the text, by file id. PNG, JPEG, GIF and WebP are drawn. */
	pictures?: ReadonlyMap<string, Uint8Array>;
	/** The office's own fonts, preferred to the open ones. */
	fonts?: { set: FontSet; faces: Faces };
	/** ISO day that dates the file as long as the page has no 成文日期. */
	day?: string;
	/** Hashes of the pages that the receiver has; their pictures are left out. */
	known?: readonly string[];
}

/** What every layout tells about itself. */
export interface Layout {
	pageCount: number;
	/** Where the seals go, one for each organ in order (印章压署名和日期); empty where nothing is pressed. */
	sealAnchors: SealAnchor[];
	/** The last of them: the seal that also presses the date. */
	sealAnchor: SealAnchor | null;
	/** Families the page draws from, first choice first. */
	fontsUsed: string[];
	/** Faces of the page that an open font stands in for: 小标宋, 仿宋 … */
	standIns: string[];
	warnings: LayoutWarning[];
}

/** Day that dates a file when nobody gives one: output depends on its input alone. */
const NO_DAY = '2000-01-01';

/** Sets a page and gives its pictures as they travel: only what the receiver lacks. */
export async function layoutSet(
	page: Page,
	options: LayoutOptions = {},
): Promise<Layout & { set: PageSet }> {
	const { composition, ...fonts } = await compose('pages', page, options);
	return { ...facts(composition), ...fonts, set: pagesOf(composition) };
}

/** Sets a page and gives one SVG per page, each complete in itself and without fonts or scripts. */
export async function layoutPages(
	page: Page,
	options: Omit<LayoutOptions, 'known'> = {},
): Promise<Layout & { pages: string[] }> {
	const { set, ...laid } = await layoutSet(page, options);
	return { ...laid, pages: wholePages(set) };
}

/** Sets a page as PDF/A-2b. The same page, pictures and day give the same bytes everywhere. */
export async function layoutPdf(
	page: Page,
	options: LayoutOptions = {},
): Promise<Layout & { pdf: Uint8Array }> {
	const { composition, ...fonts } = await compose('pdf', page, options);
	if (composition.pdf === undefined) throw new Error('the layout engine gave no PDF');
	return { ...facts(composition), ...fonts, pdf: composition.pdf };
}

async function compose(output: 'pages' | 'pdf', page: Page, options: LayoutOptions) {
	const pictures = readablePictures(page, options.pictures ?? new Map());
	const paths = new Map(pictures.map((one) => [one.file, one.path]));
	const day = options.day ?? NO_DAY;
	const faces = options.fonts?.faces ?? {};
	const { formulaOf, broken } = await readFormulae(page.body);
	const picturePath = (file: string): string | null => paths.get(file) ?? null;
	const bare = makeSheet(pageSchema.parse(page), day, picturePath, formulaOf);
	const sheet = { ...bare, faces };
	const order = {
		kind: 'sheet' as const,
		output,
		known: options.known ?? [],
		sheet,
		pictures: pictures.map(({ path, bytes }) => ({ path, bytes })),
	};
	const answer = await runLayout(order, options.fonts?.set ?? null);
	if (!('composition' in answer)) throw new Error('the layout engine gave no pages');
	const { composition } = answer;
	if (broken > 0)
		composition.warnings.push({
			code: 'layout/brokenFormula',
			detail: { count: String(broken) },
		});
	return { composition, ...fontsOf(sheet, faces) };
}

/**
 * Sets a handling form: pages as SVG, or the PDF. `signatures` are the pictures (PNG) of the handwritten
 * signatures on it, by the task of their opinion; an entry without one shows its signer's name alone.
 */
export async function layoutForm(
	output: 'pages' | 'pdf',
	slip: Slip,
	fonts: { set: FontSet; faces: Faces } | null,
	signatures: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Composition> {
	const form = { ...slip, faces: fonts?.faces ?? {} };
	const pictures = [...signatures].map(([task, bytes]) => ({
		path: `/signatures/${task}.png`,
		bytes,
	}));
	const job = { kind: 'form', output, known: [], form, pictures } as const;
	const answer = await runLayout(job, fonts?.set ?? null);
	if (!('composition' in answer)) throw new Error('the layout engine gave no pages');
	return answer.composition;
}

/** The pictures of a layout that was to give some. */
export function pagesOf({ pages }: Composition): PageSet {
	if (pages === undefined) throw new Error('the layout engine gave no pictures');
	return pages;
}

function facts(composition: Composition): Omit<Layout, 'fontsUsed' | 'standIns'> {
	const { pageCount, sealAnchors, warnings } = composition;
	return { pageCount, sealAnchors, sealAnchor: sealAnchors.at(-1) ?? null, warnings };
}

/** The text's pictures of a kind the engine draws; told by their first bytes, never by their name. */
function readablePictures(
	page: Page,
	given: ReadonlyMap<string, Uint8Array>,
): (Picture & { file: string })[] {
	return picturesOf(page.body).flatMap((file, at) => {
		const bytes = given.get(file);
		const kind = bytes === undefined ? null : pictureKind(bytes);
		if (bytes === undefined || kind === null) return [];
		return [{ file, bytes, path: `/pictures/${String(at)}.${kind}` }];
	});
}

function pictureKind(bytes: Uint8Array): string | null {
	const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
	if (head.startsWith('\u0089PNG\r\n')) return 'png';
	if (head.startsWith('\u00ff\u00d8\u00ff')) return 'jpg';
	if (/^GIF8[79]a/u.test(head)) return 'gif';
	if (/^RIFF[\s\S]{4}WEBP$/u.test(head)) return 'webp';
	return null;
}

/** The families a sheet draws from, and the faces among them for which the office has no font of its own. */
function fontsOf(sheet: Sheet, own: Faces): Pick<Layout, 'fontsUsed' | 'standIns'> {
	const words = JSON.stringify([sheet.blocks, sheet.annexes]);
	const hasHei =
		words.includes('"hei"') ||
		sheet.tags.some((tag) => tag.bold) ||
		sheet.annexes.length + sheet.roll.length > 0;
	const hasKai = words.includes('"kai"') || sheet.signers.length > 0 || sheet.caption !== null;
	const drawn: Face[] = ['title', 'fang'];
	if (hasHei) drawn.push('hei');
	if (hasKai) drawn.push('kai');
	drawn.push('song');
	return {
		fontsUsed: [...drawn.map((face) => own[face]?.[0] ?? faceNames[face].open), 'Liberation Serif'],
		standIns: drawn.filter((face) => own[face] === undefined).map((face) => faceNames[face].name),
	};
}
