import type { NumberEntry, ReportLine } from '@wenshu/domain/document/numbering.ts';
import { exportRows } from '../documents/register-sheet.ts';
import { dayAndTime } from '../platform/dates.ts';
import { doerOf, noteOf, numberStateName } from './words.ts';

/** What a sheet says of a document: its title, or that it cannot be read. */
export type TitleOf = (entry: NumberEntry) => string;

const when = (entry: NumberEntry | null): string | null => {
	const at = entry === null ? null : doerOf(entry).at;
	return at === null ? null : dayAndTime(at);
};

/** The register of a series and year as an Excel file. */
export function exportNumbers(
	entries: readonly NumberEntry[],
	titleOf: TitleOf,
	name: string,
): Promise<void> {
	return exportRows(
		entries,
		[
			{ heading: '序号', width: 8, value: (row) => row.sequence },
			{ heading: '文号', width: 24, value: (row) => row.number },
			{ heading: '状态', width: 10, value: (row) => numberStateName(row.state) },
			{ heading: '公文', width: 60, value: titleOf },
			{ heading: '说明', width: 40, value: noteOf },
			{ heading: '经办人', width: 12, value: (row) => doerOf(row).name },
			{ heading: '时间', width: 18, value: when },
		],
		`${name}编号登记簿.xlsx`,
	);
}

/** The gap report (断号报告) as an Excel file: every number with its document or its reason. */
export function exportReport(
	lines: readonly ReportLine[],
	titleOf: TitleOf,
	name: string,
): Promise<void> {
	return exportRows(
		lines,
		[
			{ heading: '序号', width: 8, value: (row) => row.sequence },
			{ heading: '文号', width: 24, value: (row) => row.entry?.number ?? null },
			{ heading: '状态', width: 10, value: (row) => numberStateName(row.state) },
			{ heading: '公文', width: 60, value: (row) => (row.entry ? titleOf(row.entry) : null) },
			{
				heading: '原因或用途',
				width: 40,
				value: (row) => (row.entry ? noteOf(row.entry) : '没有登记，请核查'),
			},
			{ heading: '经办人', width: 12, value: (row) => (row.entry ? doerOf(row.entry).name : null) },
			{ heading: '时间', width: 18, value: (row) => when(row.entry) },
		],
		`${name}断号报告.xlsx`,
	);
}
