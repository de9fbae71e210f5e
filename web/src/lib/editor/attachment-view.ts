import type { NodeViewRenderer } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { m } from './editor-messages.ts';

/** How the beginning of an attachment looks in the editor: the edge of a page, its title and its turn. */
export const attachmentView: NodeViewRenderer = ({ editor, node: first, getPos }) => {
	let node = first;
	const dom = document.createElement('div');
	dom.className = 'text-attachment';
	const title = document.createElement('input');
	title.type = 'text';
	title.maxLength = 200;
	title.placeholder = m.attachmentTitle;
	title.setAttribute('aria-label', m.attachmentTitle);
	const turn = document.createElement('button');
	turn.type = 'button';
	turn.title = m.attachmentTurnHint;
	dom.append(title, turn);
	dom.contentEditable = 'false';

	function write(attribute: 'title' | 'landscape', value: string | boolean) {
		const position = getPos();
		if (!editor.isEditable || position === undefined || node.attrs[attribute] === value) return;
		editor.view.dispatch(editor.state.tr.setNodeAttribute(position, attribute, value));
	}
	function show() {
		const { title: words, landscape } = node.attrs as { title: string; landscape: boolean };
		if (title.value !== words && document.activeElement !== title) title.value = words;
		title.readOnly = !editor.isEditable;
		turn.disabled = !editor.isEditable;
		turn.textContent = landscape ? m.attachmentLandscape : m.attachmentPortrait;
		turn.setAttribute('aria-pressed', String(landscape));
	}
	title.addEventListener('input', (event) => {
		// Letters that are still being composed are no words yet.
		if (!event.isComposing) write('title', title.value);
	});
	title.addEventListener('compositionend', () => {
		write('title', title.value);
	});
	title.addEventListener('blur', show);
	title.addEventListener('keydown', (event) => {
		if (event.key !== 'Enter' || event.isComposing) return;
		event.preventDefault();
		const { state, view } = editor;
		const after = state.doc.resolve((getPos() ?? 0) + node.nodeSize);
		view.dispatch(state.tr.setSelection(TextSelection.near(after)).scrollIntoView());
		// At once: the editor's own command waits for a frame, and what is typed meanwhile went into the title.
		view.focus();
	});
	turn.addEventListener('click', () => {
		write('landscape', node.attrs['landscape'] !== true);
	});
	editor.on('update', show);
	editor.on('focus', show);
	show();
	return {
		dom,
		update(fresh) {
			if (fresh.type !== node.type) return false;
			node = fresh;
			show();
			return true;
		},
		stopEvent: (event) => event.target === title || event.target === turn,
		ignoreMutation: () => true,
		destroy() {
			editor.off('update', show);
			editor.off('focus', show);
		},
	};
};
