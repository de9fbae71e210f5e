import type {
	Box,
	Glyph,
	Paper,
	PaperPage,
	Rule,
	TextRun,
} from '@wenshu/domain/conformity/facts.ts';
import { plain } from '@wenshu/domain/conformity/lines.ts';

/** Lines whose baselines lie this near are one, in millimetres. */
const SAME_LINE = 0.6;

interface Place {
	page: PaperPage;
	run: TextRun;
	glyph: Glyph;
}

const heightOf = ({ glyph }: Place): number => glyph.begin[1];

/** The upright glyphs of a page in the order of reading. */
function inOrder(page: PaperPage): Place[] {
	const places = page.runs
		.filter((run) => run.angle === 0 && run.opacity > 0.5)
		.flatMap((run) => run.glyphs.map((glyph) => ({ page, run, glyph })));
	places.sort((one, other) => heightOf(one) - heightOf(other));
	const lines: Place[][] = [];
	for (const place of places) {
		const last = lines.at(-1)?.at(0);
		if (last && heightOf(place) - heightOf(last) < SAME_LINE) lines.at(-1)?.push(place);
		else lines.push([place]);
	}
	return lines.flatMap((line) =>
		line.sort((one, other) => one.glyph.begin[0] - other.glyph.begin[0]),
	);
}

/** Which place of some words is meant: the first of the file, or the last. */
export type Which = 'first' | 'last';

function places(paper: Paper, words: string, which: Which): Place[] {
	const all = paper.pages
		.flatMap(inOrder)
		.flatMap((place) => [...plain(place.glyph.text)].map((letter) => ({ letter, place })));
	const wanted = [...plain(words)];
	const fits = (at: number): boolean =>
		wanted.every((letter, index) => all[at + index]?.letter === letter);
	const starts = all.map((_, at) => at).filter(fits);
	const start = which === 'first' ? starts[0] : starts.at(-1);
	if (start === undefined) throw new Error(`no “${words}” in the file`);
	return [...new Set(all.slice(start, start + wanted.length).map((one) => one.place))];
}

/** Takes words out of their runs into runs of their own, one for each run they were in. */
function apart(paper: Paper, words: string, which: Which): { page: PaperPage; run: TextRun }[] {
	const taken = places(paper, words, which);
	const made: { page: PaperPage; run: TextRun; from: TextRun }[] = [];
	for (const { page, run, glyph } of taken) {
		run.glyphs = run.glyphs.filter((one) => one !== glyph);
		let own = made.find((one) => one.from === run);
		if (own === undefined) {
			own = { page, run: { ...run, glyphs: [] }, from: run };
			made.push(own);
			page.runs.push(own.run);
		}
		own.run.glyphs.push(glyph);
	}
	return made;
}

function moveBox(box: Box, dx: number, dy: number): void {
	box.left += dx;
	box.right += dx;
	box.top += dy;
	box.bottom += dy;
}

function moveRun(run: TextRun, dx: number, dy: number): void {
	for (const glyph of run.glyphs) {
		glyph.begin = [glyph.begin[0] + dx, glyph.begin[1] + dy];
		glyph.end = [glyph.end[0] + dx, glyph.end[1] + dy];
		if (glyph.ink) moveBox(glyph.ink, dx, dy);
	}
}

/** Moves words by millimetres. */
export function move(
	paper: Paper,
	words: string,
	dx: number,
	dy: number,
	which: Which = 'first',
): void {
	for (const { run } of apart(paper, words, which)) moveRun(run, dx, dy);
}

/** Moves the lines, from edge to edge, on which words go on after their first line. */
export function moveWrapped(paper: Paper, words: string, dx: number, which: Which = 'first'): void {
	const all = places(paper, words, which);
	const [first] = all;
	const rest = all.filter((place) => first && heightOf(place) - heightOf(first) > SAME_LINE);
	if (rest.length === 0) throw new Error(`“${words}” is one line`);
	const lines = new Set(rest.map(heightOf));
	for (const run of first?.page.runs ?? []) {
		if (run.angle === 0 && lines.has(run.glyphs[0]?.begin[1] ?? 0)) moveRun(run, dx, 0);
	}
}

/** Changes font, size or colour of words. */
export function dress(
	paper: Paper,
	words: string,
	changes: Partial<Pick<TextRun, 'font' | 'size' | 'colour'>>,
	which: Which = 'first',
): void {
	for (const { run } of apart(paper, words, which)) Object.assign(run, changes);
}

/** Takes words away. */
export function drop(paper: Paper, words: string, which: Which = 'first'): void {
	for (const { page, run } of apart(paper, words, which))
		page.runs = page.runs.filter((one) => one !== run);
}

/** Writes other words of the same length in the place of some. */
export function rewrite(paper: Paper, words: string, other: string, which: Which = 'first'): void {
	const letters = [...other];
	places(paper, words, which).forEach(({ glyph }, at) => {
		glyph.text = letters[at] ?? '';
	});
}

/** Writes a sign behind words. */
export function append(paper: Paper, words: string, sign: string, which: Which = 'first'): void {
	const last = places(paper, words, which).at(-1);
	if (last === undefined) return;
	const { glyph, run } = last;
	const width = glyph.end[0] - glyph.begin[0];
	const end = [glyph.end[0] + width, glyph.end[1]] as const;
	run.glyphs.push({ text: sign, begin: glyph.end, end, ink: null });
}

/** Puts words on a new page behind the others. */
export function overleaf(paper: Paper, words: string, which: Which = 'first'): void {
	const [last] = paper.pages.slice(-1);
	if (last === undefined) return;
	const page = { ...last, number: last.number + 1, runs: [], rules: [], pictures: [], seals: [] };
	paper.pages.push(page);
	for (const { page: old, run } of apart(paper, words, which)) {
		old.runs = old.runs.filter((one) => one !== run);
		(page.runs as TextRun[]).push(run);
	}
}

/** A page by its number. */
export function pageAt(paper: Paper, number: number): PaperPage {
	const page = paper.pages.at(number > 0 ? number - 1 : number);
	if (page === undefined) throw new Error(`no page ${String(number)}`);
	return page;
}

/** Maps all places on a page, ink included. */
export function warp(page: PaperPage, x: (x: number) => number, y: (y: number) => number): void {
	for (const glyph of page.runs.flatMap((run) => run.glyphs)) {
		const width = glyph.end[0] - glyph.begin[0];
		const [left, top] = [x(glyph.begin[0]), y(glyph.begin[1])];
		const [dx, dy] = [left - glyph.begin[0], top - glyph.begin[1]];
		glyph.begin = [left, top];
		glyph.end = [left + width, top + (glyph.end[1] - glyph.begin[1])];
		if (glyph.ink) moveBox(glyph.ink, dx, dy);
	}
}

/** The whole page moved, as by a wrong margin. */
export function shift(page: PaperPage, dx: number, dy: number): void {
	for (const run of page.runs) moveRun(run, dx, dy);
	for (const { box } of page.rules) moveBox(box, dx, dy);
}

/** One line less on a page, the others spread over its height. */
export function spread(page: PaperPage, lines: number): void {
	warp(
		page,
		(x) => x,
		(y) => (y > 263 ? y : 37 + ((y - 37) * 22) / lines),
	);
	page.runs = page.runs.filter((run) => {
		const at = run.glyphs[0]?.begin[1] ?? 0;
		return at < 262 || at > 268;
	});
}

/** Red, or black, rules across a page from top to bottom. */
export function rulesOf(page: PaperPage, colour: 'red' | 'black'): Rule[] {
	return page.rules
		.filter(
			({ box, colour: is }) =>
				box.right - box.left > 100 && is.startsWith('#e6') === (colour === 'red'),
		)
		.sort((one, other) => one.box.top - other.box.top);
}

/** Moves rules. */
export function moveRules(rules: readonly Rule[], dx: number, dy: number): void {
	for (const { box } of rules) moveBox(box, dx, dy);
}

/** Moves a seal. */
export function moveSeal(paper: Paper, at: number, dx: number, dy: number): void {
	const seal = paper.pages.flatMap((page) => page.seals)[at];
	if (seal === undefined) throw new Error('no such seal');
	moveBox(seal, dx, dy);
}

/** Moves the turned text of a sideways sheet. */
export function moveTurned(page: PaperPage, dx: number, dy: number): void {
	for (const run of page.runs.filter((one) => one.angle !== 0)) moveRun(run, dx, dy);
}
