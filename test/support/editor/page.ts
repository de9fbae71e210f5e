// Runs inside Chromium: the editor with its change tracking, two people at a time.
import type { Editor, JSONContent } from '@tiptap/core';
import { cleanBody, originalBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { listSuggestions } from '../../../web/src/lib/editor/suggest/list.ts';
import { Editor as PlainEditor } from '@tiptap/core';
import { findPlace, placeOf } from '../../../web/src/lib/editor/annotation-places.ts';
import { prepareWordFormulae } from '../../../web/src/lib/editor/paste-formulae.ts';
import { CleanPaste } from '../../../web/src/lib/editor/paste.ts';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
import { BASE, EDITS, SHORT } from './edits.ts';
import { fuzzOne, fuzzTwo, runSeeds } from './fuzz.ts';
import { bold, find, insert, pair, plain, runs, same, text, words, type Pair } from './pair.ts';

/** What each kind of edit came to; every field must be true. */
function judge(edit: (editor: Editor) => void): Record<string, boolean | string> {
	const base = plain(BASE, () => undefined);
	const wanted = plain(BASE, edit);
	const start = (): Pair => {
		const two = pair(BASE);
		two.amy.suggesting = true;
		edit(two.amy.editor);
		return two;
	};
	const verdict: Record<string, boolean | string> = {};
	const look = (name: string, check: (two: Pair) => boolean): void => {
		const two = start();
		verdict[name] = check(two);
		two.close();
	};
	look('tracked', (two) => listSuggestions(two.amy.editor.state.doc).length === 1);
	look('original shown', (two) => text(two.amy.editor) !== base);
	look('same for both', (two) => two.same());
	const decide = (accept: boolean, who: 'amy' | 'bob') => (two: Pair) => {
		const { commands } = two[who].editor;
		if (accept) commands.acceptSuggestions();
		else commands.rejectSuggestions();
		return text(two.amy.editor) === (accept ? wanted : base) && two.same();
	};
	look('accepted by the author', decide(true, 'amy'));
	look('accepted by another', decide(true, 'bob'));
	look('rejected by the author', decide(false, 'amy'));
	look('rejected by another', decide(false, 'bob'));
	look('undone', (two) => {
		two.amy.editor.commands.undo();
		return text(two.amy.editor) === base && two.same();
	});
	const body = (two: Pair) => two.bob.editor.getJSON() as BodyNode;
	look('valid for the server', (two) => checkBody(body(two)).ok);
	look('clean as on the server', (two) => same(cleanBody(body(two)), JSON.parse(wanted)));
	look('original as on the server', (two) => same(originalBody(body(two)), JSON.parse(base)));
	return verdict;
}

/** Pastes HTML into an empty text, as the browser would, once what reads Word's formulae is there. */
async function paste(html: string): Promise<JSONContent> {
	prepareWordFormulae();
	await import('../../../web/src/lib/word/word-formulae.ts');
	await Promise.resolve();
	const element = document.createElement('div');
	document.body.append(element);
	const editor = new PlainEditor({ element, extensions: [...textExtensions(), CleanPaste] });
	editor.view.pasteHTML(html);
	const json = editor.getJSON();
	editor.destroy();
	element.remove();
	return json;
}

/** Pastes HTML with or without a picture file, and counts what became of pictures. */
function pastePictures(html: string, withFile: boolean) {
	const told = { uploaded: 0, lost: 0 };
	const element = document.createElement('div');
	document.body.append(element);
	const onPictures = (files: File[]) => (told.uploaded += files.length);
	const onLost = (pictures: number) => (told.lost += pictures);
	const extensions = [...textExtensions(), CleanPaste.configure({ onPictures, onLost })];
	const editor = new PlainEditor({ element, extensions });
	const clipboardData = new DataTransfer();
	if (html) clipboardData.setData('text/html', html);
	if (withFile) clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
	const event = { clipboardData, bubbles: true, cancelable: true };
	editor.view.dom.dispatchEvent(new ClipboardEvent('paste', event));
	const words = editor.getText();
	editor.destroy();
	element.remove();
	return { ...told, words };
}

/** Anchors an annotation on words, lets somebody edit, and reads which words it stands on then. */
function anchored(words: string, edit: (two: Pair) => void): string | null {
	const two = pair(SHORT);
	const from = find(two.amy.editor, words);
	const place = {
		id: 'n',
		quote: words,
		...placeOf(two.amy.editor.state, from, from + words.length),
	};
	edit(two);
	const read = ({ state }: Editor): string | null => {
		const range = findPlace(state, place);
		return range && state.doc.textBetween(range.from, range.to, '|');
	};
	const [amys, bobs] = [read(two.amy.editor), read(two.bob.editor)];
	two.close();
	return amys === bobs ? amys : `${String(amys)} here, ${String(bobs)} there`;
}

/** The words that copying everything puts on the clipboard. */
function copied(editor: Editor): string {
	const all = editor.state.doc.slice(0, editor.state.doc.content.size);
	return editor.view.serializeForClipboard(all).text;
}

/** What the tests call. */
const bench = {
	BASE,
	SHORT,
	EDITS,
	judge,
	anchored,
	copied,
	fuzzOne,
	fuzzTwo,
	runSeeds,
	pair,
	bold,
	insert,
	runs,
	words,
	plain,
	paste,
	pastePictures,
	text,
	find,
	listSuggestions,
};
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
