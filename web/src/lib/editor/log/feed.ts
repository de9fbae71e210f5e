import {
	collection,
	doc as docRef,
	getCountFromServer,
	getDocsFromServer,
	onSnapshot,
	type Bytes,
	type DocumentData,
	type Firestore,
	type QueryDocumentSnapshot,
} from 'firebase/firestore';
import * as Y from 'yjs';

/** What the head of a text says to one person. */
export interface Head {
	schema: number;
	right: 'edit' | 'suggest' | null;
	frozen: boolean;
}

/** What the feed tells. */
export interface FeedListener {
	/** The head came or changed; the seed is the same each time. */
	onHead: (head: Head, seed: Uint8Array) => void;
	/** Updates of the log, each told once. */
	onUpdates: (updates: Uint8Array[]) => void;
	/** Whether something announced is still missing after the log was read again. */
	onGap: (missing: boolean) => void;
	/** Head and log have both spoken once. */
	onReady: () => void;
	/** The text is not there, or may not be read (any more). */
	onRefused: (why: 'refused' | 'missing') => void;
}

/** So long may an announced update take before the log is read again, in ms. */
const GAP = 3_000;

/** Listens to the head and the log of one text, and sees to it that nothing of the log is missed. */
export class Feed {
	/** How far each client's words are in the log. */
	readonly durable = new Map<number, number>();
	#log: ReturnType<typeof collection>;
	#listener: FeedListener;
	#seen = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stops: (() => void)[] = [];

	constructor(db: Firestore, documentId: string, uid: string, listener: FeedListener) {
		this.#listener = listener;
		this.#log = collection(db, 'texts', documentId, 'updates');
		const heard = { head: false, log: false };
		const hear = (what: 'head' | 'log'): void => {
			if (heard[what]) return;
			heard[what] = true;
			if (!heard.head || !heard.log) return;
			listener.onReady();
			// A listener may miss what is written in the moment it starts.
			this.#check(2_000);
		};
		const refused = (error: { code?: string }): void => {
			listener.onRefused(error.code === 'permission-denied' ? 'refused' : 'missing');
		};
		this.#stops.push(
			onSnapshot(
				docRef(db, 'texts', documentId),
				(snapshot) => {
					const data = snapshot.data();
					if (data) {
						const seed = (data['seed'] as Bytes).toUint8Array();
						listener.onHead(readHead(data, uid), seed);
						hear('head');
					} else if (!snapshot.metadata.fromCache) refused({});
				},
				refused,
			),
			onSnapshot(
				this.#log,
				(snapshot) => {
					if (snapshot.metadata.fromCache && !heard.log) return;
					this.#read(snapshot.docChanges().map((change) => change.doc));
					hear('log');
				},
				refused,
			),
		);
	}

	/** Stops listening. */
	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
		clearTimeout(this.#timer);
	}

	/** Something announced is missing; the log is read again if it does not come by itself. */
	expectMore(): void {
		this.#check(GAP);
	}

	#read(entries: QueryDocumentSnapshot[]): void {
		const fresh: Uint8Array[] = [];
		for (const entry of entries) {
			if (entry.metadata.hasPendingWrites || this.#seen.has(entry.id)) continue;
			this.#seen.add(entry.id);
			const update = (entry.data()['u'] as Bytes).toUint8Array();
			for (const [client, clock] of Y.parseUpdateMeta(update).to)
				this.durable.set(client, Math.max(clock, this.durable.get(client) ?? 0));
			fresh.push(update);
			const before = predecessor(entry.id);
			if (before && !this.#seen.has(before)) this.expectMore();
		}
		if (fresh.length > 0) this.#listener.onUpdates(fresh);
	}

	#check(milliseconds: number): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.#compare();
		}, milliseconds);
	}

	async #compare(): Promise<void> {
		try {
			const count = await getCountFromServer(this.#log);
			if (count.data().count > this.#seen.size)
				this.#read((await getDocsFromServer(this.#log)).docs);
		} catch {
			this.#check(GAP);
			return;
		}
		const gap = [...this.#seen].some((id) => {
			const before = predecessor(id);
			return before !== null && !this.#seen.has(before);
		});
		this.#listener.onGap(gap);
	}
}

function readHead(data: DocumentData, uid: string): Head {
	const editors = data['editors'] as Record<string, 'edit' | 'suggest'>;
	return {
		schema: Number(data['schema']),
		right: editors[uid] ?? null,
		frozen: data['frozen'] === true,
	};
}

/** Id of the entry before this one in its session, or null for the first. */
function predecessor(id: string): string | null {
	const [session = '', n = '0'] = id.split('_');
	return n === '0' ? null : `${session}_${String(Number(n) - 1)}`;
}
