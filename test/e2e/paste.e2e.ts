import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../emulator-data/run/paths.ts';
import { useBenchPage } from '../support/editor/bench-page.ts';
import type { Bench } from '../support/editor/page.ts';

declare const bench: Bench;

const open = useBenchPage();
const copied = (name: string): string =>
	readFileSync(path.join(root, 'test/support/editor/pasted', `${name}.txt`), 'utf8');
const paste = (html: string) => open().evaluate((source) => bench.paste(source), html);

test('PASTE-7 footnotes, drawn numbers, source line feeds and typed indents become plain words', async () => {
	const body = await paste(copied('word-notes'));
	const words = (node: { text?: string; content?: object[] }): string =>
		node.text ?? (node.content ?? []).map(words).join('');
	const blocks = (body.content ?? []).map((node) => [node.type, words(node as object)]);
	expect(blocks).toEqual([
		['paragraph', '为落实《医疗保障基金使用监督管理条例》［1］，采用DRG payment方式。'],
		['heading', '（1）定点医院'],
		['table', '合计甲乙'],
		['paragraph', '特此通知。'],
		['paragraph', '［1］国务院令第735号。'],
	]);
	const cells = JSON.stringify(body);
	expect(cells).toContain('"colspan":2');
	expect(cells).toContain('"rowspan":2');
	expect(cells).not.toMatch(/file:|mso|\u00a0|\u3000/);
});

test('PASTE-8 pictures: one alone is uploaded, those among words are told of', async () => {
	const takes = (html: string, hasFile: boolean) =>
		open().evaluate(([source, withFile]) => bench.pastePictures(source, withFile), [
			html,
			hasFile,
		] as const);
	const alone = '<html><body><!--StartFragment--><img src="file:///C:/clip.png"></body></html>';
	expect(await takes('', true)).toEqual({ uploaded: 1, lost: 0, words: '' });
	expect(await takes(alone, true)).toEqual({ uploaded: 1, lost: 0, words: '' });
	expect(await takes(copied('word-notes'), true)).toMatchObject({ uploaded: 0, lost: 1 });
	// The picture of the words that office programs put beside them is no picture of the text.
	expect(await takes('<p>甲</p>', true)).toEqual({ uploaded: 0, lost: 0, words: '甲' });
});

test('PASTE-9 a paste into words being typed keeps them', async () => {
	const body = await paste('<span>　甲\n乙</span>');
	expect(JSON.stringify(body)).toContain('甲');
});

test('PASTE-10 formulae from Word come as formulae, without the pictures beside them', async () => {
	const run = (words: string) =>
		`<m:r><span lang=EN-US style='font-family:"Cambria Math",serif'>${words}</span></m:r>`;
	const html = `<html xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"><body><p class=MsoNormal>按
		<!--[if gte msEquation 12]><m:oMath><m:f><m:fPr><m:ctrlPr><span style='mso-bidi'></span></m:ctrlPr></m:fPr>
		<m:num>${run('甲')}</m:num><m:den>${run('乙')}</m:den></m:f><m:r><m:rPr><m:sty m:val=p/></m:rPr><i>+1</i></m:r>
		</m:oMath><![endif]--><![if !msEquation]><span><img width=30 src="file:///C:/a.png"></span><![endif]>计算</p>
		<p><!--[if gte msEquation 12]><m:oMathPara><m:oMath><m:rad><m:radPr><m:degHide m:val=on /></m:radPr><m:deg></m:deg>
		<m:e>${run('x')}</m:e></m:rad></m:oMath></m:oMathPara><![endif]--><![if !msEquation]><img src="file:///C:/b.png"><![endif]></p></body></html>`;
	const body = await paste(html);
	const formulae: unknown[] = [];
	const visit = (node: { type?: string; attrs?: object | undefined; content?: object[] }): void => {
		if (node.type === 'formula') formulae.push(node.attrs);
		node.content?.forEach(visit);
	};
	visit(body);
	expect(formulae).toMatchObject([
		{ latex: '\\frac{甲}{乙}+1', display: false },
		{ latex: '\\sqrt{x}', display: true },
	]);
	expect(await open().evaluate((source) => bench.pastePictures(source, false), html)).toMatchObject(
		{
			lost: 0,
		},
	);
});
