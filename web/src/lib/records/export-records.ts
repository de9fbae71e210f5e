import type { ListState } from '@wenshu/domain/records/list.ts';
import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import type { AnyModule } from '@wenshu/domain/records/module.ts';
import { isoDay } from '../platform/dates.ts';
import { say } from '../platform/messages.ts';
import { toast } from '../ui/toast.svelte.ts';
import { language, names } from './lookup.ts';
import { EXPORT_LIMIT, readAll } from './record-reads.ts';
import { m } from './words.ts';

async function download(
	module: AnyModule,
	records: readonly StoredRecord[],
	columns: readonly string[],
): Promise<void> {
	const [{ exportSheet }, { downloadSheet }] = await Promise.all([
		import('@wenshu/domain/records/sheet.ts'),
		import('./spreadsheet.ts'),
	]);
	const sheet = exportSheet(module, records, columns, names, language());
	await downloadSheet(sheet, `${say(module.label)}${isoDay(new Date())}`);
}

/** Writes records into a spreadsheet that the browser keeps. */
export async function exportChosen(
	module: AnyModule,
	records: readonly StoredRecord[],
	columns: readonly string[],
): Promise<void> {
	try {
		await download(module, records, columns);
		toast.ok(m.exported({ n: records.length }));
	} catch {
		toast.warn(m.exportFailed);
	}
}

/** Writes the whole filtered list into a spreadsheet, not only the page on the screen. */
export async function exportList(
	module: AnyModule,
	state: ListState,
	columns: readonly string[],
): Promise<void> {
	try {
		const { records, more } = await readAll(module, state);
		await download(module, records, columns);
		if (more) toast.warn(m.exportLimit({ n: EXPORT_LIMIT }));
		else toast.ok(m.exported({ n: records.length }));
	} catch {
		toast.warn(m.exportFailed);
	}
}
