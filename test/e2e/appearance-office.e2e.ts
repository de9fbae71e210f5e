import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { visit } from '../support/looks.ts';
import { must, submit } from '../support/office.ts';
import { lookAt, pageOf, press, shown } from '../support/views.ts';

/** Dialogs and drawers of supervisors, heads and administrators bear every look, and are walked by keyboard. */

test.describe.configure({ timeout: 900_000 });

test('what supervisors and heads open bears every look', async ({ browser }) => {
	// Runs over one suite do not meet.
	const mark = Date.now().toString(36);
	const leaves = [`请假一（${mark}）`, `请假二（${mark}）`];
	for (const title of leaves) {
		const id = randomUUID();
		const fields = {
			category: '年休假',
			from: '2026-12-01',
			until: '2026-12-02',
			days: 2,
			reason: '探望父母。',
		};
		await must('drafter', 'approval/create', id, { flowId: 'leave', title, fields });
		expect((await submit('drafter', id)).ok).toBe(true);
	}
	await lookAt(browser, '周望川', [
		{
			name: 'batch',
			open: async (page) => {
				await visit(page, '/', leaves[0] ?? '');
				for (const title of leaves)
					await page.getByRole('checkbox', { name: `选择 ${title}`, exact: true }).check();
				await press(page, '批量审批');
			},
			dialog: true,
		},
	]);
	await lookAt(browser, '林若溪', [
		{
			name: 'a case in the monitor',
			open: async (page) => {
				await visit(page, '/monitor', /共 \d+ 项/);
				await page.getByRole('row').nth(1).getByRole('button').first().click();
				await shown(page, '最近办理');
			},
			dialog: true,
		},
		{
			name: 'a new matter under supervision',
			open: async (page) => {
				await visit(page, '/supervision', /^超期/);
				await press(page, '督办立项');
				await press(page, '保存');
			},
			dialog: true,
		},
		{
			name: 'delegation',
			open: async (page) => {
				await visit(page, '/delegations', '我委托他人');
				await press(page, '设立委托');
				await press(page, '设立委托');
			},
			dialog: true,
		},
		{
			name: 'loan',
			open: async (page) => {
				await visit(page, '/delegations/loans', '我授予他人');
				await press(page, '授权他人');
				await press(page, '授权他人');
			},
			dialog: true,
		},
	]);
});

test('what administrators open bears every look', async ({ browser }) => {
	await lookAt(browser, '薛霁月', [
		{
			name: 'template',
			open: async (page) => {
				await visit(page, '/admin/templates/notice', '第 1 版');
				await pageOf(page);
			},
		},
		{ name: 'versions of a template', open: (page) => press(page, '版本'), dialog: true },
		{
			name: 'a font',
			open: async (page) => {
				await visit(page, '/admin/fonts', '方正小标宋简体');
				await press(page, '上传字体');
				await press(page, '检查并启用');
			},
			dialog: true,
		},
		{
			name: 'a series',
			open: async (page) => {
				await visit(page, '/admin/series', '云医保发');
				await press(page, '新建序列');
				await press(page, '保存');
			},
			dialog: true,
		},
		{
			name: 'import of holidays',
			open: async (page) => {
				await visit(page, '/admin/calendar?year=2028', '2028 年');
				await press(page, '导入');
				await page.getByLabel('通知或表格').fill('2028-01-01\t元旦');
				await shown(page, /第 1 行无法识别/);
			},
			dialog: true,
		},
		{
			name: 'a seal',
			open: async (page) => {
				await visit(page, '/admin/seals', '保管人');
				await page.getByRole('row').nth(1).getByRole('button').first().click();
			},
			dialog: true,
		},
		{
			name: 'a new seal',
			open: async (page) => {
				await visit(page, '/admin/seals', '保管人');
				await press(page, '新建印章');
				await press(page, '保存');
			},
			dialog: true,
		},
		{
			name: 'a new flow',
			open: async (page) => {
				await visit(page, '/flows', '发文办理');
				await press(page, '新建流程');
			},
			dialog: true,
		},
		{
			name: 'a step of a flow',
			open: async (page) => {
				await visit(page, '/flows/outgoing', '检查通过');
				await page
					.getByRole('list', { name: '环节清单' })
					.getByRole('button', { name: /办公室核稿/ })
					.click();
			},
			where: 'desk',
		},
	]);
});
