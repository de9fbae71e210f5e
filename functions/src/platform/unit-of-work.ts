import {
	FieldValue,
	Timestamp,
	type DocumentReference,
	type DocumentSnapshot,
	type Firestore,
	type Query,
} from 'firebase-admin/firestore';
import { giveWay, takeTurn } from './turns.ts';

type Stored = Record<string, unknown>;
type Write =
	| { kind: 'create'; path: string; value: Stored }
	| { kind: 'put'; path: string; value: Stored }
	| { kind: 'delete'; path: string };

/** So long a work keeps a turn, in ms; a commit takes far less. */
const LONGEST_TURN = 30_000;

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
 * What many works of one run read alike and none of them writes: read once for all of them. Whatever it holds
 * is as old as the run, so it is for the schedule, never for people's acts.
 */
export class SharedReads {
	readonly #holds: RegExp;
	readonly #found = new Map<string, Promise<unknown>>();

	/** @param holds Which paths are shared. */
	constructor(holds: RegExp) {
		this.#holds = holds;
	}

	holds(path: string): boolean {
		return this.#holds.test(path);
	}

	/** What `read` found the first time it was asked for under this key. */
	once<T>(key: string, read: () => Promise<T>): Promise<T> {
		const known = this.#found.get(key) ?? read();
		this.#found.set(key, known);
		return known as Promise<T>;
	}
}

/**
 * Reads and writes of one act, committed together. Optimistic: a document that was read and is then
 * written must not have changed in between, or the commit fails with `Conflict`. (Pessimistic transactions
 * take seconds on a contended document in the emulator, and the retry is bounded here either way.)
 */
export class UnitOfWork {
	readonly #db: Firestore;
	readonly #shared: SharedReads | undefined;
	readonly #seen = new Map<string, Timestamp | null>();
	readonly #fields = new Map<string, string[]>();
	readonly #values = new Map<string, Stored | null>();
	readonly #writes = new Map<string, Write>();
	#waited = 0;
	readonly #turns: { key: string; end: () => void }[] = [];

	constructor(db: Firestore, shared?: SharedReads) {
		this.#db = db;
		this.#shared = shared;
	}

	/** The document at a path as this work sees it, its own writes included; null when there is none. */
	async get<T>(path: string): Promise<T | null> {
		if (!this.#values.has(path)) await this.getAll([path]);
		return (this.#values.get(path) ?? null) as T | null;
	}

	/** Reads several documents in one request. */
	async getAll(paths: readonly string[]): Promise<void> {
		const asked = paths.filter((path) => !this.#values.has(path));
		const missing = asked.filter((path) => this.#shared?.holds(path) !== true);
		await Promise.all(
			asked.filter((path) => !missing.includes(path)).map((path) => this.#share(path)),
		);
		if (missing.length === 0) return;
		const found = await this.#db.getAll(...missing.map((path) => this.#db.doc(path)));
		for (const snapshot of found) {
			this.#remember(snapshot);
		}
	}

	/** Documents of a query as they stand now; those this work also writes are guarded like any read. */
	async query<T>(build: (db: Firestore) => Query): Promise<T[]> {
		const found = await build(this.#db).get();
		return found.docs.map((snapshot) => {
			const path = snapshot.ref.path;
			if (!this.#values.has(path)) this.#remember(snapshot);
			return this.#values.get(path) as T;
		});
	}

	/** As `query`, once for all works that share their reads. What it finds must not be written. */
	async queryOnce<T>(key: string, build: (db: Firestore) => Query): Promise<T[]> {
		return this.#shared === undefined
			? this.query<T>(build)
			: this.#shared.once(key, async () => {
					const found = await build(this.#db).get();
					return found.docs.map((each) => fromStored(each.data()) as T);
				});
	}

	/** Whether reads are shared with other works. */
	get shares(): boolean {
		return this.#shared !== undefined;
	}

	/**
	 * Waits for a turn at something that many works change, such as a counter, and keeps it until this work
	 * is committed or given up. What is read before runs beside the others, so take it late; a work takes one
	 * key at most, or two of them could wait for each other.
	 */
	async hold(key: string): Promise<void> {
		if (this.#turns.length > 0) return;
		const asked = performance.now();
		const end = await takeTurn(key);
		// A work that nobody ends must not keep everybody else waiting for ever.
		setTimeout(end, LONGEST_TURN).unref();
		this.#turns.push({ key, end });
		this.#waited += performance.now() - asked;
	}

	/** How long this work stood in a queue, in ms; the time in which it could not have collided with anybody. */
	get waited(): number {
		return this.#waited;
	}

	/** Gives back what `hold` took; whoever holds calls it, whatever became of the work. */
	release(): void {
		for (const { end } of this.#turns.splice(0)) end();
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

	/** Whether any document of a matching path would be written. */
	writes(path: RegExp): boolean {
		return [...this.#writes.keys()].some((each) => path.test(each));
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
			else
				batch.update(ref, replacement(this.#fields.get(write.path), write.value), {
					lastUpdateTime: seen,
				});
		}
		try {
			await batch.commit();
		} catch (error) {
			if (!isConflict(error)) throw error;
			for (const { key } of this.#turns) giveWay(key);
			throw new Conflict(String(error));
		} finally {
			this.release();
		}
	}

	async #share(path: string): Promise<void> {
		const found = await this.#shared?.once(path, async () => {
			const stored = (await this.#db.doc(path).get()).data();
			return stored === undefined ? null : (fromStored(stored) as Stored);
		});
		this.#values.set(path, found ?? null);
	}

	#remember(snapshot: DocumentSnapshot): void {
		const path = snapshot.ref.path;
		const stored = snapshot.data();
		this.#seen.set(path, snapshot.updateTime ?? null);
		this.#fields.set(path, Object.keys(stored ?? {}));
		this.#values.set(path, stored === undefined ? null : (fromStored(stored) as Stored));
	}

	#keep(write: Write & { value: Stored }): void {
		if (this.#shared?.holds(write.path) === true)
			throw new Error(`shared, not to be written: ${write.path}`);
		this.#writes.set(write.path, write);
		this.#values.set(write.path, write.value);
	}
}

/** The new fields plus the removal of those that are gone: an update is the only write with a guard. */
function replacement(before: readonly string[] = [], value: Stored): Stored {
	const gone = before.filter((field) => !Object.hasOwn(value, field));
	return { ...value, ...Object.fromEntries(gone.map((field) => [field, FieldValue.delete()])) };
}

/** Whether a write failed because somebody else was faster. */
export function isConflict(error: unknown): boolean {
	const code = (error as { code?: unknown }).code;
	// gRPC: 5 NOT_FOUND, 6 ALREADY_EXISTS, 9 FAILED_PRECONDITION, 10 ABORTED
	return code === 5 || code === 6 || code === 9 || code === 10;
}
