import { expect, test } from '@playwright/test';
import { Desk } from '../support/desk.ts';

const title = `关于交接办理的通知（${Date.now().toString(36)}）`;

test('what was sent can be taken back twice, is refused once handled, and a task is passed on', async ({
	browser,
}) => {
	test.setTimeout(300_000);
	const drafter = await Desk.open(browser, '叶知秋');
	const { page } = drafter;
	const dialog = page.getByRole('dialog', { name: '收回' });
	const opinions = page.getByRole('region', { name: '历次意见' }).getByRole('listitem');
	await page.goto('/documents/new');
	await page.getByRole('button', { name: /^通知 / }).click();
	await expect(page).toHaveURL(/\/documents\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	const id = page.url().split('/').at(-1) ?? '';
	await page.getByLabel('标题').first().fill(title);
	await drafter.opine('请审核。');
	for (let round = 0; round < 2; round++) {
		await drafter.submit('送部门审核');
		await drafter.openDocument(id);
		await expect(opinions).toHaveCount(1);
		await page.getByRole('button', { name: '收回', exact: true }).click();
		await dialog.getByRole('button', { name: '收回', exact: true }).click();
		await expect(page.locator('textarea[data-opinion]')).toHaveValue('请审核。');
		await expect(opinions).toHaveCount(0);
	}

	await drafter.submit('送部门审核');
	await drafter.openDocument(id);
	await page.getByRole('button', { name: '收回', exact: true }).click();
	const head = await Desk.open(browser, '周望川');
	await head.openTask(title);
	await head.submit('同意并送核稿');
	await head.leave();
	await expect(page.getByText(/等待 .*程以墨/)).toBeVisible();
	await dialog.getByRole('button', { name: '收回', exact: true }).click();
	await drafter.told('下一环节已经处理，不能收回；请联系对方退回。');
	await drafter.leave();

	const reviewer = await Desk.open(browser, '程以墨');
	await reviewer.openTask(title);
	await reviewer.page.getByRole('button', { name: '转办', exact: true }).click();
	await reviewer.page.getByRole('dialog').getByRole('button', { name: '转给' }).click();
	const chooser = reviewer.page.getByRole('dialog', { name: '转给' });
	await chooser.getByRole('searchbox').fill('lxy');
	await chooser.getByText('罗星野', { exact: true }).click();
	await reviewer.page
		.getByRole('dialog')
		.getByRole('button', { name: '转办', exact: true })
		.click();
	await reviewer.told('已转 罗星野 办理');
	await reviewer.leave();

	const receiver = await Desk.open(browser, '罗星野');
	await receiver.openTask(title);
	await receiver.told('程以墨转您办理');
	await receiver.opine('核稿无误。');
	await receiver.chooseWay('直接送签发');
	await receiver.submit('核稿通过');
	await receiver.leave();
});
