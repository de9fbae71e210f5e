import { doc as docRef, getDocFromServer, type Firestore } from 'firebase/firestore';
import { clientOf } from '@wenshu/domain/trace/entry.ts';
import { signedBytes, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import { isOnlyOf, type SessionOwner } from './fast-path.ts';
import { checkSignature } from './signature.ts';

/** A session may be announced a moment after its first words: how often it is asked for, and how far apart in ms. */
const ASKING = { times: 6, pause: 400 };

/** Whose the sessions of a text are, by their documents, which nobody can change. */
export class Owners {
	#db: Firestore;
	#documentId: string;
	#known = new Map<string, Promise<SessionOwner | null>>();

	constructor(db: Firestore, documentId: string) {
		this.#db = db;
		this.#documentId = documentId;
	}

	/** Whose a session is; null when it is not announced. */
	of(session: string): Promise<SessionOwner | null> {
		const known = this.#known.get(session);
		if (known) return known;
		const asked = this.#ask(session);
		this.#known.set(session, asked);
		void asked.then((owner) => {
			if (!owner) this.#known.delete(session);
		});
		return asked;
	}

	/** Whether the writer of a session signed these runs, and wrote nothing but their own words. */
	async isGenuine(session: string, runs: readonly SignedRun[]): Promise<boolean> {
		const key = (await this.of(session))?.key;
		if (!key) return false;
		const client = clientOf(session);
		if (!runs.every((run) => run.updates.every((update) => isOnlyOf(update, client)))) return false;
		const checks = runs.map((run) =>
			checkSignature(key, signedBytes(this.#documentId, session, run), run.signature),
		);
		return (await Promise.all(checks)).every(Boolean);
	}

	async #ask(session: string): Promise<SessionOwner | null> {
		const place = docRef(this.#db, 'texts', this.#documentId, 'sessions', session);
		for (let turn = 0; turn < ASKING.times; turn += 1) {
			try {
				const data = (await getDocFromServer(place)).data() as
					{ uid: string; key?: string } | undefined;
				if (data) return { uid: data.uid, key: data.key ?? null };
			} catch {
				return null;
			}
			await new Promise((resume) => setTimeout(resume, ASKING.pause));
		}
		return null;
	}
}
