import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { db } from '../platform/firebase.ts';
import { fromStored } from '../platform/unit-of-work.ts';
import { loadText } from '../text/load.ts';
import { documentEntry } from './entry.ts';

/** Writes the search entry of a document from what stands there now. */
export async function refreshEntry(documentId: string): Promise<void> {
	const found = await db.doc(`documents/${documentId}`).get();
	const entry = db.doc(`search/${documentId}`);
	if (!found.exists) {
		await entry.delete();
		return;
	}
	const document = fromStored(found.data()) as OfficialDocument;
	const text = await loadText(db, documentId);
	await entry.set(documentEntry(document, text?.body ?? null));
}

/**
 * Keeps the search in step with the documents. It always reads what stands now, so that late, repeated
 * and disordered deliveries end in the same entry.
 */
export const index = onDocumentWritten(
	{ document: 'documents/{id}', memory: '512MiB', retry: true },
	(event) => refreshEntry(event.params['id'] ?? ''),
);
