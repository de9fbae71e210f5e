import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { describe, expect, test } from 'vitest';
import { findHead } from './find-head.ts';

const body = (...lines: string[]): BodyNode => ({
	type: 'doc',
	content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

describe('WORD-2 title and recipients of a typed letter are found', () => {
	test('under a letterhead, over two lines', () => {
		const head = findHead(
			body(
				'云州市医疗保障局文件',
				'云医保发〔2026〕12号',
				'云州市医疗保障局',
				'关于开展专项检查的通知',
				'各县（区）医疗保障局，局属各单位：',
				'现将有关事项通知如下。',
			),
		);
		expect(head).toMatchObject({
			title: '云州市医疗保障局关于开展专项检查的通知',
			recipients: ['各县（区）医疗保障局', '局属各单位'],
		});
		expect(head?.rest).toEqual(body('现将有关事项通知如下。'));
	});
	test('a text without a title stays whole', () => {
		expect(findHead(body('现将关于通知的落实情况报告如下：', '一、总体情况'))).toBeNull();
		expect(findHead(body('各科室：', '请参加会议。'))).toBeNull();
	});
});
