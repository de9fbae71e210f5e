import { expect, test, type Page } from '@playwright/test';
import { PHONE, seat } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';
import { act, aDraft, db, must, people, submit } from '../support/office.ts';

const { moveDelegations } = await import('../../functions/src/delegations/schedule.ts');

/** A document before the head, with a title that no other has. */
async function atTheHead(title: string): Promise<string> {
	const id = await aDraft();
	await must('drafter', 'document/edit', id, { elements: { title } });
	expect(await submit('drafter', id)).toMatchObject({ ok: true });
	return id;
}

/** Chooses one person in the dialog that a field's button opens. */
async function pick(page: Page, field: string, name: string): Promise<void> {
	await page.getByRole('dialog').getByRole('button', { name: field }).last().click();
	const chooser = page
		.getByRole('dialog')
		.filter({ has: page.getByRole('searchbox') })
		.last();
	await chooser.getByRole('searchbox').fill(name);
	await chooser.getByRole('radio', { name }).click();
	await expect(chooser).toBeHidden();
}

async function clean(page: Page): Promise<void> {
	await accessible(page);
	const overflow = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth - clientWidth;
	});
	expect(overflow).toBeLessThanOrEqual(0);
}

test.afterAll(async () => {
	for (const name of ['delegations', 'loans'])
		for (const { ref } of (await db.collection(name).get()).docs) await ref.delete();
});

test('a proxy signs for an absent head; both find it; after the window nothing is left', async ({
	browser,
}) => {
	const title = `关于代办委托的通知${String(Date.now()).slice(-6)}`;
	const id = await atTheHead(title);
	const head = await Desk.open(browser, '周望川');
	await head.page.goto('/delegations');
	await head.page.getByRole('button', { name: '设立委托' }).click();
	await head.page.getByRole('dialog').getByRole('button', { name: '设立委托' }).click();
	await expect(head.page.getByText('请选择代办人')).toBeVisible();
	await pick(head.page, '代办人', '何听澜');
	await head.page.getByRole('button', { name: '三天' }).click();
	await head.page.getByLabel('事由').fill('赴省局参加业务培训');
	await clean(head.page);
	await head.page.getByRole('dialog').getByRole('button', { name: '设立委托' }).click();
	await head.told('已委托 何听澜 代办');
	await expect(head.page.getByRole('table', { name: '我委托他人' })).toContainText('委托中');
	await clean(head.page);

	const proxy = await Desk.open(browser, '何听澜');
	const line = proxy.page.getByRole('row').filter({ hasText: title });
	await expect(line).toContainText('代 周望川');
	await proxy.page.getByRole('button', { name: /^代办\d*$/ }).click();
	await expect(line).toBeVisible();
	await proxy.openTask(title);
	await expect(proxy.page.getByText(/您正在代\s*周望川\s*办理/)).toBeVisible();
	await proxy.opine('拟同意，请核稿。');
	await proxy.submit('同意并送核稿');

	await head.openDocument(id);
	await head.page.getByRole('tab', { name: '流程' }).click();
	await expect(head.page.getByText('何听澜（代 周望川）').first()).toBeVisible();
	await head.page.goto('/delegations');
	const deeds = head.page.getByRole('table', { name: '代办记录' });
	await expect(deeds.getByRole('row').filter({ hasText: title })).toContainText(
		'何听澜（代 周望川）',
	);

	// The window ends: the next task stays with the head alone.
	const second = await atTheHead(`${title}（二）`);
	await expect(proxy.page.getByRole('link', { name: `${title}（二）` })).toBeVisible();
	await head.page
		.getByRole('table', { name: '我委托他人' })
		.getByRole('button', { name: /^结束委托/ })
		.click();
	await head.page.getByRole('dialog').getByRole('button', { name: '结束委托' }).click();
	await head.told('委托已结束');
	await expect(proxy.page.getByRole('link', { name: `${title}（二）` })).toBeHidden();
	await moveDelegations(new Date());
	const { readers } = (await db.doc(`documents/${second}`).get()).data() as { readers: string[] };
	expect(readers).not.toContain(proxy.seat.who.uid);
	await head.leave();
	await proxy.leave();
});

test('a leader lends a permission to a clerk and takes it back', async ({ browser }) => {
	const leader = await seat(browser, '林若溪');
	const { page } = leader;
	const clerk = await seat(browser, '苏锦书');
	await clerk.page.goto('/monitor');
	await expect(clerk.page.getByText('无权查看流程监控')).toBeVisible();

	await page.goto('/delegations/loans');
	await page.getByRole('button', { name: '授权他人' }).click();
	await pick(page, '被授权人', '苏锦书');
	await page.getByLabel('流程监控').check();
	await clean(page);
	await page.getByRole('dialog').getByRole('button', { name: '授权他人' }).click();
	await expect(page.getByText('已授权 苏锦书')).toBeVisible();
	await expect(page.getByRole('table', { name: '我授予他人' })).toContainText('授权中');
	// It counts at once, in the page that is open.
	await expect(clerk.page.getByRole('table', { name: '流程监控' })).toBeVisible();
	await page.getByRole('button', { name: '收回 苏锦书' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '收回' }).click();
	await expect(clerk.page.getByText('无权查看流程监控')).toBeVisible();
	expect([...leader.complaints, ...clerk.complaints]).toEqual([]);
	await leader.context.close();
	await clerk.context.close();
});

test('a stuck case is moved with a second person, who confirms on a phone', async ({ browser }) => {
	const title = `关于流程跳转的通知${String(Date.now()).slice(-6)}`;
	const id = await atTheHead(title);
	const first = await seat(browser, '林若溪');
	const { page } = first;
	await page.goto('/monitor');
	await page.getByRole('searchbox', { name: '标题、文号、人员、拼音' }).fill(title);
	await clean(page);
	await page.getByRole('button', { name: title }).click();
	const drawer = page.getByRole('dialog');
	await drawer.getByRole('button', { name: '跳转' }).click();
	const form = page.getByRole('dialog', { name: '申请跳转' });
	await form.getByRole('button', { name: '申请跳转' }).click();
	await expect(form.getByText('请选择环节')).toBeVisible();
	await form.getByLabel('跳转到').selectOption({ label: '办公室核稿' });
	await form.getByLabel('理由').fill('科长出差，先送核稿。');
	await clean(page);
	await form.getByRole('button', { name: '申请跳转' }).click();
	await expect(drawer.getByText('须由另一位监控人员确认')).toBeVisible();
	await expect(drawer.getByRole('button', { name: '同意跳转' })).toBeHidden();

	const second = await seat(browser, '沈砚舟', PHONE);
	await second.page.goto('/monitor');
	await second.page.getByRole('button', { name: '查看' }).click();
	await clean(second.page);
	await second.page.getByRole('button', { name: title }).click();
	await second.page.getByLabel('说明').fill('同意。');
	await clean(second.page);
	await second.page.getByRole('button', { name: '同意跳转' }).click();
	await expect(second.page.getByText('已跳转').first()).toBeVisible();
	await expect(drawer.getByRole('region', { name: '当前办理' })).toContainText('核稿');
	expect(await act('head', 'flow/submit', id, {})).toMatchObject({ ok: false });
	expect([...first.complaints, ...second.complaints]).toEqual([]);
	await first.context.close();
	await second.context.close();
});

test('what a leaver held is listed, handed over and exported', async ({ browser }) => {
	const title = `关于工作交接的通知${String(Date.now()).slice(-6)}`;
	const id = await atTheHead(title);
	await must('head', 'flow/circulate', id, { uids: [people.outsider], remark: '' });
	await must('administrator', 'person/disable', people.outsider, {});
	try {
		const { page, context, complaints } = await seat(browser, '薛霁月');
		await page.goto(`/admin/handover?person=${people.outsider}`);
		await page.getByRole('button', { name: '清点事项' }).click();
		const line = page.getByRole('row').filter({ hasText: title });
		await expect(line).toContainText('待阅');
		await clean(page);
		await line.getByRole('checkbox').check();
		await page.getByRole('button', { name: '移交 1 项' }).click();
		await pick(page, '接手人', '苏锦书');
		await page.getByRole('dialog').getByRole('button', { name: '移交 1 项' }).click();
		await expect(page.getByText('已全部移交')).toBeVisible();
		await expect(line).toContainText('→ 苏锦书');
		const saved = page.waitForEvent('download');
		await page.getByRole('button', { name: '导出清单' }).click();
		expect((await saved).suggestedFilename()).toMatch(/^工作交接-汪如意-.*\.xlsx$/);
		expect(complaints).toEqual([]);
		await context.close();
	} finally {
		await must('administrator', 'person/enable', people.outsider, {});
	}
});
