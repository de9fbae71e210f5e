import type { z } from 'zod';
import type { AccessRefusal } from './messages.ts';
import type { Unit } from './model.ts';

/** What a cell of a spreadsheet holds. */
export type Cell = string | number | boolean | Date | null | undefined;

/** What is wrong with a row; `column` as headed in the sheet, null when it is the row as a whole. */
export interface RowProblem {
	column: string | null;
	code: AccessRefusal;
	detail?: Record<string, string>;
}

/** A row of a sheet: what it says, or why it cannot be taken. `row` counts from 1, as spreadsheets do. */
export interface SheetRow<T> {
	row: number;
	/** Words by which a person recognises the row. */
	name: string;
	value: T | null;
	problems: RowProblem[];
}

/** A sheet as read: its rows, or why it is no such sheet at all. */
export type SheetReading<T> =
	| { ok: true; rows: SheetRow<T>[] }
	| { ok: false; code: AccessRefusal; detail?: Record<string, string> };

/** Text of a cell; numbers lose nothing, because staff numbers and telephones are often typed as such. */
export function cellText(cell: Cell): string {
	if (cell === null || cell === undefined || cell instanceof Date) return '';
	return String(cell).trim();
}

/** Text as it is compared: full-width letters, digits and brackets count as the plain ones. */
export function plainText(text: string): string {
	return text.normalize('NFKC').trim();
}

/** One row by the names of its columns. */
export interface NamedRow {
	row: number;
	text(column: string): string;
	/** The same with full-width letters, digits and brackets as plain ones. */
	plain(column: string): string;
}

/**
 * Reads the rows below the header with `readRow`, empty ones left out. Refuses a sheet without one of the
 * needed columns.
 */
export function readSheet<T>(
	cells: readonly (readonly Cell[])[],
	needed: readonly string[],
	readRow: (row: NamedRow) => SheetRow<T>,
): SheetReading<T> {
	const sheet = readRows(cells, needed);
	return sheet.ok ? { ok: true, rows: sheet.rows.map(readRow) } : sheet;
}

/** What a schema finds wrong with a row, by the columns that hold the fields. */
export function draftProblems(
	error: z.ZodError,
	row: NamedRow,
	columnOf: Readonly<Record<string, string>>,
): RowProblem[] {
	const fields = new Set(error.issues.map((issue) => String(issue.path[0])));
	return [...fields].map((field) => {
		const column = columnOf[field] ?? field;
		const code = row.text(column) === '' ? 'access/cellMissing' : 'access/cellInvalid';
		return { column, code, detail: { column } };
	});
}

function readRows(
	cells: readonly (readonly Cell[])[],
	needed: readonly string[],
):
	| { ok: true; rows: NamedRow[] }
	| { ok: false; code: AccessRefusal; detail?: Record<string, string> } {
	const [header = [], ...body] = cells;
	const columns = new Map(header.map((cell, index) => [cellText(cell), index]));
	const missing = needed.find((column) => !columns.has(column));
	if (missing !== undefined)
		return { ok: false, code: 'access/sheetColumn', detail: { column: missing } };
	const rows = body.map((line, index) => ({
		row: index + 2,
		text: (column: string) => cellText(line[columns.get(column) ?? -1]),
		plain: (column: string) => plainText(cellText(line[columns.get(column) ?? -1])),
	}));
	const filled = rows.filter((_, index) => body[index]?.some((cell) => cellText(cell) !== ''));
	return filled.length === 0
		? { ok: false, code: 'access/sheetEmpty' }
		: { ok: true, rows: filled };
}

/**
 * Finds a unit by what people write: its full or short name, or a path such as 市医保局/办公室. Null when
 * there is none or more than one.
 */
export function findUnit(units: ReadonlyMap<string, Unit>, written: string): Unit | null {
	const parts = written.split(/[/／>]/).map((part) => part.trim());
	const last = parts.at(-1) ?? '';
	const found = [...units.values()].filter(
		(unit) => isCalled(unit, last) && isBelow(units, unit, parts.slice(0, -1)),
	);
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** How a unit is written so that {@link findUnit} finds it again. */
export function unitWords(units: ReadonlyMap<string, Unit>, id: string): string {
	const unit = units.get(id);
	if (unit === undefined) return '';
	if (findUnit(units, unit.name) !== null) return unit.name;
	return unit.path.map((step) => units.get(step)?.name ?? step).join('/');
}

function isCalled(unit: Unit, name: string): boolean {
	return [unit.name, unit.shortName].map(plainText).includes(plainText(name));
}

function isBelow(units: ReadonlyMap<string, Unit>, unit: Unit, above: readonly string[]): boolean {
	let at: Unit | undefined = unit;
	for (const name of [...above].reverse()) {
		at = at.parentId === null ? undefined : units.get(at.parentId);
		if (at === undefined || !isCalled(at, name)) return false;
	}
	return true;
}
