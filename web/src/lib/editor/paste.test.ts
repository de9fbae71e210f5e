import { getSchema } from '@tiptap/core';
import { Node, Slice } from '@tiptap/pm/model';
import { describe, expect, test } from 'vitest';
import { headingLevel } from '@wenshu/domain/drafting/headings.ts';
import { cleanSlice } from './paste.ts';
import { textExtensions } from './schema.ts';

const schema = getSchema(textExtensions());
const pasted = (...lines: string[]): Slice => {
	const content = lines.map((line) => ({
		type: 'paragraph',
		...(line ? { content: [{ type: 'text', text: line }] } : {}),
	}));
	return new Slice(Node.fromJSON(schema, { type: 'doc', content }).content, 1, 1);
};
const read = (slice: Slice) => {
	const blocks: [string, string][] = [];
	slice.content.forEach((block) => {
		const level = block.attrs['level'] as number | undefined;
		blocks.push([level ? `h${String(level)}` : 'p', block.textContent]);
	});
	return blocks;
};

describe('PASTE-1 numbered lines become headings (GB/T 9704-2012 §7.3.3)', () => {
	const lines: [string, number | null][] = [
		['一、总体要求', 1],
		['十二、附则', 1],
		['（一）工作目标', 2],
		['(三)责任分工', 2],
		['1. 自查自纠', 3],
		['2．重点抽查', 3],
		['（1）定点医院', 4],
		['1.5万元以下的项目', null],
		['一、请各单位于12月10日前完成自查，并将结果报送我局。', null],
		['第一条 总则', null],
		['2026年11月25日', null],
	];
	test.each(lines)('%s', (line, level) => {
		expect(headingLevel(line)).toBe(level);
	});
});

describe('PASTE-2 blocks from office programs', () => {
	test('typed indents and empty lines go', () => {
		const slice = pasted(
			'　　各科室：',
			'',
			'\u00a0\u00a0为加强管理，现通知如下。',
			'　　一、总体要求',
			'完',
		);
		expect(read(cleanSlice(slice, schema))).toEqual([
			['p', '各科室：'],
			['p', '为加强管理，现通知如下。'],
			['h1', '一、总体要求'],
			['p', '完'],
		]);
	});
	test('words pasted into a line stay as they are', () => {
		const only = pasted('一、总体要求');
		expect(read(cleanSlice(only, schema))).toEqual([['p', '一、总体要求']]);
	});
	test('what is open at the ends stays open', () => {
		const slice = cleanSlice(pasted('甲', '乙'), schema);
		expect([slice.openStart, slice.openEnd]).toEqual([1, 1]);
	});
});
