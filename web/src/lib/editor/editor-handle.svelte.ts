import { untrack } from 'svelte';
import type { Editor } from '@tiptap/core';

/**
 * A Tiptap editor that Svelte can watch: reading through it follows every change of text or selection.
 * The editor object itself is never made reactive.
 */
export class EditorHandle {
	#editor = $state.raw<Editor | null>(null);
	#turn = $state(0);

	/** The editor, or null before it is mounted; reading it follows every transaction. */
	get editor(): Editor | null {
		return this.#turn >= 0 ? this.#editor : null;
	}

	/** Follows an editor until it is destroyed. */
	follow(editor: Editor): void {
		this.#editor = editor;
		editor.on('transaction', () => {
			// A transaction may run inside an effect, which must not come to depend on the counter.
			untrack(() => (this.#turn += 1));
		});
		editor.on('destroy', () => {
			if (this.#editor === editor) this.#editor = null;
		});
	}

	/** Whether the selection stands in a node or mark of this kind. */
	isActive(name: string | Record<string, unknown>, attrs?: Record<string, unknown>): boolean {
		const editor = this.editor;
		if (!editor) return false;
		return typeof name === 'string' ? editor.isActive(name, attrs) : editor.isActive(name);
	}
}
