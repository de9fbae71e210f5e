import { FORMULA_LIMITS } from './limits.ts';

/** Commands that stand for one character in running words. */
const SIGNS: Readonly<Record<string, string>> = {
	times: '×',
	div: '÷',
	cdot: '·',
	pm: '±',
	mp: '∓',
	le: '≤',
	leq: '≤',
	ge: '≥',
	geq: '≥',
	ne: '≠',
	neq: '≠',
	approx: '≈',
	equiv: '≡',
	sim: '∼',
	sum: '∑',
	prod: '∏',
	int: '∫',
	infty: '∞',
	to: '→',
	rightarrow: '→',
	Rightarrow: '⇒',
	in: '∈',
	ldots: '…',
	cdots: '…',
	dots: '…',
	alpha: 'α',
	beta: 'β',
	gamma: 'γ',
	delta: 'δ',
	epsilon: 'ε',
	eta: 'η',
	theta: 'θ',
	lambda: 'λ',
	mu: 'μ',
	pi: 'π',
	rho: 'ρ',
	sigma: 'σ',
	tau: 'τ',
	phi: 'φ',
	omega: 'ω',
	Delta: 'Δ',
	Sigma: 'Σ',
	Omega: 'Ω',
	quad: ' ',
	qquad: ' ',
};
/** Commands that say only how something looks. */
const SILENT =
	/^(?:left|right|[bB]ig[glr]*|limits|nolimits|displaystyle|textstyle|text[a-z]*|math[a-z]+|operatorname|overline|underline|hat|bar|vec|dot|tilde|widehat|overbrace|underbrace|boldsymbol)$/u;
const TOKENS = /\\begin\s*\{[^}]*\}(?:\{[lcr|]*\})?|\\end\s*\{[^}]*\}|\\[A-Za-z]+|\\[^]|[^]/gu;

/**
 * A formula in running words, for reading aloud, searching and counting: 基金支付=(医疗费用-自费)×80%.
 * It needs no parser and takes any source, also one that is no formula.
 */
export function formulaWords(latex: string): string {
	const source = latex.slice(0, FORMULA_LIMITS.characters);
	const tokens = [...source.matchAll(TOKENS)].map(([token]) => token);
	return new Reader(tokens).all().replace(/\s+/gu, ' ').trim();
}

class Reader {
	readonly #tokens: readonly string[];
	#at = 0;
	#depth = 0;

	constructor(tokens: readonly string[]) {
		this.#tokens = tokens;
	}

	/** All of it; braces that close nothing are passed over. */
	all(): string {
		let words = '';
		for (; this.#at < this.#tokens.length; this.#at += 1) words += this.#rest();
		return words;
	}

	/** All up to the end, or to the brace that closes the present group. */
	#rest(): string {
		let words = '';
		while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== '}') words += this.#one();
		return words;
	}

	#one(): string {
		const token = this.#tokens[this.#at++] ?? '';
		if (token === '{') return this.#group();
		if (token === '^' || token === '_') return token + wrapped(this.#argument());
		if (token === '&') return ' ';
		if (!token.startsWith('\\')) return token;
		return this.#command(token.slice(1));
	}

	#command(name: string): string {
		if (name === '\\') return '；';
		if (name.startsWith('begin')) return name.includes('cases') ? '{' : '';
		if (name.startsWith('end')) return '';
		if (/^[dtc]?frac$/u.test(name)) {
			const over = wrapped(this.#argument());
			return `${over}/${wrapped(this.#argument())}`;
		}
		if (name === 'sqrt') return this.#root();
		if (SILENT.test(name)) {
			// \left. is a bracket that is not there.
			if (/^(?:left|right)$/u.test(name) && this.#tokens[this.#at] === '.') this.#at += 1;
			return '';
		}
		if (/^[,;:!> ]$/u.test(name)) return name === '!' ? '' : ' ';
		return SIGNS[name] ?? name;
	}

	#root(): string {
		let degree = '';
		if (this.#tokens[this.#at] === '[') {
			const end = this.#tokens.indexOf(']', this.#at);
			if (end > 0) {
				degree = this.#tokens.slice(this.#at + 1, end).join('');
				this.#at = end + 1;
			}
		}
		return `${degree}√${wrapped(this.#argument())}`;
	}

	#group(): string {
		// Deeper than any formula may be: the words as they stand.
		if (this.#depth >= 50) return '';
		this.#depth += 1;
		const words = this.#rest();
		this.#depth -= 1;
		this.#at += 1;
		return words;
	}

	/** The next group or sign. */
	#argument(): string {
		while (this.#tokens[this.#at]?.trim() === '') this.#at += 1;
		return this.#at < this.#tokens.length && this.#tokens[this.#at] !== '}' ? this.#one() : '';
	}
}

/** In brackets, where it is more than one thing. */
function wrapped(words: string): string {
	return /[-+−×÷·=<>/,\s]/u.test(words.trim()) ? `(${words.trim()})` : words.trim();
}
