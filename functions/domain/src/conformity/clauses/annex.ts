import { leftOf, middleOf, wordsOf, type Line } from '../lines.ts';
import { LEFT, PLACE_TOLERANCE } from '../measures.ts';
import type { FoundAnnex, Reading } from '../reading.ts';
import { beginsAt, inType, judge, length, missing, type Clause, type Verdict } from '../verdict.ts';
import { firstOf, MIDDLE } from './head.ts';

/** Annexes whose pages stand upright. */
function each(reading: Reading, check: (annex: FoundAnnex, label: Line) => (Verdict | null)[]) {
	return reading.annexes
		.filter((annex) => !annex.landscape)
		.flatMap((annex) => {
			const label = firstOf(annex.label);
			return label === null ? [missing(`附件：${annex.title}`)] : check(annex, label);
		});
}

/** 7.3.7 附件. */
export const annexClauses: readonly Clause[] = [
	{
		id: 'annex-page',
		clause: '7.3.7',
		rule: '附件另面编排，并在版记之前。',
		check: (reading) =>
			each(reading, (_, label) => {
				const [first] = reading.text.filter((line) => line.page === label.page);
				const isFirst = first !== undefined && first.baseline === label.baseline;
				const foot = firstOf(reading.printOrgan);
				const isBefore = foot === null || foot.page >= label.page;
				return [
					judge(isFirst, isFirst ? '另面' : '未另面', '另面编排', label.page),
					judge(isBefore, isBefore ? '在版记之前' : '在版记之后', '在版记之前', label.page),
				];
			}),
	},
	{
		id: 'annex-label',
		clause: '7.3.7',
		rule: '“附件”二字及附件顺序号用 3 号黑体字顶格编排在版心左上角第一行。',
		check: (reading) =>
			each(reading, (_, label) => [inType(label, ['黑体'], '3号'), beginsAt(label, LEFT)]),
	},
	{
		id: 'annex-title',
		clause: '7.3.7',
		rule: '附件标题居中编排在版心第三行。',
		check: (reading) =>
			each(reading, (annex, label) => {
				const line = firstOf(annex.heading);
				if (line === null) return [missing(annex.title, label.page)];
				const drop = (line.baseline - label.baseline) / reading.pitch;
				const good = Math.abs(drop - 2) < 0.35;
				return [
					judge(good, `第 ${String(Math.round(drop * 10) / 10 + 1)} 行`, '第 3 行', line.page),
					...(annex.heading?.lines ?? []).map((one) => length(middleOf(one), MIDDLE, one.page, 3)),
				];
			}),
	},
	{
		id: 'annex-same',
		clause: '7.3.7',
		rule: '附件顺序号和附件标题与附件说明的表述一致。',
		check: ({ page, annexes }) => {
			if (annexes.length === 0) return null;
			return annexes.map((annex, at) => {
				const wanted = page.attachments[at] ?? '';
				const number = annex.label?.lines.map(wordsOf).join('') ?? '未找到';
				const mark = annexes.length > 1 ? `附件${String(at + 1)}` : '附件';
				const good = annex.landscape || (wanted === annex.title && number === mark);
				return judge(
					good,
					`${number} ${annex.title}`,
					`${mark} ${wanted}`,
					firstOf(annex.label)?.page ?? null,
				);
			});
		},
	},
	{
		id: 'annex-wrap',
		clause: '7.3.7',
		rule: '附件格式要求同正文：版心左边缘不变。',
		check: (reading) =>
			each(reading, (annex) =>
				annex.found
					.filter((one) => one.indented)
					.flatMap(({ found }) => found?.lines.slice(1) ?? [])
					.filter((line) => !/^[（《“‘]/u.test(wordsOf(line)))
					.map((line) => length(leftOf(line), LEFT, line.page, PLACE_TOLERANCE)),
			),
	},
];
