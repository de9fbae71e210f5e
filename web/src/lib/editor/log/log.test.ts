import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LARGEST, chainHash, clientOf, sessionName } from './entry.ts';
import { Outbox } from './outbox.ts';
import { mergeInTree, packUpdates } from './pack.ts';
import { isForeign } from './vocabulary.ts';

function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 4294967296;
	};
}

/** A document and every update it made. */
function writer(clientID: number): { doc: Y.Doc; text: Y.Text; updates: Uint8Array[] } {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	return { doc, text: doc.getText('t'), updates };
}

function read(...updates: Uint8Array[]): string {
	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
	return doc.getText('t').toJSON();
}

describe('LOG-1 the name of a session is the canonical varint hex of the Yjs client', () => {
	const names: [number, string][] = [
		[1, '01'],
		[127, '7f'],
		[128, '8001'],
		[300, 'ac02'],
		[4294967295, 'ffffffff0f'],
	];
	test.each(names)('%i is %s', (client, name) => {
		expect(sessionName(client)).toBe(name);
		expect(clientOf(name)).toBe(client);
	});
	test('it stands at the head of every update of that client', () => {
		const { text, updates } = writer(3_000_000_000);
		text.insert(0, 'a');
		expect(Buffer.from(updates[0] ?? []).toString('hex')).toMatch(
			new RegExp(`^0101${sessionName(3_000_000_000)}`),
		);
	});
});

test('LOG-2 the chain names its session first and depends on every byte', () => {
	const first = chainHash('ac02', new Uint8Array([1, 2]));
	expect(first).toMatch(/^[0-9a-f]{64}$/);
	expect(chainHash(first, new Uint8Array([3]))).not.toBe(chainHash(first, new Uint8Array([4])));
	expect(first).not.toBe(chainHash('ad02', new Uint8Array([1, 2])));
});

describe('LOG-3 packing loses nothing', () => {
	test('typed letters become one struct', () => {
		const { text, updates } = writer(7);
		for (const letter of '关于开展专项检查的通知') text.insert(text.length, letter);
		const packed = packUpdates(updates, LARGEST);
		expect(packed).toHaveLength(1);
		expect(Y.decodeUpdate(packed[0] ?? new Uint8Array()).structs).toHaveLength(1);
		expect(read(...packed)).toBe('关于开展专项检查的通知');
	});
	test('random edits on another’s text read the same', () => {
		for (let seed = 1; seed <= 40; seed += 1) {
			const draw = random(seed);
			const base = writer(5);
			base.text.insert(0, 'Alpha beta gamma');
			const { doc, text, updates } = writer(9);
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(base.doc));
			updates.length = 0;
			for (let turn = 0; turn < 60; turn += 1) {
				const at = Math.floor(draw() * (text.length + 1));
				if (draw() < 0.7) text.insert(at, draw() < 0.5 ? 'x' : '甲乙');
				else text.delete(Math.min(at, text.length - 1), Math.min(2, text.length - at));
			}
			const packed = packUpdates(updates, 300);
			expect(read(...base.updates, ...packed), `seed ${String(seed)}`).toBe(text.toJSON());
			for (const update of packed)
				expect([...Y.parseUpdateMeta(update).to.keys()].filter((client) => client !== 9)).toEqual(
					[],
				);
		}
	});
	test('a paste larger than the rules take is cut into pieces they take', () => {
		const { text, updates } = writer(8);
		const words = '医保基金'.repeat(40_000);
		text.insert(0, words);
		text.insert(10, 'tail');
		const packed = packUpdates(updates, LARGEST);
		expect(packed.length).toBeGreaterThan(1);
		for (const update of packed) expect(update.byteLength).toBeLessThanOrEqual(LARGEST);
		expect(read(...packed)).toBe(text.toJSON());
	});
	test('deletions alone stay deletions', () => {
		const base = writer(5);
		base.text.insert(0, 'Alpha');
		const { doc, text, updates } = writer(9);
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(base.doc));
		updates.length = 0;
		text.delete(1, 2);
		const packed = packUpdates(updates, LARGEST);
		expect(packed[0]?.[0]).toBe(0);
		expect(read(...base.updates, ...packed)).toBe('Aha');
	});
});

describe('LOG-4 the outbox keeps what the server does not have', () => {
	let serial = 0;
	const begin = async () => {
		const outbox = await Outbox.open(`outbox-${String((serial += 1))}`);
		const session = {
			session: 'ac02',
			documentId: 'd',
			uid: 'amy',
			n: 0,
			hash: 'ac02',
			known: false,
		};
		await outbox.begin(session);
		return outbox;
	};
	const whole = (updates: Uint8Array[]) => [mergeInTree(updates)];
	const typed = (...words: string[]) => {
		const { text, updates } = writer(300);
		for (const word of words) text.insert(text.length, word);
		return updates;
	};

	test('updates are sealed in order, chained, once', async () => {
		const outbox = await begin();
		const [a, b, c] = typed('一', '二', '三') as [Uint8Array, Uint8Array, Uint8Array];
		await outbox.add('ac02', a);
		await outbox.add('ac02', b);
		const [first] = await outbox.seal('ac02', whole);
		expect(first).toMatchObject({ n: 0, hash: chainHash('ac02', first?.update ?? a) });
		expect(await outbox.seal('ac02', whole)).toEqual([]);
		await outbox.add('ac02', c);
		const [second] = await outbox.seal('ac02', whole);
		expect(second).toMatchObject({ n: 1, hash: chainHash(first?.hash ?? '', c) });
		const { sealed } = await outbox.unsent('ac02');
		expect(sealed.map((entry) => entry.n)).toEqual([0, 1]);
		expect(read(...sealed.map((entry) => entry.update))).toBe('一二三');
	});
	test('an acknowledged entry goes, and the session is known from then on', async () => {
		const outbox = await begin();
		await outbox.add('ac02', typed('一')[0] as Uint8Array);
		const [entry] = await outbox.seal('ac02', whole);
		expect(await outbox.isKnown('ac02')).toBe(false);
		if (entry) await outbox.acknowledge(entry);
		expect(await outbox.isKnown('ac02')).toBe(true);
		expect((await outbox.unsent('ac02')).sealed).toEqual([]);
		expect(await outbox.sessions('d', 'amy')).toMatchObject([{ n: 1 }]);
	});
	test('people and texts do not see each other’s words', async () => {
		const outbox = await begin();
		expect(await outbox.sessions('d', 'bob')).toEqual([]);
		expect(await outbox.sessions('other', 'amy')).toEqual([]);
	});
	test('a session that is given up leaves nothing', async () => {
		const outbox = await begin();
		await outbox.add('ac02', typed('一')[0] as Uint8Array);
		await outbox.seal('ac02', whole);
		await outbox.add('ac02', typed('二')[0] as Uint8Array);
		await outbox.forget('ac02');
		expect(await outbox.unsent('ac02')).toEqual({ sealed: [], pending: [] });
		expect(await outbox.sessions('d', 'amy')).toEqual([]);
	});
});

test('LOG-5 nodes and marks this client does not know are seen before the editor meets them', () => {
	const vocabulary = { nodes: new Set(['paragraph']), marks: new Set(['bold', 'ins']) };
	const update = (node: string, mark: string) => {
		const doc = new Y.Doc();
		const element = new Y.XmlElement(node);
		const text = new Y.XmlText();
		text.insert(0, '字', { [mark]: {} });
		element.insert(0, [text]);
		doc.getXmlFragment('default').insert(0, [element]);
		return Y.encodeStateAsUpdate(doc);
	};
	expect(isForeign(update('paragraph', 'bold'), vocabulary)).toBe(false);
	expect(isForeign(update('paragraph', 'ins--abcdEF12'), vocabulary)).toBe(false);
	expect(isForeign(update('formula', 'bold'), vocabulary)).toBe(true);
	expect(isForeign(update('paragraph', 'ruby'), vocabulary)).toBe(true);
});
