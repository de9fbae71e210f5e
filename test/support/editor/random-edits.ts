import { joinBackward, setBlockType, splitBlock } from '@tiptap/pm/commands';
import type { Draw } from '@wenshu/domain/trace/draw.test-support.ts';
import type { Node } from '@tiptap/pm/model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import type { Command, EditorState, Transaction } from '@tiptap/pm/state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow } from '@tiptap/pm/tables';
import { beginAttachment } from '../../../web/src/lib/editor/attachment.ts';

/** An edit drawn at random: a selection and the command that is run on it. */
export interface RandomEdit {
	name: string;
	from: number;
	to: number;
	/** Whether it changes blocks and not only words. */
	structural: boolean;
	command: Command;
}

type Reach = 'caret' | 'words' | 'across';
type Kind = [name: string, reach: Reach, structural: boolean, command: (draw: Draw) => Command];

const insert =
	(words: string): Command =>
	(state, dispatch) => {
		dispatch?.(state.tr.insertText(words));
		return true;
	};
const writeFormula =
	(n: number): Command =>
	({ tr, schema, selection: { from } }, dispatch) => {
		const attrs = { latex: `x_${String(n)}`, display: n === 0 };
		dispatch?.(tr.insert(from, schema.node('formula', attrs)));
		return true;
	};
const changeFormulae: Command = ({ tr, doc, selection: { from, to } }, dispatch) => {
	doc.nodesBetween(from, to, (node, at) => {
		if (node.type.name === 'formula') tr.setNodeAttribute(at, 'latex', 'y');
	});
	if (!tr.docChanged) return false;
	dispatch?.(tr);
	return true;
};
const remove: Command = (state, dispatch) => {
	if (state.selection.empty) return false;
	dispatch?.(state.tr.deleteSelection());
	return true;
};
const embolden =
	(on: boolean): Command =>
	({ tr, doc, schema, selection: { from, to } }, dispatch) => {
		const mark = schema.mark('bold');
		// Formulae have no look of their own; the editor sees to that by itself.
		doc.nodesBetween(from, to, (node, at) => {
			if (!node.isText) return;
			const [start, end] = [Math.max(at, from), Math.min(at + node.nodeSize, to)];
			if (on) tr.addMark(start, end, mark);
			else tr.removeMark(start, end, mark);
		});
		dispatch?.(tr);
		return true;
	};
const ofSchema =
	(make: (schema: EditorState['schema']) => Command): Command =>
	(state, dispatch) =>
		make(state.schema)(state, dispatch);
const item = (make: (type: never) => Command): Command =>
	ofSchema((schema) => make(schema.nodes['listItem'] as never));

/** Changes the first attachment that begins after the caret and is not struck out. */
const annexed =
	(change: (tr: Transaction, at: number) => Transaction): Command =>
	({ tr, doc, selection: { from } }, dispatch) => {
		let at = -1;
		doc.forEach((node, offset) => {
			const counts = node.type.name === 'attachmentStart' && node.attrs['sgDel'] === null;
			if (counts && offset > from && at < 0) at = offset;
		});
		if (at < 0) return false;
		dispatch?.(change(tr, at));
		return true;
	};
/** Moves the beginning of an attachment after the block of the caret. */
const fetchAnnex: Command = (state, dispatch) =>
	annexed((tr, at) => {
		const node = state.doc.nodeAt(at);
		return node ? tr.delete(at, at + 1).insert(state.selection.$to.after(1), node) : tr;
	})(state, dispatch);

const KINDS: Kind[] = [
	['write', 'caret', false, (draw) => insert('甲乙丙丁'.slice(0, 1 + Math.floor(draw() * 4)))],
	['type', 'caret', false, () => insert('w')],
	['write a formula', 'caret', false, (draw) => writeFormula(Math.floor(draw() * 3))],
	['change formulae', 'across', false, () => changeFormulae],
	['replace', 'words', false, () => insert('改')],
	['delete words', 'words', false, () => remove],
	['delete across', 'across', true, () => remove],
	['split', 'caret', true, () => splitBlock],
	['join', 'caret', true, () => joinBackward],
	['bold', 'words', false, (draw) => embolden(draw() < 0.7)],
	[
		'heading',
		'caret',
		true,
		(draw) => {
			const level = 1 + Math.floor(draw() * 2);
			return ofSchema((schema) => setBlockType(schema.nodes['heading'] as never, { level }));
		},
	],
];

const RICH: Kind[] = [
	...KINDS,
	['add a row', 'caret', true, () => addRowAfter],
	['delete a row', 'caret', true, () => deleteRow],
	['add a column', 'caret', true, () => addColumnAfter],
	['delete a column', 'caret', true, () => deleteColumn],
	['split an item', 'caret', true, () => item((type) => splitListItem(type))],
	['lift an item', 'caret', true, () => item((type) => liftListItem(type))],
	['sink an item', 'caret', true, () => item((type) => sinkListItem(type))],
	['begin an attachment', 'caret', true, () => beginAttachment],
	[
		'name an attachment',
		'caret',
		true,
		(draw) => {
			const title = '甲乙丙丁'.slice(Math.floor(draw() * 4));
			return annexed((tr, at) => tr.setNodeAttribute(at, 'title', title));
		},
	],
	[
		'turn an attachment',
		'caret',
		true,
		(draw) => {
			const landscape = draw() < 0.5;
			return annexed((tr, at) => tr.setNodeAttribute(at, 'landscape', landscape));
		},
	],
	['drop an attachment', 'caret', true, () => annexed((tr, at) => tr.delete(at, at + 1))],
	['move an attachment', 'caret', true, () => fetchAnnex],
	[
		'make a list',
		'caret',
		true,
		() => ofSchema((schema) => wrapInList(schema.nodes['bulletList'] as never)),
	],
];

/** Draws an edit for a document; `rich` adds those of tables and lists. */
export function drawEdit(doc: Node, draw: Draw, rich: boolean): RandomEdit {
	const kinds = rich ? RICH : KINDS;
	const [name, reach, structural, make] = kinds[Math.floor(draw() * kinds.length)] as Kind;
	const command = make(draw);
	let from = anywhere(doc, draw);
	let to = from;
	if (name === 'join') from = to = doc.resolve(from).start();
	if (reach === 'words') to = Math.min(from + 1 + Math.floor(draw() * 5), doc.resolve(from).end());
	if (reach === 'across') {
		[from = 1, to = 1] = [from, anywhere(doc, draw)].sort((a, b) => a - b);
		if (to - from >= 25) to = from;
	}
	return { name, from, to, structural, command };
}

function anywhere(doc: Node, draw: Draw): number {
	const places: number[] = [];
	doc.descendants((node, position) => {
		if (!node.isTextblock) return;
		for (let offset = 0; offset <= node.content.size; offset += 1)
			places.push(position + 1 + offset);
	});
	return places[Math.floor(draw() * places.length)] ?? 1;
}
