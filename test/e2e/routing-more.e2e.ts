import { randomUUID } from 'node:crypto';
import { expect, test, type Browser } from '@playwright/test';
import { DESK, PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { accessible } from '../support/looks.ts';
import { db, must, people, submit, type Role } from '../support/office.ts';

/** Marks this run's matters, so that runs over one suite do not meet. */
const mark = Date.now().toString(36);

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

/** A matter that the drafter, or somebody else, has begun and sent off. */
async function sent(
	flowId: string,
	title: string,
	fields: object,
	role: Role = 'drafter',
): Promise<string> {
	const id = randomUUID();
	await must(role, 'approval/create', id, { flowId, title: `${title}（${mark}）`, fields });
	expect(await submit(role, id)).toMatchObject({ ok: true });
	return id;
}
const aLeave = (title: string) =>
	sent('leave', title, {
		category: '事假',
		from: '2026-12-01',
		until: '2026-12-01',
		days: 1,
		reason: '家事。',
	});

/** Who holds a case now, by step. */
async function holders(id: string): Promise<string[]> {
	const { current } = (await db.doc(`instances/${id}`).get()).data() as {
		current: { name: string; names: string[] }[];
	};
	return current.map(({ name, names }) => `${name}：${names.join('、')}`);
}

async function open(desk: Desk, id: string): Promise<void> {
	await desk.page.goto(`/approvals/${id}`);
	await expect(desk.page.getByRole('region', { name: '表单' })).toBeVisible({ timeout: 60_000 });
}
async function verb(desk: Desk, name: string): Promise<void> {
	await desk.page.getByRole('button', { name: '更多操作' }).last().click();
	await desk.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
}
async function confirm(desk: Desk, name: string): Promise<void> {
	const dialog = desk.page.getByRole('dialog', { name, exact: true });
	await dialog.getByRole('button', { name, exact: true }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
}

test.describe.configure({ timeout: 180_000 });

test('RM-1 发起 offers drafts, letters and matters on the desk, and finds them by pinyin', async ({
	browser,
}) => {
	await at(browser, '苏锦书', async ({ page }) => {
		await page.getByRole('link', { name: '发起' }).click();
		await expect(page.getByRole('button', { name: /^办公室通知/ })).toBeVisible();
		await expect(page.getByRole('button', { name: /^收文登记 / })).toBeVisible();
		await accessible(page);
		await page.getByRole('searchbox', { name: '名称、说明、拼音' }).fill('qingjia');
		await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
		await page.getByRole('button', { name: /^请假审批/ }).click();
		await expect(page).toHaveURL(/\/approvals\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	});
});

test('RM-2 发起 of a phone begins a matter too', async ({ browser }) => {
	const act = async ({ page }: Desk) => {
		await page.getByRole('link', { name: '发起' }).tap();
		await accessible(page);
		await page.getByRole('button', { name: /^审批事项/ }).tap();
		await expect(page.getByRole('button', { name: /^起草公文/ })).toBeVisible();
		await page.getByRole('button', { name: /^用车审批/ }).tap();
		await expect(page).toHaveURL(/\/approvals\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	};
	await at(browser, '叶知秋', act, PHONE);
});

test('RM-3 who sent a case into branches adds one more', async ({ browser }) => {
	const id = await sent('procurement', '采购打印机', {
		item: '打印机',
		category: '货物',
		amount: 100_000,
		inPlan: true,
		method: '询价',
	});
	await submit('head', id);
	await at(browser, '周望川', async (desk) => {
		await open(desk, id);
		await verb(desk, '加分支');
		const dialog = desk.page.getByRole('dialog');
		await dialog.getByRole('button', { name: '加分支' }).click();
		await expect(dialog.getByText('请选择环节')).toBeVisible();
		await dialog.getByLabel('送往环节').selectOption({ label: '纪检监督意见' });
		await desk.choosePeople(['袁立诚'], '办理人');
		await accessible(desk.page);
		await confirm(desk, '加分支');
	});
	expect((await holders(id)).sort()).toEqual([
		'纪检监督意见：袁立诚',
		'经费审核：曹秉文',
		'采购程序审核：郑远山',
	]);
});

test('RM-4 a sub-flow takes the fields it is given, and both cases lead to each other', async ({
	browser,
}) => {
	const id = await sent('meeting', '经办培训', {
		topic: '赴省局培训',
		held: '2026-12-10',
		category: '外出参会',
		size: 3,
		needsCar: true,
		attendants: [people.head],
	});
	await submit('head', id);
	await at(browser, '叶知秋', async (desk) => {
		const { page } = desk;
		const links = page.getByRole('region', { name: '主流程和子流程' });
		await open(desk, id);
		await page.getByRole('tab', { name: '流程' }).click();
		await links.getByRole('link', { name: /：会议用车$/ }).click();
		await expect(page.getByLabel('事由')).toHaveValue('赴省局培训', { timeout: 60_000 });
		await expect(page.getByLabel('用车日期')).toHaveValue('2026-12-10');
		await expect(page.getByLabel('人数')).toHaveValue('3');
		await page.getByRole('tab', { name: '流程' }).click();
		await links.getByRole('link', { name: `经办培训（${mark}）` }).click();
		await expect(page).toHaveURL(new RegExp(`/approvals/${id}$`));
	});
});

test('RM-5 不同意 goes its way, to people chosen for it', async ({ browser }) => {
	const facts = { channel: '来信', petitioner: '某甲', content: '反映报销时限。' };
	const id = await sent('petition', '来信', facts, 'clerk');
	await must('reviewer', 'approval/edit', id, { fields: { accepted: true } });
	await submit('reviewer', id, { chosen: { handle: [people.head] } });
	await submit('head', id);
	await at(browser, '沈砚舟', async (desk) => {
		await open(desk, id);
		await desk.page.getByRole('button', { name: '不同意', exact: true }).click();
		const dialog = desk.page.getByRole('dialog');
		await dialog.getByLabel('不同意的理由').fill('答复依据不足。');
		await dialog.getByRole('button', { name: '不同意', exact: true }).click();
		await desk.told('请为“科室办理”选择 1–4 位办理人');
		await accessible(desk.page);
		await desk.choosePeople(['宋停云']);
		await confirm(desk, '不同意');
	});
	expect(await holders(id)).toEqual(['科室办理：宋停云']);
});

test('RM-6 the initiator revokes on a phone, though a step was skipped', async ({ browser }) => {
	const id = await aLeave('行程有变');
	const act = async (desk: Desk) => {
		await open(desk, id);
		await desk.page.getByRole('toolbar').getByRole('button', { name: '办理' }).tap();
		await verb(desk, '撤销');
		await desk.page.getByLabel('撤销理由').fill('行程有变。');
		await accessible(desk.page);
		await confirm(desk, '撤销');
		await desk.told('此件已撤销');
	};
	await at(browser, '叶知秋', act, PHONE);
});

test('RM-7 a free flow goes to any step and any person, and ends where its holder says', async ({
	browser,
}) => {
	const flowId = `free-${mark}`;
	const step = (id: string, name: string, handler: object) => ({
		...{ id, kind: 'task', name, handler, verbs: ['return'], submitLabel: '送出' },
	});
	const flow = {
		id: flowId,
		name: '自由办理',
		module: 'leave',
		free: true,
		fields: [{ id: 'reason', label: '事由', type: 'text' }],
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			step('draft', '起草', { by: 'initiator' }),
			step('unit', '科室办理', { by: 'unitHead', unitId: null }),
			step('office', '办公室办理', { by: 'role', roleId: 'officeHead' }),
			{ id: 'end', kind: 'end', name: '结束' },
		],
		edges: ['start', 'draft', 'unit', 'office', 'end'].flatMap((to, index, ids) =>
			index === 0 ? [] : [{ id: `e${String(index)}`, from: ids[index - 1], to }],
		),
	};
	await must('administrator', 'flow/saveDraft', flowId, { flow, revision: 0 });
	await must('administrator', 'flow/publish', flowId, { revision: 1, note: '首版' });
	const id = randomUUID();
	await must('drafter', 'approval/create', id, { flowId, title: `自由（${mark}）`, fields: {} });
	try {
		await at(browser, '叶知秋', async (desk) => {
			await open(desk, id);
			await desk.page.getByRole('radio', { name: '自选：办公室办理' }).check();
			await desk.choosePeople(['何听澜'], /办公室办理/);
			await accessible(desk.page);
			await desk.submit('送出');
		});
		const phone = async (desk: Desk) => {
			await open(desk, id);
			await desk.page.getByRole('button', { name: '送出', exact: true }).tap();
			await desk.page.getByRole('radio', { name: '自选：科室办理' }).check();
			await desk.choosePeople(['周望川'], /科室办理/);
			await desk.submit('送出');
		};
		await at(browser, '何听澜', phone, PHONE);
		await at(browser, '周望川', async (desk) => {
			await open(desk, id);
			await desk.page.getByRole('radio', { name: '直接办结' }).check();
			await desk.submit('送出');
		});
		expect((await db.doc(`instances/${id}`).get()).get('status')).toBe('closed');
	} finally {
		await db.recursiveDelete(db.doc(`flows/${flowId}`));
	}
});

test('RM-8 an answer to a question is recorded as one; a chase is seen with the case', async ({
	browser,
}) => {
	const id = await aLeave('询问人手');
	await must('head', 'flow/ask', id, { uids: [people.outsider], question: '人手够吗？' });
	await must('drafter', 'flow/urge', id, { message: '请尽快办理。' });
	await at(browser, '汪如意', async (desk) => {
		const { page } = desk;
		await open(desk, id);
		await desk.told('周望川 征求您的意见：人手够吗？');
		await desk.opine('人手足够。');
		await desk.submit('答复');
		await open(desk, id);
		const opinion = page.getByRole('listitem').filter({ hasText: '人手足够。' });
		await expect(opinion).toContainText('答复');
		await page.getByRole('tab', { name: '流程' }).click();
		await page.getByRole('button', { name: '催办', exact: true }).click();
		await desk.told(/^手工催办/);
		await accessible(page);
	});
});

test('RM-9 several tasks are ticked and approved on a phone', async ({ browser }) => {
	const titles = ['批量甲', '批量乙'];
	for (const title of titles) await aLeave(title);
	const act = async ({ page }: Desk) => {
		await page.getByRole('button', { name: '多选' }).tap({ timeout: 60_000 });
		for (const title of titles)
			await page.getByRole('checkbox', { name: `选择 ${title}（${mark}）`, exact: true }).check();
		await accessible(page);
		await page.getByRole('button', { name: '批量审批' }).tap();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('办理意见').fill('同意。');
		await dialog.getByRole('button', { name: '同意 2 件' }).tap();
		await expect(dialog.getByText('完成 2 件，未成功 0 件')).toBeVisible({ timeout: 60_000 });
	};
	await at(browser, '周望川', act, PHONE);
});

test('RM-10 delegations stand by who gave them, and can be ended', async ({ browser }) => {
	const day = 86_400_000;
	const give = async (role: Role, proxy: string, from: number, until: number, reason: string) => {
		const [id, now] = [randomUUID(), Date.now()];
		const window = { from: new Date(now + from), until: new Date(now + until) };
		const principal = people[role];
		await must(role, 'delegation/create', id, { principal, proxy, ...window, flowIds: [], reason });
		return id;
	};
	const past = await give('head', people.drafter, -1000, day, '学习');
	await must('head', 'delegation/end', past, {});
	await give('head', people.drafter, 5 * day, 6 * day, '年休假');
	await give('otherHead', people.head, -1000, day, '外出调研');
	const act = async ({ page }: Desk) => {
		await page.goto('/delegations');
		const given = page.getByRole('table', { name: '我委托他人' }).getByRole('row');
		await expect(given.filter({ hasText: '学习' })).toContainText('已结束', { timeout: 60_000 });
		await expect(given.filter({ hasText: '年休假' })).toContainText('未开始');
		const received = page.getByRole('table', { name: '他人委托我' }).getByRole('row');
		await expect(received.filter({ hasText: '外出调研' })).toContainText('委托中');
		await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
		await accessible(page);
		await given.filter({ hasText: '年休假' }).getByRole('button').click();
		await page.getByRole('dialog').getByRole('button', { name: '结束委托' }).click();
		await expect(given.filter({ hasText: '年休假' })).toContainText('已结束');
	};
	await at(browser, '周望川', act);
	for (const { ref } of (await db.collection('delegations').get()).docs) await ref.delete();
});

test('RM-11 a 跳转 that the second person declines moves nothing', async ({ browser }) => {
	const id = await aLeave('不宜跳转');
	const move = { tokenIds: [], toNodeId: 'personnel', uids: [], reason: '科长出差。' };
	await must('reviewer', 'flow/reroute', id, move);
	await at(browser, '沈砚舟', async ({ page }) => {
		await page.goto('/monitor');
		await page.getByRole('button', { name: '查看' }).click({ timeout: 60_000 });
		await page.getByRole('button', { name: `不宜跳转（${mark}）` }).click();
		await page.getByLabel('说明').fill('本人今日已回。');
		await accessible(page);
		await page.getByRole('button', { name: '不同意' }).click();
		await expect(page.getByText('已退回申请')).toBeVisible();
	});
	expect(await holders(id)).toEqual(['部门负责人审核：周望川']);
});
