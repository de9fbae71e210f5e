import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '../document/fragment.ts';
import type { BodyNode } from '../document/body.ts';
import { readAuthored, sourceOf, writerOf } from './authored.ts';
import { Blame } from './blame.ts';
import { drawFrom } from './draw.test-support.ts';
import { WrittenText } from './log.test-support.ts';

/** Whole numbers below a bound, the same ones for the same seed. */
function random(seed: number): (below: number) => number {
	const draw = drawFrom(seed);
	return (below) => Math.floor(draw() * below);
}

/** The text as `writer:words` for each run of one writer. */
function told(text: WrittenText): string[] {
	const blame = new Blame(text.seed, text.log);
	const runs: { by: string; words: string }[] = [];
	const visit = (node: BodyNode): void => {
		if (node.type === 'text') {
			const by = writerOf(blame, sourceOf(node)?.entry ?? -1)?.by ?? 'template';
			const last = runs.at(-1);
			if (last?.by === by) last.words += node.text ?? '';
			else runs.push({ by, words: node.text ?? '' });
		}
		node.content?.forEach(visit);
	};
	visit(readAuthored(blame.doc, blame));
	return runs.map(({ by, words }) => `${by}:${words}`);
}

const fragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(FRAGMENT);
const textAt = (doc: Y.Doc, index: number): Y.XmlText =>
	(fragment(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText;
const wordsOf = (text: Y.XmlText): string =>
	(text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');

/** Puts words into a new block as y-tiptap does it for whatever changes the shape of a text. */
function addBlock(doc: Y.Doc, index: number, words: string, kind = 'paragraph'): void {
	const [element, text] = [new Y.XmlElement(kind), new Y.XmlText(words)];
	element.insert(0, [text]);
	fragment(doc).insert(index, [element]);
}
function split(doc: Y.Doc, index: number, at: number): void {
	doc.transact(() => {
		const tail = wordsOf(textAt(doc, index)).slice(at);
		textAt(doc, index).delete(at, tail.length);
		addBlock(doc, index + 1, tail);
	});
}
function join(doc: Y.Doc, index: number): void {
	doc.transact(() => {
		const tail = wordsOf(textAt(doc, index + 1));
		textAt(doc, index).insert(textAt(doc, index).length, tail);
		fragment(doc).delete(index + 1, 1);
	});
}
function restyle(doc: Y.Doc, index: number): void {
	doc.transact(() => {
		const words = wordsOf(textAt(doc, index));
		fragment(doc).delete(index, 1);
		addBlock(doc, index, words, 'heading');
	});
}

test('TRACE-20 words belong to whoever wrote them, the template to nobody', () => {
	const text = new WrittenText();
	const amy = text.open(0x21, 'amy');
	amy.write('请认真落实。');
	const bob = text.open(0x22, 'bob');
	textAt(bob.doc, 0).insert(5, '各单位');
	expect(told(text)).toEqual(['template:各科室：', 'amy:请', 'bob:各单位', 'amy:认真落实。']);
});

describe('TRACE-21 changing the shape of a text takes no word from its author', () => {
	const shapes: [string, (doc: Y.Doc) => void][] = [
		['a paragraph split', (doc) => split(doc, 0, 6)],
		['a paragraph split before its last character', (doc) => split(doc, 0, 9)],
		['a paragraph given another kind', (doc) => restyle(doc, 0)],
		[
			'a paragraph split and joined again',
			(doc) => {
				split(doc, 0, 6);
				join(doc, 0);
			},
		],
	];
	test.each(shapes)('%s', (_, change) => {
		const text = new WrittenText();
		text.open(0x21, 'amy').write('请认真落实。');
		change(text.open(0x22, 'bob').doc);
		expect(told(text)).toEqual(['template:各科室：', 'amy:请认真落实。']);
	});
	test('words changed in the same update are the changer’s, the words around them are not', () => {
		const text = new WrittenText('');
		text
			.open(0x21, 'amy')
			.write('各单位要认真组织学习，切实抓好贯彻落实工作，并于月底前报送情况。');
		const { doc } = text.open(0x22, 'bob');
		doc.transact(() => {
			const words = wordsOf(textAt(doc, 0)).replace('认真', '精心');
			fragment(doc).delete(0, 1);
			addBlock(doc, 0, words);
		});
		expect(told(text)).toEqual([
			'bob:各单位要精心',
			'amy:组织学习，切实抓好贯彻落实工作，并于月底前报送情况。',
		]);
	});
	test('random writing, splitting, joining and restyling by three people', () => {
		for (let seed = 1; seed <= 40; seed += 1) {
			const dice = random(seed);
			const text = new WrittenText('');
			const people = ['amy', 'bob', 'cai'];
			const pens = people.map((by, index) => text.open(0x21 + index, by));
			// Every character is used once and belongs to the plane of its writer.
			let serial = 0;
			for (let turn = 0; turn < 60; turn += 1) {
				const person = dice(3);
				const doc = pens[person]?.read().doc ?? new Y.Doc();
				const index = dice(fragment(doc).length);
				const { length } = textAt(doc, index);
				const what = dice(8);
				if (what < 4 || length < 2) {
					const words = Array.from({ length: 1 + dice(5) }, () =>
						String.fromCharCode(0x4e00 + person * 0x1000 + (serial += 1)),
					);
					textAt(doc, index).insert(dice(length + 1), words.join(''));
				} else if (what === 4) split(doc, index, 1 + dice(length - 1));
				else if (what === 5) restyle(doc, index);
				else if (what === 6 && index + 1 < fragment(doc).length) join(doc, index);
				else textAt(doc, index).delete(dice(length), 1);
			}
			const wrong = told(text).filter((run) => {
				const [by = '', words = ''] = run.split(':');
				return [...words].some(
					(letter) => people[Math.floor((letter.charCodeAt(0) - 0x4e00) / 0x1000)] !== by,
				);
			});
			expect(wrong, `seed ${String(seed)}`).toEqual([]);
		}
	});
});

describe('TRACE-22 undoing gives words back to their author', () => {
	const undoing = (delay: (doc: Y.Doc, manager: Y.UndoManager) => void) => {
		const text = new WrittenText();
		text.open(0x21, 'amy').write('请认真落实，按时上报有关情况。');
		const { doc } = text.open(0x22, 'bob');
		const manager = new Y.UndoManager(fragment(doc), { captureTimeout: 0 });
		delay(doc, manager);
		return text;
	};
	test('a single character', () => {
		const text = undoing((doc, manager) => {
			textAt(doc, 0).delete(5, 1);
			manager.undo();
		});
		expect(told(text)).toEqual(['template:各科室：', 'amy:请认真落实，按时上报有关情况。']);
	});
	test('a whole paragraph', () => {
		const text = undoing((doc, manager) => {
			fragment(doc).delete(0, 1);
			addBlock(doc, 0, '');
			manager.undo();
			manager.undo();
		});
		expect(told(text)).toContain('amy:请认真落实，按时上报有关情况。');
		expect(new Blame(text.seed, text.log).deletions().map((one) => one.text)).not.toContain(
			'请认真落实，按时上报有关情况。',
		);
	});
	test('what another person writes anew is that person’s', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('落实');
		text.open(0x22, 'bob').remove(2);
		text.open(0x23, 'cai').write('落实');
		expect(told(text)).toEqual(['cai:落实']);
	});
});

describe('TRACE-23 what was deleted is told with who deleted it and who had written it', () => {
	const deletions = (text: WrittenText) => {
		const blame = new Blame(text.seed, text.log);
		return blame.deletions().map(({ entry, suggested, written, text: words }) => ({
			by: writerOf(blame, entry)?.by,
			suggestedBy: suggested === null ? null : writerOf(blame, suggested)?.by,
			writtenBy: writerOf(blame, written)?.by ?? null,
			words,
		}));
	};
	test('words of two people deleted in one go', () => {
		const text = new WrittenText();
		text.open(0x21, 'amy').write('请落实');
		text.open(0x22, 'bob').remove(6);
		expect(deletions(text)).toEqual([
			{ by: 'bob', suggestedBy: null, writtenBy: null, words: '各科室：' },
			{ by: 'bob', suggestedBy: null, writtenBy: 'amy', words: '请落' },
		]);
	});
	test('words that were only moved are not deleted', () => {
		const text = new WrittenText();
		text.open(0x21, 'amy').write('请认真落实。');
		split(text.open(0x22, 'bob').doc, 0, 6);
		expect(deletions(text)).toEqual([]);
	});
	test('an accepted suggestion names who suggested it, whatever its stamp says', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请认真落实。');
		const stamp = { id: 'x1', by: 'amy', at: '1' };
		textAt(text.open(0x22, 'bob').doc, 0).format(1, 2, { 'del--AAAAAAAA': stamp });
		textAt(text.open(0x23, 'cai').doc, 0).delete(1, 2);
		expect(deletions(text)).toEqual([
			{ by: 'cai', suggestedBy: 'bob', writtenBy: 'amy', words: '认真' },
		]);
	});
	test('a block suggested for deletion names its suggester for the words in it', () => {
		const text = new WrittenText('');
		text.open(0x21, 'amy').write('请落实。');
		const bob = text.open(0x22, 'bob').doc;
		(fragment(bob).get(0) as Y.XmlElement).setAttribute('sgDel', 'x1|bob|5');
		const cai = text.open(0x23, 'cai').doc;
		fragment(cai).delete(0, 1);
		expect(deletions(text)).toMatchObject([{ by: 'cai', suggestedBy: 'bob', words: '请落实。' }]);
	});
});

test('TRACE-24 an entry waits for what it rests on, and is not told as long as that is missing', () => {
	const text = new WrittenText('');
	const amy = text.open(0x21, 'amy').write('一');
	text.open(0x22, 'bob').write('二');
	amy.write('三');
	const [first, second, third] = text.log;
	if (!first || !second || !third) throw new Error('three entries were written');
	const late = new Blame(text.seed, [second, third, first]);
	expect(late.entries.map((entry) => entry.by)).toEqual(['amy', 'bob', 'amy']);
	expect(late.waiting).toEqual([]);
	const cut = new Blame(text.seed, [second, third]);
	expect([cut.entries, cut.waiting.length]).toEqual([[], 2]);
});
