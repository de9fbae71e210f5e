/** The two languages of the screen. */
export type Locale = 'zh' | 'en';

const key = 'wenshu.locale';

class LocaleState {
	#current = $state<Locale>(localStorage.getItem(key) === 'en' ? 'en' : 'zh');

	constructor() {
		this.#mark();
	}

	/** Language in use; reading it in markup follows every switch at once. */
	get current(): Locale {
		return this.#current;
	}

	set current(next: Locale) {
		this.#current = next;
		localStorage.setItem(key, next);
		this.#mark();
	}

	/** BCP 47 tag for `Intl`. */
	get tag(): string {
		return this.#current === 'zh' ? 'zh-CN' : 'en-GB';
	}

	#mark(): void {
		document.documentElement.lang = this.tag;
	}
}

/** The language of the screen. */
export const locale = new LocaleState();
