import type { Firestore } from 'firebase-admin/firestore';

const HOUR = 3_600_000;
/** People open what reached them within this time, in milliseconds. */
const OPENED_AFTER = 3 * HOUR;
/** Younger tasks and notices stay unread, so that lists have something new to show. */
const STILL_NEW = 20 * HOUR;

/**
 * Marks what people would have opened by now: they, not the acts, write when a task or notice was first
 * read. Only what came in lately stays unread.
 */
export async function markRead(db: Firestore, now: Date): Promise<void> {
	const before = new Date(now.getTime() - STILL_NEW);
	const [tasks, notices] = await Promise.all([
		db.collection('tasks').where('openedAt', '<', before).select('openedAt').get(),
		db.collection('notices').where('at', '<', before).select('at').get(),
	]);
	const writer = db.bulkWriter();
	for (const { ref, data } of rows(tasks.docs, 'openedAt'))
		void writer.update(ref, { firstReadAt: data });
	for (const { ref, data } of rows(notices.docs, 'at')) void writer.update(ref, { readAt: data });
	await writer.close();
}

function rows(documents: readonly FirebaseFirestore.QueryDocumentSnapshot[], field: string) {
	return documents.map((each) => {
		const sent = each.get(field) as FirebaseFirestore.Timestamp;
		return { ref: each.ref, data: new Date(sent.toMillis() + OPENED_AFTER) };
	});
}
