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

/** A line of words `from` up to `to`, after the lines before it. */
interface TitleLine {
	from: number;
	to: number;
	width: number;
	/** Narrower than the line before. */
	narrows: boolean;
	cost: number;
	before: TitleLine | null;
}

/**
 * The cheapest break into exactly `count` lines, or null when some line cannot fit. Line by line, keeping the
 * cheapest way to each last line: the number of ways themselves grows beyond all bounds with the title.
 */
function breakInto(words: string[], count: number, target: number): string[] | null {
	const widths = words.map(titleWidth);
	let lines: TitleLine[] = [];
	for (let number = 1; number <= count; number++) {
		const isLast = number === count;
		const next = new Map<string, TitleLine>();
		for (const before of number === 1 ? [null] : lines) {
			const from = before?.to ?? 0;
			let width = 0;
			for (let to = from + 1; to <= words.length; to++) {
				width += widths[to - 1] ?? 0;
				if (width > MAX_WIDTH) break;
				if (isLast ? to < words.length : width < target * 0.55) continue;
				const line = { from, to, width, before, ...rate(words, before, from, width, number) };
				line.cost += (width - target) ** 2 + (isLast && width < 4 ? 60 : 0);
				const key = `${String(from)} ${String(to)} ${String(line.narrows)}`;
				if (line.cost < (next.get(key)?.cost ?? Infinity)) next.set(key, line);
			}
		}
		lines = [...next.values()];
	}
	const [first, ...others] = lines;
	if (first === undefined) return null;
	return textOf(
		words,
		others.reduce((best, one) => (one.cost < best.cost ? one : best), first),
	);
}

/** What a line costs beside its unevenness: an hourglass costs more. */
function rate(
	words: readonly string[],
	before: TitleLine | null,
	from: number,
	width: number,
	number: number,
): Pick<TitleLine, 'narrows' | 'cost'> {
	const begin = words.slice(from, from + 2).join('');
	const isHourglass = before !== null && before.narrows && before.width < width;
	// The organ's name alone on the first line is how such titles are read.
	const isTopic = number === 2 && begin.startsWith('关于');
	return {
		narrows: before !== null && width < before.width,
		cost: (before?.cost ?? 0) + (isHourglass ? 60 : 0) - (isTopic ? 40 : 0),
	};
}

function textOf(words: readonly string[], last: TitleLine): string[] {
	const lines: string[] = [];
	for (let line: TitleLine | null = last; line !== null; line = line.before)
		lines.unshift(words.slice(line.from, line.to).join(''));
	return lines;
}
