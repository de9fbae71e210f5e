import { clientOf } from '@wenshu/domain/trace/entry.ts';
import type { SignedChange } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';

/** What the record of provisional changes asks of its surroundings. */
export interface ProvisionalPorts {
	session: string;
	now: () => number;
	/** Whether the log has this entry. */
	inLog: (session: string, n: number) => boolean;
	/** How far the log knows the words of a Yjs client. */
	clockInLog: (client: number) => number;
	/** Hands in changes of another session; false when the server refuses them. */
	relay: (session: string, changes: SignedChange[]) => Promise<boolean>;
	/** Whether the writer of a session signed this change. */
	isSigned: (session: string, change: SignedChange) => Promise<boolean>;
	/** Words of a session that were shown here will never be in the log. */
	onWithdrawn: (session: string) => void;
}

/** So long may a change be missing from the log before a neighbour hands it in, in ms. */
const OVERDUE = 3_000;
/** Neighbours hand in one after the other, so far apart, in ms. */
const TURN = 1_500;
/** After so long what the server refuses is taken back from the screen, in ms. */
const HOPELESS = 20_000;

/** A change that the log does not have yet. */
export interface Held {
	update: Uint8Array;
	signature: Uint8Array | null;
	since: number;
	/** The entry that holds it, as its writer says. */
	entry: number | null;
}

/** What is known of the changes of one other session. */
interface Line {
	seen: Set<number>;
	held: Map<number, Held>;
	relaying: boolean;
	refused: boolean;
}

/**
 * Changes of others that are shown here and that the log does not have yet. What stays missing is handed
 * in, so that nobody's words rest on words that vanished with their writer; what cannot be is withdrawn.
 */
export class Provisional {
	#ports: ProvisionalPorts;
	#lines = new Map<string, Line>();

	constructor(ports: ProvisionalPorts) {
		this.#ports = ports;
	}

	/** How many there are. */
	get size(): number {
		let count = 0;
		for (const line of this.#lines.values()) count += line.held.size;
		return count;
	}

	/** Whether changes of a session wait for the log. */
	holds(session: string): boolean {
		return (this.#lines.get(session)?.held.size ?? 0) > 0;
	}

	/** Whether this change was here before, in the log or not. */
	has(session: string, seq: number): boolean {
		return this.#lines.get(session)?.seen.has(seq) ?? false;
	}

	/** A change that waits for the log, or undefined. */
	get(session: string, seq: number): Held | undefined {
		return this.#lines.get(session)?.held.get(seq);
	}

	/** Notes a change that came ahead of the log. */
	add(session: string, seq: number, update: Uint8Array, signature: Uint8Array | null): void {
		const line = this.#line(session);
		line.seen.add(seq);
		line.held.set(seq, { update, signature, since: this.#ports.now(), entry: null });
	}

	/** All that wait with their signatures, for a newcomer. */
	*signed(): Generator<[session: string, SignedChange]> {
		for (const [session, line] of this.#lines)
			for (const [seq, { update, signature }] of line.held)
				if (signature) yield [session, { seq, update, signature }];
	}

	/** Changes of a session came from the log by another's hand. */
	relayed(session: string, seqs: readonly number[]): void {
		const line = this.#line(session);
		for (const seq of seqs) {
			line.seen.add(seq);
			line.held.delete(seq);
		}
	}

	/** The writer says that the changes up to `seq` end in entry `n` of the log. */
	announced(session: string, seq: number, n: number): void {
		const line = this.#line(session);
		for (const [each, held] of line.held) if (each <= seq) held.entry ??= n;
		this.#settle(session, line);
	}

	/** What an update rests on and the log lacks, as far as it is signed. */
	restedOn(update: Uint8Array): { of: string; change: SignedChange }[] {
		if (this.size === 0) return [];
		const named = clientsNamed(update);
		return [...this.signed()]
			.filter(([session]) => named.has(clientOf(session)))
			.map(([of, change]) => ({ of, change }));
	}

	/**
	 * Hands in what these updates rest on and the log lacks: should everybody vanish now, what goes to the
	 * log can still be read.
	 */
	async handInFor(updates: readonly Uint8Array[]): Promise<void> {
		if (this.size === 0) return;
		const needed = new Set(updates.flatMap((update) => [...clientsNamed(update)]));
		for (const [session, line] of this.#lines) {
			if (!needed.has(clientOf(session))) continue;
			this.#settle(session, line);
			if (!line.refused) await this.#handIn(session, line, [...line.held]);
		}
	}

	/** Looks after what is overdue. `linked` are the sessions that may hand in as well. */
	tick(linked: readonly string[]): void {
		const now = this.#ports.now();
		for (const [session, line] of this.#lines) {
			this.#settle(session, line);
			const turn = TURN * this.#rank(session, linked);
			const due = [...line.held].filter(([, held]) => now - held.since > OVERDUE + turn);
			if (due.length > 0 && !line.relaying && !line.refused) void this.#handIn(session, line, due);
			const hopeless = due.some(([, held]) => now - held.since > HOPELESS);
			if (hopeless && (line.refused || due.every(([, held]) => !held.signature))) {
				line.held.clear();
				this.#ports.onWithdrawn(session);
			}
		}
	}

	/** What the log has needs no care any more. */
	#settle(session: string, line: Line): void {
		const client = clientOf(session);
		const clock = this.#ports.clockInLog(client);
		for (const [seq, held] of line.held) {
			const end = Y.parseUpdateMeta(held.update).to.get(client);
			const logged =
				(held.entry !== null && this.#ports.inLog(session, held.entry)) ||
				(end !== undefined && end <= clock);
			if (logged) line.held.delete(seq);
		}
		if (line.held.size === 0) line.refused = false;
	}

	async #handIn(session: string, line: Line, due: [number, Held][]): Promise<void> {
		line.relaying = true;
		const changes: SignedChange[] = [];
		for (const [seq, held] of due) {
			const { update, signature } = held;
			if (!signature) continue;
			const change = { seq, update, signature };
			if (await this.#ports.isSigned(session, change)) changes.push(change);
			else held.signature = null;
		}
		const taken = changes.length === 0 || (await this.#ports.relay(session, changes));
		line.relaying = false;
		if (!taken) line.refused = true;
		else for (const { seq } of changes) line.held.delete(seq);
	}

	/** Whose turn it is to hand in: the place of this session among those who have the words. */
	#rank(session: string, linked: readonly string[]): number {
		const all = [...linked, this.#ports.session].filter((each) => each !== session);
		return all.sort().indexOf(this.#ports.session);
	}

	#line(session: string): Line {
		const line = this.#lines.get(session) ?? {
			seen: new Set<number>(),
			held: new Map<number, Held>(),
			relaying: false,
			refused: false,
		};
		this.#lines.set(session, line);
		return line;
	}
}

/** Clients whose words an update rests on. */
function clientsNamed(update: Uint8Array): Set<number> {
	const { structs, ds } = Y.decodeUpdate(update);
	const named = new Set(ds.clients.keys());
	for (const struct of structs) {
		if (!(struct instanceof Y.Item)) continue;
		for (const id of [struct.origin, struct.rightOrigin, struct.parent])
			if (id instanceof Y.ID) named.add(id.client);
	}
	return named;
}
