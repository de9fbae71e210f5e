import {
	collection,
	collectionGroup,
	doc,
	documentId,
	getDoc,
	getDocs,
	onSnapshot,
	query,
	Timestamp,
	type DocumentData,
	type DocumentSnapshot,
	type FirestoreError,
	type QueryConstraint,
	type QueryDocumentSnapshot,
	type Unsubscribe,
} from 'firebase/firestore';
import { createSubscriber } from 'svelte/reactivity';
import { db } from './firebase.ts';

export { endBefore, limit, limitToLast, orderBy, startAfter, where } from 'firebase/firestore';
export type { QueryConstraint } from 'firebase/firestore';

/** Turns a stored value into a plain one; a zod schema is one. */
export interface Parser<T> {
	parse(value: unknown): T;
}

/** Why a read failed: no right, no connection, or something else. */
export type ReadError = 'denied' | 'offline' | 'failed';

/** Constraint value for the id of a document, for use with `where` and `orderBy`. */
export function byId(): ReturnType<typeof documentId> {
	return documentId();
}

/** Stored values as the domain knows them: every Timestamp becomes a Date. */
export function plain(value: unknown): unknown {
	if (value instanceof Timestamp) return value.toDate();
	if (Array.isArray(value)) return value.map(plain);
	if (
		value !== null &&
		typeof value === 'object' &&
		Object.getPrototypeOf(value) === Object.prototype
	)
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
	return value;
}

function shape<T>(id: string, stored: DocumentData, parser?: Parser<T>): T {
	const value = { id, ...(plain(stored) as object) };
	return parser ? parser.parse(value) : (value as T);
}

function reason(error: FirestoreError): ReadError {
	if (error.code === 'permission-denied' || error.code === 'unauthenticated') return 'denied';
	return error.code === 'unavailable' ? 'offline' : 'failed';
}

/**
 * Follows one document: `next` gets the value, or null when it does not exist. A document made a moment
 * before is sometimes reported as absent by a fresh listener, so absence is asked for a second time after
 * 1 s; absence offline is no answer but the error `offline`. For code outside components; components use
 * {@link liveDoc}.
 */
export function watchDoc<T>(
	path: string,
	next: (value: T | null, fromCache: boolean) => void,
	failed: (error: ReadError) => void,
	parser?: Parser<T>,
): Unsubscribe {
	let again: ReturnType<typeof setTimeout> | undefined;
	let asked = false;
	const take = (snapshot: DocumentSnapshot) => {
		const { fromCache } = snapshot.metadata;
		if (snapshot.exists()) {
			const stored = snapshot.data({ serverTimestamps: 'estimate' });
			next(shape(snapshot.id, stored, parser), fromCache);
		} else if (fromCache) failed('offline');
		else if (asked) next(null, false);
		else {
			asked = true;
			again = setTimeout(() => {
				stop();
				stop = listen();
			}, 1000);
		}
	};
	const listen = (): Unsubscribe =>
		// What is known to be absent comes from memory first; only with metadata does the server's word follow.
		onSnapshot(doc(db, path), { includeMetadataChanges: asked }, take, (error) => {
			failed(reason(error));
		});
	let stop = listen();
	return () => {
		clearTimeout(again);
		stop();
	};
}

/** What a live read answers; reading any of it in markup keeps it up to date while it is shown. */
abstract class Live<V> {
	#value: V | undefined;
	#error: ReadError | undefined;
	#fromCache = false;
	#subscribe: () => void;
	#retry: (() => void) | undefined;

	constructor(
		open: (
			next: (value: V, fromCache: boolean) => void,
			failed: (error: ReadError) => void,
		) => Unsubscribe,
	) {
		this.#subscribe = createSubscriber((update) => {
			const start = (): Unsubscribe =>
				open(
					(value, fromCache) => {
						this.#value = value;
						this.#error = undefined;
						this.#fromCache = fromCache;
						update();
					},
					(error) => {
						this.#error = error;
						update();
					},
				);
			let stop = start();
			this.#retry = () => {
				stop();
				this.#error = undefined;
				stop = start();
				update();
			};
			return () => {
				this.#retry = undefined;
				stop();
			};
		});
	}

	/** The latest value; undefined until the first answer. */
	get current(): V | undefined {
		this.#subscribe();
		return this.#value;
	}
	get error(): ReadError | undefined {
		this.#subscribe();
		return this.#error;
	}
	get loading(): boolean {
		this.#subscribe();
		return this.#value === undefined && this.#error === undefined;
	}
	/** Whether the value may be behind the server, as when offline. */
	get fromCache(): boolean {
		this.#subscribe();
		return this.#fromCache;
	}
	/** Asks again after an error. */
	retry(): void {
		this.#retry?.();
	}
}

/** One document, live. `current` is null when it does not exist. */
export class LiveDoc<T> extends Live<T | null> {
	constructor(path: string, parser?: Parser<T>) {
		super((next, failed) => watchDoc<T>(path, next, failed, parser));
	}
}

/** A query, live: the values in its order, each with its `id`. */
export class LiveQuery<T> extends Live<T[]> {
	/** The stored snapshots, for `startAfter`. */
	cursors: QueryDocumentSnapshot[] = [];
	constructor(path: string, constraints: QueryConstraint[], parser?: Parser<T>, group = false) {
		super((next, failed) =>
			onSnapshot(
				query(group ? collectionGroup(db, path) : collection(db, path), ...constraints),
				(snapshot) => {
					this.cursors = snapshot.docs;
					// Nothing in an empty cache is no answer.
					if (snapshot.empty && snapshot.metadata.fromCache) {
						failed('offline');
						return;
					}
					next(
						snapshot.docs.map((d) => shape(d.id, d.data({ serverTimestamps: 'estimate' }), parser)),
						snapshot.metadata.fromCache,
					);
				},
				(error) => {
					console.warn(`live query ${path}: ${error.message}`);
					failed(reason(error));
				},
			),
		);
	}
}

/** Reads one document live: `const task = $derived(liveDoc<TaskRecord>(`tasks/${id}`))`, then `task.current`. */
export function liveDoc<T>(path: string, parser?: Parser<T>): LiveDoc<T> {
	return new LiveDoc<T>(path, parser);
}

/** Reads a query live: `$derived(liveQuery<TaskRecord>('tasks', where('assignee', '==', session.uid)))`. */
export function liveQuery<T>(path: string, ...constraints: QueryConstraint[]): LiveQuery<T> {
	return new LiveQuery<T>(path, constraints);
}

/** Reads a collection group live. */
export function liveGroup<T>(name: string, ...constraints: QueryConstraint[]): LiveQuery<T> {
	return new LiveQuery<T>(name, constraints, undefined, true);
}

/** Reads one document once; null when it does not exist. */
export async function readDoc<T>(path: string, parser?: Parser<T>): Promise<T | null> {
	const snapshot = await getDoc(doc(db, path));
	return snapshot.exists() ? shape(snapshot.id, snapshot.data(), parser) : null;
}

/** Reads a query once. `last` continues it: pass `startAfter(page.last)`. */
export async function readQuery<T>(
	path: string,
	...constraints: QueryConstraint[]
): Promise<{ items: T[]; last: QueryDocumentSnapshot | undefined }> {
	const snapshot = await getDocs(query(collection(db, path), ...constraints));
	return { items: snapshot.docs.map((d) => shape<T>(d.id, d.data())), last: snapshot.docs.at(-1) };
}
