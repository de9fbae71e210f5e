import {
	collection,
	doc as docRef,
	getCountFromServer,
	getDocFromServer,
	getDocsFromServer,
	onSnapshot,
	type Bytes,
	type DocumentData,
	type DocumentReference,
	type Firestore,
	type QueryDocumentSnapshot,
	type QuerySnapshot,
} from 'firebase/firestore';
import type { TextRight } from '@wenshu/domain/trace/model.ts';
import { decodeRuns, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';

/** What the head of a text says. */
export interface Head {
	schema: number;
	frozen: boolean;
	editors: Record<string, TextRight>;
}

/** What the feed tells. */
export interface FeedListener {
	/** The head came or changed; the seed is the same each time. */
	onHead: (head: Head, seed: Uint8Array) => void;
	/** Updates of the log or of its snapshot, each told once. */
	onUpdates: (updates: Uint8Array[]) => void;
	/** Runs of changes that a neighbour handed in; their signatures are not checked yet. */
	onRelay: (session: string, runs: SignedRun[]) => void;
	/** Whether something announced is still missing after the log was read again. */
	onGap: (missing: boolean) => void;
	/** Head, snapshot and log have all spoken once. */
	onReady: () => void;
	/** The log is long enough to be folded. */
	onLongTail: () => void;
	/** Something that was shown is no longer part of the text. */
	onQuarantine: () => void;
	/** The text is not there, or may not be read (any more). */
	onRefused: (why: 'refused' | 'missing') => void;
}

/** So long may an announced update take before the log is read again, in ms. */
const GAP = 3_000;
/** Without a first answer for so long the question is put anew, in ms. */
const SILENCE = 10_000;
/** So many entries, with what neighbours handed in, make a tail that should be folded. */
const LONG_TAIL = 200;

/** Listens to the head and the log of one text, and sees to it that nothing of the log is missed. */
export class Feed {
	/** How far each client's words are in the log. */
	readonly durable = new Map<number, number>();
	#text: DocumentReference;
	#listener: FeedListener;
	#seen = new Set<string>();
	/** Number of the last entry of each session that the snapshot holds. */
	#folded = new Map<string, number>();
	#snapshot: string | null = null;
	#loading: Promise<void> = Promise.resolve();
	#epoch: number | null = null;
	#tail = 0;
	#relays = 0;
	#heard = { head: false, log: false };
	#ready = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#patience: ReturnType<typeof setInterval>;
	#stops: (() => void)[] = [];

	constructor(db: Firestore, documentId: string, listener: FeedListener) {
		this.#listener = listener;
		this.#text = docRef(db, 'texts', documentId);
		this.#listen();
		this.#patience = setInterval(() => {
			if (this.#heard.head && this.#heard.log) clearInterval(this.#patience);
			else this.#listenAnew();
		}, SILENCE);
	}

	/** Stops listening. */
	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
		clearTimeout(this.#timer);
		clearInterval(this.#patience);
	}

	/** Something announced is missing; the log is read again if it does not come by itself. */
	expectMore(): void {
		this.#check(GAP);
	}

	/** Whether the log has this entry. */
	has(session: string, n: number): boolean {
		return n <= (this.#folded.get(session) ?? -1) || this.#seen.has(entryName(session, n));
	}

	/** The words of an update are durable. */
	note(update: Uint8Array): void {
		for (const [client, clock] of Y.parseUpdateMeta(update).to)
			this.durable.set(client, Math.max(clock, this.durable.get(client) ?? 0));
	}

	/** A first question that got no answer is asked again; what was heard meanwhile is known. */
	#listenAnew(): void {
		for (const stop of this.#stops.splice(0)) stop();
		this.#listen();
	}

	#listen(): void {
		const refused = (error: { code?: string }): void => {
			clearInterval(this.#patience);
			this.#listener.onRefused(error.code === 'permission-denied' ? 'refused' : 'missing');
		};
		this.#stops.push(
			onSnapshot(
				this.#text,
				(head) => {
					const data = head.data();
					if (data) this.#readHead(data);
					else if (!head.metadata.fromCache) refused({});
				},
				refused,
			),
			onSnapshot(
				collection(this.#text, 'updates'),
				// What this page has read before comes first; that the server agrees is told by metadata alone.
				{ includeMetadataChanges: true },
				(log) => {
					if (log.metadata.fromCache && !this.#heard.log) return;
					this.#readLog(log);
				},
				refused,
			),
			onSnapshot(
				collection(this.#text, 'relays'),
				(relays) => {
					this.#relays = relays.size;
					for (const { type, doc } of relays.docChanges())
						if (type !== 'removed' && !doc.metadata.hasPendingWrites) this.#readRelay(doc.data());
				},
				refused,
			),
		);
	}

	#readHead(data: DocumentData): void {
		const {
			schema,
			frozen,
			editors,
			seed,
			epoch = 0,
			snapshot,
		} = data as {
			schema: number;
			frozen: boolean;
			editors: Record<string, TextRight>;
			seed: Bytes;
			epoch?: number;
			snapshot?: { id: string } | null;
		};
		this.#listener.onHead({ schema, frozen, editors }, seed.toUint8Array());
		if (this.#epoch !== null && epoch > this.#epoch) this.#listener.onQuarantine();
		this.#epoch = epoch;
		if (snapshot && snapshot.id !== this.#snapshot) this.#takeSnapshot(snapshot.id);
		this.#hear('head');
	}

	#readLog(log: QuerySnapshot): void {
		this.#tail = log.size;
		// What was folded leaves the log; it stays part of the text.
		const added = log.docChanges().filter((change) => change.type !== 'removed');
		this.#read(this.#heard.log ? added.map((change) => change.doc) : log.docs);
		this.#hear('log');
		if (this.#tail + this.#relays >= LONG_TAIL) this.#listener.onLongTail();
	}

	#readRelay(data: DocumentData): void {
		try {
			const runs = decodeRuns((data['m'] as Bytes).toUint8Array());
			this.#listener.onRelay(String(data['of']), runs);
		} catch {
			// Bytes that are no runs hold no words; the function that folds puts them aside.
		}
	}

	#hear(what: 'head' | 'log'): void {
		this.#heard[what] = true;
		if (!this.#heard.head || !this.#heard.log) return;
		void this.#loading.then(() => {
			if (this.#ready || this.#stops.length === 0) return;
			this.#ready = true;
			this.#listener.onReady();
			// A listener may miss what is written in the moment it starts.
			this.#check(2_000);
		});
	}

	/** One after the other, so that an older snapshot never comes after a newer one. */
	#takeSnapshot(id: string): void {
		this.#snapshot = id;
		this.#loading = this.#loading.then(async () => {
			// Without its snapshot the text is not the text: it is asked for until it comes.
			while (this.#snapshot === id && this.#stops.length > 0) {
				try {
					await this.#loadSnapshot(id);
					return;
				} catch {
					await new Promise((resume) => setTimeout(resume, GAP));
				}
			}
		});
	}

	async #loadSnapshot(id: string): Promise<void> {
		const place = docRef(this.#text, 'snapshots', id);
		const found = (await getDocFromServer(place)).data() as
			{ folded: Record<string, number>; chunks: number } | undefined;
		// A newer one took its place; the head will name it.
		if (!found) return;
		const folded = Object.entries(found.folded);
		if (!this.#ready || folded.some(([session, n]) => this.#lacks(session, n))) {
			const chunks = await getDocsFromServer(collection(place, 'chunks'));
			if (chunks.size !== found.chunks) throw new Error('a piece of the snapshot is missing');
			const pieces = chunks.docs
				.sort((one, other) => Number(one.id) - Number(other.id))
				.map((chunk) => (chunk.data()['b'] as Bytes).toUint8Array());
			const update = joined(pieces);
			this.note(update);
			this.#listener.onUpdates([update]);
		}
		for (const [session, n] of folded) this.#folded.set(session, n);
	}

	#lacks(session: string, upTo: number): boolean {
		for (let n = (this.#folded.get(session) ?? -1) + 1; n <= upTo; n += 1)
			if (!this.#seen.has(entryName(session, n))) return true;
		return false;
	}

	#read(entries: QueryDocumentSnapshot[]): void {
		const fresh: Uint8Array[] = [];
		for (const entry of entries) {
			if (entry.metadata.hasPendingWrites || this.#seen.has(entry.id)) continue;
			this.#seen.add(entry.id);
			const update = (entry.data()['u'] as Bytes).toUint8Array();
			this.note(update);
			fresh.push(update);
			if (!this.#followsOn(entry.id)) this.expectMore();
		}
		if (fresh.length > 0) this.#listener.onUpdates(fresh);
	}

	/** Whether the entry before this one in its session is known. */
	#followsOn(id: string): boolean {
		const [session = '', n = '0'] = id.split('_');
		return n === '0' || this.has(session, Number(n) - 1);
	}

	#check(milliseconds: number): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.#compare();
		}, milliseconds);
	}

	async #compare(): Promise<void> {
		try {
			const log = collection(this.#text, 'updates');
			const count = await getCountFromServer(log);
			if (count.data().count > this.#tail || this.#missing())
				this.#read((await getDocsFromServer(log)).docs);
			if (this.#snapshot && this.#missing()) await this.#loadSnapshot(this.#snapshot);
		} catch {
			this.#check(GAP);
			return;
		}
		this.#listener.onGap(this.#missing());
	}

	#missing(): boolean {
		return [...this.#seen].some((id) => !this.#followsOn(id));
	}
}

function entryName(session: string, n: number): string {
	return `${session}_${String(n)}`;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.byteLength;
	}
	return whole;
}
