import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { packUpdates } from '@wenshu/domain/trace/pack.ts';
import { chainHash, LARGEST, sessionName, type Entry } from '@wenshu/domain/trace/entry.ts';
import * as Y from 'yjs';
import { FRAGMENT } from '@wenshu/domain/document/fragment.ts';
import { seedUpdate } from '../../../functions/src/text/replay.ts';

/** A trace of editing as github.com/josephg/editing-traces writes it: [place, deleted, inserted]. */
interface Trace {
	readonly endContent: string;
	readonly txns: readonly { readonly patches: readonly [number, number, string][] }[];
}

/** What the paper began with. */
export const EMPTY: BodyNode = { type: 'doc', content: [{ type: 'paragraph' }] };

/** A real paper with everything that was ever typed into it, as a text of ours. */
export interface Paper {
	readonly entries: readonly Entry[];
	/** The text with all of it, as a snapshot holds it. */
	readonly snapshot: Uint8Array;
	readonly edits: number;
	readonly characters: number;
	readonly paragraphs: number;
}

/** The writer's edits in two seconds, by the real times of this trace (mean of 33,914 writes). */
const EDITS_PER_WRITE = 8;
const WRITER = 1_234_567_890;

/** Replays a trace the way an editor's binding writes it: paragraphs that split and join. */
export function readPaper(file: string): Paper {
	const trace = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Trace;
	const writer = new Writer(seedUpdate(EMPTY));
	const updates = trace.txns.flatMap(({ patches }) =>
		patches.map(([place, deleted, inserted]) => writer.edit(place, deleted, inserted)),
	);
	if (writer.words !== trace.endContent) throw new Error('the trace was not replayed faithfully');
	return {
		entries: toEntries(updates),
		snapshot: Y.encodeStateAsUpdate(writer.doc),
		edits: updates.length,
		characters: trace.endContent.length,
		paragraphs: trace.endContent.split('\n').length,
	};
}

function toEntries(updates: readonly Uint8Array[]): Entry[] {
	const session = sessionName(WRITER);
	const entries: Entry[] = [];
	for (let at = 0; at < updates.length; at += EDITS_PER_WRITE) {
		for (const update of packUpdates(updates.slice(at, at + EDITS_PER_WRITE), LARGEST)) {
			const hash = chainHash(entries.at(-1)?.hash ?? session, update);
			entries.push({ session, n: entries.length, update, hash });
		}
	}
	return entries;
}

/** Somebody who writes paragraphs into a fragment. */
class Writer {
	readonly doc = new Y.Doc();
	readonly #fragment: Y.XmlFragment;
	/** Length of each paragraph, for finding a place quickly. */
	readonly #lengths = [0];
	#update = new Uint8Array();

	constructor(seed: Uint8Array) {
		Y.applyUpdate(this.doc, seed);
		this.doc.clientID = WRITER;
		this.#fragment = this.doc.getXmlFragment(FRAGMENT);
		this.doc.on('update', (update: Uint8Array) => {
			this.#update = new Uint8Array(update);
		});
	}

	get words(): string {
		return this.#lengths.map((_, index) => this.#text(index).toJSON()).join('\n');
	}

	/** One edit of the trace; answers its update. */
	edit(place: number, deleted: number, inserted: string): Uint8Array {
		this.doc.transact(() => {
			for (let count = 0; count < deleted; count += 1) this.#delete(place);
			for (const [index, letter] of [...inserted].entries()) this.#insert(place + index, letter);
		});
		return this.#update;
	}

	#find(place: number): { index: number; offset: number } {
		let [index, offset] = [0, place];
		for (const length of this.#lengths) {
			if (offset <= length) break;
			offset -= length + 1;
			index += 1;
		}
		return { index, offset };
	}

	#text(index: number): Y.XmlText {
		const paragraph = this.#fragment.get(index) as Y.XmlElement;
		if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
		return paragraph.get(0) as Y.XmlText;
	}

	#delete(place: number): void {
		const { index, offset } = this.#find(place);
		const length = this.#lengths[index] ?? 0;
		if (offset < length) {
			this.#text(index).delete(offset, 1);
			this.#lengths[index] = length - 1;
			return;
		}
		const tail = this.#text(index + 1).toJSON();
		if (tail) this.#text(index).insert(length, tail);
		this.#fragment.delete(index + 1, 1);
		this.#lengths.splice(index, 2, length + tail.length);
	}

	#insert(place: number, letter: string): void {
		const { index, offset } = this.#find(place);
		const text = this.#text(index);
		const length = this.#lengths[index] ?? 0;
		if (letter !== '\n') {
			text.insert(offset, letter);
			this.#lengths[index] = length + letter.length;
			return;
		}
		const tail = text.toJSON().slice(offset);
		if (tail) text.delete(offset, tail.length);
		const paragraph = new Y.XmlElement('paragraph');
		const rest = new Y.XmlText();
		if (tail) rest.insert(0, tail);
		paragraph.insert(0, [rest]);
		this.#fragment.insert(index + 1, [paragraph]);
		this.#lengths.splice(index, 1, offset, tail.length);
	}
}
