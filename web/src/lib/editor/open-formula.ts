import type { Editor } from '@tiptap/core';
import { mount, unmount } from 'svelte';
import { selectedFormula, sourceOf, type FormulaSource } from './formula.ts';
import FormulaDialog from './FormulaDialog.svelte';
import { asOneStep } from './one-step.ts';

/** Opens the dialog for the formula that is selected, or for a new one where the cursor is. */
export function openFormula(editor: Editor): void {
	if (!editor.isEditable) return;
	const before = selectedFormula(editor.state)?.source ?? null;
	const dialog: Record<string, unknown> = mount(FormulaDialog, {
		target: document.body,
		props: {
			source: before,
			onsubmit: (source: FormulaSource) => {
				put(editor, before, source);
			},
			onclose: () => {
				void unmount(dialog);
				// At once: by the next frame the browser's own caret, set where it likes, would have been taken for the person's.
				if (!editor.isDestroyed) editor.view.focus();
			},
		},
	});
}

/** Others may have written meanwhile: the formula is looked for where it is now. */
function put(editor: Editor, before: FormulaSource | null, source: FormulaSource): void {
	if (editor.isDestroyed || !editor.isEditable) return;
	const position = before && positionOf(editor, before);
	asOneStep(editor, () => {
		editor.commands.setFormula(source, position);
	});
}

function positionOf(editor: Editor, { latex, display }: FormulaSource): number | null {
	const selected = selectedFormula(editor.state);
	if (selected) return selected.position;
	let found: number | null = null;
	editor.state.doc.descendants((node, position) => {
		if (found !== null || node.type.name !== 'formula') return;
		const own = sourceOf(node);
		if (own.latex === latex && own.display === display) found = position;
	});
	return found;
}
