import type { Box } from '../facts.ts';
import { emBottom, inkOf, leftOf, middleOf, rightOf, unite, wordsOf, type Line } from '../lines.ts';
import { CELL, LEFT, mm, PITCH, PLACE_TOLERANCE, RIGHT } from '../measures.ts';
import type { Reading } from '../reading.ts';
import {
	afterBlanks,
	beginsAt,
	heightOf,
	judge,
	length,
	missing,
	widthOf,
	type Clause,
	type Verdict,
} from '../verdict.ts';
import { firstOf, lastOf } from './head.ts';
import { stampClauses } from './stamp.ts';

const isSealed = ({ page }: Reading): boolean => page.closing === '印章' && page.format !== '纪要';
const isPlain = ({ page }: Reading): boolean => page.closing === '不盖章' && page.format !== '纪要';
export const isStamped = ({ page }: Reading): boolean => page.closing === '签名章';

/** The last line before the signature: of 附件说明, else of the text. */
export function lastOfText({ attachments, paragraphs, title }: Reading): Line | null {
	const names = attachments.findLast((found) => found !== null);
	const text = paragraphs.findLast(({ found }) => found !== null)?.found;
	return lastOf(names ?? text ?? title ?? null);
}

/** A pressed seal and the page it is on. */
interface Pressed {
	page: number;
	box: Box;
}

export function seals({ paper }: Reading): Pressed[] {
	return paper.pages.flatMap((page) => page.seals.map((box) => ({ page: page.number, box })));
}

export const middleX = (box: Box): number => (box.left + box.right) / 2;
export const middleY = (box: Box): number => (box.top + box.bottom) / 2;

/** Whether the seal lies on a line: across its height, and over its middle. */
function presses({ page, box }: Pressed, line: Line): boolean {
	const ink = inkOf(line);
	if (ink === null || page !== line.page) return false;
	const middle = middleOf(line);
	return box.top < ink.top && box.bottom > ink.bottom && box.left < middle && box.right > middle;
}

/** Every organ's seal on its name, the last one also on the date. */
function sealPresses(reading: Reading): Verdict[] | null {
	const pressed = seals(reading);
	if (!isSealed(reading) || pressed.length === 0) return null;
	const verdicts = reading.organs.map((found, at) => {
		const line = lastOf(found);
		const name = reading.page.organs[at] ?? '';
		if (line === null) return missing(name);
		const good = pressed.some((seal) => presses(seal, line));
		return judge(good, good ? `压“${name}”` : `未压“${name}”`, '居中下压署名', line.page);
	});
	const date = firstOf(reading.date);
	if (date === null) return verdicts;
	const good = pressed.some((seal) => presses(seal, date));
	return [...verdicts, judge(good, good ? '压成文日期' : '未压成文日期', '压成文日期', date.page)];
}

/** Name and date, taken together, lie a little under the seal's middle: inside the half radius is our reading. */
function belowMiddle(reading: Reading): Verdict | null {
	const [name, date] = [lastOf(reading.organs.at(-1) ?? null), firstOf(reading.date)];
	if (!isSealed(reading) || name === null || date === null) return null;
	const seal = seals(reading).find((one) => presses(one, date));
	if (seal === undefined) return null;
	const lines = unite([name, date].flatMap((line) => inkOf(line) ?? []));
	if (lines === null) return null;
	const drop = middleY(lines) - middleY(seal.box);
	const good = drop > 0 && drop <= widthOf(seal.box) / 4;
	return judge(good, `中心偏下 ${mm(drop)}`, '署名和日期居印章中心偏下', seal.page);
}

function sealMiddle(reading: Reading): Verdict[] {
	if (!isSealed(reading)) return [];
	const pressed = seals(reading);
	return reading.organs.flatMap((found) => {
		const line = lastOf(found);
		const seal = line === null ? undefined : pressed.find((one) => presses(one, line));
		if (line === null || seal === undefined) return [];
		return [length(middleX(seal.box), middleOf(line), seal.page, 2 * PLACE_TOLERANCE)];
	});
}

function sealTop(reading: Reading): Verdict | null {
	const [first] = seals(reading);
	const above = lastOfText(reading);
	if (!isSealed(reading) || first === undefined || above === null) return null;
	if (above.page !== first.page) return null;
	const top = Math.min(...seals(reading).map(({ box }) => box.top));
	const gap = top - emBottom(above);
	const good = gap > 0 && gap <= Math.max(PITCH, reading.pitch) + 0.1;
	return judge(good, `距正文 ${mm(gap)}`, `大于 0、不超过一行（${mm(PITCH)}）`, first.page);
}

function sealsApart(reading: Reading): Verdict[] {
	const pressed = seals(reading);
	return pressed.flatMap((one, at) =>
		pressed.slice(at + 1).flatMap((other) => {
			if (one.page !== other.page) return [];
			const [across, down] = [
				Math.abs(middleX(one.box) - middleX(other.box)),
				Math.abs(middleY(one.box) - middleY(other.box)),
			];
			// Seals are round; stamps of signatures fill their boxes.
			const gap = isStamped(reading)
				? Math.max(
						across - (widthOf(one.box) + widthOf(other.box)) / 2,
						down - (heightOf(one.box) + heightOf(other.box)) / 2,
					)
				: Math.hypot(across, down) - (widthOf(one.box) + widthOf(other.box)) / 2;
			return [judge(gap > 0, `相距 ${mm(gap)}`, '互不相交或相切', one.page)];
		}),
	);
}

const sealClauses: readonly Clause[] = [
	{
		id: 'sealed-date',
		clause: '7.3.5.1',
		rule: '加盖印章的公文，成文日期一般右空四字编排。',
		check: (reading) => {
			const line = firstOf(reading.date);
			if (!isSealed(reading) || reading.page.issuedOn === null) return null;
			if (line === null) return missing('成文日期');
			// “一般”: where three names share a row the last one stands too far right for four characters.
			if (reading.page.organs.length > 2) {
				const rest = (RIGHT - rightOf(line)) / CELL;
				const words = `右空 ${String(Math.round(rest * 10) / 10)} 字`;
				return judge(
					rest > 0 && rest < 4.3,
					words,
					'右空四字以内（三个以上机关联合行文）',
					line.page,
				);
			}
			return length(rightOf(line), RIGHT - 4 * CELL, line.page, 1.5 * PLACE_TOLERANCE);
		},
	},
	{
		id: 'sealed-name',
		clause: '7.3.5.1',
		rule: '单一机关行文时，在成文日期之上、以成文日期为准居中编排发文机关署名。',
		check: (reading) => {
			const [name, date] = [lastOf(reading.organs.at(-1) ?? null), firstOf(reading.date)];
			if (!isSealed(reading)) return null;
			if (name === null) return missing(reading.page.issuer);
			if (date === null) return null;
			return [
				length(middleOf(name), middleOf(date), name.page, 1.5 * PLACE_TOLERANCE),
				afterBlanks(date, emBottom(name), 0, reading.pitch),
			];
		},
	},
	{
		id: 'joint-names',
		clause: '7.3.5.1',
		rule: '联合行文时，各发文机关署名按照发文机关顺序整齐排列。',
		check: ({ page, organs }) => {
			if (page.organs.length < 2 || page.closing !== '印章') return null;
			return organs.map((found, at) => {
				const name = page.organs[at] ?? '';
				if (found === null) return missing(name);
				const before = organs[at - 1]?.from ?? -1;
				const line = firstOf(found);
				return judge(found.from > before, name, '按发文机关顺序', line?.page ?? null);
			});
		},
	},
	{
		id: 'seal-presses',
		clause: '7.3.5.1',
		rule: '印章一一对应下压发文机关署名，最后一个印章并压成文日期；不得出现空白印章。',
		check: sealPresses,
	},
	{
		id: 'seal-middle',
		clause: '7.3.5.1',
		rule: '印章端正、居中下压发文机关署名。',
		check: sealMiddle,
	},
	{
		id: 'seal-below',
		clause: '7.3.5.1',
		rule: '使发文机关署名和成文日期居印章中心偏下位置。',
		check: belowMiddle,
	},
	{
		id: 'seal-top',
		clause: '7.3.5.1',
		rule: '印章顶端上距正文（或附件说明）一行之内。',
		check: sealTop,
	},
	{
		id: 'seals-apart',
		clause: '7.3.5.1',
		rule: '联合行文时，印章之间排列整齐、互不相交或相切。',
		check: sealsApart,
	},
	{
		id: 'seals-inside',
		clause: '7.3.5.1',
		rule: '每排印章两端不得超出版心。',
		check: (reading) =>
			seals(reading).map(({ page, box }) => {
				const over = Math.max(LEFT - box.left, box.right - RIGHT, 0);
				return judge(over <= PLACE_TOLERANCE, `超出 ${mm(over)}`, '不超出版心', page);
			}),
	},
];

/**
 * A date shorter than the name stands two characters in from it; a longer one two from the right edge. Of
 * several names the widest decides.
 */
function plainDate(reading: Reading): Verdict[] | null {
	const names = reading.organs.flatMap((found) => firstOf(found) ?? []);
	const [lead, last] = [names[0], names.at(-1)];
	const date = firstOf(reading.date);
	if (!isPlain(reading) || !lead || !last || date === null) return null;
	const below = afterBlanks(date, emBottom(last), 0, reading.pitch);
	if (widthOfLine(date) > Math.max(...names.map(widthOfLine)))
		return [below, length(rightOf(date), RIGHT - 2 * CELL, date.page, 1.5)];
	return [below, length(leftOf(date) - leftOf(lead), 2 * CELL, date.page)];
}

const widthOfLine = (line: Line): number => rightOf(line) - leftOf(line);

const plainClauses: readonly Clause[] = [
	{
		id: 'plain-name',
		clause: '7.3.5.2',
		rule: '不加盖印章的公文，在正文（或附件说明）下空一行右空二字编排发文机关署名。',
		check: (reading) => {
			if (!isPlain(reading)) return null;
			const [line, above, date] = [
				firstOf(reading.organs[0] ?? null),
				lastOfText(reading),
				firstOf(reading.date),
			];
			if (line === null) return missing(reading.page.issuer);
			const isLonger = date !== null && widthOfLine(date) > widthOfLine(line);
			const onPage = above !== null && above.page === line.page;
			const widest = Math.max(
				...reading.organs.map((found) => (found ? rightOf(firstOf(found) ?? line) : 0)),
			);
			return [
				...(onPage ? [afterBlanks(line, emBottom(above), 1, reading.pitch)] : []),
				...(isLonger ? [] : [length(widest, RIGHT - 2 * CELL, line.page, 1.5)]),
			];
		},
	},
	{
		id: 'plain-date',
		clause: '7.3.5.2',
		rule: '在署名下一行编排成文日期，首字比署名首字右移二字；日期长于署名时，日期右空二字编排。',
		check: plainDate,
	},
	{
		id: 'plain-joint',
		clause: '7.3.5.2',
		rule: '联合行文时，先编排主办机关署名，其余发文机关署名依次向下编排。',
		check: (reading) => {
			if (!isPlain(reading) || reading.page.organs.length < 2) return null;
			return reading.organs.map((found, at) => {
				const [line, before] = [firstOf(found), lastOf(reading.organs[at - 1] ?? null)];
				if (line === null) return missing(reading.page.organs[at] ?? '');
				if (before === null) return null;
				return afterBlanks(line, emBottom(before), 0, reading.pitch);
			});
		},
	},
];

const restClauses: readonly Clause[] = [
	{
		id: 'date-form',
		clause: '7.3.5.4',
		rule: '成文日期用阿拉伯数字将年、月、日标全，年份标全称，月、日不编虚位。',
		check: (reading) => {
			if (reading.page.issuedOn === null || reading.page.format === '纪要') return null;
			if (reading.date === null) return missing('成文日期');
			const words = reading.date.lines.map(wordsOf).join('');
			const good = /^\d{4}年[1-9]\d?月[1-9]\d?日$/u.test(words);
			return judge(good, words, '2026年1月2日 的形式', firstOf(reading.date)?.page ?? null);
		},
	},
	{
		id: 'closing-with-text',
		clause: '7.3.5.5',
		rule: '所剩空白处不能容下印章、成文日期时，调整行距、字距解决，落款与正文同页。',
		check: (reading) => {
			const line = firstOf(reading.date);
			if (line === null || isPlain(reading)) return null;
			const above = lastOfText(reading);
			const good = above?.page === line.page;
			return judge(good, good ? '与正文同页' : '落款单独成页', '与正文同页', line.page);
		},
	},
	{
		id: 'note',
		clause: '7.3.6',
		rule: '附注居左空二字加圆括号编排在成文日期下一行。',
		check: (reading) => {
			if (reading.page.note === '' || reading.page.format === '纪要') return null;
			const [line, date] = [firstOf(reading.note), lastOf(reading.date)];
			if (line === null) return missing(`（${reading.page.note}）`);
			const isBelow = date !== null && date.page === line.page;
			return [
				beginsAt(line, LEFT + 2 * CELL),
				...(isBelow ? [afterBlanks(line, emBottom(date), 0, reading.pitch)] : []),
			];
		},
	},
];

/** 7.3.5 and 7.3.6. */
export const closingClauses: readonly Clause[] = [
	...sealClauses,
	...plainClauses,
	...stampClauses,
	...restClauses,
];
