import type { Organisation } from './compute-access.ts';
import type { Unit } from './model.ts';
import {
	draftProblems,
	findUnit,
	readSheet,
	unitWords,
	type Cell,
	type NamedRow,
	type RowProblem,
	type SheetReading,
	type SheetRow,
} from './sheet.ts';
import {
	changeUnit,
	createUnit,
	unitDraftSchema,
	unitsInTreeOrder,
	type UnitDraft,
} from './units.ts';

/** What the kinds of units are called: [中文, English]. */
export const unitKinds: Record<Unit['kind'], readonly [string, string]> = {
	bureau: ['机关', 'Bureau'],
	leaders: ['领导班子', 'Leaders'],
	department: ['内设机构', 'Department'],
	center: ['直属单位', 'Centre'],
};

/** Columns of the units sheet, in their order. */
export const unitColumns = ['名称', '简称', '上级单位', '类别', '档案代码'] as const;

const columnOf: Record<string, string> = {
	name: '名称',
	shortName: '简称',
	kind: '类别',
	code: '档案代码',
};

/** A row that can be taken over. */
export interface UnitRow {
	id: string;
	/** Whether the unit is made by this row; a known one keeps its place in the tree. */
	isNew: boolean;
	parentId: string | null;
	draft: UnitDraft;
	/** Whether the unit is exactly so already. */
	unchanged: boolean;
}

/**
 * AC-20: reads a units sheet; a known archive code changes its unit, others make new ones below a known
 * unit or one of an earlier row. `newId` makes ids.
 */
export function readUnitsSheet(
	cells: readonly (readonly Cell[])[],
	org: Organisation,
	newId: () => string,
): SheetReading<UnitRow> {
	const units = new Map(org.units);
	return readSheet(cells, ['名称', '上级单位', '档案代码'], (row) => readUnit(row, units, newId));
}

/** Units as a sheet that {@link readUnitsSheet} reads back, header first. */
export function writeUnitsSheet(org: Organisation): string[][] {
	const rows = unitsInTreeOrder(org.units).map((unit) => [
		unit.name,
		unit.shortName,
		unit.parentId === null ? '' : unitWords(org.units, unit.parentId),
		unitKinds[unit.kind][0],
		unit.code,
	]);
	return [[...unitColumns], ...rows];
}

function readUnit(row: NamedRow, units: Map<string, Unit>, newId: () => string): SheetRow<UnitRow> {
	const problems: RowProblem[] = [];
	const failed = (): SheetRow<UnitRow> => ({
		row: row.row,
		name: row.text('名称'),
		value: null,
		problems,
	});
	const known = [...units.values()].find(
		(unit) => unit.code === row.plain('档案代码').toUpperCase(),
	);
	const kinds = Object.keys(unitKinds) as Unit['kind'][];
	const kind = kinds.find((id) => unitKinds[id][0] === row.text('类别'));
	const draft = unitDraftSchema.safeParse({
		name: row.text('名称'),
		shortName: row.text('简称') || row.text('名称'),
		kind: row.text('类别') === '' ? (known?.kind ?? 'department') : kind,
		code: row.plain('档案代码').toUpperCase(),
	});
	if (!draft.success) {
		problems.push(...draftProblems(draft.error, row, columnOf));
		return failed();
	}
	const above = row.text('上级单位');
	const parent = above === '' ? null : findUnit(units, above);
	if (above !== '' && parent === null) {
		problems.push({ column: '上级单位', code: 'access/cellUnit', detail: { name: above } });
		return failed();
	}
	const parentId = known?.parentId ?? parent?.id ?? null;
	const id = known?.id ?? newId();
	const decided =
		known === undefined
			? createUnit(units, id, draft.data, parentId)
			: changeUnit(units, id, draft.data);
	if (!decided.ok) {
		const { code, detail } = decided;
		problems.push({ column: null, code, ...(detail === undefined ? {} : { detail }) });
		return failed();
	}
	units.set(id, decided.value);
	const fields = ['name', 'shortName', 'kind', 'code'] as const;
	const unchanged = fields.every((field) => known?.[field] === draft.data[field]);
	const value = { id, isNew: known === undefined, parentId, draft: draft.data, unchanged };
	return { row: row.row, name: draft.data.name, value, problems };
}
