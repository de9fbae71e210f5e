// Every program that reads this file needs the declaration.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./subset-font.d.ts" />
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assetsFolder } from './assets.ts';

/** A font for an OFD: its name, and the part of it that the file needs (OpenType or TrueType). */
export interface EmbeddedFont {
	/** PostScript name. */
	name: string;
	family: string;
	/** Null where no file is at hand: readers take their own font of that name. */
	file: { bytes: Uint8Array; extension: 'otf' | 'ttf' } | null;
}

interface Source {
	bytes: Uint8Array;
	family: string;
}

let own: Map<string, { file: string; family: string }> | undefined;

/** Fonts of the house by PostScript name. */
function ownFonts() {
	if (own !== undefined) return own;
	const folder = path.join(assetsFolder(), 'fonts');
	own = new Map();
	for (const name of readdirSync(folder)) {
		if (!/\.(?:otf|ttf)$/u.test(name)) continue;
		const file = path.join(folder, name);
		const names = fontNames(readFileSync(file));
		if (names !== null) own.set(names.postScript, { file, family: names.family });
	}
	return own;
}

/**
 * Cuts a font down to some characters. `extra` are further font files, such as those the office brought,
 * which go before ours.
 */
export async function embedFont(
	name: string,
	characters: string,
	extra: readonly Uint8Array[] = [],
): Promise<EmbeddedFont> {
	const source = findFont(name, extra);
	if (source === null) return { name, family: name, file: null };
	const { default: subset } = await import('subset-font');
	const bytes = await subset(Buffer.from(source.bytes), characters, { targetFormat: 'sfnt' });
	const extension = bytes.toString('latin1', 0, 4) === 'OTTO' ? 'otf' : 'ttf';
	return { name, family: source.family, file: { bytes: new Uint8Array(bytes), extension } };
}

function findFont(name: string, extra: readonly Uint8Array[]): Source | null {
	for (const bytes of extra) {
		const names = fontNames(bytes);
		if (names?.postScript === name) return { bytes, family: names.family };
	}
	const known = ownFonts().get(name);
	return known === undefined ? null : { bytes: readFileSync(known.file), family: known.family };
}

/** PostScript name and family of a font file (OpenType `name`); null for what is no single font. */
export function fontNames(bytes: Uint8Array): { postScript: string; family: string } | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const tag = view.byteLength < 12 ? 0 : view.getUint32(0);
	if (tag !== 0x4f54544f && tag !== 0x00010000 && tag !== 0x74727565) return null;
	const tables = view.getUint16(4);
	for (let at = 0; at < tables; at++) {
		const entry = 12 + 16 * at;
		if (view.getUint32(entry) !== 0x6e616d65) continue;
		return namesIn(view, view.getUint32(entry + 8));
	}
	return null;
}

function namesIn(view: DataView, table: number): { postScript: string; family: string } | null {
	const found = new Map<number, string>();
	const count = view.getUint16(table + 2);
	const strings = table + view.getUint16(table + 4);
	for (let at = 0; at < count; at++) {
		const record = table + 6 + 12 * at;
		const [platform, id] = [view.getUint16(record), view.getUint16(record + 6)];
		if ((id !== 6 && id !== 1) || found.has(id)) continue;
		const length = view.getUint16(record + 8);
		const from = strings + view.getUint16(record + 10);
		let text = '';
		const step = platform === 1 ? 1 : 2;
		for (let each = from; each < from + length; each += step)
			text += String.fromCharCode(step === 1 ? view.getUint8(each) : view.getUint16(each));
		found.set(id, text);
	}
	const postScript = found.get(6);
	return postScript === undefined ? null : { postScript, family: found.get(1) ?? postScript };
}
