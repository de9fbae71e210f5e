import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { describe, expect, test } from 'vitest';
import { aPage, heading, paragraph } from './paper.test-support.ts';
import { wordsOfRun } from './runs.ts';
import { makeSheet, type Block } from './sheet.ts';

const text = (words: string, ...marks: string[]): BodyNode => ({
	type: 'text',
	text: words,
	...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const node = (type: string, attrs: BodyNode['attrs'], ...content: BodyNode[]): BodyNode => ({
	type,
	...(attrs === undefined ? {} : { attrs }),
	content,
});
const cell = (words: string, attrs: BodyNode['attrs'] = {}, type = 'tableCell'): BodyNode =>
	node(type, { colspan: 1, rowspan: 1, ...attrs }, paragraph(words));
const row = (...cells: BodyNode[]): BodyNode => node('tableRow', undefined, ...cells);

/** The blocks of a body. */
function blocks(...content: BodyNode[]): Block[] {
	const page = aPage({ body: { type: 'doc', content } });
	return makeSheet(page, '2026-01-01', (file) => `/pictures/${file}.png`).blocks;
}

const runs = (...content: BodyNode[]) =>
	blocks(...content).flatMap((block) => (block.kind === 'paragraph' ? [block.runs] : []));
const words = (...content: BodyNode[]) =>
	runs(...content).map((line) => line.map((run) => ('br' in run ? '/' : wordsOfRun(run))).join(''));

describe('elements', () => {
	const sheetOf = (changes: Parameters<typeof aPage>[0]) =>
		makeSheet(aPage(changes), '2026-01-01', () => null);

	test('dates are written without padding zeros', () => {
		const sheet = sheetOf({ issuedOn: '2026-03-05', printedOn: '2026-03-06' });
		expect([sheet.issuedOn, sheet.printedOn]).toEqual(['2026年3月5日', '2026年3月6日印发']);
		expect(sheet.date).toEqual([2026, 3, 5]);
	});

	test('a document without a date leaves room for it', () => {
		expect(sheetOf({ issuedOn: null }).issuedOn).toBe('年　　月　　日');
	});

	test.each([
		['文件', '000001', '内部', [0, 1, 2]],
		['文件', null, '内部', [1, 2]],
		['文件', '000001', '公开', [0, 1]],
		['文件', null, '公开', [0]],
		['信函', null, '内部', [0, 1]],
	] as const)('%s, 份号 %s, 密级 %s: rows %j', (format, copyNumber, secrecy, rows) => {
		const { tags } = sheetOf({ format, copyNumber, secrecy, urgency: '特急' });
		expect(tags.map((tag) => tag.row)).toEqual(rows);
		expect(tags.at(-1)?.words).toBe('特急');
	});

	test('公开 is not printed', () => {
		expect(sheetOf({ secrecy: '公开' }).tags).toEqual([]);
	});

	test('主送机关 are joined for their colon, 抄送 end with a full stop', () => {
		const sheet = sheetOf({ mainRecipients: ['甲局', '乙局：'], copyTo: ['丙局', '丁局'] });
		expect(sheet.recipients).toBe('甲局，乙局');
		expect(sheet.copyTo).toBe('丙局，丁局。');
	});

	test('what ends the mark of a joint issue stands beside its organs', () => {
		const marks = ['甲局', '乙局'];
		expect(sheetOf({ marks }).markSuffix).toBe('文件');
		expect(sheetOf({ marks, organMark: '甲局令' }).markSuffix).toBe('令');
		expect(sheetOf({ marks, organMark: '甲局' }).markSuffix).toBeNull();
		expect(sheetOf({}).markSuffix).toBeNull();
	});

	test('attachments bear the number of their name, the only one none', () => {
		const start = (title: string) => node('attachmentStart', { title, landscape: false });
		const body = { type: 'doc', content: [paragraph('甲'), start('乙表'), start('丙表')] };
		const labels = (attachments: string[], content = body.content) =>
			sheetOf({ attachments, body: { type: 'doc', content } }).annexes.map((one) => one.label);
		expect(labels(['丙表', '乙表'])).toEqual(['附件2', '附件1']);
		expect(labels([])).toEqual(['附件1', '附件2']);
		expect(labels(['乙表'], [paragraph('甲'), start('乙表')])).toEqual(['附件']);
		expect(labels(['乙表', '另附'], [paragraph('甲'), start('乙表')])).toEqual(['附件1']);
	});

	test('people of a meeting are listed with 、, or with ， when posts are named', () => {
		const meeting = { present: ['甲', '乙'], absent: [], attending: ['财政局 丙', '丁'] };
		expect(sheetOf({ format: '纪要', meeting }).roll).toEqual([
			{ label: '出席', names: '甲、乙' },
			{ label: '列席', names: '财政局 丙，丁' },
		]);
	});

	test('the name of a signatory is drawn in previews only', () => {
		const signatories = [{ post: '局长', name: '丁' }];
		expect(sheetOf({ signatories }).signatories).toEqual([{ post: '局长', name: null }]);
		const [preview] = sheetOf({ signatories, watermark: '预览' }).signatories;
		expect(preview).toEqual({ post: '局长', name: '丁' });
	});

	test('marks that hide or reorder text do not reach the paper', () => {
		const sheet = sheetOf({
			title: '通\u202e知\u200b',
			body: { type: 'doc', content: [paragraph('甲\u2066乙\u0000丙')] },
		});
		expect(sheet.title).toEqual(['通知']);
		expect(sheet.blocks[0]).toMatchObject({ runs: [{ text: '甲乙丙' }] });
	});
});

describe('text', () => {
	test('suggestions count as accepted', () => {
		const line = node('paragraph', undefined, text('原'), text('删', 'del'), text('增', 'ins'));
		expect(words(line)).toEqual(['原增']);
	});

	test('headings wear their face for the first sentence only', () => {
		expect(runs(heading(1, '一、目标'))).toEqual([[{ text: '一、目标', face: 'hei' }]]);
		expect(runs(heading(2, '（一）原则。统筹兼顾。'))).toEqual([
			[{ text: '（一）原则。', face: 'kai' }, { text: '统筹兼顾。' }],
		]);
		expect(runs(heading(3, '1．标准'))).toEqual([[{ text: '1．标准' }]]);
	});

	test('bold and underline stay, italics become 楷体', () => {
		const line = node(
			'paragraph',
			undefined,
			text('粗', 'bold'),
			text('线', 'underline'),
			text('斜', 'italic'),
		);
		expect(runs(line)).toEqual([
			[
				{ text: '粗', bold: true },
				{ text: '线', underline: true },
				{ text: '斜', face: 'kai' },
			],
		]);
	});

	test('typed indents go, aligned paragraphs have none', () => {
		expect(words(paragraph('　　正文'))).toEqual(['正文']);
		expect(blocks(node('paragraph', { textAlign: 'center' }, text('表')))).toMatchObject([
			{ align: 'center', indent: 0 },
		]);
	});

	test('blank lines stay inside and go at both ends', () => {
		const blank = node('paragraph', undefined);
		expect(words(blank, paragraph('甲'), blank, paragraph('乙'), blank)).toEqual(['甲', '', '乙']);
	});

	test('lists are written out as official documents write them', () => {
		const item = (...content: BodyNode[]) => node('listItem', undefined, ...content);
		const inner = node('orderedList', { start: 1 }, item(paragraph('丙')));
		const list = node(
			'orderedList',
			{ start: 3 },
			item(paragraph('甲'), inner),
			item(paragraph('乙')),
		);
		const points = node('bulletList', undefined, item(paragraph('要点')));
		expect(words(list, points)).toEqual(['3.甲', '（1）丙', '4.乙', '——要点']);
	});

	test('pictures are measured in pixels of the screen', () => {
		const image: BodyNode = { type: 'image', attrs: { file: 'f1', alt: '', width: 96 } };
		expect(blocks(image)).toEqual([
			{ kind: 'picture', path: '/pictures/f1.png', alt: '图片', width: 25.4 },
		]);
	});
});

describe('tables', () => {
	const table = (...rows: BodyNode[]) => {
		const [block] = blocks(node('table', undefined, ...rows));
		if (block?.kind !== 'table') throw new Error('no table');
		return block;
	};
	const spans = (...rows: BodyNode[]) =>
		table(...rows).rows.map((line) => line.map((one) => [one.colspan, one.rowspan]));

	test('head rows repeat and are centred in 黑体', () => {
		const block = table(row(cell('项目', {}, 'tableHeader')), row(cell('甲')));
		expect(block.head).toBe(1);
		expect(block.rows[0]?.[0]?.blocks).toMatchObject([
			{ align: 'center', runs: [{ face: 'hei', text: '项目' }] },
		]);
	});

	test('columns share the width as in the editor', () => {
		expect(
			table(row(cell('甲', { colwidth: [100] }), cell('乙', { colwidth: [300] }))).columns,
		).toEqual([100, 300]);
		expect(table(row(cell('甲'), cell('乙'))).columns).toEqual([1, 1]);
	});

	test('spans are kept', () => {
		expect(spans(row(cell('甲', { rowspan: 2 }), cell('乙')), row(cell('丙')))).toEqual([
			[
				[1, 2],
				[1, 1],
			],
			[[1, 1]],
		]);
	});

	test('spans that reach out of the table are cut and holes are filled', () => {
		expect(spans(row(cell('甲', { rowspan: 9 })), row(cell('乙'), cell('丙')))).toEqual([
			[
				[1, 2],
				[1, 1],
				[1, 1],
			],
			[
				[1, 1],
				[1, 1],
			],
		]);
	});
});
