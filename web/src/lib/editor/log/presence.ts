import {
	collection,
	deleteDoc,
	doc as docRef,
	onSnapshot,
	serverTimestamp,
	setDoc,
	type DocumentData,
	type DocumentReference,
	type QuerySnapshot,
	type Timestamp,
} from 'firebase/firestore';
import { clientOf, sessionName } from '@wenshu/domain/trace/entry.ts';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Participant, PresenceOptions } from './participant.ts';
import { BEAT, FADING, RUIN, standingOf, watchPage } from './signs-of-life.ts';
import type { Cursor } from './wire.ts';

/** At most this often a moving cursor is told over the fast path, in ms. */
const GLIDE = 60;
/** At most this often a moving cursor is told over the database, in ms. */
const STEP = 1_000;
/** So long after their last words somebody counts as typing, in ms. */
const TYPING = 2_500;
/** What changes about the others is shown at most this often, in ms. */
const SHOWING = 50;
/** Whoever leaves hangs up first and says good-bye within this, in ms. */
const PARTING = 3_000;
/** So often is asked whether somebody rests or is gone, in ms. */
const LOOKING = 5_000;

interface Seen extends Participant {
	at: number;
	/** When the fast path last stopped reaching them, by the server's clock. */
	lostAt: number | null;
	cursor: Cursor | null;
}

/**
 * Who else has the text open, and where their cursors stand. Everybody is announced by one short-lived
 * document, whose name the rules compare; from then on cursors and signs of life go over the fast path, and
 * only for those whom it does not reach over that document, when somebody really does something. Where
 * nothing moves nothing is written.
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
	/** The sessions reached when this was last looked at. */
	#near: ReadonlySet<string> = new Set();
	/** Somebody cleared our own document away. */
	#erased = false;
	#left = false;
	#shown = '';
	#shownAt = -Infinity;
	#showing: ReturnType<typeof setTimeout> | undefined;
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
		const look = setInterval(() => {
			this.#publish();
		}, LOOKING);
		const moved = ({ updated }: { updated: number[] }): void => {
			if (updated.includes(this.awareness.clientID)) this.#moved();
		};
		this.awareness.on('change', moved);
		this.#stops.push(
			() => {
				clearInterval(look);
			},
			(this.#options.watch ?? watchPage)({
				deed: () => {
					this.#deed();
				},
				leave: () => {
					this.#leave();
				},
			}),
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
		clearTimeout(this.#showing);
		this.awareness.destroy();
		this.#leave();
	}

	/** The page goes, perhaps to come back: the others need not wait until they miss us. */
	#leave(): void {
		clearTimeout(this.#timer);
		this.#erased = true;
		this.#left = true;
		void deleteDoc(this.#path(this.#session)).catch(() => undefined);
	}

	/** Somebody did something here: a sign of life for those who do not see it otherwise. */
	#deed(): void {
		if (this.#sentAt === 0) return;
		this.#left = false;
		const due = Date.now() - this.#sentAt >= BEAT;
		if (this.#erased || (due && this.#isAloof())) this.#tell();
	}

	/** A cursor came over the fast path; `along`: with a change that will be drawn, and the cursor with it. */
	showCursor(session: string, cursor: Cursor | null, along: boolean): void {
		const seen = this.#seen.get(session);
		if (!seen) return;
		seen.cursor = cursor;
		const state = this.awareness.states.get(clientOf(session));
		if (along && state) state['cursor'] = cursor;
		else this.#show();
	}

	/** Somebody wrote something. */
	noteTyping(session: string): void {
		const before = this.#wrote.get(session) ?? 0;
		this.#wrote.set(session, Date.now());
		if (Date.now() - before <= TYPING) return;
		this.#show();
		this.#stillTyping(session);
	}

	/** Shows that somebody stopped typing, once they did. */
	#stillTyping(session: string): void {
		const rest = (this.#wrote.get(session) ?? 0) + TYPING + 100 - Date.now();
		setTimeout(() => {
			if (this.#stops.length === 0) return;
			if (Date.now() - (this.#wrote.get(session) ?? 0) <= TYPING) this.#stillTyping(session);
			else this.#show();
		}, rest);
	}

	/** The links changed: who is not reached any more must learn by the database that we are here. */
	linksChanged(): void {
		if (this.#stops.length === 0) return;
		const reached = this.#options.reached();
		const [lost, found] = [minus(this.#near, reached), minus(reached, this.#near)];
		this.#near = new Set(reached);
		for (const session of lost) {
			const seen = this.#seen.get(session);
			if (seen) seen.lostAt = Date.now() + this.#skew;
		}
		if (lost.length + found.length > 0) this.#show();
		// Whoever left says so; whoever is still there without a link must hear that we are here.
		if (lost.length === 0) return;
		const timer = setTimeout(() => {
			const near = this.#options.reached();
			if (lost.some((session) => this.#seen.has(session) && !near.has(session))) this.#tell();
		}, PARTING);
		this.#stops.push(() => {
			clearTimeout(timer);
		});
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
		const fading = Date.now() - this.#sentAt > FADING;
		if (erased && !this.#writing && this.#sentAt > 0) this.#erased = true;
		// Whoever is linked with somebody is wanted on their list; others come back when they do something.
		const missed = this.#erased && !this.#left && this.#near.size > 0;
		if ((newcomer && fading) || missed) this.#tell();
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
			resting: false,
			at,
			lostAt: before?.lostAt ?? null,
			cursor: direct ? before.cursor : anchor && head ? { anchor, head } : null,
		});
	}

	/** Those who are here now; what killed pages left behind is cleared away. */
	#present(): Seen[] {
		const now = Date.now() + this.#skew;
		const reached = this.#options.reached();
		return [...this.#seen.values()].filter((seen) => {
			const { session, at, lostAt } = seen;
			const standing = standingOf({ at, lostAt, reached: reached.has(session) }, now);
			seen.resting = standing === 'resting';
			seen.typing = Date.now() - (this.#wrote.get(session) ?? 0) <= TYPING;
			const ruin = standing === 'gone' && now - at > RUIN;
			if (ruin && !this.#cleared.has(session)) {
				this.#cleared.add(session);
				void deleteDoc(this.#path(session)).catch(() => undefined);
			}
			return standing !== 'gone';
		});
	}

	/** Shows the others soon: in a crowd much changes in one frame of the screen. */
	#show(): void {
		if (this.#showing !== undefined) return;
		const wait = this.#shownAt + SHOWING - performance.now();
		if (wait <= 0) this.#publish();
		else
			this.#showing = setTimeout(() => {
				this.#publish();
			}, wait);
	}

	/** Shows the others now, if anything about them changed. */
	#publish(): void {
		clearTimeout(this.#showing);
		this.#showing = undefined;
		const present = this.#present();
		const shown = JSON.stringify([
			this.#announced,
			present.map(({ session, name, uid, colour, typing, resting, cursor }) => [
				...[session, name, uid, colour, typing, resting, cursor],
			]),
		]);
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.#shownAt = performance.now();
		const { states } = this.awareness;
		const before = new Set(states.keys());
		before.delete(this.awareness.clientID);
		for (const seen of present) {
			const client = clientOf(seen.session);
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

	/** If the cursor here moved, it is told now. */
	tellMove(): void {
		if (this.#glide === undefined) return;
		clearTimeout(this.#glide);
		this.#glide = undefined;
		this.#options.onMove(this.#cursor());
	}

	#moved(): void {
		this.#glide ??= setTimeout(() => {
			this.tellMove();
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
		this.#erased = false;
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

function minus(some: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
	return [...some].filter((one) => !others.has(one));
}

function parse(value: unknown): unknown {
	if (typeof value !== 'string') return null;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return null;
	}
}
