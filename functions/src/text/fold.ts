import { randomUUID } from 'node:crypto';
import type { DocumentReference, Firestore, WriteBatch } from 'firebase-admin/firestore';
import * as logger from 'firebase-functions/logger';
import { db } from '../platform/firebase.ts';
import { isConflict } from '../platform/unit-of-work.ts';
import { readText, textRef, type StoredText } from './load.ts';
import { planFold, type FoldPlan, type FoldTimes } from './plan-fold.ts';
import { keepAside } from './quarantine.ts';
import { judgeRelays } from './relays.ts';

/** How long the words of a vanished person wait for the person's own entries, in ms. */
const WAIT = 10 * 60_000;
/** Folds in a row before another run takes over. */
const ROUNDS = 50;
const ATTEMPTS = 6;

/** What a fold did. */
export interface Folded {
	entries: number;
	quarantined: number;
}

/**
 * Folds the tail of a text: verified entries go into segments and a new snapshot, the others into
 * quarantine. Each round is one commit that fails when another fold or act came first.
 * @param until what neighbours handed in up to then is folded without waiting for its writer
 */
export async function foldText(
	db: Firestore,
	textId: string,
	now: Date,
	until?: Date,
): Promise<Folded> {
	const waited = new Date(now.getTime() - WAIT);
	const times = { now, relaysUntil: until && until > waited ? until : waited };
	const done: Folded = { entries: 0, quarantined: 0 };
	for (let round = 0; round < ROUNDS; round += 1) {
		const plan = await foldOnce(db, textId, times);
		if (plan === null) break;
		done.entries += plan.settled.length;
		done.quarantined += plan.quarantine.length;
		if (!plan.more) break;
	}
	return done;
}

async function foldOnce(db: Firestore, textId: string, times: FoldTimes): Promise<FoldPlan | null> {
	for (let attempt = 1; ; attempt += 1) {
		const text = await readText(db, textId);
		if (text === null) return null;
		const relays = await judgeRelays(textId, text.relays, text.sessions);
		const plan = planFold(text, relays, times);
		if (plan === null) return null;
		try {
			await commitFold(db, text, plan, times.now);
			await removeOlder(text);
			return plan;
		} catch (error) {
			if (!isConflict(error) || attempt >= ATTEMPTS) throw error;
			await new Promise((resume) => setTimeout(resume, 20 + Math.random() * 100 * attempt));
		}
	}
}

/** Writes a plan: everything or nothing, and nothing if the head has changed since it was read. */
export async function commitFold(
	db: Firestore,
	text: StoredText,
	plan: FoldPlan,
	now: Date,
): Promise<void> {
	const batch = db.batch();
	const { ref, head } = text;
	for (const segment of plan.segments)
		batch.create(ref.collection('segments').doc(String(segment.k).padStart(6, '0')), segment);
	for (const [session, { n, hash }] of plan.marks)
		batch.update(ref.collection('sessions').doc(session), { n, h: hash });
	for (const { ref: place, seen } of plan.settled) batch.delete(place, { lastUpdateTime: seen });
	const snapshot = writeSnapshot(batch, ref, plan);
	const epoch = await keepAside(db, batch, text, plan.quarantine, now);
	batch.update(
		ref,
		{ snapshot: snapshot ?? head.snapshot ?? null, epoch },
		{ lastUpdateTime: text.headSeen },
	);
	await batch.commit();
}

function writeSnapshot(
	batch: WriteBatch,
	ref: DocumentReference,
	{ snapshot }: FoldPlan,
): { id: string; segments: number } | null {
	if (snapshot === null) return null;
	const { record, chunks } = snapshot;
	const place = ref.collection('snapshots').doc(randomUUID());
	batch.create(place, record);
	for (const [index, bytes] of chunks.entries())
		batch.create(place.collection('chunks').doc(String(index)), { b: bytes });
	return { id: place.id, segments: record.segments };
}

/**
 * Removes snapshots older than the one that was replaced; that one stays for those who just read the old
 * head. A run that ends before this leaves them to the next.
 */
async function removeOlder({ ref, record }: StoredText): Promise<void> {
	if (record === null) return;
	const older = await ref.collection('snapshots').where('segments', '<', record.segments).get();
	for (const { ref: place } of older.docs) {
		const batch = place.firestore.batch();
		for (const chunk of await place.collection('chunks').listDocuments()) batch.delete(chunk);
		await batch.delete(place).commit();
	}
}

const STALE = 6 * 3_600_000;
/** Log entries that one run of the schedule looks at, and texts it folds at most. */
const LOOKED_AT = 500;
const TEXTS = 20;

/** Folds texts whose tail has lain for hours or whose relays have waited long enough. */
export async function foldStale(now: Date): Promise<void> {
	const older = (collection: string, age: number) =>
		db
			.collectionGroup(collection)
			.where('at', '<', new Date(now.getTime() - age))
			.orderBy('at')
			.limit(LOOKED_AT)
			.select()
			.get();
	const found = await Promise.all([older('relays', WAIT), older('updates', STALE)]);
	const texts = new Set(
		found.flatMap(({ docs }) => docs.map(({ ref }) => ref.parent.parent?.id ?? '')),
	);
	for (const textId of [...texts].slice(0, TEXTS)) {
		try {
			await foldText(db, textId, now);
		} catch (error) {
			logger.error('fold failed', { textId, error: String(error) });
		}
	}
}

/** How much opening a text reads beyond its snapshot: entries of the tail, and what neighbours handed in. */
export async function tailLength(db: Firestore, textId: string): Promise<number> {
	const text = textRef(db, textId);
	const counts = await Promise.all(
		['updates', 'relays'].map((name) => text.collection(name).count().get()),
	);
	return counts.reduce((sum, counted) => sum + counted.data().count, 0);
}
