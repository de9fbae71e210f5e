import { clientOf } from '@wenshu/domain/trace/entry.ts';
import { lastOf, signedBytes, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';
import { forwarderOf } from './neighbours.ts';
import { Outgoing, type Later } from './outgoing.ts';
import { OwnChanges } from './own-changes.ts';
import { Provisional, type ProvisionalPorts } from './provisional.ts';
import { decodeMessage, encodeFrame, type Cursor, type Frame } from './wire.ts';

/** Somebody we are linked with; the transport vouches that `uid` is who wrote the session's signals. */
export interface Peer {
	session: string;
	uid: string;
	send: (bytes: Uint8Array) => void;
	close: () => void;
}

/** Who a session belongs to, as its document under the rules says. */
export interface SessionOwner {
	uid: string;
	/** The key its changes are signed with, or null. */
	key: string | null;
}

/** What the protocol asks of its surroundings; it has no clock, no network and no database of its own. */
export interface FastPathPorts extends Omit<ProvisionalPorts, 'isSigned'> {
	textId: string;
	later: Later;
	sign: (bytes: Uint8Array) => Promise<Uint8Array>;
	check: (key: string, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;
	ownerOf: (session: string) => Promise<SessionOwner | null>;
	mayWrite: (uid: string) => boolean;
	apply: (update: Uint8Array, session: string) => void;
	/** Where somebody's cursor stands now; `along`: a change of theirs is drawn in a moment anyway. */
	onCursor: (session: string, cursor: Cursor | null, along: boolean) => void;
	onLinks: () => void;
}

/** What a peer tells in order. */
type Told = Exclude<Frame, { kind: 'cursor' }>;

interface Linked extends Peer {
	/** Whom they are linked with, as they say; null before they said it. */
	links: Set<string> | null;
	/** Whether the session is theirs; null while it is looked up, with what came meanwhile. */
	owns: boolean | null;
	waiting: Told[];
}

/**
 * Carries changes between those who are online before the log has them. Everything here is provisional:
 * the log alone is the text. A change is taken from a peer only for the peer's own session, from somebody
 * who may write; from others only with the writer's signature. What the log lacks after a while is
 * handed in by a neighbour, so that nobody's words rest on words that vanished with their writer.
 */
export class FastPath {
	#ports: FastPathPorts;
	#peers = new Map<string, Linked>();
	#outgoing: Outgoing;
	#own: OwnChanges;
	/** Changes of others that are not in the log yet. */
	readonly provisional: Provisional;
	#cursor: Cursor | null = null;
	#cursorCount = 0;
	#cursors = new Map<string, number>();

	constructor(ports: FastPathPorts) {
		this.#ports = ports;
		this.#outgoing = new Outgoing(ports.now, ports.later);
		this.#own = new OwnChanges({
			...ports,
			isHandedOn: () => this.#isHandedOn(),
			onSigned: (run) => {
				const { first, signature } = run;
				const frame: Frame = { kind: 'signature', first, last: lastOf(run), signature };
				this.#tell(this.#peers.keys(), frame, this.#isHandedOn());
			},
		});
		this.provisional = new Provisional({
			...ports,
			isSigned: (session, run) => this.#isSigned(session, run),
		});
	}

	/** Sessions linked with directly. */
	get links(): string[] {
		return [...this.#peers.keys()];
	}
	/** Sessions reached, directly or over a neighbour. */
	get reached(): Set<string> {
		const reached = new Set(this.#peers.keys());
		for (const peer of this.#peers.values()) for (const one of peer.links ?? []) reached.add(one);
		return reached;
	}
	/** A link is up; it is told all that the log may lack. */
	join(peer: Peer): void {
		this.#peers.set(peer.session, { ...peer, links: null, owns: null, waiting: [] });
		this.#outgoing.open(peer.session, peer.send);
		this.#tellLinks();
		const only = [peer.session];
		for (const frame of this.#own.frames()) this.#tell(only, frame, false);
		for (const [session, run] of this.provisional.signed())
			if (session !== peer.session) this.#tell(only, { kind: 'run', session, run }, false);
		if (this.#cursor) this.#tellCursor(only);
		// Asked before their first words come, which would have to wait for the answer.
		void this.#ports.ownerOf(peer.session);
		this.#ports.onLinks();
	}

	/** A link is down. */
	leave(session: string): void {
		if (!this.#peers.delete(session)) return;
		this.#outgoing.close(session);
		this.#tellLinks();
		this.#ports.onLinks();
	}

	/** Something was typed here. */
	typed(update: Uint8Array): void {
		const seq = this.#own.add(update);
		if (seq !== null) this.#tell(this.#peers.keys(), { kind: 'change', seq, update }, true);
	}

	/** Number of the last change typed here, to be given to `settled` once it is in the log. */
	get last(): number {
		return this.#own.last;
	}

	/** The changes typed here up to `seq` are in the log, the last of them in entry `n`. */
	settled(seq: number, n: number): void {
		this.#own.settle(seq);
		const { session } = this.#ports;
		this.#tell(this.#peers.keys(), { kind: 'settled', session, seq, n }, false);
	}

	/** Own changes will never be in the log: nobody is told of them any more. */
	forget(): void {
		this.#own.forget();
	}

	/** The cursor here moved. */
	move(cursor: Cursor | null): void {
		this.#cursor = cursor;
		this.#cursorCount += 1;
		this.#tellCursor(this.#peers.keys());
	}

	/** A message came over a link. */
	receive(session: string, bytes: Uint8Array): void {
		const peer = this.#peers.get(session);
		if (!peer) return;
		try {
			const frames = decodeMessage(bytes);
			// A cursor that comes with its change is there before it, so that both are drawn together.
			const along = frames.some(({ kind }) => kind === 'change');
			for (const frame of frames) if (frame.kind === 'cursor') this.#takeCursor(peer, frame, along);
			for (const frame of frames) if (frame.kind !== 'cursor') this.#take(peer, frame);
		} catch {
			this.#drop(peer);
		}
	}

	/** Looks after what is overdue; to be called about once a second. */
	tick(): void {
		this.provisional.tick(this.links);
	}

	#take(peer: Linked, frame: Told): void {
		switch (frame.kind) {
			case 'links':
				peer.links = new Set(frame.sessions);
				this.#ports.onLinks();
				return;
			case 'settled':
				this.#takeSettled(peer, frame);
				return;
			case 'run':
				if (frame.session === this.#ports.session) return;
				if (frame.session !== peer.session) {
					void this.#takeRun(peer, frame.session, frame.run);
					return;
				}
		}
		if (peer.owns === null) this.#askOwner(peer, frame);
		else if (peer.owns) this.#takeDirect(peer, frame);
	}

	/** What comes before the owner of a session is known waits in its order. */
	#askOwner(peer: Linked, frame: Told): void {
		peer.waiting.push(frame);
		if (peer.waiting.length > 1) return;
		void this.#ports.ownerOf(peer.session).then((owner) => {
			// Not announced yet: what came goes to waste here and comes by the log; the next frame asks again.
			if (owner) peer.owns = owner.uid === peer.uid;
			for (const each of peer.waiting.splice(0))
				if (peer.owns && this.#peers.get(peer.session) === peer) this.#takeSafely(peer, each);
		});
	}

	#takeSafely(peer: Linked, frame: Told): void {
		try {
			this.#take(peer, frame);
		} catch {
			this.#drop(peer);
		}
	}

	/** Over the writer's own link nothing needs proof; whoever gets it from here checks it. */
	#takeDirect(peer: Linked, frame: Told): void {
		const { session, uid } = peer;
		if (frame.kind === 'change') this.#accept(session, uid, frame.seq, frame.update);
		else if (frame.kind === 'signature') {
			const run = this.provisional.sign(session, frame.first, frame.last, frame.signature);
			if (run) this.#handOn(peer, session, run);
		} else if (frame.kind === 'run' && this.#acceptRun(session, uid, frame.run))
			this.#handOn(peer, session, frame.run);
	}

	async #takeRun(peer: Linked, session: string, run: SignedRun): Promise<void> {
		if (!this.provisional.isNews(session, run)) return;
		const owner = await this.#ports.ownerOf(session);
		if (!owner) return;
		if (!(await this.#isSigned(session, run))) {
			this.#drop(peer);
			return;
		}
		try {
			// Meanwhile another neighbour may have brought it too.
			if (!this.provisional.isNews(session, run)) return;
			if (this.#acceptRun(session, owner.uid, run)) this.#handOn(peer, session, run);
		} catch {
			this.#drop(peer);
		}
	}

	/** Takes what a run brings that is new. @throws Error when it holds words of another session. */
	#acceptRun(session: string, uid: string, run: SignedRun): boolean {
		if (!this.#ports.mayWrite(uid)) return false;
		for (const [index, update] of run.updates.entries())
			this.#accept(session, uid, run.first + index, update);
		this.provisional.attach(session, run);
		return true;
	}

	/**
	 * Takes a change that is new and whose writer may write.
	 * @throws Error when it holds words of another session.
	 */
	#accept(session: string, uid: string, seq: number, update: Uint8Array): void {
		if (this.provisional.has(session, seq) || !this.#ports.mayWrite(uid)) return;
		if (!isOnlyOf(update, clientOf(session))) throw new Error('words of another session');
		this.provisional.add(session, seq, update);
		this.#ports.apply(update, session);
	}

	#handOn(from: Linked, session: string, run: SignedRun): void {
		this.#tell(this.#onward(from, session), { kind: 'run', session, run }, true);
	}

	#takeSettled(from: Linked, frame: Frame & { kind: 'settled' }): void {
		const { session, seq, n } = frame;
		if (session === this.#ports.session) return;
		this.provisional.announced(session, seq, n);
		if (from.session === session) this.#tell(this.#onward(from, session), frame, false);
	}

	#takeCursor(from: Linked, frame: Frame & { kind: 'cursor' }, along: boolean): void {
		const { session, count } = frame;
		if (session === this.#ports.session || count <= (this.#cursors.get(session) ?? 0)) return;
		this.#cursors.set(session, count);
		this.#ports.onCursor(session, frame.cursor, along);
		this.#tell(this.#onward(from, session), frame, false);
	}

	/**
	 * To whom something of a writer is handed on from here. Whoever is linked with the writer has it; of
	 * those who stand between the writer and somebody else one alone passes it on, and all know which one.
	 * Should that one fail, the log brings it.
	 */
	#onward(from: Linked, writer: string): string[] {
		return [...this.#peers.values()]
			.filter((peer) => {
				if (peer === from || peer.session === writer || peer.links?.has(writer)) return false;
				return this.#isMine(peer, from, writer);
			})
			.map((peer) => peer.session);
	}

	#isMine(peer: Linked, from: Linked, writer: string): boolean {
		const near = this.#peers.get(writer);
		// Further away: whoever is linked with the one who brought it, or with a neighbour of the writer, is
		// served from there.
		if (!near)
			return ![from, ...this.#peers.values()].some(
				({ links }) => links?.has(peer.session) && (links === from.links || links.has(writer)),
			);
		const { session } = this.#ports;
		const between = [...(near.links ?? [])].filter((one) => peer.links?.has(one));
		return forwarderOf(writer, peer.session, [...between, session]) === session;
	}

	/** Whether somebody gets what is typed here from others only. */
	#isHandedOn(): boolean {
		const { session } = this.#ports;
		for (const peer of this.#peers.values())
			for (const one of peer.links ?? []) if (one !== session && !this.#peers.has(one)) return true;
		return false;
	}

	async #isSigned(session: string, run: SignedRun): Promise<boolean> {
		const owner = await this.#ports.ownerOf(session);
		if (!owner?.key) return false;
		const bytes = signedBytes(this.#ports.textId, session, run);
		return this.#ports.check(owner.key, bytes, run.signature);
	}

	#tellLinks(): void {
		this.#tell(this.#peers.keys(), { kind: 'links', sessions: this.links }, false);
	}

	#tellCursor(to: Iterable<string>): void {
		const { session } = this.#ports;
		const [count, cursor] = [this.#cursorCount, this.#cursor];
		this.#tell(to, { kind: 'cursor', session, count, cursor }, false);
	}

	#tell(to: Iterable<string>, frame: Frame, haste: boolean): void {
		this.#outgoing.send(to, encodeFrame(frame), haste);
	}

	/** Who breaks the rules of the protocol is not listened to any more. */
	#drop(peer: Linked): void {
		if (this.#peers.get(peer.session) !== peer) return;
		peer.close();
		this.leave(peer.session);
	}
}

/** Whether an update holds structs of one client alone; deletions may name anybody's. */
export function isOnlyOf(update: Uint8Array, client: number): boolean {
	return [...Y.parseUpdateMeta(update).to.keys()].every((each) => each === client);
}
