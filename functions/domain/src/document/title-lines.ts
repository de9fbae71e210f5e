/** Widest title line, in characters of 2号 (22 pt) on a type area of 156 mm. */
const MAX_WIDTH = 20;
/** Words that must not begin a line. */
const NEVER_FIRST = /^[的和与及等之了、，。；：）》”’〉】％%]/u;
/** Marks that must not end a line. */
const NEVER_LAST = /[（《“‘〈【]$/u;

/** Width in full characters: letters and digits of Latin script take about half. */
export function titleWidth(text: string): number {
	let width = 0;
	for (const character of text) width += /[\u0020-\u007e]/u.test(character) ? 0.5 : 1;
	return width;
}

/**
 * The lines of a title. Given line feeds are kept. Otherwise a long title is broken between words, as
 * few lines as fit, in a trapezoid or rhombus and never an hourglass (GB/T 9704-2012 §7.3.1).
 */
export function titleLines(title: string): string[] {
	const given = title
		.split('\n')
		.map((part) => part.trim())
		.filter(Boolean);
	if (given.length !== 1) return given;
	const [text = ''] = given;
	if (titleWidth(text) <= MAX_WIDTH) return [text];
	const words = splitWords(text);
	const fewest = Math.ceil(titleWidth(text) / MAX_WIDTH);
	for (let count = fewest; count <= fewest + 2; count++) {
		const best = breakInto(words, count, titleWidth(text) / count);
		if (best !== null) return best;
	}
	return [text];
}

/** Words of the text with those glued together that no line may separate. */
function splitWords(text: string): string[] {
	const words: string[] = [];
	for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)) {
		const last = words.at(-1);
		if (last !== undefined && (NEVER_FIRST.test(segment) || NEVER_LAST.test(last))) {
			words[words.length - 1] = last + segment;
		} else words.push(segment);
	}
	return words;
}

interface Layout {
	lines: string[];
	cost: number;
}

/** The cheapest break into exactly `count` lines, or null when some line cannot fit. */
function breakInto(words: string[], count: number, target: number): string[] | null {
	let best: Layout | null = null;
	const place = (from: number, lines: string[]): void => {
		if (lines.length === count - 1) {
			const rest = words.slice(from).join('');
			if (rest === '' || titleWidth(rest) > MAX_WIDTH) return;
			const layout = rate([...lines, rest], target);
			if (best === null || layout.cost < best.cost) best = layout;
			return;
		}
		let text = '';
		for (let at = from; at < words.length; at++) {
			text += words[at] ?? '';
			const width = titleWidth(text);
			if (width > MAX_WIDTH) break;
			if (width >= target * 0.55) place(at + 1, [...lines, text]);
		}
	};
	place(0, []);
	return (best as Layout | null)?.lines ?? null;
}

/** Uneven lines cost; an hourglass, or a last line of a few characters, costs more. */
function rate(lines: string[], target: number): Layout {
	const widths = lines.map(titleWidth);
	let cost = 0;
	for (const width of widths) cost += (width - target) ** 2;
	for (let at = 1; at < widths.length - 1; at++) {
		const [before = 0, here = 0, after = 0] = widths.slice(at - 1, at + 2);
		if (here < before && here < after) cost += 60;
	}
	if ((widths.at(-1) ?? 0) < 4) cost += 60;
	// The organ's name alone on the first line is how such titles are read.
	if (lines[1]?.startsWith('关于') === true) cost -= 40;
	return { lines, cost };
}
