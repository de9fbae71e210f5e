import * as Y from 'yjs';
import type { Flaw, SegmentRecord, SnapshotRecord } from '@wenshu/domain/trace/model.ts';
import { segmentsOf } from '@wenshu/domain/trace/segment.ts';
import { inOrder, siftTail, type Mark } from '@wenshu/domain/trace/verify.ts';
import type { StoredEntry, StoredRelay, StoredText } from './load.ts';
import { covers, type GoodRelay, type JudgedRelays } from './relays.ts';
import { docOf } from './replay.ts';

/** Bytes of entries that one commit folds: Firestore takes 10 MiB at once, the snapshot among them. */
const PER_COMMIT = 3_000_000;
/** Entries that one commit folds: each is one deletion. */
const ENTRIES = 4000;
/** Bytes of one chunk of a snapshot: a document holds 1 MiB. */
const CHUNK = 900_000;

/** What a fold would write. */
export interface FoldPlan {
	segments: SegmentRecord[];
	/** Null when nothing is folded. */
	snapshot: { record: SnapshotRecord; chunks: Uint8Array[] } | null;
	/** How far each session is folded afterwards, of those that move on. */
	marks: Map<string, Mark>;
	/** Entries and relays that need not lie in the log any longer. */
	settled: (StoredEntry | StoredRelay)[];
	quarantine: { stored: StoredEntry | StoredRelay; flaw: Flaw }[];
	/** Whether some of the tail is left for another fold. */
	more: boolean;
}

/** When a fold happens, and up to which time what neighbours handed in is folded with it. */
export interface FoldTimes {
	now: Date;
	relaysUntil: Date;
}

/** Decides a fold. Pure; null when there is nothing to do. */
export function planFold(
	text: StoredText,
	relays: JudgedRelays,
	{ now, relaysUntil }: FoldTimes,
): FoldPlan | null {
	const { good, bad } = siftTail(text.tail, text.sessions);
	const handedIn = sortRelays(text, good, relays.good, relaysUntil);
	const due = [...good, ...handedIn.due.map(asEntry)].sort(inOrder);
	const folded = due.slice(0, fitting(due));
	const broken = [
		...bad.map(({ entry, flaw }) => ({ stored: entry, flaw })),
		...relays.bad.map(({ relay, flaw }) => ({ stored: relay, flaw })),
	];
	const quarantine = broken.slice(0, fitting(bad.map(({ entry }) => entry)) + relays.bad.length);
	const settled = [...folded, ...handedIn.covered];
	if (settled.length + quarantine.length === 0) return null;
	const segments = segmentsOf(folded, {
		k: text.record?.segments ?? 0,
		previous: text.record?.hash ?? text.ref.id,
		at: now,
	});
	const marks = marksOf(folded);
	return {
		segments,
		marks,
		settled,
		quarantine,
		snapshot: segments.length === 0 ? null : snapshotOf(text, folded, segments, marks, now),
		more: folded.length < due.length || quarantine.length < broken.length,
	};
}

/** A relay in the place of an entry: what is stored is the relay. */
function asEntry({ relay, entry }: GoodRelay): StoredEntry {
	return { ...relay, ...entry, created: undefined };
}

/** How many of these entries fit into one commit. */
function fitting(entries: readonly StoredEntry[]): number {
	let size = 0;
	const end = entries.findIndex((entry, index) => {
		size += entry.update.byteLength + 200;
		return index > 0 && (size > PER_COMMIT || index >= ENTRIES);
	});
	return end < 0 ? entries.length : end;
}

/** Relays whose writer's own entries have arrived, and those that are waited for no longer. */
function sortRelays(
	{ base }: StoredText,
	own: readonly StoredEntry[],
	relays: readonly GoodRelay[],
	until: Date,
): { covered: StoredRelay[]; due: GoodRelay[] } {
	if (relays.length === 0) return { covered: [], due: [] };
	const doc = docOf(
		base,
		own.map((entry) => entry.update),
	);
	const { covered = [], open = [] } = Object.groupBy(relays, ({ entry }) =>
		covers(doc, entry.update) ? 'covered' : 'open',
	);
	doc.destroy();
	return {
		covered: covered.map(({ relay }) => relay),
		due: open.filter(({ relay }) => relay.at <= until),
	};
}

function marksOf(folded: readonly StoredEntry[]): Map<string, Mark> {
	const marks = new Map<string, Mark>();
	for (const { session, n, hash } of folded)
		if (n > (marks.get(session)?.n ?? -1)) marks.set(session, { n, hash });
	return marks;
}

function snapshotOf(
	text: StoredText,
	folded: readonly StoredEntry[],
	segments: readonly SegmentRecord[],
	marks: ReadonlyMap<string, Mark>,
	at: Date,
): { record: SnapshotRecord; chunks: Uint8Array[] } {
	const doc = docOf(
		text.base,
		folded.map((entry) => entry.update),
	);
	// What still waits for others stays in these bytes, as waiting.
	const bytes = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	const chunks: Uint8Array[] = [];
	for (let from = 0; from < bytes.byteLength; from += CHUNK)
		chunks.push(bytes.subarray(from, from + CHUNK));
	const last = segments.at(-1);
	const record: SnapshotRecord = {
		segments: (last?.k ?? -1) + 1,
		hash: last?.hash ?? '',
		at,
		folded: {
			...text.record?.folded,
			...Object.fromEntries([...marks].map(([session, { n }]) => [session, n])),
		},
		chunks: chunks.length,
		bytes: bytes.byteLength,
	};
	return { record, chunks };
}
