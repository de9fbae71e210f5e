import { expect, test, type Browser, type Page } from '@playwright/test';
import { seat } from './browser.ts';
import { asFirst, examine, settled, visit, walkDialog, type Where } from './looks.ts';

/** Something to be looked at: how it is opened, and where it exists. */
export interface View {
	readonly name: string;
	readonly open: (page: Page) => Promise<unknown>;
	readonly where?: Where;
	/** A dialog is walked by Tab; `stays` where Esc asks first. */
	readonly dialog?: boolean | 'stays';
}

/** Opens and examines one view after another as one person. */
export async function lookAt(
	browser: Browser,
	who: string,
	views: readonly View[],
	options?: Parameters<typeof seat>[2],
): Promise<void> {
	const { page, context, complaints } = await seat(browser, who, options);
	for (const { name, open, where, dialog } of views)
		await test.step(name, async () => {
			await asFirst(page);
			await open(page);
			await settled(page);
			await examine(page, name, where);
			if (dialog) await walkDialog(page, name, dialog !== 'stays');
		});
	expect(complaints).toEqual([]);
	await context.close();
}

/** Presses a button, the last of its name where there are several. */
export const press = (page: Page, name: string | RegExp) =>
	page
		.getByRole('button', { name, exact: typeof name === 'string' })
		.last()
		.click();
/** Chooses in the menu of the decision bar. */
export async function choose(page: Page, name: RegExp): Promise<void> {
	await press(page, '更多操作');
	await page.getByRole('menuitem', { name }).click();
}
/** Waits for words. */
export const shown = (page: Page, words: string | RegExp) =>
	expect(page.getByText(words).first()).toBeVisible({ timeout: 90_000 });
/** Waits for the pages of a paper. */
export const pageOf = (page: Page) =>
	expect(page.getByRole('region', { name: '版式页面' }).getByRole('img').first()).toBeVisible({
		timeout: 90_000,
	});
/** Opens a document in its workspace. */
export const openText = (id: string, page: Page) => visit(page, `/documents/${id}`, '办理');
