import 'katex/dist/katex.min.css';
import katex from 'katex';
import { KATEX_OPTIONS, parseFormula } from '@wenshu/domain/formula/parse.ts';
import { tidyLatex } from '@wenshu/domain/formula/tidy.ts';

/**
 * Draws a formula into an element, with its MathML for those who listen. What the page would not set is
 * shown as its source, as there. Loaded when the first formula is on the screen.
 */
export function showFormula(element: HTMLElement, latex: string, display: boolean): void {
	if (!parseFormula(latex, display).ok) {
		element.textContent = latex;
		element.dataset['broken'] = '';
		return;
	}
	delete element.dataset['broken'];
	katex.render(tidyLatex(latex), element, {
		...KATEX_OPTIONS,
		displayMode: display,
		output: 'htmlAndMathml',
	});
}
