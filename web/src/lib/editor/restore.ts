import type { Editor } from '@tiptap/core';
import { Fragment, Slice, type Mark, type Node } from '@tiptap/pm/model';
import { cleanBody, isTextblock, type BodyNode } from '@wenshu/domain/document/body.ts';
import { alignBlocks, keyOf } from '@wenshu/domain/trace/align.ts';
import { diffLists } from '@wenshu/domain/trace/diff.ts';
import { isDeleted, plainAttributes } from './suggest/stamp.ts';

/** Blocks of the open text that stand for one run of blocks in 清稿. */
interface Unit {
	from: number;
	to: number;
	nodes: Node[];
	/** As they will stand. */
	clean: BodyNode[];
}

/**
 * Makes the open text read like an earlier version, as edits of whoever does it, or as suggestions where
 * the editor suggests. What is the same stays untouched and keeps its authors. Answers whether anything
 * had to change.
 */
export function replaceBody(editor: Editor, body: BodyNode): boolean {
	// Through the schema, which fills in what a stored text leaves unsaid.
	const blocks = cleanBody(body).content ?? [];
	const wanted = blocks.map((each) => editor.schema.nodeFromJSON(each).toJSON() as BodyNode);
	const units = unitsOf(editor.state.doc);
	const current = units.flatMap(({ clean }) => clean);
	let changed = false;
	// From the end, so that places before stay where they are.
	let end = editor.state.doc.content.size;
	for (const { before, after } of alignBlocks(current, wanted).reverse()) {
		const concerned = units.filter(({ clean }) => clean.some((block) => before.includes(block)));
		const [first, last] = [concerned[0], concerned.at(-1)];
		const place = first && last ? { from: first.from, to: last.to } : { from: end, to: end };
		end = place.from;
		if (sameBlocks(before, after)) continue;
		changed = true;
		const [old, fresh] = [before[0], after[0]];
		const paragraph = concerned.length === 1 ? first?.nodes[0] : undefined;
		const inner =
			paragraph &&
			old &&
			fresh &&
			before.length === 1 &&
			after.length === 1 &&
			first?.clean.length === 1;
		if (inner && first.nodes.length === 1 && isSameKind(old, fresh))
			rewriteWords(editor, place.from, paragraph, fresh);
		else replaceBlocks(editor, place, after);
	}
	return changed;
}

function sameBlocks(before: readonly BodyNode[], after: readonly BodyNode[]): boolean {
	return (
		before.length === after.length &&
		before.every((block, index) => {
			const other = after[index];
			return other !== undefined && keyOf(block) === keyOf(other);
		})
	);
}

/** Whether two paragraphs differ in nothing but their words. */
function isSameKind(old: BodyNode, fresh: BodyNode): boolean {
	const bare = ({ type, attrs }: BodyNode): string => keyOf({ type, ...(attrs && { attrs }) });
	return isTextblock(old) && isTextblock(fresh) && bare(old) === bare(fresh);
}

/** The top-level blocks; those that a suggested join makes one belong together. */
function unitsOf(doc: Node): Unit[] {
	const units: Unit[] = [];
	let open: Node[] = [];
	let from = 0;
	doc.forEach((node, offset) => {
		if (open.length === 0) from = offset;
		open.push(node);
		if (typeof node.attrs['sgBrkDel'] === 'string' || lastBreakGone(node)) return;
		units.push(unit(open, from, offset + node.nodeSize));
		open = [];
	});
	if (open.length > 0) units.push(unit(open, from, doc.content.size));
	return units;
}

/** Whether a suggested join reaches out of the end of a list. */
function lastBreakGone(node: Node): boolean {
	const last = node.lastChild;
	if (!last || node.isTextblock || node.type.name === 'table') return false;
	return typeof last.attrs['sgBrkDel'] === 'string' || lastBreakGone(last);
}

function unit(nodes: Node[], from: number, to: number): Unit {
	const content = nodes.map((node) => node.toJSON() as BodyNode);
	const visible = nodes.some((node) => !isDeleted(node));
	const clean = visible ? (cleanBody({ type: 'doc', content }).content ?? []) : [];
	return { from, to, nodes, clean };
}

function replaceBlocks(
	editor: Editor,
	{ from, to }: { from: number; to: number },
	after: readonly BodyNode[],
): void {
	const { state, view } = editor;
	const fresh = after.map((block) => state.schema.nodeFromJSON(block));
	if (from === to && fresh.length === 0) return;
	const slice = new Slice(Fragment.from(fresh), 0, 0);
	view.dispatch(state.tr.replace(from, to, slice));
}

interface Letter {
	text: string;
	marks: readonly Mark[];
	/** Its place in the open text. */
	from: number;
	to: number;
}

/** Changes those words of a paragraph that differ, from its end to its beginning. */
function rewriteWords(editor: Editor, at: number, paragraph: Node, wanted: BodyNode): void {
	const target = editor.schema.nodeFromJSON(wanted);
	const [olds, news] = [lettersOf(paragraph, at + 1), lettersOf(target, 0)];
	const key = ({ text, marks }: Letter): string =>
		text + JSON.stringify(marks.filter(isLook).map((mark) => mark.toJSON() as unknown));
	const stretches = diffLists(olds.map(key), news.map(key));
	for (const { same, before, after } of stretches.reverse()) {
		if (same) continue;
		const end = before[1] > 0 ? (olds[before[1] - 1]?.to ?? at + 1) : (olds[0]?.from ?? at + 1);
		const fresh = news.slice(...after);
		if (fresh.length > 0) {
			const [first, last] = [fresh[0]?.from ?? 0, fresh.at(-1)?.to ?? 0];
			const slice = new Slice(target.content.cut(first, last), 0, 0);
			editor.view.dispatch(editor.state.tr.replace(end, end, slice));
		}
		for (const { from, to } of joined(olds.slice(...before)).reverse())
			editor.view.dispatch(editor.state.tr.delete(from, to));
	}
}

/** Letters, breaks and formulae that are not struck out. */
function lettersOf(paragraph: Node, start: number): Letter[] {
	const letters: Letter[] = [];
	paragraph.forEach((node, offset) => {
		if (isDeleted(node)) return;
		const from = start + offset;
		if (!node.isText)
			letters.push({ text: leafKey(node), marks: [], from, to: from + node.nodeSize });
		let at = from;
		for (const text of node.text ?? '')
			letters.push({ text, marks: node.marks, from: at, to: (at += text.length) });
	});
	return letters;
}

/** What tells breaks and formulae apart; their trace does not count. */
function leafKey(node: Node): string {
	return `\n${JSON.stringify([node.type.name, plainAttributes(node)])}`;
}

function isLook(mark: Mark): boolean {
	return !['ins', 'del', 'fmt', 'annotation'].includes(mark.type.name);
}

/** Neighbouring letters as ranges. */
function joined(letters: readonly Letter[]): { from: number; to: number }[] {
	const ranges: { from: number; to: number }[] = [];
	for (const { from, to } of letters) {
		const last = ranges.at(-1);
		if (last?.to === from) last.to = to;
		else ranges.push({ from, to });
	}
	return ranges;
}
