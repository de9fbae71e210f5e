import { expect, test } from '@playwright/test';
import { PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';

/** A finished document of the sample bureau. */
const id = 'enrolment';

test.describe.configure({ timeout: 240_000 });

test('a document goes to two units, and the clerk sees who signed for it', async ({ browser }) => {
	const clerk = await Desk.open(browser, '苏锦书');
	await clerk.openDocument(id);
	await clerk.page.getByRole('button', { name: '更多操作' }).last().click();
	await clerk.page.getByRole('menuitem', { name: /^分发到单位/ }).click();
	const dialog = clerk.page.getByRole('dialog');
	await dialog.getByRole('button', { name: '分发', exact: true }).click();
	await expect(dialog.getByRole('alert')).toHaveText('请选择要分发的单位');
	await dialog.getByRole('searchbox').fill('监管');
	await dialog.getByRole('checkbox', { name: '监管科' }).check();
	await dialog.getByRole('searchbox').fill('');
	await dialog.getByRole('checkbox', { name: '待遇科' }).check();
	await dialog.getByLabel('附言').fill('请于本周内办理。');
	await accessible(clerk.page);
	await dialog.getByRole('button', { name: '分发到 2 个单位' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	const receipts = clerk.page.getByRole('region', { name: '签收情况' });
	await expect(receipts.getByRole('listitem')).toHaveCount(2);
	await expect(receipts).toContainText('0/2');
	const title = (await clerk.page.getByRole('heading', { level: 1 }).textContent()) ?? '';

	const head = await Desk.open(browser, '周望川');
	await head.openTask(title);
	await expect(head.page.getByText('来文自')).toBeVisible({ timeout: 60_000 });
	await expect(head.page.getByRole('link', { name: title })).toHaveAttribute(
		'href',
		`/documents/${id}`,
	);
	await head.page.getByRole('button', { name: '登记并送拟办' }).first().click();
	await expect(receipts).toContainText('1/2', { timeout: 60_000 });
	await expect(receipts.getByRole('listitem').filter({ hasText: '待遇科' })).toContainText(
		'周望川签收',
	);
	await head.leave();

	const phone = await Desk.open(browser, '苏锦书', PHONE);
	await phone.openDocument(id);
	await phone.page.getByRole('button', { name: '办理' }).last().click();
	await phone.page.getByRole('button', { name: '更多操作' }).last().click();
	await phone.page.getByRole('menuitem', { name: /^分发到单位/ }).click();
	const again = phone.page.getByRole('dialog').last();
	await expect(again.getByRole('checkbox', { name: '待遇科' })).toBeDisabled();
	await expect(again.getByRole('listitem').filter({ hasText: '待遇科' })).toContainText('已签收');
	await phone.leave();
	await clerk.leave();
});
