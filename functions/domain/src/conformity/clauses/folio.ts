import { bound, isSideways } from '../bound.ts';
import type { PaperPage } from '../facts.ts';
import { leftOf, rightOf } from '../lines.ts';
import { faceOf } from '../faces.ts';
import { BOTTOM, FOLIO_DROP, FOLIO_TOLERANCE, LEFT, MM, RIGHT } from '../measures.ts';
import type { Folio, Reading } from '../reading.ts';
import { inSize, judge, length, missing, type Clause, type Verdict } from '../verdict.ts';

/** One character of 4号. */
const ONE = 14 * MM;

function sheet(reading: Reading, number: number): PaperPage {
	const page = reading.paper.pages[number - 1];
	if (page === undefined) throw new Error(`no page ${String(number)}`);
	return page;
}

/** Folios on upright pages; those of sideways sheets are looked at under clause 8. */
function upright(reading: Reading): Folio[] {
	return reading.folios.filter((folio) => !isSideways(sheet(reading, folio.page)));
}

/** Pages without text; watermark, page number and code of verification do not count. */
export function blankPages(reading: Reading): number[] {
	return reading.paper.pages
		.filter(
			(page) =>
				page.pictures.length === 0 && !reading.text.some((line) => line.page === page.number),
		)
		.map((page) => page.number);
}

/** Whether a page bears no number: a letter's first, a blank page before 版记 and that page itself. */
export function bearsNone(reading: Reading, page: number): boolean {
	if (reading.page.format === '信函' && page === 1) return true;
	const blank = blankPages(reading);
	return blank.includes(page) || (blank.includes(page - 1) && page === reading.paper.pages.length);
}

/** Dash of a number under the type area, and its distance from its side. */
function dropOf({ line, page }: Folio): Verdict {
	const dash = line.glyphs.find((glyph) => glyph.ink !== null);
	return length((dash?.ink?.top ?? Number.NaN) - BOTTOM, FOLIO_DROP, page, FOLIO_TOLERANCE);
}

function sideOf({ line, page, number }: Folio): Verdict {
	return number % 2 === 1
		? length(rightOf(line), RIGHT - ONE, page)
		: length(leftOf(line), LEFT + ONE, page);
}

/** 7.5 页码. */
export const folioClauses: readonly Clause[] = [
	{
		id: 'folio-type',
		clause: '7.5',
		rule: '页码一般用 4 号半角宋体阿拉伯数字，数字左右各放一条一字线。',
		// The digits of a serif Latin face are taken for those of 宋体, which are of the same kind.
		check: (reading) =>
			reading.folios.flatMap(({ line, page }) => {
				const faces = new Set(line.glyphs.map((glyph) => faceOf(glyph.font)));
				const good = [...faces].every((face) => face === '宋体' || face === '西文');
				return [inSize(line, '4号'), judge(good, [...faces].join('、'), '宋体', page)];
			}),
	},
	{
		id: 'folio-drop',
		clause: '7.5',
		rule: '页码编排在版心下边缘之下，一字线上距版心下边缘 7 mm。',
		check: (reading) => upright(reading).map(dropOf),
	},
	{
		id: 'folio-side',
		clause: '7.5',
		rule: '单页码居右空一字，双页码居左空一字。',
		check: (reading) => upright(reading).map(sideOf),
	},
	{
		id: 'folio-run',
		clause: '7.5',
		rule: '公文的附件与正文一起装订时，页码连续编排。',
		check: (reading) =>
			reading.paper.pages.flatMap((page): Verdict[] => {
				if (bearsNone(reading, page.number)) return [];
				const folio = reading.folios.find((one) => one.page === page.number);
				const good = folio?.number === page.number;
				const found = folio === undefined ? '无页码' : String(folio.number);
				return [judge(good, found, String(page.number), page.number)];
			}),
	},
	{
		id: 'folio-blank',
		clause: '7.5',
		rule: '版记页前有空白页的，空白页和版记页均不编排页码。',
		check: (reading) =>
			reading.page.format === '信函'
				? null
				: reading.paper.pages
						.filter((page) => bearsNone(reading, page.number))
						.map((page) => {
							const has = reading.folios.some((folio) => folio.page === page.number);
							return judge(!has, has ? '有页码' : '无页码', '无页码', page.number);
						}),
	},
];

/** 8 公文中的横排表格. */
export const sidewaysClauses: readonly Clause[] = [
	{
		id: 'sideways-folio',
		clause: '8',
		rule: 'A4 纸型的表格横排时，页码位置与公文其他页码保持一致。',
		check: (reading) =>
			reading.paper.pages.filter(isSideways).flatMap(({ number }) => {
				if (bearsNone(reading, number)) return [];
				const folio = reading.folios.find((one) => one.page === number);
				return folio === undefined ? [missing('页码', number)] : [dropOf(folio), sideOf(folio)];
			}),
	},
	{
		id: 'sideways-head',
		clause: '8',
		rule: '单页码表头在订口一边，双页码表头在切口一边。',
		// Both are the left edge of the bound page: the binding of an even page lies to its right.
		check: ({ paper }) =>
			paper.pages.filter(isSideways).map((page) => {
				const runs = bound(page).runs.filter((run) => run.opacity > 0.5);
				const wrong = runs.filter((run) => run.angle === 90).length;
				const good = wrong === 0 && runs.some((run) => run.angle === -90);
				const side = page.number % 2 === 1 ? '订口一边' : '切口一边';
				return judge(good, good ? side : '朝向相反', side, page.number);
			}),
	},
];
