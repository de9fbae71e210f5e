import { checkConformity } from '@wenshu/domain/conformity/conformity.ts';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../emulator-data/run/paths.ts';
import { readPaper } from '../../functions/src/conformity/read-pdf.ts';
import { Composer } from '../../functions/src/layout/compose.ts';
import { makeSheet } from '../../functions/src/layout/sheet.ts';
import { aPage, levels } from './words.ts';

const assets = path.join(root, 'functions/assets');
const page = aPage({ body: levels(4), watermark: '预览，未生效' });

/** Clauses that fail once the page's own description says something else: a file is made and read. */
async function failuresWith(wrong: Readonly<Record<string, string>>): Promise<string[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'wenshu-template-'));
	try {
		cpSync(path.join(assets, 'typst'), path.join(folder, 'typst'), { recursive: true });
		symlinkSync(path.join(assets, 'fonts'), path.join(folder, 'fonts'));
		for (const [right, other] of Object.entries(wrong))
			spoil(path.join(folder, 'typst'), right, other);
		const composed = new Composer(folder).compose(
			{ output: 'pdf', known: [] },
			makeSheet(page, '2026-11-22', () => null),
			[],
		);
		const paper = await readPaper(composed.pdf ?? new Uint8Array());
		return checkConformity(paper, page, composed.lines)
			.filter((one) => one.outcome === 'fail')
			.map((one) => one.id);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function spoil(folder: string, right: string, other: string): void {
	let found = false;
	for (const name of readdirSync(folder)) {
		const text = readFileSync(path.join(folder, name), 'utf8');
		if (!text.includes(right)) continue;
		found = true;
		writeFileSync(path.join(folder, name), text.replace(right, other));
	}
	if (!found) throw new Error(`the template does not say ${right}`);
}

test('the template as it is keeps every clause', async () => {
	expect(await failuresWith({})).toEqual([]);
});

test.each([
	['a wide head', { 'top: 37mm, left': 'top: 40mm, left' }, ['head-margin']],
	[
		'a narrow binding',
		{ 'left: 28mm, right: 26mm': 'left: 24mm, right: 30mm' },
		['binding-margin'],
	],
	['text in 黑体', { '("FandolFang R",)': '("FandolHei",)' }, ['default-type', 'body-type']],
	['21 lines', { '/ sheet.lines': '/ (sheet.lines - 1)' }, ['line-pitch']],
	['a blue mark', { 'rgb("#e60012")': 'rgb("#0033cc")' }, ['mark-red']],
	['no red rule', { 'height: 0.7mm, fill: red': 'height: 0.7mm, fill: white' }, ['red-rule']],
	['a low mark', { 'block(height: 35mm)': 'block(height: 39mm)' }, ['mark-place']],
	['thin rules of 版记', { 'rule(0.35mm)': 'rule(0.15mm)' }, ['colophon-thickness']],
	[
		'page numbers on the wrong side',
		{ 'if calc.odd(n) { right }': 'if calc.even(n) { right }' },
		['folio-side'],
	],
	['text without indents', { 'amount: b.indent * cell': 'amount: 0 * cell' }, ['body-indent']],
] as const)('%s is noticed in a file so made', async (_, wrong, clauses) => {
	expect(await failuresWith(wrong)).toEqual(expect.arrayContaining([...clauses]));
});
