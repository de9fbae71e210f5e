import {
	collection,
	deleteDoc,
	doc as docRef,
	onSnapshot,
	serverTimestamp,
	setDoc,
	type DocumentData,
	type Firestore,
	type Timestamp,
} from 'firebase/firestore';
import type * as Y from 'yjs';
import { Awareness } from 'y-protocols/awareness';
import { clientOf, sessionName } from '@wenshu/domain/trace/entry.ts';

/** At most this often a moving cursor is told, in ms. */
const STEP = 300;
/** So often a person at rest says that they are still here, in ms. */
const HEARTBEAT = 30_000;
/** Without a word for so long a person is gone, in ms. */
const GONE = 75_000;

/** Somebody who has the text open. */
export interface Participant {
	session: string;
	uid: string;
	name: string;
	colour: string;
}

/** What presence needs from outside. */
export interface PresenceOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	name: string;
	colour: string;
	/** Called when people come, go or change. */
	onChange: (others: Participant[]) => void;
}

interface Seen extends Participant {
	at: number;
	anchor: unknown;
	head: unknown;
}

/**
 * Who else has the text open, and where their cursors stand, by one short-lived document each. The
 * awareness object is what the editor's cursor plugin reads and writes.
 */
export class Presence {
	readonly awareness: Awareness;
	#options: PresenceOptions;
	#session: string;
	#seen = new Map<string, Seen>();
	/** Server time minus local time, in ms; learned from our own document. */
	#skew = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sentAt = 0;
	#writing = false;
	#dirty = false;
	#stops: (() => void)[] = [];

	constructor(doc: Y.Doc, options: PresenceOptions) {
		this.#options = options;
		this.#session = sessionName(doc.clientID);
		this.awareness = new Awareness(doc);
		this.awareness.setLocalStateField('user', { name: options.name, color: options.colour });
	}

	/** Begins to show and to tell. */
	start(): void {
		const { db, documentId } = this.#options;
		const all = collection(db, 'texts', documentId, 'presence');
		this.#stops.push(
			onSnapshot(
				all,
				(snapshot) => {
					this.#seen.clear();
					for (const entry of snapshot.docs) this.#note(entry.id, entry.data());
					this.#publish();
				},
				// Without the right to read there is nobody to show.
				() => undefined,
			),
		);
		const beat = setInterval(() => {
			this.#publish();
			if (Date.now() - this.#sentAt >= HEARTBEAT) this.#tell();
		}, 5_000);
		const moved = ({ updated }: { updated: number[] }): void => {
			if (updated.includes(this.awareness.clientID) && this.#seen.size > 0) this.#tell();
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
		this.awareness.destroy();
		void deleteDoc(this.#path()).catch(() => undefined);
	}

	#path() {
		return docRef(this.#options.db, 'texts', this.#options.documentId, 'presence', this.#session);
	}

	#note(session: string, data: DocumentData): void {
		const at = (data['at'] as Timestamp | null)?.toMillis() ?? Date.now() + this.#skew;
		if (session === this.#session) {
			// Our own document tells how far this machine's clock is off.
			if (data['at']) this.#skew = at - this.#sentAt;
			return;
		}
		this.#seen.set(session, {
			session,
			uid: String(data['uid']),
			name: String(data['name']),
			colour: String(data['colour']),
			at,
			anchor: parse(data['anchor']),
			head: parse(data['head']),
		});
	}

	#publish(): void {
		const now = Date.now() + this.#skew;
		for (const [session, seen] of this.#seen) if (now - seen.at > GONE) this.#seen.delete(session);
		const { states } = this.awareness;
		const before = new Set(states.keys());
		before.delete(this.awareness.clientID);
		for (const seen of this.#seen.values()) {
			const client = clientOf(seen.session);
			states.set(client, {
				user: { name: seen.name, color: seen.colour, uid: seen.uid },
				cursor: seen.anchor && seen.head ? { anchor: seen.anchor, head: seen.head } : null,
			});
			before.delete(client);
		}
		for (const client of before) states.delete(client);
		const changed = { added: [...states.keys()], updated: [], removed: [...before] };
		this.awareness.emit('change', [changed, 'presence']);
		this.#options.onChange([...this.#seen.values()]);
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
		const cursor = this.awareness.getLocalState()?.['cursor'] as
			{ anchor: unknown; head: unknown } | null | undefined;
		this.#dirty = false;
		this.#writing = true;
		this.#sentAt = Date.now();
		try {
			await setDoc(this.#path(), {
				uid,
				name,
				colour,
				at: serverTimestamp(),
				anchor: cursor ? JSON.stringify(cursor.anchor) : null,
				head: cursor ? JSON.stringify(cursor.head) : null,
			});
		} catch {
			// Not being seen is no harm; the next heartbeat tries again.
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
