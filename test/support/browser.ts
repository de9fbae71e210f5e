import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { suiteFolder } from '../../emulator-data/run/paths.ts';
import { endChannels } from './channels.ts';
import { ports, site } from './emulator.ts';

/** A person of the sample bureau, as the sign-in page offers them. */
export interface SamplePerson {
	readonly uid: string;
	readonly name: string;
	readonly staffNumber: string;
	readonly title: string;
	readonly unit: string;
}

interface SampleFile {
	readonly password: string;
	readonly groups: readonly { readonly group: string; readonly people: readonly SamplePerson[] }[];
}

function sampleFile(): SampleFile {
	const file = path.join(suiteFolder(ports.base), 'site/sample-people.json');
	return JSON.parse(readFileSync(file, 'utf8')) as SampleFile;
}

/** The password of every sample account. */
export const samplePassword = (): string => sampleFile().password;

/** Finds a sample person by name, or by group and place in it. */
export function person(name: string): SamplePerson {
	const all = sampleFile().groups.flatMap((group) => group.people);
	const found = all.find((one) => one.name === name);
	if (!found) throw new Error(`${name} is not offered by the sign-in page`);
	return found;
}

/** Screens the product is used on. */
export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = {
	viewport: { width: 390, height: 844 },
	deviceScaleFactor: 2,
	isMobile: true,
	hasTouch: true,
};

/** Signs in through the form, as anybody does, and waits for the first page. */
export async function signInOn(page: Page, who: SamplePerson, to = '/'): Promise<void> {
	await page.goto(`/sign-in?next=${encodeURIComponent(to)}`);
	await page.locator('input[name=username]').fill(who.staffNumber);
	await page.locator('input[name=password]').fill(samplePassword());
	await page.locator('form button[type=submit]').click();
	await expect(page).toHaveURL(new URL(to, site).href, { timeout: 60_000 });
}

/** One person at a browser profile of their own. */
export interface Seat {
	readonly who: SamplePerson;
	readonly context: BrowserContext;
	readonly page: Page;
	/** What the page complained about so far; tests expect it to be empty. */
	readonly complaints: string[];
}

/** Opens a separate profile for a person and signs them in. */
export async function seat(
	browser: Browser,
	name: string,
	options: BrowserContextOptions = DESK,
): Promise<Seat> {
	const who = person(name);
	const context = await browser.newContext({
		baseURL: site,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		...options,
	});
	endChannels(context);
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
	page.on('console', (message) => {
		const text = message.text();
		if (message.type() === 'error' && text.includes('Content Security Policy')) {
			complaints.push(`${name}: ${text}`);
		}
	});
	await signInOn(page, who);
	return { who, context, page, complaints };
}
