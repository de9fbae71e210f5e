import type { SealPlace } from '@wenshu/domain/document/seal-place.ts';
import { drawDemoMark, drawWords, operatorsSvg, type SealPicture } from './picture.ts';
import { paint } from './png.ts';

/** Points of a millimetre. */
const MM = 72 / 25.4;
/** Pixels across a page: 109 to the inch, so that a seal of 42 mm takes 180. */
const PAGE_WIDTH = 900;
/** Pixels across a signature beside an opinion. */
const SIGNATURE_WIDTH = 240;

/** What is drawn where. */
export interface Shown {
	picture: SealPicture;
	sizeMm: number;
	heightMm: number;
	/** Whether it says 演示. */
	demo: boolean;
}

/**
 * One page with the real seal burnt in, as PNG: coarse, opaque, and crossed by 用印预览, so that what a
 * browser gets can be judged but not be lifted off and used.
 */
export async function previewPage(svg: string, place: SealPlace, shown: Shown): Promise<Buffer> {
	const [width, height] = [shown.sizeMm * MM, shown.heightMm * MM];
	const [x, y] = [place.xMm * MM - width / 2, place.yMm * MM - height / 2];
	const words = operatorsSvg(
		`0.35 0.35 0.35 rg\n${await drawWords('用印预览', { x: 0, y: 440, size: 250 })}`,
	);
	const seal =
		`<g style="mix-blend-mode:multiply" transform="translate(${String(x)} ${String(y)})">` +
		`${await shownSvg(shown, width, height)}</g>` +
		`<g opacity="0.5" transform="translate(${String(x)} ${String(y + height / 2 - width / 2)}) scale(${String(width / 1000)}) rotate(-24 500 500)">${words}</g>`;
	const page = svg.replace(/<\/svg>\s*$/u, `${seal}</svg>`);
	const white = page.replace(/(<svg[^>]*>)/u, '$1<rect width="100%" height="100%" fill="#fff"/>');
	return (await paint(white, PAGE_WIDTH)).png;
}

/**
 * A signature as it stands beside one opinion: coarse, with day and hand-over written across it, so that it
 * vouches for nothing else.
 */
export async function opinionPicture(shown: Shown, words: string): Promise<Buffer> {
	const height = Math.round((1000 * shown.heightMm) / shown.sizeMm);
	const line = operatorsSvg(
		`0.45 0.5 0.6 rg\n${await drawWords(words, { x: 20, y: 1000 - height / 2 - 30, size: Math.min(60, 960 / words.length) })}`,
	);
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${String(height)}">` +
		`<rect width="100%" height="100%" fill="#fff"/>${await shownSvg(shown, 1000, height)}` +
		`<g opacity="0.55">${line}</g></svg>`;
	return (await paint(svg, SIGNATURE_WIDTH)).png;
}

/** Picture and mark as SVG shapes in a box of this size. */
export async function shownSvg(
	{ picture, demo }: Shown,
	width: number,
	height: number,
): Promise<string> {
	const isRound = 'operators' in picture;
	const scale = `scale(${String(width / 1000)})`;
	// The mark's square stands on the picture's foot.
	const foot = height - width;
	const mark = demo
		? `<g transform="translate(0 ${String(foot)}) ${scale}">${operatorsSvg(await drawDemoMark(isRound))}</g>`
		: '';
	const drawn = isRound
		? `<g transform="${scale}">${operatorsSvg(picture.operators)}</g>`
		: `<image width="${String(width)}" height="${String(height)}" preserveAspectRatio="none" href="data:image/png;base64,${picture.png}"/>`;
	return drawn + mark;
}
