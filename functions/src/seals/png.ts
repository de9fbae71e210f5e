import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { PngPicture } from './picture.ts';

/** Sides a picture may have, in pixels, and bytes of its file. */
export const PICTURE_LIMITS = { side: 1200, least: 40, bytes: 400_000 } as const;

const HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture as it was sent (base64), as the vault keeps it: drawn anew by our own painter, so that nothing
 * but its pixels goes on, whatever else the file held.
 */
export async function takePicture(base64: string): Promise<Decision<PngPicture>> {
	const bytes = Buffer.from(base64, 'base64');
	if (bytes.length > PICTURE_LIMITS.bytes) return refuse('seal/pictureSize');
	const isPng = bytes.subarray(0, 8).equals(HEAD) && bytes.toString('latin1', 12, 16) === 'IHDR';
	if (!isPng || bytes.length < 40) return refuse('seal/pictureKind');
	const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
	const { least, side } = PICTURE_LIMITS;
	if (Math.min(width, height) < least || Math.max(width, height) > side)
		return refuse('seal/pictureSize');
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">` +
		`<image width="${String(width)}" height="${String(height)}" href="data:image/png;base64,${bytes.toString('base64')}"/></svg>`;
	const drawn = await paint(svg, width);
	if (isBlank(drawn.pixels)) return refuse('seal/pictureBlank');
	return { ok: true, value: { png: drawn.png.toString('base64'), width, height } };
}

/** An SVG as pixels: PNG, and RGBA bytes. It never reads files or the network. */
export async function paint(
	svg: string,
	width: number,
): Promise<{ png: Buffer; pixels: Buffer; height: number }> {
	const { Resvg } = await import('@resvg/resvg-js');
	const image = new Resvg(svg, {
		fitTo: { mode: 'width', value: width },
		font: { loadSystemFonts: false },
	}).render();
	return { png: image.asPng(), pixels: image.pixels, height: image.height };
}

/** Whether nothing can be seen in RGBA pixels. */
function isBlank(pixels: Buffer): boolean {
	for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 60) return false;
	return true;
}
