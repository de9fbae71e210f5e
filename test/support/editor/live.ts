// Runs inside Chromium: one person at one text, over the Firestore emulator and under the rules.
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { initializeApp } from 'firebase/app';
import {
	connectFirestoreEmulator,
	disableNetwork,
	enableNetwork,
	initializeFirestore,
	memoryLocalCache,
	setLogLevel,
	type Firestore,
} from 'firebase/firestore';
import * as Y from 'yjs';
import type { ProviderState } from '../../../web/src/lib/editor/log/provider-state.ts';
import { FirestoreProvider } from '../../../web/src/lib/editor/log/provider.ts';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
import { listSuggestions } from '../../../web/src/lib/editor/suggest/list.ts';
import { Suggest } from '../../../web/src/lib/editor/suggest/suggest.ts';

/** Whom a page stands for. */
export interface Seat {
	uid: string;
	documentId: string;
	project: string;
	port: number;
	/** Whether browsers are linked directly; by default they are. */
	fastPath?: boolean;
}

let db: Firestore;
let provider: FirestoreProvider;
let editor: Editor;
let state: ProviderState;
const stamps: [string, number][] = [];

async function open(seat: Seat): Promise<ProviderState> {
	setLogLevel('silent');
	const app = initializeApp({ projectId: seat.project, apiKey: 'emulator' });
	db = initializeFirestore(app, { localCache: memoryLocalCache() });
	connectFirestoreEmulator(db, '127.0.0.1', seat.port, {
		mockUserToken: { user_id: seat.uid },
	});
	const doc = new Y.Doc();
	provider = new FirestoreProvider(doc, {
		db,
		documentId: seat.documentId,
		uid: seat.uid,
		name: seat.uid,
		colour: '#1c4e93',
		fastPath: seat.fastPath ?? true,
		vocabulary: { nodes: new Set(NODES), marks: new Set(MARKS) },
		onChange: (next) => {
			state = next;
			document.title = `${next.phase} ${next.mode} ${next.saving.at}`;
			editor?.setEditable(next.mode !== 'read', false);
		},
	});
	await provider.connect();
	state = provider.state;
	const element = document.createElement('div');
	document.body.append(element);
	editor = new Editor({
		element,
		editable: state.mode !== 'read',
		extensions: [
			...textExtensions({ undoRedo: false }),
			Suggest.configure({
				author: { by: seat.uid, nextId: () => Math.random().toString(36).slice(2), now: Date.now },
				isSuggesting: () => state.mode === 'suggest',
				look: { title: () => '', colour: () => '#1a6e43' },
			}),
			Collaboration.configure({ document: doc }),
		],
	});
	provider.gate.watch(editor.view.dom);
	new MutationObserver(() =>
		stamps.push([words(), performance.timeOrigin + performance.now()]),
	).observe(editor.view.dom, { subtree: true, childList: true, characterData: true });
	return state;
}

const NODES = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'table',
	'tableRow',
	'tableCell',
	'tableHeader',
	'image',
	'hardBreak',
];
const MARKS = ['bold', 'italic', 'underline', 'ins', 'del', 'fmt', 'annotation'];

const words = () => editor.state.doc.textContent;

const live = {
	open,
	words,
	state: () => provider.state,
	json: () => JSON.stringify(editor.getJSON()),
	suggestions: () => listSuggestions(editor.state.doc),
	/** Types at the end of the text. */
	type: (text: string) => {
		const end = editor.state.doc.content.size - 1;
		editor.view.dispatch(editor.state.tr.insertText(text, end));
		return performance.timeOrigin + performance.now();
	},
	/** When a text was first seen here, in ms since 1970. */
	seen: (text: string) => stamps.find(([seen]) => seen.includes(text))?.[1] ?? null,
	flush: () => provider.flush(),
	discard: () => provider.discard(),
	close: () => provider.destroy(),
	offline: () => disableNetwork(db),
	online: () => enableNetwork(db),
	focus: (position: number) => {
		editor.view.focus();
		editor.commands.setTextSelection(position);
	},
	select: (from: number, to: number) => {
		editor.view.focus();
		editor.commands.setTextSelection({ from, to });
	},
	reject: () => editor.commands.rejectSuggestions(),
	others: () => provider.state.others.map((one) => one.name),
	cursors: () =>
		[...provider.presence.awareness.getStates().values()].map((one) => one['user'] as unknown),
};
export type Live = typeof live;
Object.assign(globalThis, { live });
