import { chainHash, sessionName, type Entry } from '@wenshu/domain/trace/entry.ts';
import { packUpdates } from '@wenshu/domain/trace/pack.ts';
import { signedBytes, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';
import { drawFrom, type Draw } from '@wenshu/domain/trace/draw.test-support.ts';
import { Clock } from './simulation-clock.test-support.ts';
import { FastPath } from './fast-path.ts';
import { neighboursOf } from './neighbours.ts';
import { Server } from './simulation-server.test-support.ts';

/** What a browser keeps over a crash: the outbox of each session. */
interface Stored {
	session: string;
	n: number;
	hash: string;
	pending: Uint8Array[];
	sealed: Entry[];
	borrowed: { of: string; run: SignedRun }[];
}

/** One browser page at the text. */
export class Page {
	readonly uid: string;
	readonly doc = new Y.Doc();
	readonly session: string;
	online = true;
	closed = false;
	withdrawals = 0;
	path: FastPath;
	#world: World;
	#stored: Stored[];
	#own: Stored;
	#logged = new Set<string>();
	#durable = new Map<number, number>();
	#missed: (() => void)[] = [];
	#sending = false;

	constructor(world: World, uid: string, stored: Stored[], client: number) {
		this.uid = uid;
		this.#world = world;
		this.#stored = stored;
		this.doc.clientID = client;
		this.session = sessionName(client);
		const empty = { pending: [], sealed: [], borrowed: [] };
		this.#own = { session: this.session, n: 0, hash: this.session, ...empty };
		stored.push(this.#own);
		this.path = this.#makePath();
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'remote') return;
			this.#borrow(update);
			if (this.path.provisional.restsOnUnsigned(update))
				world.clock.after(400, () => {
					this.#borrow(update);
				});
			this.#own.pending.push(update);
			this.path.typed(update);
		});
		const { server } = world;
		server.pages.add(this);
		for (const entry of [...server.entries.values()].flat()) this.#takeEntry(entry);
		for (const { session, runs } of server.relays) this.#takeRelay(session, runs);
	}

	/** Whether everything typed here is at the server. */
	get saved(): boolean {
		return this.#stored.every((one) => one.pending.length + one.sealed.length === 0);
	}
	get mayWrite(): boolean {
		return this.#world.server.editors.has(this.uid);
	}

	hearLog(entry: Entry): void {
		this.#hear(() => {
			this.#takeEntry(entry);
		});
	}
	hearRelay(session: string, runs: SignedRun[]): void {
		this.#hear(() => {
			this.#takeRelay(session, runs);
		});
	}

	#borrow(update: Uint8Array): void {
		this.#own.borrowed.push(...this.path.provisional.restedOn(update));
	}

	/** The line to the server is back, or gone. */
	setOnline(online: boolean): void {
		this.online = online;
		if (!online) return;
		for (const take of this.#missed.splice(0)) take();
	}

	/** Sends one entry, or loses it or its answer on the way. */
	flush(): void {
		if (this.closed || this.#sending || !this.online) return;
		const store = this.#stored.find((one) => one.sealed.length + one.pending.length > 0);
		if (!store) return;
		this.#sending = true;
		const updates = [...store.sealed.map((each) => each.update), ...store.pending];
		const shoredUp =
			store === this.#own ? this.path.provisional.handInFor(updates) : this.#handInBorrowed(store);
		void shoredUp.then(() => {
			this.#send(store);
		});
	}

	async #handInBorrowed({ borrowed }: Stored): Promise<void> {
		for (const { of, run } of borrowed) this.#world.server.relay(this.uid, of, [run]);
	}

	#send(store: Stored): void {
		const { draw, clock, server } = this.#world;
		const last = store === this.#own ? this.path.last : -1;
		seal(store);
		const [entry] = store.sealed;
		if (!entry || this.closed) {
			this.#sending = false;
			return;
		}
		clock.after(20 + draw() * 200, () => {
			this.#sending = false;
			if (draw() < 0.1 || !this.online) return;
			const answer = server.write(this.uid, entry);
			if (draw() < 0.1 || this.closed) return;
			if (answer === 'refused') this.#giveUp();
			else {
				store.sealed.shift();
				if (store === this.#own && store.sealed.length === 0) this.path.settled(last, entry.n);
			}
		});
	}

	/** The page goes without a word; its outbox stays in the browser. */
	crash(): Stored[] {
		this.closed = true;
		this.#world.server.pages.delete(this);
		return this.#stored;
	}

	#makePath(): FastPath {
		const { server, clock, textId } = this.#world;
		return new FastPath({
			textId,
			session: this.session,
			now: () => clock.now,
			later: (milliseconds, run) => {
				clock.after(milliseconds, run);
			},
			sign: (bytes) => Promise.resolve(fakeSignature(this.uid, bytes)),
			check: (key, bytes, signature) =>
				Promise.resolve(String(fakeSignature(key, bytes)) === String(signature)),
			ownerOf: (session) => {
				const uid = server.owners.get(session);
				return Promise.resolve(uid === undefined ? null : { uid, key: uid });
			},
			mayWrite: (uid) => server.editors.has(uid),
			apply: (update) => {
				Y.applyUpdate(this.doc, update, 'remote');
			},
			inLog: (session, n) => this.#logged.has(`${session}_${String(n)}`),
			clockInLog: (client) => this.#durable.get(client) ?? 0,
			relay: (session, runs) =>
				this.online
					? Promise.resolve(server.relay(this.uid, session, runs))
					: new Promise((resolve) =>
							this.#missed.push(() => resolve(server.relay(this.uid, session, runs))),
						),
			onCursor: () => undefined,
			onLinks: () => undefined,
			onWithdrawn: () => {
				this.withdrawals += 1;
				this.#world.reopen(this, false);
			},
		});
	}

	/** The server refuses what was typed here: the person sees it, gives it up, and opens the text afresh. */
	#giveUp(): void {
		for (const one of this.#stored) {
			one.pending = [];
			one.sealed = [];
		}
		this.path.forget();
		this.#world.reopen(this, true);
	}

	#hear(take: () => void): void {
		const { clock, draw } = this.#world;
		clock.after(5 + draw() * 150, () => {
			if (this.closed) return;
			if (this.online) take();
			else this.#missed.push(take);
		});
	}

	#takeEntry(entry: Entry): void {
		this.#logged.add(`${entry.session}_${String(entry.n)}`);
		this.#note(entry.update);
		Y.applyUpdate(this.doc, entry.update, 'remote');
	}

	#takeRelay(session: string, runs: SignedRun[]): void {
		const uid = this.#world.server.owners.get(session) ?? '';
		for (const run of runs) {
			const bytes = signedBytes(this.#world.textId, session, run);
			if (String(fakeSignature(uid, bytes)) !== String(run.signature)) continue;
			this.path.provisional.relayed(session, [run]);
			for (const update of run.updates) {
				this.#note(update);
				Y.applyUpdate(this.doc, update, 'remote');
			}
		}
	}

	#note(update: Uint8Array): void {
		for (const [client, clock] of Y.parseUpdateMeta(update).to)
			this.#durable.set(client, Math.max(clock, this.#durable.get(client) ?? 0));
	}
}

/** Everybody, the server and the lines between them. */
export class World {
	readonly textId = 'text';
	/** From so many people on changes are handed on. */
	mesh = 8;
	/** How often a message comes twice. */
	twice = 0.05;
	onMessage: (bytes: Uint8Array) => void = () => undefined;
	readonly clock = new Clock();
	readonly server = new Server();
	readonly draw: Draw;
	readonly pages: Page[] = [];
	/** Clocks that somebody was told are saved. */
	readonly promised = new Map<number, number>();
	#clients = 100;
	#cut = new Set<string>();
	#linked = new Set<string>();

	constructor(seed: number) {
		this.draw = drawFrom(seed);
	}

	/** Somebody opens the text. */
	open(uid: string, editor: boolean, stored: Stored[] = []): Page {
		if (editor) this.server.editors.add(uid);
		this.#clients += 1 + Math.floor(this.draw() * 300);
		const page = new Page(this, uid, stored, this.#clients);
		if (this.server.editors.has(uid)) this.server.owners.set(page.session, uid);
		this.pages.push(page);
		return page;
	}

	/** A page is opened anew, with what its browser kept. */
	reopen(page: Page, gaveUp: boolean): void {
		const at = this.pages.indexOf(page);
		if (at < 0) return;
		this.pages.splice(at, 1);
		const stored = page.crash();
		for (const other of this.pages) this.#part(page, other);
		this.open(page.uid, false, gaveUp ? [] : stored);
	}

	/** Links that could be are made; those that are cut stay down. */
	link(): void {
		const sessions = this.pages.map((page) => page.session);
		for (const page of this.pages)
			for (const other of this.pages)
				if (neighboursOf(page.session, sessions, this.mesh, 4).includes(other.session))
					this.join(page, other);
	}

	/** A line between two people fails, or works again. */
	toggleLine(): void {
		const [one, other] = [this.pick(), this.pick()];
		if (one === other) return;
		const name = lineName(one, other);
		if (this.#cut.delete(name)) return;
		this.#cut.add(name);
		this.#part(one, other);
	}

	pick(): Page {
		const page = this.pages[Math.floor(this.draw() * this.pages.length)];
		if (!page) throw new Error('nobody is here');
		return page;
	}

	/** Everything works again, and everybody has time. */
	async heal(): Promise<void> {
		this.#cut.clear();
		for (const page of this.pages) page.setOnline(true);
		for (let second = 0; second < 60; second += 1) await this.second();
	}

	/** A second passes: links come up, words go out, neighbours look after each other. */
	async second(): Promise<void> {
		this.link();
		for (const page of [...this.pages]) {
			page.flush();
			page.path.tick();
		}
		await this.clock.pass(1_000);
		for (const page of this.pages)
			if (page.saved)
				this.promised.set(page.doc.clientID, Y.getState(page.doc.store, page.doc.clientID));
	}

	/** A link between two comes up. */
	join(one: Page, other: Page): void {
		const name = lineName(one, other);
		if (one === other || this.#cut.has(name) || this.#linked.has(name)) return;
		this.#linked.add(name);
		const ends = [
			[one, other],
			[other, one],
		] as const;
		for (const [here, there] of ends) {
			let arrival = 0;
			here.path.join({
				session: there.session,
				uid: there.uid,
				send: (bytes) => {
					this.onMessage(bytes);
					// In order on one line, at another pace on each, and now and then twice.
					arrival = Math.max(arrival, this.clock.now + 1 + this.draw() * 80);
					const times = this.draw() < this.twice ? 2 : 1;
					for (let time = 0; time < times; time += 1)
						this.clock.after(arrival - this.clock.now, () => {
							if (this.#linked.has(name) && !there.closed) there.path.receive(here.session, bytes);
						});
				},
				close: () => {
					this.#part(one, other);
				},
			});
		}
	}

	#part(one: Page, other: Page): void {
		if (!this.#linked.delete(lineName(one, other))) return;
		one.path.leave(other.session);
		other.path.leave(one.session);
	}
}

function seal(store: Stored): void {
	if (store.pending.length === 0) return;
	for (const update of packUpdates(store.pending, 200_000)) {
		const hash = chainHash(store.hash, update);
		store.sealed.push({ session: store.session, n: store.n, update, hash });
		store.n += 1;
		store.hash = hash;
	}
	store.pending = [];
}

function lineName(one: Page, other: Page): string {
	return [one.session, other.session].sort().join('-');
}

/** Stands for a signature: nobody else’s name gives the same bytes. */
function fakeSignature(uid: string, bytes: Uint8Array): Uint8Array {
	let sum = 7;
	for (const byte of [...new TextEncoder().encode(uid), ...bytes])
		sum = Math.imul(sum ^ byte, 16777619);
	return new Uint8Array([sum, sum >>> 8, sum >>> 16, sum >>> 24]);
}
