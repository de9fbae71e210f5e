import { SCHEMA_VERSION } from '@wenshu/domain/document/body.ts';
import type { TextRight } from '@wenshu/domain/trace/model.ts';
import type { SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';
import { Company } from './company.ts';
import { CompositionGate } from './composition-gate.ts';
import { Feed, type Head } from './feed.ts';
import { Footing } from './footing.ts';
import { Inflow } from './inflow.ts';
import { LocalCopy } from './local-copy.ts';
import { Owners } from './owners.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import type { Participant } from './participant.ts';
import { Presence } from './presence.ts';
import { leisureIn } from './pace.ts';
import type { Mode, Phase, ProviderOptions, ProviderState } from './provider-state.ts';
import { Relays } from './relays.ts';
import { Sender } from './sender.ts';
import { makeKey, type SessionKey } from './signature.ts';
import { Uplink } from './uplink.ts';
import { isForeign } from './vocabulary.ts';

/** Origin of transactions that come from the log. */
const REMOTE = Symbol('log');

/** So long may the server take to open a text before the local copy is shown, in ms. */
const OPENING = 4_000;
/** So long may words of others that the log lacks stay on the screen after opening, in ms. */
const DOUBT = 10_000;
/** The log is asked to be folded at most this often by one page, in ms. */
const FOLDING = 30_000;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Joins a Y.Doc to the log of a text: applies what others write, sends what is typed here, keeps both
 * on this device, and says where the words are. `connect` opens, `flush` waits until everything is
 * durable, `discard` gives up refused words, `destroy` closes.
 */
export class FirestoreProvider {
	readonly doc: Y.Doc;
	readonly gate = new CompositionGate();
	readonly #inflow = new Inflow((updates) => {
		this.gate.pass(() => {
			this.#applyRemote(updates);
		});
	});
	readonly presence: Presence;
	#options: ProviderOptions;
	#local: LocalCopy | null = null;
	#uplink: Uplink | null = null;
	#sender: Sender | null = null;
	#owners: Owners;
	#footing: Footing | null = null;
	#feed: Feed | null = null;
	#company: Company | null = null;
	#head: Head = { schema: SCHEMA_VERSION, editors: {}, frozen: false };
	#phase: Phase = 'opening';
	#others: Participant[] = [];
	#withdrawn = new Set<string>();
	#foldingAt = -Infinity;
	#incomplete = false;
	/** A remote change is being applied; the editor may repair what concurrent edits broke. */
	#repairing = false;
	/** The editor repaired something while this person could only read; those words are not in the log. */
	#tainted = false;
	/** Whether the log was read, so that nothing sent can rest on words it lacks. */
	#logRead = false;
	#stops: (() => void)[] = [];
	#closed = false;

	constructor(doc: Y.Doc, options: ProviderOptions) {
		this.doc = doc;
		this.#options = options;
		this.#owners = new Owners(options.db, options.documentId);
		this.presence = new Presence(doc, {
			...options,
			reached: () => this.#company?.path.reached ?? NOBODY,
			onChange: (others) => {
				this.#meet(others);
			},
			onMove: (cursor) => this.#company?.path.move(cursor),
		});
	}

	/** What is known now. */
	get state(): ProviderState {
		return {
			phase: this.#phase,
			mode: this.#mode(),
			frozen: this.#head.frozen,
			saving: this.#sender?.saving ?? { at: 'server' },
			incomplete: this.#incomplete,
			others: this.#others,
			links: this.#company?.path.links.length ?? 0,
			withdrawn: [...this.#withdrawn],
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
		const key = await makeKey();
		const { outbox, session } = local;
		const relays = new Relays(db, documentId, uid, session);
		const footing = new Footing({
			...{ outbox, session, relays },
			provisional: () => this.#company?.path.provisional ?? null,
			clockInLog: (client) => this.#feed?.durable.get(client) ?? 0,
		});
		this.#footing = footing;
		this.#uplink = new Uplink({
			...{ db, documentId, uid, outbox, schema, session },
			key: key.publicKey,
		});
		this.#sender = new Sender({
			...{ local, uplink: this.#uplink, backlog: await local.backlog() },
			leisure: () => {
				const seen = this.#others.length === 0 || this.#company?.isClose === true;
				return seen ? leisureIn(this.#others.length) : null;
			},
			prepare: (which) => footing.shoreUp(which),
			lastTold: () => this.#company?.path.last ?? -1,
			onSettled: (seq, n) => this.#company?.path.settled(seq, n),
			onRejected: () => this.#company?.path.forget(),
			onChange: () => {
				this.#tell();
			},
		});
		this.doc.on('update', this.#typed);
		await this.#listen(local);
		if (this.#closed) return;
		if (this.#phase === 'open') {
			this.#watchPage();
			if (this.#options.fastPath !== false) this.#company = this.#gather(session, key, relays);
			this.presence.start();
			if (this.#logRead) this.#sender.open();
		}
		this.#tell();
	}

	/** Sends everything now; true when all of it is at the server within the given time (ms). */
	flush(patience = 10_000): Promise<boolean> {
		return this.#sender?.flush(patience) ?? Promise.resolve(true);
	}

	/** Gives up the words that the server refused; the text must be opened afresh afterwards. */
	async discard(): Promise<void> {
		this.#uplink?.close();
		await this.#local?.discard();
		this.#sender?.giveUp();
		this.#phase = 'stale';
	}

	/** Closes the text; what is not sent stays on this device and goes out next time. */
	async destroy(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.doc.off('update', this.#typed);
		for (const stop of this.#stops.splice(0)) stop();
		this.#feed?.stop();
		this.#company?.stop();
		this.presence.stop();
		await this.#sender?.close();
		await this.#local?.close();
	}

	/** Direct links to the others; they come up by themselves where the network allows them. */
	#gather(session: string, key: SessionKey, relays: Relays): Company {
		const { db, documentId, uid, iceServers = [] } = this.#options;
		return new Company({
			...{ db, documentId, uid, session, key, iceServers, owners: this.#owners, relays },
			mayWrite: (other) => !this.#head.frozen && this.#head.editors[other] !== undefined,
			inLog: (other, n) => this.#feed?.has(other, n) ?? false,
			clockInLog: (client) => this.#feed?.durable.get(client) ?? 0,
			apply: (update, from) => {
				this.#inflow.take([update]);
				this.presence.noteTyping(from);
			},
			onCursor: (from, cursor, along) => {
				this.presence.showCursor(from, cursor, along);
			},
			onLinks: () => {
				this.presence.linksChanged();
				this.#tell();
			},
			onWithdrawn: (from) => {
				void this.#withdraw(from);
			},
		});
	}

	#meet(others: Participant[]): void {
		this.#others = others;
		if (this.presence.isAnnounced) this.#company?.meet(others);
		// With company the words typed here are wanted at once, and whoever gets them asks whose they are.
		if (others.length > 0 && this.#company && this.#mode() !== 'read')
			void this.#uplink?.announce();
		this.#tell();
	}

	/** Words that were shown and will never be in the log go from the screen with a word about it. */
	async #withdraw(session: string): Promise<void> {
		const owner = session === '' ? null : await this.#owners.of(session);
		if (this.#phase === 'stale') return;
		this.#withdrawn.add(owner?.uid ?? '');
		await this.#local?.dropCopy();
		this.#phase = 'stale';
		this.#tell();
	}

	#mode(): Mode {
		const { frozen, schema } = this.#head;
		const right = this.#right;
		const shut =
			this.#phase !== 'open' || this.#sender?.rejected != null || schema !== SCHEMA_VERSION;
		return shut || frozen || right === null ? 'read' : right;
	}

	get #right(): TextRight | null {
		return this.#head.editors[this.#options.uid] ?? null;
	}

	#tell(): void {
		if (!this.#closed) this.#options.onChange(this.state);
	}

	/** Listens to head and log; resolves when both have spoken, or when the device must do. */
	#listen(local: LocalCopy): Promise<void> {
		const { db, documentId } = this.#options;
		return new Promise((resolve) => {
			const patience = setTimeout(
				() => void this.#openOffline(local).then((opened) => opened && resolve()),
				navigator.onLine ? OPENING : 0,
			);
			this.#stops.push(() => {
				clearTimeout(patience);
				resolve();
			});
			this.#feed = new Feed(db, documentId, {
				onHead: (head, seed) => this.#readHead(local, head, seed),
				onUpdates: (updates) => {
					this.gate.pass(() => {
						this.#applyRemote(updates);
					});
				},
				onRelay: (session, changes) => void this.#takeRelay(session, changes),
				onLongTail: () => {
					this.#askFold();
				},
				onQuarantine: () => void this.#withdraw(''),
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
					this.#head = { ...this.#head, editors: {} };
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
		const { schema, frozen } = head;
		void local.outbox.note({ documentId, uid, schema, frozen, right: this.#right });
		this.#tell();
	}

	async #opened(local: LocalCopy): Promise<void> {
		if (this.#feed) await local.rescue(this.doc, this.#feed.durable);
		this.#logRead = true;
		if (this.#phase === 'opening') this.#phase = 'open';
		else this.#sender?.open();
		const doubt = setTimeout(() => void this.#removeGhosts(local), DOUBT);
		this.#stops.push(() => {
			clearTimeout(doubt);
		});
	}

	/** What this device kept of words that came ahead of the log and never reached it. */
	async #removeGhosts(local: LocalCopy): Promise<void> {
		const feed = this.#feed;
		if (!feed) return;
		const ghosts = await local.foreignBeyond(this.doc, feed.durable);
		const held = this.#company?.path.provisional;
		const lost = ghosts.find((session) => !held?.holds(session));
		if (lost !== undefined && !this.#incomplete) await this.#withdraw(lost);
	}

	/** The server is silent: what this device keeps is shown, and sent when the server answers. */
	async #openOffline(local: LocalCopy): Promise<boolean> {
		if (this.#phase !== 'opening') return false;
		const { documentId, uid } = this.#options;
		const facts = await local.outbox.recall(documentId, uid);
		if (!facts || this.doc.store.clients.size === 0) return false;
		const { schema, right, frozen } = facts;
		this.#head = { schema, frozen, editors: right ? { [uid]: right } : {} };
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
		if (this.#mode() !== 'read' && this.#company) {
			// At the end of this task the cursor stands after what was typed, and both go out together.
			queueMicrotask(() => {
				this.presence.tellMove();
			});
			this.#company.path.typed(update);
		}
		this.#footing?.borrow(update);
		void local.outbox.add(local.session, update);
		this.#sender?.typed();
		this.#tell();
	};

	/** Words that a neighbour handed in for somebody who vanished. */
	async #takeRelay(session: string, runs: SignedRun[]): Promise<void> {
		if (!(await this.#owners.isGenuine(session, runs)) || this.#closed) return;
		const updates = runs.flatMap((run) => run.updates);
		for (const update of updates) this.#feed?.note(update);
		this.#company?.path.provisional.relayed(session, runs);
		this.#inflow.take(updates);
	}

	/** Everybody who sees a long log asks; not all at once, and not again and again. */
	#askFold(): void {
		const now = performance.now();
		if (!this.#options.onLongTail || now - this.#foldingAt < FOLDING) return;
		this.#foldingAt = now;
		const timer = setTimeout(
			() => void this.#options.onLongTail?.().catch(() => undefined),
			Math.random() * 3_000,
		);
		this.#stops.push(() => {
			clearTimeout(timer);
		});
	}

	#watchPage(): void {
		const leave = (): void => {
			if (document.visibilityState === 'hidden' && this.#sender?.waiting) this.#sender.send();
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
