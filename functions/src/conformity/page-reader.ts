import type { Box, Glyph, PaperPage } from '@wenshu/domain/conformity/facts.ts';
import type { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { at, IDENTITY, matrixOf, times, type Matrix } from './matrix.ts';
import { boxAround, partsOf } from './outlines.ts';

/** Millimetres of a point. */
const MM = 25.4 / 72;
/** Points by which a side may be askew and still count as straight. */
const STRAIGHT = 0.05;

/** A font of the file, and the extent of its glyphs in ems (y upwards). */
export interface FontFacts {
	name: string;
	/** Ink of a glyph by its character in the font, null for none. */
	inkOf: (fontChar: string) => Box | null;
}

/** What a glyph looks like in pdf.js's operator list. */
interface ShownGlyph {
	fontChar: string;
	unicode: string;
	width: number;
	isSpace: boolean;
}

/** The graphics state that matters here; saved and restored as a whole. */
interface State {
	ctm: Matrix;
	fill: string;
	stroke: string;
	lineWidth: number;
	opacity: number;
	font: string;
	size: number;
	spacing: number;
	wordSpacing: number;
	scale: number;
	rise: number;
	leading: number;
}

const BEGIN: State = {
	ctm: IDENTITY,
	fill: '#000000',
	stroke: '#000000',
	lineWidth: 1,
	opacity: 1,
	font: '',
	size: 1,
	spacing: 0,
	wordSpacing: 0,
	scale: 1,
	rise: 0,
	leading: 0,
};

/** The codes of pdf.js's drawing operators. */
export type Operators = typeof OPS;

type Operands = readonly unknown[];
const numbers = (operands: Operands): number[] => operands.map(Number);

/**
 * Follows the drawing operators of one page and notes what they leave on paper. Clipping is not
 * followed: what is drawn outside a clip counts as drawn.
 */
export class PageReader {
	readonly #page: PaperPage;
	readonly #fontOf: (id: string) => FontFacts;
	/** From PDF points, y upwards, to millimetres, y downwards. */
	readonly #paper: Matrix;
	readonly #actions: Record<number, (operands: Operands) => void>;
	readonly #states: State[] = [];
	#state: State = BEGIN;
	#text: Matrix = IDENTITY;
	#line: Matrix = IDENTITY;

	constructor(
		page: PaperPage,
		paper: Matrix,
		fontOf: (id: string) => FontFacts,
		operators: Operators,
	) {
		this.#actions = this.#actionsOf(operators);
		this.#page = page;
		this.#paper = paper;
		this.#fontOf = fontOf;
	}

	/** Follows one operator; those that draw nothing and change nothing here are passed over. */
	follow(operator: number, operands: Operands): void {
		this.#actions[operator]?.(operands);
	}

	#actionsOf(OPS: Operators): Record<number, (operands: Operands) => void> {
		const fills = new Set<number>([
			OPS.fill,
			OPS.eoFill,
			OPS.fillStroke,
			OPS.eoFillStroke,
			OPS.closeFillStroke,
			OPS.closeEOFillStroke,
		]);
		const strokes = new Set<number>([OPS.stroke, OPS.closeStroke]);
		return {
			[OPS.save]: () => this.#states.push(this.#state),
			[OPS.restore]: () => this.#restore(),
			[OPS.transform]: (operands) => this.#transform(operands),
			[OPS.paintFormXObjectBegin]: ([matrix]) => {
				this.#states.push(this.#state);
				if (matrix !== null && matrix !== undefined) this.#transform(matrix as number[]);
			},
			[OPS.paintFormXObjectEnd]: () => this.#restore(),
			[OPS.setFillRGBColor]: ([colour]) => this.#set({ fill: String(colour) }),
			[OPS.setStrokeRGBColor]: ([colour]) => this.#set({ stroke: String(colour) }),
			[OPS.setLineWidth]: ([width]) => this.#set({ lineWidth: Number(width) }),
			[OPS.setGState]: ([entries]) => {
				for (const [key, value] of entries as [string, unknown][]) {
					if (key === 'ca') this.#set({ opacity: Number(value) });
					if (key === 'LW') this.#set({ lineWidth: Number(value) });
				}
			},
			[OPS.beginText]: () => this.#move(IDENTITY),
			[OPS.setFont]: ([font, size]) => this.#set({ font: String(font), size: Number(size) }),
			[OPS.setCharSpacing]: ([spacing]) => this.#set({ spacing: Number(spacing) }),
			[OPS.setWordSpacing]: ([spacing]) => this.#set({ wordSpacing: Number(spacing) }),
			[OPS.setHScale]: ([scale]) => this.#set({ scale: Number(scale) / 100 }),
			[OPS.setTextRise]: ([rise]) => this.#set({ rise: Number(rise) }),
			[OPS.setLeading]: ([leading]) => this.#set({ leading: -Number(leading) }),
			[OPS.setTextMatrix]: ([first, ...rest]) =>
				this.#move(
					matrixOf(typeof first === 'number' ? numbers([first, ...rest]) : (first as number[])),
				),
			[OPS.moveText]: (operands) => this.#moveBy(operands),
			[OPS.setLeadingMoveText]: (operands) => {
				this.#set({ leading: Number(operands[1]) });
				this.#moveBy(operands);
			},
			[OPS.nextLine]: () => this.#moveBy([0, this.#state.leading]),
			[OPS.showText]: ([glyphs]) => this.#show(glyphs as (ShownGlyph | number)[]),
			[OPS.constructPath]: ([operator, data]) => {
				if (fills.has(Number(operator))) this.#draw(data, true);
				else if (strokes.has(Number(operator))) this.#draw(data, false);
			},
			[OPS.paintImageXObject]: () => this.#picture(),
			[OPS.paintInlineImageXObject]: () => this.#picture(),
			[OPS.paintImageMaskXObject]: () => this.#picture(),
		};
	}

	#set(changes: Partial<State>): void {
		this.#state = { ...this.#state, ...changes };
	}

	#restore(): void {
		this.#state = this.#states.pop() ?? BEGIN;
	}

	#transform(operands: Operands): void {
		this.#set({ ctm: times(this.#state.ctm, matrixOf(numbers(operands))) });
	}

	#move(matrix: Matrix): void {
		this.#text = this.#line = matrix;
	}

	#moveBy(operands: Operands): void {
		const [x = 0, y = 0] = numbers(operands);
		this.#move(times(this.#line, [1, 0, 0, 1, x, y]));
	}

	#show(shown: readonly (ShownGlyph | number)[]): void {
		const { size, spacing, wordSpacing, scale, rise, fill, opacity } = this.#state;
		const font = this.#fontOf(this.#state.font);
		const base = times(this.#paper, times(this.#state.ctm, this.#text));
		const glyphs: Glyph[] = [];
		let x = 0;
		for (const glyph of shown) {
			if (typeof glyph === 'number') {
				x -= (glyph / 1000) * size * scale;
				continue;
			}
			const width = (glyph.width / 1000) * size * scale;
			const [begin, end] = [at(base, x, rise), at(base, x + width, rise)];
			const ink = inkUnder(
				font.inkOf(glyph.fontChar),
				size,
				times(base, [scale, 0, 0, 1, x, rise]),
			);
			glyphs.push({ text: glyph.unicode, begin, end, ink });
			x += width + (spacing + (glyph.isSpace ? wordSpacing : 0)) * scale;
		}
		const [a, b, c, d] = base;
		if (glyphs.length > 0) {
			this.#page.runs.push({
				glyphs,
				font: font.name,
				size: (Math.hypot(c, d) / MM) * size,
				colour: fill,
				opacity,
				angle: Math.round((Math.atan2(b, a) * 180) / Math.PI),
			});
		}
		this.#text = times(this.#text, [1, 0, 0, 1, x, 0]);
	}

	#draw(data: unknown, fills: boolean): void {
		const matrix = times(this.#paper, this.#state.ctm);
		const width = this.#state.lineWidth * Math.sqrt(Math.abs(determinant(matrix)));
		for (const path of data as (ArrayLike<number> | null)[]) {
			for (const part of partsOf(path ?? [])) {
				const corners = part.map(([x, y]) => at(matrix, x, y));
				const box = boxAround(corners);
				if (box === null || !corners.every((corner) => isOnEdge(corner, box))) continue;
				if (fills) this.#page.rules.push({ box, colour: this.#state.fill });
				else if (isThin(box))
					this.#page.rules.push({ box: thickened(box, width), colour: this.#state.stroke });
			}
		}
	}

	#picture(): void {
		const matrix = times(this.#paper, this.#state.ctm);
		const box = boxAround([at(matrix, 0, 0), at(matrix, 1, 0), at(matrix, 0, 1), at(matrix, 1, 1)]);
		if (box !== null) this.#page.pictures.push(box);
	}
}

/** The ink of a glyph, given in ems, on paper. */
function inkUnder(ink: Box | null, size: number, matrix: Matrix): Box | null {
	if (ink === null) return null;
	const { left, right, top, bottom } = ink;
	return boxAround(
		[left, right].flatMap((x) => [top, bottom].map((y) => at(matrix, x * size, y * size))),
	);
}

function determinant([a, b, c, d]: Matrix): number {
	return a * d - b * c;
}

/** Corners of a rectangle lie on the edges of the box around them. */
function isOnEdge([x, y]: readonly [number, number], box: Box): boolean {
	const near = (one: number, other: number): boolean => Math.abs(one - other) < STRAIGHT;
	return (near(x, box.left) || near(x, box.right)) && (near(y, box.top) || near(y, box.bottom));
}

function isThin(box: Box): boolean {
	return box.right - box.left < STRAIGHT || box.bottom - box.top < STRAIGHT;
}

/** The ink of a straight stroke of some width. */
function thickened(box: Box, width: number): Box {
	const half = width / 2;
	return box.bottom - box.top < STRAIGHT
		? { ...box, top: box.top - half, bottom: box.bottom + half }
		: { ...box, left: box.left - half, right: box.right + half };
}
