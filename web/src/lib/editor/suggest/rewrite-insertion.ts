import { Slice, type Node } from '@tiptap/pm/model';
import { ReplaceStep } from '@tiptap/pm/transform';
import { fragmentWithoutTrace, isWall, setTrace } from './blocks.ts';
import { continuingMark, markOf, type Rewriting } from './rewrite-deletion.ts';
import { formatStamp, isTraceMark, markStamp } from './stamp.ts';

/** Puts words in as a suggestion of the author; answers where the caret goes. */
export function suggestWords(rewriting: Rewriting, position: number, slice: Slice): number {
	const { out, stamp } = rewriting;
	const mark = continuingMark(rewriting, position, 'ins');
	const content = fragmentWithoutTrace(slice.content);
	out.replaceWith(position, position, content);
	const end = position + content.size;
	out.doc.nodesBetween(position, end, (node, at) => {
		if (node.isText) {
			const [from, to] = [Math.max(at, position), Math.min(at + node.nodeSize, end)];
			stripForeign(rewriting, node, from, to);
			out.addMark(from, to, mark);
		} else if (node.isInline && node.isAtom) setTrace(out, at, 'sgIns', formatStamp(stamp));
	});
	return end;
}

/** New words never inherit the trace of their neighbours. */
function stripForeign({ out }: Rewriting, node: Node, from: number, to: number): void {
	for (const mark of node.marks) if (isTraceMark(mark)) out.removeMark(from, to, mark);
}

/** Puts blocks or a split in as a suggestion; false when the content does not fit there. */
export function suggestBlocks(rewriting: Rewriting, position: number, slice: Slice): boolean {
	const { out } = rewriting;
	const $open = out.doc.resolve(position);
	// Blocks after one's own words belong to the same suggestion.
	const stamp = $open.parent.isTextblock
		? markStamp(continuingMark(rewriting, position, 'ins'))
		: rewriting.stamp;
	const opened = $open.parent.isTextblock ? { at: $open.before(), node: $open.parent } : null;
	const content = new Slice(fragmentWithoutTrace(slice.content), slice.openStart, slice.openEnd);
	if (out.maybeStep(new ReplaceStep(position, position, content)).failed) return false;
	const end = position + content.size;
	markInserted({ out, stamp }, position, end, slice);
	if (opened) moveBreak(rewriting, opened, end);
	return true;
}

function markInserted(rewriting: Rewriting, from: number, to: number, slice: Slice): void {
	const { out, stamp } = rewriting;
	const doc = out.doc;
	const $from = doc.resolve(from);
	const closed = slice.openStart === 0 && slice.openEnd === 0 && !$from.parent.inlineContent;
	const tag = formatStamp(stamp);
	const jobs: (() => void)[] = [];
	doc.nodesBetween(from, to, (node, at) => {
		const end = at + node.nodeSize;
		if (node.isText) {
			const [a, b] = [Math.max(at, from), Math.min(end, to)];
			jobs.push(() => {
				out.addMark(a, b, markOf(out, 'ins', stamp));
			});
			return false;
		}
		const covered = at >= from && end <= to;
		const whole =
			node.isAtom || isWall(node) || (closed && doc.resolve(at).parent === $from.parent);
		if (covered && whole) {
			jobs.push(() => {
				setTrace(out, at, 'sgIns', tag);
			});
			return false;
		}
		if (node.isTextblock && end - 1 >= from && end - 1 < to) {
			jobs.push(() => {
				setTrace(out, at, 'sgBrkIns', tag);
			});
		}
		return true;
	});
	for (const job of jobs) job();
}

/** When a block is split, the break at its end belongs to the tail. */
function moveBreak({ out }: Rewriting, opened: { at: number; node: Node }, end: number): void {
	const $end = out.doc.resolve(end);
	if (!$end.parent.isTextblock || $end.before() === opened.at) return;
	setTrace(out, opened.at, 'sgBrkDel', null);
	const tail = $end.before();
	setTrace(out, tail, 'sgBrkIns', (opened.node.attrs['sgBrkIns'] as unknown) ?? null);
	setTrace(out, tail, 'sgBrkDel', (opened.node.attrs['sgBrkDel'] as unknown) ?? null);
}
