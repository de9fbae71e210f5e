/** So far apart changes of others reach the editor, in ms: one frame of the screen. */
const FRAME = 16;

/**
 * Lets the changes of others into the editor. Every transaction costs the editor a pass over its
 * decorations and the browser a layout, however much it brings; so the first change goes in at once, and
 * what follows within a frame goes in together.
 */
export class Inflow {
	#apply: (updates: Uint8Array[]) => void;
	#waiting: Uint8Array[] = [];
	#planned = false;
	#free = -Infinity;

	/** `apply` brings updates into the text, in one go. */
	constructor(apply: (updates: Uint8Array[]) => void) {
		this.#apply = apply;
	}

	/** Takes updates, in order. */
	take(updates: readonly Uint8Array[]): void {
		this.#waiting.push(...updates);
		if (this.#planned) return;
		const wait = this.#free - performance.now();
		if (wait <= 0) {
			this.#flush();
			return;
		}
		this.#planned = true;
		setTimeout(() => {
			this.#planned = false;
			this.#flush();
		}, wait);
	}

	#flush(): void {
		const began = performance.now();
		this.#apply(this.#waiting.splice(0));
		// A slow device gets as much time for its own keys as it spends on the others'.
		const ended = performance.now();
		this.#free = Math.max(began + FRAME, ended + (ended - began));
	}
}
