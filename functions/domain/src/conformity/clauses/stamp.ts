import type { Box } from '../facts.ts';
import { emBottom, emTop, inkOf, rightOf } from '../lines.ts';
import { CELL, mm, PLACE_TOLERANCE, RIGHT } from '../measures.ts';
import type { Reading } from '../reading.ts';
import { judge, length, missing, type Clause } from '../verdict.ts';
import { isStamped, lastOfText, middleX, middleY, seals } from './closing.ts';
import { firstOf } from './head.ts';

/** What is stamped for one signatory: the pressed stamp, or the name a preview shows in its place. */
function stampOf(reading: Reading, at: number): Box | null {
	const pressed = seals(reading)[at];
	if (pressed !== undefined) return pressed.box;
	const line = firstOf(reading.signatories[at]?.name ?? null);
	return line === null ? null : inkOf(line);
}

/** Documents that close with signatures (签名章): §7.3.5.3. */
export const stampClauses: readonly Clause[] = [
	{
		id: 'stamp-post',
		clause: '7.3.5.3',
		rule: '加盖签发人签名章的公文，签名章左空二字标注签发人职务，以签名章为准上下居中排布；联合行文每行只编排一个机关。',
		check: (reading) => {
			if (!isStamped(reading)) return null;
			return reading.signatories.flatMap(({ post }, at) => {
				const line = firstOf(post);
				const stamp = stampOf(reading, at);
				if (line === null) return [missing(reading.page.signatories[at]?.post ?? '职务')];
				const ink = inkOf(line);
				if (stamp === null || ink === null) return [];
				const gap = stamp.left - rightOf(line);
				return [
					judge(gap >= 2 * CELL - PLACE_TOLERANCE, mm(gap), '左空二字', line.page),
					length(middleY(stamp), middleY(ink), line.page, 1.5 * PLACE_TOLERANCE),
				];
			});
		},
	},
	{
		id: 'stamp-joint',
		clause: '7.3.5.3',
		rule: '联合行文时，其余机关签发人职务、签名章依次向下编排，与主办机关签发人职务、签名章上下对齐。',
		check: (reading) => {
			if (!isStamped(reading) || reading.signatories.length < 2) return null;
			return reading.signatories.slice(1).flatMap(({ post }, before) => {
				const [lead, last, stamp] = [0, before, before + 1].map((at) => stampOf(reading, at));
				const line = firstOf(post);
				const above = firstOf(reading.signatories[before]?.post ?? null);
				if (line === null || above === null) return [missing('签发人职务')];
				if (!lead || !last || !stamp) return [];
				const isBelow = line.page !== above.page || stamp.top > last.bottom;
				return [
					judge(isBelow, isBelow ? '依次向下' : '与上一行重叠', '依次向下', line.page),
					length(middleX(stamp), middleX(lead), line.page, PLACE_TOLERANCE),
					length(rightOf(line), rightOf(above), line.page, PLACE_TOLERANCE),
				];
			});
		},
	},
	{
		id: 'stamp-blanks',
		clause: '7.3.5.3',
		rule: '签名章在正文（或附件说明）下空二行编排。',
		check: (reading) => {
			const line = firstOf(reading.signatories[0]?.post ?? null);
			const above = lastOfText(reading);
			if (!isStamped(reading) || line === null || above?.page !== line.page) return null;
			// The post stands in the middle of a stamp of two lines: half a line more than the blank ones.
			const found = (emTop(line) - emBottom(above)) / reading.pitch;
			const good = found > 2 && found < 4;
			return judge(good, `空 ${String(Math.floor(found - 0.5))} 行`, '空 2 行', line.page);
		},
	},
	{
		id: 'stamp-date',
		clause: '7.3.5.3',
		rule: '在签名章下空一行右空四字编排成文日期。',
		check: (reading) => {
			const line = firstOf(reading.date);
			if (!isStamped(reading) || reading.page.issuedOn === null) return null;
			if (line === null) return missing('成文日期');
			return length(rightOf(line), RIGHT - 4 * CELL, line.page, 1.5 * PLACE_TOLERANCE);
		},
	},
];
