import type { Box } from './facts.ts';
import { faceOf, isHan, type Face } from './faces.ts';
import { emTop, leftOf, mostOf, sizeOf, type Line } from './lines.ts';
import { mm, PLACE_TOLERANCE, SIZES, SIZE_TOLERANCE, type Size } from './measures.ts';
import type { Reading } from './reading.ts';

/** What one look at the page gave. */
export interface Verdict {
	good: boolean;
	found: string;
	wanted: string;
	/** Page from 1, or null where the whole file is meant. */
	page: number | null;
}

/** What a clause gives: verdicts of all places it looked at; none where it does not apply. */
export type Verdicts = Verdict | null | readonly (Verdict | null)[];

/** A clause of the standard that can be told from the file. */
export interface Clause {
	/** Name of our own, unlike the number unique. */
	id: string;
	/** Number in GB/T 9704-2012. */
	clause: string;
	/** The rule in a Chinese sentence. */
	rule: string;
	check: (reading: Reading) => Verdicts;
}

/** Something is as wanted, or is told as it was found. */
export function judge(
	good: boolean,
	found: string,
	wanted: string,
	page: number | null = null,
): Verdict {
	return { good, found, wanted, page };
}

/** A length against the wanted one. */
export function length(
	found: number,
	wanted: number,
	page: number,
	tolerance = PLACE_TOLERANCE,
): Verdict {
	const good = Math.abs(found - wanted) <= tolerance;
	return judge(
		good,
		Number.isNaN(found) ? '未找到' : mm(found),
		`${mm(wanted)}（±${mm(tolerance)}）`,
		page,
	);
}

/** Something that must be on the page was not found there. */
export function missing(what: string, page: number | null = null): Verdict {
	return judge(false, '未找到', what, page);
}

/** Whether a line begins at a place. */
export function beginsAt(line: Line, place: number): Verdict {
	return length(leftOf(line), place, line.page);
}

/**
 * Whether the Chinese characters of a line are of a face: at least half of them, because rare characters
 * of names come from another font where the face has none.
 */
export function inFace(line: Line, faces: readonly Face[]): Verdict {
	const found = line.glyphs.filter((glyph) => isHan(glyph.text)).map((glyph) => faceOf(glyph.font));
	const right = found.filter((face) => faces.includes(face)).length;
	const other = mostOf(found.filter((face) => !faces.includes(face)));
	const good = right * 2 >= found.length;
	return judge(good, good ? (faces[0] ?? '') : (other ?? ''), faces.join('或'), line.page);
}

/** Whether most of a line is of a size (号). */
export function inSize(line: Line, size: Size): Verdict {
	const [least, most] = SIZES[size];
	const found = sizeOf(line);
	const good = found >= least - SIZE_TOLERANCE && found <= most + SIZE_TOLERANCE;
	return judge(good, `${String(found)} 磅`, `${size}（${String(most)} 磅）`, line.page);
}

/** Whether a line is of a face and size. */
export function inType(line: Line, faces: readonly Face[], size: Size): Verdict {
	const face = inFace(line, faces);
	const points = inSize(line, size);
	return judge(
		face.good && points.good,
		`${face.found} ${points.found}`,
		`${size}${face.wanted}`,
		line.page,
	);
}

/** Red as print: much red, little else (5.2.4, 6.2: Y 80 %, M 80 %). */
export function isRed(colour: string): boolean {
	const [red = 0, green = 0, blue = 0] = parts(colour);
	return red >= 180 && green <= 80 && blue <= 80;
}

export function isBlack(colour: string): boolean {
	return parts(colour).every((part) => part <= 40);
}

function parts(colour: string): number[] {
	return [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
}

/**
 * Blank lines between an edge and the line under it, counted in whole lines: the line's own share of the
 * pitch above its type does not make one.
 */
export function blanksAbove(line: Line, edge: number, pitch: number): number {
	return Math.floor((emTop(line) - edge) / pitch + 0.035);
}

/** Whether so many blank lines lie above a line. */
export function afterBlanks(line: Line, edge: number, count: number, pitch: number): Verdict {
	const found = blanksAbove(line, edge, pitch);
	return judge(found === count, `空 ${String(found)} 行`, `空 ${String(count)} 行`, line.page);
}

export const widthOf = (box: Box): number => box.right - box.left;
export const heightOf = (box: Box): number => box.bottom - box.top;
