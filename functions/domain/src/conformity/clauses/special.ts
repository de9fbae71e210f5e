import { emBottom, emTop, inkOf, leftOf, middleOf, rightOf, wordsOf, type Line } from '../lines.ts';
import {
	BOTTOM,
	CELL,
	LEFT,
	LETTER_GAP,
	LETTER_MARK_DROP,
	LETTER_RULE_LENGTH,
	LETTER_RULE_RISE,
	MARK_DROP,
	ORDER_MARK_DROP,
	PAPER,
	PLACE_TOLERANCE,
	RED_RULE_DROP,
	RIGHT,
	TOP,
} from '../measures.ts';
import type { Reading } from '../reading.ts';
import {
	afterBlanks,
	beginsAt,
	heightOf,
	inFace,
	inType,
	judge,
	length,
	missing,
	widthOf,
	type Clause,
	type Verdict,
} from '../verdict.ts';
import { firstOf, lastOf, markInk, MIDDLE } from './head.ts';

const has = (reading: Reading, format: string): boolean => reading.page.format === format;

/** A pair of red lines: the upper and the lower one. */
type Pair = [Reading['redRules'][number], Reading['redRules'][number]];

/** The two double lines of a letter's first page, from top to bottom. */
function doubleLines(reading: Reading): { upper: Pair | null; lower: Pair | null } {
	const rules = reading.redRules.filter((rule) => rule.page === 1);
	const pair = (one: (typeof rules)[number] | undefined, two: typeof one): Pair | null =>
		one !== undefined && two !== undefined ? [one, two] : null;
	const high = rules.filter((rule) => rule.box.top < PAPER.height / 2);
	const low = rules.filter((rule) => rule.box.top >= PAPER.height / 2);
	return { upper: pair(high[0], high[1]), lower: pair(low.at(-2), low.at(-1)) };
}

function letter(
	reading: Reading,
	check: (lines: ReturnType<typeof doubleLines>) => (Verdict | null)[],
) {
	return has(reading, '信函') ? check(doubleLines(reading)) : null;
}

/** A line's type begins so far under a red line: 7/8 of a 3号 character, from memory of 10.1. */
function letterGap(line: Line | null, rule: number): Verdict | null {
	const ink = line === null ? null : inkOf(line);
	if (line === null || ink === null) return null;
	return length(Math.abs(emTop(line) - rule), LETTER_GAP, line.page);
}

const letterClauses: readonly Clause[] = [
	{
		id: 'letter-mark',
		clause: '10.1',
		rule: '信函格式的发文机关标志居中排布，上边缘至上页边为 30 mm。',
		check: (reading) => {
			if (!has(reading, '信函')) return null;
			const ink = markInk(reading);
			if (ink === null) return missing(reading.page.organMark, 1);
			// 居中: of the paper, like the lines under it, or of the type area; they differ by 1 mm.
			const middle = (PAPER.width / 2 + MIDDLE) / 2;
			return [
				length(ink.top, LETTER_MARK_DROP, 1),
				length((ink.left + ink.right) / 2, middle, 1, 1.5 * PLACE_TOLERANCE),
			];
		},
	},
	{
		id: 'letter-mark-words',
		clause: '10.1',
		rule: '信函格式的发文机关标志使用发文机关全称或者规范化简称；联合行文时使用主办机关标志。',
		check: (reading) => {
			if (!has(reading, '信函')) return null;
			const words = reading.marks.flatMap((found) => found?.lines.map(wordsOf) ?? []);
			const good = words.length === 1 && !(words[0] ?? '文件').endsWith('文件');
			return judge(good, words.join('、') || '未找到', '主办机关名称，不加“文件”', 1);
		},
	},
	{
		id: 'letter-lines',
		clause: '10.1',
		rule: '红色双线两条，线长均为 170 mm，居中排布；上面一条上粗下细，下面一条上细下粗。',
		check: (reading) =>
			letter(reading, ({ upper, lower }) => {
				if (upper === null || lower === null) return [missing('红色双线', 1)];
				const shape = ([one, two]: Pair): string =>
					heightOf(one.box) > heightOf(two.box) ? '上粗下细' : '上细下粗';
				return [
					...[...upper, ...lower].flatMap(({ box }) => [
						length(widthOf(box), LETTER_RULE_LENGTH, 1),
						length((box.left + box.right) / 2, PAPER.width / 2, 1),
					]),
					judge(shape(upper) === '上粗下细', shape(upper), '上粗下细', 1),
					judge(shape(lower) === '上细下粗', shape(lower), '上细下粗', 1),
				];
			}),
	},
	{
		id: 'letter-line-places',
		clause: '10.1',
		rule: '发文机关标志下 4 mm 处印第一条红色双线，距下页边 20 mm 处印第二条。',
		check: (reading) =>
			letter(reading, ({ upper, lower }) => {
				const ink = markInk(reading);
				return [
					upper && ink ? length(upper[0].box.top - ink.bottom, RED_RULE_DROP, 1) : null,
					lower ? length(PAPER.height - lower[1].box.bottom, LETTER_RULE_RISE, 1) : null,
				];
			}),
	},
	{
		id: 'letter-number',
		clause: '10.1',
		rule: '发文字号顶格居版心右边缘编排在第一条红色双线下，与该线的距离为 3 号汉字高度的 7/8。',
		check: (reading) =>
			letter(reading, ({ upper }) => {
				const line = firstOf(reading.number);
				if (line === null || upper === null) return [];
				return [length(rightOf(line), RIGHT, 1), letterGap(line, upper[1].box.bottom)];
			}),
	},
	{
		id: 'letter-corner',
		clause: '10.1',
		rule: '份号、密级、紧急程度顶格居版心左边缘编排在第一条红色双线下，第一个要素与该线的距离为 3 号汉字高度的 7/8，按序自上而下分行排列。',
		check: (reading) =>
			letter(reading, ({ upper }) => {
				const lines = [reading.copyNumber, reading.secrecy, reading.urgency].flatMap(
					(found) => firstOf(found) ?? [],
				);
				if (upper === null) return [];
				return [
					letterGap(lines[0] ?? null, upper[1].box.bottom),
					...lines.map((line) => beginsAt(line, LEFT)),
					...lines.slice(1).map((line, at) => {
						const above = lines[at];
						return above ? afterBlanks(line, emBottom(above), 0, reading.pitch) : null;
					}),
				];
			}),
	},
	{
		id: 'letter-title',
		clause: '10.1',
		rule: '信函格式的标题居中编排，与其上最后一个要素相距二行。',
		check: (reading) =>
			letter(reading, () => {
				const { title, number, copyNumber, secrecy, urgency, pitch } = reading;
				const lasts = [number, copyNumber, secrecy, urgency].flatMap(
					(found) => lastOf(found) ?? [],
				);
				const line = firstOf(title);
				if (line === null || lasts.length === 0) return [];
				return [afterBlanks(line, Math.max(...lasts.map(emBottom)), 2, pitch)];
			}),
	},
	{
		id: 'letter-folio',
		clause: '10.1',
		rule: '信函格式首页不显示页码。',
		check: (reading) => {
			if (!has(reading, '信函')) return null;
			const shown = reading.folios.some((folio) => folio.page === 1);
			return judge(!shown, shown ? '有页码' : '无页码', '无页码', 1);
		},
	},
	{
		id: 'letter-colophon',
		clause: '10.1',
		rule: '信函格式的版记不加印发机关和印发日期、分隔线，位于公文最后一面版心内最下方。',
		check: (reading) => {
			if (!has(reading, '信函')) return null;
			const last = reading.paper.pages.length;
			const isPrinted = reading.printedOn !== null;
			const rules = reading.blackRules.filter(
				(rule) => rule.page === last && widthOf(rule.box) > 150,
			);
			const line = lastOf(reading.copyTo);
			return [
				judge(!isPrinted, isPrinted ? '有印发日期' : '无', '不加印发机关和印发日期', last),
				judge(rules.length === 0, `${String(rules.length)} 条分隔线`, '不加分隔线', last),
				...(line === null
					? []
					: [
							judge(line.page === last, `第 ${String(line.page)} 页`, '最后一面', line.page),
							length(BOTTOM - emBottom(line), 0, line.page, 3),
						]),
			];
		},
	},
];

/** The signature's order and date follow 7.3.5.3, which has clauses of its own. */
const orderClauses: readonly Clause[] = [
	{
		id: 'order-mark',
		clause: '10.2',
		rule: '命令（令）的发文机关标志由发文机关全称加“命令”或“令”字组成，居中排布，上边缘至版心上边缘为 20 mm。',
		check: (reading) => {
			if (!has(reading, '命令')) return null;
			const ink = markInk(reading);
			const words = lastOf(reading.marks.at(-1) ?? null);
			if (ink === null || words === null) return missing(reading.page.organMark, 1);
			const all = wordsOf(words);
			const good = all.endsWith('令') || reading.markSuffix !== null;
			return [
				judge(good, all, '以“令”结尾', 1),
				length(ink.top - TOP, ORDER_MARK_DROP, 1),
				length((ink.left + ink.right) / 2, MIDDLE, 1),
			];
		},
	},
	{
		id: 'order-number',
		clause: '10.2',
		rule: '发文机关标志下空二行居中编排令号。',
		check: (reading) => {
			const [line, ink] = [firstOf(reading.number), markInk(reading)];
			if (!has(reading, '命令') || line === null || ink === null) return null;
			return [afterBlanks(line, ink.bottom, 2, reading.pitch), length(middleOf(line), MIDDLE, 1)];
		},
	},
	{
		id: 'order-body',
		clause: '10.2',
		rule: '令号下空二行编排正文。',
		check: (reading) => {
			const above = lastOf(reading.number);
			const line = firstOf(reading.recipients ?? reading.paragraphs[0]?.found ?? null);
			if (!has(reading, '命令') || above === null || line === null) return null;
			const found = (emTop(line) - emBottom(above)) / reading.pitch;
			// The text lies on the grid: up to three quarters of a line more, and the halves above and below type.
			const good = found > 1.95 && found < 3.3;
			return judge(good, `空 ${String(Math.round(found * 10) / 10)} 行`, '空 2 行', 1);
		},
	},
];

const minutesClauses: readonly Clause[] = [
	{
		id: 'minutes-mark',
		clause: '10.3',
		rule: '纪要标志由“×××××纪要”组成，居中排布，上边缘至版心上边缘为 35 mm。',
		check: (reading) => {
			if (!has(reading, '纪要')) return null;
			const ink = markInk(reading);
			const line = lastOf(reading.marks.at(-1) ?? null);
			if (ink === null || line === null) return missing(reading.page.organMark, 1);
			const words = wordsOf(line);
			return [
				judge(words.endsWith('纪要'), words, '以“纪要”结尾', 1),
				length(ink.top - TOP, MARK_DROP, 1),
				length((ink.left + ink.right) / 2, MIDDLE, 1),
			];
		},
	},
	{
		id: 'minutes-labels',
		clause: '10.3',
		rule: '“出席”“请假”“列席”用 3 号黑体字，左空二字编排，依次另起一行；其后人员名单用 3 号仿宋体字。',
		check: (reading) =>
			reading.attendance.flatMap(({ label, found, names }) => {
				const line = firstOf(found);
				if (line === null) return [missing(label)];
				return [
					inType(line, ['黑体'], '3号'),
					beginsAt(line, LEFT + 2 * CELL),
					...(names?.lines ?? [])
						.filter((one) => /\p{Script=Han}/u.test(wordsOf(one)))
						.map((one) => inFace(one, ['仿宋'])),
				];
			}),
	},
	{
		id: 'minutes-blank',
		clause: '10.3',
		rule: '出席人员名单在正文或附件说明下空一行编排。',
		// From memory of 10.3; one source has the next line instead, and the form may vary.
		check: (reading) => {
			const line = firstOf(reading.attendance[0]?.found ?? null);
			const names = reading.attachments.findLast((found) => found !== null);
			const text = reading.paragraphs.findLast(({ found }) => found !== null)?.found;
			const above = lastOf(names ?? text ?? null);
			if (line === null || above === null || above.page !== line.page) return null;
			return afterBlanks(line, emBottom(above), 1, reading.pitch);
		},
	},
	{
		id: 'minutes-wrap',
		clause: '10.3',
		rule: '人员名单回行时与冒号后的首字对齐。',
		check: (reading) =>
			reading.attendance.flatMap(({ names }) => {
				const first = firstOf(names);
				if (names === null || first === null) return [];
				return names.lines.slice(1).map((line) => length(leftOf(line), leftOf(first), line.page));
			}),
	},
	{
		id: 'minutes-seal',
		clause: '10.3',
		rule: '纪要不加盖印章（纪要格式可以根据实际制定）。',
		// Our reading: 10.3 names neither 署名 nor 印章 among the elements of minutes.
		check: (reading) => {
			if (!has(reading, '纪要')) return null;
			const count = reading.paper.pages.reduce((sum, page) => sum + page.seals.length, 0);
			return judge(count === 0, `${String(count)} 枚印章`, '无印章', reading.paper.pages.length);
		},
	},
];

/** 10 公文的特定格式. */
export const specialClauses: readonly Clause[] = [
	...letterClauses,
	...orderClauses,
	...minutesClauses,
];
