import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { DESK, seat } from '../support/browser.ts';
import { endChannels } from '../support/channels.ts';
import { site } from '../support/emulator.ts';

/** Gzipped JavaScript a person waits for when opening the to-do page with an empty cache. */
const BUDGET = 160_000;

test('the first load of the to-do page stays within 160 kB of gzipped JavaScript', async ({
	browser,
}) => {
	const before = await seat(browser, '苏锦书', { ...DESK, serviceWorkers: 'block' });
	const state = await before.context.storageState({ indexedDB: true });
	await before.context.close();

	const context = await browser.newContext({
		...DESK,
		baseURL: site,
		locale: 'zh-CN',
		storageState: state,
		serviceWorkers: 'block',
	});
	endChannels(context);
	const page = await context.newPage();
	const sizes = new Map<string, number>();
	let last = Date.now();
	page.on('response', (response) => {
		if (response.request().resourceType() !== 'script' || !response.url().startsWith(site)) return;
		last = Date.now();
		void response.body().then((body) => sizes.set(response.url(), gzipSync(body).length));
	});
	await page.goto('/');
	await expect(page.getByRole('main')).toBeVisible();
	await expect(page.getByText('待办').first()).toBeVisible();
	await expect(page).not.toHaveURL(/sign-in/);
	await expect.poll(() => Date.now() - last, { timeout: 30_000 }).toBeGreaterThan(2000);
	const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
	const largest = [...sizes].sort((one, other) => other[1] - one[1]).slice(0, 6);
	console.log(
		`  first load of /: ${String(sizes.size)} scripts, ${(total / 1000).toFixed(1)} kB gzipped`,
	);
	for (const [url, size] of largest) {
		console.log(`    ${(size / 1000).toFixed(1).padStart(6)} kB  ${url.slice(site.length)}`);
	}
	expect(total).toBeLessThanOrEqual(BUDGET);
	await context.close();
});
