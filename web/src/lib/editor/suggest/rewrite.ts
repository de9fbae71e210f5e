import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import {
	AddMarkStep,
	AttrStep,
	Mapping,
	RemoveMarkStep,
	ReplaceAroundStep,
	ReplaceStep,
	type Step,
} from '@tiptap/pm/transform';
import { setTrace } from './blocks.ts';
import { formatLayers, lookOf } from './format-layers.ts';
import { markOf, suggestDeletion, type Rewriting } from './rewrite-deletion.ts';
import { suggestBlocks, suggestWords } from './rewrite-insertion.ts';
import { suggestWhole } from './rewrite-whole.ts';
import {
	isInsertedBy,
	isTraceMark,
	plainAttributes,
	traceAttributes,
	type Author,
	type Stamp,
} from './stamp.ts';

/** Maps a position of the document before a step into the document being rewritten. */
type Rebase = (position: number, side?: number) => number;

/** Where the selection goes; null leaves it to the original edit. */
interface Caret {
	at: number | null;
}

/**
 * Rewrites an edit into suggestions of its author. Steps are taken one by one; an edit with a step that
 * cannot be shown in place (wrapping, lifting, merging cells) replaces its top-level blocks instead.
 */
export function suggest(original: Transaction, state: EditorState, author: Author): Transaction {
	const stamp: Stamp = { id: author.nextId(), by: author.by, at: String(author.now()) };
	const rewriting: Rewriting = { out: state.tr, stamp };
	const caret: Caret = { at: null };
	const done = original.steps.every((step, index) =>
		rewriteStep(rewriting, step, rebaseFor(original, index, rewriting.out), state, caret),
	);
	let result = rewriting.out;
	if (done) placeCaret(result, original, caret);
	else result = suggestWhole(original, state, stamp);
	return carryOver(result, original);
}

function rewriteStep(
	rewriting: Rewriting,
	step: Step,
	rebase: Rebase,
	state: EditorState,
	caret: Caret,
): boolean {
	if (step instanceof ReplaceStep) return rewriteReplace(rewriting, step, rebase, state, caret);
	if (step instanceof AddMarkStep || step instanceof RemoveMarkStep)
		return rewriteMark(rewriting, step, rebase);
	if (step instanceof AttrStep) return rewriteAttribute(rewriting, step, rebase);
	if (step instanceof ReplaceAroundStep && isNewMarkup(step))
		return rewriteMarkup(rewriting, step, rebase);
	return false;
}

function rebaseFor(original: Transaction, index: number, out: Transaction): Rebase {
	const back = new Mapping();
	for (let at = index - 1; at >= 0; at -= 1) {
		const step = original.steps[at];
		if (step) back.appendMap(step.getMap().invert());
	}
	return (position, side = 1) => out.mapping.map(back.map(position, side), side);
}

function rewriteReplace(
	rewriting: Rewriting,
	step: ReplaceStep,
	rebase: Rebase,
	state: EditorState,
	caret: Caret,
): boolean {
	const { out } = rewriting;
	const side = step.from === step.to ? 1 : -1;
	const from = rebase(step.from, side);
	const to = Math.max(from, rebase(step.to, side));
	const before = out.mapping.maps.length;
	const backward = state.selection.empty && state.selection.head === step.to;
	if (from < to && !suggestDeletion(rewriting, from, to)) return false;
	const since = out.mapping.slice(before);
	const [start, end] = [since.map(from, -1), since.map(to, -1)];
	if (step.slice.size === 0) {
		caret.at = backward || !state.selection.empty ? start : end;
		return true;
	}
	const position = out.doc.resolve(start).sameParent(out.doc.resolve(end)) ? end : start;
	const { content, openStart, openEnd } = step.slice;
	const words = openStart === 0 && openEnd === 0 && content.firstChild?.isInline === true;
	if (words && out.doc.resolve(position).parent.inlineContent) {
		caret.at = suggestWords(rewriting, position, step.slice);
		return true;
	}
	caret.at = null;
	return suggestBlocks(rewriting, position, step.slice);
}

function rewriteMark(
	{ out, stamp }: Rewriting,
	step: AddMarkStep | RemoveMarkStep,
	rebase: Rebase,
): boolean {
	const [from, to] = [rebase(step.from), rebase(step.to, -1)];
	if (isTraceMark(step.mark)) return true;
	const texts: { from: number; to: number; node: Node }[] = [];
	out.doc.nodesBetween(from, to, (node, at) => {
		if (node.isText)
			texts.push({ from: Math.max(at, from), to: Math.min(at + node.nodeSize, to), node });
	});
	for (const text of texts) {
		// Word by word: Yjs does not carry marks of breaks.
		if (step instanceof AddMarkStep) out.addMark(text.from, text.to, step.mark);
		else out.removeMark(text.from, text.to, step.mark);
		// Whoever changed it last goes on with the same change.
		const known = formatLayers(text.node).at(-1)?.attrs['by'] === stamp.by;
		if (known || isInsertedBy(text.node, stamp.by)) continue;
		const prev = JSON.stringify(lookOf(text.node).map((mark) => mark.toJSON() as unknown));
		out.addMark(text.from, text.to, markOf(out, 'fmt', stamp, { prev }));
	}
	return true;
}

function rewriteAttribute(rewriting: Rewriting, step: AttrStep, rebase: Rebase): boolean {
	const { out } = rewriting;
	const position = rebase(step.pos);
	const node = out.doc.nodeAt(position);
	if (!node || step.attr === 'colspan' || step.attr === 'rowspan') return false;
	rememberBlock(rewriting, node, position);
	out.setNodeAttribute(position, step.attr, step.value);
	return true;
}

/** A step that only gives a block another kind or attributes, as `setNodeMarkup` makes it. */
function isNewMarkup(step: ReplaceAroundStep): boolean {
	return (
		step.insert === 1 &&
		step.slice.size === 2 &&
		step.gapFrom === step.from + 1 &&
		step.gapTo === step.to - 1
	);
}

function rewriteMarkup(rewriting: Rewriting, step: ReplaceAroundStep, rebase: Rebase): boolean {
	const { out } = rewriting;
	const position = rebase(step.from);
	const node = out.doc.nodeAt(position);
	const wanted = step.slice.content.firstChild;
	if (!node || !wanted || node.isTextblock !== wanted.isTextblock) return false;
	if (!wanted.type.validContent(node.content)) return false;
	const reshaped =
		node.attrs['colspan'] !== wanted.attrs['colspan'] ||
		node.attrs['rowspan'] !== wanted.attrs['rowspan'];
	if (reshaped && node.type.spec['tableRole']) return false;
	const trace = traceAttributes(node);
	trace['sgMod'] ??= describeBefore(rewriting, node);
	out.setNodeMarkup(position, wanted.type, { ...wanted.attrs, ...trace }, wanted.marks);
	return true;
}

function rememberBlock(rewriting: Rewriting, node: Node, position: number): void {
	if (node.attrs['sgMod']) return;
	const before = describeBefore(rewriting, node);
	if (before) setTrace(rewriting.out, position, 'sgMod', before);
}

function describeBefore({ stamp }: Rewriting, node: Node): string | null {
	if (isInsertedBy(node, stamp.by)) return null;
	return JSON.stringify({ ...stamp, type: node.type.name, attrs: plainAttributes(node) });
}

function placeCaret(result: Transaction, original: Transaction, caret: Caret): void {
	let target = caret.at;
	if (target === null) {
		if (!original.selectionSet) return;
		const back = new Mapping();
		for (const step of [...original.steps].reverse()) back.appendMap(step.getMap().invert());
		target = result.mapping.map(back.map(original.selection.head));
	}
	const $target = result.doc.resolve(Math.min(target, result.doc.content.size));
	result.setSelection(TextSelection.near($target, caret.at === null ? 1 : -1));
}

/** What belongs to the edit beside its steps: notes of plugins, marks for the next letter, scrolling. */
function carryOver(result: Transaction, original: Transaction): Transaction {
	if (original.storedMarksSet) result.setStoredMarks(original.storedMarks);
	if (original.scrolledIntoView) result.scrollIntoView();
	const notes = (original as unknown as { meta: Record<string, unknown> }).meta;
	for (const [key, value] of Object.entries(notes)) result.setMeta(key, value);
	return result;
}
