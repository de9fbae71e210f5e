import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { latinFont, renamedFont } from '../../../test/support/fonts.ts';
import { layoutPages, layoutPdf } from '../layout/layout.ts';
import { aPage } from '../layout/paper.test-support.ts';
import { inspectFont } from './inspect.ts';

const codeOf = async (bytes: Buffer): Promise<string> => {
	const found = await inspectFont(bytes, '测试.ttf');
	return found.ok ? 'ok' : found.code;
};

describe('a font of the office', () => {
	test('is known by its family, its characters and its embedding rights', async () => {
		const found = await inspectFont(renamedFont(), '测试.otf');
		expect(found).toMatchObject({
			ok: true,
			value: { family: 'WenshuFang R', gb2312: 6763, embedding: 'editable' },
		});
	}, 60_000);

	test.each([
		['that forbids embedding', () => renamedFont(2), 'font/noEmbedding'],
		['without Chinese characters', latinFont, 'font/fewCharacters'],
		['that is no font', () => Buffer.from('%PDF-1.7 not a font at all'), 'font/unreadable'],
		['cut off early', () => renamedFont().subarray(0, 4000), 'font/unreadable'],
		['cut off late', () => renamedFont().subarray(0, 5_000_000), 'font/unreadable'],
		[
			'with the name of one that is shipped',
			() => readFileSync(new URL('../../assets/fonts/FandolKai-Regular.otf', import.meta.url)),
			'font/ours',
		],
	])(
		'%s is refused',
		async (_what, bytes, code) => {
			expect(await codeOf(bytes())).toBe(code);
		},
		60_000,
	);

	test('draws the face it is for, and the page says so', async () => {
		const fonts = {
			set: { key: 'test', files: [renamedFont()] },
			faces: { fang: ['WenshuFang R'] },
		};
		const own = await layoutPages(aPage(), { fonts });
		expect(own.fontsUsed).toContain('WenshuFang R');
		expect(own.fontsUsed).not.toContain('FandolFang R');
		expect(own.standIns).toEqual(['小标宋', '黑体', '楷体', '宋体']);
		const open = await layoutPages(aPage());
		expect(open.fontsUsed).toContain('FandolFang R');
		expect(open.standIns).toContain('仿宋');

		const { pdf } = await layoutPdf(aPage(), { fonts });
		expect(Buffer.from(pdf).toString('latin1')).toContain('WenshuFang');
		// Same outlines, same measures: the pages break alike.
		expect(own.pageCount).toBe(open.pageCount);
	}, 60_000);
});
