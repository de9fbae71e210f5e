import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { cleanBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { linesOf } from '@wenshu/domain/drafting/lines.ts';
import { describe, expect, test } from 'vitest';
import { textExtensions } from '../editor/schema.ts';
import { cleanBlocks, rangesOf } from './clean-blocks.ts';

const schema = getSchema(textExtensions());
const stamp = { id: 's', by: 'a', at: '1' };
const tag = 's|a|1';
const words = (text: string, mark?: 'ins' | 'del'): BodyNode => ({
	type: 'text',
	text,
	...(mark ? { marks: [{ type: mark, attrs: stamp }] } : {}),
});
const block = (attrs: Record<string, string>, ...content: BodyNode[]): BodyNode => ({
	type: 'paragraph',
	attrs,
	content,
});
const table = (...cells: BodyNode[]): BodyNode => ({
	type: 'table',
	content: [
		{ type: 'tableRow', content: cells.map((cell) => ({ type: 'tableCell', content: [cell] })) },
	],
});
const list = (...items: BodyNode[]): BodyNode => ({
	type: 'bulletList',
	content: items.map((item) => ({ type: 'listItem', content: [item] })),
});

describe('DRAFT-5 a place of the clean text is found in the marked one', () => {
	const cases: Record<string, BodyNode[]> = {
		'words put in and struck out': [block({}, words('甲'), words('乙', 'del'), words('丙', 'ins'))],
		'a block struck out': [block({ sgDel: tag }, words('甲')), block({}, words('乙'))],
		'breaks struck out, several in a row': [
			block({ sgBrkDel: tag }, words('甲')),
			block({ sgBrkDel: tag }, words('乙')),
			block({}, words('丙')),
		],
		'a break beside a table stays': [
			block({ sgBrkDel: tag }, words('甲')),
			table(block({}, words('格')), block({ sgBrkDel: tag }, words('子'))),
			block({}, words('乙')),
		],
		'lists, breaks and pictures': [
			list(block({}, words('甲')), block({ sgBrkDel: tag }, words('乙'))),
			{ type: 'image', attrs: { file: 'f' } },
			block({}, words('丙'), { type: 'hardBreak' }, words('丁')),
		],
	};
	test.each(Object.entries(cases))('%s', (_, content) => {
		const body: BodyNode = { type: 'doc', content };
		const doc = Node.fromJSON(schema, body);
		const blocks = cleanBlocks(doc);
		expect(blocks.map(({ text }) => text)).toEqual(
			linesOf(cleanBody(body)).lines.map(({ text }) => text),
		);
		for (const { text, at } of blocks)
			at.forEach((position, index) => {
				const read = doc.textBetween(position, position + 1, '', '\n');
				expect(read).toBe(text[index]);
			});
	});
	test('words around something struck out are two runs', () => {
		const doc = Node.fromJSON(schema, {
			type: 'doc',
			content: [block({}, words('甲'), words('乙', 'del'), words('丙'))],
		});
		const [one] = cleanBlocks(doc);
		expect(one && rangesOf(one, 0, 2)).toEqual([
			{ from: 1, to: 2 },
			{ from: 3, to: 4 },
		]);
	});
});
