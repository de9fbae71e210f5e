/** A short message that goes by itself. */
export interface ToastItem {
	id: number;
	tone: 'ok' | 'warn' | 'plain';
	text: string;
	action: { label: string; run: () => void } | null;
}

/** How long a toast stays, in milliseconds; longer when it offers something to do. */
const stay = { plain: 4_000, ok: 4_000, warn: 8_000, action: 10_000 };

class Toasts {
	#items = $state.raw<ToastItem[]>([]);
	#next = 1;

	get items(): readonly ToastItem[] {
		return this.#items;
	}

	/** Says that something was done; `action` may offer to undo it. */
	ok(text: string, action?: ToastItem['action']): void {
		this.#add('ok', text, action ?? null);
	}
	/** Says that something was refused or needs attention. */
	warn(text: string, action?: ToastItem['action']): void {
		this.#add('warn', text, action ?? null);
	}
	plain(text: string, action?: ToastItem['action']): void {
		this.#add('plain', text, action ?? null);
	}
	dismiss(id: number): void {
		this.#items = this.#items.filter((item) => item.id !== id);
	}

	#add(tone: ToastItem['tone'], text: string, action: ToastItem['action']): void {
		const id = this.#next++;
		this.#items = [...this.#items.slice(-3), { id, tone, text, action }];
		setTimeout(
			() => {
				this.dismiss(id);
			},
			action ? stay.action : stay[tone],
		);
	}
}

/** The messages at the edge of the screen: `toast.ok('已提交')`. */
export const toast = new Toasts();
