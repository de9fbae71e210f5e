import {
	collection,
	deleteDoc,
	doc as docRef,
	onSnapshot,
	serverTimestamp,
	setDoc,
	type DocumentData,
	type DocumentReference,
	type Firestore,
	type QuerySnapshot,
	type Timestamp,
} from 'firebase/firestore';
import { clientOf, sessionName } from '@wenshu/domain/trace/entry.ts';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Cursor } from './wire.ts';

/** At most this often a moving cursor is told over the fast path, in ms. */
const GLIDE = 60;
/** At most this often a moving cursor is told over the database, in ms. */
const STEP = 1_000;
/** So often somebody whom not everybody can reach directly says that they are still here, in ms. */
const HEARTBEAT = 30_000;
/** Without a word and without a link for so long a person is gone, in ms. */
const GONE = 75_000;
/** What is left of pages that were killed is cleared away after this, in ms. */
const RUIN = 600_000;
/** So long after their last words somebody counts as typing, in ms. */
const TYPING = 2_500;

/** Somebody who has the text open. */
export interface Participant {
	session: string;
	uid: string;
	name: string;
	colour: string;
	/** Whether they have just written something. */
	typing: boolean;
}

/** What presence needs from outside. */
export interface PresenceOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	name: string;
	colour: string;
	/** Sessions reached over the fast path. */
	reached: () => ReadonlySet<string>;
	/** Called when people come, go or change. */
	onChange: (others: Participant[]) => void;
	/** The cursor here moved. */
	onMove: (cursor: Cursor | null) => void;
}

interface Seen extends Participant {
	at: number;
	cursor: Cursor | null;
}

/**
 * Who else has the text open, and where their cursors stand. Everybody is announced by one short-lived
 * document, whose name the rules compare; from then on cursors and signs of life go over the fast path, and
 * only for those whom it does not reach over that document. Where nothing moves nothing is written.
 * The awareness object is what the editor's cursor plugin reads and writes.
 */
export class Presence {
	readonly awareness: Awareness;
	#options: PresenceOptions;
	#session: string;
	#seen = new Map<string, Seen>();
	/** When each session last wrote something, by this machine's clock. */
	#wrote = new Map<string, number>();
	/** Server time minus local time, in ms; learned from our own document. */
	#skew = 0;
	#glide: ReturnType<typeof setTimeout> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sentAt = 0;
	#writing = false;
	#dirty = false;
	#cleared = new Set<string>();
	#announced = false;
	#stops: (() => void)[] = [];

	constructor(doc: Y.Doc, options: PresenceOptions) {
		this.#options = options;
		this.#session = sessionName(doc.clientID);
		this.awareness = new Awareness(doc);
		this.awareness.setLocalStateField('user', { name: options.name, color: options.colour });
	}

	/** Whether the others can know that we are here. */
	get isAnnounced(): boolean {
		return this.#announced;
	}

	/** Begins to show and to tell. */
	start(): void {
		const { db, documentId } = this.#options;
		const all = collection(db, 'texts', documentId, 'presence');
		this.#stops.push(
			onSnapshot(
				all,
				(snapshot) => {
					this.#read(snapshot);
				},
				// Without the right to read there is nobody to show.
				() => undefined,
			),
		);
		const beat = setInterval(() => {
			this.#publish();
			if (this.#isAloof() && Date.now() - this.#sentAt >= HEARTBEAT) this.#tell();
		}, 5_000);
		const moved = ({ updated }: { updated: number[] }): void => {
			if (updated.includes(this.awareness.clientID)) this.#moved();
		};
		this.awareness.on('change', moved);
		this.#stops.push(
			() => {
				clearInterval(beat);
			},
			() => {
				this.awareness.off('change', moved);
			},
		);
		this.#tell();
	}

	/** Says good-bye. */
	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
		clearTimeout(this.#timer);
		clearTimeout(this.#glide);
		this.awareness.destroy();
		void deleteDoc(this.#path(this.#session)).catch(() => undefined);
	}

	/** A cursor came over the fast path. */
	showCursor(session: string, cursor: Cursor | null): void {
		const seen = this.#seen.get(session);
		if (!seen) return;
		seen.cursor = cursor;
		this.#publish();
	}

	/** Somebody wrote something. */
	noteTyping(session: string): void {
		const before = this.#wrote.get(session) ?? 0;
		this.#wrote.set(session, Date.now());
		if (Date.now() - before <= TYPING) return;
		this.#publish();
		setTimeout(() => {
			this.#publish();
		}, TYPING + 100);
	}

	/** The links changed: who is not reached any more must learn by the database that we are here. */
	linksChanged(): void {
		if (this.#stops.length === 0) return;
		this.#publish();
		if (this.#isAloof()) this.#tell();
	}

	#path(session: string): DocumentReference {
		return docRef(this.#options.db, 'texts', this.#options.documentId, 'presence', session);
	}

	/** Whether somebody is here whom the fast path does not reach. */
	#isAloof(): boolean {
		const reached = this.#options.reached();
		return [...this.#seen.keys()].some((session) => !reached.has(session));
	}

	#read(snapshot: QuerySnapshot): void {
		const before = this.#seen;
		this.#seen = new Map();
		for (const entry of snapshot.docs) this.#note(entry.id, entry.data(), before.get(entry.id));
		const newcomer = [...this.#seen.keys()].some((session) => !before.has(session));
		const erased = !snapshot.docs.some((entry) => entry.id === this.#session);
		const silent = Date.now() - this.#sentAt > HEARTBEAT;
		if ((newcomer && silent) || (erased && !this.#writing && this.#sentAt > 0)) this.#tell();
		this.#publish();
	}

	#note(session: string, data: DocumentData, before: Seen | undefined): void {
		const at = (data['at'] as Timestamp | null)?.toMillis() ?? Date.now() + this.#skew;
		if (session === this.#session) {
			// Our own document tells how far this machine's clock is off.
			if (data['at']) this.#skew = at - this.#sentAt;
			return;
		}
		const direct = before && this.#options.reached().has(session);
		const [anchor, head] = [parse(data['anchor']), parse(data['head'])];
		this.#seen.set(session, {
			session,
			uid: String(data['uid']),
			name: String(data['name']),
			colour: String(data['colour']),
			typing: false,
			at,
			cursor: direct ? before.cursor : anchor && head ? { anchor, head } : null,
		});
	}

	/** Those who are here now; what killed pages left behind is cleared away. */
	#present(): Seen[] {
		const now = Date.now() + this.#skew;
		const reached = this.#options.reached();
		return [...this.#seen.values()].filter((seen) => {
			if (reached.has(seen.session) || now - seen.at <= GONE) return true;
			if (now - seen.at > RUIN && !this.#cleared.has(seen.session)) {
				this.#cleared.add(seen.session);
				void deleteDoc(this.#path(seen.session)).catch(() => undefined);
			}
			return false;
		});
	}

	#publish(): void {
		const present = this.#present();
		const { states } = this.awareness;
		const before = new Set(states.keys());
		before.delete(this.awareness.clientID);
		for (const seen of present) {
			const client = clientOf(seen.session);
			seen.typing = Date.now() - (this.#wrote.get(seen.session) ?? 0) <= TYPING;
			states.set(client, {
				user: { name: seen.name, color: seen.colour, uid: seen.uid },
				cursor: seen.cursor,
			});
			before.delete(client);
		}
		for (const client of before) states.delete(client);
		const changed = { added: [...states.keys()], updated: [], removed: [...before] };
		this.awareness.emit('change', [changed, 'presence']);
		this.#options.onChange(present.map((seen) => ({ ...seen })));
	}

	#cursor(): Cursor | null {
		const cursor = this.awareness.getLocalState()?.['cursor'] as Cursor | null | undefined;
		// Relative positions have methods; what travels is their JSON.
		return cursor ? (JSON.parse(JSON.stringify(cursor)) as Cursor) : null;
	}

	#moved(): void {
		this.#glide ??= setTimeout(() => {
			this.#glide = undefined;
			this.#options.onMove(this.#cursor());
		}, GLIDE);
		if (this.#isAloof()) this.#tell();
	}

	/** Tells now, or as soon as the last word is old enough and has arrived. */
	#tell(): void {
		this.#dirty = true;
		if (this.#writing) return;
		clearTimeout(this.#timer);
		const wait = Math.max(0, this.#sentAt + STEP - Date.now());
		this.#timer = setTimeout(() => void this.#write(), wait);
	}

	async #write(): Promise<void> {
		const { uid, name, colour } = this.#options;
		const cursor = this.#cursor();
		this.#dirty = false;
		this.#writing = true;
		this.#sentAt = Date.now();
		try {
			await setDoc(this.#path(this.#session), {
				uid,
				name,
				colour,
				at: serverTimestamp(),
				anchor: cursor ? JSON.stringify(cursor.anchor) : null,
				head: cursor ? JSON.stringify(cursor.head) : null,
			});
			if (!this.#announced && this.#stops.length > 0) {
				this.#announced = true;
				this.#publish();
			}
		} catch {
			// Not being seen is no harm; the next word tries again.
		}
		this.#writing = false;
		if (this.#dirty && this.#stops.length > 0) this.#tell();
	}
}

function parse(value: unknown): unknown {
	if (typeof value !== 'string') return null;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return null;
	}
}
