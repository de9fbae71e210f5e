import { describe, expect, test } from 'vitest';
import { cleanBody, originalBody, type BodyNode } from '../document/body.ts';
import { checkBody } from '../document/body-check.ts';
import { keyOf } from './align.ts';
import { compareBodies, type Comparison } from './compare.ts';
import { diffLists } from './diff.ts';
import { drawFrom } from './draw.test-support.ts';

const p = (...words: (string | BodyNode)[]): BodyNode => ({
	type: 'paragraph',
	content: words.map((each) => (typeof each === 'string' ? { type: 'text', text: each } : each)),
});
const bold = (text: string): BodyNode => ({ type: 'text', text, marks: [{ type: 'bold' }] });
const h = (level: number, words: string): BodyNode => ({
	...p(words),
	type: 'heading',
	attrs: { level },
});
const image = (file: string): BodyNode => ({ type: 'image', attrs: { file } });
const list = (...items: string[]): BodyNode => ({
	type: 'bulletList',
	content: items.map((item) => ({ type: 'listItem', content: [p(item)] })),
});
const table = (...rows: string[][]): BodyNode => ({
	type: 'table',
	content: rows.map((cells) => ({
		type: 'tableRow',
		content: cells.map((cell) => ({
			type: 'tableCell',
			attrs: { colspan: 1, rowspan: 1 },
			content: [p(cell)],
		})),
	})),
});
const formula = (latex: string): BodyNode => ({
	type: 'formula',
	attrs: { latex, display: false },
});
const doc = (...content: BodyNode[]): BodyNode => ({ type: 'doc', content });

/** The comparison on one line: [+put in], [-struck out], ¶ for breaks, + and - before whole blocks. */
function told({ body }: Comparison): string {
	const one = (node: BodyNode): string => {
		const has = (type: string): boolean => node.marks?.some((mark) => mark.type === type) ?? false;
		if (node.type === 'text') {
			const words = node.text ?? '';
			const sign = has('ins') ? '+' : has('del') ? '-' : has('fmt') ? '~' : '';
			return sign ? `[${sign}${words}]` : words;
		}
		const sign = node.attrs?.['sgIns'] ? '+' : node.attrs?.['sgDel'] ? '-' : '';
		if (node.type === 'formula') return `{${sign}${String(node.attrs?.['latex'])}}`;
		const ends = node.attrs?.['sgBrkIns'] ? '[+¶]' : node.attrs?.['sgBrkDel'] ? '[-¶]' : '';
		return sign + (node.content ?? []).map(one).join('') + ends;
	};
	return (body.content ?? []).map(one).join('/');
}
const compare = (before: BodyNode, after: BodyNode): Comparison =>
	compareBodies(before, after, null);

describe('TRACE-30 a comparison shows words within their paragraph', () => {
	const cases: [string, BodyNode, BodyNode, string][] = [
		['a word replaced', doc(p('请认真落实。')), doc(p('请抓紧落实。')), '请[-认真][+抓紧]落实。'],
		[
			'a number is one word',
			doc(p('于2026年12月31日前')),
			doc(p('于2026年12月3日前')),
			'于2026年12月[-31][+3]日前',
		],
		[
			'a letter that happens to agree between two changes is changed too',
			doc(p('要加强学习的组织领导，切实落实')),
			doc(p('要做好培训的统筹安排，切实落实')),
			'要[-加强学习的组织领导][+做好培训的统筹安排]，切实落实',
		],
		['a look', doc(p('请认真落实。')), doc(p('请', bold('认真'), '落实。')), '请[~认真]落实。'],
		[
			'a line break',
			doc(p('请认真落实。')),
			doc(p('请认真', { type: 'hardBreak' }, '落实。')),
			'请认真+落实。',
		],
		[
			'a formula put in',
			doc(p('按下式计算。')),
			doc(p('按下式', formula('a+b'), '计算。')),
			'按下式{+a+b}计算。',
		],
		[
			'a formula for another',
			doc(p('按', formula('a+b'), '计算。')),
			doc(p('按', formula('a-b'), '计算。')),
			'按{-a+b}{+a-b}计算。',
		],
		['the same formula', doc(p('按', formula('a'))), doc(p('请按', formula('a'))), '[+请]按{a}'],
		['nothing', doc(p('甲'), table(['一'])), doc(p('甲'), table(['一'])), '甲/一'],
	];
	test.each(cases)('%s', (_, before, after, expected) => {
		expect(told(compare(before, after))).toBe(expected);
	});
});

test('TRACE-30 a formula is told in running words', () => {
	const { changes } = compare(doc(p('按')), doc(p('按', formula('\\frac{甲}{乙}'))));
	expect(changes).toMatchObject([{ kinds: ['words'], inserted: '甲/乙', deleted: '' }]);
	const whole = compare(doc(p('按')), doc(p('按'), p(formula('\\frac{甲}{乙}'))));
	expect(whole.changes).toMatchObject([{ kinds: ['words'], inserted: '甲/乙', deleted: '' }]);
});

describe('TRACE-31 a comparison finds blocks again', () => {
	const [one, two, three] = ['各科室要认真学习。', '各单位要抓好落实。', '于月底前报送总结。'];
	const cases: [string, BodyNode, BodyNode, string][] = [
		[
			'a paragraph put in',
			doc(p(one), p(three)),
			doc(p(one), p(two), p(three)),
			`${one}/+[+${two}]/${three}`,
		],
		['a paragraph struck out', doc(p(one), p(two)), doc(p(two)), `-[-${one}]/${two}`],
		['a paragraph cut in two', doc(p(one + two)), doc(p(one), p(two)), `${one}[+¶]/${two}`],
		['two paragraphs made one', doc(p(one), p(two)), doc(p(one + two)), `${one}[-¶]/${two}`],
		[
			'a row of a table',
			doc(table(['一', '甲'])),
			doc(table(['一', '甲'], ['二', '乙'])),
			'一甲+[+二][+乙]',
		],
		[
			'a column of a table',
			doc(table(['一'], ['二'])),
			doc(table(['一', '甲'], ['二', '乙'])),
			'一+[+甲]二+[+乙]',
		],
		['a cell', doc(table(['一', '甲'])), doc(table(['一', '乙'])), '一[-甲][+乙]'],
		['a picture for another', doc(p(one), image('a')), doc(p(one), image('b')), `${one}/-/+`],
		[
			'an item of a list',
			doc(list(one, two)),
			doc(list(one, three, two)),
			`${one}+[+${three}]${two}`,
		],
	];
	test.each(cases)('%s', (_, before, after, expected) => {
		expect(told(compare(before, after))).toBe(expected);
	});
	test('a paragraph made a heading keeps its words', () => {
		const { body, changes } = compare(doc(p(one)), doc(h(2, one)));
		expect(body.content?.[0]).toMatchObject({ type: 'heading', content: [{ text: one }] });
		expect(changes.map((change) => change.kinds)).toEqual([['shape']]);
	});
});

describe('TRACE-32 accepting all changes of a comparison gives the later text, rejecting them the earlier', () => {
	test('random texts and edits', () => {
		for (let seed = 1; seed <= 400; seed += 1) {
			const dice = random(seed);
			const before = randomBody(dice);
			const after = mutate(before, dice);
			const { body } = compareBodies(before, after, null);
			const text = `seed ${String(seed)}`;
			expect(keyOf(cleanBody(body)), text).toBe(keyOf(cleanBody(after)));
			expect(keyOf(originalBody(body)), text).toBe(keyOf(cleanBody(before)));
			expect(checkBody(named(body)).ok, text).toBe(true);
		}
	});
});

test('TRACE-33 two lists are told apart in as few steps as possible', () => {
	for (let seed = 1; seed <= 300; seed += 1) {
		const dice = random(seed);
		const letters = (): string[] => Array.from({ length: dice(9) }, () => 'abc'.charAt(dice(3)));
		const [a, b] = [letters(), letters()];
		const stretches = diffLists(a, b);
		const same = stretches.filter((each) => each.same);
		expect(stretches.flatMap((each) => a.slice(...each.before))).toEqual(a);
		expect(stretches.flatMap((each) => b.slice(...each.after))).toEqual(b);
		for (const each of same) expect(a.slice(...each.before)).toEqual(b.slice(...each.after));
		const kept = same.reduce((sum, each) => sum + each.after[1] - each.after[0], 0);
		expect(kept, `${a.join('')} ${b.join('')}`).toBe(longestCommon(a, b));
	}
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
	if (a.length === 0 || b.length === 0) return 0;
	const [restA, restB] = [a.slice(1), b.slice(1)];
	if (a[0] === b[0]) return 1 + longestCommon(restA, restB);
	return Math.max(longestCommon(restA, b), longestCommon(a, restB));
}

function random(seed: number): Dice {
	const draw = drawFrom(seed);
	return (below) => Math.floor(draw() * below);
}
/** Whole numbers below a bound. */
type Dice = (below: number) => number;

const LETTERS = [...'各科室单位要认真学习抓好落实于月底前报送总结，。'];

function randomWords(dice: Dice): string {
	return Array.from({ length: 1 + dice(12) }, () => LETTERS[dice(LETTERS.length)] ?? '').join('');
}

function randomBlock(dice: Dice): BodyNode {
	const words = (): string => randomWords(dice);
	switch (dice(10)) {
		case 0:
			return h(1 + dice(3), words());
		case 1:
			return list(...Array.from({ length: 1 + dice(3) }, words));
		case 2:
			return table(...Array.from({ length: 1 + dice(2) }, () => [words(), words()]));
		case 3:
			return image(`f${String(dice(3))}`);
		case 4:
			return p(words(), bold(words()), words());
		case 5:
			return p(words(), { type: 'hardBreak' }, words());
		case 6:
			return p(words(), formula(`x_${String(dice(4))}`), words());
		default:
			return p(words());
	}
}

function randomBody(dice: Dice): BodyNode {
	return doc(...Array.from({ length: 1 + dice(6) }, () => randomBlock(dice)));
}

/** The text after some edits, anywhere in it. */
function mutate(body: BodyNode, dice: Dice): BodyNode {
	const copy = structuredClone(body);
	for (let edits = 1 + dice(5); edits > 0; edits -= 1) {
		const blocks = copy.content ?? [];
		const at = dice(blocks.length);
		const block = blocks[at];
		const what = dice(6);
		if (what === 0 || !block) blocks.splice(at, 0, randomBlock(dice));
		else if (what === 1 && blocks.length > 1) blocks.splice(at, 1);
		else if (what === 2) splitText(blocks, at, dice);
		else if (what === 3) joinText(blocks, at);
		else editText(block, dice);
	}
	return copy;
}

function editText(node: BodyNode, dice: Dice): void {
	if (node.type === 'text') {
		const text = node.text ?? '';
		const at = dice(text.length + 1);
		node.text = text.slice(0, at) + randomWords(dice).slice(0, 4) + text.slice(at + dice(4));
		if (dice(4) === 0) node.marks = [{ type: 'italic' }];
		return;
	}
	const child = node.content?.[dice(node.content.length)];
	if (child) editText(child, dice);
}

function splitText(blocks: BodyNode[], at: number, dice: Dice): void {
	const block = blocks[at];
	const text = block?.content?.[0]?.text;
	if (block?.type !== 'paragraph' || !text || text.length < 2) return;
	const cut = 1 + dice(text.length - 1);
	const rest = block.content?.slice(1) ?? [];
	blocks.splice(at, 1, p(text.slice(0, cut)), p(text.slice(cut), ...rest));
}

function joinText(blocks: BodyNode[], at: number): void {
	const [first, second] = [blocks[at], blocks[at + 1]];
	if (first?.type !== 'paragraph' || second?.type !== 'paragraph') return;
	blocks.splice(at, 2, p(...(first.content ?? []), ...(second.content ?? [])));
}

/** With the nobody of this comparison given a name, as stored texts demand it. */
function named(node: BodyNode): BodyNode {
	return JSON.parse(
		JSON.stringify(node)
			.replaceAll('"by":""', '"by":"x"')
			.replaceAll('||', '|x|')
			.replaceAll('\\"by\\":\\"\\"', '\\"by\\":\\"x\\"'),
	) as BodyNode;
}
