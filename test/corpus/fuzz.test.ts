import { pageSchema, type Page } from '@wenshu/domain/document/page.ts';
import { BODY_LIMITS } from '@wenshu/domain/document/body-check.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layoutPdf } from '../../functions/src/layout/layout.ts';
import { textOf } from '../../functions/src/layout/paper.test-support.ts';
import { aPage } from './words.ts';

/** The first line of a file that every machine has and no document may show. */
const [SECRET = ''] = readFileSync('/etc/passwd', 'utf8').split('\n');
/** Runs of a test run; `WENSHU_FUZZ` for more. */
const RUNS = Number(process.env['WENSHU_FUZZ'] ?? 60);

/** Words that people paste, and words that are meant to break things. */
const NASTY = [
	'#read("/etc/passwd")',
	'#image("../../etc/passwd")',
	'#import "/etc/passwd": *',
	'#panic("x")',
	'#while true {}',
	'$ sum_(k=0)^oo $',
	'*粗* _斜_ `code` ```typ #read("a")``` <label> @ref // 注释 /* 注释',
	'\u202Eعربي עברית\u202C',
	'👨‍👩‍👧‍👦🏳️‍🌈😀',
	'\uD800',
	'\uDC00半个字',
	'\u0000\u0007\u001B[31m\u007F',
	'\u200B\u200D\uFEFF\u2028\u2029',
	'e\u0301'.repeat(40),
	'㛃䶮𬭚',
	'\\u{0041}\\n\\\\',
	'长'.repeat(4000),
	'a'.repeat(3000),
	'——……！？。，'.repeat(50),
];

const words = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...NASTY) },
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
);
const short = (max: number) => words.map((one) => one.slice(0, max));
const anything = fc.oneof(words, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const attrs = fc.dictionary(
	fc.constantFrom(
		'level',
		'textAlign',
		'colspan',
		'rowspan',
		'colwidth',
		'file',
		'alt',
		'width',
		'start',
		'title',
		'landscape',
		'sgDel',
	),
	anything,
) as fc.Arbitrary<NonNullable<BodyNode['attrs']>>;
const file = fc.constantFrom(
	'../../etc/passwd',
	'/etc/passwd',
	'file:///etc/passwd',
	'..%2f..%2fetc/passwd',
	'f1',
	'f2',
	'',
);
/** Sources of formulae: pieces in any order, most of them no formula. */
const latex = fc.oneof(
	words,
	fc
		.array(
			fc.constantFrom(
				...[
					'\\frac{',
					'}{',
					'}',
					'{',
					'\\sqrt',
					'[3]',
					'^',
					'_',
					'\\sum',
					'\\left(',
					'\\right)',
					'&',
					'\\\\',
				],
				...[
					'\\begin{cases}',
					'\\end{cases}',
					'\\text{',
					'医疗费用',
					'x',
					'1',
					'+',
					'=',
					'%',
					'\\hat',
					'\\limits',
				],
				...[
					'\\def\\a{\\a\\a}',
					'\\a',
					'\\rule{9em}{9em}',
					'\\hspace{99cm}',
					'\\kern-9em',
					'\u0301',
					'\ud800',
					'′',
				],
				...[
					'\\underbrace{',
					'\\overline{',
					'\\begin{array}{cc}',
					'\\end{array}',
					'\\mathbb{',
					'\\mathcal ',
					'\\|',
					'\\not',
				],
			),
			{ maxLength: 14 },
		)
		.map((parts) => parts.join('')),
);
const TYPES = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'table',
	'tableRow',
	'tableCell',
	'tableHeader',
	'image',
	'hardBreak',
	'formula',
	'attachmentStart',
	'doc',
	'不存在',
	'__proto__',
];

const { node } = fc.letrec<{ node: BodyNode }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'medium', withCrossShrink: true },
		fc.record({ type: fc.constant('text'), text: words }),
		fc.record({
			type: fc.constant('formula'),
			attrs: fc.record({ latex, display: fc.boolean() }),
		}),
		fc.record({
			type: fc.constant('image'),
			attrs: fc.record({ file, width: fc.constantFrom(-1, 0, 1, 1e9, Number.NaN) }),
		}),
		fc.record(
			{
				type: fc.constantFrom(...TYPES),
				attrs,
				content: fc.array(tie('node'), { maxLength: 5 }),
			},
			{ requiredKeys: ['type'] },
		),
	),
}));

/** A paragraph deep inside lists inside cells. */
function deep(depth: number): BodyNode {
	let inner: BodyNode = { type: 'paragraph', content: [{ type: 'text', text: '深处' }] };
	for (let at = 0; at < depth; at += 1)
		inner =
			at % 3 === 2
				? {
						type: 'table',
						content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [inner] }] }],
					}
				: { type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] };
	return inner;
}

const page: fc.Arbitrary<Page> = fc
	.record({
		format: fc.constantFrom('文件', '信函', '命令', '纪要'),
		closing: fc.constantFrom('印章', '签名章', '不盖章'),
		upward: fc.boolean(),
		duplex: fc.boolean(),
		organMark: short(60),
		marks: fc.array(short(60), { minLength: 1, maxLength: 6 }),
		organs: fc.array(short(60), { minLength: 1, maxLength: 6 }),
		documentNumber: fc.option(short(60)),
		copyNumber: fc.option(short(12)),
		signers: fc.array(short(100), { maxLength: 6 }),
		title: short(300),
		mainRecipients: fc.array(short(200), { maxLength: 30 }),
		body: fc.array(node, { maxLength: 8 }).map((content) => ({ type: 'doc', content })),
		attachments: fc.array(short(200), { maxLength: 12 }),
		issuer: short(100),
		issuedOn: fc.option(fc.constantFrom('2026-01-02', '0001-01-01', '9999-12-31')),
		note: short(200),
		signatories: fc.array(fc.record({ post: short(40), name: short(40) }), { maxLength: 3 }),
		copyTo: fc.array(short(200), { maxLength: 20 }),
		printOrgan: short(100),
		watermark: fc.option(short(40)),
	})
	.map((changes) => aPage(changes as Partial<Page>));

const pictures = new Map<string, Uint8Array>([
	['f1', Buffer.from('\u0089PNG\r\n\u001a\n#read("/etc/passwd")', 'latin1')],
	[
		'f2',
		Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
	],
	['../../etc/passwd', readFileSync('/etc/passwd')],
]);

test('no document makes the layout fail, and none shows a file of the machine', async () => {
	await fc.assert(
		fc.asyncProperty(page, async (one) => {
			fc.pre(pageSchema.safeParse(one).success);
			const { pdf, pageCount } = await layoutPdf(one, { pictures });
			expect(pageCount).toBeGreaterThan(0);
			expect(textOf(pdf)).not.toContain(SECRET);
		}),
		{ numRuns: RUNS, seed: 9704, endOnFailure: true },
	);
}, 600_000);

for (const nasty of NASTY) {
	test(`everywhere at once: ${JSON.stringify(nasty.slice(0, 24))}`, async () => {
		const body = {
			type: 'doc',
			content: [{ type: 'paragraph', content: [{ type: 'text', text: nasty }] }],
		};
		const laid = await layoutPdf(
			aPage({
				body,
				title: nasty.slice(0, 300),
				organMark: nasty.slice(0, 60),
				marks: [nasty.slice(0, 60)],
				issuer: nasty.slice(0, 100),
				organs: [nasty.slice(0, 100)],
				note: nasty.slice(0, 200),
				attachments: [nasty.slice(0, 200), nasty.slice(0, 200)],
				copyTo: [nasty.slice(0, 200)],
				mainRecipients: [nasty.slice(0, 200)],
				watermark: nasty.slice(0, 40),
			}),
		);
		expect(laid.pageCount).toBeGreaterThan(0);
		expect(textOf(laid.pdf)).not.toContain(SECRET);
	});
}

test('a text nested as deep as a text may be is set', async () => {
	// A list is two levels deep and a table three.
	const body = { type: 'doc', content: [deep(Math.floor(BODY_LIMITS.depth / 2))] };
	const { pageCount } = await layoutPdf(aPage({ body }));
	expect(pageCount).toBeGreaterThan(0);
});
