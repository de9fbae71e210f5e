import { gunzipSync, gzipSync } from 'node:zlib';
import type { DocumentReference, Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
	authorshipDigest,
	deriveAuthorship,
	sharesOf,
	type Authorship,
} from '@wenshu/domain/trace/authorship.ts';
import type { AuthorsRecord, LogEntry, Share } from '@wenshu/domain/trace/model.ts';
import { momentAt, type Moment } from '@wenshu/domain/trace/text-at.ts';
import { provenLog } from '@wenshu/domain/trace/proven.ts';
import { namesOf } from './quarantine.ts';
import { readRecord, type FullRecord } from './record.ts';

/** Bytes of a finding that one document takes; Firestore's own limit is 1 MiB. */
const PIECE = 800_000;

/** Who wrote a text, as the server found it. */
export interface FoundAuthors {
	sha256: string;
	shares: Share[];
	/** Gzipped JSON of the `Authorship` with `names`, the names by uid at the time of finding. */
	packed: Buffer;
}

/** What the server found of the present text, as it travels. */
export interface ToldAuthors extends Omit<FoundAuthors, 'packed'> {
	/** The moment for which it was found: ms since 1970, and the entries that were in the text. */
	at: number;
	cut: Moment['cut'];
	/** Base64 of the packed finding. */
	packed: string;
}

/** Finds who wrote a text as it stood at a moment; `proven` are the entries of its record that hold. */
export async function findAuthors(
	db: Firestore,
	{ seed, hands }: Pick<FullRecord, 'seed' | 'hands'>,
	proven: readonly LogEntry[],
	moment: Moment,
): Promise<FoundAuthors> {
	const authorship = deriveAuthorship(seed, proven, hands, moment);
	const uids = authorship.hands.flatMap(({ by, onBehalfOf, relayedBy }) => [
		by,
		...(onBehalfOf ? [onBehalfOf] : []),
		...(relayedBy ? [relayedBy] : []),
	]);
	const names = Object.fromEntries(await namesOf(db, [...new Set(uids)]));
	return {
		sha256: authorshipDigest(authorship),
		shares: sharesOf(authorship, names),
		packed: gzipSync(JSON.stringify({ ...authorship, names })),
	};
}

/** Finds who wrote the present text; null when there is none. */
export async function authorsNow(db: Firestore, textId: string): Promise<ToldAuthors | null> {
	const record = await readRecord(db, textId);
	if (record === null) return null;
	const proven = provenLog(record);
	const at = proven.reduce((late, entry) => Math.max(late, entry.at.getTime()), 0);
	const moment = momentAt(proven, new Date(at));
	const found = await findAuthors(db, record, proven, moment);
	return { ...found, at, cut: moment.cut, packed: found.packed.toString('base64') };
}

/** Adds a finding to the commit that freezes its text. @returns what the freeze says of it */
export function keepAuthors(
	batch: WriteBatch,
	freeze: DocumentReference,
	{ sha256, shares, packed }: FoundAuthors,
): AuthorsRecord {
	const pieces = Math.ceil(packed.byteLength / PIECE);
	for (let piece = 0; piece < pieces; piece += 1) {
		const b = packed.subarray(piece * PIECE, (piece + 1) * PIECE);
		// Set, not created: the freeze itself tells whether another delivery came first.
		batch.set(freeze.collection('authors').doc(String(piece)), { b });
	}
	return { sha256, shares, pieces };
}

/** The finding behind a freeze; null when its pieces are no longer what was written. */
export async function keptAuthors(
	freeze: DocumentReference,
	told: AuthorsRecord,
): Promise<Authorship | null> {
	try {
		const { sha256, pieces } = told;
		const { docs } = await freeze.collection('authors').get();
		const parts = docs
			.filter((each) => Number(each.id) < pieces)
			.toSorted((left, right) => Number(left.id) - Number(right.id))
			.map((each) => each.get('b') as Buffer);
		if (parts.length !== pieces) return null;
		const kept = JSON.parse(gunzipSync(Buffer.concat(parts)).toString('utf8')) as Authorship;
		return authorshipDigest(kept) === sha256 ? kept : null;
	} catch {
		return null;
	}
}
