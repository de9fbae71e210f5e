import { expect, test, type Page } from '@playwright/test';
import { EDIT_NAMES } from '../support/editor/edit-names.ts';
import { ScriptPage } from '../support/editor/open.ts';
import type { Restoring } from '../support/editor/restore-page.ts';

declare const restoring: Restoring;

let served: ScriptPage;
let page: Page;

test.beforeAll(async ({ browser }) => {
	served = await ScriptPage.serve('restore-page.ts');
	page = await served.open(await browser.newContext());
});
test.afterAll(async () => {
	await page.context().close();
	served.close();
});

test('RE-1 whatever was edited or suggested, a version can be restored, as edits and as suggestions', async () => {
	for (const name of EDIT_NAMES) {
		for (const pending of [false, true]) {
			for (const suggesting of [false, true]) {
				const verdict = await page.evaluate(
					([kind, left, mode]) => restoring.restore(kind, left, mode),
					[name, pending, suggesting] as const,
				);
				const wrong = Object.entries(verdict).filter(([, holds]) => !holds);
				expect.soft(wrong, `${name}, ${String(pending)}, ${String(suggesting)}`).toEqual([]);
			}
		}
	}
});

test('RE-2 putting a word back writes no block anew', async () => {
	expect(await page.evaluate(() => restoring.writtenAnew())).toBe(0);
});
