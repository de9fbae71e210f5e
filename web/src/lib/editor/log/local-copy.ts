import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { clientOf, sessionName } from '@wenshu/domain/trace/entry.ts';
import { Outbox, type OutboxSession } from './outbox.ts';

/** Client id of the seed, whose words are in no log. */
const SEED = 1;

/** Name of the database of a copy; the first one has the name without a number. */
function copyName(documentId: string, uid: string, number: number): string {
	const name = `wenshu-text/${uid}/${documentId}`;
	return number === 0 ? name : `${name}/${String(number)}`;
}

/** A lock that ends with the tab that holds it. */
type Release = () => void;

/**
 * What this browser keeps of one text for one person: the document itself (y-indexeddb) and the outbox
 * of what the server does not have yet. Each tab writes in a session of its own and holds a lock on it;
 * sessions whose tab is gone are taken over and sent before anything new.
 */
export class LocalCopy {
	readonly outbox: Outbox;
	readonly session: string;
	/** Sessions of closed or killed tabs, to be sent first. */
	readonly orphans: OutboxSession[] = [];
	#copy: IndexeddbPersistence;
	#owner: readonly [documentId: string, uid: string];
	#locks: Release[] = [];

	private constructor(
		outbox: Outbox,
		copy: IndexeddbPersistence,
		doc: Y.Doc,
		owner: readonly [documentId: string, uid: string],
	) {
		this.outbox = outbox;
		this.#copy = copy;
		this.#owner = owner;
		this.session = sessionName(doc.clientID);
	}

	/** Opens the copy and loads it into the document. */
	static async open(doc: Y.Doc, documentId: string, uid: string): Promise<LocalCopy> {
		const outbox = await Outbox.open();
		const number = (await outbox.recall(documentId, uid))?.copy ?? 0;
		const copy = new IndexeddbPersistence(copyName(documentId, uid, number), doc);
		await copy.whenSynced;
		const local = new LocalCopy(outbox, copy, doc, [documentId, uid]);
		const { session } = local;
		for (const old of await outbox.sessions(documentId, uid)) {
			if (await local.#lock(old.session)) local.orphans.push(old);
		}
		await local.#lock(session);
		await outbox.begin({ session, documentId, uid, n: 0, hash: session, known: false });
		return local;
	}

	/** Whether a change of the document came from this copy and not from a person. */
	isOrigin(origin: unknown): boolean {
		return origin === this.#copy;
	}

	/**
	 * The document and the outbox are two databases; a tab killed between their writes leaves words in
	 * the one that the other does not know. Such words of our own old sessions go into the outbox, for
	 * what follows them could not be read without them.
	 */
	async rescue(doc: Y.Doc, durable: ReadonlyMap<number, number>): Promise<void> {
		const state = Y.decodeStateVector(Y.encodeStateVector(doc));
		for (const { session } of this.orphans) {
			const client = clientOf(session);
			const { sealed, pending } = await this.outbox.unsent(session);
			let covered = durable.get(client) ?? 0;
			for (const update of [...sealed.map((entry) => entry.update), ...pending])
				covered = Math.max(covered, Y.parseUpdateMeta(update).to.get(client) ?? 0);
			if ((state.get(client) ?? 0) <= covered) continue;
			const have = new Map(state).set(client, covered);
			const vector = Y.encodeStateVector(have);
			await this.outbox.add(session, Y.encodeStateAsUpdate(doc, vector));
		}
	}

	/** Number of pieces that older sessions have not sent. */
	async backlog(): Promise<number> {
		let count = 0;
		for (const { session } of this.orphans) {
			const { sealed, pending } = await this.outbox.unsent(session);
			count += sealed.length + pending.length;
		}
		return count;
	}

	/** Sessions of others whose words this document has beyond what the log knows. */
	async foreignBeyond(doc: Y.Doc, durable: ReadonlyMap<number, number>): Promise<string[]> {
		const own = new Set((await this.outbox.sessions(...this.#owner)).map((one) => one.session));
		const state = Y.decodeStateVector(Y.encodeStateVector(doc));
		return [...state]
			.filter(([client, clock]) => client !== SEED && clock > (durable.get(client) ?? 0))
			.map(([client]) => sessionName(client))
			.filter((session) => !own.has(session));
	}

	/**
	 * Forgets the copy of the document, because it holds words that are in no log; the outbox stays. Other
	 * tabs may still have it open, so the next one gets another name and this one goes when they close.
	 */
	async dropCopy(): Promise<void> {
		await this.outbox.nextCopy(...this.#owner);
		void this.#copy.clearData();
	}

	/** Gives up everything of this text in this browser. */
	async discard(): Promise<void> {
		for (const { session } of this.orphans) await this.outbox.forget(session);
		await this.outbox.forget(this.session);
		await this.dropCopy();
	}

	/** Closes the copy; an unused session leaves no trace. */
	async close(): Promise<void> {
		const { sealed, pending } = await this.outbox.unsent(this.session);
		if (sealed.length + pending.length === 0) await this.outbox.forget(this.session);
		await this.#copy.destroy();
		this.outbox.close();
		for (const release of this.#locks.splice(0)) release();
	}

	#lock(session: string): Promise<boolean> {
		return new Promise((resolve) => {
			void navigator.locks.request(
				`wenshu-session/${session}`,
				{ ifAvailable: true },
				async (lock) => {
					resolve(lock !== null);
					if (lock) await new Promise<void>((release) => this.#locks.push(release));
				},
			);
		});
	}
}
