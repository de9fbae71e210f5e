import type { Firestore } from 'firebase-admin/firestore';
import { bodyHash } from '@wenshu/domain/document/freeze.ts';
import { findingSentence, type Finding } from '@wenshu/domain/trace/finding.ts';
import { authorshipDigest, deriveAuthorship } from '@wenshu/domain/trace/authorship.ts';
import type { Share } from '@wenshu/domain/trace/model.ts';
import { provenLog } from '@wenshu/domain/trace/proven.ts';
import { momentAt, verifyFreezes } from '@wenshu/domain/trace/text-at.ts';
import { verifyRecord } from '@wenshu/domain/trace/verify.ts';
import { findAuthors, keptAuthors } from './authors.ts';
import { namesOf } from './quarantine.ts';
import { readRecord, type FullRecord } from './record.ts';
import { addUp } from './replay.ts';

/** A finding as it travels: its time in ms since 1970, and its sentence as [中文, English]. */
export interface ToldFinding extends Omit<Finding, 'at'> {
	at: number | null;
	sentence: readonly [zh: string, en: string];
}

/** What verifying the whole record of a text found. */
export interface VerifiedText {
	ok: boolean;
	entries: number;
	segments: number;
	/** How many people wrote in it. */
	people: number;
	freezes: number;
	/** Entries that were put aside earlier; they are not in the text. */
	quarantined: number;
	/** What each person did in the present text, most first, from the entries that hold. */
	shares: Share[];
	/** In the order of the record: the first is the first broken link. */
	findings: ToldFinding[];
}

/** Verifies all that is written down of a text, times of the database and frozen texts included. */
export async function verifyText(db: Firestore, textId: string): Promise<VerifiedText | null> {
	const record = await readRecord(db, textId);
	if (record === null) return null;
	const { log, findings } = verifyRecord(record);
	const proven = provenLog(record);
	const all = [
		...findings,
		...verifySnapshot(record),
		...verifyFreezes(record.seed, record.log, record.freezes),
		...(await verifyAuthors(record)),
	];
	const { shares } = await findAuthors(db, record, proven, momentAt(proven, new Date(8e15)));
	const names = await namesOf(db, [...new Set(all.flatMap(({ by }) => by ?? []))]);
	return {
		ok: all.length === 0,
		entries: log.length,
		segments: record.segments.length,
		people: new Set(log.map(({ by }) => by)).size,
		freezes: record.freezes.length,
		quarantined: record.quarantined,
		shares,
		findings: all.map((finding) => ({
			...finding,
			at: finding.at?.getTime() ?? null,
			sentence: findingSentence(finding, (uid) => names.get(uid) ?? uid),
		})),
	};
}

/** The authors that each freeze names must be what the entries say. */
async function verifyAuthors(record: FullRecord): Promise<Finding[]> {
	const { seed, log, hands, freezes, text } = record;
	const flawed: Finding[] = [];
	for (const { id, authors, seq, by, at, cut } of freezes) {
		const kept = await keptAuthors(text.ref.collection('freezes').doc(id), authors);
		const derived = authorshipDigest(deriveAuthorship(seed, log, hands, { at, cut }));
		if (kept !== null && authorshipDigest(kept) === derived) continue;
		flawed.push({ flaw: 'altered', where: 'authors', k: seq, session: null, n: null, by, at });
	}
	return flawed;
}

/** What opens as the text must be what its folded entries add up to. */
function verifySnapshot({ text, seed, log, tail }: FullRecord): Finding[] {
	if (!text.head.snapshot) return [];
	const own = new Set<unknown>(tail);
	const folded = log.filter((entry) => !own.has(entry)).map(({ update }) => update);
	if (text.whole && hashOf(text.base, []) === hashOf(seed, folded)) return [];
	const at = text.record?.at ?? null;
	return [{ flaw: 'altered', where: 'snapshot', k: null, session: null, n: null, by: null, at }];
}

/** Hash of what updates add up to; null when they cannot be applied. */
function hashOf(base: Uint8Array, updates: readonly Uint8Array[]): string | null {
	try {
		return bodyHash(addUp(base, updates).body);
	} catch {
		return null;
	}
}
