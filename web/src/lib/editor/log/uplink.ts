import {
	Bytes,
	doc as docRef,
	getDocFromServer,
	serverTimestamp,
	setDoc,
	writeBatch,
	type DocumentReference,
	type Firestore,
} from 'firebase/firestore';
import { LARGEST, type Entry } from '@wenshu/domain/trace/entry.ts';
import type { Outbox } from './outbox.ts';
import { packUpdates } from '@wenshu/domain/trace/pack.ts';

/** Why the server refuses what was typed here for good. */
export type Rejection = 'notEditor' | 'frozen' | 'outdated' | 'signedOut' | 'refused';

/** How sending ended: everything is durable, the server refuses, or the line was closed. */
export type SendResult =
	| {
			ok: true;
			/** Number of the session's last entry sent; null when there was none. */ n: number | null;
	  }
	| { ok: false; reason: Rejection }
	| { ok: false; reason: 'closed' };

type Delivery = { ok: true } | Extract<SendResult, { ok: false }>;
const DELIVERED = { ok: true } as const;

/** What the uplink asks from outside. */
export interface UplinkOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	outbox: Outbox;
	/** Version of the vocabulary this text has. */
	schema: () => number;
	/** The session of this page, whose words are signed with `key` where neighbours hand them in. */
	session: string;
	key: string;
}

/** Sends the entries of sessions to the log, one after the other, until the server has or refuses them. */
export class Uplink {
	#options: UplinkOptions;
	#closed = false;
	/** The session is announced once; an entry meanwhile waits, or both would try. */
	#announcing: Promise<void> | undefined;
	#wake: (() => void) | undefined;

	constructor(options: UplinkOptions) {
		this.#options = options;
	}

	/** Gives up waiting; what is not sent stays in the outbox. */
	close(): void {
		this.#closed = true;
		this.#wake?.();
	}

	/** Sends all that a session has stored, sealing what is still loose. */
	async send(session: string): Promise<SendResult> {
		const { outbox } = this.#options;
		const { sealed } = await outbox.unsent(session);
		const fresh = await outbox.seal(session, (updates) => packUpdates(updates, LARGEST));
		let n: number | null = null;
		for (const entry of [...sealed, ...fresh]) {
			const result = await this.#deliver(entry);
			if (!result.ok) return result;
			await outbox.acknowledge(entry);
			n = entry.n;
		}
		return { ok: true, n };
	}

	/** Announces the session of this page before its first words, so that others can take them at once. */
	announce(): Promise<void> {
		this.#announcing ??= this.#announce();
		return this.#announcing;
	}

	async #announce(): Promise<void> {
		const { outbox, session } = this.#options;
		if (await outbox.isKnown(session)) return;
		try {
			await setDoc(this.#path('sessions', session), this.#sessionFields(session));
			await outbox.markKnown(session);
		} catch {
			// The first entry announces it as well.
		}
	}

	#sessionFields(session: string) {
		const { uid, key, session: own } = this.#options;
		return { uid, at: serverTimestamp(), ...(session === own ? { key } : {}) };
	}

	async #deliver(entry: Entry): Promise<Delivery> {
		for (let attempt = 0; ; attempt += 1) {
			if (this.#closed) return { ok: false, reason: 'closed' };
			try {
				await this.#write(entry);
				return DELIVERED;
			} catch (error) {
				const code = (error as { code?: string }).code ?? '';
				if (code === 'unauthenticated') return { ok: false, reason: 'signedOut' };
				if (code === 'permission-denied' || code === 'already-exists') {
					const verdict = await this.#askWhy(entry);
					if (verdict) return verdict;
				}
				await this.#pause(Math.min(30_000, 500 * 2 ** attempt));
			}
		}
	}

	async #write(entry: Entry): Promise<void> {
		const { db, uid, outbox, schema } = this.#options;
		await this.#announcing;
		const batch = writeBatch(db);
		if (!(await outbox.isKnown(entry.session)))
			batch.set(this.#path('sessions', entry.session), this.#sessionFields(entry.session));
		batch.set(this.#path('updates', `${entry.session}_${String(entry.n)}`), {
			u: Bytes.fromUint8Array(entry.update),
			s: entry.session,
			n: entry.n,
			h: entry.hash,
			at: serverTimestamp(),
			by: uid,
			v: schema(),
		});
		await batch.commit();
	}

	/**
	 * A write is refused when the server already has it (the answer was lost), or when the right to
	 * write is gone. Null means: neither, try again.
	 */
	async #askWhy(entry: Entry): Promise<Delivery | null> {
		const { db, documentId, uid, schema, outbox } = this.#options;
		try {
			const [stored, session, head] = await Promise.all([
				getDocFromServer(this.#path('updates', `${entry.session}_${String(entry.n)}`)),
				getDocFromServer(this.#path('sessions', entry.session)),
				getDocFromServer(docRef(db, 'texts', documentId)),
			]);
			// What was folded is no longer an entry of its own; the session says how far that went.
			const folded = Number(session.data()?.['n'] ?? -1);
			if (stored.data()?.['h'] === entry.hash || folded >= entry.n) return DELIVERED;
			const data = head.data();
			if (data?.['frozen'] === true) return { ok: false, reason: 'frozen' };
			if (!(data?.['editors'] as Record<string, string> | undefined)?.[uid])
				return { ok: false, reason: 'notEditor' };
			if (data?.['schema'] !== schema()) return { ok: false, reason: 'outdated' };
			if (session.exists() && !(await outbox.isKnown(entry.session))) {
				await outbox.markKnown(entry.session);
				return null;
			}
			return { ok: false, reason: 'refused' };
		} catch (error) {
			const code = (error as { code?: string }).code ?? '';
			return code === 'permission-denied' ? { ok: false, reason: 'notEditor' } : null;
		}
	}

	#path(kind: 'sessions' | 'updates', id: string): DocumentReference {
		return docRef(this.#options.db, 'texts', this.#options.documentId, kind, id);
	}

	#pause(milliseconds: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
}
