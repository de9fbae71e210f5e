import type { Mark, Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { isWall, joinWithNext, setTrace } from './blocks.ts';
import { formatStamp, isDeleted, isInsertedBy, markStamp, readStamp, type Stamp } from './stamp.ts';

/** What an edit's rewriting needs to know while it goes. */
export interface Rewriting {
	out: Transaction;
	stamp: Stamp;
}

/** The author's mark that an edit at a position continues, or a new one of this edit. */
export function continuingMark(rewriting: Rewriting, position: number, name: 'ins' | 'del'): Mark {
	const { out } = rewriting;
	const $position = out.doc.resolve(position);
	for (const neighbour of [$position.nodeBefore, $position.nodeAfter]) {
		const own = neighbour && ownMark(neighbour, name, rewriting.stamp.by);
		if (own) return own;
	}
	const key = name === 'ins' ? 'sgBrkIns' : 'sgBrkDel';
	const previous = blockBefore(out.doc, position);
	const broken = previous && readStamp(previous, key);
	return markOf(out, name, broken?.by === rewriting.stamp.by ? broken : rewriting.stamp);
}

function ownMark(node: Node, name: 'ins' | 'del', by: string): Mark | undefined {
	if (!node.isText) return undefined;
	return node.marks.find((mark) => mark.type.name === name && mark.attrs['by'] === by);
}

/** The textblock before the one that a position opens, when they are neighbours. */
function blockBefore(doc: Node, position: number): Node | null {
	const $position = doc.resolve(position);
	if (!$position.parent.isTextblock || $position.parentOffset > 0) return null;
	const $before = doc.resolve($position.before());
	return $before.nodeBefore?.isTextblock ? $before.nodeBefore : null;
}

/** A new mark of the trace. */
export function markOf(
	out: Transaction,
	name: 'ins' | 'del' | 'fmt',
	stamp: Stamp,
	extra: Record<string, string> = {},
): Mark {
	const type = out.doc.type.schema.marks[name];
	if (!type) throw new Error(`the schema lacks the mark ${name}`);
	return type.create({ ...stamp, ...extra });
}

/**
 * Turns a deletion into a suggestion: words get a mark, blocks and paragraph breaks an attribute; what
 * the same person had only suggested is really taken away. False when nothing of that lies in the range,
 * only borders of lists or cells.
 */
export function suggestDeletion(rewriting: Rewriting, from: number, to: number): boolean {
	const { out } = rewriting;
	const doc = out.doc;
	const start = out.mapping.maps.length;
	const now = (position: number, side = 1): number => out.mapping.slice(start).map(position, side);
	const jobs: (() => void)[] = [];
	doc.nodesBetween(from, to, (node, position) => {
		const end = position + node.nodeSize;
		if (node.isText) {
			const [a, b] = [Math.max(position, from), Math.min(end, to)];
			jobs.push(() => {
				deleteWords(rewriting, node, now(a), now(b, -1));
			});
			return false;
		}
		if (position >= from && end <= to && goesWhole(doc, node, position, from, to)) {
			jobs.push(() => {
				deleteBlock(rewriting, node, now(position));
			});
			return false;
		}
		if (node.isTextblock && end - 1 >= from && end - 1 < to) {
			jobs.push(() => {
				deleteBreak(rewriting, now(position));
			});
		}
		return true;
	});
	for (const job of jobs.reverse()) job();
	return jobs.length > 0;
}

/** A block inside the range goes as a whole when it cannot be joined, or when whole blocks were cut. */
function goesWhole(doc: Node, node: Node, position: number, from: number, to: number): boolean {
	if (node.isAtom || isWall(node)) return true;
	const $from = doc.resolve(from);
	const wholeBlocks = $from.parent === doc.resolve(to).parent && !$from.parent.inlineContent;
	return wholeBlocks && doc.resolve(position).parent === $from.parent;
}

function deleteWords(rewriting: Rewriting, node: Node, from: number, to: number): void {
	const { out, stamp } = rewriting;
	if (isInsertedBy(node, stamp.by)) out.delete(from, to);
	else if (!isDeleted(node)) out.addMark(from, to, continuingMark(rewriting, from, 'del'));
}

function deleteBlock({ out, stamp }: Rewriting, node: Node, position: number): void {
	if (isInsertedBy(node, stamp.by)) out.delete(position, position + node.nodeSize);
	else if (!isDeleted(node)) setTrace(out, position, 'sgDel', formatStamp(stamp));
}

function deleteBreak({ out, stamp }: Rewriting, position: number): void {
	const node = out.doc.nodeAt(position);
	if (!node || readStamp(node, 'sgBrkDel')) return;
	if (readStamp(node, 'sgBrkIns')?.by === stamp.by) {
		joinWithNext(out, position);
		return;
	}
	// A break struck out next to words of the same person belongs to the same suggestion.
	const after = out.doc.resolve(position + node.nodeSize).nodeAfter;
	const next = after?.isTextblock ? after.firstChild : null;
	const own = [node.lastChild, next].flatMap((one) => (one && ownMark(one, 'del', stamp.by)) ?? []);
	setTrace(out, position, 'sgBrkDel', formatStamp(own[0] ? markStamp(own[0]) : stamp));
}
