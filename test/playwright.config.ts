import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from '../emulator-data/run/paths.ts';
import { site } from './support/emulator.ts';

const chromium = process.env['CHROMIUM_PATH'];

export default defineConfig({
	testDir: 'e2e',
	testMatch: '**/*.e2e.ts',
	outputDir: path.join(root, 'test/results'),
	// All tests share one suite on two cores; more workers only make each other late.
	workers: 1,
	fullyParallel: false,
	retries: 0,
	timeout: 180_000,
	expect: { timeout: 20_000 },
	use: {
		baseURL: site,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		viewport: { width: 1440, height: 900 },
		actionTimeout: 20_000,
		navigationTimeout: 30_000,
		trace: 'retain-on-failure',
		screenshot: 'only-on-failure',
		launchOptions: {
			...(chromium ? { executablePath: chromium } : {}),
			args: ['--no-sandbox', '--disable-dev-shm-usage'],
		},
	},
});
