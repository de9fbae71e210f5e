import * as Y from 'yjs';
import { collectGone, markStamp, type Gone, type GoneNode, type Part } from './gone.ts';
import type { LogEntry } from './model.ts';
import { Runs, type Run } from './runs.ts';

/** Source of what was there from the beginning: the template. */
export const SEED = -1;

/** A part of what the same update deletes must be as long as this, or it may be chance. */
const TELLING = 4;
/** Something deleted in an earlier update must be as long as this to be known again elsewhere. */
const DISTINCT = 12;
/** So many deletions of a session are remembered, so that undoing gives words back to their authors. */
const REMEMBERED = 256;

/** What became of a character that is not at its place any more. */
export interface Fate {
	/** The entry that took it away. */
	entry: number;
	/** Stamp `id|by|at` of the suggestion to delete it that was accepted, or null. */
	stamp: string | null;
	/** Where it went when it was only moved, or null. */
	movedTo: { client: number; clock: number } | null;
}

/** Words that somebody deleted. */
export interface Deletion {
	/** The entry that took them away. */
	entry: number;
	/** The entry that suggested it when a suggestion was accepted, or null. */
	suggested: number | null;
	/** The entry that had written them; `SEED` for the template. */
	written: number;
	text: string;
}

/** Where new words were before: a place in gone words, and how far into the new ones they begin. */
interface Found {
	gone: Gone;
	at: number;
	offset: number;
	length: number;
}

type Update = ReturnType<typeof Y.decodeUpdate>;
type Struct = Update['structs'][number];

/**
 * Who wrote each character of a text and who deleted what, from its seed and its log. Editors write words
 * anew when a paragraph is split, joined or given another kind, and when something is undone; such words
 * keep their authors. Sources are indices into `entries`.
 */
export class Blame {
	/** The entries in the order in which they could be read: none before what it rests on. */
	readonly entries: LogEntry[] = [];
	/** Entries that rest on others which are not in the log; their words are not in the text. */
	waiting: LogEntry[] = [];
	/** The text with everything that was ever in it. */
	readonly doc = new Y.Doc({ gc: false });
	/** Entry that first wrote each character, and entry that put it at its present place. */
	readonly #sources = new Runs();
	readonly #carriers = new Runs();
	/** First entry that wrote each suggestion's stamp. */
	readonly #stamps = new Map<string, number>();
	readonly #gone: Gone[] = [];
	readonly #goneNodes: GoneNode[] = [];
	readonly #recent = new Map<string, Gone[]>();
	#suggests = false;
	#fates: Map<number, { starts: number[]; found: (Fate & { end: number })[] }> | null = null;

	constructor(seed: Uint8Array, log: readonly LogEntry[]) {
		this.#read(seed, SEED, '');
		for (const entry of log) {
			if (!this.#take(entry)) this.waiting.push(entry);
			else if (this.waiting.length > 0) this.#catchUp();
		}
	}

	/** The entry that first wrote a character; `SEED` for the template, undefined when nobody did. */
	sourceOf(client: number, clock: number): number | undefined {
		return this.#sources.at(client, clock);
	}

	/** The entry that put a character at the place where it is. */
	carrierOf(client: number, clock: number): number | undefined {
		return this.#carriers.at(client, clock);
	}

	/** The entries that first wrote some characters in a row. */
	sourcesOf(client: number, clock: number, length: number): Run[] {
		return this.#sources.slice(client, clock, length);
	}

	/** The entry that made a suggestion, by its stamp `id|by|at`; what the stamp says is not believed. */
	suggesterOf(stamp: string): number | null {
		return this.#stamps.get(stamp) ?? null;
	}

	/** What became of a character; null while it stands where it was written. */
	fateOf(client: number, clock: number): Fate | null {
		this.#fates ??= this.#sortFates();
		const row = this.#fates.get(client);
		if (!row) return null;
		const index = row.starts.findLastIndex((start) => start <= clock);
		const fate = row.found[index];
		const start = row.starts[index];
		if (!fate || start === undefined || clock >= fate.end) return null;
		const { entry, stamp, movedTo } = fate;
		return { entry, stamp, movedTo: movedTo && shift(movedTo, clock - start) };
	}

	/** Everything that was deleted and did not come back, oldest first. */
	deletions(): Deletion[] {
		return this.#gone.flatMap((gone) =>
			pieces(gone).flatMap(({ part, movedTo }) => (movedTo ? [] : this.#lost(gone, part))),
		);
	}

	#lost({ entry, stamp }: Gone, { client, clock, text }: Part): Deletion[] {
		const suggested = stamp === null ? null : this.suggesterOf(stamp);
		let at = 0;
		return this.#sources.slice(client, clock, text.length).map(({ length, value }) => {
			const words = text.slice(at, (at += length));
			return { entry, suggested, written: value, text: words };
		});
	}

	#take(entry: LogEntry): boolean {
		const decoded = Y.decodeUpdate(entry.update);
		if (!this.#isReady(decoded)) return false;
		this.entries.push(entry);
		this.#read(entry.update, this.entries.length - 1, entry.session, decoded);
		return true;
	}

	#catchUp(): void {
		let left = this.waiting;
		do {
			this.waiting = left;
			left = this.waiting.filter((entry) => !this.#take(entry));
		} while (left.length > 0 && left.length < this.waiting.length);
		this.waiting = left;
	}

	/** Whether everything an update names is there. */
	#isReady({ structs, ds }: Update): boolean {
		const known = new Map<number, number>();
		const end = (client: number): number => known.get(client) ?? this.#sources.endOf(client);
		const has = (id: Y.ID | null): boolean => id === null || id.clock < end(id.client);
		for (const struct of structs) {
			if (struct.id.clock > end(struct.id.client)) return false;
			if (struct instanceof Y.Item) {
				if (!has(struct.origin) || !has(struct.rightOrigin)) return false;
				if (struct.parent instanceof Y.ID && !has(struct.parent)) return false;
			}
			known.set(struct.id.client, Math.max(end(struct.id.client), struct.id.clock + struct.length));
		}
		for (const [client, ranges] of ds.clients)
			for (const { clock, len } of ranges) if (clock + len > end(client)) return false;
		return true;
	}

	#read(update: Uint8Array, entry: number, session: string, decoded?: Update): void {
		const { structs, ds } = decoded ?? Y.decodeUpdate(update);
		const { words, nodes } = collectGone(this.doc, ds, entry, this.#suggests);
		this.#gone.push(...words);
		this.#goneNodes.push(...nodes);
		for (const struct of structs) {
			const over = struct.id.clock + struct.length - this.#sources.endOf(struct.id.client);
			// A neighbour may have handed in what the writer sends as well.
			if (over <= 0) continue;
			this.#carriers.add(struct.id.client, over, entry);
			if (isWords(struct)) this.#credit(struct, over, entry, words, this.#recent.get(session));
			else {
				this.#sources.add(struct.id.client, over, entry);
				if (struct instanceof Y.Item) this.#noteStamp(struct, entry);
			}
		}
		if (words.length > 0) this.#remember(session, words);
		Y.applyUpdate(this.doc, update);
	}

	#remember(session: string, words: Gone[]): void {
		const recent = this.#recent.get(session) ?? [];
		recent.unshift(...words.reverse());
		if (recent.length > REMEMBERED) recent.length = REMEMBERED;
		this.#recent.set(session, recent);
	}

	#noteStamp({ content }: Y.Item, entry: number): void {
		let stamp: string | null = null;
		if (content instanceof Y.ContentFormat)
			stamp = markStamp((content as { value?: unknown }).value);
		else if (content instanceof Y.ContentAny) {
			const value: unknown = content.arr[0];
			if (typeof value === 'string' && /^[^|]+\|[^|]+\|\d*$/.test(value)) stamp = value;
		}
		if (stamp === null) return;
		this.#suggests = true;
		if (!this.#stamps.has(stamp)) this.#stamps.set(stamp, entry);
	}

	/** Says who wrote new words: their writer, or whoever wrote them before they were moved here. */
	#credit(struct: Y.Item, over: number, entry: number, gone: Gone[], recent: Gone[] = []): void {
		const { str } = struct.content as Y.ContentString;
		const text = over < str.length ? str.slice(-over) : str;
		const place = { client: struct.id.client, clock: struct.id.clock + struct.length - over };
		const given = this.#givenBack(struct, text, recent);
		if (given) this.#carry(given.gone, given.at, text.length, place);
		else this.#spread(text, place, entry, gone, recent);
	}

	/** Words that come back to the very place where they were deleted, as undoing does it. */
	#givenBack({ rightOrigin }: Y.Item, text: string, recent: Gone[]) {
		if (!rightOrigin || recent.length === 0) return null;
		const { client, clock } = rightOrigin;
		for (const gone of recent) {
			let at = 0;
			for (const part of gone.parts) {
				const inside = clock - part.clock;
				if (part.client === client && inside >= 0 && inside < part.text.length)
					return gone.text.startsWith(text, at + inside) ? { gone, at: at + inside } : null;
				at += part.text.length;
			}
		}
		return null;
	}

	#spread(
		text: string,
		place: { client: number; clock: number },
		entry: number,
		gone: Gone[],
		recent: Gone[],
	): void {
		const found = findMoved(text, gone) ?? findAgain(text, recent);
		if (!found) {
			if (text !== '') this.#sources.add(place.client, text.length, entry);
			return;
		}
		const { at, offset, length } = found;
		this.#spread(text.slice(0, offset), place, entry, gone, recent);
		this.#carry(found.gone, at, length, shift(place, offset));
		const rest = offset + length;
		this.#spread(text.slice(rest), shift(place, rest), entry, gone, recent);
	}

	#carry(gone: Gone, at: number, length: number, place: { client: number; clock: number }): void {
		let from = 0;
		for (const part of gone.parts) {
			const begin = Math.max(at, from);
			const end = Math.min(at + length, from + part.text.length);
			if (begin < end) {
				const clock = part.clock + begin - from;
				for (const run of this.#sources.slice(part.client, clock, end - begin))
					this.#sources.add(place.client, run.length, run.value);
			}
			from += part.text.length;
		}
		gone.moves.push({ from: at, length, ...place });
		gone.cursor = at + length;
	}

	#sortFates() {
		const all = new Map<number, { start: number; fate: Fate & { end: number } }[]>();
		const note = (client: number, start: number, length: number, fate: Fate): void => {
			const row = all.get(client) ?? [];
			row.push({ start, fate: { ...fate, end: start + length } });
			all.set(client, row);
		};
		for (const { client, clock, entry, stamp } of this.#goneNodes)
			note(client, clock, 1, { entry, stamp, movedTo: null });
		for (const gone of this.#gone) {
			const { entry, stamp } = gone;
			for (const { part, movedTo } of pieces(gone))
				note(part.client, part.clock, part.text.length, { entry, stamp, movedTo });
		}
		const sorted = [...all].map(([client, row]) => {
			row.sort((left, right) => left.start - right.start);
			const starts = row.map(({ start }) => start);
			return [client, { starts, found: row.map(({ fate }) => fate) }] as const;
		});
		return new Map(sorted);
	}
}

function isWords(struct: Struct): struct is Y.Item {
	return struct instanceof Y.Item && struct.content instanceof Y.ContentString;
}

function shift({ client, clock }: { client: number; clock: number }, by: number) {
	return { client, clock: clock + by };
}

/** Where words of an update come from, among those that the same update deletes. */
function findMoved(text: string, gone: readonly Gone[]): Found | null {
	const whole = gone.find((each) => each.text === text);
	if (whole) return { gone: whole, at: 0, offset: 0, length: text.length };
	if (text.length < TELLING) return null;
	return findPart(text, gone) ?? findInside(text, gone) ?? findShared(text, gone);
}

/** New words that are a part of something deleted. */
function findPart(text: string, gone: readonly Gone[]): Found | null {
	const whole = gone.find((each) => each.text.includes(text));
	if (!whole) return null;
	const next = whole.text.indexOf(text, whole.cursor);
	const at = next < 0 ? whole.text.lastIndexOf(text) : next;
	return { gone: whole, at, offset: 0, length: text.length };
}

/** New words around the whole of something deleted. */
function findInside(text: string, gone: readonly Gone[]): Found | null {
	for (const each of gone) {
		if (each.text.length < TELLING || each.text.length > text.length) continue;
		const offset = text.indexOf(each.text);
		if (offset >= 0) return { gone: each, at: 0, offset, length: each.text.length };
	}
	return null;
}

/** The longest stretch that new words share with something deleted: it was changed on the way. */
function findShared(text: string, gone: readonly Gone[]): Found | null {
	if (text.length < DISTINCT) return null;
	const places = new Map<string, number>();
	for (let at = text.length - DISTINCT; at >= 0; at -= 1)
		places.set(text.slice(at, at + DISTINCT), at);
	let best: Found | null = null;
	for (const each of gone) {
		for (let at = 0; at + DISTINCT <= each.text.length; at += 1) {
			const offset = places.get(each.text.slice(at, at + DISTINCT));
			if (offset === undefined) continue;
			let length = DISTINCT;
			const most = Math.min(text.length - offset, each.text.length - at);
			while (length < most && text[offset + length] === each.text[at + length]) length += 1;
			if (length > (best?.length ?? 0)) best = { gone: each, at, offset, length };
			at += length - DISTINCT;
		}
	}
	return best;
}

/** New words that were deleted in an earlier update of the session and not put elsewhere. */
function findAgain(text: string, recent: readonly Gone[]): Found | null {
	if (text.length < DISTINCT) return null;
	for (const gone of recent) {
		const at = gone.moves.length > 0 ? -1 : gone.text.indexOf(text);
		if (at >= 0) return { gone, at, offset: 0, length: text.length };
	}
	return null;
}

/** The parts of gone words, cut where some of them moved away; the last move counts. */
function pieces({ parts, moves }: Gone): { part: Part; movedTo: Fate['movedTo'] }[] {
	const cuts = [...new Set(moves.flatMap(({ from, length }) => [from, from + length]))];
	let at = 0;
	return parts.flatMap((part) => {
		const begin = at;
		const end = (at += part.text.length);
		const inner = cuts.filter((cut) => cut > begin && cut < end).sort((a, b) => a - b);
		const edges = [begin, ...inner, end];
		return edges.slice(1).map((to, index) => {
			const from = edges[index] ?? begin;
			const move = moves.findLast((each) => each.from <= from && each.from + each.length >= to);
			const text = part.text.slice(from - begin, to - begin);
			const movedTo = move ? shift(move, from - move.from) : null;
			return { part: { client: part.client, clock: part.clock + from - begin, text }, movedTo };
		});
	});
}
