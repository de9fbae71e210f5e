/** A stretch of two lists: the same in both, or what stands in one instead of what stands in the other. */
export interface Stretch {
	same: boolean;
	before: [from: number, to: number];
	after: [from: number, to: number];
}

/** More differences than this are no longer told apart: everything between is shown as replaced. */
const MOST = 1_000;

/** The stretches in which two lists agree and differ, in order (Myers). */
export function diffLists(before: readonly string[], after: readonly string[]): Stretch[] {
	const most = Math.min(before.length, after.length);
	let head = 0;
	while (head < most && before[head] === after[head]) head += 1;
	let tail = 0;
	while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
		tail += 1;
	const a = before.slice(head, before.length - tail);
	const b = after.slice(head, after.length - tail);
	const stretches: Stretch[] = [];
	push(stretches, true, 0, head, 0, head);
	for (const { same, before: x, after: y } of middle(a, b))
		push(stretches, same, x[0] + head, x[1] + head, y[0] + head, y[1] + head);
	const [endA, endB] = [before.length, after.length];
	push(stretches, true, endA - tail, endA, endB - tail, endB);
	return stretches;
}

/** Small stretches that agree between larger ones that differ only make a comparison hard to read. */
export function withoutIslands(stretches: readonly Stretch[], most: number): Stretch[] {
	const merged: Stretch[] = [];
	for (const [index, each] of stretches.entries()) {
		const [last, next] = [merged.at(-1), stretches[index + 1]];
		const length = each.after[1] - each.after[0];
		const between = last && next && !last.same && !next.same;
		const island =
			each.same && between && length <= most && length < Math.min(extent(last), extent(next));
		push(merged, each.same && !island, ...each.before, ...each.after);
	}
	return merged;
}

function extent({ before, after }: Stretch): number {
	return Math.max(before[1] - before[0], after[1] - after[0]);
}

function push(
	stretches: Stretch[],
	same: boolean,
	a0: number,
	a1: number,
	b0: number,
	b1: number,
): void {
	if (a0 === a1 && b0 === b1) return;
	const last = stretches.at(-1);
	if (last?.same === same) [last.before[1], last.after[1]] = [a1, b1];
	else stretches.push({ same, before: [a0, a1], after: [b0, b1] });
}

function middle(a: readonly string[], b: readonly string[]): Stretch[] {
	const whole: Stretch[] = [];
	push(whole, false, 0, a.length, 0, b.length);
	if (a.length === 0 || b.length === 0) return whole;
	const rounds = farthest(a, b);
	if (!rounds) return whole;
	const steps: [same: boolean, x0: number, x1: number, y0: number, y1: number][] = [];
	let [x, y] = [a.length, b.length];
	for (let round = rounds.length - 1; round >= 0; round -= 1) {
		const reach = rounds[round] ?? new Int32Array();
		const down = isDown(reach, x - y, round);
		const from = x - y + (down ? 1 : -1);
		const startX = round === 0 ? 0 : at(reach, from);
		const startY = round === 0 ? 0 : startX - from;
		const middleX = round === 0 ? 0 : startX + (down ? 0 : 1);
		const middleY = round === 0 ? 0 : startY + (down ? 1 : 0);
		steps.push([true, middleX, x, middleY, y], [false, startX, middleX, startY, middleY]);
		[x, y] = [startX, startY];
	}
	const stretches: Stretch[] = [];
	for (const step of steps.reverse()) push(stretches, ...step);
	return stretches;
}

/** How far each diagonal was reached before each round of one more difference; null when there are too many. */
function farthest(a: readonly string[], b: readonly string[]): Int32Array[] | null {
	const rounds: Int32Array[] = [];
	let reach = new Int32Array(3);
	for (let round = 0; round <= Math.min(MOST, a.length + b.length); round += 1) {
		rounds.push(reach);
		const next = new Int32Array(2 * round + 5);
		for (let diagonal = -round; diagonal <= round; diagonal += 2) {
			const down = isDown(reach, diagonal, round);
			let x = round === 0 ? 0 : at(reach, diagonal + (down ? 1 : -1)) + (down ? 0 : 1);
			while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
			next[diagonal + round + 2] = x;
			if (x >= a.length && x - diagonal >= b.length) return rounds;
		}
		reach = next;
	}
	return null;
}

/** Whether a diagonal is reached from the one above, by an insertion, rather than by a deletion. */
function isDown(reach: Int32Array, diagonal: number, round: number): boolean {
	if (diagonal === -round) return true;
	return diagonal !== round && at(reach, diagonal - 1) < at(reach, diagonal + 1);
}

/** Reads a round's reach; its middle is diagonal 0. */
function at(reach: Int32Array, diagonal: number): number {
	return reach[diagonal + (reach.length - 1) / 2] ?? 0;
}
