import { describe, expect, test } from 'vitest';
import { printedName, viewType } from '../flow/file-names.ts';
import { dwellParts } from '../flow/dwell.ts';
import { paperDay } from './paper-words.ts';

describe('words on paper', () => {
	test('a day has Arabic figures without leading zeros, in office time', () => {
		expect(paperDay(new Date('2026-03-04T15:59:00Z'))).toBe('2026年3月4日');
		expect(paperDay(new Date('2026-03-04T16:00:00Z'))).toBe('2026年3月5日');
	});

	test.each([
		[20_000, { unit: 'minute', n: 1 }],
		[59 * 60_000, { unit: 'minute', n: 59 }],
		[3 * 3_600_000, { unit: 'hour', n: 3 }],
		[49 * 3_600_000, { unit: 'day', n: 2 }],
	])('a stay of %i ms is told in its largest unit', (ms, words) => {
		expect(dwellParts(ms)).toEqual(words);
	});
});

describe('names of files', () => {
	test.each([
		['任务分解表.xlsx', '任务分解表'],
		['第1.2版 说明.pdf', '第1.2版 说明'],
		['没有后缀', '没有后缀'],
	])('%s is printed without its ending', (name, printed) => {
		expect(printedName(name)).toBe(printed);
	});

	test('only pictures and PDF are shown in the page', () => {
		expect(viewType('扫描件.PDF')).toBe('application/pdf');
		expect(viewType('照片.jpg')).toBe('image/jpeg');
		expect(viewType('页面.html')).toBeNull();
		expect(viewType('图标.svg')).toBeNull();
	});
});
