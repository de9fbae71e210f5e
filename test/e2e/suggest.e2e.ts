import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../emulator-data/run/paths.ts';
import { EDIT_NAMES } from '../support/editor/edit-names.ts';
import { useBenchPage } from '../support/editor/bench-page.ts';
import type { Bench } from '../support/editor/page.ts';
import type { Fuzzed } from '../support/editor/fuzz.ts';

declare const bench: Bench;

const open = useBenchPage();

test.describe('CT-1 every kind of edit is shown, accepted, rejected and undone exactly', () => {
	for (const name of EDIT_NAMES) {
		test(name, async () => {
			const verdict = await open().evaluate((kind) => bench.judge(bench.EDITS[kind]), name);
			expect(Object.entries(verdict).filter(([, value]) => value !== true)).toEqual([]);
		});
	}
});

/** Runs many seeds in the page, some at a time, and collects what went wrong under its seed. */
async function fuzz(kind: 'fuzzOne' | 'fuzzTwo', seeds: number): Promise<Fuzzed> {
	const sum: Fuzzed = { wrong: [], compared: 0, splits: 0 };
	for (let from = 1; from <= seeds; from += 100) {
		const part = await open().evaluate(
			({ name, first, last }) => bench.runSeeds(name, first, last),
			{
				name: kind,
				first: from,
				last: Math.min(from + 99, seeds),
			},
		);
		sum.wrong.push(...part.wrong);
		sum.compared += part.compared;
		sum.splits += part.splits;
	}
	return sum;
}

test('CT-2 one person’s 400 runs of random suggestions are rejected to the base, accepted to the plain edit', async () => {
	const { wrong, compared } = await fuzz('fuzzOne', 400);
	expect(wrong).toEqual([]);
	// Edits among struck-out blocks are not compared; most are.
	expect(compared).toBeGreaterThan(400 * 6);
});

test('CT-3 two people never diverge in 1,000 runs, partly offline; without concurrent splits all is restored', async () => {
	const { wrong, compared, splits } = await fuzz('fuzzTwo', 1000);
	expect(wrong).toEqual([]);
	expect(compared).toBeGreaterThan(1000 * 8);
	// Yjs has no split: where two people split while apart, words double. See `ApartWatch`.
	expect(splits).toBeGreaterThan(0);
	expect(splits).toBeLessThan(150);
});

test('PASTE-3 what comes from Word keeps its words and loses its junk', async () => {
	const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head>
		<body><!--StartFragment--><p class=MsoNormal style='text-indent:2em;mso-char-indent-count:2'>　　各科室：<o:p></o:p></p>
		<h1>一、总体要求</h1><p class=MsoListParagraph><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>第一项</p>
		<p><b style='mso-bidi-font-weight:normal'>加粗</b><span style='display:none'>暗字</span></p>
		<table><tr><td width=100>格</td></tr></table><p>完</p><!--EndFragment--></body></html>`;
	const body = await open().evaluate((source) => bench.paste(source), html);
	const words = JSON.stringify(body);
	for (const kept of ['各科室：', '一、总体要求', '第一项', '加粗', '格', '完'])
		expect(words).toContain(kept);
	for (const junk of ['mso', '·', '暗字', 'color', '　']) expect(words).not.toContain(junk);
});

const copied = (name: string): string =>
	readFileSync(path.join(root, 'test/support/editor/pasted', `${name}.txt`), 'utf8');

/** Kinds of blocks with their words. */
const outline = (html: string): Promise<string[]> =>
	open().evaluate(async (source) => {
		const lines: string[] = [];
		const words = (node: { text?: string; content?: object[] }): string =>
			node.text ?? (node.content ?? []).map(words).join('');
		const visit = (
			node: { type: string; text?: string; content?: (typeof node)[] },
			path: string,
		) => {
			const here = `${path}${node.type}`;
			if (node.type === 'paragraph' || node.type === 'heading')
				lines.push(`${here} ${words(node)}`);
			else node.content?.forEach((child) => visit(child, node.type === 'doc' ? '' : `${here}/`));
		};
		visit((await bench.paste(source)) as Parameters<typeof visit>[0], '');
		return lines;
	}, html);

test('PASTE-5 a notice from Word keeps headings, lists and tables, without comments and struck-out words', async () => {
	expect(await outline(copied('word'))).toEqual([
		'paragraph 关于规范门诊慢特病管理的通知',
		'paragraph 各县（区）医保局，局属各单位：',
		'heading 一、总体要求',
		'paragraph 坚持便民。简化办理流程，不得另设条件。',
		'bulletList/listItem/paragraph 高血压',
		'bulletList/listItem/bulletList/listItem/paragraph 二级以上',
		'bulletList/listItem/paragraph 糖尿病',
		'table/tableRow/tableCell/paragraph 病种与限额',
		'table/tableRow/tableCell/paragraph 高血压',
		'table/tableRow/tableCell/paragraph 2400元',
		'paragraph 特此通知。',
	]);
});

test('PASTE-6 a notice from WPS keeps headings, lists and tables, without struck-out words', async () => {
	expect(await outline(copied('wps'))).toEqual([
		'paragraph 会议安排',
		'paragraph 定于11月26日召开专题会。',
		'heading 一、参会人员',
		'orderedList/listItem/paragraph 局领导',
		'orderedList/listItem/paragraph 各科室负责人',
		'paragraph 请提前十分钟到场。',
		'table/tableRow/tableCell/paragraph 时间',
		'table/tableRow/tableCell/paragraph 地点',
		'table/tableRow/tableCell/paragraph 14:30',
		'table/tableRow/tableCell/paragraph 三楼会议室',
		'paragraph ',
	]);
});

for (const source of ['word', 'wps'])
	test(`CT-1 what is pasted from ${source} is shown, accepted, rejected and undone exactly`, async () => {
		const verdict = await open().evaluate((html) => {
			return bench.judge((editor) => {
				editor.commands.setTextSelection(bench.find(editor, 'gamma'));
				editor.view.pasteHTML(html);
			});
		}, copied(source));
		expect(Object.entries(verdict).filter(([, value]) => value !== true)).toEqual([]);
	});

test('PASTE-4 pasted markup never runs and leaves nothing but words', async () => {
	const html = `<p onclick="globalThis.hit=1">甲<script>globalThis.hit=1</script><img src=x onerror="globalThis.hit=1">
		<a href="javascript:globalThis.hit=1">乙</a><iframe srcdoc="<script>parent.hit=1</script>"></iframe></p>
		<svg onload="globalThis.hit=1"><style>x</style></svg><p style="background:url(javascript:1)">丙</p>`;
	const body = await open().evaluate((source) => bench.paste(source), html);
	// A picture of the same kind, inserted on purpose, has failed by now: so would have the pasted one.
	await open().evaluate(
		() =>
			new Promise((resume) => {
				const picture = new Image();
				picture.onerror = resume;
				picture.src = 'x';
			}),
	);
	expect(await open().evaluate(() => (globalThis as { hit?: number }).hit)).toBeUndefined();
	const words = JSON.stringify(body);
	for (const kept of ['甲', '乙', '丙']) expect(words).toContain(kept);
	for (const junk of ['script', 'onerror', 'href', 'iframe', 'hit', 'url'])
		expect(words).not.toContain(junk);
});
