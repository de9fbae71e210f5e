import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create, type Font } from 'fontkit';
import { assetsFolder } from './assets.ts';

/** The font of formulae and its file. */
const MATH = { name: 'TeXGyreTermesMath-Regular', file: 'TeXGyreTermesMath-Regular.otf' };
/** Characters whose larger forms are as wide as they are: every one may have grown. */
const UPRIGHT = /^[|‖∣∥√\p{M}]/u;

let font: Font | undefined;

/**
 * Whether a glyph of a formula is a larger form of its character, or a part of one: brackets, sums, roots.
 * Text of that character would draw the small form.
 */
export function isGrown(
	fontName: string,
	{ unicode, width }: { unicode: string; width: number },
): boolean {
	if (fontName !== MATH.name || unicode.trim() === '' || UPRIGHT.test(unicode))
		return fontName === MATH.name && unicode !== ' ';
	font ??= create(readFileSync(path.join(assetsFolder(), 'fonts', MATH.file))) as Font;
	const code = unicode.codePointAt(0) ?? 0;
	const own = font.glyphForCodePoint(code).advanceWidth * (1000 / font.unitsPerEm);
	// Letters of scripts have forms of their own, which look like the common ones.
	return !/^[\p{L}\p{N}]/u.test(unicode) && Math.abs(own - width) > 1;
}
