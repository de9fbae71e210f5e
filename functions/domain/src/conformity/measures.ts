/**
 * Lengths of GB/T 9704-2012 in millimetres and what may be off. Where the standard names no tolerance
 * our own stands here and says so.
 */

/** 5.1: A4; GB/T 148 allows ±2 mm on sides between 150 and 600 mm. */
export const PAPER = { width: 210, height: 297, tolerance: 2 };

/** 5.2.1: 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm. */
export const HEAD = 37;
export const BINDING = 28;
export const TYPE_WIDTH = 156;
export const TYPE_HEIGHT = 225;
export const MARGIN_TOLERANCE = 1;

/** Edges of the type area. */
export const LEFT = BINDING;
export const RIGHT = BINDING + TYPE_WIDTH;
export const TOP = HEAD;
export const BOTTOM = HEAD + TYPE_HEIGHT;

/** From here on downwards is the foot of the page, with number and verification; our own reading. */
export const FOOT = BOTTOM + 3;

/** 6.1: 版心尺寸误差 ≤ 1 mm; taken for every place for which the standard names no tolerance. */
export const PLACE_TOLERANCE = 1;

/** 5.2.3: 22 lines of 28 characters. */
export const LINES = 22;
export const CHARACTERS = 28;
/** 5.2.3, 7.3.5.5: spacing may be adjusted; how far is our own reading. */
export const LEAST_LINES = 20;
export const MOST_LINES = 23;
/** One character (一字) and one line (一行) of the grid. */
export const CELL = TYPE_WIDTH / CHARACTERS;
export const PITCH = TYPE_HEIGHT / LINES;
/** Characters by which the width of a line may be off: 1 mm of 156 (6.1). */
export const CHARACTERS_TOLERANCE = 0.2;

/** Sizes of type (号) in points: classical, and as word processors set them. */
export const SIZES = {
	'2号': [21, 22],
	'3号': [15.75, 16],
	'4号': [13.75, 14],
} as const;
export type Size = keyof typeof SIZES;
/** Points by which a size read from a file may differ: rounding only, our own. */
export const SIZE_TOLERANCE = 0.06;

/** 7.2.4, 10.3: mark 35 mm under the upper edge of the type area; 10.2: 20 mm. */
export const MARK_DROP = 35;
export const ORDER_MARK_DROP = 20;
/** 10.1: 30 mm from the edge of the paper. */
export const LETTER_MARK_DROP = 30;
/** 7.2.7: red line 4 mm under the number; 10.1: red double line 4 mm under the mark. */
export const RED_RULE_DROP = 4;
/** 10.1: lines 170 mm long, the lower one 20 mm above the lower edge of the paper. */
export const LETTER_RULE_LENGTH = 170;
export const LETTER_RULE_RISE = 20;
/** 10.1: distance of 7/8 of a character of 3号 (16 pt) from a red line. */
export const LETTER_GAP = (7 / 8) * 16 * (25.4 / 72);

/** 7.4.1: recommended thickness of the rules of 版记; the tolerance is our own. */
export const THICK_RULE = 0.35;
export const THIN_RULE = 0.25;
export const THICKNESS_TOLERANCE = 0.06;

/** 7.5: the dash 7 mm under the type area; half a millimetre is our own, well inside 6.1. */
export const FOLIO_DROP = 7;
export const FOLIO_TOLERANCE = 0.5;

/** The em box of Chinese type reaches this share of the size above and under the baseline. */
export const ASCENT = 0.88;
export const DESCENT = 0.12;
/** Millimetres of a point. */
export const MM = 25.4 / 72;

/** Points in millimetres as they read on screen. */
export function mm(value: number): string {
	return `${(Math.round(value * 10) / 10).toString()} mm`;
}
