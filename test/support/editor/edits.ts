import type { Editor, JSONContent } from '@tiptap/core';
import type { EDIT_NAMES } from './edit-names.ts';
import { find } from './pair.ts';

const words = (text: string): JSONContent => ({
	type: 'paragraph',
	content: [{ type: 'text', text }],
});
const cell = (text: string): JSONContent => ({ type: 'tableCell', content: [words(text)] });
const row = (...texts: string[]): JSONContent => ({ type: 'tableRow', content: texts.map(cell) });

/** A text with everything the edits below need. */
export const BASE: JSONContent = {
	type: 'doc',
	content: [
		words('Alpha beta gamma delta'),
		words('Second paragraph here'),
		{
			type: 'bulletList',
			content: [
				{ type: 'listItem', content: [words('one')] },
				{ type: 'listItem', content: [words('two')] },
			],
		},
		{ type: 'table', content: [row('r1c1', 'r1c2'), row('r2c1', 'r2c2')] },
		words('Tail'),
	],
};

/** Three paragraphs for random edits. */
export const SHORT: JSONContent = {
	type: 'doc',
	content: [
		words('Alpha beta gamma delta'),
		words('Second paragraph of text'),
		words('Third one is here'),
	],
};

const at = (editor: Editor, text: string, offset = 0) =>
	editor.chain().setTextSelection(find(editor, text) + offset);

function deleteBlock(editor: Editor, start: string): void {
	editor.state.doc.forEach((node, offset) => {
		if (node.textContent.startsWith(start))
			editor.view.dispatch(editor.state.tr.delete(offset, offset + node.nodeSize));
	});
}

/** Every kind of edit that must be shown, accepted, rejected and undone exactly. */
export const EDITS: Record<(typeof EDIT_NAMES)[number], (editor: Editor) => void> = {
	'insert words': (editor) => {
		editor.view.dispatch(editor.state.tr.insertText(' NEW', find(editor, 'beta') + 4));
	},
	'delete words': (editor) => {
		const from = find(editor, 'beta');
		editor.view.dispatch(editor.state.tr.delete(from, from + 5));
	},
	'replace words': (editor) => {
		const from = find(editor, 'beta');
		editor.view.dispatch(editor.state.tr.insertText('BETA', from, from + 4));
	},
	'split a paragraph': (editor) => void at(editor, 'gamma').splitBlock().run(),
	'join paragraphs': (editor) => void at(editor, 'Second').joinBackward().run(),
	'delete across paragraphs': (editor) =>
		void editor
			.chain()
			.setTextSelection({ from: find(editor, 'gamma'), to: find(editor, 'paragraph') })
			.deleteSelection()
			.run(),
	'delete a paragraph': (editor) => {
		deleteBlock(editor, 'Second');
	},
	bold: (editor) => {
		const from = find(editor, 'beta');
		editor
			.chain()
			.setTextSelection({ from, to: from + 4 })
			.toggleBold()
			.run();
	},
	'make a heading': (editor) => void at(editor, 'Second', 1).setNode('heading', { level: 2 }).run(),
	'insert a paragraph': (editor) =>
		void editor.commands.insertContentAt(0, words('Inserted block')),
	'insert a picture': (editor) =>
		void at(editor, 'gamma').insertPicture({ file: 'picture1' }).run(),
	'make a list': (editor) => void at(editor, 'Second', 1).toggleBulletList().run(),
	'align a paragraph': (editor) => void at(editor, 'Second', 1).setTextAlign('center').run(),
	'split a list item': (editor) => void at(editor, 'one', 3).splitListItem('listItem').run(),
	'write into a cell': (editor) => {
		editor.view.dispatch(editor.state.tr.insertText('X', find(editor, 'r1c1') + 4));
	},
	'add a row': (editor) => void at(editor, 'r1c1', 1).addRowAfter().run(),
	'delete a row': (editor) => void at(editor, 'r2c1', 1).deleteRow().run(),
	'add a column': (editor) => void at(editor, 'r1c1', 1).addColumnAfter().run(),
	'delete a column': (editor) => void at(editor, 'r1c1', 1).deleteColumn().run(),
	'delete a table': (editor) => void at(editor, 'r1c1', 1).deleteTable().run(),
	'paste two paragraphs': (editor) =>
		void editor.commands.insertContentAt(find(editor, 'beta'), [
			words('P1 text'),
			words('P2 text'),
		]),
	'insert a line break': (editor) => void at(editor, 'gamma').setHardBreak().run(),
	'lift a list item': (editor) => void at(editor, 'two', 1).liftListItem('listItem').run(),
	'merge cells': (editor) => {
		const anchor = find(editor, 'r1c1') - 2;
		const head = find(editor, 'r1c2') - 2;
		editor.chain().setCellSelection({ anchorCell: anchor, headCell: head }).mergeCells().run();
	},
	'number a list': (editor) => void at(editor, 'one', 1).toggleOrderedList().run(),
};
