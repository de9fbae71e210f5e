import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { findChromium } from '../../../emulator-data/run/chromium.ts';
import { ScriptPage } from '../../support/editor/open.ts';
import { Backstage } from '../../support/editor/text.ts';
import { ports, project } from '../../support/emulator.ts';
import { seedUpdate } from '../../../functions/src/text/replay.ts';
import { isOurs, NAMES, type Candidate, type Opening, type Place } from './candidates.ts';
import { fill } from './filling.ts';
import type { Desk } from './page.ts';
import { startServers, type Servers } from './servers.ts';

declare const desk: Desk;

/** So long may an open take, in ms. */
const PATIENCE = 30_000;

/** One editor in a browser profile of its own. */
export interface Seat {
	readonly page: Page;
	readonly context: BrowserContext;
	readonly opening: Opening;
}

/** A text at a candidate's server. */
export interface Room {
	readonly candidate: Candidate;
	readonly id: string;
	readonly port: number;
	/** Whoever brought the first content goes. */
	readonly leave: () => void;
}

/** The browser, the servers and the database that all parts of the bench share. */
export class Stage {
	readonly browser: Browser;
	readonly backstage = new Backstage(project, ports.firestore);
	readonly #servers: Servers;
	readonly #script: ScriptPage;
	#rooms = 0;
	/** Opens that never got an answer. */
	unanswered = 0;

	private constructor(browser: Browser, servers: Servers, script: ScriptPage) {
		this.browser = browser;
		this.#servers = servers;
		this.#script = script;
	}

	static async set(): Promise<Stage> {
		const servers = await startServers(ports.base);
		const script = await ScriptPage.serve('page.ts', 'test/bench/coedit');
		const executablePath = await findChromium();
		const browser = await chromium.launch({
			...(executablePath ? { executablePath } : {}),
			// Pages that are not in front must not be slowed down: everybody sits before a screen.
			args: [
				'--no-sandbox',
				'--disable-dev-shm-usage',
				'--disable-background-timer-throttling',
				'--disable-renderer-backgrounding',
				'--disable-backgrounding-occluded-windows',
			],
		});
		return new Stage(browser, servers, script);
	}

	async strike(): Promise<void> {
		await this.browser.close();
		this.#script.close();
		await this.#servers.stop();
	}

	/** Port at which a candidate's server listens. */
	port(candidate: Candidate): number {
		return isOurs(candidate) ? ports.firestore : this.#servers[candidate];
	}

	/** A new text with so many short paragraphs, which all these people may edit. */
	async room(candidate: Candidate, uids: readonly string[], paragraphs = 1): Promise<Room> {
		const id = this.newId();
		const paragraph = { type: 'paragraph', content: [{ type: 'text', text: '段' }] };
		const body: BodyNode = {
			type: 'doc',
			content: Array.from({ length: paragraphs }, () => paragraph),
		};
		const port = this.port(candidate);
		if (!isOurs(candidate))
			return { candidate, id, port, leave: await fill(candidate, port, id, seedUpdate(body)) };
		for (const uid of uids) await this.backstage.person(uid);
		await this.backstage.text(id, body, Object.fromEntries(uids.map((uid) => [uid, 'edit'])));
		return { candidate, id, port, leave: () => undefined };
	}

	/** An id that no text had before. */
	newId(): string {
		return `bench-${String(Date.now())}-${String((this.#rooms += 1))}`;
	}

	/**
	 * A person sits down in a browser profile that has never seen the text. Now and then the emulator never
	 * answers a listener; that is counted, and the person tries again.
	 */
	async seat(room: Room, uid: string): Promise<Seat> {
		for (let attempt = 1; ; attempt += 1) {
			const context = await this.browser.newContext();
			const page = await this.#script.open(context);
			page.on('pageerror', (error) => {
				console.error(`${NAMES[room.candidate]} ${uid}:`, error.message);
			});
			const { candidate, port } = room;
			const place: Place = { candidate, room: room.id, uid, project, port };
			const opening = await Promise.race([
				page.evaluate((where) => desk.open(where), place).catch(String),
				new Promise<string>((resolve) => setTimeout(resolve, PATIENCE, 'no answer')),
			]);
			if (typeof opening !== 'string') return { page, context, opening };
			await context.close();
			if (opening !== 'no answer' || attempt >= 3) throw new Error(opening);
			this.unanswered += 1;
		}
	}

	/** Several people sit down, one after the other, and see each other; then whoever filled the text leaves. */
	async party(candidate: Candidate, count: number): Promise<Seat[]> {
		const uids = Array.from({ length: count }, (_, index) => `bench-${String(index)}`);
		const room = await this.room(candidate, uids, count);
		const seats: Seat[] = [];
		for (const uid of uids) seats.push(await this.seat(room, uid));
		room.leave();
		await Promise.all(seats.map(({ page }) => meet(page, count - 1, candidate === 'fast')));
		return seats;
	}
}

/** Of a large company this part is linked directly; on a busy machine the last links come up late. */
const LINKED = 0.8;

/** Waits until a page sees the others, and on the fast path is linked with them. */
async function meet(page: Page, others: number, linked: boolean): Promise<void> {
	const sees = (count: number): boolean => desk.others() === count;
	await page.waitForFunction(sees, others, { timeout: 120_000, polling: 250 });
	if (!linked) return;
	const reaches = (count: number): boolean => desk.links() >= count;
	const wanted = Math.ceil(others * LINKED);
	await page.waitForFunction(reaches, wanted, { timeout: 120_000, polling: 250 });
}
