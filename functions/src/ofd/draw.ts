import type { Picture, Shape, TextRun } from './read-pdf.ts';

/** Gives every element of a document its number. */
export type NextId = () => number;

/** XML's five. */
export function escapeXml(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&apos;',
	};
	return (
		text
			.replace(/[&<>"']/gu, (one) => entities[one] ?? one)
			// XML has no other control characters.
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
	);
}

/** Millimetres to the micrometre. */
export function mm(value: number): string {
	return String(Math.round(value * 1000) / 1000);
}

function colour(hex: string): string {
	return [1, 3, 5].map((at) => String(Number.parseInt(hex.slice(at, at + 2), 16))).join(' ');
}

/** A run of text as TextObject (GB/T 33190-2016 §11); blanks at its ends are left out. */
export function drawText(run: TextRun, fontId: number, nextId: NextId): string {
	// One code, one place: the second and further characters of a ligature share the room of its glyph.
	const codes = run.glyphs.flatMap(({ text, at }, index) => {
		const end = run.glyphs[index + 1]?.at ?? run.width;
		const characters = [...text];
		return characters.map((character, part) => ({
			character,
			at: at + ((end - at) * part) / characters.length,
		}));
	});
	const isBlank = ({ character }: { character: string }) => character.trim() === '';
	while (codes[0] !== undefined && isBlank(codes[0])) codes.shift();
	for (let last = codes.at(-1); last !== undefined && isBlank(last); last = codes.at(-1))
		codes.pop();
	const [first] = codes;
	if (first === undefined) return '';
	const steps = codes.slice(1).map(({ at }, index) => mm(at - (codes[index]?.at ?? 0)));
	const { size, matrix } = run;
	const width = Math.max(run.width - first.at, size);
	const place =
		matrix === null
			? { x: run.x + first.at, y: run.y, ctm: '', base: size }
			: { x: run.x, y: run.y, ctm: ` CTM="${matrix.map(mm).join(' ')} 0 0"`, base: 0 };
	// A turned line's box is the whole reach around its origin: readers clip nothing of it.
	const reach = Math.hypot(width, size) * 2;
	const boundary =
		matrix === null
			? [place.x, place.y - size, width, size * 1.3]
			: [place.x, place.y, reach, reach];
	const delta = steps.length === 0 ? '' : ` DeltaX="${steps.join(' ')}"`;
	const x = matrix === null ? 0 : first.at;
	return (
		`<ofd:TextObject ID="${String(nextId())}" Boundary="${boundary.map(mm).join(' ')}"` +
		` Font="${String(fontId)}" Size="${mm(size)}"${place.ctm}>` +
		`<ofd:FillColor Value="${colour(run.colour)}"/>` +
		`<ofd:TextCode X="${mm(x)}" Y="${mm(place.base)}"${delta}>` +
		`${escapeXml(codes.map(({ character }) => character).join(''))}</ofd:TextCode></ofd:TextObject>`
	);
}

/** A shape as PathObject (GB/T 33190-2016 §9). */
export function drawShape(shape: Shape, nextId: NextId): string {
	const xs = shape.steps.flatMap(({ points }) => points.filter((_, at) => at % 2 === 0));
	const ys = shape.steps.flatMap(({ points }) => points.filter((_, at) => at % 2 === 1));
	const margin = shape.stroke === null ? 0 : Math.max(shape.lineWidth, 0.1);
	const [left, top] = [smallest(xs) - margin, smallest(ys) - margin];
	const boundary = [left, top, largest(xs) + margin - left, largest(ys) + margin - top];
	const moves = shape.steps
		.map(({ move, points }) =>
			[move, ...points.map((value, at) => mm(value - (at % 2 === 0 ? left : top)))].join(' '),
		)
		.join(' ');
	const dashes =
		shape.dashes.length === 0 ? '' : ` DashPattern="${shape.dashes.map(mm).join(' ')}"`;
	const stroke = shape.stroke === null ? '' : `<ofd:StrokeColor Value="${colour(shape.stroke)}"/>`;
	const fill = shape.fill === null ? '' : `<ofd:FillColor Value="${colour(shape.fill)}"/>`;
	return (
		`<ofd:PathObject ID="${String(nextId())}" Boundary="${boundary.map(mm).join(' ')}"` +
		` LineWidth="${mm(shape.lineWidth)}"${dashes} Stroke="${String(shape.stroke !== null)}"` +
		` Fill="${String(shape.fill !== null)}"${shape.isEvenOdd ? ' Rule="Even-Odd"' : ''}>` +
		`${stroke}${fill}<ofd:AbbreviatedData>${moves}</ofd:AbbreviatedData></ofd:PathObject>`
	);
}

/** A picture as ImageObject (GB/T 33190-2016 §10): the unit square, its y downwards, under a matrix. */
export function drawPicture(picture: Picture, resourceId: number, nextId: NextId): string {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = picture.matrix;
	// PDF's square stands on its lower edge, OFD's hangs from its upper one.
	const [x, y] = [e + c, f + d];
	const corners = [
		[x, y],
		[x + a, y + b],
		[x - c, y - d],
		[x + a - c, y + b - d],
	];
	const [left, top] = [
		smallest(corners.map(([each = 0]) => each)),
		smallest(corners.map(([, each = 0]) => each)),
	];
	const width = largest(corners.map(([each = 0]) => each)) - left;
	const height = largest(corners.map(([, each = 0]) => each)) - top;
	const matrix = [a, b, -c, -d, x - left, y - top];
	return (
		`<ofd:ImageObject ID="${String(nextId())}"` +
		` Boundary="${[left, top, width, height].map(mm).join(' ')}"` +
		` CTM="${matrix.map(mm).join(' ')}" ResourceID="${String(resourceId)}"/>`
	);
}

function smallest(values: readonly number[]): number {
	return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function largest(values: readonly number[]): number {
	return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
