import type { SealUse } from '@wenshu/domain/document/seal.ts';
import { dayAndTime } from '../platform/dates.ts';
import { actionWord, resultWord, stampWord } from './words.ts';

/** 用印登记簿 as an Excel file. */
export async function exportUses(rows: readonly SealUse[], fileName: string): Promise<void> {
	const { exportRows } = await import('../documents/register-sheet.ts');
	await exportRows(
		rows,
		[
			{ heading: '序号', width: 6, value: (_, index) => index + 1 },
			{ heading: '时间', width: 18, value: (use) => dayAndTime(use.at) },
			{ heading: '印章', width: 26, value: (use) => use.sealName },
			{ heading: '用印人', width: 10, value: (use) => use.byName },
			{ heading: '单位', width: 14, value: (use) => use.byUnit },
			{ heading: '事项', width: 10, value: (use) => actionWord(use.action) },
			{ heading: '文号', width: 22, value: (use) => use.number },
			{ heading: '文件标题', width: 50, value: (use) => use.title },
			{ heading: '页', width: 5, value: (use) => use.page },
			{ heading: '用印事由', width: 30, value: (use) => use.reason },
			{ heading: '结果', width: 12, value: (use) => resultWord(use.result) },
			{ heading: '时间戳', width: 34, value: (use) => stampWord(use.stamp) },
			{ heading: '文件摘要 SHA-256', width: 66, value: (use) => use.fileSha256 },
		],
		fileName,
	);
}
