import { expect, test, type Locator } from '@playwright/test';
import { PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { aDraft } from '../support/office.ts';

const WRITER = '叶知秋';
/** Four pages of text. */
const LONG = Array.from({ length: 60 }, (_, at) => `<p>第${String(at)}项，按照办事指南办理。</p>`);

/** Addresses of the pictures, which change with what stands on the page. */
const pictures = (pages: Locator): Promise<string[]> =>
	pages
		.getByRole('img')
		.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));

test('版面 follows what is typed: the page that changed, and no other; an answer lost on the way holds nothing up', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, WRITER);
	const { page } = desk;
	await desk.openDocument(await aDraft());
	await desk.typeAtStart('起');
	await desk.paste(LONG.join(''));
	await page.getByRole('tab', { name: '版面' }).click();
	const pages = page.getByRole('region', { name: '版式页面' });
	await expect(pages.getByRole('img')).toHaveCount(4, { timeout: 60_000 });
	const state = page.getByRole('status').filter({ hasText: /与正文一致|正在更新/ });
	await expect(state).toHaveText('与正文一致');
	await expect.poll(async () => (await pictures(pages)).every(Boolean)).toBe(true);

	const before = await pictures(pages);
	await desk.typeAtStart('改');
	await expect.poll(async () => (await pictures(pages))[0]).not.toBe(before[0]);
	await expect(state).toHaveText('与正文一致');
	expect((await pictures(pages)).slice(1)).toEqual(before.slice(1));

	await test.step('an answer that never comes', async () => {
		let held = 0;
		await page.route('**/layout', async (route) => {
			if (route.request().method() === 'POST' && (held += 1) === 1) return;
			await route.continue();
		});
		const shown = (await pictures(pages))[0];
		await desk.typeAtStart('失');
		await expect(state).toHaveText('正在更新…');
		await desk.typeAtStart('而复得');
		await expect.poll(async () => (await pictures(pages))[0]).not.toBe(shown);
		await expect(state).toHaveText('与正文一致');
		expect(held).toBeGreaterThan(1);
		await page.unroute('**/layout');
	});
	await desk.leave();
});

for (const [name, options] of [
	['at a desk', undefined],
	['on a phone', PHONE],
] as const)
	test(`落款 stands before the first attachment ${name}, and no caret is caught there`, async ({
		browser,
	}) => {
		const desk = await Desk.open(browser, WRITER, options);
		const { page } = desk;
		await desk.openDocument(await aDraft());
		await desk.typeAtEnd('正文末段');
		const closing = desk.sheet.locator('.sheet-closing');
		const below = async (upper: Locator, lower: Locator): Promise<void> => {
			const [one, two] = [await upper.boundingBox(), await lower.boundingBox()];
			expect((one?.y ?? 0) + (one?.height ?? 0)).toBeLessThanOrEqual((two?.y ?? 0) + 1);
		};
		const last = desk.text.locator('p', { hasText: '正文末段' });
		const foot = desk.sheet.locator('.sheet-foot');
		await below(last, closing);

		const tools = page.getByRole('button', { name: '排版工具' });
		if (await tools.isVisible()) await tools.click();
		await page.getByRole('button', { name: '附件另页开始' }).click();
		const title = page.getByRole('textbox', { name: '附件标题' });
		await title.pressSequentially('办理流程');
		// At once, before a frame is drawn: whoever types on types into the text.
		const isLeft = await title.evaluate((field) => {
			const key = { key: 'Enter', bubbles: true, cancelable: true };
			field.dispatchEvent(new KeyboardEvent('keydown', key));
			return document.activeElement !== field;
		});
		expect(isLeft).toBe(true);
		await page.keyboard.type('附件首段');
		const start = desk.text.locator('.text-attachment');
		const annex = desk.text.locator('p', { hasText: '附件首段' });
		await below(last, closing);
		await below(closing, start);
		await below(start, annex);
		await below(annex, foot);
		// It is no part of the text.
		expect(await desk.text.locator('p').filter({ hasText: '云州市' }).count()).toBe(0);

		await test.step('up and down with the keys', async () => {
			await page.keyboard.press('Home');
			for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowUp');
			await page.keyboard.press('End');
			await page.keyboard.type('上');
			await expect(last).toHaveText(/正文末段上$/);
			for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('End');
			await page.keyboard.type('下');
			await expect(annex).toHaveText('附件首段下');
		});
		await test.step('without the attachment it stands under the text again', async () => {
			await annex.click();
			await page.keyboard.press('Home');
			await page.keyboard.press('Backspace');
			await page.keyboard.press('Backspace');
			await expect(start).toHaveCount(0);
			await below(annex, closing);
			await below(closing, foot);
		});
		await desk.leave();
	});
