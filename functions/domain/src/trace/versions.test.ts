import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT, readFragment } from '../document/fragment.ts';
import { plainText } from '../document/body.ts';
import { checkBody } from '../document/body-check.ts';
import { keyOf } from './align.ts';
import { groupWords, readAuthored, sourceOf, withoutSources } from './authored.ts';
import { Blame } from './blame.ts';
import { Film, sceneAt, scenesOf } from './film.ts';
import { WrittenText } from './log.test-support.ts';
import { momentAt } from './text-at.ts';
import { compareMoments } from './versions.ts';

const textIn = (doc: Y.Doc): Y.XmlText =>
	(doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;

/** Who put in and struck out what between two moments, in seconds. */
function changes(text: WrittenText, from: number, to: number): string[] {
	const blame = new Blame(text.seed, text.log);
	const moments = [from, to].map((seconds) => momentAt(text.log, text.at(seconds)));
	const [before, after] = moments;
	if (!before || !after) throw new Error('two moments are compared');
	return compareMoments(text.seed, blame, before, after).changes.map(
		({ hand, inserted, deleted }) => `${hand?.by ?? 'nobody'} -${deleted} +${inserted}`,
	);
}

describe('TRACE-40 each change between two versions names who made it', () => {
	test('what was put in and taken out by several people at one place', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请认真落实。');
		const bob = text.open(0x22, 'bob').doc;
		textIn(bob).delete(1, 2);
		const cai = text.open(0x23, 'cai').doc;
		textIn(cai).insert(1, '抓紧');
		expect(changes(text, 1, 3)).toEqual(['bob -认真 +', 'cai - +抓紧']);
	});
	test('words that wait struck out are taken out by who suggests it', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请认真落实。');
		const stamp = { id: 'x', by: 'bob', at: '1' };
		textIn(text.open(0x22, 'bob').doc).format(1, 2, { 'del--AAAAAAAA': stamp });
		expect(changes(text, 1, 2)).toEqual(['bob -认真 +']);
	});
	test('what was accepted is still taken out by who suggested it', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请认真落实。');
		const stamp = { id: 'x', by: 'bob', at: '1' };
		textIn(text.open(0x22, 'bob').doc).format(1, 2, { 'del--AAAAAAAA': stamp });
		const amy = text.open(0x24, 'amy').doc;
		textIn(amy).delete(1, 2);
		expect(changes(text, 1, 3)).toEqual(['bob -认真 +']);
		// Between the suggestion and its acceptance 清稿 does not change.
		expect(changes(text, 2, 3)).toEqual([]);
	});
	test('words carried over a split and deleted there are taken out by who deleted them', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请认真落实。于月底前报送情况总结。');
		const { doc } = text.open(0x22, 'bob');
		doc.transact(() => {
			textIn(doc).delete(6, 11);
			const [element, tail] = [
				new Y.XmlElement('paragraph'),
				new Y.XmlText('于月底前报送情况总结。'),
			];
			element.insert(0, [tail]);
			doc.getXmlFragment(FRAGMENT).insert(1, [element]);
		});
		const cai = text.open(0x23, 'cai').doc;
		((cai.getXmlFragment(FRAGMENT).get(1) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 4);
		expect(changes(text, 1, 3)).toEqual(['cai -于月底前 +', 'bob - +']);
	});
});

test('TRACE-42 a text with sources is the stored text when they are taken away', () => {
	const text = new WrittenText();
	text.open(0x21, 'amy').write('请认真落实。');
	text.open(0x22, 'bob').remove(2);
	const blame = new Blame(text.seed, text.log);
	const authored = readAuthored(blame.doc, blame);
	const stored = readFragment(blame.doc.getXmlFragment(FRAGMENT));
	expect(keyOf(withoutSources(authored))).toBe(keyOf(stored));
	expect(JSON.stringify(withoutSources(authored))).not.toContain('source');
	expect(checkBody(withoutSources(authored)).ok).toBe(true);
	const grouped = groupWords(authored, () => 7);
	expect(grouped.content?.[0]?.content?.map(sourceOf)).toMatchObject([{ entry: 7 }]);
	expect(keyOf(grouped)).toBe(keyOf(stored));
});

describe('TRACE-41 the film of a text', () => {
	const written = (): WrittenText => {
		const text = new WrittenText('');
		const pens = [text.open(0x21, 'amy'), text.open(0x22, 'bob')];
		for (let turn = 0; turn < 450; turn += 1)
			pens[Math.floor(turn / 50) % 2]?.read().write(String(turn % 10));
		return text;
	};
	test('any frame is the text after so many entries, in whatever order frames are asked for', () => {
		const text = written();
		const film = new Film(text.seed, text.log);
		for (const frame of [0, 449, 450, 3, 201, 200, 199, 400, 401, 0, 450]) {
			const words = plainText(readFragment(film.at(frame).getXmlFragment(FRAGMENT)));
			const expected = Array.from({ length: frame }, (_, index) => index % 10).join('');
			expect(words, String(frame)).toBe(expected);
		}
	});
	test('another person or a pause begins a new scene', () => {
		const { log, at } = written();
		const scenes = scenesOf(log);
		expect(scenes.map(({ by, from, to }) => [by, from, to]).slice(0, 3)).toEqual([
			['amy', 0, 50],
			['bob', 50, 100],
			['amy', 100, 150],
		]);
		const pausing = log.slice(0, 10).map((entry, index) => ({ ...entry, at: at(index * 60) }));
		const late = pausing.map((entry, index) => ({ ...entry, at: at(index < 5 ? 0 : 121 + index) }));
		expect(scenesOf(pausing)).toHaveLength(1);
		expect(scenesOf(late).map(({ from, to }) => [from, to])).toEqual([
			[0, 5],
			[5, 10],
		]);
		expect(sceneAt(scenes, 0)).toBeNull();
		expect(sceneAt(scenes, 50)?.by).toBe('amy');
		expect(sceneAt(scenes, 51)?.by).toBe('bob');
	});
});
