import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { seat } from '../support/browser.ts';

test('FC-1 版式检查 holds the file against the standard, and its report can be saved', async ({
	browser,
}) => {
	const { page, context, complaints } = await seat(browser, '程以墨');
	await page.goto('/documents/assistance');
	await page.getByRole('button', { name: '预览' }).first().click({ timeout: 60_000 });
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: '版式检查' }).click();
	await expect(dialog.getByRole('status')).toHaveText('本件符合可检查的全部条款', {
		timeout: 60_000,
	});
	await expect(dialog.getByText('公文用纸天头（上白边）为 37 mm±1 mm。')).toBeVisible();
	await expect(dialog.getByText('实测：37 mm', { exact: true }).first()).toBeVisible();

	const saving = page.waitForEvent('download');
	await dialog.getByRole('button', { name: '导出报告' }).click();
	const report = readFileSync(await (await saving).path(), 'utf8');
	expect(report).toContain('GB/T 9704-2012');
	expect(report).toMatch(/不符合 0 项，符合 \d\d 项/u);

	await dialog.getByRole('button', { name: '返回版面' }).click();
	await expect(dialog.getByRole('img').first()).toBeVisible({ timeout: 60_000 });
	expect(complaints).toEqual([]);
	await context.close();
});

test('FC-2 a sealed document is checked by its sealed file, seal included', async ({ browser }) => {
	const { page, context } = await seat(browser, '程以墨');
	await page.goto('/documents/enrolment');
	await page.getByRole('button', { name: '预览', exact: true }).first().click({ timeout: 60_000 });
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: '版式检查' }).click();
	await expect(dialog.getByText(/检查已盖章文件，共 \d+ 页/u)).toBeVisible({ timeout: 60_000 });
	await expect(dialog.getByRole('status')).toHaveText('本件符合可检查的全部条款');
	await expect(dialog.getByText('印章顶端上距正文（或附件说明）一行之内。')).toBeVisible();
	await context.close();
});
