import type { Mark, Node } from '@tiptap/pm/model';

/** Who suggests: the person, the id of this edit and its time, as they are written into the text. */
export interface Author {
	/** Person's uid. */
	by: string;
	/** A new id for each edit. */
	nextId: () => string;
	/** Milliseconds since 1970; a hint for readers, the log holds the server's time. */
	now: () => number;
}

/** What one suggestion carries wherever it lies. */
export interface Stamp {
	id: string;
	by: string;
	/** Milliseconds since 1970, as text. */
	at: string;
}

/** The kind and attributes a block had before somebody changed them. */
export interface BlockBefore extends Stamp {
	type: string;
	attrs: Record<string, unknown>;
}

/** Block attributes that hold a stamp as `id|by|at`. */
export const STAMP_ATTRIBUTES = ['sgIns', 'sgDel', 'sgBrkIns', 'sgBrkDel'] as const;
export type StampAttribute = (typeof STAMP_ATTRIBUTES)[number];

/** All block attributes of the trace. */
export const TRACE_ATTRIBUTES = [...STAMP_ATTRIBUTES, 'sgMod'] as const;

/** Writes a stamp for a block attribute: a string, because Yjs compares objects by identity. */
export function formatStamp(stamp: Stamp): string {
	return `${stamp.id}|${stamp.by}|${stamp.at}`;
}

/** Reads a stamp from a block attribute, or null. */
export function readStamp(node: Node, key: StampAttribute): Stamp | null {
	const value: unknown = node.attrs[key];
	if (typeof value !== 'string') return null;
	const [id = '', by = '', at = ''] = value.split('|');
	return { id, by, at };
}

/** Reads what a block was before, or null. */
export function readBefore(node: Node): BlockBefore | null {
	const value: unknown = node.attrs['sgMod'];
	if (typeof value !== 'string') return null;
	try {
		return JSON.parse(value) as BlockBefore;
	} catch {
		return null;
	}
}

/** Reads the stamp of a mark of the trace. */
export function markStamp(mark: Mark): Stamp {
	return {
		id: String(mark.attrs['id']),
		by: String(mark.attrs['by']),
		at: String(mark.attrs['at']),
	};
}

/** Whether a mark belongs to the trace. */
export function isTraceMark(mark: Mark): boolean {
	return mark.type.name === 'ins' || mark.type.name === 'del' || mark.type.name === 'fmt';
}

/** Whether this person inserted the text or block, with nobody's decision yet. */
export function isInsertedBy(node: Node, by: string): boolean {
	if (!node.isText) return readStamp(node, 'sgIns')?.by === by;
	return node.marks.some((mark) => mark.type.name === 'ins' && mark.attrs['by'] === by);
}

/** Whether somebody suggested to delete the text or block. */
export function isDeleted(node: Node): boolean {
	if (!node.isText) return typeof node.attrs['sgDel'] === 'string';
	return node.marks.some((mark) => mark.type.name === 'del');
}

/** Attributes of a block without those of the trace. */
export function plainAttributes(node: Node): Record<string, unknown> {
	const trace: readonly string[] = TRACE_ATTRIBUTES;
	return Object.fromEntries(Object.entries(node.attrs).filter(([key]) => !trace.includes(key)));
}

/** Attributes of the trace that a block has. */
export function traceAttributes(node: Node): Record<string, unknown> {
	return Object.fromEntries(TRACE_ATTRIBUTES.map((key) => [key, node.attrs[key] ?? null]));
}
