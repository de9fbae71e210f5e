import { gzipSync } from 'node:zlib';
import type { Firestore } from 'firebase-admin/firestore';
import { freezeText } from '@wenshu/domain/document/freeze.ts';
import type { FreezeRecord, HandOver } from '@wenshu/domain/trace/model.ts';
import { provenLog } from '@wenshu/domain/trace/proven.ts';
import { bodiesAt, momentAt } from '@wenshu/domain/trace/text-at.ts';
import { fromStored, isConflict } from '../platform/unit-of-work.ts';
import { findAuthors, keepAuthors } from './authors.ts';
import { foldText } from './fold.ts';
import { textRef } from './load.ts';
import { readRecord } from './record.ts';

/** Name of a hand-over that moved the case; invitations have longer ones and freeze nothing. */
const MOVED = /^\d{6}$/;

/**
 * Freezes the text as it stood at each hand-over that has no frozen text yet, with who wrote it. What neighbours handed in
 * until then is folded first, so that nobody's words can come to lie in an earlier text afterwards.
 */
export async function freezeHands(db: Firestore, textId: string, now: Date): Promise<void> {
	const ref = textRef(db, textId);
	const [hands, freezes] = await Promise.all([
		ref.collection('hands').get(),
		ref.collection('freezes').select().get(),
	]);
	const frozen = new Set(freezes.docs.map(({ id }) => id));
	const missing = hands.docs
		.filter(({ id }) => MOVED.test(id) && !frozen.has(id))
		.map((hand) => ({ id: hand.id, ...(fromStored(hand.data()) as HandOver) }))
		.sort((left, right) => left.at.getTime() - right.at.getTime());
	const last = missing.at(-1);
	if (last === undefined) return;
	await foldText(db, textId, now, last.at);
	const record = await readRecord(db, textId);
	if (record === null) return;
	const proven = provenLog(record);
	const moments = missing.map(({ at }) => momentAt(record.log, at));
	const bodies = bodiesAt(record.seed, record.log, moments);
	for (const [index, { id, ...hand }] of missing.entries()) {
		const { marked, sha256, markedSha256, characters } = freezeText(
			bodies[index] ?? { type: 'doc' },
		);
		const { seq, at, by, byName, verb, stepName } = hand;
		const moment = moments[index] ?? momentAt([], at);
		const place = ref.collection('freezes').doc(id);
		const batch = db.batch();
		const freeze: FreezeRecord = {
			...{ seq, at, by, byName, verb, stepName },
			cut: moment.cut,
			marked: gzipSync(JSON.stringify(marked)),
			...{ sha256, markedSha256, characters },
			authors: keepAuthors(batch, place, await findAuthors(db, record, proven, moment)),
		};
		try {
			await batch.create(place, freeze).commit();
		} catch (error) {
			// Another delivery has written the same.
			if (!isConflict(error)) throw error;
		}
	}
}
