import { bound, isSideways } from '../bound.ts';
import type { Box, PaperPage } from '../facts.ts';
import { isHan } from '../faces.ts';
import {
	emTop,
	inkOf,
	isOfFormula,
	leftOf,
	linesOf,
	mostOf,
	rightOf,
	sizeOf,
	wordsOf,
	type Line,
} from '../lines.ts';
import {
	BINDING,
	BOTTOM,
	CELL,
	CHARACTERS,
	CHARACTERS_TOLERANCE,
	FOOT,
	HEAD,
	LEFT,
	MARGIN_TOLERANCE,
	mm,
	MM,
	PAPER,
	PITCH,
	PLACE_TOLERANCE,
	RIGHT,
	SIZES,
	TOP,
	TYPE_HEIGHT,
	TYPE_WIDTH,
} from '../measures.ts';
import type { Reading } from '../reading.ts';
import { inType, isBlack, isRed, judge, length, type Clause, type Verdict } from '../verdict.ts';

/** Millimetres by which the line of a formula may miss the grid and still count as one of it. */
const OFF_GRID = 0.5;
/** Lines a page must have to show the edges of the type area. */
const ENOUGH_LINES = 3;

const isUpright = (page: PaperPage): boolean => !isSideways(page);

/** Lines of 3号 of a page, which lie on the grid; of a formula those that happen to. */
function gridLines(reading: Reading, page: number): Line[] {
	const [least, most] = SIZES['3号'];
	const lines = reading.text.filter(
		(line) => line.page === page && sizeOf(line) > least - 0.1 && sizeOf(line) < most + 0.1,
	);
	const hasFormula = lines.some((line) => line.glyphs.some(isOfFormula));
	if (!hasFormula) return lines;
	// Numerators and the like stand between the lines.
	const offset = (line: Line): number => (line.baseline - HEAD) % reading.pitch;
	const usual = mostOf(lines.map((line) => Math.round(offset(line) * 2) / 2)) ?? 0;
	return lines.filter((line) => Math.abs(offset(line) - usual) < OFF_GRID);
}

/** Pages that are upright and begin with text on the grid. */
function pagesOfText({ paper, page }: Reading): PaperPage[] {
	const isLetter = page.format === '信函';
	return paper.pages.filter((one) => isUpright(one) && (one.number > 1 || isLetter));
}

/**
 * The first line of each page after the first touches the upper edge; its share of the pitch above the type
 * counts. Blank lines that belong to 附件说明 or the signature may stand before it.
 */
function headMargin(reading: Reading): (Verdict | null)[] {
	return pagesOfText(reading)
		.filter((page) => page.number > 1)
		.map((page) => {
			const [first] = reading.text.filter((line) => line.page === page.number);
			const onGrid = gridLines(reading, page.number);
			if (!first || !onGrid.includes(first)) return null;
			const top = emTop(first) - (reading.pitch - sizeOf(first) * MM) / 2;
			const blanks = Math.min(2, Math.max(0, Math.round((top - HEAD) / reading.pitch)));
			return length(top - blanks * reading.pitch, HEAD, page.number, MARGIN_TOLERANCE);
		});
}

/** Lines that begin, or end, with a Chinese character: punctuation may be squeezed at an edge. */
function edges(
	reading: Reading,
	page: number,
	edge: 'first' | 'last',
): { line: Line; place: number }[] {
	return gridLines(reading, page)
		.filter((line) => isHan(wordsOf(line).at(edge === 'first' ? 0 : -1) ?? ''))
		.map((line) => ({ line, place: edge === 'first' ? leftOf(line) : rightOf(line) }));
}

function bindingMargin(reading: Reading): (Verdict | null)[] {
	return reading.paper.pages.filter(isUpright).map(({ number }) => {
		const places = edges(reading, number, 'first').map(({ place }) => place);
		if (places.length < ENOUGH_LINES) return null;
		const left = Math.min(...places);
		// A page of first lines of paragraphs alone shows the indent, not the edge.
		if (Math.abs(left - LEFT - 2 * CELL) < PLACE_TOLERANCE) return null;
		return length(left, BINDING, number, MARGIN_TOLERANCE);
	});
}

function typeWidth(reading: Reading): (Verdict | null)[] {
	return reading.paper.pages.filter(isUpright).map(({ number }) => {
		const places = edges(reading, number, 'last')
			.map(({ place }) => place)
			.filter((place) => place > RIGHT - 2 * CELL);
		if (places.length < ENOUGH_LINES) return null;
		return length(Math.max(...places) - LEFT, TYPE_WIDTH, number, PLACE_TOLERANCE);
	});
}

/** All ink between the head and the foot of the page; what a letter has outside is its own (10.1). */
function inside({ paper, page }: Reading): Verdict[] {
	const isLetter = page.format === '信函';
	return paper.pages.map(bound).map((sheet) => {
		const lines = linesOf(sheet).flatMap((line) => (isMarkOf(line) ? [] : (inkOf(line) ?? [])));
		const turned = sheet.runs
			.filter((run) => run.angle !== 0 && run.opacity > 0.5)
			.flatMap((run) => run.glyphs.flatMap((glyph) => glyph.ink ?? []));
		const rules = sheet.rules
			.filter((rule) => !(isLetter && isRed(rule.colour)))
			.map((rule) => rule.box);
		const boxes = [...lines, ...turned, ...rules, ...sheet.pictures];
		const worst = Math.max(0, ...boxes.filter((box) => box.top < FOOT).map(excess));
		const good = worst <= PLACE_TOLERANCE;
		return judge(good, `超出 ${mm(worst)}`, '不超出版心（±1 mm）', sheet.number);
	});
	function isMarkOf(line: Line): boolean {
		return isLetter && line.page === 1 && line.glyphs.some((glyph) => isRed(glyph.colour));
	}
}

function excess(box: Box): number {
	return Math.max(LEFT - box.left, box.right - RIGHT, TOP - box.top, box.bottom - BOTTOM);
}

/** Elements for which clause 7 names no type of their own. */
function defaultType(reading: Reading): Verdict[] {
	const { number, recipients, attachmentLabel, organs, date, note } = reading;
	return [number, recipients, attachmentLabel, ...organs, date, note]
		.flatMap((found) => found?.lines[0] ?? [])
		.map((line) => inType(line, ['仿宋'], '3号'));
}

/** Pages filled with text: told by their first and last line, which both touch the type area. */
function linesOnPage(reading: Reading): (Verdict | null)[] {
	return pagesOfText(reading).map(({ number }) => {
		const lines = gridLines(reading, number);
		const [first, last] = [lines[0], lines.at(-1)];
		if (!first || !last || lines.length < ENOUGH_LINES) return null;
		const steps = lines.slice(1).map((line, at) => line.baseline - (lines[at]?.baseline ?? 0));
		const isFull =
			steps.every((step) => step < PITCH * 1.25) && BOTTOM - last.baseline < PITCH * 0.75;
		if (!isFull || number === 1) return null;
		const good = lines.length === reading.lines;
		const note = reading.lines === 22 ? '' : '（已按 7.3.5.5 调整行距）';
		return judge(good, `${String(lines.length)} 行`, `${String(reading.lines)} 行${note}`, number);
	});
}

/** The grid's pitch from line to line, wherever two lines of text lie together. */
function pitch(reading: Reading): Verdict | null {
	const pairs = reading.text.filter((line, at) => line.page === reading.text[at - 1]?.page);
	if (pairs.length < ENOUGH_LINES) return null;
	const found = TYPE_HEIGHT / reading.pitch;
	const good = Math.abs(found - reading.lines) < 0.25;
	const rounded = String(Math.round(found * 10) / 10);
	return judge(good, `每面 ${rounded} 行`, `每面 ${String(reading.lines)} 行`);
}

/** Distance from one Chinese character to the next where no line was stretched. */
function characters(reading: Reading): Verdict | null {
	const steps = reading.paragraphs
		.filter((paragraph) => paragraph.level === 0)
		.flatMap((paragraph) => paragraph.found?.lines ?? [])
		.flatMap((line) =>
			line.glyphs.slice(1).flatMap((glyph, at) => {
				const before = line.glyphs[at];
				if (!before || !isHan(glyph.text) || !isHan(before.text)) return [];
				return [glyph.left - before.left];
			}),
		)
		.sort((one, other) => one - other);
	if (steps.length < CHARACTERS) return null;
	const found = TYPE_WIDTH / (steps[Math.floor(steps.length / 10)] ?? CELL);
	const good = Math.abs(found - CHARACTERS) <= CHARACTERS_TOLERANCE;
	return judge(
		good,
		`每行 ${String(Math.round(found * 10) / 10)} 字`,
		`每行 ${String(CHARACTERS)} 字`,
	);
}

function black(reading: Reading): Verdict[] {
	const marks = new Set(
		[...reading.marks, reading.markSuffix, ...reading.signatories.map((one) => one.name)].flatMap(
			(found) => found?.lines.flatMap((line) => line.glyphs) ?? [],
		),
	);
	return reading.paper.pages.map((page) => {
		const wrong = linesOf(page)
			.flatMap((line) => line.glyphs)
			.filter((glyph) => glyph.text.trim() !== '' && !isBlack(glyph.colour))
			.filter(
				(glyph) => ![...marks].some((mark) => mark.left === glyph.left && mark.text === glyph.text),
			);
		const [first] = wrong;
		const found = first ? `“${first.text}”为 ${first.colour}` : '黑色';
		return judge(wrong.length === 0, found, '黑色', page.number);
	});
}

/** 5 公文用纸幅面尺寸及版面要求. */
export const paperClauses: readonly Clause[] = [
	{
		id: 'paper-size',
		clause: '5.1',
		rule: '公文用纸采用 A4 型纸，幅面尺寸为 210 mm×297 mm。',
		check: ({ paper }) =>
			paper.pages.map((page) => {
				const [short, long] = [page.width, page.height].sort((one, other) => one - other);
				const good =
					Math.abs((short ?? 0) - PAPER.width) <= PAPER.tolerance &&
					Math.abs((long ?? 0) - PAPER.height) <= PAPER.tolerance;
				const found = `${mm(page.width)}×${mm(page.height)}`;
				return judge(good, found, '210 mm×297 mm（±2 mm）', page.number);
			}),
	},
	{
		id: 'head-margin',
		clause: '5.2.1',
		rule: '公文用纸天头（上白边）为 37 mm±1 mm。',
		check: headMargin,
	},
	{
		id: 'binding-margin',
		clause: '5.2.1',
		rule: '公文用纸订口（左白边）为 28 mm±1 mm。',
		check: bindingMargin,
	},
	{
		id: 'type-width',
		clause: '5.2.1',
		rule: '版心宽度为 156 mm，文字撑满版心。',
		check: typeWidth,
	},
	{
		id: 'type-area',
		clause: '5.2.1',
		rule: '除页码等规定位于版心外的要素外，图文不超出 156 mm×225 mm 的版心。',
		check: inside,
	},
	{
		id: 'default-type',
		clause: '5.2.2',
		rule: '如无特殊说明，公文格式各要素一般用 3 号仿宋体字。',
		check: defaultType,
	},
	{
		id: 'lines',
		clause: '5.2.3',
		rule: '一般每面排 22 行，撑满版心；特定情况可作适当调整。',
		check: linesOnPage,
	},
	{
		id: 'line-pitch',
		clause: '5.2.3',
		rule: '行距使每面排满 22 行；特定情况可作适当调整。',
		check: pitch,
	},
	{
		id: 'characters',
		clause: '5.2.3',
		rule: '一般每行排 28 个字，撑满版心。',
		check: characters,
	},
	{
		id: 'black',
		clause: '5.2.4',
		rule: '如无特殊说明，公文中文字的颜色均为黑色。',
		check: black,
	},
];
