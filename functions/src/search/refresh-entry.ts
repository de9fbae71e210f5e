import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { db } from '../platform/firebase.ts';
import { loadText } from '../text/load.ts';
import { documentEntry } from './entry.ts';

/** Writes the search entry of a document from what stands there now. */
export async function refreshEntry(document: OfficialDocument): Promise<void> {
	const text = await loadText(db, document.id);
	await db.doc(`search/${document.id}`).set(documentEntry(document, text?.body ?? null));
}
