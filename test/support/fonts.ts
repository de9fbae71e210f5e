import { readFileSync } from 'node:fs';

const assets = new URL('../../functions/assets/fonts/', import.meta.url);

/** The bytes of a string in both encodings a font file names itself in. */
const spellings = (words: string): [Buffer, Buffer] => [
	Buffer.from(words, 'latin1'),
	Buffer.from(words, 'utf16le').swap16(),
];

/** Where a table of an OpenType file begins. */
function tableAt(font: Buffer, tag: string): number {
	const count = font.readUInt16BE(4);
	for (let at = 12; at < 12 + count * 16; at += 16)
		if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
	throw new Error(`the font has no ${tag}`);
}

/**
 * An open font under a name of its own, which stands for one that the office bought: 仿宋 of Fandol as
 * `WenshuFang R`. `fsType` sets its embedding rights (OS/2); 2 forbids embedding.
 */
export function renamedFont(fsType: number | null = null): Buffer {
	const font = readFileSync(new URL('FandolFang-Regular.otf', assets));
	const [from, to] = [spellings('FandolFang'), spellings('WenshuFang')];
	for (const [index, old] of from.entries())
		for (let at = font.indexOf(old); at >= 0; at = font.indexOf(old, at + 1))
			to[index]?.copy(font, at);
	if (fsType !== null) font.writeUInt16BE(fsType, tableAt(font, 'OS/2') + 8);
	return font;
}

/** A font of the Latin alphabet alone. */
export const latinFont = (): Buffer => readFileSync(new URL('LiberationSerif-Regular.ttf', assets));
