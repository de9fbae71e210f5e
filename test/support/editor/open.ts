import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { build } from 'esbuild';
import { root } from '../../../emulator-data/run/paths.ts';
import { ports } from '../emulator.ts';

/** Where test pages pretend to live: an origin of their own, so that storage and locks work. */
export const PAGE = `http://localhost:${String(ports.vite)}/editor-test/`;

const bundles = new Map<string, Promise<string>>();

/** Bundles a script of this folder for the browser; once per run. */
function bundle(name: string): Promise<string> {
	const known = bundles.get(name);
	if (known) return known;
	const made = build({
		entryPoints: [path.join(root, 'test/support/editor', name)],
		bundle: true,
		format: 'iife',
		write: false,
		logLevel: 'error',
	}).then((result) => result.outputFiles[0]?.text ?? '');
	bundles.set(name, made);
	return made;
}

/** Opens an empty page that runs one script of this folder; a reload runs it again. */
export async function openScript(context: BrowserContext, name: string): Promise<Page> {
	const script = await bundle(name);
	const page = await context.newPage();
	await page.route(`${PAGE}**`, (route) =>
		route.request().url().endsWith('.js')
			? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
			: route.fulfill({
					contentType: 'text/html; charset=utf-8',
					body: '<!doctype html><html lang="zh-CN"><title>text</title><body></body><script src="page.js"></script>',
				}),
	);
	await page.goto(PAGE);
	return page;
}
