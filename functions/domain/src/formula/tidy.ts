/** Marks as input methods type them, and what LaTeX means by them. */
const TYPED: Readonly<Record<string, string>> = {
	'（': '(',
	'）': ')',
	'［': '[',
	'］': ']',
	'＋': '+',
	'－': '-',
	'＝': '=',
	'＜': '<',
	'＞': '>',
	'／': '/',
	'％': '\\%',
	'%': '\\%',
	'\u00a0': ' ',
	'\u3000': ' ',
};

/**
 * The source as LaTeX has it: a percent sign is meant as one and begins no comment, and brackets and signs
 * of a Chinese keyboard are those of a formula. Words in \text{} keep theirs.
 */
export function tidyLatex(latex: string): string {
	let [tidy, words] = ['', 0];
	for (const [token] of latex.matchAll(/\\text[a-z]*\s*\{|\\[A-Za-z]+|\\[^]|[^]/gu)) {
		if (words > 0) {
			if (token.endsWith('{')) words += 1;
			else if (token === '}') words -= 1;
			tidy += token === '%' ? '\\%' : token;
			continue;
		}
		if (token.startsWith('\\text') && token.endsWith('{')) words = 1;
		tidy += TYPED[token] ?? token;
	}
	return tidy;
}
