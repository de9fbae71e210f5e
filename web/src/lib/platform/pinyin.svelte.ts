type Matcher = (text: string, typed: string) => boolean;

class Pinyin {
	#matcher = $state.raw<Matcher | null>(null);
	#loading = false;

	/**
	 * Whether text answers typed letters by full pinyin or initials. The dictionary (140 kB) comes with the
	 * first letters typed; until then nothing matches, and what reads this is redrawn when it has come.
	 */
	matches(text: string, typed: string): boolean {
		const letters = typed.trim().toLowerCase();
		if (!/^[a-z' ]+$/.test(letters)) return false;
		if (!this.#matcher) {
			void this.#load();
			return false;
		}
		return this.#matcher(text, letters);
	}

	async #load(): Promise<void> {
		if (this.#loading) return;
		this.#loading = true;
		const { match } = await import('pinyin-pro');
		this.#matcher = (text, typed) => match(text, typed, { continuous: true }) !== null;
	}
}

/** Search by pinyin in what is already on the screen. */
export const pinyin = new Pinyin();
