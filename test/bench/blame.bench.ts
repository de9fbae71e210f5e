import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { Blame } from '../../functions/domain/src/trace/blame.ts';
import { sessionName } from '../../functions/domain/src/trace/entry.ts';
import type { LogEntry } from '../../functions/domain/src/trace/model.ts';
import { packUpdates } from '../../functions/domain/src/trace/pack.ts';
import { compare, report } from './harness.ts';
import type { Needs } from './harness.ts';

export const needs: Needs = { suite: false };

const PEOPLE = 5;
/** Edits before another person takes over, and edits sent together, as people do in two seconds. */
const TURN = 300;
const BATCH = 8;
/** Yjs client of the first person. */
const FIRST = 1000;

type Edit = [at: number, deleted: number, inserted: string];

function edits(): Edit[] {
	const trace = process.argv.at(-1) ?? '';
	if (!trace.endsWith('.json.gz')) throw new Error('npm run bench blame …/automerge-paper.json.gz');
	const { txns } = JSON.parse(gunzipSync(readFileSync(trace)).toString()) as {
		txns: { patches: Edit[] }[];
	};
	return txns.flatMap(({ patches }) => patches);
}

/** Paragraphs in a Yjs document, split and joined as y-tiptap does it: by deleting and writing anew. */
class Paper {
	readonly doc = new Y.Doc();
	/** Who wrote each character of each paragraph. */
	readonly truth: number[][] = [[]];
	readonly #fragment = this.doc.getXmlFragment('default');
	readonly #texts: Y.XmlText[] = [];

	constructor() {
		this.doc.clientID = FIRST;
		this.#add(0, '');
	}

	text(index: number): Y.XmlText {
		const text = this.#texts[index];
		if (!text) throw new Error('there is no such paragraph');
		return text;
	}

	#add(index: number, words: string): void {
		const [element, text] = [new Y.XmlElement('paragraph'), new Y.XmlText(words)];
		element.insert(0, [text]);
		this.#fragment.insert(index, [element]);
		this.#texts.splice(index, 0, text);
	}

	edit([place, deleted, words]: Edit, person: number): void {
		let [index, at] = [0, place];
		while (at > this.#row(index).length) at -= this.#row(index++).length + 1;
		if (deleted) this.#delete(index, at);
		if (words === '\n') this.#split(index, at);
		else if (words) {
			this.text(index).insert(at, words);
			this.#row(index).splice(at, 0, ...Array.from(words, () => person));
		}
	}

	#row(index: number): number[] {
		return this.truth[index] ?? [];
	}

	#delete(index: number, at: number): void {
		const row = this.#row(index);
		if (at < row.length) {
			this.text(index).delete(at, 1);
			row.splice(at, 1);
			return;
		}
		const tail = words(this.text(index + 1));
		if (tail) this.text(index).insert(row.length, tail);
		this.#fragment.delete(index + 1, 1);
		this.#texts.splice(index + 1, 1);
		row.push(...this.#row(index + 1));
		this.truth.splice(index + 1, 1);
	}

	#split(index: number, at: number): void {
		const tail = words(this.text(index)).slice(at);
		if (tail) this.text(index).delete(at, tail.length);
		this.#add(index + 1, tail);
		this.truth.splice(index + 1, 0, this.#row(index).splice(at));
	}
}

function words(text: Y.XmlText): string {
	return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
}

/** The paper written by people taking turns, as a log, with the truth about who wrote what. */
function writePaper(): { log: LogEntry[]; truth: number[][] } {
	const paper = new Paper();
	const log: LogEntry[] = [];
	const counts = new Map<number, number>();
	let batch = [Y.encodeStateAsUpdate(paper.doc)];
	let person = 0;
	const send = (): void => {
		const session = sessionName(FIRST + person);
		for (const update of packUpdates(batch, 200_000)) {
			const n = counts.get(person) ?? 0;
			counts.set(person, n + 1);
			const at = new Date(log.length * 2_000);
			log.push({ session, n, update, hash: '', by: String(person), at, relayedBy: null });
		}
		batch = [];
	};
	paper.doc.on('update', (update: Uint8Array) => batch.push(update));
	for (const [index, edit] of edits().entries()) {
		const writer = Math.floor(index / TURN) % PEOPLE;
		if (writer !== person || batch.length >= BATCH) send();
		person = writer;
		paper.doc.clientID = FIRST + writer;
		paper.doc.transact(() => {
			paper.edit(edit, writer);
		});
	}
	send();
	return { log, truth: paper.truth };
}

/** Share of characters (%) whose writer is named rightly. */
function rightly(doc: Y.Doc, truth: number[][], writerOf: (id: Y.ID) => number): number {
	let [right, all] = [0, 0];
	for (const [index, row] of truth.entries()) {
		const text = (doc.getXmlFragment('default').get(index) as Y.XmlElement).get(0) as Y.XmlText;
		let at = 0;
		for (let item = text._start; item; item = item.right) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			for (let inside = 0; inside < item.length; inside += 1) {
				const id = Y.createID(item.id.client, item.id.clock + inside);
				if (writerOf(id) === row[at++]) right += 1;
				all += 1;
			}
		}
		if (at !== row.length) throw new Error('the text is not the one that was written');
	}
	return Math.round((right / all) * 10_000) / 100;
}

/** Who wrote what in a paper of 260,000 edits: how right, how fast. */
export async function measure(): Promise<void> {
	const { log, truth } = writePaper();
	const seed = Y.encodeStateAsUpdate(new Y.Doc());
	const start = performance.now();
	const blame = new Blame(seed, log);
	const ours = performance.now() - start;
	const bare = new Y.Doc({ gc: false });
	const begun = performance.now();
	for (const { update } of log) Y.applyUpdate(bare, update);
	const peer = performance.now() - begun;
	const perSecond = (ms: number): number => Math.round((log.length / ms) * 1_000);
	const byStruct = rightly(bare, truth, ({ client }) => client - FIRST);
	const byBlame = rightly(blame.doc, truth, ({ client, clock }) =>
		Number(blame.entries[blame.sourceOf(client, clock) ?? 0]?.by),
	);
	report('blame', [
		compare('writers named rightly', '%', byBlame, { 'Yjs client of the struct': byStruct }),
		compare('entries read', '1/s', perSecond(ours), { 'applied only': perSecond(peer) }),
	]);
	await Promise.resolve();
}
