import type { Box, PaperPage, Point } from './facts.ts';

/** Whether a sheet is printed sideways (8 公文中的横排表格): its paper is wider than high. */
export function isSideways(page: PaperPage): boolean {
	return page.width > page.height;
}

/**
 * A page as it lies in the bound document: a sideways sheet is turned by a quarter against the clock, so that
 * its left edge becomes the lower one and page numbers of all sheets are in one place.
 */
export function bound(page: PaperPage): PaperPage {
	if (!isSideways(page)) return page;
	const turnPoint = ([x, y]: Point): Point => [y, page.width - x];
	const turnBox = ({ left, top, right, bottom }: Box): Box => ({
		left: top,
		right: bottom,
		top: page.width - right,
		bottom: page.width - left,
	});
	return {
		number: page.number,
		width: page.height,
		height: page.width,
		runs: page.runs.map((run) => ({
			...run,
			angle: run.angle - 90 <= -180 ? run.angle + 270 : run.angle - 90,
			glyphs: run.glyphs.map((glyph) => ({
				text: glyph.text,
				begin: turnPoint(glyph.begin),
				end: turnPoint(glyph.end),
				ink: glyph.ink === null ? null : turnBox(glyph.ink),
			})),
		})),
		rules: page.rules.map((rule) => ({ ...rule, box: turnBox(rule.box) })),
		pictures: page.pictures.map(turnBox),
		seals: page.seals.map(turnBox),
	};
}
