import { Bytes, doc as docRef, serverTimestamp, setDoc, type Firestore } from 'firebase/firestore';
import { encodeRuns, lastOf, type SignedRun } from '@wenshu/domain/trace/relay.ts';

/** The rules take relays of 200 kB. */
const FULL = 190_000;

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

	/** Hands in runs of another session, so many a document as fit; false when the server refuses one. */
	async handIn(of: string, runs: readonly SignedRun[]): Promise<boolean> {
		let [part, size]: [SignedRun[], number] = [[], 0];
		for (const run of runs) {
			const own = run.updates.reduce((sum, update) => sum + update.byteLength + 4, 80);
			if (part.length > 0 && size + own > FULL) {
				if (!(await this.#write(of, part))) return false;
				[part, size] = [[], 0];
			}
			part.push(run);
			size += own;
		}
		return part.length === 0 || (await this.#write(of, part));
	}

	async #write(of: string, runs: readonly SignedRun[]): Promise<boolean> {
		const [first, last] = [runs[0], runs.at(-1)];
		if (!first || !last) return true;
		const name = `${of}_${String(first.first)}_${String(lastOf(last))}_${this.#session}`;
		try {
			await setDoc(docRef(this.#db, 'texts', this.#documentId, 'relays', name), {
				of,
				by: this.#uid,
				at: serverTimestamp(),
				m: Bytes.fromUint8Array(encodeRuns(runs)),
			});
			return true;
		} catch {
			return false;
		}
	}
}
