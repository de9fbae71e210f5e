import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import { PHONE } from '../support/browser.ts';
import { blobs, site } from '../support/emulator.ts';
import { examine, visit, type Where } from '../support/looks.ts';
import { must, read } from '../support/office.ts';
import { aNumbered } from '../support/seals.ts';
import { choose, lookAt, openText, pageOf, press, shown, type View } from '../support/views.ts';
import { foreignDocx } from '../support/word/foreign.ts';

/**
 * What opens over a page or beside a text — dialogs, drawers, panels — bears every look, and dialogs are walked by
 * keyboard. Their own tests say what they do.
 */

/** A sealed document of the sample bureau. */
const SEALED = 'enrolment';
const DRAFT = 'settlement-draft';

test.describe.configure({ timeout: 900_000 });

test('the page for strangers bears every look, with every kind of answer', async ({ browser }) => {
	const document = await read<OfficialDocument>(`documents/${SEALED}`);
	const sealed = sealsOf(document).at(-1);
	const pdf = await readFile(path.join(blobs, sealed?.fileId ?? ''));
	const { verification } = await read<OfficialDocument>('documents/commendation');
	await must('reviewer', 'verification/revoke', 'commendation', { reason: '名单有误，另行印发。' });
	const context = await browser.newContext({ baseURL: site, locale: 'zh-CN' });
	const page = await context.newPage();
	await visit(page, '/verify', '文件验证');
	await examine(page, 'verify');
	await visit(page, `/verify?c=${document.verification ?? ''}`, '该验证码有效');
	await examine(page, 'valid code');
	await visit(page, `/verify?c=${verification ?? ''}`, '该文件已被撤销');
	await examine(page, 'revoked code');
	await page.getByRole('textbox', { name: '验证码' }).fill('O123');
	await page.keyboard.press('Enter');
	await shown(page, /没有 0、O、1、I、L/);
	await examine(page, 'bad code');
	await visit(page, '/verify', '文件验证');
	const name = `${document.elements.title}.pdf`;
	await page
		.locator('input[type=file]')
		.setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf });
	await shown(page, '文件真实有效');
	await examine(page, 'verified file');
	await context.close();
});

test('numbers, distribution and slips bear every look', async ({ browser }) => {
	const tab = async (page: Page) => {
		await openText(SEALED, page);
		await page.getByRole('tab', { name: '分发' }).click();
		await shown(page, '阅读情况');
	};
	await lookAt(browser, '苏锦书', [
		{
			name: 'reserving numbers',
			open: async (page) => {
				await visit(page, '/documents/numbers', /云医保发〔/);
				await press(page, '预留号');
				await press(page, '预留号');
			},
			dialog: true,
		},
		{ name: 'distribution', open: tab, where: 'desk' },
		{
			name: 'mail',
			open: async (page) => {
				await tab(page);
				await press(page, '发送邮件');
			},
			where: 'desk',
			dialog: true,
		},
		{
			name: 'more readers',
			open: async (page) => {
				await tab(page);
				await press(page, '增加对象');
			},
			where: 'desk',
			dialog: true,
		},
		{
			name: 'dispatch',
			open: async (page) => {
				await openText(SEALED, page);
				await choose(page, /^分发到单位/);
				await shown(page, '监管科');
			},
			dialog: true,
		},
		{
			name: 'slip',
			open: async (page) => {
				await openText(SEALED, page);
				await choose(page, /^发文处理笺/);
				await pageOf(page);
			},
			dialog: true,
		},
	]);
});

test('placing a seal and the checks of a file bear every look', async ({ browser }) => {
	const id = await aNumbered();
	const place = async (page: Page) => {
		await press(page, '预览并盖章');
		const seal = page
			.getByRole('dialog')
			.last()
			.getByRole('button', { name: /的位置/ });
		await expect(seal).toBeVisible({ timeout: 90_000 });
	};
	await lookAt(browser, '白芷兰', [
		{ name: 'sealing', open: (page) => openText(id, page), where: 'desk' },
		{ name: 'placing a seal', open: place, where: 'desk', dialog: true },
	]);
	await lookAt(
		browser,
		'白芷兰',
		[
			{
				name: 'sealing',
				open: async (page) => {
					await page.goto(`/documents/${id}`);
					await press(page, '用印完毕，送分发');
				},
				where: 'phone',
			},
			{ name: 'placing a seal', open: place, where: 'phone' },
		],
		PHONE,
	);
	await lookAt(browser, '程以墨', [
		{
			name: 'format check',
			open: async (page) => {
				await openText('assistance', page);
				await press(page, '预览');
				await press(page, '版式检查');
				await shown(page, '本件符合可检查的全部条款');
			},
			dialog: true,
		},
		{
			name: 'seal check',
			open: async (page) => {
				await openText(SEALED, page);
				await press(page, '验章');
				await shown(page, '印章有效，盖章后未被改动');
			},
			dialog: true,
		},
	]);
	await lookAt(browser, '叶知秋', [
		{
			name: 'making a signature',
			open: async (page) => {
				await visit(page, '/me/signature', '制作方式');
				await press(page, '制作签名');
			},
		},
	]);
});

test('a draft with its panels bears every look', async ({ browser }) => {
	const draft = (page: Page) => openText(DRAFT, page);
	await lookAt(browser, '唐小满', [
		{
			name: 'elements',
			open: async (page) => {
				await draft(page);
				await page.getByText('版式：格式、落款、联合发文').click();
			},
			where: 'desk',
		},
		{
			name: 'drafting checks',
			open: async (page) => {
				await page.getByRole('tab', { name: /^检查/ }).click();
				await shown(page, '应当核对');
			},
			where: 'desk',
		},
		{
			name: 'live pages',
			open: async (page) => {
				await page.setViewportSize({ width: 1440, height: 900 });
				await page.getByRole('tab', { name: '版面' }).click();
				await shown(page, '与正文一致');
			},
			where: 'desk',
		},
		{
			name: 'Word comes in',
			open: async (page) => {
				await draft(page);
				await choose(page, /^导入 Word/);
				const buffer = await foreignDocx();
				await page
					.getByRole('dialog')
					.locator('input[type=file]')
					.setInputFiles({ name: '通知.docx', mimeType: '', buffer });
				await shown(page, '导入前请留意');
				// What stands in somebody's file keeps the order of its own headings.
				await page.getByRole('region', { name: '预览' }).evaluate((part) => part.remove());
			},
			dialog: true,
		},
		{
			name: 'Word goes out',
			open: async (page) => {
				await draft(page);
				await choose(page, /^导出 Word/);
			},
			dialog: true,
		},
	]);
	await lookAt(
		browser,
		'唐小满',
		[
			{
				name: 'drafting checks',
				open: async (page) => {
					await page.goto(`/documents/${DRAFT}`);
					await press(page, /^检查/);
					await shown(page, '应当核对');
				},
				where: 'phone',
			},
			{
				name: 'elements',
				open: async (page) => {
					await page.keyboard.press('Escape');
					await press(page, '送部门审核');
					await shown(page, '公文要素');
				},
				where: 'phone',
			},
		],
		PHONE,
	);
});

test('the views of a case bear every look', async ({ browser }) => {
	const views = ['办理过程', '流程图', '环节用时', '意见', '催办'];
	const see = (where: Where): View[] =>
		views.map((view) => ({
			name: `case: ${view}`,
			open: (page: Page) => page.locator('[aria-pressed]').filter({ hasText: view }).last().click(),
			where,
		}));
	await lookAt(browser, '林若溪', [
		{
			name: 'case',
			open: async (page) => {
				await openText('outpatient', page);
				await page.getByRole('tab', { name: '流程', exact: true }).click();
			},
			where: 'desk',
		},
		...see('desk'),
	]);
	await lookAt(
		browser,
		'林若溪',
		[
			{
				name: 'case',
				open: async (page) => {
					await page.goto('/documents/outpatient');
					await press(page, /^流程/);
					await shown(page, '办理过程');
				},
				where: 'phone',
			},
			...see('phone'),
		],
		PHONE,
	);
});
