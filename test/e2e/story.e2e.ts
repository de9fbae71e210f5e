import { readFile } from 'node:fs/promises';
import { expect, test, type Browser } from '@playwright/test';
import { DESK, PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { findings, refusals } from '../support/outsider.ts';

/** Marks this run's document, so that runs over one suite do not meet. */
const mark = Date.now().toString(36);
const title = `关于规范医保经办窗口服务的通知（${mark}）`;
const firstWords = `起草人写下的第一句话${mark}。`;
const otherWords = `合作者同时写下的话${mark}。`;
const suggested = `（审核人建议增加的话${mark}）`;

let documentId = '';

async function withDesk(
	browser: Browser,
	name: string,
	act: (desk: Desk) => Promise<void>,
	options = DESK,
): Promise<void> {
	const desk = await Desk.open(browser, name, options);
	await act(desk);
	await desk.leave();
}

/** Somebody who has nothing to do with the document gets nothing of it, at any stage. */
async function outsiderRefused(): Promise<void> {
	expect(await refusals(documentId)).toEqual([]);
}

test.describe.configure({ mode: 'serial', timeout: 420_000 });

test('ST-1 two people draft at once and see each other type', async ({ browser }) => {
	const drafter = await Desk.open(browser, '叶知秋');
	await drafter.page.goto('/documents/new');
	await drafter.page.getByRole('button', { name: /^通知 / }).click();
	await expect(drafter.page).toHaveURL(/\/documents\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	documentId = drafter.page.url().split('/').at(-1) ?? '';
	await drafter.page.getByLabel('标题').first().fill(title);
	await drafter.page.getByRole('button', { name: '共同起草' }).click();
	await drafter.choosePeople(['何听澜'], '共同起草人');
	await drafter.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
	await drafter.told('已更新共同起草人');

	const other = await Desk.open(browser, '何听澜');
	await other.openDocument(documentId);
	await Promise.all([drafter.typeAtEnd(firstWords), other.typeAtStart(otherWords)]);
	await expect(drafter.text).toContainText(otherWords);
	await expect(other.text).toContainText(firstWords);
	await expect(drafter.cursorOf('何听澜')).toBeAttached();
	await expect(other.cursorOf('叶知秋')).toBeAttached();
	await outsiderRefused();
	await other.leave();

	await drafter.submit('送部门审核');
	await outsiderRefused();
	await drafter.leave();
});

test('ST-2 the reviewer’s edit is a suggestion; a return with a reason brings it back', async ({
	browser,
}) => {
	await withDesk(browser, '周望川', async (head) => {
		await head.openTask(title);
		await head.typeAtEnd(suggested);
		await expect(head.suggestion(suggested)).toBeVisible();
		await head.page.getByRole('button', { name: '退回', exact: true }).click();
		const dialog = head.page.getByRole('dialog');
		await dialog.getByLabel('退回理由').fill('请按修订内容完善后再报。');
		await dialog.getByRole('button', { name: '退回', exact: true }).click();
		await head.told('已退回 拟稿');
	});
	await outsiderRefused();
	await withDesk(browser, '叶知秋', async (drafter) => {
		await drafter.openTask(title);
		await drafter.told('此件被退回：请按修订内容完善后再报。');
		await expect(drafter.suggestion(suggested)).toBeVisible();
		await drafter.page.getByRole('tab', { name: '批注' }).click();
		const cards = drafter.page.getByRole('region', { name: '修订痕迹' });
		await expect(cards.getByRole('button', { name: /^周望川 插入/ })).toBeVisible();
		await cards.getByRole('button', { name: /^接受：/ }).click();
		await expect(drafter.suggestion(suggested)).toHaveCount(0);
		await expect(drafter.text).toContainText(suggested);
		await drafter.typeAtEnd('已按意见完善。');
		await drafter.page.getByRole('tab', { name: '办理' }).click();
		await drafter.opine('已按意见修改。');
		await drafter.submit('送部门审核');
	});
	await withDesk(browser, '周望川', async (head) => {
		await head.openTask(title);
		await expect(head.text).toContainText('已按意见完善。');
		await head.opine('同意，请办公室核稿。');
		await head.submit('同意并送核稿');
	});
});

test('ST-3 two departments countersign at the same time', async ({ browser }) => {
	await withDesk(browser, '程以墨', async (reviewer) => {
		await reviewer.openTask(title);
		await reviewer.opine('核稿无误，请规财科、服务中心会签。');
		await reviewer.chooseWay('送会签');
		await reviewer.choosePeople(['曹秉文', '蒋南乔']);
		await reviewer.submit('核稿通过');
	});
	await outsiderRefused();
	const both = await Promise.all(['曹秉文', '蒋南乔'].map((name) => Desk.open(browser, name)));
	for (const desk of both) {
		await desk.openTask(title);
		await desk.opine('同意。');
	}
	await Promise.all(both.map((desk) => desk.submit('同意会签')));
	await Promise.all(both.map((desk) => desk.leave()));
});

test('ST-4 the leader signs on a phone', async ({ browser }) => {
	await withDesk(
		browser,
		'沈砚舟',
		async (leader) => {
			await leader.openTask(title);
			const overflow = await leader.page.evaluate(
				() => document.documentElement.scrollWidth - window.innerWidth,
			);
			expect(overflow).toBeLessThanOrEqual(0);
			await leader.page.getByRole('button', { name: '同意签发' }).click();
			await leader.opine('同意印发。');
			await leader.submit('同意签发');
		},
		PHONE,
	);
	await outsiderRefused();
});

test('ST-5 number and seal are given; the sealed file proves itself', async ({ browser }) => {
	await withDesk(browser, '苏锦书', async (clerk) => {
		await clerk.openTask(title);
		await clerk.page.getByRole('button', { name: '编号', exact: true }).click();
		await clerk.told(/已编号：云医保发〔\d{4}〕\d+号/);
		await clerk.chooseWay('送盖章');
		await clerk.submit('登记完毕');
	});
	await withDesk(browser, '白芷兰', async (keeper) => {
		await keeper.openTask(title);
		await keeper.page.getByRole('button', { name: '预览并盖章' }).click();
		const dialog = keeper.page.getByRole('dialog');
		await dialog.getByLabel('印章口令').fill('Seal@0000');
		await dialog.getByRole('button', { name: '确认盖章' }).click();
		await expect(dialog.getByText(/口令不正确|口令不对|口令错误/)).toBeVisible({ timeout: 90_000 });
		await dialog.getByLabel('印章口令').fill('Seal@2026');
		await dialog.getByRole('button', { name: '确认盖章' }).click();
		await expect(keeper.page.getByText('已加盖“云州市医疗保障局”')).toBeVisible({
			timeout: 90_000,
		});
		await keeper.submit('用印完毕，送分发');
	});
	await outsiderRefused();
	await withDesk(browser, '叶知秋', async (drafter) => {
		await drafter.openDocument(documentId);
		await expect(drafter.text).toHaveAttribute('contenteditable', 'false');
		await drafter.page.getByRole('button', { name: '验章' }).click();
		await drafter.told('印章有效，盖章后未被改动');
		await drafter.page.keyboard.press('Escape');
		await drafter.page.getByRole('button', { name: '预览', exact: true }).click();
		const coming = drafter.page.waitForEvent('download');
		await drafter.page.getByRole('button', { name: '下载 PDF' }).click();
		const bytes = await readFile(await (await coming).path());
		expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
		expect(bytes.includes('/ByteRange')).toBe(true);
	});
});

test('ST-6 it is distributed, read, archived and found', async ({ browser }) => {
	await withDesk(browser, '苏锦书', async (clerk) => {
		await clerk.openTask(title);
		await clerk.choosePeople(['贺临渊', '何听澜'], '分发范围');
		await clerk.page.getByRole('button', { name: '分发给 2 人' }).click();
		await clerk.told(/已分发给/);
		await clerk.submit('分发完毕，送归档');
	});
	await withDesk(browser, '贺临渊', async (reader) => {
		await reader.openTask(title, 'read');
		await reader.opine('已布置。');
		await reader.submit('已阅');
	});
	await withDesk(browser, '秦简言', async (archivist) => {
		await archivist.openTask(title);
		const volume = archivist.page.getByLabel('案卷');
		await volume.selectOption({ index: 1 });
		await archivist.page.getByRole('button', { name: '归档', exact: true }).click();
		await archivist.told(/已归档，档号 YB01-WS·/);
		await archivist.submit('归档并办结');
	});
	await outsiderRefused();
	await withDesk(browser, '何听澜', async (reader) => {
		await reader.page.goto(`/search?text=${encodeURIComponent(mark)}`);
		await expect(reader.page.getByRole('link', { name: title }).first()).toBeVisible({
			timeout: 60_000,
		});
	});
	expect(await findings(mark)).toEqual([]);
});

test('ST-7 the record shows every act in order', async ({ browser }) => {
	await withDesk(browser, '叶知秋', async (drafter) => {
		await drafter.openDocument(documentId);
		await drafter.page.getByRole('tab', { name: '流程' }).click();
		const record = drafter.page.getByRole('list', { name: '办理过程' }).getByRole('listitem');
		const actors = ['叶知秋', '周望川', '程以墨', '曹秉文', '蒋南乔', '沈砚舟', '苏锦书'];
		for (const name of [...actors, '白芷兰', '贺临渊', '秦简言'])
			await expect(record.filter({ hasText: name }).first()).toBeVisible();
		for (const verb of ['起草', '退回', '编号', '盖章', '分发', '归档'])
			await expect(record.filter({ hasText: verb }).first()).toBeVisible();
	});
});
