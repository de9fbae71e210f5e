import type { DocumentData } from 'firebase/firestore';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Feed } from './feed.ts';

interface Listening {
	path: string;
	tell: (snapshot: unknown) => void;
	refuse: (error: { code: string }) => void;
}

/** A database that answers when the test does: who listens now, and how often anybody began to. */
const fake = vi.hoisted(() => ({ listening: [] as Listening[], begun: 0 }));

vi.mock('firebase/firestore', () => ({
	doc: (_: unknown, ...path: string[]) => path.join('/'),
	collection: (parent: string, name: string) => `${parent}/${name}`,
	getCountFromServer: () => Promise.resolve({ data: () => ({ count: 0 }) }),
	getDocsFromServer: () => Promise.resolve({ docs: [] }),
	onSnapshot: (path: string, ...rest: unknown[]) => {
		const [tell, refuse] = rest.filter((each) => typeof each === 'function');
		const listening = { path, tell, refuse } as Listening;
		fake.listening.push(listening);
		fake.begun += 1;
		return () => {
			fake.listening = fake.listening.filter((each) => each !== listening);
		};
	},
}));

const SEED = Y.encodeStateAsUpdate(new Y.Doc());
const heard = {
	...{ onHead: vi.fn(), onUpdates: vi.fn(), onRelay: vi.fn(), onGap: vi.fn(), onReady: vi.fn() },
	...{ onLongTail: vi.fn(), onQuarantine: vi.fn(), onRefused: vi.fn() },
};
const bytes = (value: Uint8Array) => ({ toUint8Array: () => value });
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const paths = () => fake.listening.map(({ path }) => path);

function tell(path: string, snapshot: unknown): void {
	fake.listening.find((each) => each.path === path)?.tell(snapshot);
}
function tellHead(): void {
	const head: DocumentData = { schema: 1, frozen: false, editors: {}, seed: bytes(SEED) };
	tell('texts/t', { data: () => head, metadata: { fromCache: false } });
}
/** The log as it stands, of one entry or none. */
function tellLog(update?: Uint8Array): void {
	const metadata = { fromCache: false, hasPendingWrites: false };
	const entry = { id: 'aa_0', metadata, data: () => ({ u: update && bytes(update) }) };
	const docs = update ? [entry] : [];
	const changes = docs.map((doc) => ({ type: 'added', doc }));
	tell('texts/t/updates', { metadata, size: docs.length, docs, docChanges: () => changes });
}

describe('a feed whose first question gets no answer', () => {
	let feed: Feed;
	beforeEach(() => {
		vi.useFakeTimers();
		vi.clearAllMocks();
		[fake.listening, fake.begun] = [[], 0];
		feed = new Feed({} as never, 't', heard);
	});
	afterEach(() => {
		feed.stop();
		vi.useRealTimers();
	});

	test('asks anew after ten seconds, and does not keep the old listeners', async () => {
		const all = ['texts/t', 'texts/t/updates', 'texts/t/relays'];
		expect(paths()).toEqual(all);
		await seconds(9.9);
		expect(fake.begun).toBe(3);
		await seconds(0.2);
		expect(fake.begun).toBe(6);
		expect(paths()).toEqual(all);
		await seconds(10);
		expect(fake.begun).toBe(9);
	});

	test('asks anew while only one half has spoken, and tells each update once', async () => {
		const doc = new Y.Doc();
		doc.getText('x').insert(0, '甲');
		const update = Y.encodeStateAsUpdate(doc);
		tellLog(update);
		await seconds(10.1);
		expect(fake.begun).toBe(6);
		expect(heard.onReady).not.toHaveBeenCalled();
		tellLog(update);
		tellHead();
		await seconds(0.1);
		expect(heard.onUpdates.mock.calls).toEqual([[[update]]]);
		expect(heard.onReady).toHaveBeenCalledOnce();
	});

	test('asks no more once head and log have spoken, or the text is refused, or it was stopped', async () => {
		tellHead();
		tellLog();
		await seconds(60);
		expect(fake.begun).toBe(3);
		expect(heard.onReady).toHaveBeenCalledOnce();

		const refused = new Feed({} as never, 'u', heard);
		fake.listening.at(-1)?.refuse({ code: 'permission-denied' });
		await seconds(60);
		expect(heard.onRefused.mock.calls).toEqual([['refused']]);
		expect(fake.begun).toBe(6);
		refused.stop();

		const stopped = new Feed({} as never, 'v', heard);
		stopped.stop();
		await seconds(60);
		expect(fake.begun).toBe(9);
		expect(paths().filter((path) => path.startsWith('texts/v'))).toEqual([]);
	});
});
