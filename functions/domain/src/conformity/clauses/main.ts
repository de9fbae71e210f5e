import { emBottom, emTop, inkOf, leftOf, middleOf, wordsOf, type Line } from '../lines.ts';
import { CELL, LEFT, PLACE_TOLERANCE } from '../measures.ts';
import type { FoundParagraph, Reading } from '../reading.ts';
import {
	afterBlanks,
	beginsAt,
	inType,
	judge,
	length,
	missing,
	widthOf,
	type Clause,
	type Verdict,
} from '../verdict.ts';
import type { Face } from '../faces.ts';
import { firstOf, lastOf, MIDDLE } from './head.ts';

/** Millimetres by which a title's line may seem narrower without being so: half a character of 2号. */
const HALF_TITLE = 4;

/** Orders and minutes may have no title; everything else has one. */
function title(reading: Reading, check: (lines: Line[]) => (Verdict | null)[]) {
	if (reading.page.title === '' || reading.page.format === '命令') return null;
	return reading.title === null ? missing(reading.page.title, 1) : check(reading.title.lines);
}

/** Narrow in the middle is an hourglass; whether lines of one width are a shape, the standard leaves open. */
function isHourglass(widths: readonly number[]): boolean {
	return widths.some((width, at) => {
		const [before, after] = [widths[at - 1], widths[at + 1]];
		if (before === undefined || after === undefined) return false;
		return width < before - HALF_TITLE && width < after - HALF_TITLE;
	});
}

const titleClauses: readonly Clause[] = [
	{
		id: 'title-type',
		clause: '7.3.1',
		rule: '标题一般用 2 号小标宋体字。',
		check: (reading) =>
			title(reading, (lines) => lines.map((line) => inType(line, ['小标宋'], '2号'))),
	},
	{
		id: 'title-blanks',
		clause: '7.3.1',
		rule: '标题编排于红色分隔线下空二行位置。',
		check: (reading) =>
			title(reading, ([line]) => {
				const rule = reading.redRules.find((one) => one.page === 1);
				if (reading.page.format !== '文件' || !rule || !line) return [];
				return [afterBlanks(line, rule.box.bottom, 2, reading.pitch)];
			}),
	},
	{
		id: 'title-middle',
		clause: '7.3.1',
		rule: '标题分一行或多行居中排布。',
		check: (reading) =>
			title(reading, (lines) => lines.map((line) => length(inkMiddle(line), MIDDLE, line.page, 3))),
	},
	{
		id: 'title-shape',
		clause: '7.3.1',
		rule: '标题回行时排列对称、长短适宜，使用梯形或菱形。',
		check: (reading) =>
			title(reading, (lines) => {
				if (lines.length < 2) return [];
				const widths = lines.map((line) =>
					widthOf(inkOf(line) ?? { left: 0, top: 0, right: 0, bottom: 0 }),
				);
				const bad = isHourglass(widths);
				return [judge(!bad, bad ? '沙漏形' : `${String(lines.length)} 行`, '梯形或菱形', 1)];
			}),
	},
];

/** Quotation marks and brackets at an end have blank halves: the middle is taken of the ink and the advance. */
function inkMiddle(line: Line): number {
	const ink = inkOf(line);
	return ink === null ? middleOf(line) : ((ink.left + ink.right) / 2 + middleOf(line)) / 2;
}

/**
 * One blank line between title and recipients. The title is off the grid and the text on it, so that up to
 * three quarters of a line more may lie between, beside the text's own share of the pitch.
 */
function oneBlank(line: Line, edge: number, pitch: number): Verdict {
	const gap = (emTop(line) - edge) / pitch;
	const found = `空 ${String(Math.round((gap - 0.25) * 10) / 10)} 行`;
	return judge(gap > 0.95 && gap < 2.05, found, '空 1 行', line.page);
}

const recipientClauses: readonly Clause[] = [
	{
		id: 'recipients-place',
		clause: '7.3.2',
		rule: '主送机关编排于标题下空一行位置，居左顶格，回行时仍顶格。',
		check: ({ recipients, title: heading, pitch }) => {
			const [line, above] = [firstOf(recipients), lastOf(heading)];
			if (recipients === null || line === null) return null;
			return [
				...(above === null ? [] : [oneBlank(line, emBottom(above), pitch)]),
				...recipients.lines.map((one) => beginsAt(one, LEFT)),
			];
		},
	},
	{
		id: 'recipients-colon',
		clause: '7.3.2',
		rule: '最后一个主送机关名称后标全角冒号。',
		check: ({ page, recipients, movedRecipients, words }) => {
			if (page.mainRecipients.length === 0 || page.format === '纪要') return null;
			if (movedRecipients !== null) return null;
			if (recipients !== null) return judge(true, '：', '全角冒号', firstOf(recipients)?.page ?? 1);
			const names = page.mainRecipients.join('，').replace(/[：:]$/u, '');
			const bare = words.find(names);
			const after = bare === null ? '' : (words.text[bare.to] ?? '');
			return judge(false, after === '' ? '未找到' : `“${after}”`, '全角冒号', 1);
		},
	},
];

/** Paragraphs of the text and of annexes. */
function allParagraphs({ paragraphs, annexes }: Reading): FoundParagraph[] {
	return [...paragraphs, ...annexes.filter((one) => !one.landscape).flatMap((one) => one.found)];
}

/** Type of the heading that a paragraph is or begins with: its first sentence (7.3.3). */
function level(reading: Reading, wanted: number, face: Face): Verdict[] {
	return allParagraphs(reading)
		.filter((one) => one.level === wanted)
		.flatMap(({ words, found }) => {
			if (found === null) return [];
			const sentence = words.replace(/(。).*$/su, '$1');
			const head = reading.words.find(sentence, found.from);
			return (head?.lines ?? []).map((line) => inType(line, [face], '3号'));
		});
}

const bodyClauses: readonly Clause[] = [
	{
		id: 'body-first-page',
		clause: '7.3.3',
		rule: '公文首页必须显示正文。',
		check: ({ paragraphs }) => {
			const first = paragraphs.find(({ found }) => found !== null);
			if (paragraphs.length === 0) return null;
			if (!first) return missing('正文', 1);
			const page = firstOf(first.found)?.page ?? 0;
			return judge(page === 1, `第 ${String(page)} 页`, '第 1 页', page);
		},
	},
	{
		id: 'body-follows',
		clause: '7.3.3',
		rule: '正文编排于主送机关名称下一行。',
		check: ({ recipients, paragraphs, pitch }) => {
			const [line, above] = [firstOf(paragraphs[0]?.found ?? null), lastOf(recipients)];
			if (line === null || above === null || line.page !== above.page) return null;
			return afterBlanks(line, emBottom(above), 0, pitch);
		},
	},
	{
		id: 'body-indent',
		clause: '7.3.3',
		rule: '每个自然段左空二字。',
		check: (reading) =>
			allParagraphs(reading)
				.filter((one) => one.indented)
				.flatMap(({ found }) => firstOf(found) ?? [])
				.map((line) => beginsAt(line, LEFT + 2 * CELL)),
	},
	{
		id: 'body-wrap',
		clause: '7.3.3',
		rule: '正文回行顶格。',
		check: (reading) =>
			allParagraphs(reading)
				.filter((one) => one.indented)
				.flatMap(({ found }) => found?.lines.slice(1) ?? [])
				.filter((line) => !/^[（《〈“‘「『【〔]/u.test(wordsOf(line)))
				.map((line) => beginsAt(line, LEFT)),
	},
	{
		id: 'body-type',
		clause: '7.3.3',
		rule: '正文一般用 3 号仿宋体字。',
		check: (reading) =>
			allParagraphs(reading)
				.filter((one) => one.level === 0)
				.flatMap(({ found }) => found?.lines ?? [])
				.map((line) => inType(line, ['仿宋', '楷体'], '3号')),
	},
	{
		id: 'level-1',
		clause: '7.3.3',
		rule: '结构层次第一层“一、”一般用黑体字。',
		check: (reading) => level(reading, 1, '黑体'),
	},
	{
		id: 'level-2',
		clause: '7.3.3',
		rule: '结构层次第二层“（一）”一般用楷体字。',
		check: (reading) => level(reading, 2, '楷体'),
	},
	{
		id: 'level-3',
		clause: '7.3.3',
		rule: '结构层次第三层“1.”、第四层“（1）”一般用仿宋体字。',
		check: (reading) => [...level(reading, 3, '仿宋'), ...level(reading, 4, '仿宋')],
	},
];

const attachmentClauses: readonly Clause[] = [
	{
		id: 'attachment-place',
		clause: '7.3.4',
		rule: '附件说明在正文下空一行左空二字编排“附件”二字，后标全角冒号和附件名称。',
		check: ({ page, attachmentLabel, paragraphs, pitch }) => {
			if (page.attachments.length === 0) return null;
			const line = firstOf(attachmentLabel);
			if (line === null) return missing('附件：');
			const above = lastOf(paragraphs.findLast(({ found }) => found !== null)?.found ?? null);
			const isBelow = above !== null && above.page === line.page;
			return [
				beginsAt(line, LEFT + 2 * CELL),
				...(isBelow ? [afterBlanks(line, emBottom(above), 1, pitch)] : []),
			];
		},
	},
	{
		id: 'attachment-numbers',
		clause: '7.3.4',
		rule: '如有多个附件，使用阿拉伯数字标注附件顺序号。',
		check: ({ page, attachments }) => {
			if (page.attachments.length < 2) return null;
			return attachments.map((found, at) => {
				if (found === null) return missing(page.attachments[at] ?? '');
				const words = found.lines.map(wordsOf).join('');
				const mark = `${String(at + 1)}.`;
				return judge(words.startsWith(mark), words.slice(0, 3), `${mark}…`, firstOf(found)?.page);
			});
		},
	},
	{
		id: 'attachment-end',
		clause: '7.3.4',
		rule: '附件名称后不加标点符号。',
		check: ({ attachments, words }) =>
			attachments.map((found) => {
				if (found === null) return null;
				const last = wordsOf(lastOf(found) ?? { page: 1, baseline: 0, glyphs: [] }).at(-1) ?? '';
				const next = words.text[found.to] ?? '';
				const bad = [last, next].find((sign) => /[。；，、;,.]/u.test(sign));
				return judge(bad === undefined, bad ?? '无', '不加标点', lastOf(found)?.page ?? null);
			}),
	},
	{
		id: 'attachment-wrap',
		clause: '7.3.4',
		rule: '附件名称较长需回行时，与上一行附件名称的首字对齐。',
		check: ({ attachments }) =>
			attachments.flatMap((found) => {
				const first = firstOf(found);
				if (found === null || first === null || found.lines.length < 2) return [];
				const start = nameStart(first);
				return found.lines
					.slice(1)
					.map((line) => length(leftOf(line), start, line.page, PLACE_TOLERANCE));
			}),
	},
];

/** Where the name of an attachment begins, behind its number. */
function nameStart(line: Line): number {
	const mark = /^\d+\./u.exec(wordsOf(line))?.[0] ?? '';
	let passed = 0;
	const glyph = line.glyphs.find((one) => {
		if (passed >= mark.length && one.text.trim() !== '') return true;
		passed += one.text.trim().length;
		return false;
	});
	return glyph?.left ?? Number.NaN;
}

/** 7.3.1 to 7.3.4. */
export const mainClauses: readonly Clause[] = [
	...titleClauses,
	...recipientClauses,
	...bodyClauses,
	...attachmentClauses,
];
