import { createHash } from 'node:crypto';
import type { Page } from '@wenshu/domain/document/page.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { layoutPages, layoutPdf } from './layout.ts';
import {
	aPage,
	heading,
	inkOf,
	linesOf,
	longBody,
	paragraph,
	textOf,
} from './paper.test-support.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const body = (text: string) => ({ type: 'doc', content: [paragraph(text)] });
/** A page with room to spare, so that its spacing is the standard one. */
const aNote = (text: string, title = '关于测试的通知') =>
	aPage({ title, body: body(text), attachments: [], copyTo: [] });

describe('the page of GB/T 9704-2012', () => {
	let pdf: Uint8Array;
	let laid: Awaited<ReturnType<typeof layoutPdf>>;
	beforeAll(async () => {
		laid = await layoutPdf(aPage({ body: longBody(14) }));
		({ pdf } = laid);
	}, 60_000);

	test('is A4, and a long document has several pages', () => {
		expect(laid.pageCount).toBeGreaterThanOrEqual(4);
		expect(laid.warnings).toEqual([]);
		const [first] = linesOf(pdf);
		expect(first?.page).toBe(1);
	});

	test('the mark begins 72 mm from the top of the paper and stays inside the type area', () => {
		const [mark] = inkOf(pdf, 1, 'red');
		expect(mark?.top).toBeCloseTo(72, 0);
		expect(Math.abs((mark?.top ?? 0) - 72)).toBeLessThan(0.3);
		expect(mark?.left).toBeGreaterThan(27.9);
		expect(mark?.right).toBeLessThan(184.1);
	});

	test('the red line is as wide as the type area and lies 4 mm under the number', () => {
		const [, rule] = inkOf(pdf, 1, 'red');
		const number = inkOf(pdf, 1, 'black').find((ink) => ink.top < (rule?.top ?? 0));
		expect((rule?.right ?? 0) - (rule?.left ?? 0)).toBeCloseTo(156, 0);
		expect(Math.abs((rule?.top ?? 0) - (number?.bottom ?? 0) - 4)).toBeLessThan(0.5);
	});

	test('a full page has 22 lines on a grid of 225/22 mm', () => {
		const lines = linesOf(pdf).filter((line) => line.page === 2 && line.top < 262);
		expect(lines).toHaveLength(22);
		const centres = lines.map((line) => (line.top + line.bottom) / 2);
		centres.forEach((centre, at) => {
			expect(Math.abs(centre - (centres[0] ?? 0) - (at * 225) / 22)).toBeLessThan(0.15);
		});
	});

	test('a full line of plain text has 28 characters between both edges', async () => {
		const text = '医疗保障基金监督管理工作实施方案'.repeat(12);
		const plain = await layoutPdf(aPage({ body: body(text) }));
		const full = linesOf(plain.pdf).filter((line) =>
			/^[医疗保障基金监督管理工作实施方案]{20,}$/u.test(line.text),
		);
		const inner = full.slice(1, -1);
		expect(inner.length).toBeGreaterThan(2);
		for (const line of inner) {
			expect([...line.text]).toHaveLength(28);
			expect(line.left).toBeCloseTo(28, 0);
			expect(Math.abs(line.right - 184)).toBeLessThan(0.5);
		}
	});

	test('paragraphs are indented by two characters', () => {
		const first = linesOf(pdf).find((line) => line.text.startsWith('各县（市、区）医疗保障部门'));
		expect(Math.abs((first?.left ?? 0) - 28 - (2 * 156) / 28)).toBeLessThan(0.4);
	});

	test('page numbers stand 7 mm under the type area, odd ones right, even ones left', () => {
		const odd = inkOf(pdf, 3, 'black').at(-1);
		const even = inkOf(pdf, 2, 'black').at(-1);
		expect(Math.abs(184 - (odd?.right ?? 0) - 4.9)).toBeLessThan(0.6);
		expect(Math.abs((even?.left ?? 0) - 28 - 4.9)).toBeLessThan(0.6);
		// The dash is inside the band of the digits, about 2 mm under their top.
		expect(Math.abs((odd?.top ?? 0) + 1.99 - 269)).toBeLessThan(0.4);
	});

	test('the last rule of the 版记 is the lower edge of the type area on the last page', () => {
		const bands = inkOf(pdf, laid.pageCount, 'black');
		const rule = bands.at(-2);
		expect(Math.abs((rule?.bottom ?? 0) - 262)).toBeLessThan(0.3);
		expect((rule?.right ?? 0) - (rule?.left ?? 0)).toBeCloseTo(156, 0);
	});

	test('the date ends four characters from the right and the name is centred over it', () => {
		const lines = linesOf(pdf).filter((line) => line.page === laid.pageCount);
		const date = lines.find((line) => line.text === '2026年11月22日');
		const name = lines.find((line) => line.text === '云州市医疗保障局');
		expect(Math.abs((date?.right ?? 0) - (184 - (4 * 156) / 28))).toBeLessThan(0.5);
		const middle = (line: typeof date) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2;
		expect(Math.abs(middle(date) - middle(name))).toBeLessThan(0.5);
		expect(Math.abs(middle(date) - (laid.sealAnchor?.xMm ?? 0))).toBeLessThan(0.5);
	});

	test('the seal presses name and date, its top within one line of the text', () => {
		const lines = linesOf(pdf).filter((line) => line.page === laid.pageCount);
		const at = lines.findIndex((line) => line.text === '云州市医疗保障局');
		const [before, name, date] = lines.slice(at - 1, at + 2);
		const top = (laid.sealAnchor?.yMm ?? 0) - 21;
		expect(laid.sealAnchor?.page).toBe(laid.pageCount);
		expect(top).toBeGreaterThan(before?.bottom ?? 0);
		expect(top - (before?.bottom ?? 0)).toBeLessThan(225 / 22);
		expect(name?.top).toBeGreaterThan(top);
		expect(date?.bottom).toBeLessThan(top + 42);
	});

	test('the same page gives the same bytes', async () => {
		const again = await layoutPdf(aPage({ body: longBody(14) }));
		expect(sha256(again.pdf)).toBe(sha256(pdf));
	});

	test('is PDF/A with real text in it', () => {
		expect(Buffer.from(pdf).toString('latin1')).toContain('pdfaid:part>2<');
		expect(textOf(pdf)).toContain('云医保发〔2026〕12号');
	});
});

describe('what people write', () => {
	test('is never markup', async () => {
		const text = '#read("/etc/passwd") *粗* _斜_ $x^2$ @引用 <标签> \\#1 // 注 /* 注 */ ~ ` =';
		const { pdf, warnings } = await layoutPdf(aNote(text, '#panic() 通知'));
		const printed = textOf(pdf).replace(/\s/gu, '');
		expect(printed).toContain(text.replace(/\s/gu, ''));
		expect(printed).toContain('#panic()通知');
		expect(warnings).toEqual([]);
	});

	test('may hold rare characters of names', async () => {
		const { pdf, warnings } = await layoutPdf(aNote('张㛃、李䶮、王喆、赵𬭚、陈昇、朱镕'));
		expect(textOf(pdf)).toContain('张㛃、李䶮、王喆、赵𬭚、陈昇、朱镕');
		expect(warnings).toEqual([]);
	});

	test('may hold characters no font has: they are marked and reported', async () => {
		const { pdf, warnings } = await layoutPdf(aNote('笑脸😀与𱍐'));
		expect(textOf(pdf)).toContain('笑脸〓与〓');
		expect(warnings).toEqual([
			{ code: 'layout/missingCharacters', detail: { characters: '😀𱍐' } },
		]);
	});

	test('may hold a picture that is none', async () => {
		const image = { type: 'image', attrs: { file: 'f1', alt: '图', width: null } };
		const pictures = new Map([['f1', Buffer.from('\u0089PNG\r\n\u001a\n broken', 'latin1')]]);
		const page = aPage({ body: { type: 'doc', content: [paragraph('图如下'), image] } });
		const { warnings, pdf } = await layoutPdf(page, { pictures });
		expect(warnings).toContainEqual({ code: 'layout/missingPicture', detail: { count: '1' } });
		expect(textOf(pdf)).toContain('图片缺失');
	});

	test('is set in a preview as one picture per page, without scripts or outside addresses', async () => {
		const { pages, pageCount } = await layoutPages(aPage({ watermark: '预览，未生效' }));
		expect(pages).toHaveLength(pageCount);
		for (const page of pages) {
			expect(page).toMatch(/^<svg [^>]*viewBox="0 0 595.28 841.89"/u);
			expect(page).not.toMatch(/<script|<style|<text|on\w+=|href="(?!#)/u);
			const used = [...page.matchAll(/(?:href="|url\()#([^")]+)/gu)].map((match) => match[1] ?? '');
			const missing = [...new Set(used)].filter((id) => !page.includes(`id="${id}"`));
			expect(missing).toEqual([]);
		}
	});
});

test('a heading never ends a page', async () => {
	for (let before = 0; before < 4; before++) {
		const lines = Array.from({ length: 5 + before }, () => paragraph('一行文字。'));
		const content = [...lines, heading(1, '一、标题在此'), paragraph('标题之后的正文。')];
		const page = aPage({ title: '关于测试的通知', body: { type: 'doc', content } });
		const found = linesOf((await layoutPdf(page)).pdf);
		const at = (text: string) => found.find((line) => line.text === text)?.page;
		expect(at('一、标题在此')).toBe(at('标题之后的正文。'));
	}
});

describe('the last page', () => {
	const laid = async (lines: number, changes: Partial<Page> = {}) => {
		const content = Array.from({ length: lines }, () => paragraph('正文一行。'));
		const page = aPage({ body: { type: 'doc', content }, attachments: [], note: '', ...changes });
		const layout = await layoutPdf(page);
		const found = linesOf(layout.pdf);
		const pageOf = (text: string) => found.findLast((line) => line.text === text)?.page;
		return { ...layout, text: pageOf('正文一行。'), date: pageOf('2026年11月22日') };
	};

	test('never has the signature without text, by closer lines or by wider ones', async () => {
		const adjusted = new Set<string>();
		for (let lines = 3; lines < 34; lines++) {
			const { text, date, warnings } = await laid(lines);
			expect(date).toBe(text);
			expect(warnings.map((one) => one.code)).not.toContain('layout/aloneSeal');
			for (const { detail } of warnings) adjusted.add(detail['lines'] ?? '');
		}
		expect([...adjusted].some((lines) => Number(lines) > 22)).toBe(true);
		expect([...adjusted].some((lines) => Number(lines) < 22)).toBe(true);
	}, 60_000);

	test('has the last paragraph with it when no spacing helps', async () => {
		const organs = ['甲市医保局', '乙市财政局', '丙市民政局', '丁市教育局', '戊市卫健委'];
		const kept: string[] = [];
		for (let lines = 4; lines < 16; lines++) {
			const { text, date, warnings } = await laid(lines, { organs, marks: organs });
			expect(date).toBe(text);
			kept.push(...warnings.map((one) => one.code));
		}
		expect(kept).toContain('layout/keptLast');
	}, 60_000);

	test('has 主送机关 in 版记 when they would leave no text on the first page', async () => {
		const mainRecipients = Array.from({ length: 45 }, (_, at) => `云州市第${String(at)}县人民政府`);
		const { pdf, warnings } = await laid(2, { mainRecipients });
		expect(warnings.map((one) => one.code)).toContain('layout/recipientsBelow');
		const found = linesOf(pdf);
		expect(found.find((line) => line.text === '正文一行。')?.page).toBe(1);
		expect(found.some((line) => line.text.startsWith('主送：云州市第0县'))).toBe(true);
		expect(textOf(pdf).replace(/\s/gu, '')).toContain('第44县人民政府。抄送：');
	});
});

test('a warm preview keeps up with typing', async () => {
	await layoutPages(aPage());
	const times: number[] = [];
	for (let at = 0; at < 9; at++) {
		const start = performance.now();
		await layoutPages(aPage({ title: `关于第${String(at)}次修改的通知` }));
		times.push(performance.now() - start);
	}
	const median = times.sort((a, b) => a - b)[4] ?? Infinity;
	// About 35 ms on an idle machine; one that runs all suites at once is many times slower.
	expect(median).toBeLessThan(1_500);
});
