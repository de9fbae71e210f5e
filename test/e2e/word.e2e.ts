import { expect, test, type Page } from '@playwright/test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { ScriptPage } from '../support/editor/open.ts';
import { foreignDocx } from '../support/word/foreign.ts';
import type { WordBench } from '../support/word/page.ts';

declare const bench: WordBench;

let served: ScriptPage;
let page: Page;
test.beforeAll(async ({ browser }) => {
	served = await ScriptPage.serve('page.ts', 'test/support/word');
	page = await served.open(await browser.newContext());
});
test.afterAll(async () => {
	await page.context().close();
	served.close();
});

const words = (text: string, ...marks: string[]): BodyNode => ({
	type: 'text',
	text,
	...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const line = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content });
const item = (...content: BodyNode[]): BodyNode => ({ type: 'listItem', content });
const cell = (type: string, text: string, colspan = 1, rowspan = 1): BodyNode => ({
	type,
	attrs: { colspan, rowspan },
	content: [line(words(text))],
});

const formula = (latex: string, display = false): BodyNode => ({
	type: 'formula',
	attrs: { latex, display },
});
/** Formulae of all structures, as they come back from Office. */
const FORMULAE = [
	'基金支付=(医疗费用-自费)\\times 报销比例',
	'\\frac{甲+乙}{丙}\\times 100\\%',
	'\\sqrt{x}+\\sqrt[3]{统筹基金}',
	'x_{i}^{2}+y_{i}+z^{n}',
	'\\sum_{i=1}^{n}x_{i}+b',
	'\\left(\\frac{1}{2}\\right)',
	'f(x)=\\begin{cases} 0 & x<1 \\\\ 1 & 其他 \\end{cases}',
	'\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}',
	'\\begin{aligned} a & =b \\\\ & =c \\end{aligned}',
	'\\hat{y}+\\overline{AB}+\\vec{v}',
	'\\underbrace{a+b}_{合计}+\\lim_{n\\to\\infty}\\frac{1}{n}',
	'\\max(a,b)\\le 10000元',
	'\\mathrm{d}x+\\mathbf{A}+\\alpha\\Delta',
];

/** Everything that goes out and comes back unchanged. */
const BODY: BodyNode = {
	type: 'doc',
	content: [
		line(
			words('为加强管理，'),
			words('现通知', 'bold'),
			words('如下', 'italic'),
			words('。', 'underline'),
		),
		{ type: 'heading', attrs: { level: 1 }, content: [words('一、总体要求')] },
		{ type: 'heading', attrs: { level: 2 }, content: [words('（一）目标')] },
		{ type: 'paragraph', attrs: { textAlign: 'center' }, content: [words('居中')] },
		{
			type: 'paragraph',
			attrs: { textAlign: 'right' },
			content: [words('居右'), { type: 'hardBreak' }, words('换行')],
		},
		line(words('1.短行')),
		{
			type: 'orderedList',
			attrs: { start: 1 },
			content: [
				item(line(words('甲')), {
					type: 'orderedList',
					attrs: { start: 1 },
					content: [item(line(words('子')))],
				}),
				item(line(words('乙'))),
			],
		},
		{ type: 'bulletList', content: [item(line(words('点')))] },
		{
			type: 'table',
			content: [
				{ type: 'tableRow', content: [cell('tableHeader', '头', 2), cell('tableHeader', '三')] },
				{
					type: 'tableRow',
					content: [cell('tableCell', '跨', 1, 2), cell('tableCell', 'b'), cell('tableCell', 'c')],
				},
				{ type: 'tableRow', content: [cell('tableCell', 'd'), cell('tableCell', 'e')] },
			],
		},
		line(
			words('按'),
			formula(FORMULAE[0] ?? ''),
			words('计算，即'),
			formula('甲=乙', true),
			words('如此。'),
		),
		line(formula(FORMULAE[1] ?? '', true)),
		{ type: 'image', attrs: { file: 'f1', alt: '示意图', width: 200 } },
		line(words('特此通知。')),
		{ type: 'attachmentStart', attrs: { title: '清单', landscape: false } },
		line(words('清单的内容')),
		{ type: 'attachmentStart', attrs: { title: '表', landscape: true } },
		line(words('表的内容')),
	],
};
const ELEMENTS = {
	title: '云州市医疗保障局关于开展2026年度医疗保障基金使用情况专项检查的通知',
	mainRecipients: ['各县（区）医疗保障局', '局属单位'],
	attachmentNames: ['清单', '表'],
	copyTo: ['市财政局'],
	note: '此件公开发布',
};

test('WORD-3 what goes out as an editable copy comes back as the same text', async () => {
	const back = await page.evaluate(([body, elements]) => bench.roundTrip(body, elements), [
		BODY,
		ELEMENTS,
	] as const);
	expect(back.body).toEqual(BODY);
	expect(back).toMatchObject({
		title: ELEMENTS.title,
		recipients: ELEMENTS.mainRecipients,
		pictures: [['docx-1.png', 'image/png', true]],
		warnings: [],
	});
});

test('WORD-7 formulae go out as Office Math and come back the same', async () => {
	const body = {
		type: 'doc',
		content: FORMULAE.flatMap((latex) => [
			line(words('按'), formula(latex), words('算')),
			line(formula(latex, true)),
		]),
	};
	const back = await page.evaluate(([text, elements]) => bench.roundTrip(text, elements), [
		body,
		ELEMENTS,
	] as const);
	expect(back.body).toEqual(body);
	expect(back.warnings).toEqual([]);
	const bytes = await page.evaluate(([text, elements]) => bench.copy(text, elements), [
		body,
		ELEMENTS,
	] as const);
	const parts = unzipSync(new Uint8Array(bytes));
	const xml = new TextDecoder().decode(parts['word/document.xml']);
	expect(xml.match(/<m:oMath>/g)).toHaveLength(2 * FORMULAE.length);
	for (const part of ['m:f', 'm:rad', 'm:nary', 'm:d', 'm:eqArr', 'm:m', 'm:acc', 'm:limLow'])
		expect(xml).toContain(`<${part}>`);
});

test('WORD-4 a copy names the official faces, the grid, margins and page numbers, and says what it is', async () => {
	const bytes = await page.evaluate(([body, elements]) => bench.copy(body, elements), [
		BODY,
		ELEMENTS,
	] as const);
	const parts = unzipSync(new Uint8Array(bytes));
	const read = (name: string): string => new TextDecoder().decode(parts[name]);
	const document = read('word/document.xml');
	expect(document).toContain('w:pgSz w:w="11906" w:h="16838"');
	expect(document).toMatch(/w:docGrid[^>]*w:type="linesAndChars"/);
	// 37 mm above, 28 mm at the binding side.
	expect(document).toMatch(/w:pgMar[^>]*w:top="2098"/);
	expect(document).toMatch(/w:pgMar[^>]*w:left="1587"/);
	for (const face of ['方正小标宋简体', '黑体', '楷体_GB2312'])
		expect(document + read('word/styles.xml')).toContain(face);
	expect(read('word/styles.xml')).toContain('仿宋_GB2312');
	expect(read('word/header1.xml')).toContain('编辑稿');
	expect(read('word/header2.xml')).toContain('编辑稿');
	expect(read('word/footer1.xml')).toContain('PAGE');
	expect(read('word/settings.xml')).toContain('evenAndOddHeaders');
});

test('WORD-5 a notice typed in Word keeps its numbers, title, recipients, table and footnote', async () => {
	const bytes = [...(await foreignDocx())];
	const read = await page.evaluate((file) => bench.read(file), bytes);
	if (typeof read === 'string') throw new Error(read);
	expect(read.title).toBe('云州市医疗保障局关于开展业务培训的通知');
	expect(read.recipients).toEqual(['各县（区）医疗保障局']);
	expect(read.warnings).toEqual([{ code: 'hasNotes', n: 1 }]);
	const text = (node: BodyNode): string => node.text ?? (node.content ?? []).map(text).join('');
	expect(
		read.rest.content?.map(
			(node) => `${node.type}${String(node.attrs?.['level'] ?? '')} ${text(node)}`,
		),
	).toEqual([
		'paragraph 为提升业务能力,现将有关事项通知如下。',
		'heading1 一、培训对象',
		'heading2 （一）业务骨干',
		'paragraph 各单位［1］业务骨干参加。',
		'heading2 （二）新进人员',
		'heading1 二、时间安排',
		'table 日期内容12月3日政策解读',
		'heading3 附表说明',
		'paragraph 云州市医疗保障局',
		'paragraph 2026年11月27日',
		'paragraph ［1］含局属各中心。',
	]);
});

test('WORD-6 what is no plain, whole Word file is refused; entities are not expanded', async () => {
	const refused = (bytes: Uint8Array, name?: string) =>
		page.evaluate(([file, as]) => bench.read(file, as), [[...bytes], name] as [
			number[],
			string | undefined,
		]);
	const container = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]);
	expect(await refused(container, 'a.doc')).toBe('oldFormat');
	expect(await refused(container, 'a.wps')).toBe('oldFormat');
	const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>`;
	expect(await refused(zipSync({ 'word/document.xml': strToU8(bomb) }))).toBe('broken');
	expect(await refused(zipSync({ 'word/document.xml': strToU8('<w:document>') }))).toBe('broken');
});
