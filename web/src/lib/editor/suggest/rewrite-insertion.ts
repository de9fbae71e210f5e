import { Slice, type Node } from '@tiptap/pm/model';
import { ReplaceStep } from '@tiptap/pm/transform';
import { fragmentWithoutTrace, isWall, mapFragment, setTrace, withoutTrace } from './blocks.ts';
import { continuingMark, markOf, type Rewriting } from './rewrite-deletion.ts';
import { formatStamp, isTraceMark, markStamp, type StampAttribute } from './stamp.ts';

const BREAKS: StampAttribute[] = ['sgBrkIns', 'sgBrkDel'];
const WHOLE: StampAttribute[] = ['sgIns', 'sgDel'];

/** A block that an edit opens. */
interface Opened {
	at: number;
	node: Node;
}

/** Puts words in as a suggestion of the author; answers where the caret goes. */
export function suggestWords(rewriting: Rewriting, position: number, slice: Slice): number {
	const { out, stamp } = rewriting;
	const mark = continuingMark(rewriting, position, 'ins');
	// Words typed within struck-out ones come with their marks; they are new all the same.
	const content = mapFragment(slice.content, withoutTrace);
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
	const opened = openedAt(out.doc, position);
	const content = new Slice(fragmentWithoutTrace(slice.content), slice.openStart, slice.openEnd);
	if (out.maybeStep(new ReplaceStep(position, position, content)).failed) return false;
	const end = position + content.size;
	markInserted({ out, stamp }, position, end, slice);
	passOn(rewriting, opened, end);
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

/** When a block is split, the break at its end belongs to the tail, and so does what happened to the whole. */
function passOn({ out }: Rewriting, opened: Opened[], end: number): void {
	const $end = out.doc.resolve(end);
	const [block] = opened;
	if (!block || !$end.parent.isTextblock || $end.before() === block.at) return;
	setTrace(out, block.at, 'sgBrkDel', null);
	for (const [up, { at, node }] of opened.entries()) {
		const depth = $end.depth - up;
		const tail = depth > 0 ? $end.before(depth) : at;
		if (tail === at) return;
		const keys = up === 0 ? BREAKS.concat(WHOLE) : WHOLE;
		for (const key of keys) setTrace(out, tail, key, (node.attrs[key] as unknown) ?? null);
		if ($end.node(depth).type === node.type) setTrace(out, tail, 'sgMod', node.attrs['sgMod']);
	}
}

/** The blocks around a position, innermost first. */
function openedAt(doc: Node, position: number): Opened[] {
	const $position = doc.resolve(position);
	if (!$position.parent.isTextblock) return [];
	return Array.from({ length: $position.depth }, (_, up) => {
		const depth = $position.depth - up;
		return { at: $position.before(depth), node: $position.node(depth) };
	});
}
