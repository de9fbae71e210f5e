// Runs inside Chromium: the editor with its change tracking, two people at a time.
import type { Editor, JSONContent } from '@tiptap/core';
import { cleanBody, originalBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { listSuggestions } from '../../../web/src/lib/editor/suggest/list.ts';
import { Editor as PlainEditor } from '@tiptap/core';
import { CleanPaste } from '../../../web/src/lib/editor/paste.ts';
import { textExtensions } from '../../../web/src/lib/editor/schema.ts';
import { BASE, EDITS, SHORT } from './edits.ts';
import { find, pair, plain, text, type Pair, type Seat } from './pair.ts';

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
const same = (left: unknown, right: unknown) =>
	JSON.stringify(bare(left)) === JSON.stringify(bare(right));

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

function random(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), 1 | state);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}

type Draw = () => number;

function anywhere(editor: Editor, draw: Draw): number {
	const places: number[] = [];
	editor.state.doc.descendants((node, position) => {
		if (!node.isTextblock) return;
		for (let offset = 0; offset <= node.content.size; offset += 1)
			places.push(position + 1 + offset);
	});
	return places[Math.floor(draw() * places.length)] ?? 1;
}

const RANDOM_EDITS: ((editor: Editor, draw: Draw) => void)[] = [
	(editor, draw) => {
		const words = '甲乙丙丁'.slice(0, 1 + Math.floor(draw() * 4));
		editor.view.dispatch(editor.state.tr.insertText(words, anywhere(editor, draw)));
	},
	(editor, draw) => {
		editor.view.dispatch(editor.state.tr.insertText('w', anywhere(editor, draw)));
	},
	(editor, draw) => {
		const from = anywhere(editor, draw);
		const to = Math.min(from + 1 + Math.floor(draw() * 5), editor.state.doc.resolve(from).end());
		if (to > from) editor.view.dispatch(editor.state.tr.delete(from, to));
	},
	(editor, draw) => void editor.chain().setTextSelection(anywhere(editor, draw)).splitBlock().run(),
	(editor, draw) => {
		const start = editor.state.doc.resolve(anywhere(editor, draw)).start();
		editor.chain().setTextSelection(start).joinBackward().run();
	},
	(editor, draw) => {
		const [from = 1, to = 1] = [anywhere(editor, draw), anywhere(editor, draw)].sort(
			(a, b) => a - b,
		);
		if (to > from && to - from < 25)
			editor.chain().setTextSelection({ from, to }).deleteSelection().run();
	},
	(editor, draw) => {
		const from = anywhere(editor, draw);
		const to = Math.min(from + 4, editor.state.doc.resolve(from).end());
		if (to > from) editor.chain().setTextSelection({ from, to }).toggleBold().run();
	},
	(editor, draw) => {
		editor.chain().setTextSelection(anywhere(editor, draw)).setNode('heading', { level: 1 }).run();
	},
];

function editAtRandom(seat: Seat, draw: Draw): void {
	const edit = RANDOM_EDITS[Math.floor(draw() * RANDOM_EDITS.length)];
	edit?.(seat.editor, draw);
}

/** Two people suggest at random, partly offline. */
function fuzzTwo(seed: number): Record<string, boolean | string> {
	const draw = random(seed);
	const two = pair(SHORT);
	const base = text(two.amy.editor);
	two.amy.suggesting = draw() < 0.85;
	two.bob.suggesting = true;
	const onlySuggestions = two.amy.suggesting;
	for (let turn = 0; turn < 12; turn += 1) {
		if (draw() < 0.25) two.cut();
		editAtRandom(draw() < 0.5 ? two.amy : two.bob, draw);
		if (draw() < 0.4) two.mend();
	}
	two.mend();
	const verdict: Record<string, boolean | string> = { 'no divergence': two.same() };
	try {
		two.amy.editor.state.doc.check();
		verdict['valid'] = true;
	} catch (error) {
		verdict['valid'] = String(error);
	}
	verdict['valid for the server'] = checkBody(two.bob.editor.getJSON()).ok;
	if (onlySuggestions) {
		two.bob.editor.commands.rejectSuggestions();
		verdict['restored'] = text(two.amy.editor) === base;
	}
	verdict['no divergence after the decision'] = two.same();
	two.close();
	return verdict;
}

/** One person suggests at random; rejecting gives the base, accepting what plain editing gives. */
function fuzzOne(seed: number): Record<string, boolean> {
	const run = (decide: 'accept' | 'reject'): Pair => {
		const two = pair(SHORT);
		two.amy.suggesting = true;
		const draw = random(seed);
		for (let turn = 0; turn < 6; turn += 1) editAtRandom(two.amy, draw);
		const body = two.amy.editor.getJSON() as BodyNode;
		verdict['server agrees on the ' + decide] = false;
		if (decide === 'accept') two.bob.editor.commands.acceptSuggestions();
		else two.bob.editor.commands.rejectSuggestions();
		const settled = decide === 'accept' ? cleanBody(body) : originalBody(body);
		verdict['server agrees on the ' + decide] = same(settled, two.amy.editor.getJSON());
		return two;
	};
	const verdict: Record<string, boolean> = {};
	const rejected = run('reject');
	verdict['restored'] = same(rejected.amy.editor.getJSON(), SHORT_PLAIN());
	rejected.close();
	const accepted = run('accept');
	verdict['nothing left'] = listSuggestions(accepted.amy.editor.state.doc).length === 0;
	accepted.close();
	return verdict;
}
const SHORT_PLAIN = () => JSON.parse(plain(SHORT, () => undefined)) as JSONContent;

/** Pastes HTML into an empty text, as the browser would. */
function paste(html: string): JSONContent {
	const element = document.createElement('div');
	document.body.append(element);
	const editor = new PlainEditor({ element, extensions: [...textExtensions(), CleanPaste] });
	editor.view.pasteHTML(html);
	const json = editor.getJSON();
	editor.destroy();
	element.remove();
	return json;
}

/** What the tests call. */
const bench = {
	BASE,
	SHORT,
	EDITS,
	judge,
	fuzzOne,
	fuzzTwo,
	pair,
	plain,
	paste,
	text,
	find,
	listSuggestions,
};
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
