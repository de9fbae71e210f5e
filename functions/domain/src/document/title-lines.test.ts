import { describe, expect, test } from 'vitest';
import { titleLines, titleWidth } from './title-lines.ts';

describe('lines of a title (GB/T 9704-2012 §7.3.1)', () => {
	test('a title that fits stands on one line', () => {
		expect(titleLines('关于报送工作总结的函')).toEqual(['关于报送工作总结的函']);
	});

	test('given lines are kept', () => {
		expect(titleLines('云州市医疗保障局\n关于报送工作总结的函')).toHaveLength(2);
	});

	test('a first line with the name of the organ alone is preferred', () => {
		const [first] = titleLines('云州市医疗保障局关于做好年度工作总结报送的通知');
		expect(first).toBe('云州市医疗保障局');
	});

	const long = [
		'关于做好2026年度城乡居民基本医疗保险参保缴费工作的通知',
		'云州市医疗保障局关于印发《云州市医疗保障基金使用监督管理办法（试行）》的通知',
		'云州市医疗保障局关于进一步加强定点医药机构协议管理和医疗保障基金监管工作的实施意见（征求意见稿）',
	];
	test.each(long)(
		'%s loses nothing, fits, and begins no line with a particle or a mark',
		(title) => {
			const lines = titleLines(title);
			expect(lines.join('')).toBe(title);
			for (const line of lines) expect(titleWidth(line)).toBeLessThanOrEqual(20);
			for (const line of lines) expect(line).not.toMatch(/^[的和与及、，。；：）》”]|[（《“]$/u);
		},
	);

	test.each(long)('%s has no waist', (title) => {
		const widths = titleLines(title).map(titleWidth);
		for (let at = 1; at < widths.length - 1; at++) {
			const [before = 0, here = 0, after = 0] = widths.slice(at - 1, at + 2);
			expect(here < before && here < after).toBe(false);
		}
	});

	test('the longest title of one-character words breaks at once', () => {
		const start = performance.now();
		expect(titleLines('长'.repeat(300)).join('')).toHaveLength(300);
		// A few milliseconds; trying every way would take longer than anybody lives.
		expect(performance.now() - start).toBeLessThan(2_000);
	});

	test('text without a place to break comes back whole', () => {
		expect(titleLines('')).toEqual([]);
		expect(titleLines('a'.repeat(200)).join('')).toHaveLength(200);
	});
});
