import type { Box } from '@wenshu/domain/conformity/facts.ts';

/** Operators of a path in pdf.js, and how many numbers follow each. */
const NUMBERS = [2, 2, 6, 4, 0] as const;
const MOVE = 0;
const CLOSE = 4;
/** Places on a curve at which its extent is taken: within a thousandth of its size. */
const SAMPLES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** The corners of each part of a path, curves followed at some places. Units are the path's own. */
export function partsOf(path: ArrayLike<number>): [number, number][][] {
	const parts: [number, number][][] = [];
	let [x, y] = [0, 0];
	for (let from = 0; from < path.length;) {
		const operator = path[from] ?? CLOSE;
		const count = NUMBERS[operator] ?? 0;
		const numbers = Array.from({ length: count }, (_, index) => path[from + 1 + index] ?? 0);
		from += 1 + count;
		if (operator === CLOSE) continue;
		if (operator === MOVE || parts.length === 0) parts.push([]);
		const part = parts.at(-1) ?? [];
		for (const point of along([x, y], numbers)) part.push(point);
		[x, y] = part.at(-1) ?? [x, y];
	}
	return parts;
}

/** Points of a line or a Bézier curve of any degree, without its beginning. */
function along(begin: readonly [number, number], numbers: readonly number[]): [number, number][] {
	if (numbers.length === 2) return [[numbers[0] ?? 0, numbers[1] ?? 0]];
	const xs = [begin[0], ...numbers.filter((_, index) => index % 2 === 0)];
	const ys = [begin[1], ...numbers.filter((_, index) => index % 2 === 1)];
	return SAMPLES.map((t) => [onCurve(xs, t), onCurve(ys, t)]);
}

/** De Casteljau's construction. */
function onCurve(points: readonly number[], t: number): number {
	let level = [...points];
	while (level.length > 1)
		level = level.slice(1).map((next, index) => (level[index] ?? 0) * (1 - t) + next * t);
	return level[0] ?? 0;
}

/** The box around points, or null without any. */
export function boxAround(points: readonly (readonly [number, number])[]): Box | null {
	if (points.length === 0) return null;
	const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
	for (const [x, y] of points) {
		box.left = Math.min(box.left, x);
		box.right = Math.max(box.right, x);
		box.top = Math.min(box.top, y);
		box.bottom = Math.max(box.bottom, y);
	}
	return box;
}
