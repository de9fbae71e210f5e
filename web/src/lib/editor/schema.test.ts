import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { prosemirrorJSONToYDoc, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import type { BodyAttribute, BodyMark, BodyNode } from '@wenshu/domain/document/body.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readFragment } from '@wenshu/domain/document/fragment.ts';
import { replay, seedUpdate } from '../../../../functions/src/text/replay.ts';
import { textExtensions } from './schema.ts';

const schema = getSchema(textExtensions());
const stamp = { id: 's1', by: 'amy', at: '1' };
const words = (text: string, ...marks: BodyMark[]): BodyNode =>
	marks.length ? { type: 'text', text, marks } : { type: 'text', text };
const paragraph = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content });
const cell = (type: string, text: string): BodyNode => ({
	type,
	content: [paragraph(words(text))],
});

/** A body with every node, mark and attribute of the vocabulary. */
const FULL: BodyNode = {
	type: 'doc',
	content: [
		{ type: 'heading', attrs: { level: 3, textAlign: 'center' }, content: [words('1. 标题')] },
		paragraph(
			words('甲', { type: 'bold' }, { type: 'underline' }),
			words('乙', { type: 'ins', attrs: stamp }, { type: 'ins', attrs: { ...stamp, by: 'bob' } }),
			{ type: 'hardBreak', attrs: { sgIns: 's1|amy|1' } },
			words('丙', { type: 'del', attrs: stamp }, { type: 'fmt', attrs: { ...stamp, prev: '[]' } }),
			{
				type: 'formula',
				attrs: { latex: '\\frac{甲}{乙}', display: true, sgDel: 's1|amy|1', sgMod: '{"id":"s1"}' },
			},
			words('丁', { type: 'annotation', attrs: { id: 'a1' } }),
		),
		{ type: 'paragraph', attrs: { sgBrkDel: 's1|amy|1', sgMod: '{"id":"s1"}' } },
		{ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(words('一'))] }] },
		{
			type: 'orderedList',
			attrs: { start: 3, sgDel: 's1|amy|1' },
			content: [{ type: 'listItem', content: [paragraph(words('三'))] }],
		},
		{
			type: 'table',
			content: [
				{ type: 'tableRow', content: [{ ...cell('tableHeader', '头'), attrs: { colspan: 2 } }] },
				{ type: 'tableRow', content: [cell('tableCell', '一'), cell('tableCell', '二')] },
			],
		},
		{ type: 'image', attrs: { file: 'file1', alt: '图', width: 300, sgIns: 's1|amy|1' } },
		{ type: 'attachmentStart', attrs: { title: '表', landscape: true, sgMod: '{"id":"s1"}' } },
		paragraph(words('附件')),
	],
};

/** A body as the editor sees it: defaults filled in, nulls and empty attributes left out. */
function seen(body: BodyNode): unknown {
	return bare(Node.fromJSON(schema, body).toJSON());
}
function bare(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(bare);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value)
		.filter(([, item]) => item !== null)
		.map(([key, item]) => [key, bare(item)] as const)
		.filter(([key, item]) => key !== 'attrs' || Object.keys(item as object).length > 0);
	return Object.fromEntries(kept.sort(([left], [right]) => (left < right ? -1 : 1)));
}

describe('BODY-1 the editor’s schema and the vocabulary agree', () => {
	test('both take a body with everything in it', () => {
		expect(checkBody(FULL).ok).toBe(true);
		expect(() => {
			Node.fromJSON(schema, FULL).check();
		}).not.toThrow();
	});
	test('what the editor writes, the vocabulary takes', () => {
		expect(checkBody(Node.fromJSON(schema, FULL).toJSON()).ok).toBe(true);
	});
	test('every node, mark and attribute of the editor is in the vocabulary', () => {
		const sample: Record<string, BodyAttribute> = {
			file: 'f',
			level: 2,
			colspan: 2,
			rowspan: 2,
			start: 2,
			title: '表',
			landscape: true,
			latex: 'a',
			display: true,
		};
		for (const [name, type] of Object.entries(schema.nodes)) {
			if (name === 'doc' || name === 'text') continue;
			for (const key of Object.keys(type.spec.attrs ?? {})) {
				if (['file', 'latex', 'sgMod'].includes(key)) continue;
				const value = sample[key] ?? null;
				const attrs: Record<string, BodyAttribute> = { ...NEEDED[name], [key]: value };
				const checked = checkBody(wrap({ type: name, attrs }));
				expect(checked, `${name}.${key}`).toMatchObject({ ok: true });
			}
		}
	});
	test('what neither knows, both refuse', () => {
		for (const node of [
			{ type: 'blockquote', content: [paragraph()] },
			{ type: 'codeBlock' },
			{ type: 'horizontalRule' },
		]) {
			expect(checkBody({ type: 'doc', content: [node] }).ok).toBe(false);
			expect(() => Node.fromJSON(schema, node)).toThrow();
		}
		for (const mark of ['link', 'code', 'strike', 'textStyle']) {
			const body = { type: 'doc', content: [paragraph(words('x', { type: mark }))] };
			expect(checkBody(body).ok).toBe(false);
			expect(() => Node.fromJSON(schema, body)).toThrow();
		}
	});
});

/** Attributes without which a node is none. */
const NEEDED: Record<string, Record<string, BodyAttribute>> = {
	image: { file: 'f' },
	formula: { latex: 'a' },
};

/** Puts a node where the vocabulary allows it. */
function wrap(node: BodyNode): BodyNode {
	const inside: Record<string, (child: BodyNode) => BodyNode> = {
		listItem: (child) => ({ type: 'bulletList', content: [{ ...child, content: [paragraph()] }] }),
		bulletList: (child) => ({ ...child, content: [{ type: 'listItem', content: [paragraph()] }] }),
		orderedList: (child) => ({ ...child, content: [{ type: 'listItem', content: [paragraph()] }] }),
		table: (child) => ({ ...child, content: [{ type: 'tableRow' }] }),
		tableRow: (child) => ({ type: 'table', content: [child] }),
		hardBreak: (child) => paragraph(child),
		formula: (child) => paragraph(child),
	};
	const inRow = (child: BodyNode): BodyNode => ({
		type: 'table',
		content: [{ type: 'tableRow', content: [{ ...child, content: [paragraph()] }] }],
	});
	inside['tableCell'] = inside['tableHeader'] = inRow;
	return { type: 'doc', content: [inside[node.type]?.(node) ?? node] };
}

describe('BODY-2 seed and replay speak the editor’s dialect of Yjs', () => {
	const open = (update: Uint8Array) => {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, update);
		return doc;
	};
	test('the editor reads a seed as the body it was made from', () => {
		const fragment = open(seedUpdate(FULL)).getXmlFragment('default');
		const read = yXmlFragmentToProseMirrorRootNode(fragment, schema);
		expect(bare(read.toJSON())).toEqual(seen(FULL));
	});
	test('the server reads what the editor wrote', () => {
		const written = prosemirrorJSONToYDoc(schema, Node.fromJSON(schema, FULL).toJSON(), 'default');
		const read = readFragment(written.getXmlFragment('default'));
		expect(seen(read)).toEqual(seen(FULL));
		expect(checkBody(read).ok).toBe(true);
	});
	test('keys of overlapping marks are the editor’s own, so that it rewrites nothing', () => {
		const keys = (doc: Y.Doc) =>
			[
				...doc
					.getXmlFragment('default')
					.toJSON()
					.matchAll(/(?:ins|del|fmt)--[\w+/=]{8}/g),
			].map(String);
		const written = prosemirrorJSONToYDoc(schema, Node.fromJSON(schema, FULL).toJSON(), 'default');
		expect(keys(open(seedUpdate(FULL)))).toEqual(keys(written));
		expect(keys(written).length).toBeGreaterThan(0);
	});
	test('the same body gives the same bytes, and comes back as it was', () => {
		expect(seedUpdate(FULL)).toEqual(seedUpdate(structuredClone(FULL)));
		const { body, incomplete, broken } = replay(seedUpdate(FULL), []);
		expect({ incomplete, broken }).toEqual({ incomplete: false, broken: [] });
		expect(seen(body)).toEqual(seen(FULL));
	});
});
