import { clientOf } from '@wenshu/domain/trace/entry.ts';
import { signedBytes, type SignedChange } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';
import { Provisional, type Held, type ProvisionalPorts } from './provisional.ts';
import { decodeFrame, encodeFrame, type Cursor, type Frame } from './wire.ts';

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
	sign: (bytes: Uint8Array) => Promise<Uint8Array>;
	check: (key: string, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;
	ownerOf: (session: string) => Promise<SessionOwner | null>;
	mayWrite: (uid: string) => boolean;
	apply: (update: Uint8Array, session: string) => void;
	onCursor: (session: string, cursor: Cursor | null) => void;
	onLinks: () => void;
}

/** Larger changes go by the log alone: data channels carry messages of 256 kB. */
const LARGEST_MESSAGE = 180_000;
interface Linked extends Peer {
	/** Whom they are linked with, as they say; null before they said it. */
	links: Set<string> | null;
	/** Whether the session is theirs; null while it is looked up, with what came meanwhile. */
	owns: boolean | null;
	waiting: Frame[];
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
	#own = new Map<number, Held>();
	/** Changes of others that are not in the log yet. */
	readonly provisional: Provisional;
	#next = 0;
	#cursor: Cursor | null = null;
	#cursorCount = 0;
	#cursors = new Map<string, number>();

	constructor(ports: FastPathPorts) {
		this.#ports = ports;
		this.provisional = new Provisional({
			...ports,
			isSigned: (session, change) => this.#isSigned(session, change),
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
		const linked: Linked = { ...peer, links: null, owns: null, waiting: [] };
		this.#peers.set(peer.session, linked);
		this.#tellLinks();
		for (const [seq, held] of this.#own) this.#tellOwn(linked, seq, held);
		for (const [session, change] of this.provisional.signed())
			if (session !== peer.session) this.#send(linked, { kind: 'signed', session, change });
		if (this.#cursor) this.#sendCursor([linked]);
		this.#ports.onLinks();
	}

	/** A link is down. */
	leave(session: string): void {
		if (!this.#peers.delete(session)) return;
		this.#tellLinks();
		this.#ports.onLinks();
	}

	/** Something was typed here. */
	typed(update: Uint8Array): void {
		const seq = this.#next;
		this.#next += 1;
		if (update.byteLength > LARGEST_MESSAGE) return;
		const held: Held = { update, signature: null, since: this.#ports.now(), entry: null };
		this.#own.set(seq, held);
		this.#broadcast({ kind: 'change', seq, update });
		const { textId, session } = this.#ports;
		void this.#ports.sign(signedBytes(textId, session, seq, update)).then((signature) => {
			held.signature = signature;
			this.#broadcast({ kind: 'signature', seq, signature });
		});
	}

	/** Number of the last change typed here, to be given to `settled` once it is in the log. */
	get last(): number {
		return this.#next - 1;
	}

	/** The changes typed here up to `seq` are in the log, the last of them in entry `n`. */
	settled(seq: number, n: number): void {
		for (const own of this.#own.keys()) if (own <= seq) this.#own.delete(own);
		this.#broadcast({ kind: 'settled', session: this.#ports.session, seq, n });
	}

	/** Own changes will never be in the log: nobody is told of them any more. */
	forget(): void {
		this.#own.clear();
	}

	/** The cursor here moved. */
	move(cursor: Cursor | null): void {
		this.#cursor = cursor;
		this.#cursorCount += 1;
		this.#sendCursor([...this.#peers.values()]);
	}

	/** Bytes came over a link. */
	receive(session: string, bytes: Uint8Array): void {
		const peer = this.#peers.get(session);
		if (!peer) return;
		try {
			this.#take(peer, decodeFrame(bytes));
		} catch {
			this.#drop(peer);
		}
	}

	/** Looks after what is overdue; to be called about once a second. */
	tick(): void {
		this.provisional.tick(this.links);
	}

	#take(peer: Linked, frame: Frame): void {
		switch (frame.kind) {
			case 'links':
				peer.links = new Set(frame.sessions);
				this.#ports.onLinks();
				return;
			case 'cursor':
				this.#takeCursor(peer, frame);
				return;
			case 'settled':
				this.#takeSettled(peer, frame);
				return;
			case 'signed':
				if (frame.session !== this.#ports.session) void this.#takeSigned(peer, frame);
				return;
			case 'change':
			case 'signature':
				if (peer.owns === null) this.#askOwner(peer, frame);
				else if (peer.owns) this.#takeDirect(peer, frame);
		}
	}

	/** What comes before the owner of a session is known waits in its order. */
	#askOwner(peer: Linked, frame: Frame): void {
		peer.waiting.push(frame);
		if (peer.waiting.length > 1) return;
		void this.#ports.ownerOf(peer.session).then((owner) => {
			// Not announced yet: what came goes to waste here and comes by the log; the next frame asks again.
			if (owner) peer.owns = owner.uid === peer.uid;
			for (const each of peer.waiting.splice(0))
				if (peer.owns && this.#peers.get(peer.session) === peer) this.#takeSafely(peer, each);
		});
	}

	#takeSafely(peer: Linked, frame: Frame): void {
		try {
			this.#take(peer, frame);
		} catch {
			this.#drop(peer);
		}
	}

	#takeDirect(peer: Linked, frame: Frame): void {
		const { session } = peer;
		if (frame.kind === 'change') {
			this.#accept(session, peer.uid, frame.seq, frame.update, null);
			return;
		}
		if (frame.kind !== 'signature') return;
		const held = this.provisional.get(session, frame.seq);
		if (!held) return;
		// Over the writer's own link nothing needs proof; whoever gets it from here checks it.
		const { seq, signature } = frame;
		held.signature = signature;
		this.#handOn(peer, session, { seq, update: held.update, signature });
	}

	async #takeSigned(peer: Linked, frame: Frame & { kind: 'signed' }): Promise<void> {
		const { session, change } = frame;
		if (!this.#isNews(session, change.seq)) return;
		const owner = await this.#ports.ownerOf(session);
		if (!owner) return;
		if (!(await this.#isSigned(session, change))) {
			this.#drop(peer);
			return;
		}
		// Meanwhile another neighbour may have brought it too.
		if (!this.#isNews(session, change.seq)) return;
		const known = this.provisional.get(session, change.seq);
		try {
			if (known) known.signature = change.signature;
			const taken =
				known !== undefined ||
				this.#accept(session, owner.uid, change.seq, change.update, change.signature);
			if (taken) this.#handOn(peer, session, change);
		} catch {
			this.#drop(peer);
		}
	}

	/** Whether a signed change is new here, or known without its signature only. */
	#isNews(session: string, seq: number): boolean {
		if (!this.provisional.has(session, seq)) return true;
		return this.provisional.get(session, seq)?.signature === null;
	}

	/**
	 * Takes a change that is new and whose writer may write.
	 * @throws Error when it holds words of another session.
	 */
	#accept(
		session: string,
		uid: string,
		seq: number,
		update: Uint8Array,
		signature: Uint8Array | null,
	): boolean {
		if (this.provisional.has(session, seq) || !this.#ports.mayWrite(uid)) return false;
		if (!isOnlyOf(update, clientOf(session))) throw new Error('words of another session');
		this.provisional.add(session, seq, update, signature);
		this.#ports.apply(update, session);
		return true;
	}

	#handOn(from: Linked, session: string, change: SignedChange): void {
		for (const peer of this.#peers.values())
			if (peer !== from && peer.session !== session && !peer.links?.has(session))
				this.#send(peer, { kind: 'signed', session, change });
	}

	#takeSettled(from: Linked, frame: Frame & { kind: 'settled' }): void {
		const { session, seq, n } = frame;
		if (session === this.#ports.session) return;
		this.provisional.announced(session, seq, n);
		if (from.session !== session) return;
		for (const peer of this.#peers.values())
			if (peer !== from && !peer.links?.has(session)) this.#send(peer, frame);
	}

	#takeCursor(from: Linked, frame: Frame & { kind: 'cursor' }): void {
		const { session, count } = frame;
		if (session === this.#ports.session || count <= (this.#cursors.get(session) ?? 0)) return;
		this.#cursors.set(session, count);
		this.#ports.onCursor(session, frame.cursor);
		for (const peer of this.#peers.values())
			if (peer !== from && peer.session !== session && !peer.links?.has(session))
				this.#send(peer, frame);
	}

	async #isSigned(session: string, change: SignedChange): Promise<boolean> {
		const owner = await this.#ports.ownerOf(session);
		if (!owner?.key) return false;
		const { textId } = this.#ports;
		const bytes = signedBytes(textId, session, change.seq, change.update);
		return this.#ports.check(owner.key, bytes, change.signature);
	}

	#tellOwn(peer: Linked, seq: number, { update, signature }: Held): void {
		this.#send(peer, { kind: 'change', seq, update });
		if (signature) this.#send(peer, { kind: 'signature', seq, signature });
	}

	#tellLinks(): void {
		this.#broadcast({ kind: 'links', sessions: this.links });
	}

	#sendCursor(peers: readonly Linked[]): void {
		const { session } = this.#ports;
		const frame = { kind: 'cursor', count: this.#cursorCount, cursor: this.#cursor } as const;
		for (const peer of peers) this.#send(peer, { ...frame, session });
	}

	#broadcast(frame: Frame): void {
		const bytes = encodeFrame(frame);
		for (const peer of this.#peers.values()) peer.send(bytes);
	}

	#send(peer: Linked, frame: Frame): void {
		peer.send(encodeFrame(frame));
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
