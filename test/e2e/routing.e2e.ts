import { expect, test, type Browser } from '@playwright/test';
import { DESK, PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';

/** Marks this run's matters, so that runs over one suite do not meet. */
const mark = Date.now().toString(36);
const leaves = [1, 2].map((n) => `请假${String(n)}（${mark}）`);
const letter = `关于加签试办的通知（${mark}）`;
const treatment = `特药使用（${mark}）`;

async function at(
	browser: Browser,
	name: string,
	act: (desk: Desk) => Promise<void>,
	options = DESK,
): Promise<void> {
	const desk = await Desk.open(browser, name, options);
	await act(desk);
	await desk.leave();
}

/** Opens a matter from the to-do centre. */
async function openMatter(desk: Desk, title: string): Promise<void> {
	await desk.page.goto('/');
	await desk.page.getByRole('link', { name: title }).first().click({ timeout: 60_000 });
	await expect(desk.page.getByRole('region', { name: '表单' })).toBeVisible({ timeout: 60_000 });
}

/** Begins a matter by the name of its flow. */
async function begin(desk: Desk, flow: string, title: string): Promise<void> {
	await desk.page.goto('/approvals/new');
	await desk.page.getByRole('button', { name: flow }).click({ timeout: 60_000 });
	await expect(desk.page).toHaveURL(/\/approvals\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	await desk.page.getByLabel('标题').fill(title);
}

/** Chooses a verb in the menu of the decision bar, or presses its button. */
async function verb(desk: Desk, name: string): Promise<void> {
	const button = desk.page.getByRole('button', { name, exact: true });
	if ((await button.count()) > 0) return button.first().click();
	await desk.page.getByRole('button', { name: '更多操作' }).last().click();
	await desk.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
}

/** Chooses the only person of a field. */
async function chooseOne(desk: Desk, name: string, button: string): Promise<void> {
	await desk.page.getByRole('button', { name: button }).last().click();
	const search = desk.page.getByRole('searchbox');
	const dialog = desk.page.getByRole('dialog').filter({ has: search }).last();
	await dialog.getByRole('searchbox').fill(name);
	await dialog.getByText(name, { exact: true }).first().click();
	const sure = dialog.getByRole('button', { name: '确定' });
	if ((await sure.count()) > 0) await sure.click();
	await expect(dialog).toBeHidden();
}

async function confirm(desk: Desk, name: string): Promise<void> {
	const dialog = desk.page.getByRole('dialog').last();
	await dialog.getByRole('button', { name, exact: true }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
}

test.describe.configure({ mode: 'serial', timeout: 420_000 });

test('RT-1 a form is begun, says what is missing, saves itself and is sent', async ({
	browser,
}) => {
	await at(browser, '叶知秋', async (desk) => {
		for (const [index, title] of leaves.entries()) {
			await begin(desk, '请假审批', title);
			const { page } = desk;
			if (index === 0) {
				await page.getByRole('button', { name: '提交请假申请' }).last().click();
				await expect(page.getByText('请填写“假别”').first()).toBeVisible();
				await accessible(page);
			}
			await page.getByLabel('假别').selectOption('年休假');
			await page.getByLabel('起始日期').fill('2026-12-01');
			await page.getByLabel('结束日期').fill('2026-12-02');
			await page.getByLabel('天数').fill('2');
			await page.getByLabel('事由').fill('探望父母。');
			await page.getByLabel('天数').focus();
			await desk.told(/^已自动保存/);
			if (index === 0) {
				await page.reload();
				await expect(page.getByLabel('事由')).toHaveValue('探望父母。', { timeout: 60_000 });
			}
			await desk.submit('提交请假申请');
		}
		await expect(desk.page.getByRole('link', { name: leaves[0] ?? '' })).toBeVisible({
			timeout: 60_000,
		});
		await accessible(desk.page);
	});
});

test('RT-2 the clock is paused for a cause and goes on', async ({ browser }) => {
	await at(browser, '周望川', async (desk) => {
		await openMatter(desk, leaves[0] ?? '');
		await verb(desk, '挂起计时');
		await desk.page.getByLabel('挂起原因').fill('等待本人补交行程。');
		await confirm(desk, '挂起计时');
		await desk.told(/^计时已挂起：等待本人补交行程。/);
		await verb(desk, '恢复计时');
		await confirm(desk, '恢复计时');
		await expect(desk.page.getByText(/^计时已挂起：/)).toHaveCount(0, { timeout: 60_000 });
	});
});

test('RT-3 tasks are approved together, each with its result', async ({ browser }) => {
	await at(browser, '周望川', async (desk) => {
		const { page } = desk;
		for (const title of leaves)
			await page
				.getByRole('checkbox', { name: `选择 ${title}`, exact: true })
				.check({ timeout: 60_000 });
		await page.getByRole('button', { name: '批量审批' }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('办理意见').fill('同意，请安排好工作。');
		await accessible(page);
		await dialog.getByRole('button', { name: '同意 2 件' }).click();
		await expect(dialog.getByText('完成 2 件，未成功 0 件')).toBeVisible({ timeout: 60_000 });
		await dialog.getByRole('button', { name: '关闭' }).last().click();
		for (const title of leaves)
			await expect(page.getByRole('link', { name: title })).toHaveCount(0, { timeout: 60_000 });
	});
});

test('RT-4 one is asked for advice, answers on a phone, and the task comes back', async ({
	browser,
}) => {
	await at(browser, '孟昭宁', async (desk) => {
		await openMatter(desk, leaves[0] ?? '');
		await verb(desk, '委派');
		await chooseOne(desk, '汪如意', '委派给');
		await desk.page.getByLabel('需要答复的问题').fill('今年年休假还剩几天？');
		await confirm(desk, '委派');
	});
	await at(
		browser,
		'汪如意',
		async (desk) => {
			await openMatter(desk, leaves[0] ?? '');
			await accessible(desk.page);
			await desk.page.getByRole('button', { name: '答复' }).click();
			await desk.told('孟昭宁请您答复：今年年休假还剩几天？');
			await desk.opine('还剩五天。');
			await desk.submit('答复');
		},
		PHONE,
	);
	await at(browser, '孟昭宁', async (desk) => {
		await openMatter(desk, leaves[0] ?? '');
		await desk.told('还剩五天。');
		await desk.page.getByRole('tab', { name: '流程' }).click();
		for (const view of ['流程图', '环节用时', '意见']) {
			await desk.page.getByRole('button', { name: view, exact: true }).click();
			await accessible(desk.page);
		}
		await desk.page.getByRole('tab', { name: '办理' }).click();
		await desk.submit('假期核对无误');
	});
});

test('RT-5 signers are added before and after', async ({ browser }) => {
	await at(browser, '叶知秋', async (desk) => {
		await desk.page.goto('/documents/new');
		await desk.page.getByRole('button', { name: /^通知 / }).click();
		await expect(desk.page).toHaveURL(/\/documents\/[0-9a-f-]{36}$/, { timeout: 60_000 });
		await desk.page.getByLabel('标题').first().fill(letter);
		await desk.typeAtEnd('请遵照执行。');
		await desk.submit('送部门审核');
	});
	await at(browser, '周望川', async (desk) => {
		await desk.openTask(letter);
		await verb(desk, '加签');
		await desk.choosePeople(['何听澜'], '加签人员');
		await desk.page.getByLabel('加签说明').fill('请先核对口径。');
		await accessible(desk.page);
		await confirm(desk, '前加签');
	});
	await at(browser, '何听澜', async (desk) => {
		await desk.openTask(letter);
		await desk.told('周望川加签请您办理：请先核对口径。');
		await desk.told('办完后回到周望川处');
		await desk.opine('口径无误。');
		await desk.submit('同意并送核稿');
	});
	await at(browser, '周望川', async (desk) => {
		await desk.openTask(letter);
		await desk.told('口径无误。');
		await verb(desk, '加签');
		await desk.page.getByRole('radio', { name: '后加签' }).check();
		await desk.choosePeople(['程以墨'], '加签人员');
		await desk.page.getByRole('dialog').locator('[data-opinion]').fill('同意，请办公室会看。');
		await confirm(desk, '后加签');
	});
	await at(browser, '程以墨', async (desk) => {
		await desk.openTask(letter);
		await desk.told('同意，请办公室会看。');
	});
});

test('RT-6 a vote counts who disagrees, with their reasons', async ({ browser }) => {
	const experts = ['何听澜', '程以墨', '苏锦书'];
	await at(browser, '叶知秋', async (desk) => {
		await begin(desk, '特定诊疗审批', treatment);
		await desk.page.getByLabel('参保人').fill('某甲');
		await desk.page.getByRole('combobox', { name: /^事项/ }).selectOption('特殊药品使用');
		await desk.page.getByLabel('定点医疗机构').fill('市医院');
		await desk.submit('受理并送初审');
	});
	await at(browser, '蒋南乔', async (desk) => {
		await openMatter(desk, treatment);
		await desk.opine('材料齐全。');
		await desk.choosePeople(experts);
		await desk.submit('初审通过');
	});
	for (const [index, name] of experts.slice(0, 2).entries())
		await at(browser, name, async (desk) => {
			await openMatter(desk, treatment);
			await desk.told(`同意 0，不同意 ${String(index)}，未表决 ${String(3 - index)}`);
			await verb(desk, '不同意');
			await desk.page
				.getByRole('dialog')
				.getByRole('button', { name: '不同意', exact: true })
				.click();
			await desk.told('请填写不同意的理由');
			await desk.page.getByLabel('不同意的理由').fill('不符合适应症。');
			await confirm(desk, '不同意');
		});
	await at(browser, '苏锦书', async (desk) => {
		await expect(desk.page.getByRole('main')).toBeVisible();
		await expect(desk.page.getByRole('link', { name: treatment })).toHaveCount(0);
	});
});
