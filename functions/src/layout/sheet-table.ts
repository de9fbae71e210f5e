import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { wordsOfRun } from './runs.ts';
import { blocksOf, type Block, type Surroundings } from './sheet.ts';

/** A cell of a table with its own blocks. */
export interface TableCell {
	colspan: number;
	rowspan: number;
	/** So much in it that its row may be higher than a page. */
	long: boolean;
	blocks: Block[];
}

/** A table over the full width; `columns` are shares of it, `head` rows repeat on every page. */
export interface TableBlock {
	kind: 'table';
	columns: number[];
	head: number;
	rows: TableCell[][];
}

/** A cell placed on the table's grid. */
interface Placed {
	row: number;
	column: number;
	colspan: number;
	rowspan: number;
	node: BodyNode;
}

/**
 * A table as the template draws it. Spans are cut to what fits and holes are filled with empty cells,
 * so that no input can make the engine refuse the whole document.
 */
export function tableBlock(table: BodyNode, around: Surroundings): TableBlock {
	const rows = (table.content ?? []).filter((row) => row.type === 'tableRow');
	const placed = place(rows);
	const columns = Math.max(1, ...placed.map((cell) => cell.column + cell.colspan));
	const grid = rows.map((_, at) => fillRow(placed, at, columns, around));
	return { kind: 'table', columns: shares(placed, columns), head: headRows(rows), rows: grid };
}

/** Puts every cell on the first free place of its row, as HTML does. */
function place(rows: readonly BodyNode[]): Placed[] {
	const taken = new Set<string>();
	const placed: Placed[] = [];
	rows.forEach((row, at) => {
		let column = 0;
		for (const node of row.content ?? []) {
			while (taken.has(`${String(at)},${String(column)}`)) column += 1;
			let colspan = 1;
			const wanted = span(node.attrs?.['colspan'], 60);
			while (colspan < wanted && !taken.has(`${String(at)},${String(column + colspan)}`))
				colspan += 1;
			const rowspan = Math.min(span(node.attrs?.['rowspan'], 200), rows.length - at);
			for (let down = 0; down < rowspan; down++) {
				for (let over = 0; over < colspan; over++)
					taken.add(`${String(at + down)},${String(column + over)}`);
			}
			placed.push({ row: at, column, colspan, rowspan, node });
			column += colspan;
		}
	});
	return placed;
}

function span(value: unknown, most: number): number {
	return typeof value === 'number' ? Math.min(Math.max(1, Math.trunc(value)), most) : 1;
}

/** The cells that begin in a row, from left to right, with empty ones where nothing reaches. */
function fillRow(
	placed: readonly Placed[],
	row: number,
	columns: number,
	around: Surroundings,
): TableCell[] {
	const cells: TableCell[] = [];
	for (let column = 0; column < columns; column++) {
		const over = placed.find(
			(cell) =>
				cell.row <= row &&
				row < cell.row + cell.rowspan &&
				cell.column <= column &&
				column < cell.column + cell.colspan,
		);
		if (over === undefined) cells.push({ colspan: 1, rowspan: 1, long: false, blocks: [] });
		else if (over.row === row && over.column === column) cells.push(tableCell(over, around));
	}
	return cells;
}

/** Head cells are centred in 黑体 unless they say otherwise. */
function tableCell(cell: Placed, around: Surroundings): TableCell {
	const isHead = cell.node.type === 'tableHeader';
	const blocks = blocksOf(cell.node.content ?? [], { ...around, depth: 0, inCell: true });
	for (const block of blocks) {
		if (block.kind !== 'paragraph') continue;
		if (block.align === 'justify') block.align = isHead ? 'center' : 'left';
		if (isHead)
			block.runs = block.runs.map((run) => ('text' in run ? { face: 'hei', ...run } : run));
	}
	const { colspan, rowspan } = cell;
	return { colspan, rowspan, long: weight(blocks) > LONG_CELL * colspan, blocks };
}

/** What a narrow column holds without growing near a page's height, in characters. */
const LONG_CELL = 60;

/** Characters of a cell; a picture or paragraph counts as a line at least. */
function weight(blocks: readonly Block[]): number {
	return blocks.reduce((sum, block) => {
		if (block.kind !== 'paragraph') return sum + LONG_CELL;
		const words = block.runs.map((run) => ('br' in run ? '　　　' : wordsOfRun(run))).join('');
		return sum + Math.max(3, words.length);
	}, 0);
}

/** Shares of the width from the editor's column widths; columns without one get the average. */
function shares(placed: readonly Placed[], columns: number): number[] {
	const widths: (number | undefined)[] = Array.from({ length: columns }, () => undefined);
	for (const cell of placed) {
		const given = cell.node.attrs?.['colwidth'];
		if (!Array.isArray(given)) continue;
		given.slice(0, cell.colspan).forEach((width, over) => {
			if (width > 0) widths[cell.column + over] ??= width;
		});
	}
	const known = widths.filter((width) => width !== undefined);
	const average = known.length === 0 ? 1 : known.reduce((a, b) => a + b, 0) / known.length;
	return widths.map((width) => width ?? average);
}

/** Leading rows made of head cells only, unless a cell of theirs reaches further down. */
function headRows(rows: readonly BodyNode[]): number {
	let head = 0;
	for (const row of rows) {
		const cells = row.content ?? [];
		if (cells.length === 0 || cells.some((cell) => cell.type !== 'tableHeader')) break;
		if (cells.some((cell) => Number(cell.attrs?.['rowspan'] ?? 1) > 1)) break;
		head += 1;
	}
	return head === rows.length ? 0 : head;
}
