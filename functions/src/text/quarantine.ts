import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import type { Person } from '@wenshu/domain/access/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import { traceMessages } from '@wenshu/domain/trace/messages.ts';
import type { Quarantined } from '@wenshu/domain/trace/model.ts';
import type { Notice } from '../flow/notices.ts';
import type { StoredText } from './load.ts';
import type { FoldPlan } from './plan-fold.ts';

/**
 * Adds to a fold's commit what it puts aside: the entries as they were found, and a notice to the author
 * and to those who hold the document. @returns the epoch of the text after the commit
 */
export async function keepAside(
	db: Firestore,
	batch: WriteBatch,
	{ ref, head }: StoredText,
	quarantine: FoldPlan['quarantine'],
	now: Date,
): Promise<number> {
	const epoch = head.epoch ?? 0;
	if (quarantine.length === 0) return epoch;
	const places = quarantine.map(({ stored }) => ref.collection('quarantine').doc(stored.ref.id));
	const taken = await db.getAll(...places);
	for (const [index, { stored, flaw }] of quarantine.entries()) {
		const { id } = stored.ref;
		// A session may go on from its last good entry, so that a number can be found broken again.
		const name = taken[index]?.exists ? `${id}_${String(now.getTime())}` : id;
		const aside: Quarantined = { ...stored.fields, flaw, foundAt: now };
		batch.create(ref.collection('quarantine').doc(name), aside);
		batch.delete(stored.ref, { lastUpdateTime: stored.seen });
	}
	await tell(db, batch, ref.id, quarantine, now);
	// A relay was never in the text by itself, so nobody needs to open the text afresh for it.
	const inText = quarantine.some(({ stored }) => 'session' in stored);
	return inText ? epoch + 1 : epoch;
}

async function tell(
	db: Firestore,
	batch: WriteBatch,
	textId: string,
	quarantine: FoldPlan['quarantine'],
	now: Date,
): Promise<void> {
	const [found, tasks] = await Promise.all([
		db.doc(`documents/${textId}`).get(),
		db.collection('tasks').where('instanceId', '==', textId).where('status', '==', 'open').get(),
	]);
	if (!found.exists) return;
	const { createdBy, elements } = found.data() as OfficialDocument;
	const holders = tasks.docs.map((task) => task.data() as TaskRecord);
	const handlers = holders.filter(({ kind }) => kind === 'handle').map(({ assignee }) => assignee);
	const names = await namesOf(db, [...new Set(quarantine.map(({ stored }) => stored.by))]);
	const body = traceMessages['trace/quarantined'][0]
		.replace('{count}', String(quarantine.length))
		.replace('{names}', [...names.values()].join('、'));
	for (const uid of new Set([createdBy, ...handlers])) {
		const id = `${textId}-quarantine-${String(now.getTime())}-${uid}`;
		const notice: Notice = {
			id,
			uid,
			kind: 'quarantine',
			title: elements.title || '（未填标题）',
			body,
			link: `/documents/${textId}`,
			at: now,
			readAt: null,
		};
		batch.create(db.doc(`notices/${id}`), notice);
	}
}

/** The names of people as they are now; who is not in the directory keeps the uid. */
export async function namesOf(
	db: Firestore,
	uids: readonly string[],
): Promise<Map<string, string>> {
	const known = uids.filter((uid) => uid !== '' && !uid.includes('/'));
	const found = known.length ? await db.getAll(...known.map((uid) => db.doc(`people/${uid}`))) : [];
	const names = new Map(uids.map((uid) => [uid, uid]));
	for (const person of found)
		if (person.exists) names.set(person.id, (person.data() as Person).name);
	return names;
}
