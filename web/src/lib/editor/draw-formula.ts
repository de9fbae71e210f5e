import { formulaWords } from '@wenshu/domain/formula/readable.ts';

type Shower = typeof import('./show-formula.ts');
let shower: Promise<Shower> | undefined;
let ready: Shower | null = null;

/** Draws a formula; until the drawing code has come, or where it cannot, its running words stand there. */
export function drawFormula(element: HTMLElement, latex: string, display: boolean): void {
	element.dataset['formula'] = latex;
	element.dataset['display'] = String(display);
	if (ready) {
		ready.showFormula(element, latex, display);
		return;
	}
	element.textContent = formulaWords(latex);
	shower ??= import('./show-formula.ts').catch((error: unknown) => {
		// Offline, say: the next formula asks again.
		shower = undefined;
		throw error;
	});
	shower.then(
		(loaded) => {
			ready = loaded;
			const isSame =
				element.dataset['formula'] === latex && element.dataset['display'] === String(display);
			if (isSame) loaded.showFormula(element, latex, display);
		},
		() => undefined,
	);
}
