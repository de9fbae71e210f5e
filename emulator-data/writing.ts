import * as Y from 'yjs';
import {
	emptyBody,
	originalBody,
	type BodyMark,
	type BodyNode,
} from '@wenshu/domain/document/body.ts';
import { FRAGMENT, markKey } from '@wenshu/domain/document/fragment.ts';
import { chainHash, sessionName } from '@wenshu/domain/trace/entry.ts';
import { uidOf } from './bureau/people.ts';
import { momentOf, type When, type Writing } from './bureau/story.ts';
import type { MemoryStore } from './memory-store.ts';

/** Letters that one entry of the log carries, and the time between two entries in ms. */
const LETTERS = 12;
const PACE = 4_000;
/** Yjs client of the first sitting. */
const FIRST_CLIENT = 2_000_001;

/** Does one thing to a text, as one entry of the log. */
type Tick = (edit: () => void) => void;

/**
 * Writes a text the way people write it: sitting by sitting into the log, with the suggestions that `body`
 * marks and the annotations on it. What the server derives from a log is derived from this one too.
 */
export async function writeText(
	{ store, now }: { store: MemoryStore; now: Date },
	textId: string,
	writing: Writing,
	body: BodyNode,
): Promise<void> {
	const { seedUpdate } = await import('../functions/src/text/replay.ts');
	const seed = seedUpdate(emptyBody());
	await store.doc(`texts/${textId}`).update({ seed: Buffer.from(seed) });
	const log = new Log(store, textId, seed, now);
	const blocks = originalBody(body).content ?? [];
	let from = 0;
	for (const { at, by, blocks: count } of writing.drafts) {
		const own = blocks.slice(from, from + count);
		await log.sit(by, at, (fragment, tick) => draft(fragment, own, from, tick));
		from += count;
	}
	if (from !== blocks.length) throw new Error(`${textId} has ${String(blocks.length)} blocks`);
	const shown = new Set<unknown>();
	for (const { at, by } of writing.suggestions) {
		await log.sit(by, at, (fragment, tick) => suggest(fragment, body, uidOf(by), shown, tick));
		shown.add(uidOf(by));
	}
	for (const [index, annotation] of writing.annotations.entries())
		await log.annotate(`sample-note-${String(index + 1)}`, annotation);
}

/** A log in the making. */
class Log {
	readonly #store: MemoryStore;
	readonly #textId: string;
	readonly #updates: Uint8Array[];
	readonly #now: Date;
	#client = FIRST_CLIENT;

	constructor(store: MemoryStore, textId: string, seed: Uint8Array, now: Date) {
		this.#store = store;
		this.#textId = textId;
		this.#updates = [seed];
		this.#now = now;
	}

	/** One person opens the text, writes and leaves; every tick is an entry. */
	async sit(
		name: string,
		when: When,
		write: (fragment: Y.XmlFragment, tick: Tick) => void,
	): Promise<void> {
		const doc = this.#open();
		doc.clientID = this.#client++;
		const own: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => own.push(update));
		write(doc.getXmlFragment(FRAGMENT), (edit) => {
			doc.transact(edit);
		});
		const [session, by] = [sessionName(doc.clientID), uidOf(name)];
		const text = this.#store.doc(`texts/${this.#textId}`);
		let at = momentOf(when, this.#now).getTime();
		let h = session;
		await text
			.collection('sessions')
			.doc(session)
			.create({ uid: by, at: new Date(at) });
		for (const [n, u] of own.entries()) {
			h = chainHash(h, u);
			const entry = { s: session, n, u: Buffer.from(u), h, by, v: 1, at: new Date(at) };
			await text
				.collection('updates')
				.doc(`${session}_${String(n)}`)
				.create(entry);
			at += PACE;
		}
		this.#updates.push(...own);
	}

	/** Puts an annotation with its replies on the words it quotes. */
	async annotate(
		id: string,
		{ at, by, quote, words, replies }: Writing['annotations'][number],
	): Promise<void> {
		const fragment = this.#open().getXmlFragment(FRAGMENT);
		const found = fragment
			.toArray()
			.map((_, index) => textOf(fragment, index))
			.map((text) => ({ text, from: wordsOf(text).indexOf(quote) }))
			.find(({ from }) => from >= 0);
		if (found === undefined) throw new Error(`${this.#textId} does not say ${quote}`);
		const place = (index: number): string =>
			JSON.stringify(Y.createRelativePositionFromTypeIndex(found.text, index));
		const where = { quote, anchor: place(found.from), head: place(found.from + quote.length) };
		await this.#remark(id, by, at, { ...where, words, replyTo: null });
		for (const [index, reply] of replies.entries()) {
			const answer = { ...where, quote: '', words: reply.words, replyTo: id };
			await this.#remark(`${id}-${String(index + 1)}`, reply.by, reply.at, answer);
		}
	}

	async #remark(id: string, name: string, when: When, remark: object): Promise<void> {
		const open = { editedAt: null, resolved: false, resolvedBy: null, resolvedAt: null };
		const at = momentOf(when, this.#now);
		await this.#store
			.doc(`texts/${this.#textId}/annotations/${id}`)
			.create({ ...remark, ...open, uid: uidOf(name), name, at, mentions: [] });
	}

	#open(): Y.Doc {
		const doc = new Y.Doc();
		for (const update of this.#updates) Y.applyUpdate(doc, update);
		return doc;
	}
}

/** Types blocks after those that are there; the first one takes the place of the empty paragraph. */
function draft(fragment: Y.XmlFragment, blocks: readonly BodyNode[], at: number, tick: Tick): void {
	for (const [offset, { type, attrs, content = [] }] of blocks.entries()) {
		const words = content.map(({ text = '' }) => text).join('');
		const text = new Y.XmlText(words.slice(0, LETTERS));
		tick(() => {
			const element = new Y.XmlElement<NonNullable<BodyNode['attrs']>>(type);
			for (const [key, value] of Object.entries(attrs ?? {})) element.setAttribute(key, value);
			element.insert(0, [text]);
			if (at + offset === 0) fragment.delete(0, fragment.length);
			fragment.insert(at + offset, [element as Y.XmlElement]);
		});
		for (let from = LETTERS; from < words.length; from += LETTERS)
			tick(() => {
				text.insert(text.length, words.slice(from, from + LETTERS));
			});
	}
}

/** Makes one person's suggestions; those of the people in `shown` are in the text already. */
function suggest(
	fragment: Y.XmlFragment,
	body: BodyNode,
	by: string,
	shown: ReadonlySet<unknown>,
	tick: Tick,
): void {
	const isOwn = (mark: BodyMark): boolean => mark.attrs?.['by'] === by;
	for (const [index, { content = [] }] of (body.content ?? []).entries()) {
		const text = textOf(fragment, index);
		let at = 0;
		for (const { text: words = '', marks = [] } of content) {
			const [ins, del] = ['ins', 'del'].map((type) => marks.find((mark) => mark.type === type));
			const [from, length] = [at, words.length];
			if (ins && isOwn(ins))
				tick(() => {
					text.insert(from, words, { [markKey(ins)]: ins.attrs });
				});
			else if (ins && !shown.has(ins.attrs?.['by'])) continue;
			if (del && isOwn(del))
				tick(() => {
					text.format(from, length, { [markKey(del)]: del.attrs });
				});
			at += length;
		}
	}
}

function textOf(fragment: Y.XmlFragment, index: number): Y.XmlText {
	return (fragment.get(index) as Y.XmlElement).get(0) as Y.XmlText;
}

function wordsOf(text: Y.XmlText): string {
	return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
}
