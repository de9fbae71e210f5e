import {
	Bytes,
	doc as docRef,
	getDocFromServer,
	serverTimestamp,
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
	{ ok: true } | { ok: false; reason: Rejection } | { ok: false; reason: 'closed' };

/** What the uplink asks from outside. */
export interface UplinkOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	outbox: Outbox;
	/** Version of the vocabulary this text has. */
	schema: () => number;
}

/** Sends the entries of sessions to the log, one after the other, until the server has or refuses them. */
export class Uplink {
	#options: UplinkOptions;
	#closed = false;
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
		for (const entry of [...sealed, ...fresh]) {
			const result = await this.#deliver(entry);
			if (!result.ok) return result;
			await outbox.acknowledge(entry);
		}
		return { ok: true };
	}

	async #deliver(entry: Entry): Promise<SendResult> {
		for (let attempt = 0; ; attempt += 1) {
			if (this.#closed) return { ok: false, reason: 'closed' };
			try {
				await this.#write(entry);
				return { ok: true };
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
		const batch = writeBatch(db);
		if (!(await outbox.isKnown(entry.session)))
			batch.set(this.#path('sessions', entry.session), { uid, at: serverTimestamp() });
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
	async #askWhy(entry: Entry): Promise<SendResult | null> {
		const { db, documentId, uid, schema, outbox } = this.#options;
		try {
			const [stored, session, head] = await Promise.all([
				getDocFromServer(this.#path('updates', `${entry.session}_${String(entry.n)}`)),
				getDocFromServer(this.#path('sessions', entry.session)),
				getDocFromServer(docRef(db, 'texts', documentId)),
			]);
			if (stored.data()?.['h'] === entry.hash) return { ok: true };
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
