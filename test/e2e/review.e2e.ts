import { expect, test } from '@playwright/test';
import { PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';
import { aDraft, submit } from '../support/office.ts';

test.describe.configure({ mode: 'serial' });

const mark = Date.now().toString(36);
let address: string;

test.beforeAll(async () => {
	const id = await aDraft();
	await submit('drafter', id);
	address = `/documents/${id}`;
});

test('RV-1 cards stand beside their words and never overlap; keys go through them', async ({
	browser,
}) => {
	const head = await Desk.open(browser, '周望川');
	const { page } = head;
	await page.goto(address);
	for (const words of ['甲', '乙', '丙']) {
		await head.typeAtStart(`${words}${mark}`);
		await page.keyboard.press('Enter');
	}
	const cards = page.getByRole('region', { name: '页边批注' });
	await expect(cards.getByText(`丙${mark}`)).toBeVisible();
	await page.keyboard.press('Shift+F8');
	await expect(cards.locator('.active')).toHaveCount(1);
	const boxes = await cards
		.locator('.beside')
		.evaluateAll((all) =>
			all.map((each) => each.getBoundingClientRect()).map((box) => [box.top, box.bottom]),
		);
	const sorted = boxes.sort((left, right) => (left[0] ?? 0) - (right[0] ?? 0));
	for (const [index, box] of sorted.slice(1).entries())
		expect(box[0]).toBeGreaterThanOrEqual(sorted[index]?.[1] ?? 0);
	await expect(head.text.locator('.trace-chosen').first()).toBeVisible();
	await accessible(page);
	const before = await head.text.locator('ins').count();
	await page.keyboard.press('Alt+r');
	await expect.poll(() => head.text.locator('ins').count()).toBeLessThan(before);
	await page.keyboard.press('Control+z');
	await expect.poll(() => head.text.locator('ins').count()).toBe(before);
	await head.leave();
});

test('RV-2 who is mentioned is told, and the notice leads to the annotation', async ({
	browser,
}) => {
	const head = await Desk.open(browser, '周望川');
	await head.page.goto(address);
	await head.typeAtEnd(`丁${mark}`);
	await head.page.keyboard.press('Shift+Home');
	const selected = () => head.page.evaluate(() => getSelection()?.toString());
	await expect.poll(selected).toContain(mark);
	await head.page.keyboard.press('Alt+m');
	const box = head.page.getByRole('combobox', { name: '批注内容' });
	await box.pressSequentially('请核对 @yzq');
	await head.page.getByRole('option', { name: /叶知秋/ }).click();
	const words = await box.inputValue();
	await head.page.keyboard.press('Control+Enter');
	await expect(head.page.getByText(words.trim()).first()).toBeVisible();
	await head.told('已保存');
	await head.leave();

	const told = await Desk.open(browser, '叶知秋');
	await told.page.goto('/notices');
	await told.page
		.getByText(/在批注中提到您/)
		.first()
		.click();
	await expect(told.page).toHaveURL(/#note-/);
	await expect(told.page.locator('li.chosen').getByText(words.trim())).toBeVisible();
	await told.leave();
});

test('RV-3 on the phone a tap on a change opens its card', async ({ browser }) => {
	const head = await Desk.open(browser, '周望川', PHONE);
	const { page } = head;
	await page.goto(address);
	await head.text.locator('ins').first().tap();
	const card = page.getByRole('region', { name: '审阅' });
	await expect(card.getByText('周望川')).toBeVisible();
	await accessible(page);
	await card.getByRole('button', { name: /下一处/ }).tap();
	await expect(card.getByText(/第 2 处/)).toBeVisible();
	await card.getByRole('button', { name: '关闭' }).tap();
	await expect(card).toHaveCount(0);
	await head.leave();
});
