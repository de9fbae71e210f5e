import type { Editor, JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { Transform } from '@tiptap/pm/transform';
import { fixTables, tableEditing } from '@tiptap/pm/tables';
import { cleanBody, originalBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { resolveSuggestions } from '../../../web/src/lib/editor/suggest/resolve.ts';
import { ApartWatch } from './apart-watch.ts';
import { ANNEXED, SHORT } from './edits.ts';
import { pair, same, type Seat } from './pair.ts';
import { drawFrom, type Draw } from '@wenshu/domain/trace/draw.test-support.ts';
import { drawEdit, type RandomEdit } from './random-edits.ts';

/** What a run came to: what went wrong, and what it met. */
export interface FuzzRun {
	wrong: string[];
	/** Edits whose accepted form was compared with the plain edit. */
	compared: number;
	/** Whether two people took the same words or blocks apart while they could not see each other. */
	concurrentSplit: boolean;
}

const settled = (state: EditorState, accept: boolean): Node =>
	resolveSuggestions(state, accept).doc;

/** Selects what the edit is about; a selection across cells comes out otherwise than asked for. */
function select({ view }: Editor, edit: RandomEdit): void {
	const selection = TextSelection.create(view.state.doc, edit.from, edit.to);
	view.dispatch(view.state.tr.setSelection(selection));
	[edit.from, edit.to] = [view.state.selection.from, view.state.selection.to];
}

/** Tables that concurrent rows and columns left ragged are evened out as an editor does. */
function evened(doc: Node): Node {
	return fixTables(EditorState.create({ doc }))?.doc ?? doc;
}

/** Runs an edit in an editor as its keys and buttons would. */
function perform({ view }: Editor, edit: RandomEdit): void {
	edit.command(view.state, (tr) => {
		view.dispatch(tr);
	});
}

/** What the edit comes to in the text with everything accepted, when it can be made there. */
function plainly(marked: EditorState, edit: RandomEdit): Node | null {
	if (touchesDeleted(marked.doc, edit) || crossesCell(marked.doc, edit)) return null;
	const accepted = resolveSuggestions(marked, true);
	const { doc } = accepted;
	if (!evened(doc).eq(doc)) return null;
	const [from = 0, to = 0] = [edit.from, edit.to].map((at) => accepted.mapping.map(at));
	if (edit.name === 'split' && atEdge(doc, from) !== atEdge(marked.doc, edit.from)) return null;
	const selection = TextSelection.create(doc, from, to);
	let after = doc;
	const state = EditorState.create({ doc, selection, plugins: [tableEditing()] });
	edit.command(state, (tr) => {
		after = state.apply(tr).doc;
	});
	return after;
}

/**
 * Whether blocks or breaks that are struck out lie where the edit looks: it then sees something else than
 * in the clean text, and what it should come to is a matter of taste.
 */
function touchesDeleted(doc: Node, { from, to, structural }: RandomEdit): boolean {
	let found = false;
	const look = (node: Node): boolean => {
		found ||= Boolean(node.attrs['sgDel'] ?? node.attrs['sgBrkDel']);
		return true;
	};
	if (!structural) {
		doc.nodesBetween(from, to, (node) => (node.attrs['sgDel'] ? look(node) : true));
		return found;
	}
	const [first, last] = [doc.resolve(from).index(0), doc.resolve(to).index(0)];
	for (let index = first - 1; index <= last + 1; index += 1) {
		const block = doc.maybeChild(index);
		if (!block) continue;
		look(block);
		block.descendants(look);
	}
	return found;
}

/** A split at the end of a heading begins a paragraph; struck-out words may hide that end. */
function atEdge(doc: Node, position: number): boolean {
	const $position = doc.resolve(position);
	return $position.parentOffset === 0 || $position.parentOffset === $position.parent.content.size;
}

/** Plain editing merges the cells of a table that words are deleted across; suggesting leaves them. */
function crossesCell(doc: Node, { from, to }: RandomEdit): boolean {
	const cellOf = (position: number): Node | null => {
		const $position = doc.resolve(position);
		for (let depth = $position.depth; depth > 0; depth -= 1)
			if ($position.node(depth).type.spec['tableRole'] === 'cell') return $position.node(depth);
		return null;
	};
	return cellOf(from) !== cellOf(to);
}

/** Two people suggest at random, partly offline. */
export function fuzzTwo(seed: number): FuzzRun {
	const draw = drawFrom(seed);
	const rich = seed % 2 === 0;
	const two = pair(rich ? ANNEXED : SHORT);
	const base = two.amy.editor.state.doc;
	two.amy.suggesting = draw() < 0.85;
	two.bob.suggesting = true;
	const run: FuzzRun = { wrong: [], compared: 0, concurrentSplit: false };
	const apart = new ApartWatch(two.amy.doc, two.bob.doc);
	const mend = (): void => {
		two.mend();
		if (apart.clashed()) run.concurrentSplit = true;
	};
	for (let turn = 0; turn < 12; turn += 1) {
		if (draw() < 0.25) two.cut();
		editAtRandom(draw() < 0.5 ? two.amy : two.bob, draw, rich, run);
		if (draw() < 0.4) mend();
		else if (two.joined()) apart.forget();
	}
	mend();
	const expect = (name: string, good: boolean): void => {
		if (!good) run.wrong.push(name);
	};
	expect('no divergence', two.same());
	expect('valid', isValid(two.amy.editor.state.doc));
	expect('valid for the server', checkBody(two.bob.editor.getJSON()).ok);
	const body = two.amy.editor.getJSON() as BodyNode;
	const accepted = settled(two.amy.editor.state, true);
	const rejected = settled(two.amy.editor.state, false);

	expect('accepted as on the server', same(cleanBody(body), accepted.toJSON()));
	expect('rejected as on the server', same(originalBody(body), rejected.toJSON()));
	if (two.amy.suggesting && !run.concurrentSplit)
		expect('reject-all restores the base', rejected.eq(base));

	two.bob.editor.commands.rejectSuggestions();
	expect('rejected by commands', evened(two.amy.editor.state.doc).eq(evened(rejected)));
	expect('no divergence after the decision', two.same());
	two.close();
	return run;
}

/** New words take the look of their neighbours, which struck-out neighbours may change. */
function alike(left: Node, right: Node, edit: RandomEdit): boolean {
	if (edit.structural || edit.name === 'bold') return left.eq(right);
	const plain = (doc: Node) => new Transform(doc).removeMark(0, doc.content.size).doc;
	return plain(left).eq(plain(right));
}

function editAtRandom(seat: Seat, draw: Draw, rich: boolean, run: FuzzRun): void {
	const edit = drawEdit(seat.editor.state.doc, draw, rich);
	select(seat.editor, edit);
	const wanted = seat.suggesting ? plainly(seat.editor.state, edit) : null;

	perform(seat.editor, edit);
	if (!wanted) return;
	run.compared += 1;
	if (!alike(settled(seat.editor.state, true), wanted, edit))
		run.wrong.push(`accepted “${edit.name}”`);
}

function isValid(doc: Node): boolean {
	try {
		doc.check();
		return true;
	} catch {
		return false;
	}
}

/** One person suggests at random; rejecting gives the base, accepting what plain editing gives. */
export function fuzzOne(seed: number): FuzzRun {
	const draw = drawFrom(seed);
	const rich = seed % 2 === 0;
	const content: JSONContent = rich ? ANNEXED : SHORT;
	const two = pair(content);
	two.amy.suggesting = true;
	const base = two.amy.editor.state.doc;
	const run: FuzzRun = { wrong: [], compared: 0, concurrentSplit: false };
	for (let turn = 0; turn < 8; turn += 1) editAtRandom(two.amy, draw, rich, run);
	const { state } = two.bob.editor;
	const body = two.bob.editor.getJSON() as BodyNode;
	if (!same(cleanBody(body), settled(state, true).toJSON())) run.wrong.push('clean on the server');
	if (!same(originalBody(body), base.toJSON())) run.wrong.push('original on the server');

	two.bob.editor.commands.rejectSuggestions();
	if (!two.amy.editor.state.doc.eq(base)) run.wrong.push('reject-all restores the base');
	two.close();
	return run;
}

/** What many runs came to. */
export interface Fuzzed {
	/** `seed 7: no divergence` and so on. */
	wrong: string[];
	compared: number;
	/** Runs in which two people split concurrently. */
	splits: number;
}

/** Runs the seeds from one number to another. */
export function runSeeds(kind: 'fuzzOne' | 'fuzzTwo', first: number, last: number): Fuzzed {
	const sum: Fuzzed = { wrong: [], compared: 0, splits: 0 };
	for (let seed = first; seed <= last; seed += 1) {
		const run = kind === 'fuzzOne' ? fuzzOne(seed) : fuzzTwo(seed);
		sum.wrong.push(...run.wrong.map((what) => `seed ${String(seed)}: ${what}`));
		sum.compared += run.compared;
		sum.splits += run.concurrentSplit ? 1 : 0;
	}
	return sum;
}
