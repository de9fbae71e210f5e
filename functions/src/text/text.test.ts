import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { chainHash } from '@wenshu/domain/trace/entry.ts';
import { FRAGMENT } from '@wenshu/domain/document/fragment.ts';
import { bodyHash, freezeText } from '@wenshu/domain/document/freeze.ts';
import { SEED_CLIENT, replay, seedUpdate, type LoggedUpdate } from './replay.ts';

const BODY: BodyNode = {
	type: 'doc',
	content: [{ type: 'paragraph', content: [{ type: 'text', text: '各科室：' }] }],
};

/** A client that opens the text and logs what it writes. */
function client(clientID: number, by: string, log: LoggedUpdate[]) {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	Y.applyUpdate(doc, seedUpdate(BODY), 'log');
	const s = clientID.toString(16).padStart(2, '0');
	let [n, h] = [0, s];
	doc.on('update', (u: Uint8Array, origin: unknown) => {
		if (origin === 'log') return;
		h = chainHash(h, u);
		log.push({ s, n, u, h, by });
		n += 1;
	});
	const text = () => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
	return {
		write: (words: string) => text().insert(text().length, words),
		read: (entries: LoggedUpdate[]) => {
			for (const entry of entries) Y.applyUpdate(doc, entry.u, 'log');
		},
	};
}

function twoPeople(): LoggedUpdate[] {
	const log: LoggedUpdate[] = [];
	const amy = client(0x21, 'amy', log);
	const bob = client(0x22, 'bob', log);
	amy.write('请');
	bob.read(log);
	bob.write('认真');
	amy.read(log);
	amy.write('落实。');
	return log;
}
const words = (body: BodyNode) => body.content?.[0]?.content?.map((node) => node.text).join('');

describe('TEXT-1 a text is its seed and its log', () => {
	test('the seed belongs to a client that no session may claim', () => {
		const meta = Y.parseUpdateMeta(seedUpdate(BODY));
		expect([...meta.to.keys()]).toEqual([SEED_CLIENT]);
	});
	test('people’s entries add up in whatever order they are read', () => {
		const log = twoPeople();
		for (const order of [log, [...log].reverse()]) {
			const { body, incomplete, broken } = replay(seedUpdate(BODY), order);
			expect(words(body)).toBe('各科室：请认真落实。');
			expect({ incomplete, broken }).toEqual({ incomplete: false, broken: [] });
		}
	});
	test('a missing entry is noticed', () => {
		const [, ...rest] = twoPeople();
		const { incomplete, broken } = replay(seedUpdate(BODY), rest);
		expect(incomplete).toBe(true);
		expect(broken).toEqual(['21']);
	});
	test('a changed byte or hash is noticed', () => {
		const log = twoPeople();
		const forged = log.map((entry, index) =>
			index === 1 ? { ...entry, h: 'f'.repeat(64) } : entry,
		);
		expect(replay(seedUpdate(BODY), forged).broken).toEqual(['22']);
	});
	test('ten thousand entries take less than a few seconds', () => {
		const log: LoggedUpdate[] = [];
		const amy = client(0x21, 'amy', log);
		for (let turn = 0; turn < 10_000; turn += 1) amy.write('字');
		const start = performance.now();
		expect(words(replay(seedUpdate(BODY), log).body)).toHaveLength(10_004);
		expect(performance.now() - start).toBeLessThan(10_000);
	});
});

describe('TEXT-2 a frozen text can be compared later', () => {
	test('the hash follows the words, not the order of keys', () => {
		const other: BodyNode = {
			content: [{ content: [{ text: '各科室：', type: 'text' }], type: 'paragraph' }],
			type: 'doc',
		};
		expect(bodyHash(other)).toBe(bodyHash(BODY));
		expect(bodyHash({ type: 'doc', content: [{ type: 'paragraph' }] })).not.toBe(bodyHash(BODY));
	});
	test('清稿 and 花脸稿 are kept side by side', () => {
		const marked: BodyNode = {
			type: 'doc',
			content: [
				{
					type: 'paragraph',
					content: [
						{ type: 'text', text: '各科室：' },
						{
							type: 'text',
							text: '旧',
							marks: [{ type: 'del', attrs: { id: 'a', by: 'amy', at: '1' } }],
						},
					],
				},
			],
		};
		const frozen = freezeText(marked);
		expect(frozen.clean).toEqual(BODY);
		expect(frozen.sha256).toBe(bodyHash(BODY));
		expect(frozen.markedSha256).not.toBe(frozen.sha256);
		expect(frozen.characters).toBe(4);
	});
});
