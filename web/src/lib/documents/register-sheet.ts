import type { ArchiveItem, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { isoDay } from '../platform/dates.ts';
import { statusLabel } from './labels.ts';

/** A column of an Excel sheet: its heading, its width in characters, and its value. */
interface SheetColumn<T> {
	heading: string;
	width: number;
	value: (row: T, index: number) => string | number | Date | null;
}

const outgoing: SheetColumn<OfficialDocument>[] = [
	{ heading: '序号', width: 6, value: (_, index) => index + 1 },
	{ heading: '发文字号', width: 22, value: (row) => row.number },
	{ heading: '标题', width: 60, value: (row) => row.elements.title },
	{ heading: '文种', width: 8, value: (row) => row.elements.kind },
	{ heading: '密级', width: 8, value: (row) => row.elements.secrecy },
	{ heading: '紧急程度', width: 10, value: (row) => row.elements.urgency },
	{ heading: '主送', width: 40, value: (row) => row.elements.mainRecipients.join('，') },
	{ heading: '抄送', width: 40, value: (row) => row.elements.copyTo.join('，') },
	{ heading: '拟稿单位', width: 18, value: (row) => row.unitName },
	{ heading: '拟稿人', width: 10, value: (row) => row.createdByName },
	{ heading: '拟稿日期', width: 12, value: (row) => isoDay(row.createdAt) },
	{ heading: '签发人', width: 10, value: (row) => row.signedByName },
	{ heading: '成文日期', width: 12, value: (row) => (row.signedAt ? isoDay(row.signedAt) : null) },
	{ heading: '状态', width: 10, value: (row) => statusLabel(row.status) },
	{ heading: '档号', width: 28, value: (row) => row.archive?.archiveNumber ?? null },
];

const incoming: SheetColumn<OfficialDocument>[] = [
	{ heading: '序号', width: 6, value: (_, index) => index + 1 },
	{ heading: '收文编号', width: 22, value: (row) => row.number },
	{ heading: '收文日期', width: 12, value: (row) => row.incoming?.receivedOn ?? null },
	{ heading: '来文机关', width: 28, value: (row) => row.incoming?.sender ?? null },
	{ heading: '来文字号', width: 22, value: (row) => row.incoming?.senderNumber ?? null },
	{ heading: '标题', width: 60, value: (row) => row.elements.title },
	{ heading: '密级', width: 8, value: (row) => row.elements.secrecy },
	{ heading: '紧急程度', width: 10, value: (row) => row.elements.urgency },
	{ heading: '份数', width: 6, value: (row) => row.incoming?.copies ?? null },
	{ heading: '页数', width: 6, value: (row) => row.incoming?.pages ?? null },
	{ heading: '登记人', width: 10, value: (row) => row.createdByName },
	{ heading: '状态', width: 10, value: (row) => statusLabel(row.status) },
	{ heading: '档号', width: 28, value: (row) => row.archive?.archiveNumber ?? null },
];

/** Writes rows into an Excel file and hands it to the browser. The library is loaded for this alone. */
export async function exportRows<T>(
	rows: readonly T[],
	columns: readonly SheetColumn<T>[],
	fileName: string,
): Promise<void> {
	const { default: writeExcelFile } = await import('write-excel-file/browser');
	const heading = columns.map((column) => ({ value: column.heading, fontWeight: 'bold' as const }));
	const lines = rows.map((row, index) =>
		columns.map((column) => {
			const value = column.value(row, index);
			return value === null || value === '' ? null : { value };
		}),
	);
	await writeExcelFile([heading, ...lines], {
		columns: columns.map((column) => ({ width: column.width })),
		stickyRowsCount: 1,
	}).toFile(fileName);
}

/** The register of documents as an Excel file (公文登记簿). */
export function exportRegister(
	rows: readonly OfficialDocument[],
	direction: OfficialDocument['direction'],
): Promise<void> {
	const columns = direction === 'incoming' ? incoming : outgoing;
	return exportRows(
		rows,
		columns,
		direction === 'incoming' ? '收文登记簿.xlsx' : '发文登记簿.xlsx',
	);
}

const catalogue: SheetColumn<ArchiveItem>[] = [
	{ heading: '序号', width: 6, value: (row) => row.itemNumber },
	{ heading: '档号', width: 32, value: (row) => row.archiveNumber },
	{ heading: '文号', width: 22, value: (row) => row.number },
	{ heading: '责任者', width: 24, value: (row) => row.author },
	{ heading: '题名', width: 60, value: (row) => row.title },
	{ heading: '日期', width: 12, value: (row) => isoDay(row.date).replaceAll('-', '') },
	{ heading: '密级', width: 8, value: (row) => row.secrecy },
	{ heading: '页数', width: 6, value: (row) => row.pages },
	{ heading: '备注', width: 20, value: (row) => row.remark },
];

/** The catalogue of a volume (归档文件目录, DA/T 22-2015 附录 B) as an Excel file. */
export function exportCatalogue(items: readonly ArchiveItem[], title: string): Promise<void> {
	return exportRows(items, catalogue, `${title}归档文件目录.xlsx`);
}
