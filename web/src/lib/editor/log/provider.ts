import { SCHEMA_VERSION } from '@wenshu/domain/document/body.ts';
import type { Firestore } from 'firebase/firestore';
import * as Y from 'yjs';
import { CompositionGate } from './composition-gate.ts';
import { Feed, type Head } from './feed.ts';
import { LocalCopy } from './local-copy.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import { Presence, type Participant } from './presence.ts';
import { Uplink, type Rejection, type SendResult } from './uplink.ts';
import { isForeign, type Vocabulary } from './vocabulary.ts';

/** What this person may do to the text now. */
export type Mode = 'edit' | 'suggest' | 'read';

/**
 * Where the text stands: being opened, open, or why not. `outdated` means that this client is older than
 * the text and must be reloaded; `stale` means that the text must be opened afresh.
 */
export type Phase = 'opening' | 'open' | 'refused' | 'missing' | 'outdated' | 'stale';

/** Where the words typed here are. */
export type Saving =
	| { at: 'server' }
	| { at: 'way' }
	| { at: 'device'; waiting: number }
	| { at: 'nowhere'; reason: Rejection };

/** What the provider knows at one moment. */
export interface ProviderState {
	phase: Phase;
	mode: Mode;
	frozen: boolean;
	saving: Saving;
	/** Words of others that are announced but have not arrived. */
	incomplete: boolean;
	others: Participant[];
}

/** What a provider needs. */
export interface ProviderOptions {
	/** With `memoryLocalCache`; a persistent cache makes the live path several times slower. */
	db: Firestore;
	documentId: string;
	uid: string;
	/** Name as the access document has it; the rules compare. */
	name: string;
	/** Colour of this person's cursor, #rrggbb. */
	colour: string;
	vocabulary: Vocabulary;
	onChange: (state: ProviderState) => void;
}

/** Origin of transactions that come from the log. */
export const REMOTE = Symbol('log');

/** Alone in a text, typing is sent at least this often, in ms. */
const ALONE = 1_000;
/** Without an answer for so long, words are said to wait on this device, in ms. */
const PATIENCE = 5_000;
/** So long may the server take to open a text before the local copy is shown, in ms. */
const OPENING = 4_000;
/** So long is waited for the last answer when a text is closed, in ms. */
const PARTING = 1_500;

/**
 * Joins a Y.Doc to the log of a text: applies what others write, sends what is typed here, keeps both
 * on this device, and says where the words are. `connect` opens, `flush` waits until everything is
 * durable, `discard` gives up refused words, `destroy` closes.
 */
export class FirestoreProvider {
	readonly doc: Y.Doc;
	readonly gate = new CompositionGate();
	readonly presence: Presence;
	#options: ProviderOptions;
	#local: LocalCopy | null = null;
	#uplink: Uplink | null = null;
	#feed: Feed | null = null;
	#head: Head = { schema: SCHEMA_VERSION, right: null, frozen: false };
	#phase: Phase = 'opening';
	#rejected: Rejection | null = null;
	#others: Participant[] = [];
	#incomplete = false;
	/** A remote change is being applied; the editor may repair what concurrent edits broke. */
	#repairing = false;
	/** The editor repaired something while this person could only read; those words are not in the log. */
	#tainted = false;
	/** Whether the log was read, so that nothing sent can rest on words it lacks. */
	#logRead = false;
	/** Edits typed here that the server has not confirmed. */
	#waiting = 0;
	#sending: Promise<SendResult> | null = null;
	#sendingSince = 0;
	#flushTimer: ReturnType<typeof setTimeout> | undefined;
	#stops: (() => void)[] = [];
	#closed = false;

	constructor(doc: Y.Doc, options: ProviderOptions) {
		this.doc = doc;
		this.#options = options;
		this.presence = new Presence(doc, {
			...options,
			onChange: (others) => {
				this.#others = others;
				this.#tell();
			},
		});
	}

	/** What is known now. */
	get state(): ProviderState {
		return {
			phase: this.#phase,
			mode: this.#mode(),
			frozen: this.#head.frozen,
			saving: this.#saving(),
			incomplete: this.#incomplete,
			others: this.#others,
		};
	}

	/** Opens the text; resolves when it can be shown, from the server or else from this device. */
	async connect(): Promise<void> {
		const { db, documentId, uid } = this.#options;
		const local = await LocalCopy.open(this.doc, documentId, uid);
		this.#local = local;
		if (this.#closed) {
			await local.close();
			return;
		}
		const schema = (): number => this.#head.schema;
		this.#uplink = new Uplink({ db, documentId, uid, outbox: local.outbox, schema });
		this.#waiting = await local.backlog();
		this.doc.on('update', this.#typed);
		await this.#listen(local);
		if (this.#closed) return;
		if (this.#phase === 'open') {
			this.#watchPage();
			this.presence.start();
			if (this.#waiting > 0) this.#send();
		}
		this.#tell();
	}

	/** Sends everything now; true when all of it is at the server within the given time (ms). */
	async flush(patience = 10_000): Promise<boolean> {
		const end = Date.now() + patience;
		while (this.#waiting > 0 || this.#sending) {
			if (this.#rejected || this.#closed) return false;
			this.#send();
			const left = end - Date.now();
			if (left <= 0) return false;
			const timeout = new Promise((resolve) => setTimeout(resolve, left));
			await Promise.race([this.#sending, timeout]);
		}
		return this.#rejected === null;
	}

	/** Gives up the words that the server refused; the text must be opened afresh afterwards. */
	async discard(): Promise<void> {
		this.#uplink?.close();
		await this.#local?.discard();
		this.#waiting = 0;
		this.#phase = 'stale';
	}

	/** Closes the text; what is not sent stays on this device and goes out next time. */
	async destroy(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		clearTimeout(this.#flushTimer);
		this.doc.off('update', this.#typed);
		for (const stop of this.#stops.splice(0)) stop();
		this.#feed?.stop();
		this.presence.stop();
		// An answer that is on its way is worth a moment; without it the entry is only sent again.
		await Promise.race([this.#sending, new Promise((resolve) => setTimeout(resolve, PARTING))]);
		this.#uplink?.close();
		await this.#local?.close();
	}

	#mode(): Mode {
		const { right, frozen, schema } = this.#head;
		const shut = this.#phase !== 'open' || this.#rejected !== null || schema !== SCHEMA_VERSION;
		return shut || frozen || right === null ? 'read' : right;
	}

	#saving(): Saving {
		if (this.#rejected) return { at: 'nowhere', reason: this.#rejected };
		if (this.#waiting === 0 && !this.#sending) return { at: 'server' };
		const silent = this.#sendingSince > 0 && Date.now() - this.#sendingSince > PATIENCE;
		if (!navigator.onLine || silent) return { at: 'device', waiting: Math.max(1, this.#waiting) };
		return { at: 'way' };
	}

	#tell(): void {
		if (!this.#closed) this.#options.onChange(this.state);
	}

	/** Listens to head and log; resolves when both have spoken, or when the device must do. */
	#listen(local: LocalCopy): Promise<void> {
		const { db, documentId, uid } = this.#options;
		return new Promise((resolve) => {
			const patience = setTimeout(
				() => void this.#openOffline(local).then((opened) => opened && resolve()),
				navigator.onLine ? OPENING : 0,
			);
			this.#stops.push(() => {
				clearTimeout(patience);
				resolve();
			});
			this.#feed = new Feed(db, documentId, uid, {
				onHead: (head, seed) => this.#readHead(local, head, seed),
				onUpdates: (updates) => {
					this.gate.pass(() => {
						this.#applyRemote(updates);
					});
				},
				onGap: (missing) => {
					this.#incomplete = missing || this.doc.store.pendingStructs !== null;
					this.#tell();
				},
				onReady: () => {
					clearTimeout(patience);
					void this.#opened(local).then(resolve);
				},
				onRefused: (why) => {
					if (this.#phase === 'opening') this.#phase = why;
					this.#head = { ...this.#head, right: null };
					this.#tell();
					resolve();
				},
			});
		});
	}

	#readHead(local: LocalCopy, head: Head, seed: Uint8Array): void {
		const { documentId, uid } = this.#options;
		const before = this.#mode();
		this.#head = head;
		if (!this.#logRead) Y.applyUpdate(this.doc, seed, REMOTE);
		if (head.schema > SCHEMA_VERSION) this.#phase = 'outdated';
		if (this.#tainted && before === 'read' && this.#mode() !== 'read') this.#phase = 'stale';
		void local.outbox.note({ documentId, uid, ...head });
		this.#tell();
	}

	async #opened(local: LocalCopy): Promise<void> {
		if (this.#feed) await local.rescue(this.doc, this.#feed.durable);
		this.#logRead = true;
		if (this.#phase === 'opening') this.#phase = 'open';
		else if (this.#waiting > 0) this.#send();
	}

	/** The server is silent: what this device keeps is shown, and sent when the server answers. */
	async #openOffline(local: LocalCopy): Promise<boolean> {
		if (this.#phase !== 'opening') return false;
		const { documentId, uid } = this.#options;
		const facts = await local.outbox.recall(documentId, uid);
		if (!facts || this.doc.store.clients.size === 0) return false;
		this.#head = { schema: facts.schema, right: facts.right, frozen: facts.frozen };
		this.#phase = facts.schema > SCHEMA_VERSION ? 'outdated' : 'open';
		return true;
	}

	#applyRemote(updates: Uint8Array[]): void {
		if (this.#closed || this.#phase === 'outdated' || this.#phase === 'stale') return;
		const merged = mergeInTree(updates);
		if (isForeign(merged, this.#options.vocabulary)) {
			this.#phase = 'outdated';
			this.#tell();
			return;
		}
		this.#repairing = true;
		Y.applyUpdate(this.doc, merged, REMOTE);
		this.#repairing = false;
		if (this.doc.store.pendingStructs) this.#feed?.expectMore();
		else if (this.#incomplete) {
			this.#incomplete = false;
			this.#tell();
		}
	}

	#typed = (update: Uint8Array, origin: unknown): void => {
		const local = this.#local;
		if (!local || origin === REMOTE || local.isOrigin(origin)) return;
		if (this.#repairing && this.#mode() === 'read') {
			this.#tainted = true;
			void local.dropCopy();
			return;
		}
		this.#waiting += 1;
		void local.outbox.add(local.session, update);
		this.#schedule();
		this.#tell();
	};

	/** With others in the text at once, alone within a second; one write in flight, never a debounce. */
	#schedule(): void {
		if (this.#sending || this.#flushTimer !== undefined) return;
		const wait = this.#others.length > 0 ? 0 : ALONE;
		this.#flushTimer = setTimeout(() => {
			this.#send();
		}, wait);
	}

	#send(): void {
		clearTimeout(this.#flushTimer);
		this.#flushTimer = undefined;
		const [local, uplink] = [this.#local, this.#uplink];
		if (this.#sending || !local || !uplink || this.#rejected || !this.#logRead) return;
		const carried = this.#waiting;
		this.#sendingSince = Date.now();
		const silence = setTimeout(() => {
			this.#tell();
		}, PATIENCE + 100);
		this.#sending = sendAll(local, uplink).then((result) => {
			clearTimeout(silence);
			this.#sending = null;
			this.#sendingSince = 0;
			if (result.ok) this.#waiting -= carried;
			else if (result.reason !== 'closed') this.#rejected = result.reason;
			if (result.ok && this.#waiting > 0) this.#send();
			this.#tell();
			return result;
		});
		this.#tell();
	}

	#watchPage(): void {
		const leave = (): void => {
			if (document.visibilityState === 'hidden' && this.#waiting > 0) this.#send();
		};
		const line = (): void => {
			this.#tell();
		};
		document.addEventListener('visibilitychange', leave);
		addEventListener('online', line);
		addEventListener('offline', line);
		this.#stops.push(() => {
			document.removeEventListener('visibilitychange', leave);
			removeEventListener('online', line);
			removeEventListener('offline', line);
		});
	}
}

/** Sends what closed or killed tabs left behind, then what was typed here. */
async function sendAll(local: LocalCopy, uplink: Uplink): Promise<SendResult> {
	try {
		return await sendInOrder(local, uplink);
	} catch {
		// The device's database closed while the answer was on its way.
		return { ok: false, reason: 'closed' };
	}
}

async function sendInOrder(local: LocalCopy, uplink: Uplink): Promise<SendResult> {
	for (;;) {
		const orphan = local.orphans[0];
		if (!orphan) return uplink.send(local.session);
		const result = await uplink.send(orphan.session);
		if (!result.ok) return result;
		await local.outbox.forget(orphan.session);
		local.orphans.shift();
	}
}
