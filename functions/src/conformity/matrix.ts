/** An affine matrix of PDF: [a b c d e f]. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** `inner` is applied first, then `outer`. */
export function times(outer: Matrix, inner: Matrix): Matrix {
	const [a, b, c, d, e, f] = outer;
	const [g, h, i, j, k, l] = inner;
	return [
		a * g + c * h,
		b * g + d * h,
		a * i + c * j,
		b * i + d * j,
		a * k + c * l + e,
		b * k + d * l + f,
	];
}

/** A point under a matrix. */
export function at(matrix: Matrix, x: number, y: number): [number, number] {
	const [a, b, c, d, e, f] = matrix;
	return [a * x + c * y + e, b * x + d * y + f];
}

/** Six numbers as they come out of an operator list. */
export function matrixOf(numbers: ArrayLike<number>): Matrix {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = Array.from(numbers);
	return [a, b, c, d, e, f];
}
