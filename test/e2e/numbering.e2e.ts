import { expect, test } from '@playwright/test';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';
import { MailServer } from '../support/mail-server.ts';
import { aSigned, read } from '../support/office.ts';

const CLERK = '苏锦书';

test.describe.configure({ timeout: 300_000 });

test('a number is reserved, another given up with a reason, and a document takes the first', async ({
	browser,
}) => {
	const clerk = await Desk.open(browser, CLERK);
	const { page } = clerk;
	await page.goto('/documents');
	await page.getByRole('link', { name: '编号登记簿' }).click();
	await page.getByLabel('编号序列').selectOption({ label: '云医保函　市医保局函' });

	await page.getByRole('button', { name: '预留号' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: '预留号' }).click();
	await expect(dialog.getByText('请填写用途')).toBeVisible();
	await dialog.getByLabel('用途').fill('省局来文复函');
	await dialog.getByLabel('个数').fill('2');
	await accessible(page);
	await dialog.getByRole('button', { name: '预留号' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	const rows = page.getByRole('row').filter({ hasText: '省局来文复函' });
	await expect(rows).toHaveCount(2, { timeout: 60_000 });
	const [second = '', first = ''] = await rows
		.getByText(/〕\d+号$/)
		.allTextContents()
		.then((all) => all.map((text) => text.trim()));
	expect(first).toMatch(/^云医保函〔\d{4}〕\d+号$/);

	await page.getByRole('button', { name: `释放 ${second}` }).click();
	await dialog.getByRole('button', { name: '释放' }).click();
	await expect(dialog.getByText('请填写原因')).toBeVisible();
	await dialog.getByLabel('原因').fill('复函并为一件');
	await dialog.getByRole('button', { name: '释放' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });

	// A signed document takes the reserved number at its step.
	const id = await aSigned();
	await clerk.openDocument(id);
	await page.getByLabel('编号序列').selectOption({ label: '云医保函　市医保局函' });
	const which = page.getByLabel('文号', { exact: true });
	await expect(which).toContainText('省局来文复函', { timeout: 60_000 });
	const label = await which.locator('option', { hasText: '省局来文复函' }).textContent();
	await which.selectOption({ label: label?.trim() ?? '' });
	await page.getByRole('button', { name: '编号', exact: true }).click();
	await clerk.told(`已编号：${first}`);
	expect((await read<OfficialDocument>(`documents/${id}`)).number).toBe(first);

	// The report accounts for every number, and can be taken along.
	await page.goto('/documents/numbers?series=ybh');
	await page.getByRole('tab', { name: '断号报告' }).click();
	await expect(page.getByRole('status').filter({ hasText: '全部有据可查' })).toBeVisible({
		timeout: 60_000,
	});
	const report = page.getByRole('region', { name: '断号报告' });
	await expect(report.getByRole('row').filter({ hasText: second })).toContainText('复函并为一件');
	await expect(report.getByRole('row').filter({ hasText: first })).toContainText(
		'关于测试流转的通知',
	);
	await accessible(page);
	const saved = page.waitForEvent('download');
	await page.getByRole('button', { name: '导出 Excel' }).click();
	expect((await saved).suggestedFilename()).toMatch(/断号报告\.xlsx$/);
	await clerk.leave();
});

test('a sealed document goes out by e-mail, and the clerk sees that it was taken', async ({
	browser,
}) => {
	const server = await MailServer.start();
	const id = 'enrolment';
	const address = `outside-${Date.now().toString(36)}@example.com`;
	const clerk = await Desk.open(browser, CLERK);
	const { page } = clerk;
	await clerk.openDocument(id);
	await page.getByRole('tab', { name: '分发' }).click();
	const mails = page.getByRole('region', { name: '电子邮件' });
	await mails.getByRole('button', { name: '发送邮件' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: '发送' }).click();
	await expect(dialog.getByText('请选择人员或填写外部地址')).toBeVisible();
	await dialog.getByLabel('外部地址').fill(address);
	await page.keyboard.press('Enter');
	await expect(dialog.getByRole('region', { name: '随信附上' })).toContainText('SHA-256');
	await accessible(page);
	await dialog.getByRole('button', { name: '发送（1）' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	const line = mails.getByRole('listitem').filter({ hasText: address });
	await expect(line).toContainText('已发出', { timeout: 120_000 });
	const { seal } = await read<OfficialDocument>(`documents/${id}`);
	expect(server.to(address)[0]?.attachments[0]?.sha256).toBe(seal?.pdfSha256);
	await server.stop();

	// Readers can be added and reminded afterwards, on a phone too.
	const reading = page.getByRole('region', { name: '阅读情况' });
	await reading.getByRole('button', { name: '增加对象' }).click();
	await clerk.choosePeople(['秦简言'], '分发范围');
	await dialog.getByRole('button', { name: '分发给 1 人' }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	await expect(reading.getByRole('listitem').filter({ hasText: '秦简言' })).toContainText('未阅', {
		timeout: 60_000,
	});
	await clerk.leave();

	const phone = await Desk.open(browser, CLERK, PHONE);
	await phone.openDocument(id);
	await phone.page.getByRole('button', { name: '分发', exact: true }).click();
	const sheet = phone.page.getByRole('dialog');
	await sheet.getByRole('button', { name: '催阅 秦简言' }).click();
	await phone.told('已提醒 1 人');
	await sheet.getByRole('button', { name: '撤回对 秦简言 的分发' }).click();
	await phone.page
		.getByRole('dialog')
		.last()
		.getByRole('button', { name: '撤回', exact: true })
		.click();
	await phone.told('已撤回：秦简言');
	await phone.leave();
});
