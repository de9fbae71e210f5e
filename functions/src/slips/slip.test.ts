import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
	opinionDigestText,
	type OpinionSignature,
} from '@wenshu/domain/document/opinion-signature.ts';
import type { TrailEntry } from '@wenshu/domain/flow/model.ts';
import type { Slip, SlipEntry } from '@wenshu/domain/slip/model.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { layoutForm } from '../layout/layout.ts';
import { imagesIn, inkOf, linesOf, textOf } from '../layout/paper.test-support.ts';
import { paint } from '../seals/png.ts';
import { isSignedBy } from './signatures.ts';

const entry = (words: string, signer = '周望川', note = ''): SlipEntry => ({
	words,
	signer,
	at: '2026年11月20日 15:32',
	note,
});

/** A form with every kind of row. */
function aSlip(opinions: SlipEntry[]): Slip {
	return {
		organ: '云州市医疗保障局',
		heading: '发文处理笺',
		day: '2026-11-27',
		rows: [
			{
				kind: 'fields',
				cells: [
					{ label: '发文字号', value: '云医保发〔2026〕12号' },
					{ label: '密级', value: '内部' },
					{ label: '紧急程度', value: '特急' },
				],
			},
			{
				kind: 'pair',
				boxes: [
					{ label: '签发意见', entries: [entry('同意发布。', '沈砚舟')] },
					{ label: '会签意见', entries: [] },
				],
				lines: 5,
			},
			{ kind: 'opinions', box: { label: '核稿意见', entries: opinions }, lines: 3 },
			{ kind: 'opinions', box: { label: '部门意见', entries: [] }, lines: 3 },
			{ kind: 'words', label: '标　　题', value: '关于做好城乡居民参保缴费工作的通知', lines: 2 },
			{ kind: 'words', label: '附　　件', value: 'a'.repeat(200), lines: 1 },
		],
		foot: [
			`正文版本 SHA-256：${'0123456789abcdef'.repeat(4)}`,
			'打印：叶知秋　2026年11月27日 10:00',
		],
	};
}

const long =
	'请按照局党组会议要求补充完善配套措施，明确责任单位和完成时限，数据口径与财政部门一致。';

async function pdfOf(slip: Slip): Promise<{ pdf: Uint8Array; pages: number }> {
	const { pdf, pageCount, warnings } = await layoutForm('pdf', slip, null);
	expect(warnings).toEqual([]);
	if (pdf === undefined) throw new Error('no PDF');
	if (process.env['WENSHU_KEEP'] !== undefined)
		writeFileSync(`${process.env['WENSHU_KEEP']}-${String(pageCount)}.pdf`, pdf);
	return { pdf, pages: pageCount };
}

describe('a handling form on paper', () => {
	let short: Awaited<ReturnType<typeof pdfOf>>;
	let tall: Awaited<ReturnType<typeof pdfOf>>;
	beforeAll(async () => {
		short = await pdfOf(aSlip([entry('拟同意，请局领导审定。', '林若溪', '原件：签批单.pdf')]));
		tall = await pdfOf(
			aSlip(
				Array.from({ length: 14 }, (_, at) =>
					entry(`${String(at + 1)}．${long.repeat(1 + (at % 4))}`),
				),
			),
		);
	}, 60_000);

	test('is one A4 page where opinions are short, with all of them, their signers and days', () => {
		expect(short.pages).toBe(1);
		const text = textOf(short.pdf);
		for (const words of [
			'发文处理笺',
			'云医保发〔2026〕12号',
			'同意发布。',
			'沈砚舟',
			'林若溪',
			'签批单.pdf',
		])
			expect(text).toContain(words);
		expect(text).toContain('2026年11月20日 15:32');
		expect(text).not.toContain('第 1 页');
	});

	test('grows over pages with long opinions, none of which is cut', () => {
		expect(tall.pages).toBeGreaterThan(1);
		const text = textOf(tall.pdf).replace(/\s/gu, '');
		for (let at = 1; at <= 14; at++) expect(text).toContain(`${String(at)}．请按照局党组`);
		expect(text.match(/周望川/gu)).toHaveLength(14);
		expect(text).toContain(`共${String(tall.pages)}页`);
	});

	test('nothing stands outside the frame, nothing touches the edge of the paper', () => {
		for (const { pdf, pages } of [short, tall]) {
			for (const line of linesOf(pdf)) {
				expect(line.left).toBeGreaterThanOrEqual(24.9);
				expect(line.right).toBeLessThanOrEqual(185.1);
				expect(line.top).toBeGreaterThan(15);
				expect(line.bottom).toBeLessThan(292);
			}
			for (let page = 1; page <= pages; page++)
				for (const ink of inkOf(pdf, page, 'red')) {
					expect(ink.left).toBeGreaterThan(24);
					expect(ink.right).toBeLessThan(186);
					expect(ink.bottom).toBeLessThan(275.5);
				}
		}
	});

	test('the frame is closed on both sides of every page', () => {
		for (let page = 1; page <= tall.pages; page++) {
			const table = inkOf(tall.pdf, page, 'red').at(-1);
			expect(Math.abs((table?.left ?? 0) - 25)).toBeLessThan(0.5);
			expect(Math.abs((table?.right ?? 0) - 185)).toBeLessThan(0.5);
		}
	});

	test('the same form gives the same bytes', async () => {
		const again = await pdfOf(
			aSlip([entry('拟同意，请局领导审定。', '林若溪', '原件：签批单.pdf')]),
		);
		expect(Buffer.compare(Buffer.from(again.pdf), Buffer.from(short.pdf))).toBe(0);
	});
});

describe('a handwritten signature on a form', () => {
	const signed = { ...entry('同意。', '林若溪'), signedTask: 't1' };
	const stroke =
		'<path d="M20 120 C160 10 220 240 330 90 S470 200 580 60" fill="none" stroke="#c0f" stroke-width="20"/>';
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">${stroke}</svg>`;
	const lay = (opinion: SlipEntry, pictures: Map<string, Uint8Array>) =>
		layoutForm('pdf', aSlip([opinion]), null, pictures);

	test('stands beside the opinion it was applied to, with the name, and beside no other', async () => {
		const { png } = await paint(svg, 240);
		const { pdf = new Uint8Array(), pageCount } = await lay(signed, new Map([['t1', png]]));
		expect(pageCount).toBe(1);
		expect(imagesIn(pdf)).toBe(1);
		expect(textOf(pdf)).toContain('林若溪');
		// The same picture, but the opinion is not signed; and an opinion whose picture is another’s.
		const unsigned = entry('同意。', '林若溪');
		for (const [opinion, task] of [
			[unsigned, 't1'],
			[signed, 't2'],
		] as const) {
			const { pdf: other = new Uint8Array() } = await lay(opinion, new Map([[task, png]]));
			expect(imagesIn(other)).toBe(0);
		}
		if (process.env['WENSHU_KEEP'] !== undefined)
			writeFileSync(`${process.env['WENSHU_KEEP']}-signed.pdf`, pdf);
	}, 60_000);

	test('that cannot be read leaves the form whole', async () => {
		const broken = new Map([['t1', Buffer.from('no picture')]]);
		const { pdf = new Uint8Array(), pageCount } = await lay(signed, broken);
		expect(pageCount).toBe(1);
		expect(textOf(pdf)).toContain('林若溪');
	});

	test.each([
		['by whom it is and for these words', {}, true],
		['but the words were changed', { opinion: '不同意。' }, false],
		['but a proxy wrote', { onBehalfOf: '林若溪' }, false],
		['but somebody else handed in', { actor: 'yb0099' }, false],
		['but for another step', { taskId: 't2' }, false],
	])('counts where it was applied %s', (_, change, counts) => {
		const text = opinionDigestText('d1', 't1', '同意。');
		const textSha256 = createHash('sha256').update(text).digest('hex');
		const signature = { taskId: 't1', uid: 'lin', textSha256 } as OpinionSignature;
		const written = { taskId: 't1', actor: 'lin', onBehalfOf: null, opinion: '同意。', ...change };
		const signatures = new Map([['t1', signature]]);
		expect(isSignedBy('d1', written as TrailEntry, signatures)).toBe(counts);
	});
});
