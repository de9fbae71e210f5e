import * as buffer from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import * as Y from 'yjs';
import type { BodyAttribute, BodyMark, BodyNode } from './body.ts';

/** Name of the shared type that editors bind to. */
export const FRAGMENT = 'default';

/** Marks that may lie several times on one text; y-tiptap keys each by a hash. */
const OVERLAPPING = new Set(['ins', 'del', 'fmt', 'annotation']);

/** Marks in the order of the editor's schema, so that equal texts have equal JSON. */
const MARK_ORDER = ['bold', 'italic', 'underline', 'ins', 'del', 'fmt', 'annotation'];

/** Attributes that the editor's schema fills in by itself. */
const DEFAULTS: Record<string, Record<string, BodyAttribute>> = {
	heading: { level: 1 },
	orderedList: { start: 1 },
	formula: { latex: '', display: false },
	attachmentStart: { title: '', landscape: false },
	tableCell: { colspan: 1, rowspan: 1 },
	tableHeader: { colspan: 1, rowspan: 1 },
};

/** Writes the blocks of a body into an empty fragment the way y-tiptap would have written them. */
export function writeFragment(fragment: Y.XmlFragment, body: BodyNode): void {
	fragment.insert(0, toTypes(body.content ?? []));
}

/** Adds something to what was read from a Yjs type: to the words of a text, or to one block. */
export type Annotate = (type: Y.XmlText | Y.XmlElement, nodes: BodyNode[]) => BodyNode[];

/** Reads a fragment as a body; blocks that concurrent edits left hollow are dropped. */
export function readFragment(
	fragment: Y.XmlFragment,
	annotate: Annotate = (_, nodes) => nodes,
): BodyNode {
	const content = fragment.toArray().flatMap((type) => readType(type, annotate));
	return { type: 'doc', content: content.length ? content : [{ type: 'paragraph' }] };
}

function toTypes(nodes: BodyNode[]): (Y.XmlElement | Y.XmlText)[] {
	const types: (Y.XmlElement | Y.XmlText)[] = [];
	let words: BodyNode[] = [];
	const close = (): void => {
		if (words.length) types.push(toText(words));
		words = [];
	};
	for (const node of nodes) {
		if (node.type === 'text') {
			words.push(node);
			continue;
		}
		close();
		types.push(toElement(node));
	}
	close();
	return types;
}

function toElement(node: BodyNode): Y.XmlElement {
	const element = new Y.XmlElement<Record<string, BodyAttribute>>(node.type);
	const attrs = { ...DEFAULTS[node.type], ...node.attrs };
	for (const [key, value] of Object.entries(attrs)) {
		if (value !== null) element.setAttribute(key, value);
	}
	if (node.content?.length) element.insert(0, toTypes(node.content));
	return element as Y.XmlElement;
}

function toText(nodes: BodyNode[]): Y.XmlText {
	const text = new Y.XmlText();
	text.applyDelta(
		nodes.map((node) => ({
			insert: node.text,
			attributes: Object.fromEntries(
				(node.marks ?? []).map((mark) => [markKey(mark), mark.attrs ?? {}]),
			),
		})),
	);
	return text;
}

/** Key of a mark in Yjs; the hash is the one y-tiptap computes, so that the editor need not rewrite it. */
export function markKey(mark: BodyMark): string {
	if (!OVERLAPPING.has(mark.type)) return mark.type;
	const hash = digest(buffer.encodeAny({ type: mark.type, attrs: mark.attrs ?? {} }));
	const folded = hash.slice(0, 6).map((byte, index) => {
		let value = byte;
		for (let at = 6 + index; at < hash.length; at += 6) value ^= hash[at] ?? 0;
		return value;
	});
	return `${mark.type}--${buffer.toBase64(folded)}`;
}

function readType(
	type: Y.XmlElement | Y.XmlText | Y.XmlHook | Y.XmlFragment,
	annotate: Annotate,
): BodyNode[] {
	if (type instanceof Y.XmlText) return annotate(type, readText(type));
	if (!(type instanceof Y.XmlElement)) return [];
	const node: BodyNode = { type: type.nodeName };
	const attrs = readAttributes(type.getAttributes());
	if (attrs) node.attrs = attrs;
	const content = mergeTexts(type.toArray().flatMap((child) => readType(child, annotate)));
	if (content.length) node.content = content;
	return isHollow(node) ? [] : annotate(type, [node]);
}

function readText(text: Y.XmlText): BodyNode[] {
	const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
	return delta.flatMap(({ insert, attributes }) => {
		if (typeof insert !== 'string' || insert === '') return [];
		const node: BodyNode = { type: 'text', text: insert };
		const marks = Object.entries(attributes ?? {}).flatMap(([key, value]) => readMark(key, value));
		if (marks.length) node.marks = marks.sort(byMark);
		return [node];
	});
}

function readMark(key: string, value: unknown): BodyMark[] {
	if (typeof value !== 'object' || value === null) return [];
	const type = /^(.*)--[a-zA-Z0-9+/=]{8}$/.exec(key)?.[1] ?? key;
	const attrs = readAttributes(value as Record<string, BodyAttribute>);
	return [attrs ? { type, attrs } : { type }];
}

function readAttributes(raw: Record<string, BodyAttribute | undefined>) {
	const attrs: Record<string, BodyAttribute> = {};
	for (const key of Object.keys(raw).sort()) {
		const value = raw[key];
		if (value !== undefined && value !== null) attrs[key] = value;
	}
	return Object.keys(attrs).length ? attrs : null;
}

function byMark(left: BodyMark, right: BodyMark): number {
	const rank = MARK_ORDER.indexOf(left.type) - MARK_ORDER.indexOf(right.type);
	if (rank !== 0) return rank;
	return JSON.stringify(left.attrs) < JSON.stringify(right.attrs) ? -1 : 1;
}

function mergeTexts(nodes: BodyNode[]): BodyNode[] {
	const merged: BodyNode[] = [];
	for (const node of nodes) {
		const last = merged.at(-1);
		const same =
			last?.type === 'text' &&
			node.type === 'text' &&
			JSON.stringify(last.marks) === JSON.stringify(node.marks);
		if (same) last.text = (last.text ?? '') + (node.text ?? '');
		else merged.push(node);
	}
	return merged;
}

/** The editor deletes such blocks when it meets them; the server reads over them. */
function isHollow(node: BodyNode): boolean {
	const filled = ['bulletList', 'orderedList', 'listItem', 'table', 'tableCell', 'tableHeader'];
	return filled.includes(node.type) && !node.content?.length;
}
