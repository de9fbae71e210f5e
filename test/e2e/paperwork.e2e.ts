import { expect, test, type Locator, type Page } from '@playwright/test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PHONE, seat } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { renamedFont } from '../support/fonts.ts';
import { accessible } from '../support/looks.ts';

/** A finished document of the sample bureau. */
const FINISHED = 'enrolment';

test.describe.configure({ timeout: 300_000 });

/** The pages that a region shows, once they are set. */
async function pagesIn(place: Locator): Promise<number> {
	const pages = place.getByRole('region', { name: '版式页面' }).getByRole('img');
	await expect(pages.first()).toBeVisible({ timeout: 90_000 });
	return pages.count();
}

/** Whether something red stands in the upper third of a page: its red header. */
const isRed = (picture: Locator): Promise<boolean> =>
	picture.evaluate(async (image: HTMLImageElement) => {
		await image.decode();
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [420, 594];
		const context = canvas.getContext('2d');
		context?.drawImage(image, 0, 0, 420, 594);
		const { data } = context?.getImageData(0, 0, 420, 300) ?? { data: [] };
		let red = 0;
		for (let at = 0; at < data.length; at += 4)
			if ((data[at] ?? 0) > 180 && (data[at + 1] ?? 255) < 90 && data[at + 3] === 255) red += 1;
		return red > 300;
	});

/**
 * Keeps the PDFs that a page hands to the browser, and counts prints instead of opening the print preview, which
 * ends a browser without a screen; done before the page is opened.
 */
const keepFiles = (page: Page): Promise<unknown> =>
	page.addInitScript(() => {
		const kept = { files: [] as Blob[], prints: 0 };
		const make = URL.createObjectURL.bind(URL);
		URL.createObjectURL = (thing: Blob) => {
			if (thing.type === 'application/pdf') kept.files.push(thing);
			return make(thing);
		};
		const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
		Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
			get(this: HTMLIFrameElement) {
				if (!this.src.startsWith('blob:')) return own?.get?.call(this) as unknown;
				return { focus: () => undefined, print: () => (kept.prints += 1) };
			},
		});
		Object.assign(window, { kept });
	});

/** What the print button gave the browser to print, in a frame. */
async function printedPages(page: Page): Promise<{ pages: number; width: number; height: number }> {
	await page.waitForFunction(
		() => (window as unknown as { kept: { prints: number } }).kept.prints > 0,
		null,
		{ timeout: 90_000 },
	);
	const base64 = await page.evaluate(async () => {
		const file = (window as unknown as { kept: { files: Blob[] } }).kept.files.at(-1);
		const bytes = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
		let text = '';
		for (const byte of bytes) text += String.fromCharCode(byte);
		return btoa(text);
	});
	const pdf = await PDFDocument.load(Buffer.from(base64, 'base64'));
	const { width, height } = pdf.getPage(0).getSize();
	return { pages: pdf.getPageCount(), width, height };
}

test('a template is made, published, drafted from, and its red header stands on the preview', async ({
	browser,
}) => {
	const name = `试点通知${String(Date.now() % 100_000)}`;
	const { page, context, complaints } = await seat(browser, '薛霁月');
	await page.goto('/admin/templates/new');
	const form = page.getByRole('form').or(page.locator('form')).first();
	await page.getByRole('button', { name: '保存并发布' }).click();
	await expect(page.getByRole('alert').first()).toContainText('需要填写或改正');
	await form.getByLabel('模板名称').fill(name);
	await form.getByLabel('发文机关标志').fill('云州市医疗保障局试点文件');
	await form.getByLabel('编号序列').selectOption('ybf');
	await form.getByLabel('发文机关署名').fill('云州市医疗保障局');
	await form.getByRole('combobox', { name: /^流程/ }).selectOption({ label: '发文办理' });
	await form.getByLabel('标题', { exact: true }).fill('关于{年度}年试点工作的通知');
	await page.getByRole('button', { name: '{拟稿单位}' }).click();
	await expect(page.getByRole('textbox', { name: '正文（初稿）' })).toContainText('{拟稿单位}');
	const preview = page.getByRole('region', { name: '版式预览' });
	await pagesIn(preview);
	expect(await isRed(preview.getByRole('img').first())).toBe(true);
	await accessible(page);

	// Leaving with unsaved words is asked about.
	await page.getByRole('link', { name: '返回模板列表' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
	await page.getByRole('button', { name: '保存并发布' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('修改说明').fill('首次发布');
	await dialog.getByRole('button', { name: '保存并发布' }).click();
	await expect(page.getByText('第 1 版 · 使用中')).toBeVisible({ timeout: 60_000 });

	// A second version stays a draft; the two are compared.
	await form.getByLabel('发文机关标志').fill('云州市医疗保障局示范文件');
	await page.getByRole('button', { name: '保存草稿' }).click();
	await dialog.getByRole('button', { name: '保存草稿' }).click();
	await expect(page.getByText('有未发布的修改')).toBeVisible({ timeout: 60_000 });
	await page.getByRole('button', { name: '版本' }).click();
	await expect(dialog).toContainText('首次发布');
	await expect(dialog.locator('del')).toHaveText('云州市医疗保障局试点文件');
	await expect(dialog.locator('ins')).toHaveText('云州市医疗保障局示范文件');
	await accessible(page);
	expect(complaints).toEqual([]);
	await context.close();

	const desk = await Desk.open(browser, '叶知秋');
	await keepFiles(desk.page);
	await desk.page.goto('/documents/new');
	await desk.page.getByRole('button', { name: new RegExp(name) }).click({ timeout: 60_000 });
	await expect(desk.sheet).toContainText('云州市医疗保障局试点文件', { timeout: 60_000 });
	await expect(desk.text).toContainText('待遇科', { timeout: 60_000 });
	await desk.page.getByRole('button', { name: '预览', exact: true }).click();
	const pages = desk.page.getByRole('dialog');
	const count = await pagesIn(pages);
	expect(await isRed(pages.getByRole('img').first())).toBe(true);
	await expect(pages).toContainText('所用字体：');
	await expect(pages).toContainText('官方字体未上传，以开源字体代替');
	await pages.getByRole('button', { name: '打印', exact: true }).click();
	const printed = await printedPages(desk.page);
	expect(printed.pages).toBe(count);
	expect(printed.width).toBeCloseTo(595.28, 0);
	expect(printed.height).toBeCloseTo(841.89, 0);
	await desk.leave();
});

test('the handling form has the opinions of every step, and is printed as it was at one', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, '叶知秋');
	await keepFiles(desk.page);
	const { page } = desk;
	await desk.openDocument(FINISHED);
	await page.getByRole('button', { name: '更多操作' }).last().click();
	await page.getByRole('menuitem', { name: /^发文处理笺/ }).click();
	const dialog = page.getByRole('dialog');
	const count = await pagesIn(dialog);
	const steps = dialog.getByLabel('打印到哪一环节').locator('option');
	await expect(steps).toContainText([
		/现在/,
		/归档/,
		/分发/,
		/盖章/,
		/编号登记/,
		/签发 · .*沈砚舟/,
	]);
	await accessible(page);
	await dialog.getByRole('button', { name: '打印', exact: true }).click();
	expect((await printedPages(page)).pages).toBe(count);
	const step = (await steps.filter({ hasText: '部门负责人审核' }).getAttribute('value')) ?? '';
	await dialog.getByLabel('打印到哪一环节').selectOption(step);
	await expect(dialog.getByRole('region', { name: '版式页面' })).toBeVisible({ timeout: 90_000 });
	await desk.leave();

	const phone = await Desk.open(browser, '叶知秋', PHONE);
	await phone.openDocument(FINISHED);
	await phone.page.getByRole('button', { name: '办理' }).last().click();
	await phone.page.getByRole('button', { name: '更多操作' }).last().click();
	await phone.page.getByRole('menuitem', { name: /^发文处理笺/ }).click();
	await pagesIn(phone.page.getByRole('dialog').last());
	await phone.leave();
});

test('a font of the office is checked, used and taken away again', async ({ browser }) => {
	const file = path.join(test.info().outputDir, '仿宋_测试.otf');
	const bad = path.join(test.info().outputDir, '仿宋_禁止嵌入.otf');
	await import('node:fs/promises').then((fs) =>
		fs.mkdir(test.info().outputDir, { recursive: true }),
	);
	writeFileSync(file, renamedFont());
	writeFileSync(bad, renamedFont(2));
	const { page, context, complaints } = await seat(browser, '薛霁月');
	await page.goto('/admin/fonts');
	const dialog = page.getByRole('dialog');
	const add = async (font: string) => {
		await page.getByRole('button', { name: '上传字体' }).click();
		await dialog.locator('input[type=file]').setInputFiles(font);
		await expect(dialog.getByText(`${path.basename(font)} · 6.6 MB`)).toBeVisible({
			timeout: 60_000,
		});
		await expect(dialog.getByRole('combobox', { name: /^用于/ })).toHaveValue('fang');
		await dialog.getByLabel('授权依据').fill('采购合同 2026-7');
	};
	await add(bad);
	await dialog.getByRole('button', { name: '检查并启用' }).click();
	await expect(dialog).toContainText('没有授权的字体不能使用');
	await dialog.getByLabel('本单位持有').check();
	await dialog.getByRole('button', { name: '检查并启用' }).click();
	await expect(dialog.getByRole('alert').first()).toContainText('禁止嵌入', { timeout: 60_000 });
	await dialog.getByRole('button', { name: '取消' }).click();

	await add(file);
	await dialog.getByLabel('本单位持有').check();
	await dialog.getByRole('button', { name: '检查并启用' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	const row = page.getByRole('listitem').filter({ hasText: 'WenshuFang R' });
	await expect(row).toContainText('6763 / 6763');
	await accessible(page);
	await page.goto('/admin/templates/notice');
	const preview = page.getByRole('region', { name: '版式预览' });
	await expect(preview).toContainText('WenshuFang R', { timeout: 90_000 });
	await page.goto('/admin/fonts');
	await row.getByRole('button', { name: /^移除/ }).click();
	await page.getByRole('dialog').getByRole('button', { name: '移除' }).click();
	await expect(row).toHaveCount(0, { timeout: 60_000 });
	expect(complaints).toEqual([]);
	await context.close();
});
