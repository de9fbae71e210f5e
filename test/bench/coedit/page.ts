// Runs inside Chromium: the product's editor at one text, over whichever provider is measured.
import { Editor, getSchema } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { HocuspocusProvider } from '@hocuspocus/provider';
import { initializeApp } from 'firebase/app';
import {
	connectFirestoreEmulator,
	initializeFirestore,
	memoryLocalCache,
	setLogLevel,
} from 'firebase/firestore';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Cursors } from '../../../web/src/lib/editor/cursors.ts';
import { FirestoreProvider } from '../../../web/src/lib/editor/log/provider.ts';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
import { Suggest } from '../../../web/src/lib/editor/suggest/suggest.ts';
import type { Opening, Place } from './candidates.ts';

/** A provider, reduced to what is measured. */
interface Line {
	awareness: Awareness;
	/** Whether the server confirmed everything typed here. */
	saved: () => boolean;
	/** Others reached on the fast path. */
	links: () => number;
	/** Takes the editor's element, if the provider looks after it. */
	watch: (element: HTMLElement) => void;
	close: () => unknown;
}

const COLOUR = '#1c4e93';
const now = (): number => performance.timeOrigin + performance.now();

let editor: Editor;
let line: Line;
let doc: Y.Doc;
/** Instants of the keys pressed here, and of each further letter seen here, in ms since 1970. */
const keys: number[] = [];
const seen: number[] = [];

async function ours(place: Place): Promise<Line> {
	setLogLevel('silent');
	const app = initializeApp({ projectId: place.project, apiKey: 'emulator' });
	const db = initializeFirestore(app, { localCache: memoryLocalCache() });
	connectFirestoreEmulator(db, '127.0.0.1', place.port, {
		mockUserToken: { user_id: place.uid },
	});
	const schema = getSchema(textExtensions());
	const provider = new FirestoreProvider(doc, {
		db,
		documentId: place.room,
		uid: place.uid,
		name: place.uid,
		colour: COLOUR,
		vocabulary: {
			nodes: new Set(Object.keys(schema.nodes)),
			marks: new Set(Object.keys(schema.marks)),
		},
		fastPath: place.candidate === 'fast',
		onChange: () => undefined,
	});
	await provider.connect();
	if (provider.state.phase !== 'open') throw new Error(`the text is ${provider.state.phase}`);
	return {
		awareness: provider.presence.awareness,
		saved: () => provider.state.saving.at === 'server',
		links: () => provider.state.links,
		watch: (element) => provider.gate.watch(element),
		close: () => provider.destroy(),
	};
}

async function yWebsocket(place: Place): Promise<Line> {
	const url = `ws://127.0.0.1:${String(place.port)}`;
	const provider = new WebsocketProvider(url, place.room, doc);
	await new Promise<void>((resolve) => {
		provider.once('sync', () => {
			resolve();
		});
	});
	return {
		awareness: provider.awareness,
		saved: () => true,
		links: () => 0,
		watch: () => undefined,
		close: () => {
			provider.destroy();
		},
	};
}

async function hocuspocus(place: Place): Promise<Line> {
	const url = `ws://127.0.0.1:${String(place.port)}`;
	const provider = await new Promise<HocuspocusProvider>((resolve) => {
		const opened = new HocuspocusProvider({
			url,
			name: place.room,
			document: doc,
			onSynced: () => {
				resolve(opened);
			},
		});
	});
	if (!provider.awareness) throw new Error('Hocuspocus without awareness');
	return {
		awareness: provider.awareness,
		saved: () => !provider.hasUnsyncedChanges,
		links: () => 0,
		watch: () => undefined,
		close: () => {
			provider.destroy();
		},
	};
}

function build(uid: string): Editor {
	const element = document.createElement('div');
	document.body.append(element);
	line.awareness.setLocalStateField('user', { name: uid, color: COLOUR });
	return new Editor({
		element,
		extensions: [
			...textExtensions({ undoRedo: false }),
			Suggest.configure({
				author: { by: uid, nextId: () => crypto.randomUUID(), now: Date.now },
				isSuggesting: () => false,
				look: { title: () => '', colour: () => COLOUR },
			}),
			Collaboration.configure({ document: doc }),
			Cursors.configure({ awareness: line.awareness }),
		],
	});
}

const OPENERS = { fast: ours, log: ours, yWebsocket, hocuspocus };

/** Opens a text and resolves when it is painted. */
async function open(place: Place): Promise<Opening> {
	const start = performance.now();
	doc = new Y.Doc();
	line = await OPENERS[place.candidate](place);
	const ready = performance.now() - start;
	editor = build(place.uid);
	line.watch(editor.view.dom);
	await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
	return { ready, painted: performance.now() - start };
}

/** From here on every further letter of the text, whoever typed it, gets its instant. */
function watch(): void {
	const { dom } = editor.view;
	const before = dom.textContent.length;
	new MutationObserver(() => {
		const at = now();
		while (seen.length < dom.textContent.length - before) seen.push(at);
	}).observe(dom, { subtree: true, childList: true, characterData: true });
}

/** From here on every key pressed gets the instant of its event. */
function listen(paragraph: number): void {
	addEventListener(
		'keydown',
		(event) => {
			keys.push(performance.timeOrigin + event.timeStamp);
		},
		true,
	);
	editor.view.focus();
	editor.commands.setTextSelection(endOf(paragraph));
}

function endOf(paragraph: number): number {
	let end = 1;
	editor.state.doc.forEach((node, offset, index) => {
		if (index === paragraph) end = offset + node.nodeSize - 1;
	});
	return end;
}

function type(paragraph: number, letter: string): void {
	editor.view.dispatch(editor.state.tr.insertText(letter, endOf(paragraph)));
}

const desk = {
	open,
	watch,
	listen,
	now,
	keys: () => keys,
	seen: () => seen,
	links: () => line.links(),
	saved: () => line.saved(),
	close: () => line.close(),
	others: () => line.awareness.getStates().size - 1,
	json: () => JSON.stringify(editor.getJSON()),
	letters: () => editor.view.dom.textContent.length,
	/** Types letters, one edit each, from the given instant on. */
	typeAt: (instant: number, paragraph: number, letters: string) =>
		new Promise<void>((resolve) =>
			setTimeout(() => {
				for (const letter of letters) type(paragraph, letter);
				resolve();
			}, instant - now()),
		),
	/** Types one letter after the other at an even pace. */
	typeFor: (seconds: number, perSecond: number) =>
		new Promise<void>((resolve) => {
			let left = seconds * perSecond;
			const timer = setInterval(() => {
				type(0, 'x');
				left -= 1;
				if (left > 0) return;
				clearInterval(timer);
				resolve();
			}, 1_000 / perSecond);
		}),
};
export type Desk = typeof desk;
Object.assign(globalThis, { desk });
