import { expect, test, type Page } from '@playwright/test';
import { seat } from '../support/browser.ts';
import { endChannels } from '../support/channels.ts';
import { chosen, nextCode, nextNumber, open, tidy } from '../support/organisation.ts';

test.beforeAll(open);
test.afterAll(tidy);

/** Presses Tab until what has the focus answers a selector; the keyboard reaches everything. */
async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
	for (let step = 0; step < most; step++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`Tab does not reach ${selector}`);
}

/** Makes a unit, a post in it and a person on the post, by keyboard alone. Answers the initial password. */
async function foundUnit(page: Page, code: string, staffNumber: string): Promise<string> {
	const { keyboard } = page;
	await page.goto('/admin/units');
	await expect(page.getByRole('treeitem', { name: /办公室/ })).toBeVisible();
	await page.getByRole('treeitem', { selected: true }).focus();
	await keyboard.press('ArrowDown');
	await keyboard.press('ArrowDown');
	await keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: /^办公室/ })).toBeVisible();

	await page.getByRole('button', { name: '新建下级' }).focus();
	await keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await keyboard.type(`督查组${code}`);
	await tabTo(page, 'input[maxlength="4"]');
	await keyboard.type(code);
	await keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: `督查组${code}` })).toBeVisible();
	await expect(page.getByRole('treeitem', { selected: true })).toHaveText(/督查组/);

	await page.getByRole('button', { name: '新建岗位' }).focus();
	await keyboard.press('Enter');
	await page.getByLabel('名称').focus();
	await keyboard.type('督查员');
	await keyboard.press('Enter');
	await expect(page.getByRole('button', { name: '督查员' })).toBeVisible();

	await page.getByRole('button', { name: '新增人员' }).focus();
	await keyboard.press('Enter');
	const password = await page.getByLabel('初始密码').inputValue();
	await keyboard.press('Enter');
	await expect(page.getByText('有 2 处需要改正')).toBeVisible();
	await keyboard.type('仇新来');
	await keyboard.press('Tab');
	await keyboard.type(staffNumber);
	await page.getByLabel('邮箱').focus();
	await keyboard.type(`${staffNumber}@Example.cn`);
	await keyboard.press('Enter');
	await expect(page.getByRole('button', { name: '仇新来' })).toBeVisible();
	return password;
}

/** Gives the new post the journal, by keyboard in the matrix, and saves the pending change. */
async function giveJournal(page: Page, code: string): Promise<void> {
	await page.goto('/admin/permissions');
	await page.getByRole('tab', { selected: true }).focus();
	await page.keyboard.press('ArrowRight');
	await page.getByRole('searchbox', { name: '筛选角色或岗位' }).focus();
	await page.keyboard.type(code);
	await expect(page.getByRole('row')).toHaveCount(3);
	await tabTo(page, '[data-cell="0-0"]');
	const cell = page.getByRole('checkbox', { name: /查阅操作日志/ });
	for (let step = 0; step < 30 && !(await isFocused(page, /查阅操作日志/)); step++)
		await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Space');
	await expect(cell).toBeChecked();
	await expect(page.getByText('1 项改动待保存')).toBeVisible();
	await page.getByRole('button', { name: '保存改动' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('已保存 1 项，1 人的权限即时生效')).toBeVisible();
	await expect(cell).toBeChecked();
}

async function isFocused(page: Page, name: RegExp): Promise<boolean> {
	const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
	return name.test(label ?? '');
}

test('AC-21 from an empty unit to a person at work, and out again, by keyboard', async ({
	browser,
}) => {
	test.setTimeout(300_000);
	const administrator = await seat(browser, '薛霁月');
	const { page } = administrator;
	const [code, staffNumber] = [nextCode(), nextNumber()];
	const password = await foundUnit(page, code, staffNumber);

	const context = await browser.newContext({ locale: 'zh-CN' });
	endChannels(context);
	const fresh = await context.newPage();
	await test.step('the first sign-in asks for a password of one’s own', async () => {
		await fresh.goto('/sign-in');
		await fresh.locator('input[name=username]').fill(`${staffNumber}@example.cn`);
		await fresh.locator('input[name=password]').fill(password);
		await fresh.keyboard.press('Enter');
		await expect(fresh).toHaveURL(/\/me$/);
		await fresh.locator('input[autocomplete=current-password]').fill(password);
		for (const field of await fresh.locator('input[autocomplete=new-password]').all())
			await field.fill(chosen);
		await fresh.keyboard.press('Enter');
		await expect(fresh).toHaveURL(/\/$/);
		await expect(fresh.getByRole('link', { name: '系统管理' })).toHaveCount(0);
	});

	await test.step('a permission given to the post reaches the open window', async () => {
		await giveJournal(page, code);
		await fresh.getByRole('link', { name: '系统管理' }).first().click();
		await fresh.getByRole('link', { name: '操作日志' }).click();
		await expect(fresh.getByRole('button', { name: '调整权限' }).first()).toBeVisible();
		await fresh.goto('/admin/people');
		await expect(fresh.getByText('无权访问本页')).toBeVisible();
	});

	await test.step('a disabled account is shut out where it sits', async () => {
		await page.goto('/admin/people');
		await page.getByRole('searchbox', { name: /拼音首字母/ }).fill('qxl');
		await page.getByRole('button', { name: '仇新来' }).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('button', { name: '停用账号' }).focus();
		await page.keyboard.press('Enter');
		await page
			.getByRole('dialog', { name: '停用账号' })
			.getByText('停用账号')
			.last()
			.press('Enter');
		await expect(page.getByText('已停用“仇新来”')).toBeVisible();
		await expect(fresh.getByText('账号已停用或登录已失效')).toBeVisible();
	});
	expect(administrator.complaints).toEqual([]);
	await context.close();
	await administrator.context.close();
});
