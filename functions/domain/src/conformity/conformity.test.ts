import { describe, expect, test } from 'vitest';
import { bound } from './bound.ts';
import { faceOf } from './faces.ts';
import type { PaperPage, TextRun } from './facts.ts';
import { linesOf, rightOf, Words, wordsOf } from './lines.ts';
import { isBlack, isRed } from './verdict.ts';

/** A run whose glyphs are ten millimetres wide, from a place on. */
function aRun(words: string, x: number, y: number, changes: Partial<TextRun> = {}): TextRun {
	const glyphs = [...words].map((text, at) => ({
		text,
		begin: [x + at * 10, y] as const,
		end: [x + at * 10 + 10, y] as const,
		ink: { left: x + at * 10 + 1, right: x + at * 10 + 6, top: y - 8, bottom: y },
	}));
	return {
		glyphs,
		font: 'FandolFang-Regular',
		size: 16,
		colour: '#000000',
		opacity: 1,
		angle: 0,
		...changes,
	};
}

function aSheet(runs: TextRun[], changes: Partial<PaperPage> = {}): PaperPage {
	return {
		number: 1,
		width: 210,
		height: 297,
		runs,
		rules: [],
		pictures: [],
		seals: [],
		...changes,
	};
}

describe('what is read from a page', () => {
	test.each([
		['FandolFang-Regular', '仿宋'],
		['FangSong_GB2312', '仿宋'],
		['SimHei', '黑体'],
		['NotoSansCJKsc-Regular', '黑体'],
		['KaiTi_GB2312', '楷体'],
		['FZXiaoBiaoSong-B05S', '小标宋'],
		['NotoSerifCJKsc-Bold', '小标宋'],
		['NotoSerifCJKsc-Regular', '宋体'],
		['SimSun', '宋体'],
		['LiberationSerif', '西文'],
	] as const)('%s is %s', (font, face) => {
		expect(faceOf(font)).toBe(face);
	});

	test('runs on one baseline are one line from left to right, whatever their order in the file', () => {
		const page = aSheet([aRun('号', 60, 50.2), aRun('发文', 30, 50), aRun('标题', 30, 70)]);
		expect(linesOf(page).map(wordsOf)).toEqual(['发文号', '标题']);
	});

	test('a watermark and turned text are no lines', () => {
		const page = aSheet([
			aRun('预览', 30, 50, { opacity: 0.2 }),
			aRun('表', 30, 60, { angle: 90 }),
		]);
		expect(linesOf(page)).toEqual([]);
	});

	test('a line that ends with a mark of punctuation ends with its ink', () => {
		const [plain, marked] = linesOf(aSheet([aRun('甲乙', 30, 50), aRun('甲，', 30, 70)]));
		expect(plain && rightOf(plain)).toBe(50);
		expect(marked && rightOf(marked)).toBe(46);
	});

	test('words are found across lines, and only the glyphs that are theirs', () => {
		const words = new Words(linesOf(aSheet([aRun('云州市医', 30, 50), aRun('保局文件', 30, 60)])));
		const found = words.find('市医 保局');
		expect(found?.lines.map(wordsOf)).toEqual(['市医', '保局']);
		expect(words.find('云州市', 1)).toBeNull();
	});

	test('a sideways sheet is turned so that its left edge becomes the lower one', () => {
		const page = bound(aSheet([aRun('头', 35, 28)], { width: 297, height: 210 }));
		expect([page.width, page.height]).toEqual([210, 297]);
		expect(page.runs[0]?.angle).toBe(-90);
		expect(page.runs[0]?.glyphs[0]?.begin).toEqual([28, 262]);
	});

	test('red and black are told apart from what is neither', () => {
		expect(isRed('#e60012')).toBe(true);
		expect(isRed('#e6a012')).toBe(false);
		expect(isBlack('#1a1a1a')).toBe(true);
		expect(isBlack('#808080')).toBe(false);
	});
});
