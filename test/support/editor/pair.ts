import { Editor, type JSONContent } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
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
	same: () => boolean;
	close: () => void;
}

const look = { title: () => '', colour: () => '#1a6e43' };

function seat(name: string, doc: Y.Doc | null, content?: JSONContent): Seat {
	const element = document.createElement('div');
	document.body.append(element);
	let serial = 0;
	const options = {
		author: { by: name, nextId: () => `${name}${String((serial += 1))}`, now: () => 1 },
		isSuggesting: () => self.suggesting,
		look,
	};
	const editor = new Editor({
		element,
		...(content ? { content } : {}),
		extensions: [
			...textExtensions({ undoRedo: doc === null }),
			Suggest.configure(options),
			...(doc ? [Collaboration.configure({ document: doc })] : []),
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
