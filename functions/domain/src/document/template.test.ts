import { describe, expect, test } from 'vitest';
import type { Template } from './model.ts';
import { compareTemplates } from './template-compare.ts';
import {
	contentOf,
	decideSave,
	fillBody,
	fillWords,
	isOffered,
	latestOf,
	publishedOf,
	templateContentSchema,
	unknownPlaceholders,
} from './template.ts';

const body = (...lines: string[]) => ({
	type: 'doc',
	content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const aTemplate = (changes: Partial<Template> = {}): Template => ({
	id: 'notice',
	name: '通知',
	kind: '通知',
	flowId: 'outgoing',
	seriesId: 'ybf',
	organMark: '云州市医疗保障局文件',
	issuer: '云州市医疗保障局',
	elements: { title: '关于×××的通知', mainRecipients: ['各县局'] },
	body: body('第一段', '第二段'),
	hint: '',
	order: 10,
	disabled: false,
	...changes,
});

describe('versions of a template', () => {
	test('one from before versions counts as its first, published', () => {
		expect(latestOf(aTemplate())).toBe(1);
		expect(publishedOf(aTemplate())).toBe(1);
		expect(isOffered(aTemplate())).toBe(true);
	});

	test('drafters are offered neither what was never published nor what is disabled', () => {
		expect(isOffered(aTemplate({ version: 1, published: 0 }))).toBe(false);
		expect(isOffered(aTemplate({ disabled: true }))).toBe(false);
		expect(isOffered(aTemplate({ version: 4, published: 2 }))).toBe(true);
	});

	test('a save over a newer version is refused, with the name of who saved it', () => {
		const changed = { at: new Date(0), by: 'u', byName: '林若溪' };
		const before = aTemplate({ version: 3, published: 3, changed });
		const content = contentOf(before);
		expect(decideSave(before, { content, base: 2 })).toEqual({
			ok: false,
			code: 'template/changed',
			detail: { name: '林若溪' },
		});
		expect(decideSave(before, { content, base: 3 })).toEqual({ ok: true, value: 4 });
		expect(decideSave(null, { content, base: 0 })).toEqual({ ok: true, value: 1 });
	});

	test('state secrets are refused in a template too', () => {
		const content = contentOf(aTemplate({ elements: { title: '机密★一年 方案' } }));
		expect(decideSave(null, { content, base: 0 })).toMatchObject({ code: 'document/stateSecret' });
	});

	test('the content of a head is what a save takes, and nothing of what the server knows', () => {
		const content = contentOf(aTemplate({ version: 2, published: 1 }));
		expect(templateContentSchema.parse(content)).toEqual(content);
		expect(Object.keys(content)).not.toContain('order');
	});
});

describe('placeholders', () => {
	const values = { 年度: '2026', 拟稿人: '叶知秋' };

	test('known ones are filled, unknown ones stay for the drafter', () => {
		expect(fillWords('{年度}年工作，{拟稿人}，{联系人}', values)).toBe(
			'2026年工作，叶知秋，{联系人}',
		);
		expect(fillBody(body('{年度}年'), values)).toEqual(body('2026年'));
	});

	test('the maker is told which ones nothing will fill', () => {
		expect(unknownPlaceholders(['{年度}{发文机构}', '{发文机构}{日期}'])).toEqual(['发文机构']);
	});
});

describe('two versions compared', () => {
	const names = { flow: (id: string) => id, series: (id: string) => id };

	test('name the fields that differ, in the words of the form', () => {
		const before = contentOf(aTemplate());
		const after = contentOf(
			aTemplate({
				issuer: '云州市医疗保障局办公室',
				elements: { title: '关于×××的通知', mainRecipients: ['各县局', '各中心'], format: '信函' },
			}),
		);
		expect(compareTemplates(before, after, names)).toEqual([
			{ label: '版式', before: '文件', after: '信函' },
			{ label: '发文机关署名', before: '云州市医疗保障局', after: '云州市医疗保障局办公室' },
			{ label: '主送机关', before: '各县局', after: '各县局、各中心' },
		]);
		expect(compareTemplates(before, before, names)).toEqual([]);
	});

	test('of the text, say which lines went and which came', () => {
		const before = contentOf(aTemplate());
		const after = contentOf(aTemplate({ body: body('第一段', '中间一段', '第二段改') }));
		expect(compareTemplates(before, after, names)[0]?.lines).toEqual([
			{ kind: 'same', text: '第一段' },
			{ kind: 'gone', text: '第二段' },
			{ kind: 'new', text: '中间一段' },
			{ kind: 'new', text: '第二段改' },
		]);
	});
});
