import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { DESK, PHONE, seat } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { act, aDraft, must, openTask, people, read, submit } from '../support/office.ts';
import { aNumbered, aPicture, aSeal, password, pressWith } from '../support/seals.ts';

/** The dialog that places a seal on a document that waits for it. */
async function openPlacing(desk: Desk, documentId: string): Promise<Locator> {
	await desk.page.goto(`/documents/${documentId}`);
	const foot = desk.page.getByRole('button', { name: '用印完毕，送分发' });
	const open = desk.page.getByRole('button', { name: '预览并盖章' });
	await expect(foot).toBeVisible({ timeout: 60_000 });
	// On a phone the step's own panel comes up from the foot.
	if (!(await open.isVisible())) await foot.click();
	await desk.page.getByRole('combobox', { name: '印章' }).selectOption('bureau');
	await open.click();
	const dialog = desk.page.getByRole('dialog');
	await expect(placer(dialog)).toBeVisible({ timeout: 60_000 });
	return dialog;
}

const placer = (dialog: Locator): Locator => dialog.getByRole('button', { name: /的位置/ });

/** Millimetres of the paper as pixels of the screen. */
async function scale(dialog: Locator): Promise<number> {
	const box = await dialog.locator('figure').first().boundingBox();
	return (box?.width ?? 0) / 210;
}

async function centre(dialog: Locator): Promise<{ x: number; y: number }> {
	const box = await placer(dialog).boundingBox();
	if (!box) throw new Error('no seal on the page');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A finger as Chromium sends it. */
async function swipe(page: Page, from: { x: number; y: number }, by: { x: number; y: number }) {
	const client = await page.context().newCDPSession(page);
	const point = (part: number) => [{ x: from.x + by.x * part, y: from.y + by.y * part }];
	await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(0) });
	for (const part of [0.25, 0.5, 0.75, 1])
		await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: point(part) });
	await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function withKeeper(browser: Browser, use: (desk: Desk) => Promise<void>, options = DESK) {
	const desk = await Desk.open(browser, '白芷兰', options);
	await use(desk);
	await desk.leave();
}

test('SL-1 a seal is moved by mouse, snaps back, warns, and is checked and placed where it lies', async ({
	browser,
}) => {
	const documentId = await aNumbered();
	await withKeeper(browser, async (desk) => {
		const dialog = await openPlacing(desk, documentId);
		await expect(placer(dialog)).toHaveAccessibleName(/标准位置/);
		await expect(dialog.getByText('演示印章')).toBeVisible();
		const mm = await scale(dialog);
		const drag = async (x: number, y: number) => {
			const from = await centre(dialog);
			await desk.page.mouse.move(from.x, from.y);
			await desk.page.mouse.down();
			await desk.page.mouse.move(from.x + (x * mm) / 2, from.y + (y * mm) / 2);
			await desk.page.mouse.move(from.x + x * mm, from.y + y * mm);
			await desk.page.mouse.up();
		};
		await drag(0, 9);
		await expect(placer(dialog)).toHaveAccessibleName(/向下 (8\.5|9|9\.5) 毫米/);
		await expect(dialog.getByText('超过一行')).toBeVisible();
		await drag(0, -8);
		await expect(placer(dialog)).toHaveAccessibleName(/标准位置/);
		await expect(dialog.getByText('超过一行')).toHaveCount(0);
		await drag(-4, 0);
		await expect(placer(dialog)).toHaveAccessibleName(/向左 (3\.5|4|4\.5) 毫米/);

		await dialog.getByLabel('印章口令').fill('Seal@2026');
		await dialog.getByRole('button', { name: '核对印模' }).click();
		await expect(dialog.getByRole('img', { name: /用印预览/ })).toBeVisible({ timeout: 90_000 });
		await dialog.getByRole('button', { name: '确认盖章' }).click();
		await desk.told('已加盖“云州市医疗保障局”');
	});
	const sealed = await read<{ seal: { place: { xMm: number }; anchors: { xMm: number }[] } }>(
		`documents/${documentId}`,
	);
	const moved = (sealed.seal.anchors[0]?.xMm ?? 0) - sealed.seal.place.xMm;
	expect(moved).toBeGreaterThan(3);
	expect(moved).toBeLessThan(5);
});

test('SL-2 by keyboard alone: moved, put back, placed', async ({ browser }) => {
	const documentId = await aNumbered();
	await withKeeper(browser, async (desk) => {
		const dialog = await openPlacing(desk, documentId);
		const { keyboard } = desk.page;
		await placer(dialog).focus();
		for (let count = 0; count < 3; count++) await keyboard.press('ArrowRight');
		await keyboard.press('Shift+ArrowDown');
		await expect(placer(dialog)).toHaveAccessibleName(/向右 1\.5 毫米，向下 2 毫米/);
		await keyboard.press('Home');
		await expect(placer(dialog)).toHaveAccessibleName(/标准位置/);
		for (let count = 0; count < 20; count++) await keyboard.press('Shift+ArrowUp');
		await expect(placer(dialog)).toHaveAccessibleName(/向上 14 毫米/);
		await expect(dialog.getByText('印章压住了正文')).toBeVisible();
		await dialog.getByRole('button', { name: '复位', exact: true }).click();
		await dialog.getByLabel('印章口令').fill('Seal@2026');
		await keyboard.press('Enter');
		await desk.told('已加盖“云州市医疗保障局”');
	});
	expect(await read(`documents/${documentId}`)).toMatchObject({ status: 'sealed' });
});

test('SL-3 on a phone, by finger', async ({ browser }) => {
	const documentId = await aNumbered();
	await withKeeper(
		browser,
		async (desk) => {
			const dialog = await openPlacing(desk, documentId);
			const mm = await scale(dialog);
			await swipe(desk.page, await centre(dialog), { x: -6 * mm, y: 0 });
			await expect(placer(dialog)).toHaveAccessibleName(/向左 (5|5\.5|6|6\.5|7) 毫米/);
			const wide = await desk.page.evaluate(
				() => document.documentElement.scrollWidth - window.innerWidth,
			);
			expect(wide).toBeLessThanOrEqual(0);
			await dialog.getByLabel('印章口令').fill('Seal@2026');
			await dialog.getByRole('button', { name: '确认盖章' }).click();
			await desk.told('已加盖“云州市医疗保障局”');
		},
		PHONE,
	);
});

test('SL-4 a locked seal is unlocked by two, and the register tells what happened', async ({
	browser,
}) => {
	const sealId = await aSeal([people.sealKeeper], '云州市医疗保障局测试章');
	const documentId = await aNumbered();
	const taskId = await openTask(documentId, 'sealKeeper');
	for (let count = 0; count < 5; count++)
		await pressWith('sealKeeper', { documentId, taskId, sealId, password: 'wrong' });
	const first = await seat(browser, '薛霁月');
	await first.page.goto('/admin/seals');
	const row = first.page.getByRole('row', { name: /测试章/ });
	await expect(row).toContainText('已锁定', { timeout: 60_000 });
	await row.getByRole('button').first().click();
	await first.page.getByRole('button', { name: '提出解锁' }).click();
	await first.page.getByLabel('理由').fill('保管人误输，已当面核实');
	await first.page.getByRole('dialog').last().getByRole('button', { name: '提出解锁' }).click();
	await expect(first.page.getByText('您是提出人')).toBeVisible({ timeout: 30_000 });
	await expect(first.page.getByRole('button', { name: '确认解锁' })).toHaveCount(0);

	const second = await seat(browser, '林若溪');
	await second.page.goto('/admin/seals');
	const same = second.page.getByRole('row', { name: /测试章/ });
	await expect(same).toContainText('待确认解锁', { timeout: 60_000 });
	await same.getByRole('button').first().click();
	await expect(second.page.getByText('薛霁月')).toBeVisible();
	await second.page.getByRole('button', { name: '确认解锁' }).click();
	await expect(same).toContainText('可用', { timeout: 30_000 });
	await second.page.keyboard.press('Escape');
	await second.page.getByRole('tab', { name: '用印登记' }).click();
	await second.page.getByRole('combobox', { name: '印章' }).selectOption(sealId);
	const lines = second.page.getByRole('table', { name: '用印登记' }).getByRole('row');
	await expect(lines.filter({ hasText: '口令错误' })).toHaveCount(5, { timeout: 30_000 });
	const coming = second.page.waitForEvent('download');
	await second.page.getByRole('button', { name: '导出 Excel' }).click();
	expect((await coming).suggestedFilename()).toMatch(/用印登记.*\.xlsx/);
	expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test('SL-5 somebody makes a handwritten signature and signs an opinion with it', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, '周望川');
	const { page } = desk;
	await page.goto('/me');
	await page.getByRole('link', { name: /手写签名/ }).click();
	const sheet = page.locator('canvas');
	await expect(sheet).toBeVisible({ timeout: 60_000 });
	await page.getByRole('button', { name: '制作签名' }).click();
	await expect(page.getByText('请先在手写区书写姓名')).toBeVisible();
	const box = await sheet.boundingBox();
	if (!box) throw new Error('no sheet');
	await page.mouse.move(box.x + 60, box.y + 60);
	await page.mouse.down();
	for (let step = 1; step <= 20; step++)
		await page.mouse.move(box.x + 60 + step * 18, box.y + 60 + 40 * Math.sin(step / 2));
	await page.mouse.up();
	await page.getByLabel('签名口令').fill(password);
	await page.getByLabel('再次输入口令').fill(password);
	await page.getByRole('button', { name: '制作签名' }).click();
	await desk.told('手写签名已制作');

	const id = await aDraft();
	await submit('drafter', id);
	await desk.openDocument(id);
	await desk.opine('同意，请办公室核稿。');
	await page.getByRole('button', { name: '手写签名' }).click();
	await page.getByLabel('签名口令').fill(password);
	await page.getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.getByText('已签名，提交后随意见显示')).toBeVisible({ timeout: 60_000 });
	await desk.opine('同意。');
	await expect(page.getByText('签名后意见有改动')).toBeVisible();
	await desk.opine('同意，请办公室核稿。');
	await expect(page.getByText('已签名，提交后随意见显示')).toBeVisible();
	expect((await submit('head', id, { opinion: '同意，请办公室核稿。' })).ok).toBe(true);
	await expect(page.getByRole('img', { name: '周望川 的手写签名' })).toBeVisible({
		timeout: 30_000,
	});
	const another = { password, picture: await aPicture() };
	expect(await act('head', 'signature/create', crypto.randomUUID(), another)).toMatchObject({
		code: 'signature/exists',
	});
	await desk.leave();
});

test('SL-6 a withdrawn certificate is told of wherever the document is checked', async ({
	browser,
}) => {
	const sealId = await aSeal();
	const documentId = await aNumbered();
	const taskId = await openTask(documentId, 'sealKeeper');
	const done = await pressWith('sealKeeper', { documentId, taskId, sealId, password });
	expect(done.ok).toBe(true);
	await must('administrator', 'seal/revoke', sealId, { reason: '机关更名，旧章停用' });
	const desk = await Desk.open(browser, '叶知秋');
	await desk.openDocument(documentId);
	await desk.page.getByRole('button', { name: '验章' }).click();
	await desk.told('印章有效，盖章后未被改动');
	await desk.told(/撤销（机关更名，旧章停用）；本件盖章在撤销之前/);
	await desk.told(/演示印章：证书由本系统自制/);
	await desk.leave();
	const { verification } = await read<{ verification: string }>(`documents/${documentId}`);
	const stranger = await browser.newPage();
	await stranger.goto(`/verify?c=${verification}`);
	await expect(stranger.getByText(/于.*撤销（机关更名，旧章停用）/)).toBeVisible({
		timeout: 60_000,
	});
	await stranger.close();
});
