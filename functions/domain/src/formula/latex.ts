import type { ColumnAlign, FormulaPart, LetterStyle } from './tree.ts';

/** Signs that LaTeX writes as commands; others stand for themselves. */
const COMMANDS: Readonly<Record<string, string>> = {
	'%': '\\%',
	'&': '\\&',
	'#': '\\#',
	$: '\\$',
	_: '\\_',
	'{': '\\{',
	'}': '\\}',
	'~': '\\sim',
	'^': '\\wedge',
	'\\': '\\backslash',
	'‖': '\\|',
	'−': '-',
	'∑': '\\sum',
	'∏': '\\prod',
	'∫': '\\int',
	'⋅': '\\cdot',
	'·': '\\cdot',
	'×': '\\times',
	'÷': '\\div',
	'±': '\\pm',
	'≤': '\\le',
	'≥': '\\ge',
	'≠': '\\ne',
	'≈': '\\approx',
	'∞': '\\infty',
	'→': '\\to',
	'…': '\\ldots',
	'⋯': '\\cdots',
	'⌊': '\\lfloor',
	'⌋': '\\rfloor',
	'⌈': '\\lceil',
	'⌉': '\\rceil',
	'⟨': '\\langle',
	'⟩': '\\rangle',
	'′': '\\prime',
};
const GREEK: Readonly<Record<string, string>> = {
	α: 'alpha',
	β: 'beta',
	γ: 'gamma',
	δ: 'delta',
	ε: 'varepsilon',
	ϵ: 'epsilon',
	ζ: 'zeta',
	η: 'eta',
	θ: 'theta',
	λ: 'lambda',
	μ: 'mu',
	ν: 'nu',
	ξ: 'xi',
	π: 'pi',
	ρ: 'rho',
	σ: 'sigma',
	τ: 'tau',
	φ: 'varphi',
	ϕ: 'phi',
	χ: 'chi',
	ψ: 'psi',
	ω: 'omega',
	Γ: 'Gamma',
	Δ: 'Delta',
	Θ: 'Theta',
	Λ: 'Lambda',
	Π: 'Pi',
	Σ: 'Sigma',
	Φ: 'Phi',
	Ψ: 'Psi',
	Ω: 'Omega',
};
const STYLES: Readonly<Record<LetterStyle, string>> = {
	italic: '',
	upright: 'mathrm',
	bold: 'mathbf',
	'bold-italic': 'boldsymbol',
	'double-struck': 'mathbb',
	script: 'mathcal',
	fraktur: 'mathfrak',
};
const ACCENTS: Readonly<Record<string, string>> = {
	'^': 'hat',
	ˆ: 'hat',
	'~': 'tilde',
	'˜': 'tilde',
	ˉ: 'bar',
	'¯': 'bar',
	'˙': 'dot',
	'¨': 'ddot',
	'⃗': 'vec',
	ˇ: 'check',
	'˘': 'breve',
};
/** The same marks as wide as what they lie over. */
const WIDE: Readonly<Record<string, string>> = {
	'^': 'widehat',
	ˆ: 'widehat',
	'~': 'widetilde',
	'˜': 'widetilde',
	'→': 'overrightarrow',
	'←': 'overleftarrow',
	'↔': 'overleftrightarrow',
	'⏞': 'overbrace',
	'‾': 'overline',
	'¯': 'overline',
	ˉ: 'overline',
	_: 'overline',
};
/** Names of functions that LaTeX knows. */
const NAMES =
	/^(?:sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|ln|lg|log|exp|max|min|sup|inf|lim|limsup|liminf|arg|det|dim|gcd|ker|Pr)$/u;
/** Pairs of brackets around a table that make a structure of its own. */
const MATRICES: Readonly<Record<string, string>> = {
	'()': 'pmatrix',
	'[]': 'bmatrix',
	'{}': 'Bmatrix',
	'||': 'vmatrix',
	'‖‖': 'Vmatrix',
};

/** Writes a formula as LaTeX that `parseFormula` reads back to the same tree. */
export function latexOf(part: FormulaPart): string {
	return spaced(write(part)).trim();
}

/** Commands end where a letter does not follow; blanks that nobody needs go. */
function spaced(latex: string): string {
	return latex.replace(/(\\[A-Za-z]+) +(?=[^\p{L}\p{N} ]|$)/gu, '$1').replace(/ {2,}/gu, ' ');
}

function write(part: FormulaPart): string {
	switch (part.kind) {
		case 'row':
			return part.parts.map(write).join('');
		case 'letter':
			return letter(part.text, part.style);
		case 'number':
			return part.text.replaceAll(',', '{,}');
		case 'sign':
			return sign(part.text);
		case 'words':
			return words(part.text, part.bold);
		case 'name':
			return NAMES.test(part.text) ? `\\${part.text} ` : `\\operatorname{${literal(part.text)}}`;
		case 'space':
			return part.width >= 1.5
				? '\\qquad '
				: part.width >= 0.8
					? '\\quad '
					: part.width > 0
						? '\\,'
						: '';
		case 'fraction':
			return fraction(part);
		case 'root':
			return part.degree === null
				? `\\sqrt${group(part.of)}`
				: `\\sqrt[${write(part.degree)}]${group(part.of)}`;
		case 'script':
			return script(part);
		case 'accent':
			return accent(part);
		case 'under':
			return `${part.mark === '⏟' ? '\\underbrace' : '\\underline'}${group(part.base)}`;
		case 'fence':
			return fence(part);
		case 'table':
			return table(part.rows, part.align, part.tight ? 'aligned' : 'matrix');
	}
}

function group(part: FormulaPart): string {
	return `{${spaced(write(part)).trim()}}`;
}

function letter(text: string, style: LetterStyle): string {
	const greek = GREEK[text];
	const plain = greek === undefined ? text : `\\${greek} `;
	// Capital Greek letters stand upright by themselves.
	const isOwn = style === 'italic' || (style === 'upright' && /^\p{Lu}$/u.test(text) && greek);
	return isOwn ? plain : `\\${STYLES[style]}{${plain.trim()}}`;
}

function sign(text: string): string {
	const command = COMMANDS[text];
	if (command !== undefined) return /[A-Za-z]$/u.test(command) ? `${command} ` : command;
	return text === '' ? '' : [...text].map((one) => COMMANDS[one] ?? one).join(' ');
}

/** Words stand bare where they are all Chinese, otherwise in \text{}. */
function words(text: string, bold: boolean): string {
	if (text === '%' && !bold) return '\\%';
	if (!bold && /^[\p{Script=Han}、。，；：〔〕《》“”℃‰￥]+$/u.test(text)) return text;
	return `\\text${bold ? 'bf' : ''}{${literal(text)}}`;
}

function literal(text: string): string {
	return text.replace(/[\\{}$&#^_~%]/gu, (one) => (/[{}$&#_%]/u.test(one) ? `\\${one}` : ' '));
}

function fraction({ over, under, bar, size }: FormulaPart & { kind: 'fraction' }): string {
	if (!bar) return `{${spaced(write(over))}\\atop ${spaced(write(under))}}`;
	const command = { auto: 'frac', display: 'dfrac', text: 'tfrac' }[size];
	return `\\${command}${group(over)}${group(under)}`;
}

function script({ base, sub, sup, limits }: FormulaPart & { kind: 'script' }): string {
	const below = sub === null ? '' : `_${group(sub)}`;
	const above = sup === null ? '' : `^${group(sup)}`;
	if (!limits) return `${basis(base)}${below}${above}`;
	const isBig = base.kind === 'sign' && /^[∑∏∐⋃⋂⋁⋀]$/u.test(base.text);
	const isNamed =
		base.kind === 'name' && /^(?:lim|max|min|sup|inf|limsup|liminf|det|gcd|Pr)$/u.test(base.text);
	const isBraced =
		(base.kind === 'under' && base.mark === '⏟') || (base.kind === 'accent' && base.mark === '⏞');
	if (isBig || isNamed || isBraced) return `${write(base).trim()}${below}${above}`;
	const low = sub === null ? basis(base) : `\\underset${group(sub)}{${write(base).trim()}}`;
	return sup === null ? low : `\\overset${group(sup)}{${low}}`;
}

/** A base of more than one sign keeps together in braces. */
function basis(base: FormulaPart): string {
	const isOne = ['letter', 'sign', 'name', 'fence', 'root', 'accent', 'under'].includes(base.kind);
	const isDigit = base.kind === 'number' && base.text.length === 1;
	return isOne || isDigit ? write(base).trim() : group(base);
}

function accent({ base, mark, grows }: FormulaPart & { kind: 'accent' }): string {
	const command = (grows ? WIDE[mark] : ACCENTS[mark]) ?? ACCENTS[mark] ?? WIDE[mark];
	return command === undefined ? write(base) : `\\${command}${group(base)}`;
}

function fence({ open, close, inner }: FormulaPart & { kind: 'fence' }): string {
	if (inner.kind === 'table') {
		const { rows, align, tight } = inner;
		if (open === '{' && close === '' && !tight) return table(rows, align, 'cases');
		const matrix = MATRICES[open + close];
		if (matrix !== undefined && !tight && align.every((one) => one === 'center'))
			return table(rows, align, matrix);
	}
	if (inner.kind === 'fraction' && !inner.bar && open === '(' && close === ')')
		return `\\binom${group(inner.over)}${group(inner.under)}`;
	const side = (mark: string): string => (mark === '' ? '.' : (COMMANDS[mark] ?? mark));
	const begin = side(open);
	const gap = /[A-Za-z]$/u.test(begin) ? ' ' : '';
	return `\\left${begin}${gap}${write(inner)}\\right${side(close)} `;
}

function table(
	rows: readonly FormulaPart[][],
	align: readonly ColumnAlign[],
	wanted: string,
): string {
	const lines = rows.map((row) => row.map((cell) => spaced(write(cell)).trim()).join(' & '));
	let name = wanted;
	if (name === 'aligned' && align.length === 1) name = 'gathered';
	const columns =
		name === 'matrix' && align.some((one) => one !== 'center')
			? `{${align.map((one) => one.slice(0, 1)).join('')}}`
			: '';
	if (columns !== '') name = 'array';
	return `\\begin{${name}}${columns} ${lines.join(' \\\\ ')} \\end{${name}}`;
}
