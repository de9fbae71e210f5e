import { FieldValue, Timestamp, type Firestore } from 'firebase-admin/firestore';

type Stored = Record<string, unknown>;
interface Kept {
	value: Stored;
	updateTime: Timestamp;
}

/** Documents written in one request; a request carries at most 10 MB. */
const BATCH = 200;

/** A write that lost its race, with the code gRPC gives it: 6 already exists, 9 failed precondition. */
class Refused extends Error {
	readonly code: 6 | 9;
	constructor(code: 6 | 9, path: string) {
		super(`${String(code)} ${path}`);
		this.code = code;
	}
}

/**
 * As much of Firestore as the server's acts use, in memory. The sample bureau lives through its stories
 * here and is written to the emulator once, as it stands at the end: a thousand times fewer messages.
 */
export class MemoryStore {
	readonly #kept = new Map<string, Kept>();
	#ticks = 0;

	/** This store in the type that the acts ask for. */
	get asFirestore(): Firestore {
		return this as unknown as Firestore;
	}

	doc(path: string): Reference {
		return new Reference(this, path);
	}
	collection(path: string): Query {
		return new Query(this, path);
	}
	getAll(...references: Reference[]): Promise<Snapshot[]> {
		return Promise.all(references.map((each) => each.get()));
	}
	batch(): Batch {
		return new Batch(this);
	}
	/** Views read what stands here; nothing can change between two reads of one view. */
	runTransaction<Result>(read: (view: View) => Promise<Result>): Promise<Result> {
		return read({
			get: (place) => place.get(),
			getAll: (...references) => this.getAll(...references),
		});
	}
	/** Writes at once what a bulk writer would collect. */
	bulkWriter() {
		return {
			set: (reference: Reference, value: object) => reference.set(value),
			close: () => Promise.resolve(),
		};
	}

	read(path: string): Kept | undefined {
		return this.#kept.get(path);
	}
	put(path: string, value: object): void {
		const copy = structuredClone(value) as Stored;
		this.#kept.set(path, { value: copy, updateTime: new Timestamp(++this.#ticks, 0) });
	}
	drop(path: string): void {
		this.#kept.delete(path);
	}
	/** Documents that lie directly in a collection. */
	in(collection: string): [path: string, value: Stored][] {
		const prefix = `${collection}/`;
		return [...this.#kept]
			.filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
			.map(([path, { value }]) => [path, value]);
	}

	/** Writes everything into a real database that holds none of it. */
	async writeTo(db: Firestore): Promise<void> {
		const all = [...this.#kept];
		const batches = [];
		for (let from = 0; from < all.length; from += BATCH) {
			const batch = db.batch();
			for (const [path, { value }] of all.slice(from, from + BATCH))
				batch.create(db.doc(path), value);
			batches.push(batch.commit());
		}
		await Promise.all(batches);
	}
}

/** Reads within a transaction that writes nothing. */
interface View {
	get<Found>(place: { get(): Promise<Found> }): Promise<Found>;
	getAll(...references: Reference[]): Promise<Snapshot[]>;
}

class Snapshot {
	readonly ref: Reference;
	readonly #kept: Kept | undefined;
	constructor(ref: Reference, kept: Kept | undefined) {
		this.ref = ref;
		this.#kept = kept;
	}
	get id(): string {
		return this.ref.id;
	}
	get exists(): boolean {
		return this.#kept !== undefined;
	}
	get updateTime(): Timestamp | undefined {
		return this.#kept?.updateTime;
	}
	data(): Stored | undefined {
		return structuredClone(this.#kept?.value);
	}
	get(field: string): unknown {
		return this.data()?.[field];
	}
}

class Reference {
	readonly path: string;
	readonly #store: MemoryStore;
	constructor(store: MemoryStore, path: string) {
		this.#store = store;
		this.path = path;
	}
	get id(): string {
		return this.path.slice(this.path.lastIndexOf('/') + 1);
	}
	collection(name: string): Query {
		return new Query(this.#store, `${this.path}/${name}`);
	}
	get(): Promise<Snapshot> {
		return Promise.resolve(new Snapshot(this, this.#store.read(this.path)));
	}
	create(value: object): Promise<void> {
		return this.#store.batch().create(this, value).commit();
	}
	set(value: object): Promise<void> {
		return this.#store.batch().set(this, value).commit();
	}
	update(fields: Stored): Promise<void> {
		return this.#store.batch().update(this, fields).commit();
	}
	delete(): Promise<void> {
		return this.#store.batch().delete(this).commit();
	}
}

class Query {
	readonly #store: MemoryStore;
	readonly #path: string;
	readonly #fits: (value: Stored) => boolean;
	constructor(store: MemoryStore, path: string, fits: (value: Stored) => boolean = () => true) {
		this.#store = store;
		this.#path = path;
		this.#fits = fits;
	}
	doc(id: string): Reference {
		return this.#store.doc(`${this.#path}/${id}`);
	}
	where(field: string, operator: string, wanted: unknown): Query {
		const asks: Record<string, (found: unknown) => boolean> = {
			'==': (found) => found === wanted,
			in: (found) => (wanted as unknown[]).includes(found),
			'array-contains': (found) => Array.isArray(found) && found.includes(wanted),
		};
		const ask = asks[operator];
		if (ask === undefined) throw new Error(`the memory store cannot ask ${operator}`);
		const fits = (value: Stored) => this.#fits(value) && ask(value[field]);
		return new Query(this.#store, this.#path, fits);
	}
	/** Whole documents instead of the chosen fields do no harm. */
	select(): this {
		return this;
	}
	async get(): Promise<{ docs: Snapshot[] }> {
		const paths = this.#store.in(this.#path).filter(([, value]) => this.#fits(value));
		return { docs: await this.#store.getAll(...paths.map(([path]) => this.#store.doc(path))) };
	}
}

interface Precondition {
	lastUpdateTime?: Timestamp;
}

/** Checks all its preconditions before it writes anything. */
class Batch {
	readonly #store: MemoryStore;
	readonly #checks: (() => void)[] = [];
	readonly #writes: (() => void)[] = [];
	constructor(store: MemoryStore) {
		this.#store = store;
	}
	create({ path }: Reference, value: object): this {
		this.#checks.push(() => {
			if (this.#store.read(path) !== undefined) throw new Refused(6, path);
		});
		this.#writes.push(() => this.#store.put(path, value));
		return this;
	}
	set({ path }: Reference, value: object): this {
		this.#writes.push(() => this.#store.put(path, value));
		return this;
	}
	update({ path }: Reference, fields: Stored, precondition: Precondition = {}): this {
		this.#demand(path, precondition);
		this.#writes.push(() => {
			const merged = { ...this.#store.read(path)?.value, ...fields };
			const left = Object.entries(merged).filter(([, value]) => !(value instanceof FieldValue));
			this.#store.put(path, Object.fromEntries(left));
		});
		return this;
	}
	delete({ path }: Reference, precondition?: Precondition): this {
		if (precondition !== undefined) this.#demand(path, precondition);
		this.#writes.push(() => this.#store.drop(path));
		return this;
	}
	commit(): Promise<void> {
		return Promise.resolve().then(() => {
			for (const check of this.#checks) check();
			for (const write of this.#writes) write();
		});
	}
	#demand(path: string, { lastUpdateTime }: Precondition): void {
		this.#checks.push(() => {
			const kept = this.#store.read(path);
			const stale = lastUpdateTime !== undefined && kept?.updateTime !== lastUpdateTime;
			if (kept === undefined || stale) throw new Refused(9, path);
		});
	}
}
