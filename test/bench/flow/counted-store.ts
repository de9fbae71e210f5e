import type { DocumentReference, Firestore, Query, WriteBatch } from 'firebase-admin/firestore';

/** A Firestore that counts what acts read and write, as it is charged: an empty answer counts as one read. */
export class CountedStore {
	reads = 0;
	writes = 0;
	readonly #db: Firestore;

	constructor(db: Firestore) {
		this.#db = db;
	}

	/** Begins to count anew. */
	reset(): void {
		this.reads = 0;
		this.writes = 0;
	}

	/** This store in the type that the acts ask for. */
	get asFirestore(): Firestore {
		return new Proxy(this.#db, {
			get: (db, name) => {
				if (name === 'getAll')
					return (...places: DocumentReference[]) => {
						this.reads += places.length;
						return db.getAll(...places);
					};
				if (name === 'collection') return (path: string) => this.#counted(db.collection(path));
				if (name === 'batch') return () => this.#countedBatch(db.batch());
				const value: unknown = Reflect.get(db, name, db);
				return typeof value === 'function' ? (value.bind(db) as unknown) : value;
			},
		});
	}

	#counted(query: Query): Query {
		return new Proxy(query, {
			get: (target, name) => {
				if (name === 'get')
					return async () => {
						const found = await target.get();
						this.reads += Math.max(1, found.size);
						return found;
					};
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				return (...args: unknown[]) => {
					const result: unknown = Reflect.apply(value, target, args);
					const isQuery = name === 'where' || name === 'orderBy' || name === 'limit';
					return isQuery ? this.#counted(result as Query) : result;
				};
			},
		});
	}

	#countedBatch(batch: WriteBatch): WriteBatch {
		return new Proxy(batch, {
			get: (target, name) => {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				const writes = ['create', 'set', 'update', 'delete'].includes(String(name));
				return (...args: unknown[]): unknown => {
					if (writes) this.writes += 1;
					return Reflect.apply(value, target, args);
				};
			},
		});
	}
}
