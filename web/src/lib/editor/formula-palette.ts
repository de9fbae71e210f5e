import { m } from './formula-messages.ts';

/** A structure to pick: what it is called, looks like, and puts in; ‸ is where one goes on writing. */
export interface Structure {
	title: () => string;
	/** LaTeX of the sample on the button. */
	sample: string;
	snippet: string;
}

/** The usual structures, most wanted first. */
export const STRUCTURES: readonly Structure[] = [
	{ title: () => m.fraction, sample: '\\frac{a}{b}', snippet: '\\frac{‸}{}' },
	{ title: () => m.times, sample: '\\times', snippet: '×‸' },
	{ title: () => m.divided, sample: '\\div', snippet: '÷‸' },
	{ title: () => m.minus, sample: '-', snippet: '-‸' },
	{ title: () => m.percent, sample: '\\%', snippet: '%‸' },
	{ title: () => m.brackets, sample: '\\left(a\\right)', snippet: '\\left(‸\\right)' },
	{ title: () => m.superscript, sample: 'x^{n}', snippet: '^{‸}' },
	{ title: () => m.subscript, sample: 'x_{i}', snippet: '_{‸}' },
	{ title: () => m.root, sample: '\\sqrt{x}', snippet: '\\sqrt{‸}' },
	{ title: () => m.nthRoot, sample: '\\sqrt[n]{x}', snippet: '\\sqrt[n]{‸}' },
	{ title: () => m.sum, sample: '\\sum', snippet: '\\sum_{i=1}^{n} ‸' },
	{ title: () => m.product, sample: '\\prod', snippet: '\\prod_{i=1}^{n} ‸' },
	{
		title: () => m.cases,
		sample: '\\begin{cases}a\\\\b\\end{cases}',
		snippet: '\\begin{cases} ‸ & 条件一 \\\\ 数值二 & 条件二 \\end{cases}',
	},
	{
		title: () => m.matrix,
		sample: '\\begin{bmatrix}a&b\\\\c&d\\end{bmatrix}',
		snippet: '\\begin{bmatrix} ‸ & b \\\\ c & d \\end{bmatrix}',
	},
	{
		title: () => m.aligned,
		sample: '\\begin{aligned}a&=b\\\\&=c\\end{aligned}',
		snippet: '\\begin{aligned} ‸ &= b \\\\ &= c \\end{aligned}',
	},
	{ title: () => m.approximately, sample: '\\approx', snippet: '≈‸' },
	{ title: () => m.unequal, sample: '\\ne', snippet: '≠‸' },
	{ title: () => m.atMost, sample: '\\le', snippet: '≤‸' },
	{ title: () => m.atLeast, sample: '\\ge', snippet: '≥‸' },
	{ title: () => m.plusMinus, sample: '\\pm', snippet: '±‸' },
	{ title: () => m.maximum, sample: '\\max', snippet: '\\max\\left(‸,  \\right)' },
	{ title: () => m.minimum, sample: '\\min', snippet: '\\min\\left(‸,  \\right)' },
	{ title: () => m.absolute, sample: '|x|', snippet: '\\left|‸\\right|' },
	{ title: () => m.average, sample: '\\bar{x}', snippet: '\\overline{‸}' },
	{ title: () => m.brace, sample: '\\underbrace{a}_{b}', snippet: '\\underbrace{‸}_{说明}' },
	{ title: () => m.limit, sample: '\\lim', snippet: '\\lim_{n\\to\\infty} ‸' },
	{ title: () => m.delta, sample: '\\Delta', snippet: '\\Delta ‸' },
	{ title: () => m.arrow, sample: '\\to', snippet: '\\to ‸' },
];

/** The source with a structure in place of the selection; what was selected goes into it. */
export function putStructure(
	source: string,
	selection: { from: number; to: number },
	snippet: string,
): { source: string; caret: number } {
	const [head = '', tail = ''] = snippet.split('‸');
	const [before, after] = [source.slice(0, selection.from), source.slice(selection.to)];
	// A command ends where a letter does not follow it.
	const gap = /\\[A-Za-z]+$/u.test(before) && /^[A-Za-z]/u.test(head) ? ' ' : '';
	const selected = source.slice(selection.from, selection.to);
	const start = before + gap + head + selected;
	return { source: start + tail + after, caret: start.length };
}
