import { gunzipSync } from 'node:zlib';
import type { Firestore, QueryDocumentSnapshot, QuerySnapshot } from 'firebase-admin/firestore';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type {
	FreezeRecord,
	HandOver,
	LogEntry,
	SegmentRecord,
} from '@wenshu/domain/trace/model.ts';
import { decodeEntries } from '@wenshu/domain/trace/segment.ts';
import type { UnpackedFreeze } from '@wenshu/domain/trace/text-at.ts';
import { siftTail, type TextRecord } from '@wenshu/domain/trace/verify.ts';
import { fromStored } from '../platform/unit-of-work.ts';
import { textRef, viewText, type SessionRecord, type StoredText } from './load.ts';

/** Everything that is written down of a text, in one consistent view. */
export interface FullRecord extends TextRecord {
	seed: Uint8Array;
	text: StoredText;
	/** All entries that are in the text: the folded ones and those of the tail that hold. */
	log: LogEntry[];
	/** Who might write from when on, invitations included. */
	hands: HandOver[];
	freezes: (UnpackedFreeze & { id: string })[];
	quarantined: number;
}

/** Reads the whole record of a text; null when there is none. */
export async function readRecord(db: Firestore, textId: string): Promise<FullRecord | null> {
	const ref = textRef(db, textId);
	return db.runTransaction(
		async (view) => {
			const text = await viewText(view, ref);
			if (text === null) return null;
			const [segments, sessions, hands, freezes, quarantine] = await Promise.all([
				view.get(ref.collection('segments')),
				view.get(ref.collection('sessions')),
				view.get(ref.collection('hands')),
				view.get(ref.collection('freezes')),
				view.get(ref.collection('quarantine').select()),
			]);
			const records = segments.docs.map(segmentOf);
			return {
				textId,
				seed: text.head.seed,
				text,
				sessions: new Map(sessions.docs.map((found) => [found.id, found.data() as SessionRecord])),
				segmentCount: text.head.snapshot?.segments ?? 0,
				segments: records,
				tail: text.tail,
				log: [...records.flatMap(readEntries), ...siftTail(text.tail, text.sessions).good],
				hands: hands.docs.map((found) => fromStored(found.data()) as HandOver),
				freezes: unpack(freezes),
				quarantined: quarantine.docs.length,
			};
		},
		{ readOnly: true },
	);
}

/** A segment as it lies there; what is not of its kind must fail verification, not the reading. */
function segmentOf(found: QueryDocumentSnapshot): SegmentRecord {
	const stored = fromStored(found.data()) as SegmentRecord;
	const dateOf = (value: unknown): Date => (value instanceof Date ? value : new Date(0));
	const { entries, from, to } = stored;
	return {
		...stored,
		entries: entries instanceof Uint8Array ? entries : new Uint8Array(),
		from: dateOf(from),
		to: dateOf(to),
	};
}

function readEntries({ entries }: SegmentRecord): LogEntry[] {
	try {
		return decodeEntries(entries);
	} catch {
		// Verification names the segment; what can be read goes on.
		return [];
	}
}

function unpack({ docs }: QuerySnapshot): FullRecord['freezes'] {
	return docs.map((found) => {
		const { marked, cut, ...facts } = fromStored(found.data()) as FreezeRecord;
		return { ...facts, id: found.id, cut: cut ?? {}, marked: bodyIn(marked) };
	});
}

function bodyIn(bytes: Uint8Array): BodyNode | null {
	try {
		return JSON.parse(gunzipSync(bytes).toString('utf8')) as BodyNode;
	} catch {
		return null;
	}
}
