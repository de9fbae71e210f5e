import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { SCHEMA_VERSION, type BodyNode } from '@wenshu/domain/document/body.ts';
import { replay, seedUpdate, type LoggedUpdate, type Replayed } from './replay.ts';

/** What a person may do to a text: change it, or only suggest changes. */
export type TextRight = 'edit' | 'suggest';

/** `texts/{documentId}`: the head of a text; written by functions only. */
export interface TextHead {
	/** Version of the vocabulary; clients older than this open it read-only. */
	schema: number;
	/** Yjs update with the first content. */
	seed: Buffer;
	editors: Record<string, TextRight>;
	/** Nothing of the text may change any more. */
	frozen: boolean;
	readers: string[];
}

/** The head of a new text with this first content. */
export function newText(
	body: BodyNode,
	editors: Record<string, TextRight>,
	readers: string[],
): TextHead {
	return {
		schema: SCHEMA_VERSION,
		seed: Buffer.from(seedUpdate(body)),
		editors,
		frozen: false,
		readers,
	};
}

/** Where the head of a text lies. */
export function textRef(db: Firestore, documentId: string): DocumentReference {
	return db.collection('texts').doc(documentId);
}

/** The text of a document as the log adds up to now; null when it has none. */
export async function loadText(
	db: Firestore,
	documentId: string,
): Promise<(Replayed & { head: TextHead; updates: number }) | null> {
	const ref = textRef(db, documentId);
	const [head, log] = await Promise.all([ref.get(), ref.collection('updates').get()]);
	if (!head.exists) return null;
	const data = head.data() as TextHead;
	const updates = log.docs.map((entry) => entry.data() as LoggedUpdate);
	return { ...replay(data.seed, updates), head: data, updates: updates.length };
}
