import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { FieldValue } from 'firebase-admin/firestore';
import { PHONE, seat } from '../support/browser.ts';
import { atRest } from '../support/looks.ts';
import { db } from '../support/office.ts';

const made: string[] = [];
test.afterAll(async () => {
	for (const id of made) {
		await db.recursiveDelete(db.doc(`flows/${id}`));
		await db.doc(`flowDrafts/${id}`).delete();
	}
});

/** Sound for everybody: axe finds nothing and nothing scrolls sideways. */
async function examine(page: Page, where: string): Promise<void> {
	for (const look of [
		{ theme: 'light', size: 'm' },
		{ theme: 'dark', size: 'xl' },
	]) {
		await page.evaluate((to) => Object.assign(document.documentElement.dataset, to), look);
		await atRest(page);
		const { violations } = await new AxeBuilder({ page }).analyze();
		const found = violations.map((each) => [where, look.theme, each.id, each.nodes[0]?.html]);
		expect.soft(found).toEqual([]);
		const wide = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect.soft([where, look.theme, wide]).toEqual([where, look.theme, 0]);
	}
	await page.evaluate(() =>
		Object.assign(document.documentElement.dataset, { theme: 'light', size: 'm' }),
	);
}

/** Puts the focus on something and presses keys there, as somebody without a mouse does. */
async function press(target: Locator, ...keys: string[]): Promise<void> {
	await target.focus();
	for (const key of keys) await target.page().keyboard.press(key);
}
async function write(target: Locator, text: string): Promise<void> {
	await press(target, 'Control+a');
	await target.page().keyboard.type(text);
}

/** The name of the step or flow whose form is open; other labels end in the same word. */
const nameField = (form: Locator): Locator => form.getByRole('textbox', { name: /^名称/ }).first();

/** Makes a blank flow by keyboard and waits for its designer. */
async function begin(page: Page, name: string): Promise<void> {
	await page.goto('/flows');
	await press(page.getByRole('button', { name: '新建流程' }), 'Enter');
	await write(page.getByRole('dialog').getByLabel('名称'), name);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}$/);
	made.push(page.url().split('/').at(-1) ?? '');
	await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

test('a flow is drawn, mended, published and tried by keyboard alone', async ({ browser }) => {
	test.setTimeout(300_000);
	const { page, complaints } = await seat(browser, '薛霁月');
	const outline = page.getByRole('list', { name: '环节清单' });
	const form = page.getByRole('region', { name: '属性' });
	const problems = page.getByRole('region', { name: '检查结果' });
	const save = page.locator('[data-save]');
	await begin(page, '键盘画的流程');
	await expect(page.locator('.svelte-flow__node')).toHaveCount(3);

	await test.step('a field is declared and a step added; what is missing is said in words', async () => {
		await press(form.getByRole('button', { name: '添加字段' }), 'Enter');
		await write(form.getByRole('textbox', { name: '编号' }), 'amount');
		await press(form.getByRole('combobox', { name: '类型' }), 'ArrowDown');
		await press(outline.getByRole('button', { name: /拟稿/ }), 'Enter');
		await press(page.getByRole('button', { name: '在后面添加' }), 'Enter', 'Enter');
		await write(nameField(form), '审核');
		await press(
			form.getByRole('combobox', { name: /^办理人/ }),
			...['ArrowDown', 'ArrowDown', 'ArrowDown'],
		);
		await expect(problems).toContainText('“审核”：没有选择角色');
		await expect(save).toHaveAttribute('data-save', 'incomplete');
		await press(
			form.getByRole('combobox', { name: /^办理人/ }),
			...['ArrowUp', 'ArrowUp', 'ArrowUp'],
		);
		await expect(problems).toContainText('检查通过');
		await expect(save).toHaveAttribute('data-save', 'saved');
	});

	await test.step('a choice without a condition is unsound; the words lead to it', async () => {
		await press(
			page.getByRole('button', { name: '在后面添加' }),
			'Enter',
			'ArrowDown',
			'ArrowDown',
			'Enter',
		);
		await expect(problems).toContainText('多条不带条件的线');
		await press(outline.getByRole('button', { name: /开始/ }), 'Enter');
		await press(problems.getByRole('button', { name: /多条不带条件的线/ }), 'Enter');
		await expect(nameField(form)).toHaveValue('判断');
		await press(form.getByRole('button', { name: /^→ 新环节/ }), 'Enter');
		await press(form.getByText('直接书写条件'), 'Enter');
		const when = form.getByRole('textbox', { name: '条件文本' });
		await write(when, 'amount > ');
		await expect(form.getByRole('alert')).toContainText('没有写完');
		await write(when, 'amount > 5.0');
		await expect(form.getByText('写法正确')).toBeVisible();
		await expect(form.getByText('新字段 1大于 5', { exact: true })).toBeVisible();
		await expect(outline).toContainText('新字段 1大于 5');
		await expect(problems).toContainText('检查通过');
	});

	await test.step('undo and redo go through the drawing', async () => {
		await press(outline.getByRole('button', { name: /^新环节/ }), 'Delete');
		await expect(page.locator('.svelte-flow__node')).toHaveCount(5);
		await page.keyboard.press('Control+z');
		await expect(page.locator('.svelte-flow__node')).toHaveCount(6);
	});
	await examine(page, 'designer');

	await test.step('it is published with a note', async () => {
		await expect(save).toHaveAttribute('data-save', 'saved');
		await press(page.getByRole('button', { name: '发布' }), 'Enter');
		const dialog = page.getByRole('dialog');
		await press(dialog.getByRole('button', { name: '发布' }), 'Enter');
		await expect(dialog).toContainText('请写明改了什么');
		await write(dialog.getByLabel('修改说明'), '第一版');
		await examine(page, 'publishing');
		await press(dialog.getByRole('button', { name: '发布' }), 'Enter');
		await expect(page.getByText('已发布为第 1 版')).toBeVisible();
	});

	await test.step('it is tried out: the condition leads, a step is undone', async () => {
		await press(page.getByRole('button', { name: '试运行' }), 'Enter');
		await write(page.getByLabel('新字段 1'), '8');
		await press(page.getByRole('button', { name: '开始' }), 'Enter');
		await press(page.getByRole('button', { name: '提交' }), 'Enter');
		await expect(page.getByRole('radio', { name: /审核/ })).toBeChecked();
		await examine(page, 'trial');
		await press(page.getByRole('button', { name: '提交', exact: true }), 'Enter');
		await expect(page.getByRole('radio', { name: /新环节/ })).toBeChecked();
		await press(page.getByRole('button', { name: '提交', exact: true }), 'Enter');
		await expect(page.getByText('流程走完了：已办结')).toBeVisible();
		await press(page.getByRole('button', { name: '撤回一步' }), 'Enter');
		await expect(page.getByRole('radio', { name: /新环节/ })).toBeChecked();
	});
	expect(complaints).toEqual([]);
});

test('versions are compared in words, and older ones read', async ({ browser }) => {
	const { page } = await seat(browser, '薛霁月');
	await begin(page, '有两个版本的流程');
	const publish = async (note: string, version: number) => {
		await expect(page.locator('[data-save=saved]')).toBeVisible();
		await page.getByRole('button', { name: '发布' }).click();
		await page.getByLabel('修改说明').fill(note);
		await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
		await expect(page.getByText(`已发布为第 ${String(version)} 版`)).toBeVisible();
	};
	await publish('起步', 1);
	await page.getByRole('button', { name: /拟稿/ }).first().click();
	await page.getByRole('region', { name: '属性' }).getByLabel('提交按钮文字').fill('送审');
	await publish('按钮改名', 2);
	await page.getByRole('button', { name: '版本', exact: true }).click();
	await expect(page.getByRole('tab', { name: /比较/ })).toBeVisible();
	await expect(page.getByText('环节“拟稿”')).toBeVisible();
	await expect(page.getByRole('deletion')).toHaveText('提交');
	await expect(page.getByRole('insertion')).toHaveText('送审');
	await examine(page, 'versions');
	await page.getByRole('button', { name: /第 1 版/ }).click();
	await expect(page.getByRole('list', { name: '环节清单' })).toContainText('拟稿');
});

test('a dragged step stays where it was put, until the drawing is arranged again', async ({
	browser,
}) => {
	const { page, complaints } = await seat(browser, '薛霁月');
	await begin(page, '拖动过的流程');
	const draft = page.locator('.svelte-flow__node[data-id=draft]');
	const arrange = page.getByRole('button', { name: '自动排列' });
	const place = () => draft.evaluate((node: HTMLElement) => node.style.transform);
	await expect(arrange).toBeDisabled();
	const first = await place();
	const box = await draft.boundingBox();
	if (box === null) throw new Error('the step is not drawn');
	await page.mouse.move(box.x + 40, box.y + 20);
	await page.mouse.down();
	await page.mouse.move(box.x + 120, box.y + 50, { steps: 6 });
	await page.mouse.up();
	await expect(arrange).toBeEnabled();
	const put = await place();
	expect(put).not.toBe(first);
	await expect(page.locator('[data-save=saved]')).toBeVisible();
	await page.reload();
	await expect.poll(place).toBe(put);
	await arrange.click();
	await expect.poll(place).toBe(first);
	await page.getByRole('button', { name: '撤销', exact: true }).click();
	await expect.poll(place).toBe(put);
	expect(complaints).toEqual([]);
});

test('past cases go their way again under this version', async ({ browser }) => {
	const person = db.doc('access/yb0030');
	const { page } = await seat(browser, '薛霁月');
	const replay = async () => {
		await page.goto('/flows/incoming/trial');
		await page.getByRole('tab', { name: '历史事项重放' }).click();
		await page.getByRole('button', { name: '重放', exact: true }).click();
	};
	await replay();
	await expect(page.getByText(/^您只能重放自己经办过的事项/)).toBeVisible();
	await person.set({ permissions: { 'flow.monitor': true } }, { merge: true });
	try {
		await expect(page.getByRole('link', { name: '流程监控' })).toBeVisible();
		await replay();
		await expect(page.getByText(/^共 \d+ 件：\d+ 件走法相同/)).toBeVisible({ timeout: 60_000 });
		await expect(page.getByText('走法相同', { exact: true }).first()).toBeVisible();
		await examine(page, 'replay');
	} finally {
		await person.set({ permissions: { 'flow.monitor': FieldValue.delete() } }, { merge: true });
	}
});

test('two designers never overwrite each other', async ({ browser }) => {
	const one = await seat(browser, '薛霁月');
	await begin(one.page, '两人同时画的流程');
	const other = await seat(browser, '薛霁月');
	await other.page.goto(one.page.url());
	const name = (page: Page) => nameField(page.getByRole('region', { name: '属性' }));
	await name(other.page).fill('另一处改了名');
	await expect(one.page.getByRole('heading', { level: 1 })).toContainText('另一处改了名');
	// What is not finished is not saved; meanwhile the other saves.
	await name(one.page).fill('');
	await expect(one.page.locator('[data-save=incomplete]')).toBeVisible();
	await name(other.page).fill('又改了一次');
	await expect(one.page.getByRole('alert').filter({ hasText: '也在修改这个流程' })).toBeVisible();
	await name(one.page).fill('我的名称');
	await expect(one.page.locator('[data-save=conflict]')).toBeVisible();
	await one.page.getByRole('button', { name: '载入对方的草稿' }).click();
	await expect(one.page.getByRole('heading', { level: 1 })).toContainText('又改了一次');
});

test('on a phone the list of steps is the designer', async ({ browser }) => {
	const { page } = await seat(browser, '薛霁月', PHONE);
	await page.goto('/flows');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('流程设计');
	await examine(page, 'list on a phone');
	await begin(page, '手机上画的流程');
	await page.getByRole('button', { name: '在后面添加' }).tap();
	await page.getByRole('menuitem', { name: '环节', exact: true }).tap();
	await page.getByRole('button', { name: /新环节/ }).tap();
	const sheet = page.getByRole('dialog');
	await nameField(sheet).fill('科室审核');
	await examine(page, 'form on a phone');
	await sheet.getByRole('button', { name: '关闭' }).tap();
	await expect(page.getByRole('list', { name: '环节清单' })).toContainText('科室审核');
	await expect(page.locator('[data-save=saved]')).toBeVisible();
	await examine(page, 'outline on a phone');
	await page.getByRole('tab', { name: '流程图' }).tap();
	await expect(page.locator('.svelte-flow__node')).toHaveCount(4);
	await examine(page, 'drawing on a phone');
});

test('nobody designs flows without the permission', async ({ browser }) => {
	const { page } = await seat(browser, '叶知秋');
	await expect(page.getByRole('link', { name: '流程设计' })).toHaveCount(0);
	for (const address of ['/flows', '/flows/outgoing', '/flows/outgoing/trial']) {
		await page.goto(address);
		await expect(page.getByText('无权设计流程')).toBeVisible();
	}
	await examine(page, 'denied');
});
