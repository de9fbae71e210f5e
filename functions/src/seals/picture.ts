import { outlinesOf, type Step } from './outlines.ts';

/** A drawn picture: PDF path operators in a square of 1000 units, y upwards, painted in one colour. */
export interface DrawnPicture {
	operators: string;
}

/** A picture that was uploaded or written by hand: PNG (base64) with a transparent ground, size in pixels. */
export interface PngPicture {
	png: string;
	width: number;
	height: number;
}

/** What a seal or a signature looks like. */
export type SealPicture = DrawnPicture | PngPicture;

/** Red of the ring (Y 80 M 80 of GB/T 9704 as light). */
const RED = [0.886, 0.039, 0.086] as const;
const CENTRE = 500;
/** Ring of 1.2 mm on a seal of 42 mm. */
const RING = { outer: 498, inner: 469 } as const;
/** Star of 14 mm across on a seal of 42 mm. */
const STAR = 168;
/** Characters reach from this radius … to this one. */
const TEXT = { inner: 268, outer: 436 } as const;
/** Widest angle between two characters, and of the whole name, in degrees. */
const ANGLE = { step: 36, span: 296 } as const;

/**
 * Draws a round official seal: the name along the upper arc, a five-pointed star in the middle
 * (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定, 国发〔1999〕25号).
 */
export async function drawSeal(name: string): Promise<SealPicture> {
	const glyphs = await outlinesOf([...name.normalize('NFC')].filter(isDrawn).join(''));
	if (glyphs.length === 0) throw new Error('a seal needs a name');
	const parts = [
		`${RED.join(' ')} rg`,
		`${circle(RING.outer)} ${circle(RING.inner)} f*`,
		`${star()} f`,
		...glyphs.map((glyph, at) => `${placeGlyph(glyph, at, glyphs.length)} f`),
	];
	return { operators: parts.join('\n') };
}

/**
 * Words in one line, as operators: lower left corner and height in units of the picture. With `centred` the
 * line's middle stands at `x`.
 */
export async function drawWords(
	text: string,
	at: { x: number; y: number; size: number; centred?: boolean },
): Promise<string> {
	const glyphs = await outlinesOf(text);
	const from = at.centred === true ? at.x - (glyphs.length * at.size) / 2 : at.x;
	return glyphs
		.map((glyph, index) => {
			const point = (x: number, y: number): string => {
				const left = from + (index + x / 1000) * at.size;
				return `${number(left)} ${number(at.y + ((y + 120) / 1000) * at.size)}`;
			};
			return `${glyph.map((one) => operator(one, point)).join(' ')} f`;
		})
		.join('\n');
}

/** The mark that a seal of a certificate of our own bears: 演示, under the star or below a signature. */
export async function drawDemoMark(isRound: boolean): Promise<string> {
	const words = isRound
		? await drawWords('演示', { x: CENTRE, y: 172, size: 96, centred: true })
		: await drawWords('演示', { x: 830, y: 4, size: 80 });
	return `${RED.join(' ')} rg\n${words}`;
}

/** Path operators as SVG shapes, y downwards in a square of 1000 units: what the server draws previews with. */
export function operatorsSvg(operators: string): string {
	let fill = '#000';
	const shapes = operators.split('\n').flatMap((line) => {
		const colour = /^([\d.]+) ([\d.]+) ([\d.]+) rg$/u.exec(line);
		if (colour !== null) {
			const parts = colour.slice(1).map((part) => Math.round(Number(part) * 255));
			fill = `rgb(${parts.join(',')})`;
			return [];
		}
		const rule = line.endsWith('f*') ? 'evenodd' : 'nonzero';
		const path = line
			.replace(/ f\*?$/u, '')
			.replace(/((?:-?[\d.]+ )*)([mlch])(?: |$)/gu, (_, points: string, operator: string) => {
				return `${{ m: 'M', l: 'L', c: 'C', h: 'Z' }[operator] ?? ''}${points}`;
			});
		return [`<path fill="${fill}" fill-rule="${rule}" d="${path.trim()}"/>`];
	});
	return `<g transform="matrix(1 0 0 -1 0 1000)">${shapes.join('')}</g>`;
}

function isDrawn(character: string): boolean {
	return /[\p{L}\p{N}（）·]/u.test(character);
}

/**
 * One character on the arc, its head outwards: from the lower left, over the top, to the lower right.
 * Characters are taller than wide, as cut in real seals.
 */
function placeGlyph(glyph: readonly Step[], at: number, count: number): string {
	const step = Math.min(ANGLE.step, ANGLE.span / count);
	const turn = ((at - (count - 1) / 2) * step * Math.PI) / 180;
	const height = TEXT.outer - TEXT.inner;
	const middle = (TEXT.outer + TEXT.inner) / 2;
	const room = 2 * TEXT.inner * Math.sin((step * Math.PI) / 360) * 1.16;
	const width = Math.min(height * 0.92, room);
	const point = (x: number, y: number): string => {
		// Em box 0…1000 × −120…880, its centre to the origin, then out to the radius and around.
		const across = ((x - 500) / 1000) * width;
		const out = middle + ((y - 380) / 1000) * height;
		const left = CENTRE + out * Math.sin(turn) + across * Math.cos(turn);
		const up = CENTRE + out * Math.cos(turn) - across * Math.sin(turn);
		return `${number(left)} ${number(up)}`;
	};
	return glyph.map((one) => operator(one, point)).join(' ');
}

function operator(step: Step, point: (x: number, y: number) => string): string {
	if (step.move === 'Z') return 'h';
	const pairs: string[] = [];
	for (let at = 0; at < step.points.length; at += 2)
		pairs.push(point(step.points[at] ?? 0, step.points[at + 1] ?? 0));
	return `${pairs.join(' ')} ${step.move.toLowerCase()}`;
}

function star(): string {
	// Inner radius of the regular five-pointed star.
	const inner = STAR * 0.381966;
	const corners = Array.from({ length: 10 }, (_, at) => {
		const radius = at % 2 === 0 ? STAR : inner;
		const turn = (at * Math.PI) / 5;
		const left = number(CENTRE + radius * Math.sin(turn));
		const up = number(CENTRE + radius * Math.cos(turn));
		return `${left} ${up} ${at === 0 ? 'm' : 'l'}`;
	});
	return `${corners.join(' ')} h`;
}

/** A circle of four cubic curves. */
function circle(radius: number): string {
	const bend = radius * 0.5522847;
	const at = (x: number, y: number) => `${number(CENTRE + x)} ${number(CENTRE + y)}`;
	const r = radius;
	return [
		`${at(r, 0)} m`,
		`${at(r, bend)} ${at(bend, r)} ${at(0, r)} c`,
		`${at(-bend, r)} ${at(-r, bend)} ${at(-r, 0)} c`,
		`${at(-r, -bend)} ${at(-bend, -r)} ${at(0, -r)} c`,
		`${at(bend, -r)} ${at(r, -bend)} ${at(r, 0)} c h`,
	].join(' ');
}

function number(value: number): string {
	return String(Math.round(value * 10) / 10);
}
