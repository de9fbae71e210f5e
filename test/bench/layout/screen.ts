import type { Browser, Page } from '@playwright/test';
import { Desk } from '../../support/desk.ts';
import { sentences } from '../../corpus/words.ts';

/** A draft of the sample bureau and who writes it. */
const [DRAFT, WRITER] = ['settlement-draft', '唐小满'];
/** Paragraphs that make ten pages. */
const PARAGRAPHS = 52;
/** Rest before each word, in ms: a person pauses, and the browser tidies up. */
const QUIET = 1_500;

interface Seen {
	lastKey: number;
	/** When pages in sight were drawn. */
	loads: number[];
	/** The page drawn last, in sight or not. */
	page: HTMLImageElement | null;
}
declare const seen: Seen;

/** Milliseconds from the last letter to the page one types on being drawn, for one word after a rest and for words in a row. */
export interface ScreenTimes {
	single: number[];
	running: number[];
	pages: number;
	/** Bytes of the answers to the single words, as sent. */
	bytes: number[];
}

/** Types into a document of ten pages with its pages beside it, and times until they show what was typed. */
export async function timeScreen(browser: Browser, rounds: number): Promise<ScreenTimes> {
	const desk = await Desk.open(browser, WRITER);
	const { page } = desk;
	await desk.openDocument(DRAFT);
	await desk.text.click();
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	const paragraphs = Array.from({ length: PARAGRAPHS }, (_, at) => `<p>${sentences(2, at)}</p>`);
	await desk.paste(paragraphs.join(''));
	await page.getByRole('tab', { name: '版面' }).click();
	const region = page.getByRole('region', { name: '版式页面' });
	await region.waitFor({ timeout: 60_000 });
	await page.waitForTimeout(2 * QUIET);
	await page.evaluate(watch);
	await desk.text.locator('p').nth(2).click();
	// The page one types on lies in sight, as it does for whoever looks at it; others are drawn a little later.
	await page.keyboard.type('改');
	await page.waitForFunction(() => seen.page !== null, null, { timeout: 60_000 });
	await page.evaluate(() => {
		seen.page?.scrollIntoView({ block: 'center' });
	});

	const bytes: number[] = [];
	page.on('requestfinished', (request) => {
		if (request.method() !== 'POST' || !request.url().endsWith('/layout')) return;
		void request.sizes().then((sizes) => bytes.push(sizes.responseBodySize));
	});
	const single = await timesOf(page, rounds, '改', 0);
	const running = await timesOf(page, rounds, '一边写一边看', 110);
	const pages = await region.getByRole('img').count();
	await desk.seat.context.close();
	return { single, running, pages, bytes: bytes.slice(0, rounds) };
}

/** Runs in the page: notes the last letter and every page in sight that was drawn. */
function watch(): void {
	Object.assign(globalThis, { seen: { lastKey: 0, loads: [], page: null } satisfies Seen });
	const note = ({ target }: Event) => {
		seen.page = target as HTMLImageElement;
		const { top, bottom } = seen.page.getBoundingClientRect();
		if (bottom > 0 && top < innerHeight) seen.loads.push(performance.now());
	};
	document.querySelector('[aria-label="版式页面"]')?.addEventListener('load', note, true);
	addEventListener(
		'beforeinput',
		() => {
			seen.lastKey = performance.now();
		},
		true,
	);
}

/** Runs in the page: whether the last letter stands on the pages, as the reader is told. */
function isShown(): boolean {
	const states = [...document.querySelectorAll('[role="status"]')];
	const isCurrent = states.some(({ textContent }) => textContent === '与正文一致');
	return isCurrent && (seen.loads.at(-1) ?? 0) > seen.lastKey;
}

async function timesOf(
	page: Page,
	rounds: number,
	words: string,
	delay: number,
): Promise<number[]> {
	const times: number[] = [];
	const warmUp = 3;
	for (let round = -warmUp; round < rounds; round += 1) {
		await page.waitForTimeout(QUIET);
		await page.keyboard.type(words, { delay });
		await page.waitForFunction(isShown, null, { timeout: 60_000 });
		const time = await page.evaluate(() => (seen.loads.at(-1) ?? 0) - seen.lastKey);
		if (round >= 0) times.push(time);
	}
	return times;
}
