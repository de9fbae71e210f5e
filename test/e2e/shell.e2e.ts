import { expect, test } from '@playwright/test';
import { DESK, seat } from '../support/browser.ts';

test('reading tasks are filtered and chosen by keys, and wait in the outbox while offline', async ({
	browser,
}) => {
	const { context, page, complaints } = await seat(browser, '蒋南乔');
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await page.goto('/?tab=read');
	const lines = page.locator('[data-line]');
	await expect(lines.first()).toBeVisible();
	const before = await lines.count();

	await page.keyboard.press('/');
	await page.keyboard.type('zzzz');
	await expect(page.getByText('没有符合条件的事项')).toBeVisible();
	await page.getByRole('button', { name: '清除筛选' }).click();
	await expect(lines).toHaveCount(before);

	await page.getByRole('heading', { name: '待办中心' }).click();
	await context.setOffline(true);
	await page.keyboard.press('j');
	await page.keyboard.press('x');
	await expect(page.getByText('已选 1 项')).toBeVisible();
	await page.keyboard.press('e');
	await expect(page.getByText(/待发箱有 1 项尚未提交/)).toBeVisible();
	await expect(lines).toHaveCount(before);

	await page.reload();
	await expect(page.getByText(/离线：以下是/)).toBeVisible();
	await expect(lines).toHaveCount(before);
	await page.getByRole('button', { name: '查看待发箱' }).click();
	await expect(page.getByRole('dialog').getByText('等待提交')).toBeVisible();
	await page.keyboard.press('Escape');

	await context.setOffline(false);
	await expect(lines).toHaveCount(before - 1, { timeout: 90_000 });
	await expect(page.getByText(/待发箱有/)).toBeHidden({ timeout: 30_000 });
	expect(complaints).toEqual([]);
	await context.close();
});

test('the palette, the sheet of keys and the language work from the keyboard', async ({
	browser,
}) => {
	const { context, page } = await seat(browser, '林若溪', DESK);
	await expect(page.getByRole('tab', { name: /待办/ })).toBeVisible();
	await page.keyboard.press('Control+k');
	const box = page.getByRole('dialog').getByRole('combobox');
	await expect(box).toBeFocused();
	await box.fill('公文');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/documents$/);
	await page.goto('/');
	await expect(page.getByRole('tab', { name: /待办/ })).toBeVisible();
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: '显示设置' }).click();
	await page.getByRole('menuitemradio', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'My tasks' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
	await context.close();
});

test('a wrong password says what to do and the next page survives signing in', async ({ page }) => {
	await page.goto('/notices');
	await expect(page).toHaveURL(/\/sign-in\?next=%2Fnotices/);
	await page.locator('input[name=username]').fill('YB0006');
	await page.locator('input[name=password]').fill('not-the-password-1');
	await page.locator('form button[type=submit]').click();
	await expect(page.getByRole('alert')).toHaveText('工号或密码不对，请核对后再试。');
	await page.goto('/sign-in?next=//evil.example/');
	await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
	await page.locator('button[data-uid=yb0006]').click();
	await expect(page).toHaveURL(/:\d+\/$/, { timeout: 60_000 });
});

test('an unknown address says so once, and only another version is told of as one', async ({
	browser,
}) => {
	const { context, page } = await seat(browser, '罗星野');
	let loads = 0;
	page.on('domcontentloaded', () => (loads += 1));
	await page.goto('/nowhere');
	await expect(page.getByText('没有这个页面')).toBeVisible();
	await page.getByRole('link', { name: '回到待办' }).click();
	await expect(page.getByRole('tab', { name: /待办/ })).toBeVisible();
	expect(loads).toBe(1);

	const told = page.getByText('系统已更新，刷新后使用新版本。');
	const lookAgain = async () => {
		const answer = page.waitForResponse('**/_app/version.json');
		await page.evaluate(() => dispatchEvent(new Event('focus')));
		await answer;
	};
	await lookAgain();
	await page.getByRole('heading', { name: '待办中心' }).click();
	await expect(told).toBeHidden();
	await page.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'next' } }));
	await lookAgain();
	await expect(told).toBeVisible();
	await context.close();
});
