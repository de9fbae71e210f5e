import { expect, test, type Locator, type Page } from '@playwright/test';
import { Desk } from '../support/desk.ts';

/** A running letter of the sample bureau with suggestions of two people and an annotation. */
const LETTER = 'assistance';
/** A4 in points, and what Chromium makes of it. */
const A4 = { width: 595, height: 842, slack: 1.5 };

const styleOf = (place: Locator, name: string, pseudo?: string): Promise<string> =>
	place.evaluate(
		(element, [property, part]) => getComputedStyle(element, part).getPropertyValue(property ?? ''),
		[name, pseudo] as const,
	);

/** Sizes of the pages of a PDF as Chromium writes it. */
function pagesOf(pdf: Buffer): { width: number; height: number }[] {
	const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g);
	return [...boxes].map(([, width, height]) => ({ width: Number(width), height: Number(height) }));
}

/** Elements that would be cut on paper: they scroll, or reach over the edge of the page. */
const cut = (page: Page): Promise<string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('body *')]
			.filter((each) => each.checkVisibility() && getComputedStyle(each).display !== 'inline')
			.filter((each) => {
				const { overflowX, overflowY } = getComputedStyle(each);
				const clips = overflowX !== 'visible' || overflowY !== 'visible';
				const more =
					each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1;
				const over = each.getBoundingClientRect().right > innerWidth + 1;
				return (clips && more) || (over && each.textContent.trim() !== '');
			})
			.map((each) => `${each.tagName} ${each.className}`.slice(0, 120)),
	);

test('PP-1 花脸稿 on paper: signs that bear black and white, numbered notes, nothing of the screen, nothing cut', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, '程以墨');
	const { page, text } = desk;
	await desk.openDocument(LETTER);
	await expect(text.locator('ins', { hasText: '应保尽保' })).toBeVisible({ timeout: 60_000 });
	await expect(page.getByRole('region', { name: '修改与批注' })).toHaveCount(0);

	const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }));
	expect(pages.length).toBeGreaterThan(1);
	for (const { width, height } of pages) {
		expect(Math.abs(width - A4.width)).toBeLessThan(A4.slack);
		expect(Math.abs(height - A4.height)).toBeLessThan(A4.slack);
	}

	// The width between the margins of the page.
	await page.setViewportSize({ width: 605, height: 940 });
	await page.emulateMedia({ media: 'print' });
	const notes = page.getByRole('region', { name: '修改与批注' }).getByRole('listitem');
	await expect(notes).toHaveCount(6);
	await expect(notes.nth(0)).toContainText(
		/\[1\].*周望川.*改为.*待遇科 科长 · 部门负责人审核环节 · \d{4}-\d\d-\d\d \d\d:\d\d.*精准到人.*应保尽保/s,
	);
	await expect(notes.nth(4)).toContainText(
		/\[5\].*程以墨.*批注“专用通道”.*请核实.*叶知秋.*已开通/s,
	);

	const [inserted, struck] = [text.locator('ins').first(), text.locator('del').first()];
	expect(await styleOf(inserted, 'border-bottom-style')).toBe('solid');
	expect(await styleOf(inserted, 'text-decoration-line')).toBe('none');
	expect(await styleOf(struck, 'text-decoration-line')).toBe('line-through');
	const annotated = text.locator('[data-annotation]').first();
	expect(await styleOf(annotated, 'border-bottom-style')).toBe('dashed');
	// The number stands once behind a change, though striking out and putting in are two marks.
	expect(await styleOf(inserted, 'content', '::after')).toContain('[1]');
	expect(await styleOf(struck, 'content', '::after')).toBe('none');
	expect(await styleOf(annotated, 'content', '::after')).toContain('[5]');

	const running = await page.evaluate(
		() =>
			[...document.querySelectorAll('style')]
				.map(({ textContent }) => textContent)
				.find((rules) => rules.includes('@top-left')) ?? '',
	);
	expect(running).toMatch(
		/@top-left\{content:"云州市医疗保障局关于商请提供困难群众身份信息的函".*@top-right\{content:"花脸稿 · 办公室核稿环节 · \d{4}-\d\d-\d\d \d\d:\d\d 打印"/,
	);
	for (const chrome of [
		page.getByRole('navigation'),
		page.getByRole('banner'),
		page.getByRole('toolbar'),
		page.getByRole('complementary'),
		page.getByRole('button'),
	])
		expect(await chrome.filter({ visible: true }).count()).toBe(0);
	expect(await cut(page)).toEqual([]);

	await page.emulateMedia({ media: null });
	await expect(page.getByRole('region', { name: '修改与批注' })).toHaveCount(0);
	await desk.leave();
});
