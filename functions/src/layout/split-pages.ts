/** Glyph definitions already rounded, by their id, which names their content. */
export type GlyphCache = Map<string, string>;

/** Glyphs kept between pages; about 1 kB each. */
const CACHE_SIZE = 6_000;

/**
 * Cuts the engine's one tall picture into one SVG per page, each complete in itself: own size, own
 * glyphs. Coordinates are rounded to a hundredth of a point, which halves the bytes.
 */
export function splitPages(svg: string, cache: GlyphCache): string[] {
	const lines = svg.split('\n');
	const glyphs = glyphSymbols(lines, cache);
	return pageBodies(lines).map(({ ground, body }) => {
		const [width, height] = sizeOf(ground);
		const used = new Set(
			[...body.matchAll(/(?:href="|url\()#([^")]+)/gu)].map((match) => match[1] ?? ''),
		);
		const defs = [...used].map((id) => glyphs.get(id) ?? '').join('');
		return (
			`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
			`viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}" ` +
			`width="${millimetres(width)}mm" height="${millimetres(height)}mm">` +
			`<defs>${defs}</defs>${round(body)}</svg>`
		);
	});
}

interface PageBody {
	/** The white ground, as large as the paper. */
	ground: string;
	body: string;
}

/** Top-level elements stand at four blanks: a page is its white ground and the group after it. */
function pageBodies(lines: readonly string[]): PageBody[] {
	const pages: { ground: string; body: string[] }[] = [];
	for (const line of lines) {
		if (line.startsWith('    <path class="typst-shape"')) pages.push({ ground: line, body: [] });
		else if (line.startsWith('    <defs') || line.startsWith('</svg')) break;
		else pages.at(-1)?.body.push(isPageShift(line) ? '<g>' : line.trimStart());
	}
	return pages.map(({ ground, body }) => ({ ground, body: body.join('\n') }));
}

/** Width and height of a page in points; attachments may be landscape. */
function sizeOf(ground: string): [number, number] {
	const [, down = '841.89', across = '595.28'] = /v ([\d.]+) h ([\d.]+)/u.exec(ground) ?? [];
	return [Number(across), Number(down)];
}

function millimetres(points: number): string {
	return ((points * 25.4) / 72).toFixed(0);
}

/** Pages after the first are moved down under each other. */
function isPageShift(line: string): boolean {
	return line.startsWith('    <g transform="matrix(1 0 0 1 0 ');
}

/** Every definition of the picture, by id. */
function glyphSymbols(lines: readonly string[], cache: GlyphCache): GlyphCache {
	if (cache.size > CACHE_SIZE) cache.clear();
	let id: string | null = null;
	let text: string[] = [];
	for (const line of lines) {
		if (line.startsWith('        <') && !line.startsWith('         ')) {
			const opened = / id="([^"]+)"/u.exec(line)?.[1];
			if (opened !== undefined) [id, text] = [opened, []];
		}
		if (id === null) continue;
		const known = cache.has(id);
		if (!known) text.push(line.trim());
		if (line.startsWith('        </') || (line.startsWith('        <') && line.endsWith('/>'))) {
			if (!known) cache.set(id, round(text.join('')));
			id = null;
		}
	}
	return cache;
}

function round(svg: string): string {
	return svg.replace(/(-?\d+\.\d\d)(\d+)(e-?\d+)?/gu, (number) => String(+(+number).toFixed(2)));
}
