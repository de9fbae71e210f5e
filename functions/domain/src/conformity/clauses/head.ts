import {
	inkOf,
	leftOf,
	middleOf,
	rightOf,
	emBottom,
	unite,
	wordsOf,
	type Found,
	type Line,
} from '../lines.ts';
import {
	CELL,
	LEFT,
	MARK_DROP,
	mm,
	PLACE_TOLERANCE,
	RED_RULE_DROP,
	RIGHT,
	TOP,
	TYPE_WIDTH,
} from '../measures.ts';
import type { Reading } from '../reading.ts';
import {
	afterBlanks,
	beginsAt,
	inFace,
	inType,
	isRed,
	judge,
	length,
	missing,
	widthOf,
	type Clause,
	type Verdict,
} from '../verdict.ts';

/** Middle of the type area. */
export const MIDDLE = (LEFT + RIGHT) / 2;

export const firstOf = (found: Found | null): Line | null => found?.lines[0] ?? null;
export const lastOf = (found: Found | null): Line | null => found?.lines.at(-1) ?? null;

const isFile = ({ page }: Reading): boolean => page.format === '文件';
const isLetter = ({ page }: Reading): boolean => page.format === '信函';

/** All lines of the mark, 文件 included. */
export function markLines({ marks, markSuffix }: Reading): Line[] {
	return [...marks, markSuffix].flatMap((found) => found?.lines ?? []);
}

/** The ink of the whole mark. */
export function markInk(reading: Reading) {
	return unite(markLines(reading).flatMap((line) => inkOf(line) ?? []));
}

/** Which line of the type area a line stands on, from 1. */
function rowOf(line: Line, pitch: number): number {
	return Math.round((line.baseline - TOP) / pitch + 0.29);
}

/** An element of the upper left corner: on its row, flush left; letters have places of their own (10.1). */
function corner(reading: Reading, found: Found | null, row: number): (Verdict | null)[] {
	const line = firstOf(found);
	if (line === null || isLetter(reading)) return [];
	const at = rowOf(line, reading.pitch);
	return [
		judge(at === row, `第 ${String(at)} 行`, `版心第 ${String(row)} 行`, line.page),
		beginsAt(line, LEFT),
	];
}

/** An element that the document has must be found. */
function must(has: boolean, found: Found | null, what: string, then: () => Verdict[]): Verdict[] {
	if (!has) return [];
	return found === null ? [missing(what, 1)] : then();
}

function urgencyRow({ page }: Reading): number {
	if (page.secrecy !== '公开') return 3;
	return page.copyNumber === null ? 1 : 2;
}

const copyNumberClauses: readonly Clause[] = [
	{
		id: 'copy-number-form',
		clause: '7.2.1',
		rule: '份号一般用 6 位 3 号阿拉伯数字。',
		check: ({ page, copyNumber }) =>
			must(page.copyNumber !== null, copyNumber, '份号', () => {
				const words = copyNumber?.lines.map(wordsOf).join('') ?? '';
				return [judge(/^\d{6}$/u.test(words), words, '6 位阿拉伯数字', 1)];
			}),
	},
	{
		id: 'copy-number-place',
		clause: '7.2.1',
		rule: '份号顶格编排在版心左上角第一行。',
		check: (reading) => corner(reading, reading.copyNumber, 1),
	},
	{
		id: 'secrecy-type',
		clause: '7.2.2',
		rule: '密级用 3 号黑体字。',
		check: ({ page, secrecy }) =>
			must(page.secrecy !== '公开', secrecy, page.secrecy, () =>
				(secrecy?.lines ?? []).map((line) => inType(line, ['黑体'], '3号')),
			),
	},
	{
		id: 'secrecy-place',
		clause: '7.2.2',
		rule: '密级顶格编排在版心左上角第二行。',
		check: (reading) => corner(reading, reading.secrecy, 2),
	},
	{
		id: 'urgency-type',
		clause: '7.2.3',
		rule: '紧急程度用 3 号黑体字。',
		check: ({ page, urgency }) =>
			must(page.urgency !== null, urgency, page.urgency ?? '', () =>
				(urgency?.lines ?? []).map((line) => inType(line, ['黑体'], '3号')),
			),
	},
	{
		id: 'urgency-place',
		clause: '7.2.3',
		rule: '紧急程度顶格编排在版心左上角，按份号、密级、紧急程度的顺序自上而下分行排列。',
		check: (reading) => corner(reading, reading.urgency, urgencyRow(reading)),
	},
];

const markClauses: readonly Clause[] = [
	{
		id: 'mark-words',
		clause: '7.2.4',
		rule: '发文机关标志由发文机关全称或者规范化简称（加“文件”二字）组成。',
		check: (reading) => {
			if (!isFile(reading)) return null;
			const { page, marks, markSuffix } = reading;
			const wanted = page.marks.length > 1 ? [...marks, markSuffix] : marks;
			const found = wanted.every((one) => one !== null);
			return judge(found, found ? page.marks.join('、') : '未找到', page.organMark, 1);
		},
	},
	{
		id: 'mark-place',
		clause: '7.2.4',
		rule: '发文机关标志上边缘至版心上边缘为 35 mm。',
		check: (reading) => {
			const ink = markInk(reading);
			return isFile(reading) && ink ? length(ink.top - TOP, MARK_DROP, 1) : null;
		},
	},
	{
		id: 'mark-middle',
		clause: '7.2.4',
		rule: '发文机关标志居中排布。',
		check: (reading) => {
			const ink = markInk(reading);
			return isFile(reading) && ink ? length((ink.left + ink.right) / 2, MIDDLE, 1) : null;
		},
	},
	{
		id: 'mark-red',
		clause: '7.2.4',
		rule: '发文机关标志颜色为红色。',
		check: (reading) => {
			const colours = markLines(reading).flatMap((line) => line.glyphs.map((one) => one.colour));
			const wrong = colours.find((colour) => !isRed(colour));
			return colours.length === 0 ? null : judge(wrong === undefined, wrong ?? '红色', '红色', 1);
		},
	},
	{
		id: 'mark-face',
		clause: '7.2.4',
		rule: '发文机关标志推荐使用小标宋体字。',
		check: (reading) => markLines(reading).map((line) => inFace(line, ['小标宋'])),
	},
	{
		id: 'mark-order',
		clause: '7.2.4',
		rule: '联合行文时，主办机关名称排列在前。',
		check: ({ page, marks }) => {
			if (page.format !== '文件' || page.marks.length < 2) return null;
			const heights = marks.map((found) => firstOf(found)?.baseline ?? Number.NaN);
			const good = heights.every((height, at) => at === 0 || height > (heights[at - 1] ?? 0));
			return judge(good, good ? '自上而下' : '次序不符', page.marks.join('、'), 1);
		},
	},
	{
		id: 'mark-suffix',
		clause: '7.2.4',
		rule: '联合行文时，“文件”二字置于发文机关名称右侧，以联署发文机关名称为准上下居中排布。',
		check: ({ page, marks, markSuffix }) => {
			if (page.format !== '文件' || page.marks.length < 2) return null;
			const names = unite(
				marks.flatMap((found) => found?.lines.flatMap((one) => inkOf(one) ?? []) ?? []),
			);
			const suffix = unite(markSuffix?.lines.flatMap((line) => inkOf(line) ?? []) ?? []);
			if (names === null || suffix === null) return missing('文件', 1);
			const off = (names.top + names.bottom - suffix.top - suffix.bottom) / 2;
			const isRight = suffix.left > names.right - PLACE_TOLERANCE;
			return [
				judge(isRight, isRight ? '右侧' : '不在右侧', '名称右侧', 1),
				judge(Math.abs(off) <= 1.5, `偏 ${mm(Math.abs(off))}`, '上下居中（±1.5 mm）', 1),
			];
		},
	},
];

/** 机关代字, year in six-corner brackets, number without padding. */
const NUMBER = /^[^〔〕\d]+〔\d{4}〕[1-9]\d*号$/u;

/** The number stands left beside the signers when a superior is written to. */
function numberBlanks(reading: Reading): Verdict | null {
	const line = firstOf(
		reading.page.upward ? (reading.signerLabel ?? reading.number) : reading.number,
	);
	const ink = markInk(reading);
	if (!isFile(reading) || line === null || ink === null) return null;
	return afterBlanks(line, ink.bottom, 2, reading.pitch);
}

function upwardNumber({ page, number, signers }: Reading): Verdict[] {
	const line = firstOf(number);
	const last = lastOf(signers.findLast((found) => found !== null) ?? null);
	if (page.format !== '文件' || !page.upward || line === null) return [];
	const beside =
		last === null ? [] : [length(last.baseline - line.baseline, 0, 1, PLACE_TOLERANCE)];
	return [beginsAt(line, LEFT + CELL), ...beside];
}

const numberClauses: readonly Clause[] = [
	{
		id: 'number-blanks',
		clause: '7.2.5',
		rule: '发文字号（上行文为签发人）编排在发文机关标志下空二行位置。',
		check: numberBlanks,
	},
	{
		id: 'number-middle',
		clause: '7.2.5',
		rule: '发文字号居中排布。',
		check: (reading) => {
			const line = firstOf(reading.number);
			if (!isFile(reading) || reading.page.upward || line === null) return null;
			return length(middleOf(line), MIDDLE, 1);
		},
	},
	{
		id: 'number-upward',
		clause: '7.2.5',
		rule: '上行文的发文字号居左空一字编排，与最后一个签发人姓名处在同一行。',
		check: upwardNumber,
	},
	{
		id: 'number-form',
		clause: '7.2.5',
		rule: '年份标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位，后加“号”字。',
		check: ({ page, number }) => {
			if (page.format === '命令' || page.format === '纪要' || page.documentNumber === null)
				return null;
			if (number === null) return missing(page.documentNumber, 1);
			const words = number.lines.map(wordsOf).join('');
			return judge(NUMBER.test(words), words, '机关代字〔年份〕序号号', 1);
		},
	},
];

const signerClauses: readonly Clause[] = [
	{
		id: 'signer-type',
		clause: '7.2.6',
		rule: '“签发人”三字用 3 号仿宋体字，签发人姓名用 3 号楷体字。',
		check: ({ page, signerLabel, signers }) => {
			if (page.signers.length === 0) return null;
			if (signerLabel === null) return missing('签发人：', 1);
			return [
				...signerLabel.lines.map((line) => inType(line, ['仿宋'], '3号')),
				...signers.flatMap((found) =>
					found === null
						? [missing('签发人姓名', 1)]
						: found.lines.map((line) => inType(line, ['楷体'], '3号')),
				),
			];
		},
	},
	{
		id: 'signer-place',
		clause: '7.2.6',
		rule: '签发人居右空一字编排。',
		check: ({ signers }) => {
			const lines = signers.flatMap((found) => found?.lines ?? []);
			if (lines.length === 0) return null;
			return length(Math.max(...lines.map(rightOf)), RIGHT - CELL, 1, 2 * PLACE_TOLERANCE);
		},
	},
	{
		id: 'signer-rows',
		clause: '7.2.6',
		rule: '多个签发人一般每行排两个姓名，回行时与上一行第一个签发人姓名对齐。',
		check: ({ signers }) => {
			if (signers.length < 2) return null;
			const [first] = signers;
			return signers.flatMap((found, at) => {
				const [line, before] = [firstOf(found), firstOf(signers[at - 1] ?? null)];
				const start = firstOf(first ?? null);
				if (line === null || start === null || before === null) return [];
				const isNew = line.baseline - before.baseline > PLACE_TOLERANCE;
				const good = at % 2 === 0 ? isNew : !isNew;
				return [
					judge(good, isNew ? '另起一行' : '同行', at % 2 === 0 ? '另起一行' : '同行', 1),
					...(isNew ? [length(leftOf(line), leftOf(start), 1)] : []),
				];
			});
		},
	},
];

/** The line between head and text: the first red rule of the first page. */
const redRule = ({ redRules }: Reading) => redRules.find((rule) => rule.page === 1) ?? null;

const ruleClauses: readonly Clause[] = [
	{
		id: 'red-rule',
		clause: '7.2.7',
		rule: '发文字号之下居中印一条与版心等宽的红色分隔线。',
		check: (reading) => {
			if (!isFile(reading)) return null;
			const rule = redRule(reading);
			if (rule === null) return missing('红色分隔线', 1);
			const middle = (rule.box.left + rule.box.right) / 2;
			return [length(widthOf(rule.box), TYPE_WIDTH, 1), length(middle, MIDDLE, 1)];
		},
	},
	{
		id: 'red-rule-drop',
		clause: '7.2.7',
		rule: '红色分隔线位于发文字号之下 4 mm 处。',
		check: (reading) => {
			const [rule, line] = [redRule(reading), lastOf(reading.number)];
			if (!isFile(reading) || rule === null || line === null) return null;
			return length(rule.box.top - emBottom(line), RED_RULE_DROP, 1);
		},
	},
];

/** 7.2 版头. */
export const headClauses: readonly Clause[] = [
	...copyNumberClauses,
	...markClauses,
	...numberClauses,
	...signerClauses,
	...ruleClauses,
];
