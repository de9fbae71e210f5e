import { dayAndTime, isoDay } from '../platform/dates.ts';
import { dwellWords } from './dwell.ts';
import type { MonitorRow } from './rows.ts';
import { m } from './words.ts';

/** Gives the browser the cases that the filters leave as a spreadsheet. */
export async function exportRows(rows: readonly MonitorRow[], now: Date): Promise<void> {
	const { downloadSheet } = await import('../records/spreadsheet.ts');
	await downloadSheet(
		{
			name: m.title,
			headings: [m.matter, m.flow, m.step, m.holder, m.unit, m.dwell, m.due, m.moved],
			rows: rows.map(({ record, steps, holders, since, dueAt }) => [
				record.number === null ? record.title : `${record.title}（${record.number}）`,
				record.flowName,
				steps,
				holders.map(({ name }) => name).join('、'),
				record.unitName,
				dwellWords(since, now),
				dueAt === null ? '' : dayAndTime(dueAt),
				dayAndTime(record.updatedAt),
			]),
			widths: [40, 14, 14, 16, 12, 10, 18, 18],
		},
		`${m.title}${isoDay(now)}`,
	);
}
