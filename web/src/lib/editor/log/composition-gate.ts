/** How long after the end of a composition the browser still writes into the text, in ms. */
const AFTERGLOW = 60;

/**
 * Holds remote changes back while somebody composes Chinese in this editor: a change of the same
 * paragraph would leave pinyin letters in the text.
 */
export class CompositionGate {
	#composing = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#waiting: (() => void)[] = [];

	/** Runs a change now, or after the composition, in order. */
	pass(change: () => void): void {
		if (this.#composing || this.#waiting.length > 0) this.#waiting.push(change);
		else change();
	}

	/** Watches an editor's element; answers how to stop. */
	watch(element: HTMLElement): () => void {
		const start = (): void => {
			clearTimeout(this.#timer);
			this.#composing = true;
		};
		const end = (): void => {
			clearTimeout(this.#timer);
			this.#timer = setTimeout(() => {
				this.open();
			}, AFTERGLOW);
		};
		element.addEventListener('compositionstart', start, true);
		element.addEventListener('compositionend', end, true);
		return () => {
			element.removeEventListener('compositionstart', start, true);
			element.removeEventListener('compositionend', end, true);
			clearTimeout(this.#timer);
			this.open();
		};
	}

	/** Lets everything through that waited. */
	open(): void {
		this.#composing = false;
		for (const change of this.#waiting.splice(0)) change();
	}
}
