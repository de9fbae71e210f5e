/** How the screen looks. Set before sign-in too, so it is kept in this browser and follows the person. */
export interface DisplaySettings {
	theme: 'light' | 'dark' | 'auto';
	/** 标准, 大字, 特大字, 阅读: root sizes of 16, 18, 21 and 30 px in reading views. */
	size: 'm' | 'l' | 'xl' | 'reading';
	contrast: 'normal' | 'high';
	/** Whether single letters act as keys (WCAG 2.1.4 wants them switchable). */
	keys: boolean;
}

const key = 'wenshu.display';
const standard: DisplaySettings = { theme: 'auto', size: 'm', contrast: 'normal', keys: true };

function stored(): DisplaySettings {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
		return { ...standard, ...(value as Partial<DisplaySettings>) };
	} catch {
		return standard;
	}
}

class Display {
	#settings = $state.raw<DisplaySettings>(stored());
	#dark = matchMedia('(prefers-color-scheme: dark)');
	/** Called with every change the person makes, to keep it with their preferences. */
	changed: ((settings: DisplaySettings) => void) | undefined;

	constructor() {
		this.#dark.addEventListener('change', () => {
			this.#show();
		});
		this.#show();
	}

	get theme(): DisplaySettings['theme'] {
		return this.#settings.theme;
	}
	get size(): DisplaySettings['size'] {
		return this.#settings.size;
	}
	get contrast(): DisplaySettings['contrast'] {
		return this.#settings.contrast;
	}
	get keys(): boolean {
		return this.#settings.keys;
	}

	/** Changes settings by the person's own hand. */
	set(change: Partial<DisplaySettings>): void {
		this.follow({ ...this.#settings, ...change });
		this.changed?.(this.#settings);
	}

	/** Takes settings over from the person's preferences. */
	follow(settings: Partial<DisplaySettings>): void {
		this.#settings = { ...this.#settings, ...settings };
		localStorage.setItem(key, JSON.stringify(this.#settings));
		this.#show();
	}

	#show(): void {
		const { theme, size, contrast } = this.#settings;
		const root = document.documentElement.dataset;
		root['theme'] = theme === 'auto' ? (this.#dark.matches ? 'dark' : 'light') : theme;
		root['size'] = size;
		root['contrast'] = contrast;
	}
}

/** The look of the screen. */
export const display = new Display();
