import type { SignedRun } from '@wenshu/domain/trace/relay.ts';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { chainHash, type Entry } from '@wenshu/domain/trace/entry.ts';

/** A session of this browser on one text, and how far its chain has come. */
export interface OutboxSession {
	session: string;
	documentId: string;
	uid: string;
	/** Entries sealed so far; the next one gets this number. */
	n: number;
	/** Hash of the last sealed entry; the session's name before the first. */
	hash: string;
	/** Whether the server has the session document. */
	known: boolean;
}

/** What the server last said about a text, for opening it offline. */
export interface TextFacts {
	documentId: string;
	uid: string;
	schema: number;
	right: 'edit' | 'suggest' | null;
	frozen: boolean;
	/** Which copy of the document counts; those before it were dropped. */
	copy?: number;
}

interface OutboxSchema extends DBSchema {
	sessions: { key: string; value: OutboxSession; indexes: { text: [string, string] } };
	pending: {
		key: number;
		value: { session: string; update: Uint8Array };
		indexes: { session: string };
	};
	sealed: { key: [string, number]; value: Entry; indexes: { session: string } };
	texts: { key: [string, string]; value: TextFacts };
	borrowed: {
		key: [string, string, number];
		value: Borrowed;
		indexes: { session: string };
	};
}

/** Changes of somebody else that words of a session here rest on, while the log does not have them yet. */
export interface Borrowed {
	/** The session here. */
	session: string;
	/** The session that wrote them. */
	of: string;
	/** Place of the first. */
	first: number;
	run: SignedRun;
}

/**
 * Everything typed here that the server does not have yet, in IndexedDB: it survives reloads, killed
 * tabs and days offline. An update is pending until it is sealed into an entry with its number and
 * hash; from then on the entry is sent as it is, however often.
 */
export class Outbox {
	#db: IDBPDatabase<OutboxSchema>;

	private constructor(db: IDBPDatabase<OutboxSchema>) {
		this.#db = db;
	}

	/** Opens the outbox of this browser profile; it is shared by all texts and people of the profile. */
	static async open(name = 'wenshu-texts'): Promise<Outbox> {
		const db = await openDB<OutboxSchema>(name, 3, {
			upgrade(fresh, from) {
				// What was borrowed before runs were signed as a whole cannot be handed in any more.
				if (fresh.objectStoreNames.contains('borrowed')) fresh.deleteObjectStore('borrowed');
				const borrowed = fresh.createObjectStore('borrowed', {
					keyPath: ['session', 'of', 'first'],
				});
				borrowed.createIndex('session', 'session');
				if (from > 0) return;
				const sessions = fresh.createObjectStore('sessions', { keyPath: 'session' });
				sessions.createIndex('text', ['documentId', 'uid']);
				const pending = fresh.createObjectStore('pending', { autoIncrement: true });
				pending.createIndex('session', 'session');
				const sealed = fresh.createObjectStore('sealed', { keyPath: ['session', 'n'] });
				sealed.createIndex('session', 'session');
				fresh.createObjectStore('texts', { keyPath: ['documentId', 'uid'] });
			},
		});
		return new Outbox(db);
	}

	close(): void {
		this.#db.close();
	}

	/** Sessions of a person on a text that were not finished. */
	sessions(documentId: string, uid: string): Promise<OutboxSession[]> {
		return this.#db.getAllFromIndex('sessions', 'text', [documentId, uid]);
	}

	/** Registers a session before its first edit. */
	async begin(session: OutboxSession): Promise<void> {
		await this.#db.put('sessions', session);
	}

	/** Stores one update of a session as it happens. */
	async add(session: string, update: Uint8Array): Promise<void> {
		await this.#db.add('pending', { session, update });
	}

	/** Keeps what words of a session here rest on; should both pages vanish, it is handed in with them. */
	async borrow(runs: readonly Borrowed[]): Promise<void> {
		const tx = this.#db.transaction('borrowed', 'readwrite');
		for (const run of runs) void tx.store.put(run);
		await tx.done;
	}

	/** What words of a session here rest on. */
	borrowed(session: string): Promise<Borrowed[]> {
		return this.#db.getAllFromIndex('borrowed', 'session', session);
	}

	/** What a session has not sent: sealed entries in order, and updates after them. */
	async unsent(session: string): Promise<{ sealed: Entry[]; pending: Uint8Array[] }> {
		const tx = this.#db.transaction(['pending', 'sealed']);
		const sealed = await tx.objectStore('sealed').index('session').getAll(session);
		const pending = await tx.objectStore('pending').index('session').getAll(session);
		await tx.done;
		return {
			sealed: sealed.sort((left, right) => left.n - right.n),
			pending: pending.map((row) => row.update),
		};
	}

	/**
	 * Seals all pending updates of a session into entries, atomically. `pack` merges them; it must be
	 * synchronous, because the transaction would end meanwhile.
	 */
	async seal(session: string, pack: (updates: Uint8Array[]) => Uint8Array[]): Promise<Entry[]> {
		const tx = this.#db.transaction(['sessions', 'pending', 'sealed'], 'readwrite');
		const row = await tx.objectStore('sessions').get(session);
		const pending = tx.objectStore('pending').index('session');
		const [keys, values] = await Promise.all([
			pending.getAllKeys(session),
			pending.getAll(session),
		]);
		if (!row || values.length === 0) return [];
		const entries: Entry[] = [];
		for (const update of pack(values.map((value) => value.update))) {
			const hash = chainHash(row.hash, update);
			const entry = { session, n: row.n, update, hash };
			entries.push(entry);
			row.n += 1;
			row.hash = hash;
			void tx.objectStore('sealed').put(entry);
		}
		for (const key of keys) void tx.objectStore('pending').delete(key);
		void tx.objectStore('sessions').put(row);
		await tx.done;
		return entries;
	}

	/** The server has this entry, and so the session. */
	async acknowledge(entry: Entry): Promise<void> {
		const tx = this.#db.transaction(['sessions', 'sealed'], 'readwrite');
		void tx.objectStore('sealed').delete([entry.session, entry.n]);
		const row = await tx.objectStore('sessions').get(entry.session);
		if (row && !row.known) void tx.objectStore('sessions').put({ ...row, known: true });
		await tx.done;
	}

	/** The server has the session document, though its answer was lost. */
	async markKnown(session: string): Promise<void> {
		const row = await this.#db.get('sessions', session);
		if (row) await this.#db.put('sessions', { ...row, known: true });
	}

	/** Whether the server has the session document of this session. */
	async isKnown(session: string): Promise<boolean> {
		return (await this.#db.get('sessions', session))?.known ?? false;
	}

	/** Forgets a session: everything of it is at the server, or given up. */
	async forget(session: string): Promise<void> {
		const names = ['pending', 'sealed', 'borrowed'] as const;
		const tx = this.#db.transaction(['sessions', ...names], 'readwrite');
		for (const name of names) {
			const index = tx.objectStore(name).index('session');
			for await (const cursor of index.iterate(session)) void cursor.delete();
		}
		void tx.objectStore('sessions').delete(session);
		await tx.done;
	}

	/** Notes what the server said about a text. */
	async note(facts: TextFacts): Promise<void> {
		const tx = this.#db.transaction('texts', 'readwrite');
		const before = await tx.store.get([facts.documentId, facts.uid]);
		await tx.store.put({ ...before, ...facts });
		await tx.done;
	}

	/** From now on another copy of the document counts. Answers which one it was. */
	async nextCopy(documentId: string, uid: string): Promise<number> {
		const tx = this.#db.transaction('texts', 'readwrite');
		const facts = await tx.store.get([documentId, uid]);
		const copy = facts?.copy ?? 0;
		if (facts) await tx.store.put({ ...facts, copy: copy + 1 });
		await tx.done;
		return copy;
	}

	/** What the server last said about a text, if this person ever opened it here. */
	recall(documentId: string, uid: string): Promise<TextFacts | undefined> {
		return this.#db.get('texts', [documentId, uid]);
	}
}
