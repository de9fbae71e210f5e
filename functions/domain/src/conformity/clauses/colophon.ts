import { isHan } from '../faces.ts';
import { emBottom, emTop, leftOf, rightOf, wordsOf, type Found, type Line } from '../lines.ts';
import {
	BOTTOM,
	LEFT,
	MM,
	RIGHT,
	THICK_RULE,
	THICKNESS_TOLERANCE,
	THIN_RULE,
	TYPE_WIDTH,
} from '../measures.ts';
import type { Reading } from '../reading.ts';
import {
	heightOf,
	inType,
	judge,
	length,
	missing,
	widthOf,
	type Clause,
	type Verdict,
} from '../verdict.ts';
import { firstOf, lastOf } from './head.ts';

/** One character of 4号, the type of 版记. */
const ONE = 14 * MM;
/** A letter's 版记 has neither rules nor 印发机关 (10.1). */
const isLetter = ({ page }: Reading): boolean => page.format === '信函';
const hasColophon = ({ page }: Reading): boolean =>
	page.printOrgan !== '' || page.copyTo.length > 0 || page.printedOn !== null;

/** Black rules of 版记: those on the last page from the first element of it on. */
function rules(reading: Reading) {
	const last = reading.paper.pages.length;
	const first = firstElement(reading);
	if (first === null) return [];
	return reading.blackRules.filter(
		(rule) => rule.page === last && rule.box.bottom > emTop(first) - 6,
	);
}

function firstElement({ movedRecipients, copyTo, printOrgan, printedOn }: Reading): Line | null {
	return firstOf(movedRecipients ?? copyTo ?? printOrgan ?? printedOn);
}

function thickness(reading: Reading): Verdict[] | null {
	if (isLetter(reading) || !hasColophon(reading)) return null;
	const found = rules(reading);
	const last = reading.paper.pages.length;
	if (found.length < 2) return [missing('首条和末条分隔线', last)];
	return found.map((rule, at) => {
		const isOuter = at === 0 || at === found.length - 1;
		const wanted = isOuter ? THICK_RULE : THIN_RULE;
		const height = heightOf(rule.box);
		const good = Math.abs(height - wanted) <= THICKNESS_TOLERANCE;
		const words = (value: number): string => `${String(Math.round(value * 100) / 100)} mm`;
		return judge(good, words(height), `${isOuter ? '粗线' : '细线'} ${words(wanted)}`, rule.page);
	});
}

const ruleClauses: readonly Clause[] = [
	{
		id: 'colophon-width',
		clause: '7.4.1',
		rule: '版记中的分隔线与版心等宽。',
		check: (reading) =>
			isLetter(reading)
				? null
				: rules(reading).flatMap((rule) => [
						length(widthOf(rule.box), TYPE_WIDTH, rule.page),
						length(rule.box.left, LEFT, rule.page),
					]),
	},
	{
		id: 'colophon-thickness',
		clause: '7.4.1',
		rule: '首条和末条分隔线用粗线（0.35 mm），中间的分隔线用细线（0.25 mm）。',
		check: thickness,
	},
	{
		id: 'colophon-first',
		clause: '7.4.1',
		rule: '首条分隔线位于版记中第一个要素之上。',
		check: (reading) => {
			const [rule] = rules(reading);
			const line = firstElement(reading);
			if (isLetter(reading) || !hasColophon(reading) || line === null) return null;
			const good = rule !== undefined && rule.box.bottom <= emTop(line) + 0.5;
			return judge(good, good ? '在其上' : '不在其上', '第一个要素之上', line.page);
		},
	},
	{
		id: 'colophon-last',
		clause: '7.4.1',
		rule: '末条分隔线与公文最后一面的版心下边缘重合。',
		check: (reading) => {
			if (isLetter(reading) || !hasColophon(reading)) return null;
			const rule = rules(reading).at(-1);
			const last = reading.paper.pages.length;
			return rule ? length(rule.box.bottom, BOTTOM, rule.page) : missing('末条分隔线', last);
		},
	},
];

/** Elements of 版记 that list organs. */
function lists({ movedRecipients, copyTo }: Reading): Found[] {
	return [movedRecipients, copyTo].filter((found) => found !== null);
}

const copyClauses: readonly Clause[] = [
	{
		id: 'copy-type',
		clause: '7.4.2',
		rule: '抄送机关一般用 4 号仿宋体字。',
		check: (reading) =>
			reading.page.copyTo.length > 0 && reading.copyTo === null
				? missing('抄送：', reading.paper.pages.length)
				: lists(reading).flatMap((found) =>
						found.lines.map((line) => inType(line, ['仿宋'], '4号')),
					),
	},
	{
		id: 'copy-place',
		clause: '7.4.2',
		rule: '抄送机关左右各空一字编排。',
		check: (reading) =>
			lists(reading).flatMap((found) => {
				const line = firstOf(found);
				if (line === null) return [];
				const over = Math.max(...found.lines.map(rightOf));
				return [
					length(leftOf(line), LEFT + ONE, line.page),
					judge(
						over <= RIGHT - ONE + 1,
						`右至 ${String(Math.round(over))} mm`,
						'右空一字',
						line.page,
					),
				];
			}),
	},
	{
		id: 'copy-wrap',
		clause: '7.4.2',
		rule: '抄送机关回行时与冒号后的首字对齐。',
		check: (reading) =>
			lists(reading).flatMap((found) => {
				const line = firstOf(found);
				if (line === null || found.lines.length < 2) return [];
				const start = line.glyphs.filter((glyph) => isHan(glyph.text) || glyph.text === '：')[3];
				return found.lines
					.slice(1)
					.map((one) => length(leftOf(one), start?.left ?? Number.NaN, one.page));
			}),
	},
	{
		id: 'copy-end',
		clause: '7.4.2',
		rule: '最后一个抄送机关名称后标句号。',
		check: ({ copyTo, words }) => {
			if (copyTo === null) return null;
			const end = words.text[copyTo.to] ?? '无';
			return judge(end === '。', end, '。', lastOf(copyTo)?.page ?? null);
		},
	},
	{
		id: 'recipients-moved',
		clause: '7.4.2',
		rule: '主送机关移至版记时，置于抄送机关之上一行，之间不加分隔线。',
		check: (reading) => {
			const { movedRecipients, copyTo } = reading;
			const [above, below] = [lastOf(movedRecipients), firstOf(copyTo)];
			if (above === null || below === null) return null;
			const between = reading.blackRules.some(
				({ page, box }) =>
					page === below.page && box.top > above.baseline && box.bottom < below.baseline,
			);
			const isAbove = above.page === below.page && above.baseline < below.baseline;
			return [
				judge(isAbove, isAbove ? '在抄送之上' : '不在抄送之上', '抄送之上一行', below.page),
				judge(!between, between ? '有分隔线' : '无分隔线', '无分隔线', below.page),
			];
		},
	},
];

const printClauses: readonly Clause[] = [
	{
		id: 'print-type',
		clause: '7.4.3',
		rule: '印发机关和印发日期一般用 4 号仿宋体字。',
		check: (reading) => {
			if (isLetter(reading) || reading.page.printOrgan === '') return null;
			if (reading.printOrgan === null) return missing(reading.page.printOrgan);
			return [reading.printOrgan, reading.printedOn]
				.flatMap((found) => found?.lines ?? [])
				.map((line) => inType(line, ['仿宋'], '4号'));
		},
	},
	{
		id: 'print-place',
		clause: '7.4.3',
		rule: '印发机关左空一字，印发日期右空一字，编排在末条分隔线之上。',
		check: (reading) => {
			const [organ, day] = [firstOf(reading.printOrgan), firstOf(reading.printedOn)];
			const rule = rules(reading).at(-1);
			if (isLetter(reading) || organ === null) return null;
			return [
				length(leftOf(organ), LEFT + ONE, organ.page),
				...(day === null ? [] : [length(rightOf(day), RIGHT - ONE, day.page)]),
				...(rule
					? [judge(emBottom(organ) <= rule.box.top + 0.5, '', '末条分隔线之上', organ.page)]
					: []),
			].map((one) => (one.found === '' ? { ...one, found: one.good ? '其上' : '其下' } : one));
		},
	},
	{
		id: 'print-date',
		clause: '7.4.3',
		rule: '印发日期用阿拉伯数字将年、月、日标全，不编虚位，后加“印发”二字。',
		check: (reading) => {
			if (isLetter(reading) || reading.page.printedOn === null) return null;
			const words = reading.printedOn?.lines.map(wordsOf).join('') ?? '未找到';
			const good = /^\d{4}年[1-9]\d?月[1-9]\d?日印发$/u.test(words);
			return judge(
				good,
				words,
				'2026年1月2日印发 的形式',
				firstOf(reading.printedOn)?.page ?? null,
			);
		},
	},
	{
		id: 'print-rule',
		clause: '7.4.3',
		rule: '版记中如有其他要素，与印发机关和印发日期用一条细分隔线隔开。',
		check: (reading) => {
			const [organ, above] = [firstOf(reading.printOrgan), lists(reading).at(-1)];
			const last = above === undefined ? null : lastOf(above);
			if (isLetter(reading) || organ === null || last === null) return null;
			const between = rules(reading).filter(
				({ box }) => box.top > last.baseline && box.bottom < organ.baseline,
			);
			return judge(between.length === 1, `${String(between.length)} 条`, '1 条细线', organ.page);
		},
	},
];

/** 7.4 版记. */
export const colophonClauses: readonly Clause[] = [...ruleClauses, ...copyClauses, ...printClauses];
