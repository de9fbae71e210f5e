import type { Editor, NodeViewRenderer } from '@tiptap/core';
import { drawFormula } from './draw-formula.ts';
import { sourceOf, type FormulaTools } from './formula.ts';

/** A formula in the editor: drawn, and written in a dialog after a double click. */
const view: NodeViewRenderer = ({ editor, node: first, getPos }) => {
	let node = first;
	const dom = document.createElement('span');
	dom.className = 'text-formula';
	const draw = () => {
		const { latex, display } = sourceOf(node);
		drawFormula(dom, latex, display);
	};
	dom.addEventListener('dblclick', () => {
		const position = getPos();
		if (!editor.isEditable || position === undefined) return;
		editor.commands.setNodeSelection(position);
		open(editor);
	});
	draw();
	return {
		dom,
		update(fresh) {
			if (fresh.type !== node.type) return false;
			const before = sourceOf(node);
			node = fresh;
			const after = sourceOf(node);
			if (before.latex !== after.latex || before.display !== after.display) draw();
			return true;
		},
		ignoreMutation: () => true,
	};
};

function open(editor: Editor): void {
	void import('./open-formula.ts').then(({ openFormula }) => {
		openFormula(editor);
	});
}

/** What editors on a screen add to formulae. */
export const formulaTools: FormulaTools = { view, open };
