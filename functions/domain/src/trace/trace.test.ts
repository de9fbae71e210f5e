import { drawFrom } from './draw.test-support.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LARGEST, chainHash, clientOf, sessionName } from './entry.ts';
import { packUpdates } from './pack.ts';
import { decodeEntries, encodeEntries, segmentHash } from './segment.ts';

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
			const draw = drawFrom(seed);
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

describe('TRACE-1 a segment keeps its entries', () => {
	const at = (second: number) => new Date(Date.UTC(2026, 10, 25, 8, 0, second));
	const entries = [
		{ session: 'ac02', n: 0, by: 'amy', at: at(1), relayedBy: null },
		{ session: '7f', n: 4, by: 'bob', at: at(0), relayedBy: null },
		{ session: 'ac02', n: -1, by: 'amy', at: at(9), relayedBy: 'bob' },
	].map((entry, index) => ({
		...entry,
		update: new Uint8Array([0, index]),
		hash: entry.n < 0 ? '' : chainHash(entry.session, new Uint8Array([0, index])),
	}));
	test('as they were, in their order', () => {
		expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
		expect(decodeEntries(encodeEntries([]))).toEqual([]);
	});
	test('the hash follows every byte and the segment before', () => {
		const bytes = encodeEntries(entries);
		expect(segmentHash('t', bytes)).not.toBe(segmentHash('u', bytes));
		expect(segmentHash('t', bytes)).not.toBe(segmentHash('t', encodeEntries(entries.slice(1))));
	});
	test('bytes of another format are refused', () => {
		expect(() => decodeEntries(new Uint8Array([9, 0, 0]))).toThrow('unknown format');
	});
});
