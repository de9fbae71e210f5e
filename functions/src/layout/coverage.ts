import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** What stands on paper for a character no font has (缺字, the printer's turned type). */
const GAP = '〓';

/** Every family of the template falls back to these two, so that together they are what can be drawn. */
const LAST_RESORT = ['FandolSong-Regular.otf', 'NotoSerifCJKsc-Regular.otf'];

/** The font of formulae, which draws their signs and slanted letters. */
const MATH = 'TeXGyreTermesMath-Regular.otf';

/** The characters our fonts can draw, read from their `cmap` tables. */
export class Coverage {
	readonly #drawable = new Set<number>();
	/** In formulae. */
	readonly #mathematical: Set<number>;

	constructor(assets: string) {
		for (const name of LAST_RESORT) addCharacters(path.join(assets, 'fonts', name), this.#drawable);
		this.#mathematical = new Set(this.#drawable);
		addCharacters(path.join(assets, 'fonts', MATH), this.#mathematical);
	}

	/**
	 * The same value with 〓 for every character no font has, and those characters, each once. The
	 * archive format refuses a page with a character that cannot be drawn.
	 */
	fill<T>(value: T): { value: T; missing: string } {
		const missing = new Set<string>();
		const fill = (part: unknown, drawable: ReadonlySet<number>): unknown => {
			if (typeof part === 'string') return fillText(part, drawable, missing);
			if (Array.isArray(part)) return part.map((inner) => fill(inner, drawable));
			if (typeof part !== 'object' || part === null) return part;
			return Object.fromEntries(
				Object.entries(part).map(([key, inner]) => [
					key,
					fill(inner, key === 'formula' ? this.#mathematical : drawable),
				]),
			);
		};
		return { value: fill(value, this.#drawable) as T, missing: [...missing].join('') };
	}
}

function fillText(text: string, drawable: ReadonlySet<number>, missing: Set<string>): string {
	let filled = '';
	for (const character of text) {
		const known = drawable.has(character.codePointAt(0) ?? 0);
		if (!known) missing.add(character);
		filled += known ? character : GAP;
	}
	return filled;
}

/** Adds a font's characters: subtables of format 4 and 12 (OpenType `cmap`). */
function addCharacters(file: string, into: Set<number>): void {
	const cmap = readTable(file, 'cmap');
	const count = cmap.readUInt16BE(2);
	for (let at = 0; at < count; at++) {
		const table = cmap.subarray(cmap.readUInt32BE(4 + at * 8 + 4));
		const format = table.readUInt16BE(0);
		if (format === 4) addSegments(table, into);
		else if (format === 12) addGroups(table, into);
	}
}

function addGroups(table: Buffer, into: Set<number>): void {
	const groups = table.readUInt32BE(12);
	for (let at = 0; at < groups; at++) {
		const first = table.readUInt32BE(16 + at * 12);
		const last = table.readUInt32BE(20 + at * 12);
		for (let code = first; code <= last; code++) into.add(code);
	}
}

function addSegments(table: Buffer, into: Set<number>): void {
	const bytes = table.readUInt16BE(6);
	for (let at = 0; at < bytes; at += 2) {
		const last = table.readUInt16BE(14 + at);
		const first = table.readUInt16BE(16 + bytes + at);
		for (let code = first; code <= last && code < 0xffff; code++) into.add(code);
	}
}

/** One table of an OpenType file, without reading the rest of it. */
function readTable(file: string, tag: string): Buffer {
	const descriptor = openSync(file, 'r');
	try {
		const read = (offset: number, length: number) => {
			const bytes = Buffer.alloc(length);
			readSync(descriptor, bytes, 0, length, offset);
			return bytes;
		};
		const tables = read(4, 2).readUInt16BE(0);
		const directory = read(12, tables * 16);
		for (let at = 0; at < directory.length; at += 16) {
			if (directory.toString('latin1', at, at + 4) !== tag) continue;
			return read(directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
		}
		throw new Error(`${file} has no ${tag} table`);
	} finally {
		closeSync(descriptor);
	}
}
