import type { Shape } from './read-pdf.ts';

/** a to f of a transformation, as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number];
/** What changes nothing. */
export const UNIT: Matrix = [1, 0, 0, 1, 0, 0];
/** Millimetres of a point. */
export const MM = 25.4 / 72;

/** A path of pdf.js under a matrix, in millimetres. */
export function stepsOf(numbers: ArrayLike<number>, matrix: Matrix): Shape['steps'] {
	// pdf.js: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close.
	const counts = [2, 2, 6, 4, 0];
	const steps: Shape['steps'] = [];
	let last = [0, 0];
	for (let at = 0; at < numbers.length;) {
		const kind = numbers[at++] ?? 0;
		const count = counts[kind] ?? 0;
		const points: number[] = [];
		for (let each = 0; each < count; each += 2) {
			const [x = 0, y = 0] = [numbers[at + each], numbers[at + each + 1]];
			points.push((matrix[0] * x + matrix[2] * y + matrix[4]) * MM);
			points.push((matrix[1] * x + matrix[3] * y + matrix[5]) * MM);
		}
		at += count;
		if (kind === 3) steps.push({ move: 'B', points: cubicOf(last, points) });
		else steps.push({ move: (['M', 'L', 'B', 'B', 'C'] as const)[kind] ?? 'C', points });
		if (points.length > 0) last = points.slice(-2);
	}
	return steps;
}

/** A quadratic curve as a cubic one. */
function cubicOf([x0 = 0, y0 = 0]: number[], [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[]): number[] {
	const third = (from: number, to: number) => from + (2 / 3) * (to - from);
	return [third(x0, x1), third(y0, y1), third(x2, x1), third(y2, y1), x2, y2];
}

/** A matrix from its six numbers. */
export function matrixOf(value: unknown): Matrix {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = Array.from(value as ArrayLike<number>);
	return [a, b, c, d, e, f];
}

/** First the second matrix, then the first. */
export function times(a: Matrix, b: Matrix): Matrix {
	return [
		a[0] * b[0] + a[2] * b[1],
		a[1] * b[0] + a[3] * b[1],
		a[0] * b[2] + a[2] * b[3],
		a[1] * b[2] + a[3] * b[3],
		a[0] * b[4] + a[2] * b[5] + a[4],
		a[1] * b[4] + a[3] * b[5] + a[5],
	];
}
