import { createHash } from 'node:crypto';
import {
	glyphsOn,
	NO_OUTLINES,
	type PageSet,
	type SetPage,
} from '@wenshu/domain/document/page-set.ts';

/** Outlines kept between layouts; about 1 kB each. */
const OUTLINES = 6_000;
/** Pages whose glyphs are remembered; about 10 kB each. */
const PAGES = 600;

/** A page as the engine draws it. */
interface DrawnPage {
	/** The white ground, as large as the paper. */
	ground: string;
	/** What stands on it, without the shift that moves it under the page before. */
	body: string;
}

/**
 * Cuts the engine's one tall picture into pages and their outlines. Pages that the receiver has are only
 * named, outlines that were rounded once are remembered: what costs time is what changed.
 */
export class PageCutter {
	readonly #outlines = new Map<string, string>();
	readonly #drawn = new Map<string, readonly string[]>();

	/** @param known Hashes of the pages that the receiver has. */
	cut(svg: string, known: ReadonlySet<string>): PageSet {
		const { pages, definitions } = partsOf(svg);
		// Pages that were known a moment ago have outlines as well, though they look otherwise now.
		const present = new Set([...known].flatMap((name) => this.#drawn.get(name) ?? []));
		const wanted = new Set<string>();
		const set = pages.map((page): SetPage => {
			const hash = createHash('sha256').update(page.ground).update(page.body).digest('hex');
			const name = hash.slice(0, 20);
			const isKnown = known.has(name);
			for (const id of this.#glyphsOf(name, page.body)) (isKnown ? present : wanted).add(id);
			return { hash: name, svg: isKnown ? null : pictureOf(page) };
		});
		const missing = [...wanted].filter((id) => !present.has(id));
		return { pages: set, glyphs: this.#outlinesOf(missing, definitions) };
	}

	#glyphsOf(name: string, body: string): readonly string[] {
		const found = this.#drawn.get(name) ?? glyphsOn(body);
		if (this.#drawn.size > PAGES) this.#drawn.clear();
		this.#drawn.set(name, found);
		return found;
	}

	#outlinesOf(ids: readonly string[], definitions: string): Record<string, string> {
		if (ids.some((id) => !this.#outlines.has(id))) {
			if (this.#outlines.size > OUTLINES) this.#outlines.clear();
			keepOutlines(definitions, this.#outlines);
		}
		return Object.fromEntries(ids.map((id) => [id, this.#outlines.get(id) ?? '']));
	}
}

/** Top-level elements stand at four blanks: a page is its white ground and the group after it. */
const PAGE = '\n    <path class="typst-shape"';

function partsOf(svg: string): { pages: DrawnPage[]; definitions: string } {
	const end = svg.indexOf('\n    <defs');
	const definitions = end === -1 ? '' : svg.slice(end + 1);
	const drawn = end === -1 ? svg.slice(0, svg.lastIndexOf('\n</svg')) : svg.slice(0, end);
	const [, ...pages] = drawn.split(PAGE);
	return { pages: pages.map(pageOf), definitions };
}

/** First line: the ground. Second: the group, shifted down on all pages but the first. */
function pageOf(drawn: string): DrawnPage {
	const ground = drawn.indexOf('\n');
	const group = drawn.indexOf('\n', ground + 1);
	if (group === -1) return { ground: drawn, body: '' };
	return { ground: drawn.slice(0, ground), body: `<g>${drawn.slice(group)}` };
}

/** The picture without outlines. Rounded to a hundredth of a point, which halves the bytes. */
function pictureOf({ ground, body }: DrawnPage): string {
	const [width, height] = sizeOf(ground);
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
		`viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}" ` +
		`width="${millimetres(width)}mm" height="${millimetres(height)}mm">` +
		`${NO_OUTLINES}${round(body.replace(/\n +/gu, '\n'))}</svg>`
	);
}

/** Width and height of a page in points; attachments may be landscape. */
function sizeOf(ground: string): [number, number] {
	const [, down = '841.89', across = '595.28'] = /v ([\d.]+) h ([\d.]+)/u.exec(ground) ?? [];
	return [Number(across), Number(down)];
}

function millimetres(points: number): string {
	return ((points * 25.4) / 72).toFixed(0);
}

/** Adds the definitions that are not kept yet, rounded. */
function keepOutlines(definitions: string, kept: Map<string, string>): void {
	let id: string | null = null;
	let text: string[] = [];
	for (const line of definitions.split('\n')) {
		if (line.startsWith('        <') && !line.startsWith('         ')) {
			const opened = / id="([^"]+)"/u.exec(line)?.[1];
			if (opened !== undefined) [id, text] = [opened, []];
		}
		if (id === null) continue;
		const isKept = kept.has(id);
		if (!isKept) text.push(line.trim());
		if (line.startsWith('        </') || (line.startsWith('        <') && line.endsWith('/>'))) {
			if (!isKept) kept.set(id, round(text.join('')));
			id = null;
		}
	}
}

function round(svg: string): string {
	return svg.replace(/(-?\d+\.\d\d)(\d+)(e-?\d+)?/gu, (number) => String(+(+number).toFixed(2)));
}
