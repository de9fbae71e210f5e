import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { setTrace } from './blocks.ts';
import { resolveSuggestions } from './resolve.ts';
import { formatStamp, isDeleted, isInsertedBy, type Stamp } from './stamp.ts';

/**
 * Shows an edit as whole blocks: the changed top-level blocks are suggested for deletion and their new
 * form, free of older traces, is suggested after them.
 */
export function suggestWhole(original: Transaction, state: EditorState, stamp: Stamp): Transaction {
	const out = state.tr;
	const [before, after] = [state.doc, original.doc];
	const head = sameHead(before, after);
	const tail = sameTail(before, after, head);
	const tag = formatStamp(stamp);
	const fresh = accepted(after, blocks(after, head, after.childCount - tail)).map((block) =>
		block.type.create({ ...block.attrs, sgIns: tag }, block.content, block.marks),
	);
	const start = offsetOf(before, head);
	const jobs: (() => void)[] = [];
	let position = start;
	for (const block of blocks(before, head, before.childCount - tail)) {
		const at = position;
		jobs.push(() => {
			if (isInsertedBy(block, stamp.by)) out.delete(at, at + block.nodeSize);
			else if (!isDeleted(block)) setTrace(out, at, 'sgDel', tag);
		});
		position += block.nodeSize;
	}
	if (fresh.length) out.insert(position, fresh);
	for (const job of jobs.reverse()) job();
	const caret = Math.min(out.mapping.map(position, -1) + 1, out.doc.content.size);
	return out.setSelection(TextSelection.near(out.doc.resolve(caret)));
}

/** Blocks as they stand with everything suggested in them accepted. */
function accepted(doc: Node, changed: Node[]): readonly Node[] {
	const kept = changed.filter((block) => !isDeleted(block));
	if (kept.length === 0) return [];
	const state = EditorState.create({ doc: doc.type.create(null, kept) });
	return resolveSuggestions(state, true).doc.content.content;
}

function blocks(doc: Node, from: number, to: number): Node[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => doc.child(from + index));
}

function offsetOf(doc: Node, index: number): number {
	return blocks(doc, 0, index).reduce((sum, block) => sum + block.nodeSize, 0);
}

function sameHead(left: Node, right: Node): number {
	const most = Math.min(left.childCount, right.childCount);
	let count = 0;
	while (count < most && left.child(count).eq(right.child(count))) count += 1;
	return count;
}

function sameTail(left: Node, right: Node, head: number): number {
	const most = Math.min(left.childCount, right.childCount) - head;
	let count = 0;
	while (
		count < most &&
		left.child(left.childCount - 1 - count).eq(right.child(right.childCount - 1 - count))
	)
		count += 1;
	return count;
}
