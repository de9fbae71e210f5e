import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { authorshipDigest } from '@wenshu/domain/trace/authorship.ts';
import { person } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { unpackAuthors } from '../support/log.ts';
import { atRest } from '../support/looks.ts';
import { aDraft, db, must, submit } from '../support/office.ts';

const FIRST = '请各单位认真组织学习，切实抓好落实。';
const SECOND = '有关情况于月底前书面报送办公室。';
const ADDED = '（核稿时建议增加）';

test.describe.configure({ mode: 'serial' });

let documentId = '';

/** The text as it is shown in the history. */
const sheet = (page: Page) => page.getByRole('region', { name: '公文正文' });
const version = (page: Page, name: RegExp) =>
	page.getByRole('list', { name: '版本与比对' }).getByRole('button', { name });

async function openHistory(page: Page): Promise<void> {
	await page.goto(`/documents/${documentId}/history`);
	await expect(page.getByRole('heading', { name: '稿件历程' })).toBeVisible({ timeout: 60_000 });
	await expect(page.getByRole('tab', { name: '版本与比对' })).toBeVisible();
}

async function bears(page: Page, name: string): Promise<void> {
	await atRest(page);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect
		.soft(violations.map(({ id, nodes }) => [name, id, nodes[0]?.html.slice(0, 160)]))
		.toEqual([]);
	const wide = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect.soft([name, wide]).toEqual([name, 0]);
}

let drafter: Desk;
let head: Desk;

/** The drafter and a colleague write, the drafter hands over, the head of the unit suggests. */
test.beforeAll(async ({ browser }) => {
	documentId = await aDraft();
	await must('drafter', 'document/coauthors', documentId, { uids: [person('何听澜').uid] });
	const [first, colleague, last] = await Promise.all(
		['叶知秋', '何听澜', '周望川'].map((name) => Desk.open(browser, name)),
	);
	if (!first || !colleague || !last) throw new Error('three people are needed');
	[drafter, head] = [first, last];
	const writes = async (desk: Desk, words: string): Promise<void> => {
		await desk.openDocument(documentId);
		await desk.typeAtEnd(words);
		await desk.told('已保存');
	};
	await writes(drafter, FIRST);
	await writes(colleague, SECOND);
	await colleague.leave();
	expect(await submit('drafter', documentId)).toMatchObject({ ok: true });
	await head.openDocument(documentId);
	await head.typeAtStart(ADDED);
	await head.told('已保存');
	// A function freezes the text after the hand-over.
	await expect
		.poll(async () => (await db.collection(`texts/${documentId}/freezes`).get()).size, {
			timeout: 60_000,
		})
		.toBeGreaterThan(1);
});
test.afterAll(async () => {
	await drafter.leave();
	await head.leave();
});

test('HI-1 versions are compared by person, words tell their authors, the chain is verified', async () => {
	const { page } = drafter;
	await drafter.openDocument(documentId);
	await page.getByRole('button', { name: '更多操作' }).click();
	await page.getByRole('menuitem', { name: '稿件历程' }).click();
	await expect(sheet(page)).toContainText(ADDED);
	await bears(page, 'versions');

	await version(page, /叶知秋 提交/)
		.first()
		.click();
	await expect(sheet(page)).toContainText(FIRST);
	await expect(sheet(page)).not.toContainText(ADDED);
	await page.getByRole('button', { name: '与“现在”比对' }).click();
	await expect(sheet(page).locator('.trace-ins')).toHaveText(ADDED);
	await expect(page.getByRole('complementary', { name: '修改（1 处）' })).toContainText('周望川');

	await version(page, /模板/).first().click();
	await expect(sheet(page).locator('.trace-ins').filter({ hasText: SECOND })).toBeVisible();
	const changes = page.getByRole('complementary', { name: /修改/ });
	await changes
		.getByRole('button', { name: /^何听澜/ })
		.first()
		.click();
	await expect(sheet(page).locator('.trace-ins:not(.trace-off)')).toHaveText([SECOND]);
	await page.keyboard.press('Alt+ArrowDown');
	await expect(sheet(page).locator('.trace-chosen')).toHaveText(SECOND);
	await bears(page, 'comparison');

	await page.getByRole('tab', { name: '作者' }).click();
	await sheet(page).getByRole('button', { name: SECOND }).click();
	const facts = page.getByRole('complementary', { name: '作者' });
	await expect(facts).toContainText('何听澜');
	await expect(facts).toContainText('拟稿');
	await page.keyboard.press('Home');
	await expect(facts.locator('section').first()).toContainText('周望川');
	const server = page.getByRole('region', { name: '服务器认定' });
	for (const name of ['叶知秋', '何听澜', '周望川']) await expect(server).toContainText(name);
	await expect(server.getByRole('status')).toContainText('独立推算，结果相同');
	await bears(page, 'authors');

	await page.getByRole('tab', { name: '核验' }).click();
	await expect(page.getByRole('heading', { name: '全部一致' })).toBeVisible();
	await bears(page, 'verify');
});

test('HI-2 the writing plays as a film, on a phone too', async () => {
	const { page } = head;
	await page.setViewportSize({ width: 390, height: 844 });
	await openHistory(page);
	await expect(sheet(page)).toContainText(SECOND);
	await bears(page, 'phone versions');
	await page.getByRole('button', { name: '选择版本' }).click();
	await page.getByRole('button', { name: '与“叶知秋 提交”比对' }).click();
	await expect(sheet(page).locator('.trace-ins')).toHaveText(ADDED);
	await page.getByRole('button', { name: '修改（1 处）' }).click();
	await page.getByRole('dialog').getByRole('button', { name: ADDED }).click();
	await expect(sheet(page).locator('.trace-chosen')).toBeInViewport();

	await page.getByRole('tab', { name: '作者' }).click();
	await sheet(page).getByRole('button', { name: FIRST }).click();
	await expect(page.getByRole('complementary', { name: '作者' })).toContainText('叶知秋');
	await bears(page, 'phone authors');

	await page.getByRole('tab', { name: '回放' }).click();
	await page.getByRole('slider', { name: '进度' }).fill('0');
	await expect(sheet(page)).not.toContainText(FIRST);
	await page.getByRole('button', { name: '下一段' }).click();
	await expect(page.getByText(/叶知秋 正在写/)).toBeVisible();
	await page.getByRole('combobox', { name: '速度' }).selectOption('64');
	await page.getByRole('button', { name: '播放' }).click();
	await expect(page.getByText(/周望川 正在写/)).toBeVisible();
	await expect(sheet(page)).toContainText(ADDED);
	await bears(page, 'phone film');

	await page.getByRole('tab', { name: '核验' }).click();
	await expect(page.getByRole('heading', { name: '全部一致' })).toBeVisible();
	await bears(page, 'phone verify');
});

test('HI-3 who may write restores a version, as suggestions where they only suggest; nobody else may', async () => {
	await head.page.setViewportSize({ width: 1440, height: 900 });
	await openHistory(head.page);
	await version(head.page, /叶知秋 提交/)
		.first()
		.click();
	await head.page.getByRole('button', { name: '恢复此稿' }).click();
	await head.page.getByRole('dialog').getByRole('button', { name: '恢复此稿' }).click();
	await head.told('已恢复到此稿');
	await expect(head.text).toContainText(FIRST);
	await expect(head.text).not.toContainText(ADDED);
	await openHistory(head.page);
	await head.page.getByRole('button', { name: '与“叶知秋 提交”比对' }).click();
	await head.told('两稿的清稿完全相同');

	await openHistory(drafter.page);
	await version(drafter.page, /模板/).first().click();
	await expect(drafter.page.getByRole('button', { name: '打印' })).toBeVisible();
	await expect(drafter.page.getByRole('button', { name: '恢复此稿' })).toBeHidden();
});

test('HI-4 a broken link is named; whoever may not read the text sees nothing of its history', async ({
	browser,
}) => {
	const entries = await db.collection(`texts/${documentId}/updates`).orderBy('at').get();
	const segments = await db.collection(`texts/${documentId}/segments`).get();
	const one = entries.docs[0] ?? segments.docs[0];
	const field = entries.empty ? 'hash' : 'h';
	const hash: unknown = one?.get(field);
	await one?.ref.update({ [field]: '0'.repeat(64) });
	await openHistory(drafter.page);
	await drafter.page.getByRole('tab', { name: '核验' }).click();
	await expect(drafter.page.getByRole('alert')).toContainText('不衔接');
	await one?.ref.update({ [field]: hash });

	// A server that names another author is contradicted, with the place.
	await drafter.page.route(/\/text$/, async (route) => {
		const answer = await route.fetch();
		const told = (await answer.json()) as {
			result: { result?: { sha256: string; packed: string } };
		};
		const { result } = told.result;
		if (result) {
			const found = unpackAuthors(Buffer.from(result.packed, 'base64'));
			for (const hand of found.hands)
				if (hand.by === person('何听澜').uid) hand.by = person('周望川').uid;
			result.sha256 = authorshipDigest(found);
			result.packed = gzipSync(JSON.stringify(found)).toString('base64');
		}
		await route.fulfill({ response: answer, json: told });
	});
	await openHistory(drafter.page);
	await drafter.page.getByRole('tab', { name: '作者' }).click();
	const contradiction = drafter.page.getByRole('region', { name: '服务器认定' }).getByRole('alert');
	await expect(contradiction).toContainText('第一处：花脸稿第');
	// How many letters stand together depends on how the log cut the words.
	await expect(contradiction).toContainText(/服务器认定：“有.*周望川.*本浏览器推算：“有.*何听澜/);

	const outsider = await Desk.open(browser, '邵景行');
	await outsider.page.goto(`/documents/${documentId}/history`);
	await expect(outsider.page.getByText('无权查看此稿的历程')).toBeVisible({ timeout: 60_000 });
	await outsider.leave();
});
