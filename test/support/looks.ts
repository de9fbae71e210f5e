import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { root } from '../../emulator-data/run/paths.ts';
import { site } from './emulator.ts';

/** Width, theme and text size. */
export interface Look {
	readonly name: string;
	readonly width: number;
	readonly height: number;
	readonly theme: 'light' | 'dark';
	readonly size: 'm' | 'xl';
	/** Everything axe knows, or only what another look can change. */
	readonly rules: 'all' | 'look';
}

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const looks: readonly Look[] = [
	{ name: 'desk', ...DESK, theme: 'light', size: 'm', rules: 'all' },
	{ name: 'desk-dark-large', ...DESK, theme: 'dark', size: 'xl', rules: 'look' },
	{ name: 'phone', ...PHONE, theme: 'light', size: 'm', rules: 'look' },
	{ name: 'phone-dark-large', ...PHONE, theme: 'dark', size: 'xl', rules: 'all' },
];

/** The looks a view is seen in: what a desk has open beside the text is a sheet of its own on a phone. */
export type Where = 'everywhere' | 'desk' | 'phone';

/** Rules whose answer hangs on colours, widths and sizes of letters. */
const LOOK_RULES = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

/** With WENSHU_PICTURES=1 the pages of the README are taken anew. */
const pictures: Record<string, string> = {
	'todo desk': 'todo.png',
	'document desk': 'document.png',
	'document phone': 'phone.png',
	'preview desk': 'preview.png',
	'live pages desk': 'pages.png',
	'placing a seal desk': 'seal.png',
	'verified file desk': 'verify.png',
};

/** Words, buttons and fields that the screen cuts off; what is shortened must say itself in a title. */
function cutOff(): string[] {
	const all = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
	const said = (element: Element) =>
		`${element.tagName} ${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 40)}`;
	/** Whether somebody can scroll it into sight. */
	const scrolls = (element: Element): boolean => {
		for (let at = element.parentElement; at; at = at.parentElement)
			if (at.scrollWidth > at.clientWidth && /auto|scroll/.test(getComputedStyle(at).overflowX))
				return true;
		return false;
	};
	return [...all.querySelectorAll('button, a, label, h1, h2, h3, th, dt, input, select')]
		.filter((element) => {
			const box = element.getBoundingClientRect();
			const style = getComputedStyle(element);
			const hidden = box.width < 2 || box.height < 2 || style.visibility === 'hidden';
			if (hidden || element.closest('.sr-only, svg, [role=img], figure, .svelte-flow'))
				return false;
			const beyond = (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element);
			// A button is as high as its words.
			const squeezed = element.matches('.btn') && element.scrollHeight > element.clientHeight + 4;
			return beyond || squeezed;
		})
		.map(said);
}

/**
 * Waits until colours have faded over, so that axe sees them at rest. What turns for ever is not waited for; and what
 * runs without ever ending, as in the flow designer, only for a second.
 */
export async function atRest(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const latest = performance.now() + 1000;
		const isMoving = () =>
			document
				.getAnimations()
				.some(
					({ playState, effect }) =>
						playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
				);
		while (isMoving() && performance.now() < latest)
			await new Promise((resume) => setTimeout(resume, 30));
	});
}

/** At rest, axe finds nothing wrong with the page as it is. */
export async function accessible(page: Page): Promise<void> {
	await atRest(page);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** Holds the page against every look: axe, width, and nothing cut off. */
export async function examine(
	page: Page,
	name: string,
	where: Where = 'everywhere',
): Promise<void> {
	for (const look of looks) {
		if (where !== 'everywhere' && !look.name.startsWith(where)) continue;
		await page.setViewportSize(look);
		await page.evaluate(
			({ theme, size }) => Object.assign(document.documentElement.dataset, { theme, size }),
			look,
		);
		await atRest(page);
		const axe = new AxeBuilder({ page });
		const { violations } = await (look.rules === 'all' ? axe : axe.withRules(LOOK_RULES)).analyze();
		const at = `${name} ${look.name}`;
		const found = violations
			.flatMap(({ id, nodes }) => nodes.map(({ html }) => [at, id, html.slice(0, 200)]))
			// The letters drawn on a seal are no label of the button that moves it.
			.filter(
				([, id, html]) => id !== 'label-content-name-mismatch' || !html?.includes('data-seal'),
			);
		expect.soft(found).toEqual([]);
		const wide = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect.soft([at, wide]).toEqual([at, 0]);
		expect.soft([at, await page.evaluate(cutOff)]).toEqual([at, []]);
		const file = pictures[at];
		if (process.env['WENSHU_PICTURES'] !== undefined && file !== undefined)
			await page.screenshot({ path: path.join(root, 'test/pictures', file) });
	}
}

/** Follows a link to an address, as somebody inside the app does; from outside the page is loaded. */
async function follow(page: Page, address: string): Promise<void> {
	const inside = page.url().startsWith(site) && !/\/(sign-in|verify)/.test(page.url());
	if (!inside) await page.goto(address);
	else
		await page.evaluate((href) => {
			const link = document.createElement('a');
			link.href = href;
			document.body.append(link);
			link.click();
			link.remove();
		}, address);
	await expect(page).toHaveURL(new URL(address, site).href);
}

/** Opens an address and waits until it has what it shows. */
export async function visit(page: Page, address: string, ready: RegExp | string): Promise<void> {
	await page.setViewportSize(DESK);
	await asFirst(page);
	await follow(page, address);
	await expect(page.getByText(ready).first()).toBeVisible({ timeout: 60_000 });
	await settled(page);
}

/** Light and of usual size, as the page was at first. */
export async function asFirst(page: Page): Promise<void> {
	await page.evaluate(() =>
		Object.assign(document.documentElement.dataset, { theme: 'light', size: 'm' }),
	);
}

/** Waits until nothing of the page, or of the dialog over it, is still being fetched. */
export async function settled(page: Page): Promise<void> {
	await page.waitForFunction(
		() => {
			const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
			return top.querySelector('[data-loading], [aria-busy=true]') === null;
		},
		null,
		{ timeout: 60_000 },
	);
}

interface Stop {
	readonly name: string;
	readonly inside: boolean;
	readonly marked: boolean;
	readonly onScreen: boolean;
}

/** What has the keyboard now, and whether one sees it. */
function stop(): Stop | null {
	const at = document.activeElement;
	if (!at || at === document.body || at.tagName === 'DIALOG') return null;
	// A hidden file field shows its mark on the label around it.
	const shown = at.matches('.sr-only') ? (at.closest('label') ?? at) : at;
	const box = shown.getBoundingClientRect();
	const rings = (element: Element | null): boolean => {
		if (!element) return false;
		const { outlineStyle, outlineWidth } = getComputedStyle(element);
		return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
	};
	const words = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent;
	return {
		name: `${at.tagName} ${at.id} ${(words ?? at.textContent ?? '').trim().slice(0, 40)}`,
		inside: at.closest('dialog[open]') !== null,
		// A field made of several parts shows the ring around all of them; the calendar of a date field has one of the
		// browser's own.
		marked:
			rings(shown) ||
			rings(shown.parentElement) ||
			at.matches('input[type^=date]:not(:focus-visible)'),
		onScreen: box.bottom > 0 && box.top < innerHeight,
	};
}

/**
 * Walks an open dialog by Tab: every stop is inside, marked and in sight, the last button is reached, and Esc closes it.
 * `closes` is false where Esc first asks whether something unsaved may go.
 */
export async function walkDialog(page: Page, name: string, closes = true): Promise<void> {
	await asFirst(page);
	await page.setViewportSize(DESK);
	const dialogs = page.locator('dialog[open]');
	const open = await dialogs.count();
	const last = dialogs.last().locator('button:enabled').last();
	const seen: string[] = [];
	let reached = false;
	for (let press = 0; press < 90; press += 1) {
		await page.keyboard.press('Tab');
		const now = await page.evaluate(stop);
		// Past the last stop the browser's own bar has its turn.
		if (now === null) continue;
		if (seen.includes(now.name) && reached) break;
		seen.push(now.name);
		expect
			.soft({ dialog: name, ...now }, 'each stop is inside, marked and in sight')
			.toEqual({ dialog: name, name: now.name, inside: true, marked: true, onScreen: true });
		reached ||= await last.evaluate((button) => button === document.activeElement);
	}
	expect.soft([name, reached], 'the last button is reached by Tab').toEqual([name, true]);
	if (!closes) return;
	await page.keyboard.press('Escape');
	await expect.soft(dialogs).toHaveCount(open - 1);
}
