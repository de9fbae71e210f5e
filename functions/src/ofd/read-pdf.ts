import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { isGrown } from './grown-glyphs.ts';
import { matrixOf, MM, stepsOf, times, UNIT, type Matrix } from './paths.ts';

/** A run of text: glyph positions along the line, millimetres from the page's upper left corner. */
export interface TextRun {
	kind: 'text';
	/** PostScript name of the font. */
	font: string;
	/** Height of the em square, in millimetres. */
	size: number;
	/** Origin of the first glyph on the baseline. */
	x: number;
	y: number;
	/** Where the line is turned or the glyphs are stretched: a, b, c, d of the matrix; otherwise null. */
	matrix: readonly [number, number, number, number] | null;
	/** The text of each glyph and its distance from the origin, before the matrix. */
	glyphs: { text: string; at: number }[];
	width: number;
	colour: string;
}

/** A shape: M, L, B (cubic) and C (close) with their points in millimetres. */
export interface Shape {
	kind: 'path';
	steps: { move: 'M' | 'L' | 'B' | 'C'; points: number[] }[];
	/** Colours, #rrggbb; null where it is not stroked or filled. */
	stroke: string | null;
	fill: string | null;
	isEvenOdd: boolean;
	/** In millimetres. */
	lineWidth: number;
	dashes: number[];
}

/** A picture: 8-bit RGB or RGBA rows, drawn in a unit square under a matrix (millimetres). */
export interface Picture {
	kind: 'picture';
	matrix: readonly number[];
	width: number;
	height: number;
	/** Bytes of a dot: 3 or 4. */
	channels: 3 | 4;
	dots: Uint8Array;
}

/** A page in millimetres, with what is drawn on it from bottom to top. */
export interface DrawnPage {
	widthMm: number;
	heightMm: number;
	objects: (TextRun | Shape | Picture)[];
}

interface State {
	matrix: Matrix;
	fill: string;
	stroke: string;
	lineWidth: number;
	dashes: number[];
	/** PostScript name, and the name that pdf.js gave it. */
	font: string;
	fontId: string;
	size: number;
	charSpacing: number;
	scale: number;
	rise: number;
}

/** A picture as pdf.js decodes it; kind 1 is one bit, 2 three bytes, 3 four bytes a dot. */
interface Decoded {
	width: number;
	height: number;
	kind: number;
	data?: Uint8Array | Uint8ClampedArray;
}

interface Glyph {
	unicode: string;
	/** The character by which pdf.js knows the glyph in its font. */
	fontChar: string;
	width: number;
}

/** The engine, loaded when the first OFD is made: most starts of a function need none. */
async function loadPdf() {
	return import('pdfjs-dist/legacy/build/pdf.mjs');
}
type Pdf = Awaited<ReturnType<typeof loadPdf>>;

/** Reads what a PDF draws. @throws what is no PDF. */
export async function readPdf(bytes: Uint8Array): Promise<DrawnPage[]> {
	const pdf = await loadPdf();
	const task = pdf.getDocument({
		data: new Uint8Array(bytes),
		fontExtraProperties: true,
		useSystemFonts: false,
		isEvalSupported: false,
		verbosity: 0,
	});
	try {
		const document: PDFDocumentProxy = await task.promise;
		const pages: DrawnPage[] = [];
		for (let at = 1; at <= document.numPages; at++)
			pages.push(await readPage(await document.getPage(at), pdf));
		return pages;
	} finally {
		await task.destroy();
	}
}

async function readPage(page: PDFPageProxy, { OPS }: Pdf): Promise<DrawnPage> {
	const viewport = page.getViewport({ scale: 1 });
	const list = await page.getOperatorList();
	const reader = new PageReader(page, OPS, viewport.transform as unknown as Matrix);
	const pictures = list.fnArray.flatMap((operator, at) =>
		operator === OPS.paintImageXObject ? [String((list.argsArray[at] as unknown[])[0])] : [],
	);
	await reader.decode(pictures);
	for (const [at, operator] of list.fnArray.entries())
		reader.take(operator, (list.argsArray[at] ?? []) as unknown[]);
	return {
		widthMm: viewport.width * MM,
		heightMm: viewport.height * MM,
		objects: reader.objects,
	};
}

/** Follows the operators of a page (ISO 32000-1, Annex A), as pdf.js gives them. */
class PageReader {
	readonly objects: DrawnPage['objects'] = [];
	readonly #page: PDFPageProxy;
	readonly #ops: Pdf['OPS'];
	readonly #saved: State[] = [];
	readonly #pictures = new Map<string, Decoded | null>();
	#state: State;
	#text: Matrix = UNIT;
	#line: Matrix = UNIT;
	#leading = 0;

	constructor(page: PDFPageProxy, ops: Pdf['OPS'], toScreen: Matrix) {
		this.#page = page;
		this.#ops = ops;
		this.#state = {
			matrix: toScreen,
			fill: '#000000',
			stroke: '#000000',
			lineWidth: 1,
			dashes: [],
			font: '',
			fontId: '',
			size: 1,
			charSpacing: 0,
			scale: 1,
			rise: 0,
		};
	}

	/** Waits for the pictures of the page, which are decoded beside the list of operators. */
	async decode(ids: readonly string[]): Promise<void> {
		for (const id of new Set(ids))
			this.#pictures.set(
				id,
				await new Promise<Decoded | null>((resolve) => {
					this.#objects(id).get(id, resolve);
				}),
			);
	}

	#objects(id: string) {
		return id.startsWith('g_') ? this.#page.commonObjs : this.#page.objs;
	}

	take(operator: number, given: unknown[]): void {
		const ops = this.#ops;
		const state = this.#state;
		const [first] = given;
		switch (operator) {
			case ops.save:
				this.#saved.push({ ...state });
				break;
			case ops.restore:
			case ops.paintFormXObjectEnd:
				this.#state = this.#saved.pop() ?? state;
				break;
			case ops.paintFormXObjectBegin:
				this.#saved.push({ ...state });
				if (first) state.matrix = times(state.matrix, matrixOf(first));
				break;
			case ops.transform:
				state.matrix = times(state.matrix, matrixOf(given));
				break;
			case ops.setFillRGBColor:
				state.fill = String(first);
				break;
			case ops.setStrokeRGBColor:
				state.stroke = String(first);
				break;
			case ops.setLineWidth:
				state.lineWidth = Number(first);
				break;
			case ops.setDash:
				state.dashes = [...(first as number[])];
				break;
			case ops.constructPath:
				this.#path(given);
				break;
			case ops.paintImageXObject:
				this.#picture(String(first));
				break;
			default:
				this.#takeText(operator, given);
		}
	}

	#takeText(operator: number, given: unknown[]): void {
		const ops = this.#ops;
		const state = this.#state;
		const [first, second] = given;
		switch (operator) {
			case ops.beginText:
				this.#text = this.#line = UNIT;
				break;
			case ops.setFont:
				state.font = this.#fontName(String(first));
				state.fontId = String(first);
				state.size = Number(second);
				break;
			case ops.setCharSpacing:
				state.charSpacing = Number(first);
				break;
			case ops.setHScale:
				state.scale = Number(first) / 100;
				break;
			case ops.setTextRise:
				state.rise = Number(first);
				break;
			case ops.setLeading:
				this.#leading = -Number(first);
				break;
			case ops.setTextMatrix:
				this.#text = this.#line = matrixOf(given.length === 1 ? first : given);
				break;
			case ops.setLeadingMoveText:
				this.#leading = Number(second);
				this.#move(Number(first), Number(second));
				break;
			case ops.moveText:
				this.#move(Number(first), Number(second));
				break;
			case ops.nextLine:
				this.#move(0, this.#leading);
				break;
			case ops.showText:
				this.#show(first as (Glyph | number)[]);
				break;
			default:
		}
	}

	#move(x: number, y: number): void {
		this.#text = this.#line = times(this.#line, [1, 0, 0, 1, x, y]);
	}

	#fontName(id: string): string {
		const font = this.#page.commonObjs.get(id) as { name?: string } | null;
		return (font?.name ?? '').replace(/^[A-Z]{6}\+/u, '');
	}

	#show(shown: (Glyph | number)[]): void {
		const { size, charSpacing, scale, rise, font, fill, matrix } = this.#state;
		const glyphs: TextRun['glyphs'] = [];
		const grown: { char: string; at: number }[] = [];
		let along = 0;
		for (const one of shown) {
			if (typeof one === 'number') along -= (one / 1000) * size * scale;
			else {
				if (isGrown(font, one)) grown.push({ char: one.fontChar, at: along / scale });
				else glyphs.push({ text: one.unicode, at: along });
				along += ((one.width / 1000) * size + charSpacing) * scale;
			}
		}
		const to = times(matrix, times(this.#text, [scale, 0, 0, 1, 0, rise]));
		for (const { char, at } of grown) this.#outline(char, times(to, [size, 0, 0, size, at, 0]));
		this.#text = times(this.#text, [1, 0, 0, 1, along, 0]);
		// The page's y grows downwards, so that an upright line has a positive fourth part here.
		const [a, b, c, d, x, y] = [to[0], to[1], -to[2], -to[3], to[4], to[5]];
		const height = Math.hypot(c, d);
		const isPlain = Math.abs(b) + Math.abs(c) < 1e-6 && Math.abs(a - d) < 1e-4 * height && a > 0;
		if (glyphs.every(({ text }) => text.trim() === '')) return;
		const unit = isPlain ? height * MM : MM;
		this.objects.push({
			kind: 'text',
			font,
			size: size * unit,
			x: x * MM,
			y: y * MM,
			matrix: isPlain ? null : [a, b, c, d],
			glyphs: glyphs.map(({ text, at }) => ({ text, at: (at / scale) * unit })),
			width: (along / scale) * unit,
			colour: fill,
		});
	}

	/** A glyph that no character stands for is drawn as the shape it has. */
	#outline(char: string, matrix: Matrix): void {
		const key = `${this.#state.fontId}_path_${char}`;
		if (!this.#page.commonObjs.has(key)) return;
		const outline = this.#page.commonObjs.get(key) as { path: ArrayLike<number> } | null;
		const steps = outline === null ? [] : stepsOf(outline.path, matrix);
		if (steps.length === 0) return;
		const { fill } = this.#state;
		const look = { stroke: null, fill, isEvenOdd: false, lineWidth: 0, dashes: [] };
		this.objects.push({ kind: 'path', steps, ...look });
	}

	#path([operator, data]: unknown[]): void {
		const { stroke, fill, lineWidth, dashes, matrix } = this.#state;
		const ops = this.#ops;
		const [numbers] = data as [Float32Array | null];
		const steps = numbers === null ? [] : stepsOf(numbers, matrix);
		const isStroked = strokes(ops).has(operator as number);
		const isFilled = fills(ops).has(operator as number);
		if (steps.length === 0 || (!isStroked && !isFilled)) return;
		const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) * MM;
		this.objects.push({
			kind: 'path',
			steps,
			stroke: isStroked ? stroke : null,
			fill: isFilled ? fill : null,
			isEvenOdd: evenOdds(ops).has(operator as number),
			lineWidth: lineWidth * scale,
			dashes: dashes.map((each) => each * scale),
		});
	}

	#picture(id: string): void {
		const image = this.#pictures.get(id);
		if (image?.data === undefined) throw new Error('a picture cannot be read');
		const { width, height } = image;
		const channels = image.kind === 3 ? 4 : 3;
		const dots = image.kind === 1 ? spread(image.data, width, height) : new Uint8Array(image.data);
		const matrix = this.#state.matrix.map((part) => part * MM);
		this.objects.push({ kind: 'picture', matrix, width, height, channels, dots });
	}
}

function strokes(ops: Pdf['OPS']): Set<number> {
	const { stroke, closeStroke, fillStroke, eoFillStroke } = ops;
	return new Set([stroke, closeStroke, fillStroke, eoFillStroke, ops.closeFillStroke]);
}

function fills(ops: Pdf['OPS']): Set<number> {
	const { fill, eoFill, fillStroke, eoFillStroke, closeFillStroke } = ops;
	return new Set([fill, eoFill, fillStroke, eoFillStroke, closeFillStroke]);
}

function evenOdds(ops: Pdf['OPS']): Set<number> {
	return new Set([ops.eoFill, ops.eoFillStroke, ops.closeEOFillStroke]);
}

/** One bit a dot, rows in whole bytes, as grey RGB. */
function spread(bits: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
	const dots = new Uint8Array(width * height * 3);
	const row = Math.ceil(width / 8);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const isLight = ((bits[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
			dots.fill(isLight * 255, (y * width + x) * 3, (y * width + x + 1) * 3);
		}
	return dots;
}
