import type { Box, Glyph, PaperPage, TextRun } from './facts.ts';
import { ASCENT, DESCENT, MM } from './measures.ts';

/** A glyph with how it is printed. */
export interface PrintedGlyph extends Glyph {
	font: string;
	size: number;
	colour: string;
	/** Where its advance begins and ends. */
	left: number;
	right: number;
}

/** Upright text on one baseline, or a part of it. */
export interface Line {
	page: number;
	baseline: number;
	glyphs: PrintedGlyph[];
}

/** Millimetres between baselines that still count as one line: rounding of drawing programs. */
const SAME_LINE = 0.6;
/** The upright lines of a page from top to bottom; watermarks and turned text are no lines. */
export function linesOf(page: PaperPage): Line[] {
	const runs = page.runs.filter((run) => run.angle === 0 && run.opacity > 0.5);
	return gather(runs, page.number);
}

function gather(runs: readonly TextRun[], page: number): Line[] {
	const lines: Line[] = [];
	const sorted = [...runs].sort((one, other) => baselineOf(one) - baselineOf(other));
	for (const run of sorted) {
		const last = lines.at(-1);
		const { font, size, colour } = run;
		const glyphs = run.glyphs.map((glyph) => {
			const { begin, end } = glyph;
			return { ...glyph, font, size, colour, left: begin[0], right: end[0] };
		});
		const baseline = baselineOf(run);
		if (last !== undefined && baseline - last.baseline < SAME_LINE) last.glyphs.push(...glyphs);
		else lines.push({ page, baseline, glyphs });
	}
	for (const line of lines) line.glyphs.sort((one, other) => one.left - other.left);
	return lines;
}

function baselineOf(run: TextRun): number {
	return run.glyphs[0]?.begin[1] ?? 0;
}

/** The words of a line without blanks. */
export function wordsOf(line: Line): string {
	return line.glyphs.map((glyph) => plain(glyph.text)).join('');
}

/** Text as it is compared: composed, without blanks and without what shows nothing. */
export function plain(text: string): string {
	return text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');
}

const visible = (line: Line): PrintedGlyph[] => line.glyphs.filter((one) => plain(one.text) !== '');

/** Where the first character of a line begins. */
export function leftOf(line: Line): number {
	return visible(line)[0]?.left ?? Number.NaN;
}

/** Where the last character of a line ends; of a punctuation mark its ink, because it may hang squeezed. */
export function rightOf(line: Line): number {
	const last = visible(line).at(-1);
	if (last === undefined) return Number.NaN;
	return /\p{P}/u.test(last.text) ? (last.ink?.right ?? last.right) : last.right;
}

/** The middle of a line between its first and last character. */
export function middleOf(line: Line): number {
	return (leftOf(line) + (visible(line).at(-1)?.right ?? Number.NaN)) / 2;
}

/** Size of most of a line, in points. */
export function sizeOf(line: Line): number {
	return mostOf(visible(line).map((glyph) => Math.round(glyph.size * 100) / 100)) ?? Number.NaN;
}

/** Whether a glyph is set in a face of mathematics. */
export function isOfFormula(glyph: PrintedGlyph): boolean {
	return /math/iu.test(glyph.font);
}

/** The value that occurs most often. */
export function mostOf<T>(values: readonly T[]): T | undefined {
	const counts = new Map<T, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/** Upper and lower edge of the em boxes of a line. */
export function emTop(line: Line): number {
	return line.baseline - ASCENT * sizeOf(line) * MM;
}
export function emBottom(line: Line): number {
	return line.baseline + DESCENT * sizeOf(line) * MM;
}

/** The ink of a line, or null when nothing shows. */
export function inkOf(line: Line): Box | null {
	return unite(line.glyphs.flatMap((glyph) => glyph.ink ?? []));
}

/** The box around boxes. */
export function unite(boxes: readonly Box[]): Box | null {
	if (boxes.length === 0) return null;
	return {
		left: Math.min(...boxes.map((box) => box.left)),
		top: Math.min(...boxes.map((box) => box.top)),
		right: Math.max(...boxes.map((box) => box.right)),
		bottom: Math.max(...boxes.map((box) => box.bottom)),
	};
}

/** A place in the words of a file. */
export interface Found {
	/** The words line by line, only the glyphs that belong to them. */
	lines: Line[];
	/** Where the words begin and end in the whole text. */
	from: number;
	to: number;
}

/** All words of a file in the order of reading, for finding an element by its words. */
export class Words {
	readonly text: string;
	readonly #places: { line: Line; glyph: PrintedGlyph }[] = [];

	constructor(lines: readonly Line[]) {
		let text = '';
		for (const line of lines) {
			for (const glyph of line.glyphs) {
				const words = plain(glyph.text);
				text += words;
				for (let unit = 0; unit < words.length; unit += 1) this.#places.push({ line, glyph });
			}
		}
		this.text = text;
	}

	/** The first place of some words from a place on and before another, or null. */
	find(words: string, from = 0, before = Infinity): Found | null {
		const wanted = plain(words);
		if (wanted === '') return null;
		const at = this.text.indexOf(wanted, from);
		if (at < 0 || at + wanted.length > before) return null;
		return { lines: this.#slice(at, at + wanted.length), from: at, to: at + wanted.length };
	}

	#slice(from: number, to: number): Line[] {
		const lines: Line[] = [];
		let whole: Line | null = null;
		for (const { line, glyph } of this.#places.slice(from, to)) {
			if (line !== whole) lines.push({ page: line.page, baseline: line.baseline, glyphs: [] });
			whole = line;
			const last = lines.at(-1);
			if (last !== undefined && last.glyphs.at(-1) !== glyph) last.glyphs.push(glyph);
		}
		return lines;
	}
}
