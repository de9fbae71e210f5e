import { describe, expect, test } from 'vitest';
import type { Page } from '@wenshu/domain/document/page.ts';
import { layoutPages, layoutPdf } from './layout.ts';
import { near } from './near.test-support.ts';
import {
	aPage,
	inkOf,
	lineOf,
	linesOf,
	longBody,
	middle,
	paragraph,
	PITCH,
	textLines,
	textOf,
} from './paper.test-support.ts';

const lay = (changes: Partial<Page>) => layoutPdf(aPage(changes));
const attachment = (title: string, landscape = false) => ({
	type: 'attachmentStart',
	attrs: { title, landscape },
});

describe('附件 (§7.3.7)', () => {
	const wide = attachment('任务分解表', true);
	const body = {
		type: 'doc',
		content: [
			...(longBody(2).content ?? []),
			wide,
			paragraph('横表'),
			attachment('缴费标准一览表'),
			paragraph('竖表'),
		],
	};

	test('each begins a page: label flush left on line 1, title centred on line 3', async () => {
		const { pdf } = await lay({ body });
		const label = lineOf(pdf, '附件2');
		const title = linesOf(pdf).find(
			(line) => line.page === label.page && line.text === '缴费标准一览表',
		);
		near(label.left, 28, 0.3);
		near((label.top + label.bottom) / 2, 37 + PITCH / 2, 1);
		near(((title?.top ?? 0) + (title?.bottom ?? 0)) / 2, 37 + 2.5 * PITCH, 1);
		near(middle(title), 28 + 78, 0.5);
		const signature = lineOf(pdf, '2026年11月22日');
		expect(label.page).toBeGreaterThan(signature.page);
		expect(
			linesOf(pdf)
				.filter((line) => line.text.startsWith('抄送'))
				.map((line) => line.page),
		).toEqual([label.page]);
	});

	test('a wide table has a landscape page whose number keeps its place on the paper', async () => {
		const { pages, pageCount } = await layoutPages(aPage({ body }));
		const turned = pages.map((svg) => svg.includes('viewBox="0 0 841.89 595.28"'));
		expect(turned.filter(Boolean)).toHaveLength(1);
		const at = turned.indexOf(true) + 1;
		expect(pageCount).toBe(pages.length);
		const { pdf } = await lay({ body });
		const numbers = inkOf(pdf, at, 'black').filter((ink) => ink.left < 35);
		// The strip under the type area lies along the left edge: 7 mm from the type area, which begins at 35 mm.
		const inks = numbers.filter((ink) => ink.right < 30);
		expect(inks.length).toBeGreaterThan(0);
		for (const ink of inks) near(ink.right, 28, 2.5);
		const [top, bottom] = [inks[0]?.top ?? 0, inks.at(-1)?.bottom ?? 0];
		if (at % 2 === 1) near(bottom, 210 - 26 - 4.9, 1);
		else near(top, 28 + 4.9, 1);
	});
});

describe('版记 on paper printed on both sides', () => {
	const codas = async (paragraphs: number) => {
		const { pdf, pageCount } = await lay({
			duplex: true,
			body: longBody(paragraphs),
			attachments: [],
		});
		const lines = linesOf(pdf);
		return {
			pageCount,
			at: lines.find((line) => line.text.startsWith('抄送'))?.page,
			numbers: lines.filter((line) => /^—\d+—$/u.test(line.text)).map((line) => line.page),
		};
	};

	test('stands on an even last page', async () => {
		for (const paragraphs of [1, 2, 4, 6, 8]) {
			const { pageCount, at } = await codas(paragraphs);
			expect(at).toBe(pageCount);
			expect(pageCount % 2).toBe(0);
		}
	});

	test('after a blank page neither has a number (§7.5)', async () => {
		const lines = Array.from({ length: 40 }, (_, at) => at);
		for (const count of lines) {
			const { pdf, pageCount } = await lay({
				duplex: true,
				attachments: [],
				note: '',
				body: textLines(...Array.from({ length: 9 + count }, () => '一行文字。')),
			});
			const words = linesOf(pdf);
			const blank = Array.from({ length: pageCount }, (_, at) => at + 1).find(
				(page) => !words.some((line) => line.page === page),
			);
			if (blank === undefined) continue;
			const numbers = words.filter((line) => /^—\d+—$/u.test(line.text)).map((line) => line.page);
			expect(numbers).toEqual(Array.from({ length: blank - 1 }, (_, at) => at + 1));
			expect(blank).toBe(pageCount - 1);
			return;
		}
		throw new Error('no text of these lengths leads to a blank page');
	});
});

describe('the mark of verification', () => {
	const verification = {
		code: 'ABCDEFGHJKLM',
		url: 'https://oa.example.gov.cn/verify?c=ABCDEFGHJKLM',
	};

	test('stands under the type area of the last page, opposite the number', async () => {
		const { pdf, pageCount } = await lay({ verification });
		const code = linesOf(pdf).find((line) => line.text.includes('ABCD-EFGH-JKLM'));
		expect(code?.page).toBe(pageCount);
		expect(code?.top).toBeGreaterThan(262);
		expect(textOf(pdf).match(/ABCD-EFGH-JKLM/gu)).toHaveLength(1);
		const isOdd = pageCount % 2 === 1;
		const [ink] = inkOf(pdf, pageCount, 'black').filter((one) => one.top > 263);
		if (isOdd) near(ink?.left, 28, 0.3);
		else expect(ink?.right).toBeLessThan(184.2);
	});
});
