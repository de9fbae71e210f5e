import { gunzipSync } from 'node:zlib';
import { Timestamp, type DocumentReference } from 'firebase-admin/firestore';
import * as Y from 'yjs';
import type { Authorship } from '@wenshu/domain/trace/authorship.ts';
import { FRAGMENT } from '@wenshu/domain/document/fragment.ts';
import { chainHash, sessionName } from '@wenshu/domain/trace/entry.ts';
import { decodeEntries } from '@wenshu/domain/trace/segment.ts';
import type { TextHead } from '../../functions/src/text/load.ts';
import { db } from './office.ts';

let client = 1_000_000;

/** What the server found of who wrote a text, from the bytes in which it keeps and sends it. */
export function unpackAuthors(packed: Uint8Array): Authorship & { names: Record<string, string> } {
	return JSON.parse(gunzipSync(packed).toString('utf8')) as ReturnType<typeof unpackAuthors>;
}

/** Somebody who writes in a stored text; the log is written as the rules would have let a client write it. */
export class Writer {
	readonly session: string;
	readonly uid: string;
	readonly text: DocumentReference;
	readonly doc = new Y.Doc();
	readonly updates: Uint8Array[] = [];
	#n = 0;
	#hash: string;

	private constructor(text: DocumentReference, uid: string) {
		this.text = text;
		this.uid = uid;
		this.doc.clientID = client += 1;
		this.session = sessionName(this.doc.clientID);
		this.#hash = this.session;
	}

	/** Opens a text from its seed, with a session of its own. */
	static async open(textId: string, uid: string, key?: string): Promise<Writer> {
		const writer = new Writer(db.doc(`texts/${textId}`), uid);
		const head = (await writer.text.get()).data() as TextHead;
		Y.applyUpdate(writer.doc, head.seed, 'log');
		writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'log') writer.updates.push(update);
		});
		const session = { uid, at: Timestamp.now(), ...(key === undefined ? {} : { key }) };
		await writer.text.collection('sessions').doc(writer.session).create(session);
		return writer;
	}

	/** Where an entry of this session lies while it is in the tail. */
	place(n: number): DocumentReference {
		return this.text.collection('updates').doc(`${this.session}_${String(n)}`);
	}

	/** Types words, one update each, at the beginning of the text. */
	type(...words: string[]): this {
		for (const word of words) {
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.insert(0, [new Y.XmlText(word)]);
			this.doc.getXmlFragment(FRAGMENT).insert(0, [paragraph]);
		}
		return this;
	}

	/** Takes in what is folded or lies in the log by now. */
	async readLog(): Promise<this> {
		const [segments, updates] = await Promise.all(
			['segments', 'updates'].map((name) => this.text.collection(name).get()),
		);
		for (const segment of segments?.docs ?? [])
			for (const { update } of decodeEntries(segment.get('entries') as Buffer))
				Y.applyUpdate(this.doc, update, 'log');
		for (const entry of updates?.docs ?? [])
			Y.applyUpdate(this.doc, entry.get('u') as Buffer, 'log');
		return this;
	}

	/** Deletes a paragraph. */
	erase(index: number): this {
		this.doc.getXmlFragment(FRAGMENT).delete(index, 1);
		return this;
	}

	/** Logs everything typed since the last time, in order; with one commit each or together. */
	async send(together = true): Promise<void> {
		const due = this.updates.splice(0);
		let batch = db.batch();
		for (const u of due) {
			this.#hash = chainHash(this.#hash, u);
			const told = { s: this.session, n: this.#n, h: this.#hash, by: this.uid, v: 1 };
			batch.create(this.place(this.#n), { ...told, u: Buffer.from(u), at: Timestamp.now() });
			this.#n += 1;
			if (together) continue;
			await batch.commit();
			batch = db.batch();
		}
		if (together) await batch.commit();
	}
}
