import { FORMULA_LIMITS } from '@wenshu/domain/formula/limits.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { describe, expect, test } from 'vitest';
import { readFormulae } from './formulae.ts';
import { layoutPages, layoutPdf } from './layout.ts';
import { near } from './near.test-support.ts';
import {
	aPage,
	inkOf,
	lineOf,
	linesOf,
	PITCH,
	run,
	textOf,
	withFile,
} from './paper.test-support.ts';
import { wordsOfRun } from './runs.ts';
import { makeSheet, type Block } from './sheet.ts';

const text = (words: string): BodyNode => ({ type: 'text', text: words });
const inline = (latex: string): BodyNode => ({ type: 'formula', attrs: { latex, display: false } });
const apart = (latex: string): BodyNode => ({ type: 'formula', attrs: { latex, display: true } });
const p = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content });
const doc = (...content: BodyNode[]): BodyNode => ({ type: 'doc', content });
const cell = (...content: BodyNode[]): BodyNode => ({
	type: 'tableCell',
	content: [p(...content)],
});

/** A page without anything that would move the text about. */
const page = (...content: BodyNode[]) =>
	aPage({ body: doc(...content), attachments: [], note: '', copyTo: [] });

/** Blocks as [kind, words, indent]. */
async function blocks(...content: BodyNode[]) {
	const one = page(...content);
	const { formulaOf } = await readFormulae(one.body);
	const tell = (block: Block): unknown[] => {
		if (block.kind === 'paragraph')
			return ['paragraph', block.runs.map(wordsOfRun).join(''), block.indent];
		return block.kind === 'formula' ? ['formula', block.words] : [block.kind];
	};
	return makeSheet(one, '2026-01-01', () => null, formulaOf).blocks.map(tell);
}

describe('FORMULA-5 a formula among the words of a page', () => {
	test('one on a line of its own cuts its paragraph, which goes on without an indent', async () => {
		expect(await blocks(p(text('按下式计算：'), apart('甲=乙'), text('其中甲为合计。')))).toEqual([
			['paragraph', '按下式计算：', 2],
			['formula', '甲=乙'],
			['paragraph', '其中甲为合计。', 0],
		]);
	});
	test('a paragraph of nothing else leaves no empty line', async () => {
		expect(await blocks(p(text('甲。')), p(apart('a=b')), p(text('乙。')))).toEqual([
			['paragraph', '甲。', 2],
			['formula', 'a=b'],
			['paragraph', '乙。', 2],
		]);
	});
	test('what cannot be read stands as its source, marked, and is counted', async () => {
		expect(await blocks(p(text('按'), inline('\\foo{x'), apart('\\color{red}{x}')))).toEqual([
			['paragraph', '按〔公式有误：\\foo{x〕〔公式有误：\\color{red}{x}〕', 2],
		]);
		const laid = await layoutPdf(page(p(text('按'), inline('\\foo{x'))));
		expect(laid.warnings).toContainEqual({ code: 'layout/brokenFormula', detail: { count: '1' } });
		expect(textOf(laid.pdf)).toContain('〔公式有误：\\foo{x〕');
	});
	test('one that a suggestion strikes out is not printed and not counted', async () => {
		const struck = { type: 'formula', attrs: { latex: '\\foo', display: false, sgDel: 's|amy|1' } };
		expect((await readFormulae(doc(p(struck)))).broken).toBe(0);
	});
});

describe('FORMULA-6 mathematics on paper', () => {
	test('letters and words stay text, in our fonts', async () => {
		const { pdf } = await layoutPdf(
			page(
				p(text('按'), inline('基金支付=(医疗费用-自费)×80%'), text('计算。')),
				p(apart('\\frac{统筹基金支出}{参保人数}=\\sqrt{x}')),
			),
		);
		const words = textOf(pdf).replace(/\s/gu, '');
		expect(words).toContain('按基金支付=(医疗费用−自费)×80%计算。');
		for (const part of ['统筹基金支出', '参保人数', '𝑥']) expect(words).toContain(part);
		const fonts = withFile(pdf, (file) => run('pdffonts', file).toString());
		expect(fonts).toContain('TeXGyreTermesMath');
		expect(fonts).not.toContain('Type 3');
	});

	test('takes whole lines of the grid, and leaves it in the line', async () => {
		const { pdf } = await layoutPdf(
			page(
				p(text('首行文字。')),
				p(apart('\\text{甲}=\\text{乙}')),
				p(text('二行文字。')),
				p(apart('\\frac{甲}{乙}')),
				p(text('三行文字。')),
				p(text('四行'), inline('\\frac{\\sum_{i=1}^{n} x_i}{\\sqrt{甲+乙}}'), text('文字。')),
				p(text('五行文字。')),
				p(apart('\\begin{cases}甲&x<1\\\\乙&x\\ge 1\\\\丙&\\text{其他}\\end{cases}')),
				p(text('六行文字。')),
			),
		);
		const first = lineOf(pdf, '首行文字。').bottom;
		const down = (words: string) => (lineOf(pdf, words).bottom - first) / PITCH;
		near(down('二行文字。'), 2, 0.02);
		near(down('三行文字。'), 5, 0.02);
		near(down('五行文字。'), 7, 0.02);
		const below = down('六行文字。');
		near(below, Math.round(below), 0.02);
	});

	test('wider than the page, it goes on before an operation and stays in the type area', async () => {
		const long = Array.from(
			{ length: 8 },
			(_, at) => `第${'一二三四五六七八'[at] ?? ''}类医疗费用`,
		);
		const { pdf } = await layoutPdf(page(p(apart(`合计=${long.join('+')}`))));
		const lines = linesOf(pdf).filter((line) => line.text.includes('类医疗费用'));
		expect(lines.length).toBeGreaterThan(1);
		expect(lines.slice(1).every((line) => line.text.startsWith('+'))).toBe(true);
		const widest = `甲=\\frac{${'医疗费用总额'.repeat(12)}}{乙}`;
		for (const body of [p(apart(widest)), p(text('按'), inline(widest), text('计算'))]) {
			const laid = await layoutPdf(page(body));
			for (const ink of inkOf(laid.pdf, 1, 'black')) {
				expect(ink.left).toBeGreaterThan(27);
				expect(ink.right).toBeLessThan(185);
			}
		}
	});

	test('stands in a cell of a table', async () => {
		const row = (...cells: BodyNode[]): BodyNode => ({ type: 'tableRow', content: cells });
		const table = {
			type: 'table',
			content: [
				row(cell(text('项目')), cell(text('算法'))),
				row(cell(text('报销')), cell(text('按'), inline('\\frac{甲}{乙}'), apart('丙×80%'))),
			],
		};
		const { pdf } = await layoutPdf(page(table));
		const words = textOf(pdf).replace(/\s/gu, '');
		for (const part of ['甲', '乙', '丙×80%']) expect(words).toContain(part);
	});

	test('as deep as a formula may be it is set, on screen as on paper', async () => {
		const { depth } = FORMULA_LIMITS;
		const deepest = [
			'\\frac{甲}{'.repeat(depth) + '乙' + '}'.repeat(depth),
			'\\sqrt{'.repeat(depth) + 'x' + '}'.repeat(depth),
			'\\left('.repeat(depth) + 'x' + '\\right)'.repeat(depth),
			`${'x_{'.repeat(depth)}y${'}'.repeat(depth)}`,
			`${'\\begin{cases}'.repeat(6)}a${'\\end{cases}'.repeat(6)}`,
		];
		const one = page(...deepest.map((latex) => p(text('按'), inline(latex), apart(latex))));
		const laid = await layoutPdf(one);
		expect(laid.warnings.filter(({ code }) => code === 'layout/brokenFormula')).toEqual([]);
		expect((await layoutPages(one)).pages).toHaveLength(laid.pageCount);
	});

	test('nothing in it is markup of the page', async () => {
		const hostile = [
			'#read("/etc/passwd")',
			'\\text{#eval("1")}',
			'\\text{*粗* <l> @r}',
			'"]',
			'#',
		];
		const laid = await layoutPdf(
			page(p(...hostile.flatMap((latex) => [inline(latex), text('，')]))),
		);
		const words = textOf(laid.pdf);
		expect(words).not.toContain('root:');
		expect(words).toContain('*粗* <l> @r');
	});
});
