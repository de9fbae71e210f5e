import { expect, test, type Locator, type Page } from '@playwright/test';
import { DESK, PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { aDraft } from '../support/office.ts';

/** Who writes the drafts of these tests. */
const WRITER = '叶知秋';
const FRACTION = String.raw`报销比例=\frac{基金支付}{医疗费用}×100%`;

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: /公式/ });
const sourceIn = (dialog: Locator): Locator => dialog.getByLabel('公式内容（LaTeX）');

/** A part of a formula to press on: a long one is broken, and its middle may be beside it. */
const handle = (formula: Locator): Locator => formula.locator('.katex-html > span').first();

/** The words that KaTeX draws; its MathML says them once more for those who listen. */
const drawn = (formula: Locator): Promise<string> =>
	formula
		.locator('.katex-html')
		.evaluate((element) => element.textContent.replace(/[\s\u200b]/gu, ''));

test('FORMULA-7 a formula is written by mouse and by keyboard, changed, undone and copied, and stands on the page', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, WRITER, {
		...DESK,
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	const { page, text } = desk;
	await desk.openDocument(await aDraft());
	await desk.typeAtEnd('按下式计算');
	const formulae = text.locator('.text-formula');
	const dialog = dialogOf(page);

	await test.step('by mouse, with a structure from the palette', async () => {
		await page.getByRole('button', { name: /插入公式/ }).click();
		await sourceIn(dialog).fill('报销比例=');
		await dialog.getByRole('button', { name: '分数' }).click();
		await page.keyboard.type('基金支付');
		await expect(sourceIn(dialog)).toHaveValue(String.raw`报销比例=\frac{基金支付}{}`);
		await sourceIn(dialog).fill(FRACTION);
		await expect(dialog.getByRole('group', { name: '预览' }).locator('.mfrac')).toBeVisible();
		await dialog.getByRole('button', { name: '插入', exact: true }).click();
		await expect(dialog).toBeHidden();
		await expect(formulae).toHaveCount(1);
		await expect(formulae.locator('math mfrac')).toHaveCount(1);
		expect(await drawn(formulae.first())).toContain('报销比例=');
	});

	await test.step('what is wrong is said in Chinese and nothing is put in', async () => {
		await page.keyboard.press('Alt+=');
		await expect(dialog).toBeVisible();
		await dialog.getByRole('button', { name: '插入', exact: true }).click();
		await expect(dialog.getByRole('alert')).toHaveText('请输入公式内容。');
		await sourceIn(dialog).fill('\\frac{甲');
		await expect(dialog.getByRole('alert')).toContainText('括号没有配对');
		await sourceIn(dialog).fill('\\foo');
		await expect(dialog.getByRole('alert')).toContainText('不认识“\\foo”');
		await page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
		await expect(formulae).toHaveCount(1);
	});

	await test.step('by keyboard alone, on a line of its own', async () => {
		await page.keyboard.type('，即');
		await page.keyboard.press('Alt+=');
		await page.keyboard.type('基金支付=(医疗费用-自费)×80%');
		await dialog.getByRole('radio', { name: '独立成行' }).check();
		await sourceIn(dialog).press('Enter');
		await expect(dialog).toBeHidden();
		await page.keyboard.type('为限。');
		await expect(formulae).toHaveCount(2);
		await expect(formulae.nth(1)).toHaveAttribute('data-display', 'true');
		await expect(text).toContainText('为限。');
	});

	await test.step('a double click changes it, and one undo takes that back', async () => {
		await handle(formulae.first()).dblclick();
		await expect(sourceIn(dialog)).toHaveValue(FRACTION);
		await sourceIn(dialog).fill('a+b');
		await dialog.getByRole('button', { name: '更新' }).click();
		await expect.poll(() => drawn(formulae.first())).toBe('a+b');
		await page.keyboard.press('Control+z');
		await expect.poll(() => drawn(formulae.first())).toContain('报销比例=');
	});

	await test.step('Enter opens the selected one; copied and pasted it is the same', async () => {
		await handle(formulae.first()).click();
		await page.keyboard.press('Enter');
		await expect(sourceIn(dialog)).toHaveValue(FRACTION);
		await dialog.getByRole('button', { name: '取消' }).click();
		await expect(dialog).toBeHidden();
		// Another place first: to the editor two quick clicks on one place are a double click.
		await text.locator('p').first().click();
		await handle(formulae.first()).click();
		await expect(formulae.first()).toHaveClass(/ProseMirror-selectednode/);
		await page.keyboard.press('Control+c');
		await page.keyboard.press('Control+End');
		await page.keyboard.press('Control+v');
		await expect(formulae).toHaveCount(3);
		await expect(formulae.nth(2).locator('math mfrac')).toHaveCount(1);
	});

	await test.step('the page sets it', async () => {
		await expect(page.getByText('已保存').first()).toBeVisible();
		await page.getByRole('button', { name: '预览' }).first().click();
		const preview = page.getByRole('dialog');
		await expect(preview.locator('svg, img').first()).toBeVisible({ timeout: 90_000 });
		await expect(preview.getByText('公式写法有误')).toHaveCount(0);
	});
	await desk.leave();
});

test('FORMULA-8 on a phone a formula is put in, and a second touch changes it', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, WRITER, PHONE);
	const { page, text } = desk;
	await desk.openDocument(await aDraft());
	const formulae = text.locator('.text-formula');
	await desk.typeAtEnd('手机上');
	await page.getByRole('button', { name: '排版工具' }).tap();
	await page.getByRole('button', { name: /插入公式/ }).tap();
	const dialog = dialogOf(page);
	await sourceIn(dialog).fill('甲÷乙');
	await expect(dialog.getByRole('group', { name: '预览' }).locator('.katex-html')).toBeVisible();
	await dialog.getByRole('button', { name: '插入', exact: true }).tap();
	await expect(formulae).toHaveCount(1);
	const fresh = formulae.first();
	await handle(fresh).tap();
	await page.getByRole('button', { name: /插入公式/ }).tap();
	await expect(sourceIn(dialog)).toHaveValue('甲÷乙');
	await sourceIn(dialog).fill('丙÷丁');
	await dialog.getByRole('button', { name: '更新' }).tap();
	await expect.poll(() => drawn(fresh)).toBe('丙÷丁');
	await desk.leave();
});
