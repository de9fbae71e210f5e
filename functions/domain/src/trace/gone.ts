import * as Y from 'yjs';

/** A stretch of words of one Yjs client. */
export interface Part {
	client: number;
	clock: number;
	text: string;
}

/** Words that went somewhere else: from a place in the gone words to a place of a Yjs client. */
interface Move {
	from: number;
	length: number;
	client: number;
	clock: number;
}

/** Words that stood one after the other and were deleted together. */
export interface Gone {
	entry: number;
	/** Stamp `id|by|at` of the suggestion to delete them, or null. */
	stamp: string | null;
	parts: Part[];
	text: string;
	moves: Move[];
	/** Where the next words to be carried over are looked for first. */
	cursor: number;
}

/** A block or another thing without words that was deleted. */
export interface GoneNode {
	entry: number;
	stamp: string | null;
	client: number;
	clock: number;
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];
type Links = Map<Y.Item, { part: Part; from: number; next: Y.Item | null; first: boolean }>;

/** What an update is about to delete from a text; words that stand together come as one. */
export function collectGone(
	doc: Y.Doc,
	deletions: DeleteSet,
	entry: number,
	suggests: boolean,
): { words: Gone[]; nodes: GoneNode[] } {
	const links: Links = new Map();
	const nodes: GoneNode[] = [];
	for (const [client, ranges] of deletions.clients) {
		const structs = doc.store.clients.get(client);
		if (!structs?.length) continue;
		for (const { clock, len } of ranges) {
			const last = structs[structs.length - 1];
			if (!last || clock >= last.id.clock + last.length) continue;
			let index = Y.findIndexSS(structs, clock);
			for (; index < structs.length; index += 1) {
				const item = structs[index];
				if (!item || item.id.clock >= clock + len) break;
				if (!(item instanceof Y.Item) || item.deleted) continue;
				if (item.content instanceof Y.ContentString) {
					const from = Math.max(0, clock - item.id.clock);
					const to = Math.min(item.length, clock + len - item.id.clock);
					const text = item.content.str.slice(from, to);
					const part = { client, clock: item.id.clock + from, text };
					links.set(item, { part, from, next: null, first: true });
				} else if (
					item.content instanceof Y.ContentType ||
					item.content instanceof Y.ContentEmbed
				) {
					const stamp = suggests ? stampOf(item) : null;
					nodes.push({ entry, stamp, client, clock: item.id.clock });
				}
			}
		}
	}
	return { words: joinParts(links, entry, suggests), nodes };
}

function joinParts(links: Links, entry: number, suggests: boolean): Gone[] {
	for (const [item, link] of links) {
		if (links.size === 1) break;
		if (link.from > 0) continue;
		let left = item.left;
		while (left && (left.deleted || !left.countable) && !links.has(left)) left = left.left;
		const before = left && links.get(left);
		if (!before || before.from + before.part.text.length !== left?.length) continue;
		before.next = item;
		link.first = false;
	}
	const gone: Gone[] = [];
	for (const [first, link] of links) {
		if (!link.first) continue;
		const parts: Part[] = [];
		for (let item: Y.Item | null = first; item;) {
			const each = links.get(item);
			if (!each) break;
			parts.push(each.part);
			item = each.next;
		}
		const text = parts.length === 1 ? link.part.text : parts.map((part) => part.text).join('');
		const stamp = suggests ? stampOf(first) : null;
		gone.push({ entry, stamp, parts, text, moves: [], cursor: 0 });
	}
	return gone;
}

/** Stamp of the suggestion to delete that lies on words or blocks, or null. */
function stampOf(item: Y.Item): string | null {
	const closed = new Set<string>();
	for (let left = item.left; left; left = left.left) {
		if (left.deleted || !(left.content instanceof Y.ContentFormat)) continue;
		const { key, value } = left.content as Y.ContentFormat & { value: unknown };
		if (!key.startsWith('del--') || closed.has(key)) continue;
		if (value !== null) return markStamp(value);
		closed.add(key);
	}
	if (item.content instanceof Y.ContentType) {
		const own = blockStamp(item.content.type);
		if (own) return own;
	}
	let parent = item.parent;
	while (parent instanceof Y.AbstractType) {
		const stamp = blockStamp(parent);
		if (stamp) return stamp;
		parent = parent._item?.parent ?? null;
	}
	return null;
}

function blockStamp(type: Y.AbstractType<unknown>): string | null {
	const item = type._map.get('sgDel');
	const value: unknown = item?.deleted === false ? item.content.getContent().at(-1) : null;
	return typeof value === 'string' ? value : null;
}

/** The stamp `id|by|at` of a mark's attributes; null when they are none. */
export function markStamp(value: unknown): string | null {
	if (typeof value !== 'object' || value === null || !('by' in value)) return null;
	const { id, by, at } = value as Record<string, unknown>;
	return [id, by, at].map(String).join('|');
}
