/** What the server knows of one update of a text: who wrote it and when, vouched for by the rules. */
export interface LogEntry {
	/** Session: the Yjs client id of the writer as canonical varint hex. */
	session: string;
	/** Place in the session, from 0 without gaps; -1 for what a neighbour handed in. */
	n: number;
	/** Yjs V1 update with structs of this session only. */
	update: Uint8Array;
	/** SHA-256 (hex) that chains this entry to the one before; empty for what a neighbour handed in. */
	hash: string;
	/** The signed-in person who wrote it. */
	by: string;
	/** The server's time. */
	at: Date;
	/**
	 * Words of somebody who vanished before sending them, handed in by a neighbour who had seen them: who
	 * handed them in. The writer's signature was checked, so `by` holds all the same.
	 */
	relayedBy: string | null;
}

/** What a person may do to a text: change it, or only suggest changes. */
export type TextRight = 'edit' | 'suggest';

/** In which capacity somebody may write in a text from a hand-over on. */
export interface Capacity {
	right: TextRight;
	/** The step of the case, as its flow names it. */
	stepName: string;
	/** Uid of the person they act for, or null. */
	onBehalfOf: string | null;
}

/**
 * `texts/{id}/hands/{seq}`: a moment at which the case moved, and who may write from then on. Inviting
 * coauthors moves nothing but changes who may write: `hands/{seq}-{act}`, with the seq of the move before.
 */
export interface HandOver {
	/** Place in the trail of the case. */
	seq: number;
	at: Date;
	by: string;
	byName: string;
	/** What they did, as the trail names it; `coauthors` for an invitation. */
	verb: string;
	/** The step they left, or null. */
	stepName: string | null;
	capacities: Record<string, Capacity>;
}

/** `texts/{id}/freezes/{seq}`: the text as it stood at a hand-over, 花脸稿 and by it 清稿. */
export interface FreezeRecord {
	seq: number;
	at: Date;
	by: string;
	byName: string;
	verb: string;
	stepName: string | null;
	/** Entries of each session that are in it: session -> number of its last one. */
	cut: Record<string, number>;
	/** Gzipped JSON of the body with its suggestions (花脸稿); 清稿 is `cleanBody` of it. */
	marked: Uint8Array;
	/** SHA-256 (hex) of the canonical JSON of 清稿 and of 花脸稿. */
	sha256: string;
	markedSha256: string;
	/** 字数 of 清稿. */
	characters: number;
	/** What the server found of who wrote it. */
	authors: AuthorsRecord;
}

/**
 * Who wrote a frozen text and who deleted what, in short. The whole finding, gzipped JSON of an `Authorship`
 * with `names`, lies in `texts/{id}/freezes/{seq}/authors/{i}`, as large as it is.
 */
export interface AuthorsRecord {
	/** Digest of the `Authorship`. */
	sha256: string;
	shares: Share[];
	pieces: number;
}

/** What one person did in a text. */
export interface Share {
	/** Null for the template. */
	by: string | null;
	/** Their name at that time; empty for the template. */
	name: string;
	/** Characters of 清稿 that are theirs, without spaces. */
	written: number;
	/** Characters of others that they deleted, without spaces. */
	deleted: number;
}

/** `texts/{id}/segments/{k}`: entries that were folded into the snapshot and stay as evidence. */
export interface SegmentRecord {
	/** Place in the chain of segments, from 0. */
	k: number;
	/** When it was folded. */
	at: Date;
	/** Hash of the segment before; the text's id for the first. */
	previous: string;
	/** SHA-256 (hex) of `previous`, a colon and the hash of `entries`. */
	hash: string;
	count: number;
	/** Times of the first and the last entry. */
	from: Date;
	to: Date;
	/** The entries, see `encodeEntries`. */
	entries: Uint8Array;
}

/** `texts/{id}/snapshots/{id}`: the text with all folded entries; its bytes lie in `chunks/{i}`. */
export interface SnapshotRecord {
	/** How many segments it rests on, and the hash of the last of them. */
	segments: number;
	hash: string;
	at: Date;
	/** Entries of each session that are in it: session -> number of its last one. */
	folded: Record<string, number>;
	chunks: number;
	bytes: number;
}

/** `texts/{id}/quarantine/{id}`: an entry or a relay as it was found, kept aside from the text. */
export interface Quarantined {
	flaw: Flaw;
	/** When it was found. */
	foundAt: Date;
	/** The stored fields, as they were. */
	[field: string]: unknown;
}

/** What is wrong with a link of a text's record. */
export type Flaw =
	/** The hash does not follow from the one before and the bytes. */
	| 'chain'
	/** An entry is missing before this one. */
	| 'gap'
	/** The bytes hold structs of another session. */
	| 'foreign'
	/** The session belongs to somebody else. */
	| 'author'
	/** The time is not the one at which the database took it. */
	| 'time'
	/** The bytes are no update. */
	| 'unreadable'
	/** A snapshot, a frozen text or its authors are not what the entries add up to. */
	| 'altered';
