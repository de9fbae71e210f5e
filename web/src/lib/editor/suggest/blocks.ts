import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { TRACE_ATTRIBUTES, isDeleted, isTraceMark, type StampAttribute } from './stamp.ts';

/** Sets an attribute of the trace on the block at a position, where its kind has that attribute. */
export function setTrace(
	tr: Transform,
	position: number,
	key: StampAttribute | 'sgMod',
	value: unknown,
): void {
	const node = tr.doc.nodeAt(position);
	if (!node || node.isText || !(key in (node.type.spec.attrs ?? {}))) return;
	if (node.attrs[key] !== value) tr.setNodeAttribute(position, key, value);
}

/** A copy without any trace: deleted words are gone, marks and attributes of the trace removed. */
export function withoutTrace(node: Node): Node {
	if (node.isText) return node.mark(node.marks.filter((mark) => !isTraceMark(mark)));
	return node.type.create(plainlyOf(node), fragmentWithoutTrace(node.content), node.marks);
}

function plainlyOf(node: Node): Record<string, unknown> {
	const attrs: Record<string, unknown> = { ...node.attrs };
	for (const key of TRACE_ATTRIBUTES) if (key in attrs) attrs[key] = null;
	return attrs;
}

/** A run of nodes, each turned into another. */
export function mapFragment(fragment: Fragment, turn: (node: Node) => Node): Fragment {
	return Fragment.from(fragment.content.map(turn));
}

/** `withoutTrace` for a run of nodes. */
export function fragmentWithoutTrace(fragment: Fragment): Fragment {
	const kept = fragment.content.filter((child) => !(child.isText && isDeleted(child)));
	return Fragment.from(kept.map(withoutTrace));
}

/** What is copied: clean words. Struck-out blocks, rows and cells are gone like struck-out words. */
export function cleanSlice({ content, openStart, openEnd }: Slice): Slice {
	const clean = cleanFragment(content);
	const depth = (side: 'firstChild' | 'lastChild'): number => {
		let count = 0;
		for (let node = clean[side]; node && !node.isLeaf; node = node[side]) count += 1;
		return count;
	};
	const open = [Math.min(openStart, depth('firstChild')), Math.min(openEnd, depth('lastChild'))];
	return new Slice(clean, open[0] ?? 0, open[1] ?? 0);
}

/** Lists and tables of which nothing is left go; cells stay, empty. Struck-out breaks join their blocks. */
function cleanFragment(fragment: Fragment): Fragment {
	const kept: Node[] = [];
	let joins = false;
	for (const child of fragment.content) {
		const clean = cleanNode(child);
		if (!clean) continue;
		const last = kept.at(-1);
		if (joins && last?.isTextblock && clean.isTextblock)
			kept[kept.length - 1] = last.copy(last.content.append(clean.content));
		else kept.push(clean);
		joins = Boolean(child.attrs['sgBrkDel']);
	}
	return Fragment.from(kept);
}

function cleanNode(node: Node): Node | null {
	if (isDeleted(node)) return null;
	if (node.isText) return withoutTrace(node);
	const content = cleanFragment(node.content);
	const emptied = node.childCount > 0 && content.childCount === 0 && !node.isTextblock;
	if (!emptied) return node.type.create(plainlyOf(node), content, node.marks);
	const isCell = /cell$/.test(String(node.type.spec['tableRole']));
	return isCell ? node.type.createAndFill(plainlyOf(node)) : null;
}

/** Whether edits never reach across the border of this node. */
export function isWall(node: Node): boolean {
	return Boolean(node.type.spec.isolating) || Boolean(node.type.spec['tableRole']);
}

/** Joins the textblock at a position with the next one, when no wall or picture stands between. */
export function joinWithNext(tr: Transform, position: number): boolean {
	const node = tr.doc.nodeAt(position);
	if (!node) return false;
	const end = position + node.nodeSize - 1;
	const next = nextTextblock(tr.doc, end);
	if (next === null) return false;
	const follower = tr.doc.nodeAt(next);
	const breaks = {
		sgBrkIns: (follower?.attrs['sgBrkIns'] as unknown) ?? null,
		sgBrkDel: (follower?.attrs['sgBrkDel'] as unknown) ?? null,
	};
	tr.delete(end, next + 1);
	setTrace(tr, position, 'sgBrkIns', breaks.sgBrkIns);
	setTrace(tr, position, 'sgBrkDel', breaks.sgBrkDel);
	return true;
}

/** Where the textblock after `end` (inside a textblock) begins, or null. */
function nextTextblock(doc: Node, end: number): number | null {
	const $end = doc.resolve(end);
	let limit = doc.content.size;
	for (let depth = $end.depth - 1; depth > 0; depth -= 1) {
		if (isWall($end.node(depth))) {
			limit = $end.end(depth);
			break;
		}
	}
	let found: number | null = null;
	let blocked = false;
	if (end + 1 >= limit) return null;
	doc.nodesBetween(end + 1, limit, (node, position) => {
		if (found !== null || blocked) return false;
		if (position < end + 1) return true;
		if (node.isTextblock) found = position;
		else if (node.isAtom || isWall(node)) blocked = true;
		return found === null && !blocked;
	});
	return found;
}
