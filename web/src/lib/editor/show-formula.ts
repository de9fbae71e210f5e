import 'katex/dist/katex.min.css';
import katex from 'katex';
import { KATEX_OPTIONS, parseFormula } from '@wenshu/domain/formula/parse.ts';
import { tidyLatex } from '@wenshu/domain/formula/tidy.ts';

/** KaTeX takes a Chinese letter for as high as an M; so much it really reaches below and above the line. */
const STRUT = '\\rule[-0.12em]{0em}{0.98em}';

/**
 * Draws a formula into an element, with its MathML for those who listen. What the page would not set is
 * shown as its source, as there. Loaded when the first formula is on the screen.
 */
export function showFormula(element: HTMLElement, latex: string, display: boolean): void {
	element.replaceChildren();
	if (!parseFormula(latex, display).ok) {
		element.textContent = latex;
		element.dataset['broken'] = '';
		return;
	}
	delete element.dataset['broken'];
	const [read, seen] = [document.createElement('span'), document.createElement('span')];
	read.className = 'formula-read';
	element.append(read, seen);
	const source = tidyLatex(latex);
	const options = { ...KATEX_OPTIONS, displayMode: display };
	katex.render(source, read, { ...options, output: 'mathml' });
	try {
		katex.render(withStruts(source), seen, { ...options, output: 'html' });
	} catch {
		// In a place where a letter must stand alone.
		katex.render(source, seen, { ...options, output: 'html' });
	}
}

function withStruts(source: string): string {
	return source.replace(/\p{Script=Han}/gu, `{$&${STRUT}}`);
}
