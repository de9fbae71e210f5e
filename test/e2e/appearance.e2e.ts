import { expect, test } from '@playwright/test';
import { seat } from '../support/browser.ts';
import { examine, visit } from '../support/looks.ts';
import { db } from '../support/office.ts';

/** A document of the sample bureau that stands at a step. */
async function documentAt(step: string): Promise<string> {
	const found = await db.collection('tasks').where('stepId', '==', step).limit(1).get();
	return String(found.docs[0]?.data()['instanceId'] ?? 'none');
}

test('the sign-in page bears every look', async ({ page }) => {
	await visit(page, '/sign-in', /登录/);
	await examine(page, 'sign-in');
});

const rounds: [who: string, pages: [name: string, address: string, ready: RegExp][]][] = [
	[
		'程以墨',
		[
			['todo', '/', /待办/],
			['documents', '/documents', /发文/],
			['document', '/documents/{review}', /核稿/],
			['incoming', '/documents/{propose}', /收文|来文/],
			['search', '/search?text=医保', /查找/],
			['notices', '/notices', /通知/],
			['me', '/me', /个人/],
			['signature', '/me/signature', /当前签名/],
			['bulletins', '/m/bulletin', /公告/],
		],
	],
	[
		'苏锦书',
		[
			['begin', '/new', /审批事项/],
			['new', '/documents/new', /模板|通知/],
			['numbers', '/documents/numbers', /云医保发〔/],
			['gaps', '/documents/numbers?view=report', /有据可查|没有登记/],
			['archive', '/archive', /案卷/],
		],
	],
	[
		'林若溪',
		[
			['monitor', '/monitor', /共 \d+ 项/],
			['supervision', '/supervision', /^超期/],
			['matter', '/supervision/sample-supervision-settlement', /办理要求/],
			['chases', '/chases', /催办记录/],
			['delegations', '/delegations', /我委托他人/],
			['loans', '/delegations/loans', /我授予他人/],
			['approvals', '/approvals', /我的事项/],
			['new matter', '/approvals/new', /请假审批/],
		],
	],
	[
		'纪长风',
		[
			['vehicles', '/m/vehicle', /车辆登记/],
			['vehicle form', '/m/vehicle/new', /车辆情况/],
			['vehicle', '/m/vehicle/vehicle-1', /办理历史|没有找到/],
			['bin', '/m/vehicle/bin', /回收站/],
		],
	],
	[
		'薛霁月',
		[
			['admin', '/admin', /系统管理/],
			['units', '/admin/units', /云州市医疗保障局/],
			['people', '/admin/people', /沈砚舟/],
			['posts', '/admin/posts', /局长/],
			['permissions', '/admin/permissions', /发文拟稿/],
			['templates', '/admin/templates', /请示/],
			['fonts', '/admin/fonts', /方正小标宋简体/],
			['series', '/admin/series', /云医保发/],
			['seals', '/admin/seals', /保管人/],
			['signatures', '/admin/seals?tab=signature', /本系统制作/],
			['register of uses', '/admin/seals?tab=uses', /公文用印/],
			['calendar', '/admin/calendar', /调休上班/],
			['outbox', '/admin/outbox', /待发/],
			['journal', '/admin/journal', /操作日志/],
			['flows', '/flows', /发文办理/],
			['designer', '/flows/outgoing', /检查通过/],
			['trial', '/flows/outgoing/trial', /不产生真实事项/],
			['versions', '/flows/outgoing/versions', /现行/],
		],
	],
];

for (const [who, pages] of rounds)
	test(`the pages ${who} works with bear every look`, async ({ browser }) => {
		test.setTimeout(600_000);
		const { page, context, complaints } = await seat(browser, who);
		for (const [name, address, ready] of pages) {
			const step = /\{(\w+)\}/.exec(address);
			const to = step ? address.replace(step[0], await documentAt(step[1] ?? '')) : address;
			await test.step(name, async () => {
				await visit(page, to, ready);
				await examine(page, name);
			});
			if (name === 'document')
				await test.step('preview', async () => {
					await page.setViewportSize({ width: 1440, height: 900 });
					await page.getByRole('button', { name: '预览' }).first().click();
					await expect(page.getByRole('dialog').getByRole('img').first()).toBeVisible({
						timeout: 60_000,
					});
					await examine(page, 'preview');
				});
		}
		expect(complaints).toEqual([]);
		await context.close();
	});
