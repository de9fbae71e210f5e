import type { Editor, JSONContent } from '@tiptap/core';
import type { EDIT_NAMES } from './edit-names.ts';
import { find } from './pair.ts';

const words = (text: string): JSONContent => ({
	type: 'paragraph',
	content: [{ type: 'text', text }],
});
const cell = (text: string): JSONContent => ({ type: 'tableCell', content: [words(text)] });
const row = (...texts: string[]): JSONContent => ({ type: 'tableRow', content: texts.map(cell) });

/** Paragraphs, a list and a table, for random edits. */
export const MIXED: JSONContent = {
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

/** The same with an attachment, for random edits. */
export const ANNEXED: JSONContent = {
	type: 'doc',
	content: [
		...(MIXED.content ?? []),
		{ type: 'attachmentStart', attrs: { title: 'Schedule', landscape: false } },
		words('Annex words here'),
	],
};

/** A text with everything the edits below need. */
export const BASE: JSONContent = {
	type: 'doc',
	content: [
		...(MIXED.content ?? []),
		{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Chapter' }] },
		{ type: 'image', attrs: { file: 'picture0', alt: 'old' } },
		{
			type: 'paragraph',
			content: [
				{ type: 'text', text: 'Plain ' },
				{ type: 'text', text: 'strong', marks: [{ type: 'bold' }] },
				{ type: 'text', text: ' end' },
			],
		},
		{
			type: 'table',
			content: [
				{
					type: 'tableRow',
					content: [{ ...cell('wide'), attrs: { colspan: 2 } }],
				},
				row('m1', 'm2'),
			],
		},
		{
			type: 'paragraph',
			content: [
				{ type: 'text', text: 'Fund pays ' },
				{ type: 'formula', attrs: { latex: 'a+b', display: false } },
				{ type: 'text', text: ' each month' },
			],
		},
		words('Last line'),
		{ type: 'attachmentStart', attrs: { title: 'Schedule', landscape: false } },
		words('Annex words here'),
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

/** Drags what is selected to where these words begin, as a mouse does. */
function drag(editor: Editor, text: string): void {
	const { view } = editor;
	const transfer = new DataTransfer();
	const event = (type: string, at: number): DragEvent => {
		const { left, top, bottom } = view.coordsAtPos(at);
		const [clientX, clientY] = [left, (top + bottom) / 2];
		return new DragEvent(type, {
			bubbles: true,
			cancelable: true,
			dataTransfer: transfer,
			clientX,
			clientY,
		});
	};
	view.dom.scrollIntoView();
	view.dom.dispatchEvent(event('dragstart', view.state.selection.from));
	view.dom.dispatchEvent(event('drop', find(editor, text)));
}

/** Where the last node of a kind stands. */
function placeOf(editor: Editor, kind: 'image' | 'attachmentStart' | 'formula'): number {
	let found = -1;
	editor.state.doc.descendants((node, position) => {
		if (node.type.name === kind) found = position;
	});
	return found;
}
const pictureAt = (editor: Editor): number => placeOf(editor, 'image');
const annexAt = (editor: Editor): number => placeOf(editor, 'attachmentStart');
const formulaAt = (editor: Editor): number => placeOf(editor, 'formula');

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
	'move words': (editor) => {
		const from = find(editor, 'gamma');
		editor.commands.setTextSelection({ from, to: from + 5 });
		drag(editor, 'paragraph');
	},
	'move a paragraph': (editor) => {
		editor.commands.setNodeSelection(find(editor, 'Second') - 1);
		drag(editor, 'Tail');
	},
	'move a picture': (editor) => {
		editor.commands.setNodeSelection(pictureAt(editor));
		drag(editor, 'Second');
	},
	'delete a picture': (editor) => {
		editor.chain().setNodeSelection(pictureAt(editor)).deleteSelection().run();
	},
	'replace a picture': (editor) => {
		editor.chain().setNodeSelection(pictureAt(editor)).insertPicture({ file: 'picture2' }).run();
	},
	'change the level of a heading': (editor) =>
		void at(editor, 'Chapter', 1).setNode('heading', { level: 3 }).run(),
	'make a paragraph of a heading': (editor) => void at(editor, 'Chapter', 1).setParagraph().run(),
	'sink a list item': (editor) => void at(editor, 'two', 1).sinkListItem('listItem').run(),
	'join list items': (editor) => void at(editor, 'two').joinBackward().run(),
	'make plain what was bold': (editor) => {
		const from = find(editor, 'strong');
		editor
			.chain()
			.setTextSelection({ from, to: from + 6 })
			.toggleBold()
			.run();
	},
	'replace across paragraphs': (editor) =>
		void editor
			.chain()
			.setTextSelection({ from: find(editor, 'delta'), to: find(editor, 'paragraph') })
			.insertContent('NEW ')
			.run(),
	'toggle the header row': (editor) => void at(editor, 'r1c1', 1).toggleHeaderRow().run(),
	'split a cell': (editor) => void at(editor, 'wide', 1).splitCell().run(),
	'clear cells': (editor) => {
		const anchorCell = find(editor, 'r1c1') - 2;
		const headCell = find(editor, 'r2c1') - 2;
		editor.chain().setCellSelection({ anchorCell, headCell }).deleteSelection().run();
	},
	'add a row above': (editor) => void at(editor, 'r1c1', 1).addRowBefore().run(),
	'add a column on the left': (editor) => void at(editor, 'r1c1', 1).addColumnBefore().run(),
	'insert a table': (editor) =>
		void at(editor, 'Second').insertTable({ rows: 2, cols: 2, withHeaderRow: true }).run(),
	'delete a list': (editor) => {
		deleteBlock(editor, 'onetwo');
	},
	'begin an attachment': (editor) => void at(editor, 'Last').startAttachment().run(),
	'begin an attachment at the end': (editor) => void at(editor, 'Annex').startAttachment().run(),
	'name an attachment': (editor) => {
		const { tr } = editor.state;
		editor.view.dispatch(tr.setNodeAttribute(annexAt(editor), 'title', 'List of sums'));
	},
	'turn an attachment': (editor) => {
		const { tr } = editor.state;
		editor.view.dispatch(tr.setNodeAttribute(annexAt(editor), 'landscape', true));
	},
	'delete the beginning of an attachment': (editor) => {
		editor.chain().setNodeSelection(annexAt(editor)).deleteSelection().run();
	},
	'delete across the beginning of an attachment': (editor) =>
		void editor
			.chain()
			.setTextSelection({ from: find(editor, 'line'), to: find(editor, 'words here') })
			.deleteSelection()
			.run(),
	'move the beginning of an attachment': (editor) => {
		editor.commands.setNodeSelection(annexAt(editor));
		drag(editor, 'Tail');
	},
	'insert a formula': (editor) =>
		void at(editor, 'gamma').setFormula({ latex: '\\frac{甲}{乙}', display: false }).run(),
	'insert a formula on a line of its own': (editor) =>
		void at(editor, 'gamma').setFormula({ latex: '甲=乙', display: true }).run(),
	'delete a formula': (editor) => {
		editor.chain().setNodeSelection(formulaAt(editor)).deleteSelection().run();
	},
	'delete words and a formula': (editor) => {
		const to = find(editor, 'each');
		editor
			.chain()
			.setTextSelection({ from: find(editor, 'pays'), to })
			.deleteSelection()
			.run();
	},
	'change a formula': (editor) =>
		void editor.commands.setFormula({ latex: 'a-b', display: false }, formulaAt(editor)),
	'put a formula on a line of its own': (editor) =>
		void editor.commands.setFormula({ latex: 'a-b', display: true }, formulaAt(editor)),
	'replace a formula by words': (editor) =>
		void editor.chain().setNodeSelection(formulaAt(editor)).insertContent('sum').run(),
	'replace words by a formula': (editor) => {
		const from = find(editor, 'beta');
		editor
			.chain()
			.setTextSelection({ from, to: from + 4 })
			.setFormula({ latex: 'b', display: false })
			.run();
	},
	'move a formula': (editor) => {
		editor.commands.setNodeSelection(formulaAt(editor));
		drag(editor, 'paragraph');
	},
	'bold over a formula': (editor) => {
		const from = find(editor, 'pays');
		editor
			.chain()
			.setTextSelection({ from, to: find(editor, 'each') + 4 })
			.toggleBold()
			.run();
	},
	'split a paragraph before a formula': (editor) =>
		void editor.chain().setTextSelection(formulaAt(editor)).splitBlock().run(),
	'paste a formula': (editor) => {
		editor.commands.setTextSelection(find(editor, 'gamma'));
		editor.view.pasteHTML(
			'one <b>two <span data-formula="\\frac{a}{b}" data-display="true">a/b</span></b> three',
		);
	},
	'delete everything': (editor) => void editor.chain().selectAll().deleteSelection().run(),
};
