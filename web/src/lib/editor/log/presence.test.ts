import { sessionName } from '@wenshu/domain/trace/entry.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Participant } from './participant.ts';
import { Presence } from './presence.ts';
import { standingOf, type PageListener } from './signs-of-life.ts';

/** The presence documents of one text as every page hears them, and what was written. */
const server = vi.hoisted(() => ({
	docs: new Map<string, Record<string, unknown>>(),
	listeners: new Set<() => void>(),
	writes: 0,
}));

vi.mock('firebase/firestore', () => {
	const path = (...parts: unknown[]) => ({ id: String(parts.at(-1)) });
	const told = (): void => {
		server.writes += 1;
		for (const listener of server.listeners) listener();
	};
	return {
		collection: path,
		doc: path,
		serverTimestamp: () => ({
			toMillis: (
				(at) => () =>
					at
			)(Date.now()),
		}),
		setDoc: (place: { id: string }, data: Record<string, unknown>) => {
			server.docs.set(place.id, data);
			told();
			return Promise.resolve();
		},
		deleteDoc: (place: { id: string }) => {
			if (server.docs.delete(place.id)) told();
			return Promise.resolve();
		},
		onSnapshot: (_: unknown, take: (snapshot: unknown) => void) => {
			const listener = (): void => {
				take({ docs: [...server.docs].map(([id, data]) => ({ id, data: () => data })) });
			};
			server.listeners.add(listener);
			return () => server.listeners.delete(listener);
		},
	};
});

interface Sitting {
	presence: Presence;
	session: string;
	others: () => Participant[];
	page: PageListener;
	reached: Set<string>;
}

const stops: (() => void)[] = [];
function sit(uid: string): Sitting {
	const doc = new Y.Doc();
	const reached = new Set<string>();
	let others: Participant[] = [];
	let page: PageListener | undefined;
	const presence = new Presence(doc, {
		db: {} as never,
		documentId: 'text',
		...{ uid, name: uid, colour: '#1c4e93' },
		reached: () => reached,
		onChange: (next) => {
			others = next;
		},
		onMove: () => undefined,
		watch: (listener) => {
			page = listener;
			return () => undefined;
		},
	});
	presence.start();
	stops.push(() => {
		presence.stop();
	});
	if (!page) throw new Error('the page is not watched');
	return { presence, session: sessionName(doc.clientID), others: () => others, page, reached };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const writes = (): number => {
	const count = server.writes;
	server.writes = 0;
	return count;
};

beforeEach(() => {
	vi.useFakeTimers({ now: new Date('2026-03-02T09:00:00+08:00') });
});
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
	server.docs.clear();
	server.listeners.clear();
	server.writes = 0;
	vi.useRealTimers();
});

describe('SEEN-1 where nothing moves nothing is written, linked or not', () => {
	test('two people without a link rest: dimmed after 90 seconds, gone after ten minutes', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		await pass(10 * SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: false }]);
		expect(writes()).toBe(2);
		await pass(95 * SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: true }]);
		expect(bob.others()).toMatchObject([{ uid: 'amy', resting: true }]);
		await pass(10 * MINUTE);
		expect(amy.others()).toEqual([]);
		await pass(40 * MINUTE);
		expect(writes()).toBe(0);
		// What seems left by killed pages is cleared after an hour, once; nobody answers to that.
		await pass(12 * 60 * MINUTE);
		expect(writes()).toBe(2);
	});

	test('two people with a link see each other all day', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		amy.reached.add(bob.session);
		bob.reached.add(amy.session);
		for (const one of [amy, bob]) one.presence.linksChanged();
		await pass(10 * SECOND);
		writes();
		await pass(8 * 60 * MINUTE);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: false }]);
		expect(writes()).toBe(0);
	});
});

describe('SEEN-2 a sign of life is given by whoever does something', () => {
	test('at most once a minute, and the others see them awake again', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		await pass(5 * MINUTE);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: true }]);
		writes();
		for (let second = 0; second < 180; second += 1) {
			bob.page.deed();
			await pass(SECOND);
			expect(amy.others()).toMatchObject([{ uid: 'bob', resting: false }]);
		}
		expect(writes()).toBe(3);
		await pass(60 * SECOND);
		expect(writes()).toBe(0);
	});

	test('whoever was gone for the others comes back with the first deed', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		await pass(20 * MINUTE);
		expect(amy.others()).toEqual([]);
		bob.page.deed();
		await pass(SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: false }]);
	});

	test('linked people need no signs', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		amy.reached.add(bob.session);
		bob.reached.add(amy.session);
		for (const one of [amy, bob]) one.presence.linksChanged();
		await pass(10 * SECOND);
		writes();
		for (let minute = 0; minute < 10; minute += 1) {
			bob.page.deed();
			await pass(MINUTE);
		}
		expect(writes()).toBe(0);
	});
});

describe('SEEN-3 good-bye', () => {
	test('a page that goes says so, and a page that comes back is there again', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		await pass(10 * SECOND);
		bob.page.leave();
		await pass(SECOND);
		expect(amy.others()).toEqual([]);
		bob.page.deed();
		await pass(2 * SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob' }]);
	});

	test('a linked page that was killed is gone in little more than a minute', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		amy.reached.add(bob.session);
		bob.reached.add(amy.session);
		for (const one of [amy, bob]) one.presence.linksChanged();
		await pass(5 * MINUTE);
		// Bob's page is killed: it does nothing any more.
		amy.reached.clear();
		amy.presence.linksChanged();
		await pass(30 * SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob' }]);
		await pass(MINUTE);
		expect(amy.others()).toEqual([]);
	});

	test('two whose link broke say that they are still there', async () => {
		const [amy, bob] = [sit('amy'), sit('bob')];
		amy.reached.add(bob.session);
		bob.reached.add(amy.session);
		for (const one of [amy, bob]) one.presence.linksChanged();
		await pass(5 * MINUTE);
		writes();
		for (const one of [amy, bob]) {
			one.reached.clear();
			one.presence.linksChanged();
		}
		await pass(80 * SECOND);
		expect(amy.others()).toMatchObject([{ uid: 'bob', resting: false }]);
		expect(writes()).toBe(2);
	});
});

test('SEEN-4 a clock that jumps between two ends of a link takes nobody away', () => {
	const told = { at: 75_000, reached: false, lostAt: 100_000 };
	expect(standingOf(told, 180_000)).toBe('resting');
	expect(standingOf({ ...told, at: 10_000 }, 180_000)).toBe('gone');
	expect(standingOf({ ...told, reached: true }, 900_000)).toBe('here');
});
