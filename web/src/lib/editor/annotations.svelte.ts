import {
	collection,
	deleteDoc,
	doc as docRef,
	onSnapshot,
	serverTimestamp,
	setDoc,
	updateDoc,
	type DocumentData,
	type Firestore,
	type Timestamp,
} from 'firebase/firestore';
import type { Place } from './annotation-places.ts';

/** One annotation (批注) or a reply to one. */
export interface Annotation extends Place {
	uid: string;
	name: string;
	/** Null until the server has set its time. */
	at: Date | null;
	/** The words it was made on. */
	quote: string;
	words: string;
	/** Whom it asks to look, by uid. */
	mentions: string[];
	replyTo: string | null;
	edited: boolean;
	resolved: boolean;
	resolvedBy: string | null;
}

/** What is written as an annotation or a reply. */
export interface Note {
	/** The words it is made on; none for a reply. */
	quote?: string;
	words: string;
	mentions?: string[];
	replyTo?: string | null;
}

/** An annotation with its replies in the order they came. */
export interface Thread extends Annotation {
	replies: Annotation[];
}

/** The annotations of one text, live; writes go straight under the rules and throw when refused. */
export class Annotations {
	#all = $state.raw<Annotation[]>([]);
	#stop: (() => void) | undefined;
	#path: { db: Firestore; documentId: string; uid: string; name: string };

	constructor(path: { db: Firestore; documentId: string; uid: string; name: string }) {
		this.#path = path;
	}

	/** Begins to listen; the text must be open, so that the right to read is known. */
	start(onChange: () => void): void {
		const { db, documentId } = this.#path;
		this.#stop ??= onSnapshot(
			collection(db, 'texts', documentId, 'annotations'),
			(snapshot) => {
				this.#all = snapshot.docs
					.map((entry) => read(entry.id, entry.data()))
					.sort((left, right) => time(left) - time(right));
				onChange();
			},
			() => undefined,
		);
	}

	stop(): void {
		this.#stop?.();
		this.#stop = undefined;
	}

	/** All annotations with their replies; open ones first. */
	get threads(): Thread[] {
		return this.#all
			.filter((one) => one.replyTo === null)
			.map((one) => ({ ...one, replies: this.#all.filter((reply) => reply.replyTo === one.id) }))
			.sort((left, right) => Number(left.resolved) - Number(right.resolved));
	}

	/** Where open annotations stand. */
	get places(): Place[] {
		return this.#all.filter((one) => one.replyTo === null && !one.resolved);
	}

	/** Adds an annotation on a place, or a reply; answers its id. */
	async add(place: Omit<Place, 'id'>, note: Note) {
		const { uid, name } = this.#path;
		const { quote = '', words, mentions = [], replyTo = null } = note;
		const id = crypto.randomUUID();
		await setDoc(this.#ref(id), {
			uid,
			name,
			at: serverTimestamp(),
			quote: quote.slice(0, 500),
			...place,
			words: words.trim().slice(0, 2000),
			mentions: mentions.slice(0, 20),
			replyTo,
			editedAt: null,
			resolved: false,
			resolvedBy: null,
			resolvedAt: null,
		});
		return id;
	}

	/** Rewords one's own annotation. */
	reword(id: string, words: string): Promise<void> {
		return updateDoc(this.#ref(id), {
			words: words.trim().slice(0, 2000),
			editedAt: serverTimestamp(),
		});
	}

	/** Marks an annotation as dealt with, or opens it again. */
	resolve(id: string, resolved: boolean): Promise<void> {
		const resolvedBy = this.#path.uid;
		return updateDoc(this.#ref(id), { resolved, resolvedBy, resolvedAt: serverTimestamp() });
	}

	/** Removes one's own annotation. */
	remove(id: string): Promise<void> {
		return deleteDoc(this.#ref(id));
	}

	#ref(id: string) {
		return docRef(this.#path.db, 'texts', this.#path.documentId, 'annotations', id);
	}
}

function time(annotation: Annotation): number {
	return annotation.at?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function read(id: string, data: DocumentData): Annotation {
	return {
		id,
		uid: String(data['uid']),
		name: String(data['name']),
		at: (data['at'] as Timestamp | null)?.toDate() ?? null,
		quote: String(data['quote']),
		anchor: String(data['anchor']),
		head: String(data['head']),
		words: String(data['words']),
		mentions: Array.isArray(data['mentions']) ? data['mentions'].map(String) : [],
		replyTo: data['replyTo'] === null ? null : String(data['replyTo']),
		edited: data['editedAt'] !== null,
		resolved: data['resolved'] === true,
		resolvedBy: data['resolvedBy'] === null ? null : String(data['resolvedBy']),
	};
}
