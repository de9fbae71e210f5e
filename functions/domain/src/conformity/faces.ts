/** Families of Chinese type that the standard names, and the Latin type that goes with them. */
export type Face = '仿宋' | '黑体' | '楷体' | '小标宋' | '宋体' | '西文';

/** PostScript and family names by family; the first that fits decides. */
const NAMES: readonly [RegExp, Face][] = [
	[/fang|仿宋/iu, '仿宋'],
	[/hei|黑体|NotoSans(?:CJK|SC)|SourceHanSans|Gothic/iu, '黑体'],
	[/kai|楷/iu, '楷体'],
	[/biaosong|标宋|(?:NotoSerif(?:CJK|SC)|SourceHanSerif).*(?:Bold|Heavy|Black)/iu, '小标宋'],
	[/song|simsun|宋|NotoSerif(?:CJK|SC)|SourceHanSerif|Ming/iu, '宋体'],
];

/** The family of a font by its name; anything else counts as Latin type. */
export function faceOf(font: string): Face {
	return NAMES.find(([name]) => name.test(font))?.[1] ?? '西文';
}

/** A character of the Han script: what a face is judged by. */
const HAN = /\p{Script=Han}/u;

/** Whether a glyph is a Chinese character. */
export function isHan(text: string): boolean {
	return HAN.test(text);
}
