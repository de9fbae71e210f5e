import { readFile, writeFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import writeSheet from 'write-excel-file/node';
import { DESK, PHONE, seat } from '../support/browser.ts';

/** A plate nobody else in this suite has. */
const plate = (n: number) => `云Z${String(10_000 + (Date.now() % 80_000) + n).slice(0, 5)}`;

async function field(page: Page, label: string): Promise<Locator> {
	return page.getByLabel(label, { exact: false }).first();
}
async function choosePerson(page: Page, name: string): Promise<void> {
	await page.locator('#field-keeper button').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('searchbox').fill(name);
	await dialog.getByText(name, { exact: true }).first().click();
}
async function chooseUnit(page: Page, name: string): Promise<void> {
	await page.locator('#field-unit button').first().click();
	await page.getByRole('treeitem', { name }).first().click();
}
async function fillVehicle(page: Page, number: string): Promise<void> {
	await (await field(page, '车牌号')).fill(number);
	await (await field(page, '品牌型号')).fill('远岫 E90');
	await page.locator('#field-type select').selectOption({ label: '商务车' });
	await (await field(page, '座位数')).fill('7');
	await chooseUnit(page, '办公室');
	await choosePerson(page, '纪长风');
}
const save = (page: Page) => page.getByRole('button', { name: '保存', exact: true }).click();

test('a keeper registers a vehicle; a reader sees it without its price', async ({ browser }) => {
	const number = plate(1);
	const keeper = await seat(browser, '纪长风', DESK);
	const { page } = keeper;
	await page.goto('/m/vehicle');
	await page.getByRole('link', { name: '登记车辆' }).click();
	await save(page);
	const summary = page.getByText('有 6 处需要改正');
	await expect(summary).toBeVisible();
	await page.getByRole('link', { name: '请填写品牌型号' }).click();
	await expect(await field(page, '品牌型号')).toBeFocused();
	await fillVehicle(page, '云Z1');
	await (await field(page, '购置价格')).fill('238000.5');
	await save(page);
	await expect(page.getByRole('link', { name: /车牌号格式不正确/ })).toBeVisible();
	await (await field(page, '车牌号')).fill(number.toLowerCase());
	await save(page);
	// The first act waits for the function's process.
	const heading = page.getByRole('heading', { level: 1, name: number });
	await expect(heading).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText('238,000.50').first()).toBeVisible();
	await expect(page.getByText(/CL\d{8}/).first()).toBeVisible();
	const address = new URL(page.url()).pathname;

	const reader = await seat(browser, '罗星野', DESK);
	await reader.page.goto(address);
	await expect(reader.page.getByRole('heading', { level: 1, name: number })).toBeVisible();
	await expect(reader.page.getByText('238,000.50')).toHaveCount(0);
	await expect(reader.page.getByRole('button', { name: '删除' })).toHaveCount(0);
	await reader.page.goto('/m/vehicle/new');
	await expect(reader.page.getByText('无权查看车辆登记')).toBeVisible();
	await reader.page.goto('/m/nothing');
	await expect(reader.page.getByText('没有这个业务模块')).toBeVisible();
	expect([...keeper.complaints, ...reader.complaints]).toEqual([]);
	await Promise.all([keeper.context.close(), reader.context.close()]);
});

test('a list is searched, filtered and sorted, and its address shows the same list again', async ({
	browser,
}) => {
	const { page, context } = await seat(browser, '纪长风', DESK);
	await page.goto('/m/vehicle');
	const rows = page.locator('tbody tr');
	await expect(rows.first()).toBeVisible();
	const all = await rows.count();
	await page.getByRole('searchbox', { name: /拼音首字母/ }).fill('yx');
	await expect(page).toHaveURL(/q=yx/);
	await expect(page.getByText(/找到 \d+ 条/)).toBeVisible();
	await expect(rows.first()).toContainText('远岫');
	await page.getByRole('searchbox', { name: /拼音首字母/ }).fill('');
	await expect(rows).toHaveCount(all);
	await page.getByRole('button', { name: '筛选' }).click();
	await page.getByLabel('状态').selectOption({ label: '维修中' });
	await expect(page).toHaveURL(/f\.status=repair/);
	await expect(rows.first()).toContainText('维修中');
	const some = await rows.count();
	expect(some).toBeLessThan(all);
	await page.getByRole('button', { name: '里程' }).click();
	await expect(page).toHaveURL(/sort=mileage/);
	await page.reload();
	await expect(rows).toHaveCount(some);
	await page.goto('/m/vehicle');
	await page.getByRole('button', { name: '年检到期 30 天内' }).click();
	await expect(page).toHaveURL(/range=inspectionDue/);
	await expect(page.getByText(/已过期|剩 \d+ 天|今日到期/).first()).toBeVisible();
	await context.close();
});

test('somebody else saves meanwhile: nothing typed is lost; leaving unsaved asks first', async ({
	browser,
}) => {
	const { page, context } = await seat(browser, '纪长风', DESK);
	await page.goto('/m/vehicle/new');
	await fillVehicle(page, plate(2));
	await save(page);
	await expect(page.getByRole('link', { name: '修改' })).toBeVisible();
	const address = new URL(page.url()).pathname;
	await page.getByRole('link', { name: '修改' }).click();
	await (await field(page, '备注')).fill('左后门有划痕');
	const other = await context.newPage();
	await other.goto(`${address}/edit`);
	await (await field(other, '里程')).fill('4321');
	await save(other);
	await expect(other.getByRole('link', { name: '修改' })).toBeVisible();
	await expect(page.getByText(/在您填写期间更新了这条记录/)).toBeVisible();
	await expect(page.getByText('对方改了：里程')).toBeVisible();
	await page.getByRole('button', { name: '以我填写的为准保存' }).click();
	await page.getByRole('link', { name: '车辆登记' }).first().click();
	await expect(page.getByRole('dialog')).toContainText('放弃未保存的内容');
	await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
	await save(page);
	await expect(page.getByText('左后门有划痕').first()).toBeVisible();
	await context.close();
});

test('rows come in from a spreadsheet and go out again; removal can be undone', async ({
	browser,
}, testInfo) => {
	const { page, context } = await seat(browser, '纪长风', DESK);
	const good = plate(3);
	const file = testInfo.outputPath('vehicles.xlsx');
	const cells = [
		['车牌号', '状态', '品牌型号', '车型', '座位数', '使用单位', '保管人', '年检到期'],
		[good, '在用', '=HYPERLINK("x")', '轿车', 5, '办公室', '纪长风', '2030年1月5日'],
		['坏车牌', '在用', '远岫', '轿车', 5, '办公室', '无此人', '2030-01-05'],
	].map((row) => row.map((value) => ({ value })));
	await writeFile(file, await writeSheet(cells).toBuffer());
	await page.goto('/m/vehicle');
	await page.getByRole('button', { name: '更多操作' }).click();
	await page.getByRole('menuitem', { name: '导入' }).click();
	await page.getByLabel('选择表格').setInputFiles(file);
	await expect(page.getByText('1 行可以导入')).toBeVisible();
	await expect(page.getByText(/保管人“无此人”查无此名/)).toBeVisible();
	await page.getByRole('button', { name: '导入 1 行' }).click();
	await expect(page.getByText('已导入 1 行')).toBeVisible();
	await page.getByRole('button', { name: '关闭' }).last().click();
	await page.getByRole('searchbox', { name: /拼音首字母/ }).fill(good);
	await expect(page.getByRole('link', { name: good })).toBeVisible();

	await page.getByRole('button', { name: '更多操作' }).click();
	const download = page.waitForEvent('download');
	await page.getByRole('menuitem', { name: '导出' }).click();
	const saved = await readSheet(await readFile(await (await download).path()));
	expect(saved).toHaveLength(2);
	expect(saved[1]).toEqual(expect.arrayContaining([good, '=HYPERLINK("x")', '2030-01-05']));

	await page.getByRole('link', { name: good }).click();
	await page.getByRole('button', { name: '删除' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
	await expect(page.getByText('已移入回收站')).toBeVisible();
	await page.goto('/m/vehicle/bin');
	const removed = page.locator('li', { hasText: good });
	await removed.getByRole('button', { name: '恢复' }).click();
	await expect(removed).toHaveCount(0);
	await context.close();
});

test('a bulletin reaches its readers when it is published, and leaves them when withdrawn', async ({
	browser,
}) => {
	const clerk = await seat(browser, '苏锦书', DESK);
	const title = `停水通知${String(Date.now()).slice(-5)}`;
	const { page } = clerk;
	await page.goto('/m/bulletin/new');
	await (await field(page, '标题')).fill(title);
	await page.getByRole('textbox', { name: '正文' }).click();
	await page.keyboard.type('明日八时至十二时停水，请提前储水。');
	await save(page);
	await expect(page.getByText('尚未发布')).toBeVisible();
	const address = new URL(page.url()).pathname;

	const reader = await seat(browser, '叶知秋', PHONE);
	await reader.page.goto(address);
	await expect(reader.page.getByText('没有找到这条记录')).toBeVisible();
	await reader.page.goto('/m/bulletin');
	await expect(reader.page.getByRole('link', { name: title })).toHaveCount(0);
	await page.getByRole('button', { name: '发布', exact: true }).click();
	await reader.page.getByRole('link', { name: title }).click();
	await expect(reader.page.getByRole('article').getByText('明日八时至十二时停水')).toBeVisible();
	await page.getByRole('button', { name: '撤回' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
	await expect(reader.page.getByText('没有找到这条记录')).toBeVisible();
	expect([...clerk.complaints, ...reader.complaints]).toEqual([]);
	await Promise.all([clerk.context.close(), reader.context.close()]);
});
