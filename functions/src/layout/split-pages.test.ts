import { glyphsOn, wholePages } from '@wenshu/domain/document/page-set.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { layoutSet } from './layout.ts';
import { packPages } from './pack-pages.ts';
import { aPage, paragraph } from './paper.test-support.ts';

const lines = 60;
const paper = (edit: string, title = '关于启用新版办事指南的通知') =>
	aPage({
		title,
		body: {
			type: 'doc',
			content: Array.from({ length: lines }, (_, at) =>
				paragraph(at === 1 ? `正文第一处${edit}。` : `各县区医疗保障局办理第${String(at)}项。`),
			),
		},
	});
const names = ({ pages }: { pages: { hash: string }[] }) => pages.map(({ hash }) => hash);

describe('pages as they travel', () => {
	let first: Awaited<ReturnType<typeof layoutSet>>['set'];
	beforeAll(async () => {
		({ set: first } = await layoutSet(paper('甲')));
	});

	test('are all there for somebody who has none, each outline once', () => {
		expect(first.pages.length).toBeGreaterThan(2);
		const drawn = new Set(first.pages.flatMap(({ svg }) => glyphsOn(svg ?? '')));
		expect(Object.keys(first.glyphs).sort()).toEqual([...drawn].sort());
		for (const outline of Object.values(first.glyphs))
			expect(outline).toMatch(/^<symbol .*<\/symbol>$/u);
		const [whole = ''] = wholePages(first);
		for (const id of glyphsOn(whole)) expect(whole).toContain(`id="${id}"`);
	});

	test('are only those that changed for somebody who has the others, with the letters new to them', async () => {
		const { set } = await layoutSet(paper('鑫'), { known: names(first) });
		expect(set.pages.map(({ svg }) => svg !== null)).toEqual(set.pages.map((_, at) => at === 0));
		expect(names(set).slice(1)).toEqual(names(first).slice(1));
		// One letter nobody has seen yet.
		expect(Object.keys(set.glyphs)).toHaveLength(1);
		expect(Object.keys(first.glyphs)).not.toContain(Object.keys(set.glyphs)[0]);
	});

	test('are none for somebody who has them all', async () => {
		const { set } = await layoutSet(paper('甲'), { known: names(first) });
		expect(set).toEqual({ pages: names(first).map((hash) => ({ hash, svg: null })), glyphs: {} });
	});

	test('keep their name wherever they stand among the others', async () => {
		const { set } = await layoutSet(paper('甲', `${'关于启用新版办事指南的'.repeat(9)}通知`));
		expect(names(set)[0]).not.toBe(names(first)[0]);
		const again = await layoutSet(paper('甲'));
		expect(again.set).toEqual(first);
	});

	test('come out of their packing as they went in, a tenth as large', async () => {
		const packed = await packPages(first);
		const unpacked: unknown = JSON.parse(
			gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'),
		);
		expect(unpacked).toEqual(first);
		expect(packed.length).toBeLessThan(wholePages(first).join('').length / 4);
	});
});
