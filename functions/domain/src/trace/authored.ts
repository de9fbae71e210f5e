import * as Y from 'yjs';
import { FRAGMENT, readFragment, type Annotate } from '../document/fragment.ts';
import type { BodyMark, BodyNode } from '../document/body.ts';
import { SEED, type Blame } from './blame.ts';
import type { LogEntry } from './model.ts';

/** Mark that says where words come from. It lives on screens only and is never part of a stored text. */
const SOURCE = 'source';
/** Attribute that says the same of a block. */
const SOURCE_ATTRIBUTE = 'source';

/** Where words or a block come from; entries are indices into those of the blame. */
export interface Source {
	/** The entry that first wrote them; `SEED` for the template. */
	entry: number;
	/** The entry that put them at this place. */
	carrier: number;
	/** Their place in Yjs. */
	client: number;
	clock: number;
}

/** The text of a Yjs document with the source of each word and block. */
export function readAuthored(doc: Y.Doc, blame: Blame): BodyNode {
	return readFragment(doc.getXmlFragment(FRAGMENT), annotateWith(blame));
}

/** The source of a text node or block of `readAuthored`; null when it carries none. */
export function sourceOf(node: BodyNode): Source | null {
	const value =
		node.type === 'text'
			? node.marks?.find((mark) => mark.type === SOURCE)?.attrs?.['at']
			: node.attrs?.[SOURCE_ATTRIBUTE];
	if (typeof value !== 'string') return null;
	const [entry = SEED, carrier = SEED, client = 0, clock = 0] = value.split('|').map(Number);
	return { entry, carrier, client, clock };
}

/** The text with words of one group told as one; `groupOf` names each entry's group by one of its entries. */
export function groupWords(body: BodyNode, groupOf: (entry: number) => number): BodyNode {
	const content: BodyNode[] = [];
	for (const node of body.content ?? []) {
		const group = node.type === 'text' ? groupOf(sourceOf(node)?.entry ?? SEED) : null;
		if (group === null) {
			content.push(groupWords(node, groupOf));
			continue;
		}
		const source = { type: SOURCE, attrs: { at: [group, group, 0, 0].join('|') } };
		const marks = [...marksOf(node), source];
		const last = content.at(-1);
		if (last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(marks))
			last.text = (last.text ?? '') + (node.text ?? '');
		else content.push({ ...node, marks });
	}
	return body.content ? { ...body, content } : body;
}

/** Marks of a text node without its source. */
export function marksOf(node: BodyNode): BodyMark[] {
	return (node.marks ?? []).filter((mark) => mark.type !== SOURCE);
}

/** Attributes of a block without its source. */
export function attributesOf(node: BodyNode): NonNullable<BodyNode['attrs']> {
	const { [SOURCE_ATTRIBUTE]: _, ...attrs } = node.attrs ?? {};
	return attrs;
}

/** The text without sources, as it may be stored. */
export function withoutSources(node: BodyNode): BodyNode {
	const { marks: _, attrs: __, ...rest } = node;
	const [marks, attrs] = [marksOf(node), attributesOf(node)];
	return {
		...rest,
		...(Object.keys(attrs).length > 0 && { attrs }),
		...(marks.length > 0 && { marks }),
		...(node.content && { content: node.content.map(withoutSources) }),
	};
}

/** The writer of an entry of the blame; null for the template. */
export function writerOf(blame: Blame, entry: number): LogEntry | null {
	return entry === SEED ? null : (blame.entries[entry] ?? null);
}

function annotateWith(blame: Blame): Annotate {
	const format = (client: number, clock: number, entry: number): string =>
		[entry, blame.carrierOf(client, clock) ?? SEED, client, clock].join('|');
	return (type, nodes) => {
		if (type instanceof Y.XmlText) return splitBySource(nodes, piecesOf(type, blame), format);
		const id = type._item?.id;
		if (!id) return nodes;
		const entry = blame.sourceOf(id.client, id.clock) ?? SEED;
		const value = format(id.client, id.clock, entry);
		return nodes.map((node) => ({ ...node, attrs: { ...node.attrs, [SOURCE_ATTRIBUTE]: value } }));
	};
}

interface Piece {
	client: number;
	clock: number;
	length: number;
	entry: number;
}

/** The words of a Yjs text in their order, cut where the source changes. */
function piecesOf(text: Y.XmlText, blame: Blame): Piece[] {
	const pieces: Piece[] = [];
	for (let item = text._start; item; item = item.right) {
		if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
		const { client } = item.id;
		let { clock } = item.id;
		for (const { length, value } of blame.sourcesOf(client, clock, item.length)) {
			pieces.push({ client, clock, length, entry: value });
			clock += length;
		}
	}
	return pieces;
}

function splitBySource(
	nodes: BodyNode[],
	pieces: Piece[],
	format: (client: number, clock: number, entry: number) => string,
): BodyNode[] {
	let [index, inside] = [0, 0];
	return nodes.flatMap((node) => {
		const split: BodyNode[] = [];
		const text = node.text ?? '';
		for (let at = 0; at < text.length;) {
			const piece = pieces[index];
			const length = Math.min(text.length - at, (piece?.length ?? text.length) - inside);
			const { client = 0, clock = 0, entry = SEED } = piece ?? {};
			const attrs = { at: format(client, clock + inside, entry) };
			const marks = [...(node.marks ?? []), { type: SOURCE, attrs }];
			split.push({ type: 'text', text: text.slice(at, at + length), marks });
			at += length;
			inside += length;
			if (piece && inside === piece.length) [index, inside] = [index + 1, 0];
		}
		return split;
	});
}
