import type { Cell, Sheet } from '@wenshu/domain/records/sheet.ts';
import type { SheetData } from 'write-excel-file/browser';

/** Gives the browser a spreadsheet to keep. The library comes only now. */
export async function downloadSheet(sheet: Sheet, fileName: string): Promise<void> {
	const { default: writeSheet } = await import('write-excel-file/browser');
	const heading = (value: string) => ({
		value,
		fontWeight: 'bold' as const,
		backgroundColor: '#EEF2F7',
	});
	const cells: SheetData = [
		sheet.headings.map(heading),
		...sheet.rows.map((row) =>
			row.map((value) => (value === null || value === '' ? null : { value })),
		),
	];
	const file = await writeSheet(cells, {
		sheet: sheet.name.slice(0, 31),
		columns: sheet.widths.map((width) => ({ width: width + 2 })),
		stickyRowsCount: 1,
	}).toBlob();
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = `${fileName}.xlsx`;
	link.click();
	setTimeout(() => {
		URL.revokeObjectURL(link.href);
	}, 10_000);
}

/** Cells of the first sheet of a file somebody chose. @throws when it is no spreadsheet. */
export async function readSpreadsheet(file: File): Promise<Cell[][]> {
	const { readSheet } = await import('read-excel-file/browser');
	return (await readSheet(file)) as Cell[][];
}
