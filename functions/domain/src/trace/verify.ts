import * as Y from 'yjs';
import { chainHash, clientOf } from './entry.ts';
import type { Finding } from './finding.ts';
import type { Flaw, LogEntry, SegmentRecord } from './model.ts';
import { decodeEntries, segmentHash } from './segment.ts';

/** An entry as it lies in the database. */
export interface Claim extends Omit<LogEntry, 'at' | 'relayedBy'> {
	at?: Date;
	/** When the database itself says it took it; browsers are not told. */
	created?: Date | undefined;
	relayedBy?: string | null;
}

/** How far a session was folded: number and hash of its last folded entry. */
export interface Mark {
	n: number;
	hash: string;
}

/** How far the time on an entry may lie from the database's own, in ms. */
const TOLERANCE = 60_000;

/** What does not hold among the entries of one session, which begin after `from`; each flaw is named once. */
export function verifySession<E extends Claim>(
	entries: readonly E[],
	owner: string | undefined,
	from: Mark | null,
): { entry: E; flaw: Flaw }[] {
	const found: { entry: E; flaw: Flaw }[] = [];
	let last: { n: number; hash: string | null; at: Date | undefined } = {
		n: from?.n ?? -1,
		hash: from?.hash ?? null,
		at: undefined,
	};
	for (const entry of entries.toSorted((left, right) => left.n - right.n)) {
		const flaw =
			entry.n === last.n + 1
				? flawOf(entry, owner, last.hash ?? entry.session, last.at)
				: ('gap' as const);
		if (flaw) found.push({ entry, flaw });
		// Goes on from what is there, so that one broken link is not reported by all that follow.
		last = { n: entry.n, hash: entry.hash, at: entry.at };
	}
	return found;
}

function flawOf(
	entry: Claim,
	owner: string | undefined,
	previous: string,
	after: Date | undefined,
): Flaw | null {
	if (chainHash(previous, entry.update) !== entry.hash) return 'chain';
	const { at, created } = entry;
	if (at && created && Math.abs(at.getTime() - created.getTime()) > TOLERANCE) return 'time';
	if (at && after && at < after) return 'time';
	return flawOfContent(entry, owner);
}

/** What does not hold of who wrote the bytes of an entry, wherever they come from. */
export function flawOfContent(
	{ session, by, update }: Pick<Claim, 'session' | 'by' | 'update'>,
	owner: string | undefined,
): Flaw | null {
	if (owner !== by) return 'author';
	try {
		const client = clientOf(session);
		const { structs } = Y.decodeUpdate(update);
		return structs.every((struct) => struct.id.client === client) ? null : 'foreign';
	} catch {
		return 'unreadable';
	}
}

/** What a session's document says. */
export interface SessionFacts {
	uid: string;
	/** Number and hash of its last folded entry, once there is one. */
	n?: number;
	h?: string;
}

/**
 * Parts the entries of a tail that hold from those that do not. What follows a broken entry in its session
 * rests on it and does not hold either.
 */
export function siftTail<E extends Claim>(
	tail: readonly E[],
	sessions: ReadonlyMap<string, SessionFacts>,
): { good: E[]; bad: { entry: E; flaw: Flaw }[] } {
	const bad = new Map<E, Flaw>();
	for (const [session, entries] of Map.groupBy(tail, (entry) => entry.session)) {
		const { uid, n, h } = sessions.get(session) ?? {};
		const mark = n === undefined || h === undefined ? null : { n, hash: h };
		const flaws = verifySession(entries, uid, mark);
		const [first] = flaws;
		if (!first) continue;
		const own = new Map(flaws.map(({ entry, flaw }) => [entry, flaw]));
		for (const entry of entries)
			if (entry.n >= first.entry.n && (own.has(entry) || entry.n > first.entry.n))
				bad.set(entry, own.get(entry) ?? 'gap');
	}
	return {
		good: tail.filter((entry) => !bad.has(entry)),
		bad: [...bad].map(([entry, flaw]) => ({ entry, flaw })),
	};
}

/** Everything that is written down about how a text came to be. */
export interface TextRecord {
	textId: string;
	sessions: ReadonlyMap<string, SessionFacts>;
	/** How many segments the head of the text counts. */
	segmentCount: number;
	/** In the order of their names. */
	segments: readonly SegmentRecord[];
	tail: readonly (LogEntry & { created?: Date | undefined })[];
}

/** What verifying a record found. */
export interface Verification {
	/** In the order of the record: the first is the first broken link. */
	findings: Finding[];
	/** All entries that can be read, folded ones first. */
	log: LogEntry[];
}

/** An entry with its place in the record. */
type Placed = LogEntry & { created?: Date | undefined; place: number };

/** Verifies every segment and entry of a text's record. Pure; the same record gives the same findings. */
export function verifyRecord(record: TextRecord): Verification {
	const placed: Placed[] = [];
	const found: { place: number; finding: Finding }[] = [];
	let place = 0;
	for (const { record: segment, k, flaw } of walkSegments(record)) {
		place += 1;
		if (flaw) found.push({ place, finding: ofSegment(k, segment, flaw) });
		for (const entry of readSegment(segment) ?? []) placed.push({ ...entry, place: (place += 1) });
	}
	const folded = placed.length;
	for (const entry of record.tail.toSorted(inOrder)) placed.push({ ...entry, place: (place += 1) });
	for (const { entry, flaw } of flawsOf(placed, record.sessions))
		found.push({ place: entry.place, finding: ofEntry(entry, flaw) });
	for (const finding of verifyMarks(placed.slice(0, folded), record.sessions))
		found.push({ place: (place += 1), finding });
	const findings = found.sort((a, b) => a.place - b.place).map(({ finding }) => finding);
	return { findings, log: placed.map(({ place: _, created: __, ...entry }) => entry) };
}

/** The order in which entries are folded and told. */
export function inOrder(left: LogEntry, right: LogEntry): number {
	if (left.at.getTime() !== right.at.getTime()) return left.at.getTime() - right.at.getTime();
	if (left.session !== right.session) return left.session < right.session ? -1 : 1;
	return left.n - right.n;
}

function* walkSegments({ textId, segments, segmentCount }: TextRecord) {
	let previous = textId;
	let k = 0;
	for (const record of segments) {
		yield { record, k: record.k, flaw: flawOfSegment(record, k, previous) };
		previous = record.hash;
		k = record.k + 1;
	}
	if (k !== segmentCount) yield { record: null, k, flaw: 'gap' as const };
}

function flawOfSegment(record: SegmentRecord, k: number, previous: string): Flaw | null {
	if (record.k !== k) return 'gap';
	if (record.previous !== previous) return 'chain';
	if (segmentHash(previous, record.entries) !== record.hash) return 'chain';
	const entries = readSegment(record);
	if (entries === null) return 'unreadable';
	const [first, last] = [entries[0], entries.at(-1)];
	const told =
		record.count === entries.length &&
		record.from.getTime() === first?.at.getTime() &&
		record.to.getTime() === last?.at.getTime();
	return told ? null : 'chain';
}

function readSegment(record: SegmentRecord | null): LogEntry[] | null {
	try {
		return record && decodeEntries(record.entries);
	} catch {
		return null;
	}
}

function flawsOf(
	entries: readonly Placed[],
	sessions: TextRecord['sessions'],
): { entry: Placed; flaw: Flaw }[] {
	const relayed = entries.filter((entry) => entry.n < 0);
	const own = Map.groupBy(
		entries.filter((entry) => entry.n >= 0),
		(entry) => entry.session,
	);
	return [
		...relayed.flatMap((entry) => {
			const flaw = flawOfContent(entry, sessions.get(entry.session)?.uid);
			return flaw ? [{ entry, flaw }] : [];
		}),
		...[...own].flatMap(([session, each]) => verifySession(each, sessions.get(session)?.uid, null)),
	];
}

/** A session's mark must name its last folded entry: else folded ones could be taken away at the end. */
function verifyMarks(folded: readonly Placed[], sessions: TextRecord['sessions']): Finding[] {
	const last = new Map<string, Placed>();
	for (const entry of folded)
		if (entry.n > (last.get(entry.session)?.n ?? -1)) last.set(entry.session, entry);
	return [...sessions].flatMap(([session, { uid, n = -1, h }]) => {
		const entry = last.get(session);
		if ((entry?.n ?? -1) === n && entry?.hash === h) return [];
		return [{ flaw: 'chain', where: 'session', k: null, session, n, by: uid, at: null }];
	});
}

function ofSegment(k: number, record: SegmentRecord | null, flaw: Flaw): Finding {
	const at = record?.from ?? null;
	return { flaw, where: 'segment', k, session: null, n: null, by: null, at };
}

function ofEntry({ session, n, by, at }: LogEntry, flaw: Flaw): Finding {
	return { flaw, where: 'entry', k: null, session, n, by, at };
}
