import { grant, refuse, type Decision } from '../core/decision.ts';

/** A place on the paper: page from 1, millimetres from its upper left corner to the picture's centre. */
export interface SealPlace {
	page: number;
	xMm: number;
	yMm: number;
}

/** A4 and its type area (版心), GB/T 9704-2012 §5. */
export const PAPER = { width: 210, height: 297 } as const;

/** Lines of the text are so far apart, in millimetres: 22 lines in 225. */
export const LINE_MM = 225 / 22;

/** What a place asked for breaks of GB/T 9704-2012 §7.3.5; each has a sentence. */
export type PlaceFlaw = 'seal/placeName' | 'seal/placeFar' | 'seal/placeText';

/** So far from its place a seal may be put at all, in millimetres. */
export const REACH_MM = 15;

/** The name stands so far above the seal's own place and the date below it: half a line, and the 3 mm it is raised. */
const RAISED_MM = 3;

/**
 * Where a seal lands: never on another page than name and date, nor off the paper, nor so far that it
 * presses neither.
 */
export function settlePlace(
	wish: SealPlace | null,
	own: SealPlace,
	size: { width: number; height: number },
): Decision<SealPlace> {
	if (wish === null) return grant(own);
	const isNear =
		wish.page === own.page && Math.hypot(wish.xMm - own.xMm, wish.yMm - own.yMm) <= REACH_MM + 0.01;
	const isOnPaper =
		wish.xMm - size.width / 2 >= 0 &&
		wish.xMm + size.width / 2 <= PAPER.width &&
		wish.yMm - size.height / 2 >= 0 &&
		wish.yMm + size.height / 2 <= PAPER.height;
	return isNear && isOnPaper ? grant(wish) : refuse('seal/offPlace');
}

/**
 * What a place breaks: the seal must press name and date, so that they lie slightly below its centre, and
 * its top must stay within one line below the text, without touching it. By its own place it does both.
 */
export function placeFlaws(place: SealPlace, own: SealPlace, sizeMm: number): PlaceFlaw[] {
	const [across, down] = [place.xMm - own.xMm, place.yMm - own.yMm];
	const flaws: PlaceFlaw[] = [];
	// Centre of name and date in relation to the seal's centre.
	const below = RAISED_MM - down;
	const holdsBoth = Math.abs(below) + LINE_MM <= sizeMm / 2;
	if (below < 0 || !holdsBoth || Math.abs(across) > sizeMm / 4) flaws.push('seal/placeName');
	// The text ends two blank lines above the name; the seal's top by its own place lies within one.
	const gap = textGap(sizeMm) + down;
	if (gap > LINE_MM) flaws.push('seal/placeFar');
	if (gap < 0) flaws.push('seal/placeText');
	return flaws;
}

/** Distance from the text to the seal's top at its own place: two blank lines, less what the seal rises over the name. */
function textGap(sizeMm: number): number {
	return 3 * LINE_MM - RAISED_MM - sizeMm / 2;
}

/** Nearest place of a grid of half a millimetre; within 2 mm of its own place it snaps there. */
export function snapPlace(place: SealPlace, own: SealPlace): SealPlace {
	const distance = Math.hypot(place.xMm - own.xMm, place.yMm - own.yMm);
	if (distance <= 2) return own;
	const shrink = Math.min(1, REACH_MM / distance);
	const half = (value: number) => Math.round(value * 2) / 2;
	const at = (from: number, to: number) => from + half((to - from) * shrink);
	const [xMm, yMm] = [at(own.xMm, place.xMm), at(own.yMm, place.yMm)];
	// Rounding must not carry it beyond its reach.
	return Math.hypot(xMm - own.xMm, yMm - own.yMm) <= REACH_MM
		? { page: own.page, xMm, yMm }
		: {
				page: own.page,
				xMm: xMm - Math.sign(xMm - own.xMm) / 2,
				yMm: yMm - Math.sign(yMm - own.yMm) / 2,
			};
}
