/**
 * What is seen on a produced file, as plain facts: nothing here knows how the page was made. Lengths are
 * millimetres from the upper left corner of the page, sizes of type are points.
 */

/** A box on paper. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** A place on paper: from the left edge, from the upper edge. */
export type Point = readonly [number, number];

/**
 * One glyph: the characters it stands for, the pen on the baseline before and after it, and where its ink
 * lies (null: no ink).
 */
export interface Glyph {
	text: string;
	begin: Point;
	end: Point;
	ink: Box | null;
}

/** Glyphs shown in one go: one font, one size, one colour. */
export interface TextRun {
	glyphs: Glyph[];
	/** PostScript name without the tag of a subset. */
	font: string;
	size: number;
	/** As #rrggbb. */
	colour: string;
	/** Share of light that is covered: 1 for ordinary print, less for a watermark. */
	opacity: number;
	/** Direction of reading in degrees, clockwise: 0 for upright text. */
	angle: number;
}

/** A filled rectangle or a straight stroke, axis-parallel. */
export interface Rule {
	box: Box;
	colour: string;
}

/** One page of a file. */
export interface PaperPage {
	/** From 1. */
	number: number;
	width: number;
	height: number;
	runs: TextRun[];
	rules: Rule[];
	pictures: Box[];
	/** Boxes of the seals pressed on it, in the order of pressing. */
	seals: Box[];
}

/** A whole file. */
export interface Paper {
	pages: PaperPage[];
}
