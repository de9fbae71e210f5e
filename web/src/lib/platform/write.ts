import {
	collection,
	deleteDoc,
	deleteField,
	doc,
	serverTimestamp,
	setDoc,
	updateDoc,
	writeBatch,
	type FieldValue,
} from 'firebase/firestore';
import { db } from './firebase.ts';

/** The server's clock as a field value: rules demand it where time matters. */
export function now(): FieldValue {
	return serverTimestamp();
}

/** A field value that removes the field. */
export function removed(): FieldValue {
	return deleteField();
}

/** A fresh id for a document of `path`. */
export function newId(path: string): string {
	return doc(collection(db, path)).id;
}

/** Writes a document that rules let its owner write, such as preferences; other fields stay. */
export function mergeDoc(path: string, fields: Record<string, unknown>): Promise<void> {
	return setDoc(doc(db, path), fields, { merge: true });
}

/** Changes fields of a document that exists. */
export function patchDoc(path: string, fields: Record<string, unknown>): Promise<void> {
	return updateDoc(doc(db, path), fields);
}

/** Changes the same fields of up to 500 documents at once. */
export async function patchDocs(paths: string[], fields: Record<string, unknown>): Promise<void> {
	const batch = writeBatch(db);
	for (const path of paths) batch.update(doc(db, path), fields);
	await batch.commit();
}

/** Removes a document that rules let its owner remove. */
export function removeDoc(path: string): Promise<void> {
	return deleteDoc(doc(db, path));
}
