import {
	Timestamp,
	type DocumentReference,
	type Firestore,
	type Query,
} from 'firebase-admin/firestore';

type Stored = Record<string, unknown>;
type Write =
	| { kind: 'create'; path: string; value: Stored }
	| { kind: 'put'; path: string; value: Stored }
	| { kind: 'delete'; path: string };

/** Thrown when somebody else changed what this work had read; the caller starts afresh. */
export class Conflict extends Error {}

/** Turns Firestore time stamps into dates, all the way down. */
export function fromStored(value: unknown): unknown {
	if (value instanceof Timestamp) return value.toDate();
	if (Array.isArray(value)) return value.map(fromStored);
	if (
		value !== null &&
		typeof value === 'object' &&
		Object.getPrototypeOf(value) === Object.prototype
	)
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromStored(part)]));
	return value;
}

/**
 * Reads and writes of one act, committed together. Optimistic: a document that was read and is then
 * written must not have changed in between, or the commit fails with `Conflict`. (Pessimistic transactions
 * take seconds on a contended document in the emulator, and the retry is bounded here either way.)
 */
export class UnitOfWork {
	readonly #db: Firestore;
	readonly #seen = new Map<string, Timestamp | null>();
	readonly #values = new Map<string, Stored | null>();
	readonly #writes = new Map<string, Write>();

	constructor(db: Firestore) {
		this.#db = db;
	}

	/** The document at a path as this work sees it, its own writes included; null when there is none. */
	async get<T>(path: string): Promise<T | null> {
		if (!this.#values.has(path)) await this.getAll([path]);
		return (this.#values.get(path) ?? null) as T | null;
	}

	/** Reads several documents in one request. */
	async getAll(paths: readonly string[]): Promise<void> {
		const missing = paths.filter((path) => !this.#values.has(path));
		if (missing.length === 0) return;
		const found = await this.#db.getAll(...missing.map((path) => this.#db.doc(path)));
		for (const snapshot of found) {
			const path = snapshot.ref.path;
			this.#seen.set(path, snapshot.exists ? (snapshot.updateTime ?? null) : null);
			this.#values.set(path, snapshot.exists ? (fromStored(snapshot.data()) as Stored) : null);
		}
	}

	/** Documents of a query as they stand now; those this work also writes are guarded like any read. */
	async query<T>(build: (db: Firestore) => Query): Promise<T[]> {
		const found = await build(this.#db).get();
		return found.docs.map((snapshot) => {
			const path = snapshot.ref.path;
			if (!this.#values.has(path)) {
				this.#seen.set(path, snapshot.updateTime);
				this.#values.set(path, fromStored(snapshot.data()) as Stored);
			}
			return this.#values.get(path) as T;
		});
	}

	/** Creates a document; the commit fails if there is one already. */
	create(path: string, value: object): void {
		this.#keep({ kind: 'create', path, value: value as Stored });
	}

	/** Replaces a document as a whole; guarded by what was read of it. */
	put(path: string, value: object): void {
		const before = this.#writes.get(path);
		const kind = before?.kind === 'create' ? 'create' : 'put';
		this.#keep({ kind, path, value: value as Stored });
	}

	/** Deletes a document. */
	delete(path: string): void {
		this.#writes.set(path, { kind: 'delete', path });
		this.#values.set(path, null);
	}

	/** How many documents would be written. */
	get size(): number {
		return this.#writes.size;
	}

	/** Writes everything or nothing. @throws Conflict when something read has changed. */
	async commit(): Promise<void> {
		const batch = this.#db.batch();
		for (const write of this.#writes.values()) {
			const ref: DocumentReference = this.#db.doc(write.path);
			const seen = this.#seen.get(write.path);
			if (write.kind === 'delete') {
				if (seen) batch.delete(ref, { lastUpdateTime: seen });
				else batch.delete(ref);
			} else if (write.kind === 'create' || seen === null) batch.create(ref, write.value);
			else if (seen === undefined) batch.set(ref, write.value);
			else {
				// A replacement with a precondition: touch under the guard, then set.
				batch.update(ref, firstField(write.value), { lastUpdateTime: seen });
				batch.set(ref, write.value);
			}
		}
		try {
			await batch.commit();
		} catch (error) {
			if (isConflict(error)) throw new Conflict(String(error));
			throw error;
		}
	}

	#keep(write: Write & { value: Stored }): void {
		this.#writes.set(write.path, write);
		this.#values.set(write.path, write.value);
	}
}

function firstField(value: Stored): Stored {
	const [key] = Object.keys(value);
	if (key === undefined) throw new Error('an empty document cannot be guarded');
	return { [key]: value[key] };
}

function isConflict(error: unknown): boolean {
	const code = (error as { code?: unknown }).code;
	// gRPC: 5 NOT_FOUND, 6 ALREADY_EXISTS, 9 FAILED_PRECONDITION, 10 ABORTED
	return code === 5 || code === 6 || code === 9 || code === 10;
}
