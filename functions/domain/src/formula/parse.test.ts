import { describe, expect, test } from 'vitest';
import { parseFormula } from './parse.ts';
import { formulaWords } from './readable.ts';
import { latexOf } from './latex.ts';
import { nestingOf } from './limits.ts';
import type { FormulaPart } from './tree.ts';

const SOURCES = [
	'基金支付 = (医疗费用 − 自费) × 报销比例',
	String.raw`\frac{a+b}{\text{人数}}`,
	String.raw`\sqrt[3]{x} + \sqrt{统筹基金}`,
	String.raw`\sum_{i=1}^{n} x_i^2`,
	String.raw`\left(\frac12\right)^2`,
	String.raw`\left. x \right|_{0}`,
	String.raw`f(x)=\begin{cases} 0, & x<1 \\ x-1, & \text{其他} \end{cases}`,
	String.raw`\begin{pmatrix} 1 & 2 \\ 3 & 4\end{pmatrix} \approx \begin{bmatrix} a \\ b\end{bmatrix}`,
	String.raw`\begin{aligned} a&=b+1\\ &=c\end{aligned}`,
	String.raw`\begin{array}{lr} a & b\\ c & d\end{array}`,
	String.raw`\hat{y} + \bar x + \vec{v} + \overline{AB} + \widehat{ABC}`,
	String.raw`\underbrace{a+b}_{合计} + \overbrace{c}^{小计} + \underline{x}`,
	String.raw`\lim_{x\to 0} \sin x + \max_{i} y + \operatorname{合计} z`,
	String.raw`80% + 12\% + 1,234.5 - 5‰`,
	String.raw`\int_0^1 f(x)\,\mathrm{d}x`,
	String.raw`\binom{n}{k} \ne \dfrac{1}{2} + \tfrac12`,
	String.raw`\mathbb{R} \mathbf{A} \mathcal{L} \Delta\alpha + \Omega`,
	String.raw`\overset{a}{b} + \underset{甲}{乙} + \stackrel{甲}{=}`,
	String.raw`x' + {}^{2}x + |x| + \lfloor x \rfloor + \{a\}`,
	String.raw`\textbf{甲} \text{a b}\quad c`,
	String.raw`（甲＋乙）÷２ ≤ 丙`,
	String.raw`a \\ b`,
];

function read(latex: string, display = true): FormulaPart {
	const parsed = parseFormula(latex, display);
	if (!parsed.ok) throw new Error(`${latex}: ${parsed.code} ${JSON.stringify(parsed.detail)}`);
	return parsed.value.root;
}

describe('FORMULA-1 a source becomes structure', () => {
	test('Chinese words, signs and brackets of a Chinese keyboard', () => {
		expect(read('基金支付＝（费用－自费）×80%')).toEqual({
			kind: 'row',
			parts: [
				{ kind: 'words', text: '基金支付', bold: false },
				{ kind: 'sign', text: '=' },
				{ kind: 'sign', text: '(' },
				{ kind: 'words', text: '费用', bold: false },
				{ kind: 'sign', text: '−' },
				{ kind: 'words', text: '自费', bold: false },
				{ kind: 'sign', text: ')' },
				{ kind: 'sign', text: '×' },
				{ kind: 'number', text: '80' },
				{ kind: 'words', text: '%', bold: false },
			],
		});
	});
	test('fractions, roots, sums, cases', () => {
		expect(read(String.raw`\frac{a}{\sqrt{2}}`)).toEqual({
			kind: 'fraction',
			over: { kind: 'letter', text: 'a', style: 'italic' },
			under: { kind: 'root', of: { kind: 'number', text: '2' }, degree: null },
			bar: true,
			size: 'auto',
		});
		expect(read(String.raw`\sum_{i}^{n}`)).toMatchObject({ kind: 'script', limits: true });
		expect(read(String.raw`\sum_{i}^{n}`, false)).toMatchObject({ kind: 'script', limits: false });
		expect(read(String.raw`\begin{cases}甲&乙\\丙&丁\end{cases}`)).toMatchObject({
			kind: 'fence',
			open: '{',
			close: '',
			inner: { kind: 'table', align: ['left', 'left'], tight: false },
		});
	});
});

describe('FORMULA-2 structure becomes a source that reads the same', () => {
	for (const source of SOURCES)
		test(source, () => {
			const tree = read(source);
			expect(read(latexOf(tree))).toEqual(tree);
		});
	test('Chinese words stand without commands', () => {
		expect(latexOf(read('基金支付=(费用-自费)×80%'))).toBe(
			String.raw`基金支付=(费用-自费)\times 80\%`,
		);
	});
});

describe('FORMULA-3 what is no formula is refused in words', () => {
	const refused: Record<string, [string, Record<string, string>?]> = {
		'  ': ['formula/empty'],
		['a'.repeat(1001)]: ['formula/tooLong'],
		[`${'{'.repeat(13)}a${'}'.repeat(13)}`]: ['formula/tooDeep'],
		'\\foo x': ['formula/unknownCommand', { command: '\\foo' }],
		'a_{x': ['formula/unclosed', { at: '5', missing: '}' }],
		'\\left( x': ['formula/unclosed', { at: '9', missing: '\\right' }],
		'\\begin{cases} a': ['formula/unclosed', { at: '16', missing: '\\end' }],
		'\\begin{foo}': ['formula/environment', { name: 'foo' }],
		'x^2^3': ['formula/double', { at: '4' }],
		x_: ['formula/incomplete', { at: '2', token: '_' }],
		'\\frac{a}': ['formula/unclosed', { at: '9', missing: '}' }],
		'a & b': ['formula/stray', { at: '3', token: '&' }],
		$x$: ['formula/stray', { at: '1', token: '$' }],
		'\\color{red}{x}': ['formula/unsupported', { what: '颜色和链接' }],
		'\\href{http://a}{y}': ['formula/unsupported', { what: '颜色和链接' }],
		'\\includegraphics{a}': ['formula/unsupported', { what: '颜色和链接' }],
		'\\rule{1em}{1em}': ['formula/unsupported', { what: '线条' }],
		'\\boxed{x}': ['formula/unsupported', { what: '这种写法' }],
		'x\\tag{1}': ['formula/unsupported', { what: '公式编号' }],
		'\\def\\x{\\x\\x}\\x': ['formula/broken', { at: '1' }],
	};
	for (const [source, [code, detail]] of Object.entries(refused))
		test(source.slice(0, 24), () => {
			const parsed = parseFormula(source, true);
			expect(parsed).toMatchObject({ ok: false, code, ...(detail && { detail }) });
		});
	test('depth counts groups, brackets that grow and structures', () => {
		expect(nestingOf('\\left({\\begin{cases}a\\end{cases}}\\right)')).toBe(3);
		expect(nestingOf('\\{\\{a\\}\\}')).toBe(0);
	});
});

describe('FORMULA-4 a formula has running words', () => {
	const words: Record<string, string> = {
		'基金支付 = (医疗费用 − 自费) × 报销比例': '基金支付 = (医疗费用 − 自费) × 报销比例',
		[String.raw`\frac{甲+乙}{人数}`]: '(甲+乙)/人数',
		[String.raw`\sqrt[3]{x} + \sqrt{a+b}`]: '3√x + √(a+b)',
		[String.raw`\sum_{i=1}^{n} x_i^2`]: '∑_(i=1)^n x_i^2',
		[String.raw`\left( \dfrac12 \right) \times 80\%`]: '( 1/2 ) × 80%',
		[String.raw`\begin{cases} 甲 & x<1 \\ 乙 & 其他 \end{cases}`]: '{ 甲 x<1 ； 乙 其他',
		[String.raw`\left. x \right|_0 \max\text{人数}`]: 'x |_0 max人数',
		'}a{b}': 'ab',
		'\\frac': '/',
		['^'.repeat(900)]: '^'.repeat(900),
	};
	for (const [source, expected] of Object.entries(words))
		test(source.slice(0, 30), () => {
			expect(formulaWords(source)).toBe(expected);
		});
});
