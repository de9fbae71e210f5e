import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { db } from './platform/firebase.ts';
import { fromStored } from './platform/unit-of-work.ts';
import { refreshEntry } from './search/refresh-entry.ts';
import { freezeHands } from './text/freeze-hands.ts';
import { textRef } from './text/load.ts';

/** Writes what follows from a document: its search entry, and its text frozen at each hand-over. */
export async function deriveFrom(documentId: string, now: Date): Promise<void> {
	const found = await db.doc(`documents/${documentId}`).get();
	if (!found.exists) {
		await db.doc(`search/${documentId}`).delete();
		// A removed draft takes all that was written of its text with it.
		await db.recursiveDelete(textRef(db, documentId));
		return;
	}
	await refreshEntry(fromStored(found.data()) as OfficialDocument);
	await freezeHands(db, documentId, now);
}

/**
 * Keeps derived records in step with the documents. It always reads what stands now, so that late,
 * repeated and disordered deliveries end in the same records.
 */
export const derive = onDocumentWritten(
	{ document: 'documents/{id}', memory: '512MiB', retry: true },
	(event) => deriveFrom(event.params['id'] ?? '', new Date()),
);
