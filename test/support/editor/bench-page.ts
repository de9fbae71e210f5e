import { expect, test, type Page } from '@playwright/test';
import { ScriptPage } from './open.ts';

/** One page with two editors for all tests of a file; an error of the page fails the file. */
export function useBenchPage(): () => Page {
	let served: ScriptPage;
	let page: Page;
	const problems: string[] = [];
	test.beforeAll(async ({ browser }) => {
		served = await ScriptPage.serve('page.ts');
		page = await served.open(await browser.newContext());
		page.on('pageerror', (error) => problems.push(error.message));
	});
	test.afterAll(async () => {
		await page.context().close();
		served.close();
		expect(problems).toEqual([]);
	});
	return () => page;
}
