import { plain } from '@wenshu/domain/conformity/lines.ts';
import { describe, expect, test } from 'vitest';
import { run, textOf, withFile } from '../../functions/src/layout/paper.test-support.ts';
import { corpus } from './documents.ts';
import { produce } from './produce.ts';

/** Look-alikes of common characters, which no search finds: Kangxi radicals and their supplement. */
const RADICALS = /[\u2E80-\u2FDF]/u;
const NAMES = [
	'order',
	'notice-levels',
	'letter-all-tags',
	'minutes-all-names',
	'annexes-sideways',
	'rare-characters',
	'formulae',
	'verified',
];

describe('what is printed can be found, copied and kept', () => {
	for (const document of corpus.filter((one) => NAMES.includes(one.name))) {
		test(document.name, async () => {
			const { pdf, paper } = await produce(document);
			const fonts = withFile(pdf, (file) => run('pdffonts', file).toString());
			expect(fonts).toMatch(/CID/u);
			expect(fonts).not.toMatch(/Type 3/u);
			// Every font is embedded: the fourth column from the right before the object's number.
			const embedded = fonts
				.trim()
				.split('\n')
				.slice(2)
				.map((line) => line.trim().split(/\s+/u).at(-5));
			expect(new Set(embedded)).toEqual(new Set(['yes']));
			const byPdfjs = paper.pages
				.flatMap((page) => page.runs.flatMap((one) => one.glyphs.map((glyph) => glyph.text)))
				.join('');
			const byPoppler = textOf(pdf);
			for (const words of [byPdfjs, byPoppler]) {
				expect(words).not.toMatch(RADICALS);
				expect(plain(words)).toContain(plain(document.page.issuer));
			}
			if (document.name === 'order') {
				expect(plain(byPdfjs)).toContain('人民政府');
				expect(plain(byPoppler)).toContain('人民政府');
			}
		});
	}

	test('all of them were looked at', () => {
		expect(NAMES.filter((name) => !corpus.some((one) => one.name === name))).toEqual([]);
	});
});
