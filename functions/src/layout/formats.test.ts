import { describe, expect, test } from 'vitest';
import type { Page } from '@wenshu/domain/document/page.ts';
import { layoutPdf, type SealAnchor } from './layout.ts';
import { near } from './near.test-support.ts';
import {
	aPage,
	CELL,
	inkOf,
	lineOf,
	linesOf,
	longBody,
	middle,
	PITCH,
	textLines,
	textOf,
} from './paper.test-support.ts';

const lay = (changes: Partial<Page>) => layoutPdf(aPage(changes));

describe('文件 to a superior', () => {
	test('number one character in, on the line of the last signer; signers in 楷体, two a line', async () => {
		const { pdf } = await lay({ signers: ['沈砚舟', '陆怀瑾', '韩知夏'] });
		const last = linesOf(pdf).find((line) => line.text.includes('12号'));
		expect(last?.text).toBe('云医保发〔2026〕12号韩知夏');
		near(last?.left, 28 + CELL, 0.8);
		const first = linesOf(pdf).find((line) => line.text.startsWith('签发人：'));
		near(first?.right, 184 - CELL, 0.8);
		near((last?.top ?? 0) - (first?.top ?? 0), PITCH, 0.3);
	});
});

describe('联合行文', () => {
	const organs = ['云州市医疗保障局', '云州市财政局', '云州市人力资源和社会保障局'];
	const joint = (names: string[], changes: Partial<Page> = {}) =>
		lay({ marks: names, organs: names, body: longBody(3), note: '', ...changes });

	test('marks are stacked, lead first, 文件 beside their middle', async () => {
		const { pdf } = await joint(organs);
		const lines = linesOf(pdf).filter((line) => line.page === 1);
		const at = lines.findIndex((line) => line.text.startsWith(organs[0] ?? ''));
		expect(lines.slice(at, at + 3).map((line) => line.text)).toEqual([
			organs[0],
			`${organs[1] ?? ''}文件`,
			organs[2],
		]);
		near(inkOf(pdf, 1, 'red')[0]?.top, 72, 0.5);
	});

	test.each([2, 5, 10])('%i organs leave text on the first page', async (count) => {
		const names = Array.from({ length: count }, (_, at) => `云州市第${String(at)}局委员会`);
		const { pdf } = await joint(names);
		const number = lineOf(pdf, '云医保发〔2026〕12号');
		const text = linesOf(pdf).find((line) => line.text.startsWith('各县（市、区）医疗保障部门'));
		expect([number.page, text?.page]).toEqual([1, 1]);
		for (const ink of inkOf(pdf, 1, 'red')) {
			expect(ink.left).toBeGreaterThan(27.9);
			expect(ink.right).toBeLessThan(184.1);
		}
	});

	/** Seals of this size stand apart and inside the type area. */
	function standApart(anchors: readonly SealAnchor[], size: number) {
		anchors.forEach((one, at) => {
			expect(one.xMm - size / 2).toBeGreaterThanOrEqual(28);
			expect(one.xMm + size / 2).toBeLessThanOrEqual(184);
			for (const other of anchors.slice(at + 1)) {
				if (other.page !== one.page) continue;
				expect(Math.hypot(one.xMm - other.xMm, one.yMm - other.yMm)).toBeGreaterThan(size);
			}
		});
	}

	test.each([
		[2, ['甲市医保局', '乙市财政局'], 1],
		[3, ['甲市医保局', '乙市财政局', '丙市民政局'], 1],
		[4, ['甲市医保局', '乙市财政局', '丙市民政局', '丁市教育局'], 2],
		[3, organs, 2],
		[7, ['甲局', '乙局', '丙局', '丁局', '戊局', '己局', '庚局'], 3],
	])('%i seals each press their name, the last the date too', async (count, names, rows) => {
		const { pdf, sealAnchors, sealAnchor } = await joint(names, { attachments: [] });
		expect(sealAnchors).toHaveLength(count);
		expect(sealAnchor).toEqual(sealAnchors.at(-1));
		expect(new Set(sealAnchors.map((one) => one.yMm)).size).toBe(rows);
		standApart(sealAnchors, 45);
		const words = linesOf(pdf);
		const pressed = sealAnchors.map((anchor) =>
			words
				.filter(
					(line) =>
						line.page === anchor.page &&
						line.left < anchor.xMm &&
						line.right > anchor.xMm &&
						line.top > anchor.yMm - 21 &&
						line.bottom < anchor.yMm + 21,
				)
				.map((line) => line.text)
				.join('/'),
		);
		names.forEach((name, at) => {
			expect(pressed[at]).toContain(name);
		});
		expect(pressed.at(-1)).toContain('2026年11月22日');
	});

	test('the first row of seals begins within one line of the text', async () => {
		const { pdf, sealAnchors } = await joint(organs, { attachments: [] });
		const [first] = sealAnchors;
		const before = linesOf(pdf)
			.filter((line) => line.page === first?.page && line.bottom < (first?.yMm ?? 0))
			.findLast((line) => line.text.endsWith('报送市医疗保障局。') || line.text.endsWith('局。'));
		const gap = (first?.yMm ?? 0) - 21 - (before?.bottom ?? 0);
		expect(gap).toBeGreaterThan(0);
		expect(gap).toBeLessThan(PITCH);
	});
});

describe('信函 (§10.1)', () => {
	const letter = (changes: Partial<Page> = {}) =>
		lay({
			format: '信函',
			organMark: '云州市医疗保障局',
			documentNumber: '云医保函〔2026〕5号',
			title: '云州市医疗保障局关于商请提供参保人员信息的函',
			body: longBody(4),
			attachments: [],
			...changes,
		});

	test('mark 30 mm from the paper edge, double lines of 170 mm under it and above the lower edge', async () => {
		const { pdf } = await letter();
		const [mark, ...lines] = inkOf(pdf, 1, 'red');
		near(mark?.top, 30, 0.3);
		expect(lines).toHaveLength(4);
		const [thick, thin, lowerThin, lowerThick] = lines;
		for (const line of lines) {
			near(line.left, 20, 0.2);
			near(line.right, 190, 0.2);
		}
		near((thick?.top ?? 0) - (mark?.bottom ?? 0), 4, 0.3);
		const height = (line: typeof thick) => (line?.bottom ?? 0) - (line?.top ?? 0);
		expect(height(thick)).toBeGreaterThan(2 * height(thin));
		expect(height(lowerThick)).toBeGreaterThan(2 * height(lowerThin));
		near(lowerThick?.bottom, 277, 0.2);
	});

	test('number flush right under the line, the others flush left, 7/8 of a letter away', async () => {
		const { pdf } = await letter({ copyNumber: '000003', secrecy: '内部', urgency: '加急' });
		const [, , thin] = inkOf(pdf, 1, 'red');
		const first = linesOf(pdf).find((line) => line.text.includes('000003'));
		expect(first?.text).toBe('云医保函〔2026〕5号000003');
		near(first?.left, 28, 0.3);
		near(first?.right, 184, 0.6);
		const [ink] = inkOf(pdf, 1, 'black');
		near((ink?.top ?? 0) - (thin?.bottom ?? 0), (7 / 8) * 16 * 0.3528, 0.8);
		const title = linesOf(pdf).find((line) => line.text.endsWith('的函'));
		expect(title?.page).toBe(1);
		expect(lineOf(pdf, '加急').top).toBeLessThan(title?.top ?? 0);
	});

	test('no number on page 1, numbers after it; 版记 without rules and 印发机关', async () => {
		const { pdf, pageCount } = await letter();
		expect(pageCount).toBe(2);
		const numbers = linesOf(pdf).filter((line) => /^—\d+—$/u.test(line.text));
		expect(numbers.map((line) => [line.page, line.text])).toEqual([[2, '—2—']]);
		expect(textOf(pdf)).not.toContain('印发');
		const copies = lineOf(pdf, '抄送：省医疗保障局，市政府办公室。');
		expect(copies.page).toBe(2);
		near(copies.bottom, 262, 3);
		const rules = inkOf(pdf, 2, 'black').filter((ink) => ink.right - ink.left > 150);
		expect(rules.filter((ink) => ink.bottom - ink.top < 1)).toEqual([]);
	});
});

describe('命令(令) (§10.2)', () => {
	const order = (changes: Partial<Page> = {}) =>
		lay({
			format: '命令',
			closing: '签名章',
			organMark: '云州市医疗保障局令',
			documentNumber: '第1号',
			signatories: [{ post: '局　长', name: '沈砚舟' }],
			mainRecipients: [],
			body: textLines(
				'《云州市医疗保障基金监督管理办法》已经审议通过，现予公布，自发布之日起施行。',
			),
			attachments: [],
			note: '',
			...changes,
		});

	test('mark 20 mm under the type area’s edge, number two lines lower, text two lines lower', async () => {
		const { pdf } = await order();
		const [mark, ...more] = inkOf(pdf, 1, 'red');
		near(mark?.top, 57, 0.5);
		expect(more).toEqual([]);
		const number = lineOf(pdf, '第1号');
		near(middle(number), 28 + 78, 0.5);
		const text = linesOf(pdf).find((line) => line.text.startsWith('《云州市'));
		const blank = ((text?.top ?? 0) - number.bottom) / PITCH;
		expect(blank).toBeGreaterThan(1.7);
		expect(blank).toBeLessThan(3.3);
		expect(textOf(pdf)).not.toContain('通知');
	});

	test('the stamp ends four characters in, the post two characters left of it, then the date', async () => {
		const { pdf, sealAnchors } = await order();
		const [stamp] = sealAnchors;
		const post = linesOf(pdf).find((line) => line.text.replace(/\s/gu, '') === '局长');
		near((stamp?.xMm ?? 0) + 20, 184 - 4 * CELL, 0.2);
		near((stamp?.xMm ?? 0) - 20 - (post?.right ?? 0), 2 * CELL, 0.5);
		near(((post?.top ?? 0) + (post?.bottom ?? 0)) / 2, stamp?.yMm ?? 0, 1);
		const date = lineOf(pdf, '2026年11月22日');
		near(date.right, 184 - 4 * CELL, 0.6);
		expect(date.top).toBeGreaterThan((stamp?.yMm ?? 0) + 2 * PITCH * 0.5);
		expect(textOf(pdf)).not.toContain('沈砚舟');
	});
});

describe('纪要 (§10.3)', () => {
	test('mark 35 mm under the edge, names hang after 出席, no seal and no signature', async () => {
		const present = Array.from(
			{ length: 10 },
			(_, at) => `甲乙${'丙丁戊己庚辛壬癸'[at % 8] ?? ''}`,
		);
		const { pdf, sealAnchors } = await lay({
			format: '纪要',
			closing: '不盖章',
			organMark: '云州市医疗保障局局长办公会议纪要',
			title: '研究参保缴费工作',
			mainRecipients: [],
			body: textLines('会议听取了汇报。', '会议要求抓好落实。'),
			attachments: [],
			note: '',
			meeting: { present, absent: ['程以墨'], attending: ['市财政局 王一'] },
		});
		near(inkOf(pdf, 1, 'red')[0]?.top, 72, 0.5);
		expect(sealAnchors).toEqual([]);
		const lines = linesOf(pdf);
		const at = lines.findIndex((line) => line.text.startsWith('出席：'));
		near(lines[at]?.left, 28 + 2 * CELL, 0.6);
		near(lines[at + 1]?.left, 28 + 5 * CELL, 0.6);
		expect(lines[at + 2]?.text).toBe('请假：程以墨');
		expect(lines[at + 3]?.text).toBe('列席：市财政局王一');
		const gap = (lines[at]?.top ?? 0) - (lines[at - 1]?.top ?? 0);
		near(gap, 2 * PITCH, 0.5);
		expect(textOf(pdf)).toContain('（2026年11月22日）');
		expect(lines.filter((line) => line.text === '云州市医疗保障局')).toEqual([]);
	});
});

describe('without seals (§7.3.5.2)', () => {
	const plain = (organs: string[]) =>
		lay({ closing: '不盖章', organs, body: textLines('正文一行。'), attachments: [], note: '' });

	test('name two characters in after one blank line, date begins two characters right of it', async () => {
		const name = '云州市医疗保障局基金监督管理处';
		const { pdf, sealAnchors } = await plain([name]);
		const [issuer, date] = [lineOf(pdf, name), lineOf(pdf, '2026年11月22日')];
		expect(sealAnchors).toEqual([]);
		near(issuer.right, 184 - 2 * CELL, 0.5);
		near(date.left - issuer.left, 2 * CELL, 0.6);
		near(issuer.top - lineOf(pdf, '正文一行。').top, 2 * PITCH, 0.5);
	});

	test('a date longer than the name ends two characters in, the name moves left', async () => {
		const { pdf } = await plain(['云州市局', '云州财局']);
		const [lead, second] = [lineOf(pdf, '云州市局'), lineOf(pdf, '云州财局')];
		const date = lineOf(pdf, '2026年11月22日');
		near(date.right, 184 - 2 * CELL, 0.6);
		near(date.left - lead.left, 2 * CELL, 0.6);
		near(second.top - lead.top, PITCH, 0.3);
	});
});
