import { describe, expect, test } from 'vitest';
import { annexesOf } from './annexes.ts';
import { FORMULA_LIMITS } from '../formula/limits.ts';
import { BODY_LIMITS, checkBody } from './body-check.ts';
import {
	cleanBody,
	countCharacters,
	emptyBody,
	hasSuggestions,
	originalBody,
	picturesOf,
	plainText,
	type BodyMark,
	type BodyNode,
} from './body.ts';

const stamp = { id: 's1', by: 'amy', at: '1' };
const tag = 's1|amy|1';
const ins: BodyMark = { type: 'ins', attrs: stamp };
const del: BodyMark = { type: 'del', attrs: stamp };
const words = (text: string, ...marks: BodyMark[]): BodyNode =>
	marks.length ? { type: 'text', text, marks } : { type: 'text', text };
const paragraph = (...content: BodyNode[]): BodyNode =>
	content.length ? { type: 'paragraph', content } : { type: 'paragraph' };
const doc = (...content: BodyNode[]): BodyNode => ({ type: 'doc', content });
const withAttrs = (node: BodyNode, attrs: BodyNode['attrs']): BodyNode => ({
	...node,
	attrs: { ...node.attrs, ...attrs },
});
const formula = (latex: string, attrs: BodyNode['attrs'] = {}): BodyNode => ({
	type: 'formula',
	attrs: { latex, display: false, ...attrs },
});
const item = (...content: BodyNode[]): BodyNode => ({ type: 'listItem', content });

describe('BODY-3 a text reads with its suggestions accepted (清稿) or rejected (原稿)', () => {
	const cases: Record<string, { marked: BodyNode; clean: BodyNode; original: BodyNode }> = {
		words: {
			marked: doc(paragraph(words('甲'), words('乙', ins), words('丙', del), words('丁'))),
			clean: doc(paragraph(words('甲乙丁'))),
			original: doc(paragraph(words('甲丙丁'))),
		},
		'a break struck out between two lists': {
			marked: doc(
				{
					type: 'bulletList',
					content: [item(withAttrs(paragraph(words('甲')), { sgBrkDel: tag }))],
				},
				{
					type: 'bulletList',
					content: [item(paragraph(words('乙'))), item(paragraph(words('丙')))],
				},
			),
			clean: doc({
				type: 'bulletList',
				content: [item(paragraph(words('甲乙'))), item(paragraph(words('丙')))],
			}),
			original: doc(
				{ type: 'bulletList', content: [item(paragraph(words('甲')))] },
				{
					type: 'bulletList',
					content: [item(paragraph(words('乙'))), item(paragraph(words('丙')))],
				},
			),
		},
		'a formula put in, struck out and changed': {
			marked: doc(
				paragraph(
					words('按'),
					formula('a', { sgIns: tag }),
					formula('b', { sgDel: tag }),
					formula('c', {
						sgMod: JSON.stringify({
							...stamp,
							type: 'formula',
							attrs: { latex: 'd', display: true },
						}),
					}),
				),
			),
			clean: doc(paragraph(words('按'), formula('a'), formula('c'))),
			original: doc(paragraph(words('按'), formula('b'), formula('d', { display: true }))),
		},
		'an insertion that another struck out': {
			marked: doc(paragraph(words('甲'), words('乙', ins, del))),
			clean: doc(paragraph(words('甲'))),
			original: doc(paragraph(words('甲'))),
		},
		formatting: {
			marked: doc(
				paragraph(words('甲', { type: 'bold' }, { type: 'fmt', attrs: { ...stamp, prev: '[]' } })),
			),
			clean: doc(paragraph(words('甲', { type: 'bold' }))),
			original: doc(paragraph(words('甲'))),
		},
		'formatting changed by two people': {
			marked: doc(
				paragraph(
					words(
						'甲',
						{ type: 'bold' },
						{ type: 'italic' },
						{ type: 'fmt', attrs: { id: 's2', by: 'bob', at: '2', prev: '[{"type":"bold"}]' } },
						{ type: 'fmt', attrs: { ...stamp, prev: '[]' } },
					),
				),
			),
			clean: doc(paragraph(words('甲', { type: 'bold' }, { type: 'italic' }))),
			original: doc(paragraph(words('甲'))),
		},
		'a break struck out before a list in a list': {
			marked: doc(withAttrs(paragraph(words('甲')), { sgBrkDel: tag }), {
				type: 'bulletList',
				content: [
					item(paragraph(), { type: 'bulletList', content: [item(paragraph(words('乙')))] }),
				],
			}),
			clean: doc(paragraph(words('甲')), {
				type: 'bulletList',
				content: [
					item(paragraph(), { type: 'bulletList', content: [item(paragraph(words('乙')))] }),
				],
			}),
			original: doc(paragraph(words('甲')), {
				type: 'bulletList',
				content: [
					item(paragraph(), { type: 'bulletList', content: [item(paragraph(words('乙')))] }),
				],
			}),
		},
		'a new paragraph': {
			marked: doc(paragraph(words('甲')), withAttrs(paragraph(words('乙')), { sgIns: tag })),
			clean: doc(paragraph(words('甲')), paragraph(words('乙'))),
			original: doc(paragraph(words('甲'))),
		},
		'a paragraph struck out': {
			marked: doc(paragraph(words('甲')), withAttrs(paragraph(words('乙')), { sgDel: tag })),
			clean: doc(paragraph(words('甲'))),
			original: doc(paragraph(words('甲')), paragraph(words('乙'))),
		},
		'a split': {
			marked: doc(withAttrs(paragraph(words('甲')), { sgBrkIns: tag }), paragraph(words('乙'))),
			clean: doc(paragraph(words('甲')), paragraph(words('乙'))),
			original: doc(paragraph(words('甲乙'))),
		},
		'two joins in a row': {
			marked: doc(
				withAttrs(paragraph(words('甲')), { sgBrkDel: tag }),
				withAttrs(paragraph(words('乙')), { sgBrkDel: tag }),
				paragraph(words('丙')),
			),
			clean: doc(paragraph(words('甲乙丙'))),
			original: doc(paragraph(words('甲')), paragraph(words('乙')), paragraph(words('丙'))),
		},
		'list items joined': {
			marked: doc({
				type: 'bulletList',
				content: [
					item(withAttrs(paragraph(words('一')), { sgBrkDel: tag })),
					item(paragraph(words('二')), paragraph(words('附'))),
				],
			}),
			clean: doc({
				type: 'bulletList',
				content: [item(paragraph(words('一二')), paragraph(words('附')))],
			}),
			original: doc({
				type: 'bulletList',
				content: [
					item(paragraph(words('一'))),
					item(paragraph(words('二')), paragraph(words('附'))),
				],
			}),
		},
		'another style': {
			marked: doc(
				withAttrs(
					{ type: 'heading', attrs: { level: 2 }, content: [words('甲')] },
					{
						sgMod: JSON.stringify({ ...stamp, type: 'paragraph', attrs: { textAlign: 'center' } }),
					},
				),
			),
			clean: doc({ type: 'heading', attrs: { level: 2 }, content: [words('甲')] }),
			original: doc(withAttrs(paragraph(words('甲')), { textAlign: 'center' })),
		},
		'everything struck out': {
			marked: doc(withAttrs(paragraph(words('甲')), { sgDel: tag })),
			clean: emptyBody(),
			original: doc(paragraph(words('甲'))),
		},
		'the whole content of a cell struck out': {
			marked: doc({
				type: 'table',
				content: [
					{
						type: 'tableRow',
						content: [
							{ type: 'tableCell', content: [withAttrs(paragraph(words('甲')), { sgDel: tag })] },
						],
					},
				],
			}),
			clean: doc({
				type: 'table',
				content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph()] }] }],
			}),
			original: doc({
				type: 'table',
				content: [
					{
						type: 'tableRow',
						content: [{ type: 'tableCell', content: [paragraph(words('甲'))] }],
					},
				],
			}),
		},
	};
	for (const [name, { marked, clean, original }] of Object.entries(cases)) {
		test(name, () => {
			const untouched = structuredClone(marked);
			expect(cleanBody(marked)).toEqual(clean);
			expect(originalBody(marked)).toEqual(original);
			expect(marked).toEqual(untouched);
			expect(hasSuggestions(marked)).toBe(true);
			expect(hasSuggestions(cleanBody(marked))).toBe(false);
		});
	}
	test('a break next to a table is kept, because nothing can be joined', () => {
		const table: BodyNode = {
			type: 'table',
			content: [
				{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(words('格'))] }] },
			],
		};
		const marked = doc(withAttrs(paragraph(words('甲')), { sgBrkDel: tag }), table);
		expect(cleanBody(marked)).toEqual(doc(paragraph(words('甲')), table));
	});
});

describe('BODY-4 words and pictures of a text', () => {
	const body = doc(
		paragraph(words('第一 段'), { type: 'hardBreak' }, words('续')),
		paragraph(words('删去', del), words('新', ins)),
		{ type: 'image', attrs: { file: 'f1' } },
		{ type: 'image', attrs: { file: 'f1' } },
	);
	test('plain words leave out what is struck out', () => {
		expect(plainText(body)).toBe('第一 段\n续\n新');
	});
	test('characters are counted without spaces, rare ones once', () => {
		expect(countCharacters(body)).toBe(5);
		expect(countCharacters(doc(paragraph(words('𠮷 祥'))))).toBe(2);
	});
	test('the title of an attachment is a line of its own', () => {
		const attachment = {
			type: 'attachmentStart',
			attrs: { title: '任务 分解表', landscape: true },
		};
		const whole = doc(paragraph(words('正文')), attachment, paragraph(words('表')));
		expect(plainText(whole)).toBe('正文\n任务 分解表\n表');
		expect(checkBody(whole)).toEqual({ ok: true, value: whole });
		expect(annexesOf(whole)).toEqual({
			content: [paragraph(words('正文'))],
			annexes: [{ title: '任务 分解表', landscape: true, content: [paragraph(words('表'))] }],
		});
	});
	test('an attachment struck out is none, and breaks do not join over its beginning', () => {
		const start = { type: 'attachmentStart', attrs: { title: '表', landscape: false } };
		const [before, after] = [paragraph(words('甲')), paragraph(words('乙'))];
		const struck = doc(before, withAttrs(start, { sgDel: tag }), after);
		expect(annexesOf(struck)).toEqual({ content: [before, after], annexes: [] });
		expect(cleanBody(doc(withAttrs(before, { sgBrkDel: tag }), start, after))).toEqual(
			doc(before, start, after),
		);
	});
	test('a formula counts and reads as its running words', () => {
		const whole = doc(paragraph(words('按'), formula('\\frac{甲}{乙}'), words('计。')));
		expect(plainText(whole)).toBe('按甲/乙计。');
		expect(countCharacters(whole)).toBe(6);
		expect(checkBody(whole)).toEqual({ ok: true, value: whole });
	});
	test('each picture is named once', () => {
		expect(picturesOf(body)).toEqual(['f1']);
	});
});

describe('BODY-5 a foreign body is refused, with the place', () => {
	const refused: Record<string, unknown> = {
		'not an object': 'text',
		'another root': paragraph(),
		'an empty root': { type: 'doc' },
		'an unknown node': doc({ type: 'script' }),
		'a node named like a property of objects': doc({ type: 'constructor' }),
		'an unknown mark': doc(paragraph(words('x', { type: 'link' }))),
		'an unknown attribute': doc(withAttrs(paragraph(), { onclick: 'x' })),
		'an attribute out of bounds': doc(withAttrs(paragraph(), { textAlign: 'url(x)' })),
		'a heading of level 5': doc({ type: 'heading', attrs: { level: 5 } }),
		'words outside a paragraph': doc(words('x')),
		'empty words': doc(paragraph(words(''))),
		'a suggestion without author': doc(paragraph(words('x', { type: 'ins', attrs: { id: 'a' } }))),
		'a forged stamp': doc(withAttrs(paragraph(), { sgIns: 'a|b' })),
		'a picture with an address': doc({ type: 'image', attrs: { file: 'https://x/y.png' } }),
		'a picture without file': doc({ type: 'image' }),
		'an attachment inside a list': doc({
			type: 'bulletList',
			content: [item(paragraph(), { type: 'attachmentStart', attrs: { title: '表' } })],
		}),
		'an attachment with a title of two lines': doc({
			type: 'attachmentStart',
			attrs: { title: '甲\n乙' },
		}),
		'a list without items': doc({ type: 'bulletList' }),
		'a list item that begins with a list': doc({
			type: 'bulletList',
			content: [item({ type: 'bulletList', content: [item(paragraph())] })],
		}),
		'a formula without source': doc(paragraph({ type: 'formula', attrs: { display: true } })),
		'a formula of two lines': doc(paragraph(formula('a\nb'))),
		'a formula that stands like nothing': doc(
			paragraph({ type: 'formula', attrs: { latex: 'a', display: 'block' } }),
		),
		'a formula outside a paragraph': doc(formula('a')),
		'a formula with a mark': doc(paragraph({ ...formula('a'), marks: [{ type: 'bold' }] })),
		'a marked block': doc({ ...paragraph(), marks: [{ type: 'bold' }] }),
		'more than the vocabulary has': doc({ ...paragraph(), extra: 1 } as BodyNode),
	};
	for (const [name, body] of Object.entries(refused)) {
		test(name, () => {
			expect(checkBody(body)).toMatchObject({ ok: false, code: 'document/bodyMalformed' });
		});
	}
	test('too many characters, too deep', () => {
		const long = doc(paragraph(words('x'.repeat(BODY_LIMITS.characters + 1))));
		expect(checkBody(long)).toMatchObject({ ok: false, code: 'document/bodyTooLarge' });
		let deep: BodyNode = paragraph();
		for (let level = 0; level < 20; level += 1)
			deep = { type: 'bulletList', content: [item(paragraph(), deep)] };
		expect(checkBody(doc(deep))).toMatchObject({ ok: false, code: 'document/bodyTooLarge' });
	});
	test('a formula that is empty, too long or too deep; too many of them', () => {
		const many = Array.from({ length: FORMULA_LIMITS.count + 1 }, () => formula('a'));
		for (const content of [
			[formula(' ')],
			[formula('a'.repeat(FORMULA_LIMITS.characters + 1))],
			[formula('{'.repeat(FORMULA_LIMITS.depth + 1))],
			many,
		])
			expect(checkBody(doc(paragraph(...content)))).toEqual({
				ok: false,
				code: 'document/formulaTooLarge',
			});
		expect(checkBody(doc(paragraph(...many.slice(1)))).ok).toBe(true);
	});
	test('a good one is copied', () => {
		const body = doc(paragraph(words('甲', { type: 'bold' })));
		const checked = checkBody(body);
		expect(checked).toEqual({ ok: true, value: body });
		expect(checked.ok && checked.value).not.toBe(body);
	});
});
