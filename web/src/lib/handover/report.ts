import type { Handover, HandoverItem, ItemStatus } from '@wenshu/domain/handover/model.ts';
import { dayAndTime, isoDay } from '../platform/dates.ts';
import { m } from './words.ts';

/** The state of one thing in words. */
export function statusWords(status: ItemStatus): string {
	return status === 'moved' ? m.movedState : m[status];
}

function row(item: HandoverItem): string[] {
	return [
		m[item.kind],
		item.title,
		item.detail,
		statusWords(item.status),
		item.toName ?? '',
		item.byName ?? '',
		item.at === null ? '' : dayAndTime(item.at),
		item.reason ?? '',
	];
}

/** Gives the browser the report of a handing over as a spreadsheet. */
export async function exportHandover(handover: Handover): Promise<void> {
	const { downloadSheet } = await import('../records/spreadsheet.ts');
	const headings = [m.kind, m.item, m.detail, m.status, m.to, m.by, m.at, m.reason];
	const sheet = {
		name: m.title,
		headings,
		rows: handover.items.map(row),
		widths: [12, 40, 30, 12, 10, 10, 18, 40],
	};
	await downloadSheet(sheet, `${m.title}-${handover.name}-${isoDay(new Date())}`);
}
