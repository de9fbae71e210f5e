import type { BodyNode } from '../document/body.ts';
import type { Field, FieldContent, RecordValues, Words } from './field.ts';
import type { StoredRecord } from './model.ts';
import type { AnyModule, Problems } from './module.ts';
import { editableKeys, fieldEntries, fieldOf } from './module.ts';
import { readRecord } from './read-record.ts';
import { dayOf, showField, showMoment, type Language, type Names } from './show-field.ts';

/** A cell of a spreadsheet. Days are texts, so that no program shifts them by a time zone. */
export type Cell = string | number | boolean | Date | null;

/** A spreadsheet of one table: the first row holds the headings. */
export interface Sheet {
	name: string;
	headings: string[];
	/** Widths in characters. */
	widths: number[];
	rows: Cell[][];
}

/** Kinds that have no place in a cell that comes in. */
const NOT_IMPORTED = new Set(['attachments', 'richText']);

/** Records as a spreadsheet: number, the given fields, who registered them and when. */
export function exportSheet(
	module: AnyModule,
	records: readonly StoredRecord[],
	keys: readonly string[],
	names: Names,
	language: Language = 0,
): Sheet {
	const number = module.numbering ? [language === 0 ? '编号' : 'Number'] : [];
	const fields = keys.map((key) => fieldOf(module, key));
	return {
		name: module.label[language],
		headings: [
			...number,
			...fields.map((field) => heading(field, language)),
			...(language === 0 ? ['登记人', '登记时间'] : ['Registered by', 'Registered at']),
		],
		widths: [...number.map(() => 14), ...fields.map(widthOf), 10, 17],
		rows: records.map((record) => [
			...number.map(() => record.number ?? ''),
			...keys.map((key, index) =>
				cellOf(fields[index] as Field, record.values[key], names, language),
			),
			record.createdByName,
			showMoment(record.createdAt),
		]),
	};
}

/** An empty spreadsheet to fill in, with one example row that the import passes over. */
export function templateSheet(module: AnyModule, confidential: boolean): Sheet {
	const keys = importKeys(module, confidential);
	return {
		name: module.label[0],
		headings: keys.map((key) => heading(fieldOf(module, key), 0)),
		widths: keys.map((key) => widthOf(fieldOf(module, key))),
		rows: [keys.map((key) => exampleOf(fieldOf(module, key)))],
	};
}

/** Keys of the fields that a spreadsheet can bring in. */
export function importKeys(module: AnyModule, confidential: boolean): string[] {
	return editableKeys(module, confidential).filter(
		(key) => !NOT_IMPORTED.has(fieldOf(module, key).kind),
	);
}

/** What a person's or unit's name in a cell means; null when it is unknown or not unique. */
export interface Finder {
	person(text: string): string | null;
	unit(text: string): string | null;
}

/** One row that came in. `row` counts as the spreadsheet does: the first row below the headings is 2. */
export type ImportedRow =
	| { row: number; ok: true; values: Record<string, FieldContent> }
	| { row: number; ok: false; problems: { heading: string; words: Words }[] };

/** What a spreadsheet holds, row by row; or the headings that are missing. */
export type ImportReading =
	{ ok: true; rows: ImportedRow[]; ignored: string[] } | { ok: false; missing: string[] };

/** Reads a spreadsheet that came in: every row checked like a form, empty rows and the example left out. */
export function readSheet(
	module: AnyModule,
	cells: readonly (readonly Cell[])[],
	find: Finder,
	options: { confidential: boolean },
): ImportReading {
	const [first = [], ...rest] = cells;
	const headings = first.map((cell) => String(cell ?? '').replace(/[\s*＊]/g, ''));
	const keys = importKeys(module, options.confidential);
	const columns = new Map(keys.map((key) => [key, columnOf(fieldOf(module, key), headings)]));
	const missing = keys.filter((key) => fieldOf(module, key).required && columns.get(key) === -1);
	if (missing.length > 0)
		return { ok: false, missing: missing.map((key) => fieldOf(module, key).label[0]) };
	const used = new Set(columns.values());
	const rows = rest.flatMap((cellsOfRow, index): ImportedRow[] => {
		if (cellsOfRow.every((cell) => cell === null || String(cell).trim() === '')) return [];
		if (String(cellsOfRow[0] ?? '').startsWith(EXAMPLE)) return [];
		return [readRow(module, index + 2, cellsOfRow, columns, find, options)];
	});
	return {
		ok: true,
		rows: markDoubles(module, rows),
		ignored: headings.filter((text, index) => text !== '' && !used.has(index)),
	};
}

const EXAMPLE = '示例：';

function heading(field: Field, language: Language): string {
	const unit = field.kind === 'money' ? ['（元）', ' (CNY)'][language] : '';
	return `${field.label[language]}${unit ?? ''}`;
}

function columnOf(field: Field, headings: readonly string[]): number {
	const names = [heading(field, 0), field.label[0], heading(field, 1), field.label[1]];
	return headings.findIndex((text) => names.map((name) => name.replace(/\s/g, '')).includes(text));
}

function widthOf(field: Field): number {
	if (field.kind === 'longText' || field.kind === 'richText') return 40;
	if (field.kind === 'text') return Math.min(40, Math.max(12, field.max));
	return field.kind === 'dateTime' ? 17 : 14;
}

function cellOf(
	field: Field,
	content: FieldContent | undefined,
	names: Names,
	language: Language,
): Cell {
	if (content === undefined || content === null) return null;
	if (field.kind === 'integer' || field.kind === 'decimal') return content as number;
	if (field.kind === 'money') return (content as number) / 100;
	return showField(field, content, names, language);
}

function exampleOf(field: Field): Cell {
	switch (field.kind) {
		case 'text':
			return `${EXAMPLE}${field.hint?.[0] ?? field.label[0]}`;
		case 'choice':
		case 'multiChoice':
			return Object.values(field.options)
				.map((words) => words[0])
				.join('／');
		case 'boolean':
			return '是／否';
		case 'date':
			return '2026-01-31';
		case 'dateTime':
			return '2026-01-31 09:00';
		case 'person':
			return '姓名或工号';
		case 'unit':
		case 'units':
			return '机构名称';
		default:
			return field.hint?.[0] ?? '';
	}
}

function readRow(
	module: AnyModule,
	row: number,
	cells: readonly Cell[],
	columns: ReadonlyMap<string, number>,
	find: Finder,
	options: { confidential: boolean },
): ImportedRow {
	const problems: { heading: string; words: Words }[] = [];
	const raw: Record<string, unknown> = {};
	for (const [key, column] of columns) {
		const field = fieldOf(module, key);
		const cell = column === -1 ? null : (cells[column] ?? null);
		const parsed = parseCell(field, cell, find);
		if (parsed.ok) raw[key] = parsed.raw;
		else problems.push({ heading: field.label[0], words: parsed.problem });
	}
	if (problems.length > 0) return { row, ok: false, problems };
	const reading = readRecord(module, raw, options);
	if (reading.ok) return { row, ok: true, values: pick(reading.values, module, options) };
	return { row, ok: false, problems: listProblems(module, reading.problems) };
}

function pick(
	values: Record<string, FieldContent>,
	module: AnyModule,
	options: { confidential: boolean },
): Record<string, FieldContent> {
	return Object.fromEntries(
		editableKeys(module, options.confidential).map((key) => [key, values[key] ?? null]),
	);
}

function listProblems(module: AnyModule, problems: Problems): { heading: string; words: Words }[] {
	return Object.entries(problems).map(([key, words]) => ({
		heading: fieldOf(module, key).label[0],
		words,
	}));
}

type ParsedCell = { ok: true; raw: unknown } | { ok: false; problem: Words };

function parseCell(field: Field, cell: Cell, find: Finder): ParsedCell {
	if (cell === null || (typeof cell === 'string' && cell.trim() === '')) {
		const initial = field.kind === 'choice' ? (field.initial ?? null) : null;
		return { ok: true, raw: field.kind === 'boolean' ? false : initial };
	}
	const text = String(cell instanceof Date ? dayOf(cell) : cell).trim();
	switch (field.kind) {
		case 'integer':
		case 'decimal':
			return { ok: true, raw: toNumber(cell) ?? text };
		case 'money': {
			const yuan = toNumber(cell);
			return { ok: true, raw: yuan === null ? text : Math.round(yuan * 100) };
		}
		case 'date':
			return { ok: true, raw: toDay(text) };
		case 'dateTime':
			return { ok: true, raw: cell instanceof Date ? cell : toMoment(text) };
		case 'boolean':
			return toBoolean(cell, text, field);
		case 'choice':
			return toOption(field, text);
		case 'multiChoice':
			return toOptions(field, text);
		case 'person':
			return named(field, text, find.person(text));
		case 'unit':
			return named(field, text, find.unit(text));
		case 'units': {
			const ids = splitList(text).map((name) => find.unit(name));
			return ids.every((id) => id !== null) ? { ok: true, raw: ids } : named(field, text, null);
		}
		default:
			return { ok: true, raw: text };
	}
}

function toNumber(cell: Cell): number | null {
	if (typeof cell === 'number') return cell;
	const text = String(cell)
		.normalize('NFKC')
		.replace(/[,\s¥元]/g, '');
	return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** Days as offices write them: 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日. */
function toDay(text: string): string {
	const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC'));
	if (!parts) return text;
	return `${parts[1] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
}

function toMoment(text: string): string {
	const [day = '', time = '00:00'] = text.split(/[ T]/);
	return `${toDay(day)}T${time.padStart(5, '0')}:00+08:00`.replace(/(:\d\d):\d\d:00\+/, '$1:00+');
}

function toBoolean(cell: Cell, text: string, field: Field): ParsedCell {
	if (typeof cell === 'boolean') return { ok: true, raw: cell };
	if (['是', '有', '√', 'Y', 'y', 'Yes', 'yes', '1', 'TRUE', 'true'].includes(text))
		return { ok: true, raw: true };
	if (['否', '无', '×', 'N', 'n', 'No', 'no', '0', 'FALSE', 'false'].includes(text))
		return { ok: true, raw: false };
	return {
		ok: false,
		problem: [`${field.label[0]}应填“是”或“否”`, `${field.label[1]} must be Yes or No`],
	};
}

type WithOptions = Extract<Field, { kind: 'choice' | 'multiChoice' }>;

function optionId(field: WithOptions, text: string): string | null {
	const found = Object.entries(field.options).find(
		([id, words]) => id === text || words[0] === text || words[1] === text,
	);
	return found?.[0] ?? null;
}

function toOption(field: WithOptions, text: string): ParsedCell {
	const id = optionId(field, text);
	return id === null ? notAChoice(field, text) : { ok: true, raw: id };
}

function toOptions(field: WithOptions, text: string): ParsedCell {
	const ids = splitList(text).map((name) => optionId(field, name));
	return ids.every((id) => id !== null) ? { ok: true, raw: ids } : notAChoice(field, text);
}

function notAChoice(field: WithOptions, text: string): ParsedCell {
	const options = Object.values(field.options);
	const zh = options.map((words) => words[0]).join('、');
	const en = options.map((words) => words[1]).join(', ');
	return {
		ok: false,
		problem: [
			`${field.label[0]}“${text}”不在可选范围内（${zh}）`,
			`${field.label[1]} “${text}” is none of ${en}`,
		],
	};
}

function named(field: Field, text: string, id: string | null): ParsedCell {
	if (id !== null) return { ok: true, raw: id };
	return {
		ok: false,
		problem: [
			`${field.label[0]}“${text}”查无此名或有重名，请改填工号或全称`,
			`${field.label[1]} “${text}” is unknown or not unique`,
		],
	};
}

function splitList(text: string): string[] {
	return text.split(/[、,，;；]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

/** Two rows of one spreadsheet must not share a unique value either. */
function markDoubles(module: AnyModule, rows: ImportedRow[]): ImportedRow[] {
	const firstRow = new Map<string, number>();
	return rows.map((row) => {
		if (!row.ok) return row;
		const problems = uniqueTexts(module, row.values).flatMap(({ key, field, text }) => {
			const first = firstRow.get(key);
			if (first === undefined) {
				firstRow.set(key, row.row);
				return [];
			}
			const words: Words = [
				`${field.label[0]}“${text}”与第 ${String(first)} 行重复`,
				`${field.label[1]} “${text}” repeats row ${String(first)}`,
			];
			return [{ heading: field.label[0], words }];
		});
		return problems.length === 0 ? row : { row: row.row, ok: false, problems };
	});
}

function uniqueTexts(
	module: AnyModule,
	values: RecordValues,
): { key: string; field: Field; text: string }[] {
	return fieldEntries(module).flatMap(([key, field]) => {
		const text = values[key];
		if (field.kind !== 'text' || field.unique !== true || typeof text !== 'string') return [];
		return text === '' ? [] : [{ key: `${key}:${text.toUpperCase()}`, field, text }];
	});
}

/** A formatted text made of plain lines; what an import or a sample needs. */
export function bodyOfLines(lines: readonly string[]): BodyNode {
	return {
		type: 'doc',
		content: lines.map((line) =>
			line === ''
				? { type: 'paragraph' }
				: { type: 'paragraph', content: [{ type: 'text', text: line }] },
		),
	};
}
