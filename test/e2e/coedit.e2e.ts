import { expect, test, type Browser, type Page } from '@playwright/test';
import { plainText, type BodyNode } from '@wenshu/domain/document/body.ts';
import { replay, seedUpdate } from '../../functions/src/text/replay.ts';
import type { Live } from '../support/editor/live.ts';
import { ScriptPage } from '../support/editor/open.ts';
import { Backstage } from '../support/editor/text.ts';
import { aimAdmin, ports, project } from '../support/emulator.ts';

aimAdmin();
const { db } = await import('../../functions/src/platform/firebase.ts');
const { foldText } = await import('../../functions/src/text/fold.ts');

declare const live: Live;

const BODY: BodyNode = {
	type: 'doc',
	content: [
		{ type: 'paragraph', content: [{ type: 'text', text: '第一段' }] },
		{ type: 'paragraph', content: [{ type: 'text', text: '末段。' }] },
	],
};
const backstage = new Backstage(project, ports.firestore);
let served: ScriptPage;
let serial = 0;

/** A text of its own for each test, with Amy and Bob on it. */
async function aText(editors: Record<string, 'edit' | 'suggest'>): Promise<string> {
	const id = `coedit-${String(Date.now())}-${String((serial += 1))}`;
	await backstage.text(id, BODY, editors);
	return id;
}

async function enter(page: Page, uid: string, documentId: string, fastPath = true): Promise<void> {
	const seat = { uid, documentId, project, port: ports.firestore, fastPath };
	await page.evaluate((where) => live.open(where), seat);
}

async function sit(
	browser: Browser,
	uid: string,
	documentId: string,
	fastPath = true,
): Promise<Page> {
	const context = await browser.newContext();
	const page = await served.open(context);
	await enter(page, uid, documentId, fastPath);
	return page;
}

const linked = (page: Page, links: number) =>
	expect.poll(() => page.evaluate(() => live.state().links)).toBe(links);

const sees = (page: Page, words: string) =>
	expect.poll(() => page.evaluate(() => live.words())).toContain(words);
const saving = (page: Page) => page.evaluate(() => live.state().saving);
const type = (page: Page, words: string) => page.evaluate((text) => live.type(text), words);

test.beforeAll(async () => {
	served = await ScriptPage.serve('live.ts');
	for (const uid of ['coedit-amy', 'coedit-bob']) await backstage.person(uid);
});
test.afterAll(() => {
	served.close();
});
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});

test('LIVE-1 two people see each other type, with names, and the server has every word', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'suggest' });
	const amy = await sit(browser, 'coedit-amy', text);
	const bob = await sit(browser, 'coedit-bob', text);
	await type(amy, 'AMY');
	await sees(bob, 'AMY');
	await type(bob, 'BOB');
	await sees(amy, 'BOB');
	expect(await amy.evaluate(() => live.suggestions().map((one) => [one.by, one.inserted]))).toEqual(
		[['coedit-bob', 'BOB']],
	);
	await expect.poll(() => amy.evaluate(() => live.others())).toEqual(['coedit-bob']);
	await expect.poll(() => bob.evaluate(() => live.others())).toEqual(['coedit-amy']);
	for (let turn = 0; turn < 20; turn += 1) {
		await Promise.all([type(amy, `a${String(turn)};`), type(bob, `b${String(turn)};`)]);
	}
	expect(await amy.evaluate(() => live.flush())).toBe(true);
	expect(await bob.evaluate(() => live.flush())).toBe(true);
	await sees(amy, 'b19;');
	await sees(bob, 'a19;');
	expect(await amy.evaluate(() => live.json())).toBe(await bob.evaluate(() => live.json()));
	const log = await backstage.log(text);
	const { body, incomplete, broken } = replay(seedUpdate(BODY), log);
	expect({ incomplete, broken }).toEqual({ incomplete: false, broken: [] });
	expect(plainText(body).replace('\n', '')).toBe(await amy.evaluate(() => live.words()));
	expect(new Set(log.map((entry) => entry.by))).toEqual(new Set(['coedit-amy', 'coedit-bob']));
});

test('LIVE-9 browsers link directly: words arrive before the log has them, cursors cost no write', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	const bob = await sit(browser, 'coedit-bob', text);
	await linked(amy, 1);
	await linked(bob, 1);
	await amy.evaluate(() => live.offline());
	await type(amy, '快路');
	await sees(bob, '快路');
	expect(await backstage.log(text)).toEqual([]);
	// Amy’s own way to the log is cut: her neighbour hands her words in, signed by her.
	await expect.poll(() => backstage.count(`texts/${text}/relays`), { timeout: 30_000 }).toBe(1);
	const late = await sit(browser, 'coedit-bob', text);
	await sees(late, '快路');
	await type(bob, '其后');
	await sees(late, '快路其后');
	await amy.evaluate(() => live.online());
	await expect.poll(() => saving(amy), { timeout: 60_000 }).toEqual({ at: 'server' });
	await sees(amy, '快路其后');
	for (const page of [bob, late])
		expect(await page.evaluate(() => live.json())).toBe(await amy.evaluate(() => live.json()));
});

test('LIVE-10 where browsers cannot link, the log alone carries everything', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text, false);
	const bob = await sit(browser, 'coedit-bob', text, false);
	for (let turn = 0; turn < 10; turn += 1)
		await Promise.all([type(amy, `a${String(turn)};`), type(bob, `b${String(turn)};`)]);
	await sees(amy, 'b9;');
	await sees(bob, 'a9;');
	expect(await amy.evaluate(() => live.state().links)).toBe(0);
	expect(await amy.evaluate(() => live.json())).toBe(await bob.evaluate(() => live.json()));
});

test('LIVE-13 whoever closes the text says good-bye, also where browsers cannot link', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text, false);
	const bob = await sit(browser, 'coedit-bob', text, false);
	const others = () => expect.poll(() => amy.evaluate(() => live.others()), { timeout: 20_000 });
	await others().toEqual(['coedit-bob']);
	await bob.evaluate(() => live.close());
	await others().toEqual([]);
});

test('LIVE-11 a folded log opens by its snapshot, and pages that were open write on', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	await type(amy, '折叠之前');
	expect(await amy.evaluate(() => live.flush())).toBe(true);
	expect(await foldText(db, text, new Date())).toMatchObject({ entries: 1, quarantined: 0 });
	await expect.poll(() => backstage.log(text)).toEqual([]);
	const bob = await sit(browser, 'coedit-bob', text);
	await sees(bob, '折叠之前');
	await type(amy, '之后');
	await sees(bob, '折叠之前之后');
	expect(await amy.evaluate(() => live.flush())).toBe(true);
	const [entry] = await backstage.log(text);
	expect(entry?.n).toBe(1);
	// What was folded is part of what this page knows, also when it is opened again.
	await foldText(db, text, new Date());
	await bob.reload();
	await enter(bob, 'coedit-bob', text);
	await sees(bob, '折叠之前之后');
	expect(await bob.evaluate(() => live.json())).toBe(await amy.evaluate(() => live.json()));
});

test('LIVE-12 what fails verification leaves every screen, with a word about it', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	const bob = await sit(browser, 'coedit-bob', text);
	await type(amy, '原话');
	expect(await amy.evaluate(() => live.flush())).toBe(true);
	await sees(bob, '原话');
	const [entry] = await backstage.log(text);
	// Somebody with the keys of the database puts the words into another’s mouth.
	await backstage.set(`texts/${text}/updates/${entry?.s ?? ''}_0`, { by: 'coedit-bob' });
	expect(await foldText(db, text, new Date())).toMatchObject({ quarantined: 1 });
	await expect.poll(() => bob.evaluate(() => live.state().phase)).toBe('stale');
	expect(await bob.evaluate(() => live.state().withdrawn.length)).toBe(1);
	expect(await backstage.count(`texts/${text}/quarantine`)).toBe(1);
	const late = await sit(browser, 'coedit-bob', text);
	await expect.poll(() => late.evaluate(() => live.words())).toBe('第一段末段。');
});

test('LIVE-2 words survive a killed tab and reach the others when it is opened again', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	await type(amy, '未及发送');
	await expect.poll(() => saving(amy)).not.toEqual({ at: 'nowhere' });
	await amy.reload();
	await enter(amy, 'coedit-amy', text);
	expect(await amy.evaluate(() => live.words())).toContain('未及发送');
	await type(amy, '接着写');
	const bob = await sit(browser, 'coedit-bob', text);
	await sees(bob, '未及发送接着写');
	await expect.poll(() => saving(amy)).toEqual({ at: 'server' });
});

test('LIVE-3 words typed without a network wait on the device, survive a reload, and go out', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	const bob = await sit(browser, 'coedit-bob', text);
	await amy.evaluate(() => live.offline());
	await type(amy, '离线所写');
	await expect.poll(() => saving(amy), { timeout: 15_000 }).toMatchObject({ at: 'device' });
	await type(bob, '同时在线');
	await amy.reload();
	await enter(amy, 'coedit-amy', text);
	await sees(amy, '离线所写');
	await sees(amy, '同时在线');
	await sees(bob, '离线所写');
	await expect.poll(() => saving(amy)).toEqual({ at: 'server' });
	expect(await amy.evaluate(() => live.json())).toBe(await bob.evaluate(() => live.json()));
});

test('LIVE-4 rights follow the text at once; refused words stay visible until given up', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'suggest' });
	const amy = await sit(browser, 'coedit-amy', text);
	const bob = await sit(browser, 'coedit-bob', text);
	const mode = (page: Page) => expect.poll(() => page.evaluate(() => live.state().mode));
	await mode(bob).toBe('suggest');
	await backstage.set(`texts/${text}`, { frozen: true });
	await mode(amy).toBe('read');
	await mode(bob).toBe('read');
	await backstage.set(`texts/${text}`, { frozen: false, editors: { 'coedit-bob': 'edit' } });
	await mode(bob).toBe('edit');
	await mode(amy).toBe('read');
	await type(amy, '越权');
	await expect.poll(() => saving(amy)).toEqual({ at: 'nowhere', reason: 'notEditor' });
	expect(await amy.evaluate(() => live.words())).toContain('越权');
	expect(await bob.evaluate(() => live.words())).not.toContain('越权');
	await amy.evaluate(() => live.discard());
	await amy.reload();
	await enter(amy, 'coedit-amy', text);
	expect(await amy.evaluate(() => live.words())).not.toContain('越权');
});

test('LIVE-5 a client older than the text never touches it', async ({ browser }) => {
	const text = await aText({ 'coedit-amy': 'edit' });
	await backstage.set(`texts/${text}`, { schema: 2 });
	const amy = await sit(browser, 'coedit-amy', text);
	const { phase, mode } = await amy.evaluate(() => live.state());
	expect({ phase, mode }).toEqual({ phase: 'outdated', mode: 'read' });
	expect(await backstage.log(text)).toEqual([]);
});

test('LIVE-6 what somebody composes in Chinese is not broken by others, also when suggesting', async ({
	browser,
}) => {
	for (const right of ['edit', 'suggest'] as const) {
		const text = await aText({ 'coedit-amy': right, 'coedit-bob': 'edit' });
		const amy = await sit(browser, 'coedit-amy', text);
		const bob = await sit(browser, 'coedit-bob', text);
		const keys = await amy.context().newCDPSession(amy);
		const compose = async (letters: string) => {
			const at = letters.length;
			const composition = { text: letters, selectionStart: at, selectionEnd: at };
			await keys.send('Input.imeSetComposition', composition);
		};
		await amy.evaluate(() => {
			live.focus(3);
		});
		await compose('n');
		await compose('ni');
		await type(bob, 'R');
		await expect.poll(() => bob.evaluate(() => live.state().saving)).toEqual({ at: 'server' });
		await compose('nihao');
		await keys.send('Input.insertText', { text: '你好' });
		await sees(amy, 'R');
		await sees(bob, '第一你好段');
		expect(await amy.evaluate(() => live.words())).toBe('第一你好段末段。R');
		expect(await amy.evaluate(() => live.json())).toBe(await bob.evaluate(() => live.json()));
	}
});

test('LIVE-7 composing over a selection leaves no letter behind', async ({ browser }) => {
	const text = await aText({ 'coedit-amy': 'suggest' });
	const amy = await sit(browser, 'coedit-amy', text);
	const keys = await amy.context().newCDPSession(amy);
	await amy.evaluate(() => {
		live.select(1, 2);
	});
	for (const letters of ['n', 'ni']) {
		const composition = {
			text: letters,
			selectionStart: letters.length,
			selectionEnd: letters.length,
		};
		await keys.send('Input.imeSetComposition', composition);
	}
	await keys.send('Input.insertText', { text: '前' });
	await sees(amy, '前');
	const list = await amy.evaluate(() =>
		live.suggestions().map((one) => [one.deleted, one.inserted]),
	);
	expect(list.flat().join('|')).not.toContain('n');
	expect(list.some(([deleted]) => deleted === '第')).toBe(true);
	await amy.evaluate(() => {
		live.reject();
	});
	expect(await amy.evaluate(() => live.words())).toBe('第一段末段。');
});

test('LIVE-8 a text known on this device opens without the server and takes words', async ({
	browser,
}) => {
	const text = await aText({ 'coedit-amy': 'edit', 'coedit-bob': 'edit' });
	const amy = await sit(browser, 'coedit-amy', text);
	await type(amy, '先前');
	expect(await amy.evaluate(() => live.flush())).toBe(true);
	const server = '**/google.firestore.v1.Firestore/**';
	await amy.context().route(server, (route) => route.abort());
	await amy.reload();
	await enter(amy, 'coedit-amy', text);
	expect(await amy.evaluate(() => live.words())).toContain('先前');
	expect(await amy.evaluate(() => live.state().mode)).toBe('edit');
	await type(amy, '断网时');
	await expect.poll(() => saving(amy)).not.toEqual({ at: 'server' });
	const bob = await sit(browser, 'coedit-bob', text);
	expect(await bob.evaluate(() => live.words())).not.toContain('断网时');
	await amy.context().unroute(server);
	await expect
		.poll(() => bob.evaluate(() => live.words()), { timeout: 60_000 })
		.toContain('先前断网时');
	await expect.poll(() => saving(amy), { timeout: 60_000 }).toEqual({ at: 'server' });
});
