import type {
	DocumentData,
	DocumentReference,
	Firestore,
	QueryDocumentSnapshot,
	Timestamp,
	Transaction,
} from 'firebase-admin/firestore';
import { SCHEMA_VERSION, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { LogEntry, SnapshotRecord, TextRight } from '@wenshu/domain/trace/model.ts';
import { siftTail, type SessionFacts } from '@wenshu/domain/trace/verify.ts';
import { fromStored } from '../platform/unit-of-work.ts';
import { judgeRelays } from './relays.ts';
import { addUp, seedUpdate, type Replayed } from './replay.ts';

/** `texts/{documentId}`: the head of a text; written by functions only. */
export interface TextHead {
	/** Version of the vocabulary; clients older than this open it read-only. */
	schema: number;
	/** Yjs update with the first content. */
	seed: Uint8Array;
	editors: Record<string, TextRight>;
	/** Nothing of the text may change any more. */
	frozen: boolean;
	readers: string[];
	/** The snapshot that stands for all folded entries, and on how many segments it rests. */
	snapshot?: { id: string; segments: number } | null;
	/** Grows whenever something was put into quarantine; open clients then open the text afresh. */
	epoch?: number;
}

/** The head of a new text with this first content. */
export function newText(
	body: BodyNode,
	editors: Record<string, TextRight>,
	readers: string[],
): TextHead {
	return {
		schema: SCHEMA_VERSION,
		seed: Buffer.from(seedUpdate(body)),
		editors,
		frozen: false,
		readers,
		snapshot: null,
		epoch: 0,
	};
}

/** Where the head of a text lies. */
export function textRef(db: Firestore, documentId: string): DocumentReference {
	return db.collection('texts').doc(documentId);
}

/** What lies in the database, and when it was last written there. */
interface Stored {
	ref: DocumentReference;
	seen: Timestamp;
	fields: DocumentData;
}

/** An entry of the tail: what was logged since the last fold. */
export interface StoredEntry extends LogEntry, Stored {
	/** When the database itself says it took it. */
	created: Date | undefined;
}

/** What a neighbour handed in of somebody who vanished. */
export interface StoredRelay extends Stored {
	of: string;
	by: string;
	at: Date;
	changes: Uint8Array;
}

/** `texts/{id}/sessions/{s}`. */
export interface SessionRecord extends SessionFacts {
	/** JWK of the public key (ECDSA P-256) with which the session's changes are signed. */
	key?: string;
}

/** A text as it lies in the database at one moment, its folded entries aside. */
export interface StoredText {
	ref: DocumentReference;
	head: TextHead;
	headSeen: Timestamp;
	/** The seed and all folded entries as one Yjs update. */
	base: Uint8Array;
	/** The snapshot's record; null while nothing was folded. */
	record: SnapshotRecord | null;
	/** Whether all of the snapshot that the head names is there. */
	whole: boolean;
	tail: StoredEntry[];
	relays: StoredRelay[];
	/** The sessions that tail and relays name. */
	sessions: Map<string, SessionRecord>;
}

/** Reads a text in one consistent view: head, snapshot, tail, relays and their sessions. */
export async function readText(db: Firestore, documentId: string): Promise<StoredText | null> {
	const ref = textRef(db, documentId);
	const text = await db.runTransaction((view) => viewText(view, ref), { readOnly: true });
	// Half a text must never be printed, sealed or folded as if it were the text.
	if (text?.whole === false) throw new Error(`snapshot of ${ref.path} is incomplete`);
	return text;
}

/** Reads a text, whole or not, within a view that goes on to read more. */
export async function viewText(
	view: Transaction,
	ref: DocumentReference,
): Promise<StoredText | null> {
	const [found, updates, handedIn] = await Promise.all([
		view.get(ref),
		view.get(ref.collection('updates')),
		view.get(ref.collection('relays')),
	]);
	if (!found.exists || !found.updateTime) return null;
	const head = found.data() as TextHead;
	const tail = updates.docs.map(entryOf);
	const relays = handedIn.docs.map(relayOf);
	const names = [...tail.map(({ session }) => session), ...relays.map(({ of }) => of)];
	const [snapshot, sessions] = await Promise.all([
		readSnapshot(view, ref, head),
		readSessions(view, ref, names),
	]);
	return { ref, head, headSeen: found.updateTime, ...snapshot, tail, relays, sessions };
}

async function readSnapshot(
	view: Transaction,
	ref: DocumentReference,
	{ seed, snapshot }: TextHead,
): Promise<Pick<StoredText, 'base' | 'record' | 'whole'>> {
	if (!snapshot) return { base: seed, record: null, whole: true };
	const place = ref.collection('snapshots').doc(snapshot.id);
	const [found, chunks] = await Promise.all([
		view.get(place),
		view.get(place.collection('chunks')),
	]);
	const record = fromStored(found.data()) as SnapshotRecord | undefined;
	const parts = chunks.docs
		.toSorted((left, right) => Number(left.id) - Number(right.id))
		.map((chunk) => chunk.get('b') as Buffer);
	const base = Buffer.concat(parts);
	return { base, record: record ?? null, whole: record?.bytes === base.byteLength };
}

async function readSessions(
	view: Transaction,
	ref: DocumentReference,
	names: readonly string[],
): Promise<Map<string, SessionRecord>> {
	const sessions = new Map<string, SessionRecord>();
	const refs = [...new Set(names)]
		.filter((name) => /^[0-9a-f]{2,10}$/.test(name))
		.map((name) => ref.collection('sessions').doc(name));
	if (refs.length === 0) return sessions;
	for (const found of await view.getAll(...refs))
		if (found.exists) sessions.set(found.id, found.data() as SessionRecord);
	return sessions;
}

function entryOf(found: QueryDocumentSnapshot): StoredEntry {
	const fields = found.data();
	const { s, n, u, h, by, at } = fromStored(fields) as Record<string, unknown>;
	return {
		session: String(s),
		// Whatever cannot be what a client wrote must fail verification, not the reading.
		n: Number.isSafeInteger(n) && Number(n) >= 0 ? Number(n) : Number.MAX_SAFE_INTEGER,
		update: u instanceof Uint8Array ? u : new Uint8Array(),
		hash: String(h),
		by: String(by),
		at: at instanceof Date ? at : new Date(0),
		relayedBy: null,
		created: found.createTime?.toDate(),
		ref: found.ref,
		seen: found.updateTime,
		fields,
	};
}

function relayOf(found: QueryDocumentSnapshot): StoredRelay {
	const fields = found.data();
	const { of, by, at, m } = fromStored(fields) as Record<string, unknown>;
	return {
		of: String(of),
		by: String(by),
		at: at instanceof Date ? at : new Date(0),
		changes: m instanceof Uint8Array ? m : new Uint8Array(),
		ref: found.ref,
		seen: found.updateTime,
		fields,
	};
}

/** The text of a document as it stands now; null when it has none. What fails verification is not in it. */
export async function loadText(db: Firestore, documentId: string): Promise<Replayed | null> {
	const text = await readText(db, documentId);
	if (text === null) return null;
	const { good, bad } = siftTail(text.tail, text.sessions);
	const relays = await judgeRelays(documentId, text.relays, text.sessions);
	const updates = [...good, ...relays.good.map(({ entry }) => entry)].map(({ update }) => update);
	return {
		...addUp(text.base, updates),
		broken: [...new Set(bad.map(({ entry }) => entry.session))],
	};
}
