import { createHash } from 'node:crypto';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { faces, type OfficeFont } from '@wenshu/domain/fonts/model.ts';
import { create, type Font } from 'fontkit';
import { runLayout } from '../layout/engine.ts';

/** What a font file says of itself. */
export type FontFacts = Pick<
	OfficeFont,
	'family' | 'name' | 'version' | 'size' | 'sha256' | 'characters' | 'gb2312' | 'embedding'
>;

/** Fewer characters of GB 2312 do not set a document. */
const ENOUGH = 6000;

/** Families of the folder assets/fonts: a font of the office must not take their place unseen. */
const ours = new Set(['Liberation Serif', ...Object.values(faces).map(({ open }) => open)]);

/**
 * Reads a font file and proves that it can be used: TrueType or OpenType outlines, embedding not forbidden,
 * enough characters, and a family that the layout engine finds and sets.
 */
export async function inspectFont(bytes: Buffer, fileName: string): Promise<Decision<FontFacts>> {
	const font = open(bytes);
	if (font === null) return refuse('font/unreadable', { name: fileName });
	const { fsType } = font['OS/2'];
	// OpenType OS/2 fsType: bit 1 forbids embedding, bit 9 leaves pictures of characters only.
	if (fsType.noEmbedding || fsType.bitmapOnly)
		return refuse('font/noEmbedding', { name: fileName });
	const drawn = new Set(font.characterSet);
	const gb2312 = gb2312Characters().filter((code) => drawn.has(code)).length;
	if (gb2312 < ENOUGH)
		return refuse('font/fewCharacters', { name: fileName, count: String(gb2312) });
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const names = familiesOf(font);
	if (names.some((name) => ours.has(name))) return refuse('font/ours', { name: names[0] ?? '' });
	const answer = await runLayout({ kind: 'families', names }, { key: sha256, files: [bytes] });
	const family = 'families' in answer ? answer.families[0] : undefined;
	if (family === undefined) return refuse('font/unreadable', { name: fileName });
	return {
		ok: true,
		value: {
			family,
			name: nameIn(font, 'fullName') ?? nameIn(font, 'fontFamily') ?? family,
			version: String(font.version).slice(0, 60),
			size: bytes.length,
			sha256,
			characters: drawn.size,
			gb2312,
			embedding: fsType.editable ? 'editable' : fsType.viewOnly ? 'preview' : 'installable',
		},
	};
}

function open(bytes: Buffer): Font | null {
	const head = bytes.toString('latin1', 0, 4);
	if (head !== 'OTTO' && head !== '\u0000\u0001\u0000\u0000' && head !== 'true') return null;
	if (!isWhole(bytes)) return null;
	try {
		const font = create(bytes);
		return 'characterSet' in font && font.characterSet.length > 0 ? font : null;
	} catch {
		// Whatever the parser stumbles over: such a file is no font for us.
		return null;
	}
}

/** Whether every table of the file lies inside it. */
function isWhole(bytes: Buffer): boolean {
	if (bytes.length < 12) return false;
	const end = 12 + bytes.readUInt16BE(4) * 16;
	if (bytes.length < end) return false;
	for (let at = 12; at < end; at += 16)
		if (bytes.readUInt32BE(at + 8) + bytes.readUInt32BE(at + 12) > bytes.length) return false;
	return true;
}

type Names = Partial<Record<string, Record<string, string>>>;

/** All names under which the engine may know the family; it prefers the typographic English one. */
function familiesOf(font: Font): string[] {
	const records = (font as unknown as { name: { records: Names } }).name.records;
	const families = [records['preferredFamily'], records['fontFamily']].flatMap((each) => {
		if (each === undefined) return [];
		return [each['en'], ...Object.values(each)];
	});
	const bare = families.filter((name) => name !== undefined && name !== '') as string[];
	// Families that end in the name of a style lose it in the engine.
	const short = bare.map((name) => name.replace(/[\s-](regular|normal|light|bold|medium)$/iu, ''));
	return [...new Set([...bare, ...short])].slice(0, 12);
}

/** A name of the font, the Chinese one where it has one. */
function nameIn(font: Font, key: string): string | undefined {
	const records = (font as unknown as { name: { records: Names } }).name.records[key];
	const chinese = Object.entries(records ?? {}).find(([language]) => language.startsWith('zh'));
	const found = chinese?.[1] ?? records?.['en'] ?? Object.values(records ?? {})[0];
	return found?.slice(0, 80);
}

let known: number[] | undefined;

/** The 6,763 characters of GB 2312: rows 16 to 87. */
function gb2312Characters(): number[] {
	if (known !== undefined) return known;
	const decoder = new TextDecoder('gb18030');
	known = [];
	for (let row = 0xb0; row <= 0xf7; row++)
		for (let cell = 0xa1; cell <= 0xfe; cell++) {
			const code = decoder.decode(Uint8Array.of(row, cell)).codePointAt(0) ?? 0;
			if (code >= 0x4e00 && code <= 0x9fff) known.push(code);
		}
	return known;
}
