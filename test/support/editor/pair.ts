import { Editor, type JSONContent } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { CleanPaste } from '../../../web/src/lib/editor/paste.ts';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
import { SteadySync } from '../../../web/src/lib/editor/steady-sync.ts';
import { Suggest } from '../../../web/src/lib/editor/suggest/suggest.ts';

/** One person's editor in the test page. */
export interface Seat {
	editor: Editor;
	doc: Y.Doc;
	/** Whether this person's edits become suggestions. */
	suggesting: boolean;
}

/** Two people on one text, joined by a line that can be cut. */
export interface Pair {
	amy: Seat;
	bob: Seat;
	cut: () => void;
	mend: () => void;
	/** Whether the line is whole. */
	joined: () => boolean;
	same: () => boolean;
	close: () => void;
}

/** Time goes on with every edit, for all alike. */
let clock = 0;

const look = { title: () => '', colour: () => '#1a6e43' };

function seat(name: string, doc: Y.Doc | null, content?: JSONContent): Seat {
	const element = document.createElement('div');
	document.body.append(element);
	let serial = 0;
	const options = {
		author: { by: name, nextId: () => `${name}${String((serial += 1))}`, now: () => (clock += 1) },
		isSuggesting: () => self.suggesting,
		look,
	};
	const editor = new Editor({
		element,
		...(content ? { content } : {}),
		extensions: [
			...textExtensions({ undoRedo: doc === null }),
			Suggest.configure(options),
			CleanPaste,
			...(doc ? [Collaboration.configure({ document: doc }), SteadySync] : []),
		],
	});
	const self: Seat = { editor, doc: doc ?? new Y.Doc(), suggesting: false };
	return self;
}

/** A text edited without co-editing and without suggestions: what an edit should come to. */
export function plain(content: JSONContent, edit: (editor: Editor) => void): string {
	const single = seat('plain', null, content);
	edit(single.editor);
	const json = text(single.editor);
	single.editor.destroy();
	return json;
}

/** The text as comparable JSON. */
export function text(editor: Editor): string {
	return JSON.stringify(editor.getJSON());
}

/** JSON without nulls and empty attributes, as the server stores it. */
function bare(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(bare);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value)
		.filter(([, item]) => item !== null)
		.map(([key, item]) => [key, bare(item)] as const)
		.filter(([key, item]) => key !== 'attrs' || Object.keys(item as object).length > 0);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two texts are the same, stored or not. */
export const same = (left: unknown, right: unknown): boolean =>
	JSON.stringify(bare(left)) === JSON.stringify(bare(right));

/** Opens a text for two people; Amy's editor brings the first content. */
export function pair(content: JSONContent): Pair {
	document.body.replaceChildren();
	const docs = [new Y.Doc(), new Y.Doc()] as const;
	docs[0].clientID = 101;
	docs[1].clientID = 102;
	let joined = true;
	const waiting: [Uint8Array[], Uint8Array[]] = [[], []];
	const flow = (): void => {
		for (const [index, queue] of waiting.entries())
			for (const update of queue.splice(0)) Y.applyUpdate(docs[index] as Y.Doc, update, 'line');
	};
	const listen = (from: number, to: number): void => {
		docs[from]?.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'line') return;
			waiting[to]?.push(update);
			if (joined) flow();
		});
	};
	listen(0, 1);
	listen(1, 0);
	const amy = seat('amy', docs[0]);
	amy.editor.commands.setContent(content);
	undoManager(amy.editor).clear();
	const bob = seat('bob', docs[1]);
	return {
		amy,
		bob,
		cut: () => {
			joined = false;
		},
		mend: () => {
			joined = true;
			flow();
		},
		joined: () => joined,
		same: () => text(amy.editor) === text(bob.editor),
		close: () => {
			amy.editor.destroy();
			bob.editor.destroy();
		},
	};
}

/** The undo manager of an editor. */
export function undoManager(editor: Editor): Y.UndoManager {
	const state = yUndoPluginKey.getState(editor.state) as { undoManager: Y.UndoManager };
	return state.undoManager;
}

/** Where these words begin. */
export function find(editor: Editor, words: string): number {
	let found = -1;
	editor.state.doc.descendants((node, position) => {
		const at = found < 0 && node.isText ? (node.text ?? '').indexOf(words) : -1;
		if (at >= 0) found = position + at;
	});
	if (found < 0) throw new Error(`no “${words}” in the text`);
	return found;
}

/** The words of each block of a text. */
export function words(editor: Editor): string {
	return editor.getText({ blockSeparator: '|' });
}

/** Puts words in before others. */
export function insert({ editor }: Seat, text: string, before: string): void {
	editor.view.dispatch(editor.state.tr.insertText(text, find(editor, before)));
}

/** Makes words bold, or plain again. */
export function bold({ editor }: Seat, text: string): void {
	const from = find(editor, text);
	editor
		.chain()
		.setTextSelection({ from, to: from + text.length })
		.toggleBold()
		.run();
}

/** The runs of words in a top-level block, each with its marks and whose they are. */
export function runs(editor: Editor, block: number): string[] {
	const found: string[] = [];
	editor.state.doc.child(block).forEach((node) => {
		const marks = node.marks.map(({ type, attrs }) =>
			attrs['by'] ? `${type.name}:${String(attrs['by'])}` : type.name,
		);
		found.push([node.text ?? '', ...marks.sort()].join(' '));
	});
	return found;
}
