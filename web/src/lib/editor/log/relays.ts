import { Bytes, doc as docRef, serverTimestamp, setDoc, type Firestore } from 'firebase/firestore';
import { encodeChanges, type SignedChange } from '@wenshu/domain/trace/relay.ts';

/** Hands in words of others that the log lacks, signed by whoever wrote them. */
export class Relays {
	#db: Firestore;
	#documentId: string;
	#uid: string;
	#session: string;

	constructor(db: Firestore, documentId: string, uid: string, session: string) {
		this.#db = db;
		this.#documentId = documentId;
		this.#uid = uid;
		this.#session = session;
	}

	/** Hands in changes of another session; false when the server refuses them. */
	async handIn(of: string, changes: readonly SignedChange[]): Promise<boolean> {
		const [first, last] = [changes[0]?.seq ?? 0, changes.at(-1)?.seq ?? 0];
		const name = `${of}_${String(first)}_${String(last)}_${this.#session}`;
		try {
			await setDoc(docRef(this.#db, 'texts', this.#documentId, 'relays', name), {
				of,
				by: this.#uid,
				at: serverTimestamp(),
				m: Bytes.fromUint8Array(encodeChanges(changes)),
			});
			return true;
		} catch {
			return false;
		}
	}
}
