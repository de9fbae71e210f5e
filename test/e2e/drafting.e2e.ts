import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { foreignDocx } from '../support/word/foreign.ts';

const DRAFT = 'settlement-draft';

test('DRAFT-7 findings appear as one types; jump, fix, undo and ignore work; Word comes in and goes out', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, '唐小满');
	const { page } = desk;
	await desk.openDocument(DRAFT);
	await desk.typeAtEnd('按照云医保发[2026]012号要求,认真布署.');
	await page.getByRole('tab', { name: /检查/ }).click();
	const panel = page.getByRole('region', { name: '拟稿检查' });
	const row = (rule: string) => panel.locator(`[data-rule="${rule}"]`);

	await test.step('a finding appears with its article', async () => {
		await expect(row('wrongWord')).toContainText('“布署”应为“部署”');
		await expect(row('numberForm')).toContainText('GB/T 9704-2012 7.2.5');
		await expect(desk.text.locator('.drafting-warning', { hasText: '布署' })).toBeVisible();
	});
	await test.step('jump selects the words', async () => {
		await row('wrongWord').getByRole('button').first().click();
		await expect.poll(() => page.evaluate(() => getSelection()?.toString() ?? '')).toBe('布署');
	});
	await test.step('one press puts it right, undo takes it back', async () => {
		await row('wrongWord').getByRole('button', { name: '改为“部署”' }).click();
		await expect(desk.text).toContainText('认真部署');
		await expect(row('wrongWord')).toHaveCount(0);
		await desk.text.focus();
		await page.keyboard.press('Control+z');
		await expect(desk.text).toContainText('认真布署');
		// The next check finds it again.
		await expect(row('wrongWord')).toHaveCount(1);
		await panel.getByRole('button', { name: /一键改正/ }).click();
		await expect(desk.text).toContainText('云医保发〔2026〕12号要求，认真部署。');
	});
	await test.step('an ignored finding stays away, also after a reload', async () => {
		await row('placeholder').first().getByRole('button', { name: '忽略' }).click();
		await expect(panel.getByText(/已忽略 \d+ 条/)).toBeVisible();
		await page.reload();
		await page.getByRole('tab', { name: /检查/ }).click();
		await expect(panel.getByText(/已忽略 \d+ 条/)).toBeVisible();
		await panel.getByRole('button', { name: '恢复显示' }).click();
		await expect(row('placeholder').first()).toContainText('待填');
	});
	await test.step('a .docx comes in, after a look at it', async () => {
		await page.getByRole('button', { name: '更多操作' }).click();
		await page.getByRole('menuitem', { name: '导入 Word' }).click();
		const dialog = page.getByRole('dialog');
		const file = { name: '通知.docx', mimeType: '', buffer: await foreignDocx() };
		await dialog
			.locator('input[type=file]')
			.setInputFiles({ ...file, name: '旧.doc', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]) });
		await expect(dialog.getByText(/另存为 \.docx/)).toBeVisible();
		await dialog.locator('input[type=file]').setInputFiles(file);
		await expect(dialog.getByText('有 1 条脚注或尾注')).toBeVisible();
		await expect(dialog.getByText('政策解读')).toBeVisible();
		await dialog.getByRole('radio', { name: '替换现有正文' }).check();
		await dialog.getByRole('button', { name: '导入', exact: true }).click();
		await expect(dialog).toBeHidden();
		await expect(desk.text.locator('h2').first()).toHaveText('一、培训对象');
		await expect(page.getByRole('heading', { level: 1 })).toContainText('关于开展业务培训的通知');
		await desk.text.focus();
		await page.keyboard.press('Control+z');
		await expect(desk.text).toContainText('认真部署');
		await page.keyboard.press('Control+y');
		await expect(desk.text).toContainText('培训对象');
	});
	await test.step('an editable copy goes out', async () => {
		await page.getByRole('button', { name: '更多操作' }).click();
		await page.getByRole('menuitem', { name: /导出 Word/ }).click();
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: '下载 .docx' }).click(),
		]);
		expect(download.suggestedFilename()).toContain('编辑稿');
		expect(
			readFileSync(await download.path())
				.subarray(0, 2)
				.toString(),
		).toBe('PK');
	});
	await desk.leave();
});

test('DRAFT-8 on a phone the findings stand in a sheet, and a touch leads to the words', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, '唐小满', PHONE);
	const { page } = desk;
	await desk.openDocument(DRAFT);
	await desk.typeAtEnd('自26年11月起施行');
	await page.getByRole('button', { name: /^检查/ }).click();
	const panel = page.getByRole('region', { name: '拟稿检查' });
	await panel.locator('[data-rule="shortYear"]').getByRole('button').first().click();
	await expect(panel).toBeHidden();
	await expect(desk.text.locator('.drafting-chosen')).toHaveText('26年');
	await expect(desk.text.locator('.drafting-chosen')).toBeInViewport();
	await desk.leave();
});
