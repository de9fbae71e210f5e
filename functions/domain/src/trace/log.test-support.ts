import * as Y from 'yjs';
import { FRAGMENT } from '../document/fragment.ts';
import { chainHash, sessionName } from './entry.ts';
import type { LogEntry } from './model.ts';

const BEGUN = new Date('2026-11-25T01:00:00Z').getTime();

/** A text that several people write, with the log a database would have of it. */
export class WrittenText {
	readonly log: LogEntry[] = [];
	readonly seed: Uint8Array;
	#seconds = 0;

	constructor(words = '各科室：') {
		const doc = new Y.Doc();
		doc.clientID = 1;
		doc.transact(() => {
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.insert(0, [new Y.XmlText(words)]);
			doc.getXmlFragment(FRAGMENT).insert(0, [paragraph]);
		});
		this.seed = Y.encodeStateAsUpdate(doc);
	}

	/** A moment, in seconds from the beginning. */
	readonly at = (seconds: number): Date => new Date(BEGUN + seconds * 1000);

	/** Somebody who opens the text as it stands; each change is an entry a second after the one before. */
	open(client: number, by: string): Pen {
		const doc = new Y.Doc();
		doc.clientID = client;
		Y.applyUpdate(doc, this.seed, 'log');
		const session = sessionName(client);
		let [n, hash] = [0, session];
		const pen = new Pen(doc, session, () => this.log);
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'log') return;
			hash = chainHash(hash, update);
			const at = this.at((this.#seconds += 1));
			this.log.push({ session, n, update, hash, by, at, relayedBy: null });
			n += 1;
		});
		pen.read();
		return pen;
	}
}

/** One person's hand in a text. */
class Pen {
	readonly doc: Y.Doc;
	readonly session: string;
	readonly #log: () => readonly LogEntry[];

	constructor(doc: Y.Doc, session: string, log: () => readonly LogEntry[]) {
		this.doc = doc;
		this.session = session;
		this.#log = log;
	}

	/** Takes in what the others wrote. */
	read(): this {
		for (const entry of this.#log()) Y.applyUpdate(this.doc, entry.update, 'log');
		return this;
	}

	write(words: string): this {
		this.#text.insert(this.#text.length, words);
		return this;
	}

	/** Deletes letters from the beginning of the first paragraph. */
	remove(count: number): this {
		this.#text.delete(0, count);
		return this;
	}

	get #text(): Y.XmlText {
		return (this.doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
	}
}

/** The log with one entry changed. */
export function forged(
	log: readonly LogEntry[],
	index: number,
	change: Partial<LogEntry>,
): LogEntry[] {
	return log.map((entry, at) => (at === index ? { ...entry, ...change } : entry));
}

/** An entry with these bytes whose hash fits them, as a forger would write it. */
export function rehashed(entry: LogEntry, previous: string, update: Uint8Array): LogEntry {
	return { ...entry, update, hash: chainHash(previous, update) };
}
