/** What the launcher says: short lines, Chinese first, English for whoever reads the log. */

const colour = process.stdout.isTTY && !process.env['NO_COLOR'];

function paint(code: number, text: string): string {
	return colour ? `\u001b[${String(code)}m${text}\u001b[0m` : text;
}

export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);
export const red = (text: string): string => paint(31, text);
export const green = (text: string): string => paint(32, text);

export function say(text = ''): void {
	process.stdout.write(`${text}\n`);
}

/** A failure the person can do something about; shown without a stack. */
export class Problem extends Error {
	override name = 'Problem';
}

/** Seconds since `start` (from `performance.now()`), for people. */
export function seconds(start: number): string {
	return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
