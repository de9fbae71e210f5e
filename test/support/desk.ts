import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { DESK, seat, type Seat } from './browser.ts';

/** Machines of tests are slow and shared; what takes longer than this does not come any more. */
const PATIENCE = 60_000;

/** A person before the workspace of documents, doing what people do there. */
export class Desk {
	readonly seat: Seat;
	readonly page: Page;

	constructor(taken: Seat) {
		this.seat = taken;
		this.page = taken.page;
	}

	/** Signs a person in at a browser profile of their own. */
	static async open(browser: Browser, name: string, options = DESK): Promise<Desk> {
		return new Desk(await seat(browser, name, options));
	}

	/** Leaves, having seen no error of the page. */
	async leave(): Promise<void> {
		expect(this.seat.complaints).toEqual([]);
		await this.seat.context.close();
	}

	/** The text being written, once it takes the keyboard. */
	get text(): Locator {
		return this.page.getByRole('textbox', { name: '正文' });
	}
	/** The sheet with everything on it. */
	get sheet(): Locator {
		return this.page.getByRole('region', { name: '公文正文' });
	}

	/** Another person's cursor in the text. */
	cursorOf(name: string): Locator {
		return this.text.locator(`.text-cursor[data-name="${name}"]`);
	}
	/** Words that stand in the text as somebody's suggestion. */
	suggestion(words: string): Locator {
		return this.text.locator('ins').filter({ hasText: words }).first();
	}

	/** Types at the end of the text, key by key. */
	async typeAtEnd(words: string): Promise<void> {
		await this.#type('Control+End', words);
	}
	/** Types at the start of the text, key by key. */
	async typeAtStart(words: string): Promise<void> {
		await this.#type('Control+Home', words);
	}
	/** Pastes HTML into the text, as from another program. */
	async paste(html: string): Promise<void> {
		await this.text.click();
		await this.text.evaluate((element, markup) => {
			const clipboard = new DataTransfer();
			clipboard.setData('text/html', markup);
			const event = { clipboardData: clipboard, bubbles: true, cancelable: true };
			element.dispatchEvent(new ClipboardEvent('paste', event));
		}, html);
	}
	async #type(place: string, words: string): Promise<void> {
		await expect(this.text).toHaveAttribute('contenteditable', 'true', { timeout: PATIENCE });
		await this.text.click();
		await this.page.keyboard.press(place);
		await this.page.keyboard.type(words, { delay: 15 });
	}

	/** Opens a document by its address. */
	async openDocument(id: string): Promise<void> {
		await this.page.goto(`/documents/${id}`);
		await expect(this.sheet).toBeVisible({ timeout: PATIENCE });
	}

	/** Opens a document from the to-do centre, as its holder finds it. */
	async openTask(title: string, tab = ''): Promise<void> {
		await this.page.goto(tab === '' ? '/' : `/?tab=${tab}`);
		await this.page.getByRole('link', { name: title }).first().click({ timeout: PATIENCE });
		await expect(this.sheet).toBeVisible({ timeout: PATIENCE });
	}

	/** Writes the opinion of the step. */
	async opine(words: string): Promise<void> {
		await this.page.locator('textarea[data-opinion]').first().fill(words);
	}

	/** Chooses the way on by its label. */
	async chooseWay(label: string): Promise<void> {
		await this.page.getByRole('radio', { name: label }).check();
	}

	/** Chooses people in the dialog that the button of this field opens. */
	async choosePeople(
		names: readonly string[],
		button: string | RegExp = '添加人员',
	): Promise<void> {
		await this.page.getByRole('button', { name: button }).last().click();
		const search = this.page.getByRole('searchbox');
		const dialog = this.page.getByRole('dialog').filter({ has: search }).last();
		for (const name of names) {
			await dialog.getByRole('searchbox').fill(name);
			await dialog.getByRole('checkbox', { name }).check();
		}
		await dialog.getByRole('button', { name: '确定' }).click();
		await expect(dialog).toBeHidden();
	}

	/** Presses the main button and waits until the task has left these hands. */
	async submit(label: string): Promise<void> {
		const address = this.page.url();
		await this.page.getByRole('button', { name: label, exact: true }).last().click();
		await expect(this.page).not.toHaveURL(address, { timeout: PATIENCE });
	}

	/** Waits for a message of the page. */
	async told(words: string | RegExp): Promise<void> {
		await expect(this.page.getByText(words).first()).toBeVisible({ timeout: PATIENCE });
	}
}
