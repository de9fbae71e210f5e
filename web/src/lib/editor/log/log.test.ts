import 'fake-indexeddb/auto';
import { chainHash } from '@wenshu/domain/trace/entry.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Outbox } from './outbox.ts';
import { isForeign } from './vocabulary.ts';

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
