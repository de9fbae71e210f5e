import { runLayout } from '../layout/engine.ts';

/** One step of an outline; coordinates in thousandths of an em, y upwards from the baseline. */
export type Step = { move: 'M' | 'L' | 'C' | 'Z'; points: number[] };

/** The outline of each character of a text, drawn in the type of seals; characters without one are skipped. */
export async function outlinesOf(text: string): Promise<Step[][]> {
	const answer = await runLayout({ kind: 'outlines', text });
	if (!('svg' in answer)) throw new Error('the layout engine gave no outlines');
	const { svg } = answer;
	const shapes = new Map<string, Step[]>();
	for (const match of svg.matchAll(/<symbol id="([^"]+)"[^>]*>\s*<path d="([^"]*)"/gu))
		shapes.set(match[1] ?? '', parsePath(match[2] ?? ''));
	return [...svg.matchAll(/<use xlink:href="#([^"]+)"/gu)].flatMap((match) => {
		const shape = shapes.get(match[1] ?? '');
		return shape === undefined ? [] : [shape];
	});
}

/** Number of coordinates each SVG path command takes. */
const ARITY: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, Z: 0 };

/** An SVG path in absolute moves, lines and cubic curves. */
export function parsePath(path: string): Step[] {
	const tokens = path.match(/[a-zA-Z]|-?\d*\.?\d+(?:e[-+]?\d+)?/gu) ?? [];
	const pen = { x: 0, y: 0, startX: 0, startY: 0 };
	const steps: Step[] = [];
	let command = 'M';
	for (let at = 0; at < tokens.length;) {
		const token = tokens[at] ?? '';
		if (/^[a-zA-Z]$/u.test(token)) {
			command = token;
			at += 1;
		}
		const count = ARITY[command.toUpperCase()];
		if (count === undefined) throw new Error(`unknown path command ${command}`);
		const numbers = tokens.slice(at, at + count).map(Number);
		at += count;
		steps.push(step(command, numbers, pen));
	}
	return steps.filter(
		(one, at) => one.move !== 'M' || (at + 1 < steps.length && steps[at + 1]?.move !== 'M'),
	);
}

type Pen = { x: number; y: number; startX: number; startY: number };

function step(command: string, numbers: readonly number[], pen: Pen): Step {
	const isRelative = command === command.toLowerCase();
	const [originX, originY] = isRelative ? [pen.x, pen.y] : [0, 0];
	const upper = command.toUpperCase();
	if (upper === 'Z') {
		[pen.x, pen.y] = [pen.startX, pen.startY];
		return { move: 'Z', points: [] };
	}
	if (upper === 'H' || upper === 'V') {
		const [value = 0] = numbers;
		if (upper === 'H') pen.x = originX + value;
		else pen.y = originY + value;
		return { move: 'L', points: [pen.x, pen.y] };
	}
	const points = numbers.map((value, at) => value + (at % 2 === 0 ? originX : originY));
	const cubic = upper === 'Q' ? raise(points, pen) : points;
	pen.x = cubic.at(-2) ?? 0;
	pen.y = cubic.at(-1) ?? 0;
	if (upper === 'M') [pen.startX, pen.startY] = [pen.x, pen.y];
	return { move: upper === 'Q' ? 'C' : (upper as 'M' | 'L' | 'C'), points: cubic };
}

/** A quadratic curve as a cubic one. */
function raise([cx = 0, cy = 0, x = 0, y = 0]: number[], pen: Pen): number[] {
	const third = (from: number, control: number) => from + (2 / 3) * (control - from);
	return [third(pen.x, cx), third(pen.y, cy), third(x, cx), third(y, cy), x, y];
}
