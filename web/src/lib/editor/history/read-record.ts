import { readDoc, readQuery, type ReadError } from '#lib/platform/live.svelte.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type {
	FreezeRecord,
	HandOver,
	LogEntry,
	SegmentRecord,
} from '@wenshu/domain/trace/model.ts';
import { decodeEntries } from '@wenshu/domain/trace/segment.ts';
import type { UnpackedFreeze } from '@wenshu/domain/trace/text-at.ts';
import { siftTail, type SessionFacts, type TextRecord } from '@wenshu/domain/trace/verify.ts';
import type { Bytes } from 'firebase/firestore';

/** Everything that is written down of a text, as this browser could read it. */
export interface StoredRecord extends TextRecord {
	seed: Uint8Array;
	/** Everything that is in the text: what was folded and what holds of the tail. */
	log: LogEntry[];
	hands: (HandOver & { id: string })[];
	freezes: (UnpackedFreeze & { id: string })[];
	/** How many entries were put aside because they failed verification. */
	quarantined: number;
	/** Who may write now, and how. */
	editors: Record<string, 'edit' | 'suggest'>;
	frozen: boolean;
}

interface StoredHead {
	seed: Bytes;
	editors: StoredRecord['editors'];
	frozen: boolean;
	snapshot?: { segments: number } | null;
}

interface StoredUpdate {
	s: string;
	n: number;
	u: Bytes;
	h: string;
	by: string;
	at: Date;
}

type Stored<T, K extends keyof T> = Omit<T, K> & Record<K, Bytes> & { id: string };

/** Reads the whole record of a text; null when there is none. @throws FirestoreError */
export async function readRecord(textId: string): Promise<StoredRecord | null> {
	const all = async <T>(name: string): Promise<T[]> =>
		(await readQuery<T>(`texts/${textId}/${name}`)).items;
	// The tail first: what is folded meanwhile is then read twice, which can be told, and not missed.
	const updates = await all<StoredUpdate>('updates');
	const [head, segments, sessions, hands, freezes, quarantine] = await Promise.all([
		readDoc<StoredHead>(`texts/${textId}`),
		all<Stored<SegmentRecord, 'entries'>>('segments'),
		all<SessionFacts & { id: string }>('sessions'),
		all<HandOver & { id: string }>('hands'),
		all<Stored<FreezeRecord, 'marked'>>('freezes'),
		all('quarantine'),
	]);
	if (!head) return null;
	const folded = segments.map((each) => ({ ...each, entries: each.entries.toUint8Array() }));
	const old = folded.flatMap(entriesOf);
	const known = new Set(old.map(nameOf));
	const tail = updates.map(asEntry).filter((entry) => !known.has(nameOf(entry)));
	const owners = new Map(sessions.map((each) => [each.id, each]));
	return {
		textId,
		seed: head.seed.toUint8Array(),
		sessions: owners,
		segmentCount: head.snapshot?.segments ?? 0,
		segments: folded,
		tail,
		log: [...old, ...siftTail(tail, owners).good],
		hands,
		freezes: await Promise.all(freezes.map(unpack)),
		quarantined: quarantine.length,
		editors: head.editors,
		frozen: head.frozen,
	};
}

/** Why reading failed. */
export function readErrorOf(error: unknown): ReadError {
	const { code } = error as { code?: string };
	if (code === 'permission-denied' || code === 'unauthenticated') return 'denied';
	return code === 'unavailable' ? 'offline' : 'failed';
}

function nameOf({ session, n }: LogEntry): string {
	return `${session}_${String(n)}`;
}

function asEntry({ s, n, u, h, by, at }: StoredUpdate): LogEntry {
	const update = u.toUint8Array();
	return { session: s, n, update, hash: h, by, at, relayedBy: null };
}

function entriesOf({ entries }: { entries: Uint8Array }): LogEntry[] {
	try {
		return decodeEntries(entries);
	} catch {
		// Verification names the segment; what can be read is shown.
		return [];
	}
}

async function unpack({
	marked,
	...facts
}: Stored<FreezeRecord, 'marked'>): Promise<UnpackedFreeze & { id: string }> {
	try {
		const packed = new Blob([marked.toUint8Array() as BlobPart]).stream();
		const words = await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text();
		return { ...facts, marked: JSON.parse(words) as BodyNode };
	} catch {
		return { ...facts, marked: null };
	}
}
