import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/**
 * Makes a change that is one step of undo by itself, however fast it follows on what was typed and however
 * fast typing goes on after it.
 */
export function asOneStep(editor: Editor, change: () => void): void {
	const stop = () => {
		const undo = yUndoPluginKey.getState(editor.state) as
			{ undoManager: Y.UndoManager } | undefined;
		undo?.undoManager.stopCapturing();
	};
	stop();
	change();
	stop();
}
