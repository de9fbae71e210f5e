import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { root } from '../../emulator-data/run/paths.ts';
import { seat } from '../support/browser.ts';
import { db } from '../support/office.ts';

/** The looks every page must bear: width, theme and text size. */
const looks = [
	{ name: 'desk', width: 1440, height: 900, theme: 'light', size: 'm' },
	{ name: 'phone', width: 390, height: 844, theme: 'light', size: 'm' },
	{ name: 'desk-dark-large', width: 1440, height: 900, theme: 'dark', size: 'xl' },
] as const;

/** With WENSHU_PICTURES=1 the pages of the README are taken anew. */
const pictures: Record<string, string> = {
	'todo desk': 'todo.png',
	'document desk': 'document.png',
	'document phone': 'phone.png',
	'preview desk': 'preview.png',
};

async function examine(page: Page, name: string): Promise<void> {
	for (const look of looks) {
		await page.setViewportSize(look);
		await page.evaluate(
			({ theme, size }) => Object.assign(document.documentElement.dataset, { theme, size }),
			look,
		);
		// Colours fade over; axe must see them at rest.
		await page.evaluate(() =>
			Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
		);
		const { violations } = await new AxeBuilder({ page }).analyze();
		const where = `${name} ${look.name}`;
		const found = violations.map((each) => [where, each.id, each.nodes[0]?.html.slice(0, 200)]);
		expect.soft(found).toEqual([]);
		const wide = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect.soft([where, wide]).toEqual([where, 0]);
		const file = pictures[where];
		if (process.env['WENSHU_PICTURES'] !== undefined && file !== undefined)
			await page.screenshot({ path: path.join(root, 'test/pictures', file) });
	}
}

async function visit(page: Page, address: string, ready: RegExp): Promise<void> {
	await page.setViewportSize(looks[0]);
	await page.goto(address);
	await expect(page.getByText(ready).first()).toBeVisible({ timeout: 60_000 });
	await expect(page.locator('[data-loading], [aria-busy=true]')).toHaveCount(0, {
		timeout: 60_000,
	});
}

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
			['bulletins', '/m/bulletin', /公告/],
		],
	],
	[
		'苏锦书',
		[
			['new', '/documents/new', /模板|通知/],
			['archive', '/archive', /案卷/],
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
			['seals', '/admin/seals', /保管人|印章/],
			['journal', '/admin/journal', /操作日志/],
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
					await page.setViewportSize(looks[0]);
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
