import { expect, test, type Page } from '@playwright/test';
import { DESK, PHONE, seat } from '../support/browser.ts';
import { accessible } from '../support/looks.ts';

const PATIENCE = 60_000;

/** A day as an input of the browser takes it. */
const inDays = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Fills the open form and sends it. */
async function submitForm(page: Page, verb: string, words: string): Promise<void> {
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox').last().fill(words);
	await dialog.getByRole('button', { name: verb, exact: true }).click();
	await expect(dialog).toBeHidden({ timeout: PATIENCE });
}

test('SV-1 to SV-7: a matter is issued at the desk, answered on a phone, extended and closed', async ({
	browser,
}) => {
	const title = `推进窗口延时服务 ${String(Date.now() % 100_000)}`;
	const supervisor = await seat(browser, '林若溪', DESK);
	const { page } = supervisor;
	await page.goto('/supervision');
	await expect(page.getByRole('heading', { name: /^超期/ })).toBeVisible({ timeout: PATIENCE });
	await accessible(page);

	await page.getByRole('button', { name: '督办立项' }).click();
	const form = page.getByRole('dialog');
	await form.getByRole('button', { name: '保存' }).click();
	await expect(form.getByText('请填写').first()).toBeVisible();
	await form.getByLabel('督办事项').fill(title);
	await form.getByLabel('办理要求').fill('每个工作日中午设值班窗口');
	await form.getByLabel('责任单位').fill('待遇');
	await page.getByRole('option', { name: /待遇保障科/ }).click();
	await form.getByLabel('期限').fill(inDays(30));
	await form.getByRole('button', { name: '保存' }).click();
	await expect(page.getByRole('heading', { name: title })).toBeVisible({ timeout: PATIENCE });
	const address = new URL(page.url()).pathname;

	const head = await seat(browser, '周望川', PHONE);
	await head.page.goto('/supervision');
	await head.page.getByRole('link', { name: title }).click({ timeout: PATIENCE });
	await head.page.getByRole('button', { name: '反馈进展' }).click();
	await submitForm(head.page, '反馈进展', '已排定值班表');
	await head.page.getByRole('button', { name: '申请延期' }).click();
	await head.page.getByRole('dialog').getByLabel('新期限').fill(inDays(60));
	await submitForm(head.page, '申请延期', '人员轮训');
	await accessible(head.page);

	await expect(page.getByText(/周望川申请延期至/)).toBeVisible({ timeout: PATIENCE });
	await page.getByRole('button', { name: '同意延期', exact: true }).click();
	await submitForm(page, '同意延期', '');
	await expect(page.getByText(/已延期 1 次/)).toBeVisible({ timeout: PATIENCE });
	await page.getByRole('button', { name: '催办', exact: true }).click();
	await submitForm(page, '催办', '请尽快办结');
	await expect(page.getByText('手工催办 · 周望川')).toBeVisible({ timeout: PATIENCE });

	await head.page.getByRole('button', { name: '申请销号' }).click();
	await submitForm(head.page, '申请销号', '延时服务已开通');
	await expect(page.getByText('责任单位已申请销号')).toBeVisible({ timeout: PATIENCE });
	await page.getByRole('button', { name: '销号', exact: true }).click();
	await submitForm(page, '销号', '核实无误');
	await expect(page.getByRole('heading', { name: `${title} 已销号` })).toBeVisible({
		timeout: PATIENCE,
	});

	// Somebody whom it does not concern finds nothing at its address.
	const outsider = await seat(browser, '郑远山', DESK);
	await outsider.page.goto(address);
	await expect(
		outsider.page.getByRole('heading', { name: '没有找到这件督办，或您不在查阅范围内' }),
	).toBeVisible({ timeout: PATIENCE });

	await page.goto('/chases');
	await expect(page.getByRole('button', { name: title })).toBeVisible({ timeout: PATIENCE });
	await accessible(page);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: '导出 Excel' }).click();
	expect((await download).suggestedFilename()).toMatch(/^催办记录.*\.xlsx$/);
	for (const { complaints, context } of [supervisor, head, outsider]) {
		expect(complaints).toEqual([]);
		await context.close();
	}
});

test('the board is walked by arrow keys', async ({ browser }) => {
	const { page, context } = await seat(browser, '林若溪', DESK);
	await page.goto('/supervision');
	const cards = page.locator('[data-matter]');
	await expect(cards.first()).toBeVisible({ timeout: PATIENCE });
	await cards.first().focus();
	await page.keyboard.press('ArrowRight');
	const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-matter'));
	const second = await focused();
	expect(second).not.toBe(await cards.first().getAttribute('data-matter'));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(new RegExp(`/supervision/${second ?? ''}$`));
	await context.close();
});

test('CD-6 CD-7 CD-8: the calendar is imported from the notice and changed by keyboard', async ({
	browser,
}) => {
	const { page, context, complaints } = await seat(browser, '薛霁月', DESK);
	await page.goto('/admin/calendar?year=2028');
	await expect(page.getByRole('heading', { name: '2028 年' })).toBeVisible({ timeout: PATIENCE });
	await accessible(page);
	await page.getByRole('button', { name: '导入' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('通知或表格').fill('2028-01-01\t元旦');
	await expect(dialog.getByText(/第 1 行无法识别/)).toBeVisible();
	await dialog
		.getByLabel('通知或表格')
		.fill('一、元旦：1月1日（周六）至3日（周一）放假，共3天。1月8日（周六）上班。');
	await dialog.getByRole('button', { name: '填入日历' }).click();
	await expect(page.getByRole('button', { name: '2028-01-03 放假 元旦' })).toBeVisible();
	await page.getByRole('button', { name: '2028-01-03 放假 元旦' }).focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: /^2028-01-04 放假/ })).toBeFocused();
	await page.getByRole('button', { name: '保存' }).click();
	await expect(page.getByText(/薛霁月 .* 保存/)).toBeVisible({ timeout: PATIENCE });
	await page.goto('/admin/outbox');
	await expect(page.getByRole('heading', { name: '发送队列' })).toBeVisible({ timeout: PATIENCE });
	await accessible(page);
	expect(complaints).toEqual([]);
	await context.close();
});
