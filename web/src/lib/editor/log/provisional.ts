import { clientOf } from '@wenshu/domain/trace/entry.ts';
import { lastOf, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';

/** What the record of provisional changes asks of its surroundings. */
export interface ProvisionalPorts {
	session: string;
	now: () => number;
	/** Whether the log has this entry. */
	inLog: (session: string, n: number) => boolean;
	/** How far the log knows the words of a Yjs client. */
	clockInLog: (client: number) => number;
	/** Hands in runs of another session; false when the server refuses them. */
	relay: (session: string, runs: SignedRun[]) => Promise<boolean>;
	/** Whether the writer of a session signed this run. */
	isSigned: (session: string, run: SignedRun) => Promise<boolean>;
	/** Words of a session that were shown here will never be in the log. */
	onWithdrawn: (session: string) => void;
}

/** So long may a change be missing from the log before a neighbour hands it in, in ms. */
const OVERDUE = 3_000;
/** A writer who is still linked will send it; only if they cannot, a neighbour does, in ms. */
const SLOW = 7_000;
/** Neighbours hand in one after the other, so far apart, in ms. */
const TURN = 1_500;
/** After so long what the server refuses is taken back from the screen, in ms. */
const HOPELESS = 20_000;

/** A change that the log does not have yet. */
export interface Held {
	/** Clock of its writer after it; undefined when it only deletes. */
	end: number | undefined;
	/** The signed run that it is part of. */
	run: SignedRun | null;
	since: number;
	/** The entry that holds it, as its writer says. */
	entry: number | null;
	update: Uint8Array;
}

/** What is known of the changes of one other session. */
interface Line {
	seen: Set<number>;
	held: Map<number, Held>;
	/** What no signature covers yet, also if the log has it: a run is handed on whole. */
	unsigned: Map<number, Uint8Array>;
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

	/** Whether a run tells anything new: a change, or the signature of one that waits for the log. */
	isNews(session: string, run: SignedRun): boolean {
		const line = this.#lines.get(session);
		if (!line) return true;
		for (let seq = run.first; seq <= lastOf(run); seq += 1)
			if (!line.seen.has(seq) || line.held.get(seq)?.run === null) return true;
		return false;
	}

	/** Notes a change that came ahead of the log. */
	add(session: string, seq: number, update: Uint8Array): void {
		const line = this.#line(session);
		const end = Y.parseUpdateMeta(update).to.get(clientOf(session));
		line.seen.add(seq);
		line.held.set(seq, { update, end, run: null, since: this.#ports.now(), entry: null });
		line.unsigned.set(seq, update);
	}

	/** The signature over changes that came before; answers the run, or null when one of them is not here. */
	sign(session: string, first: number, last: number, signature: Uint8Array): SignedRun | null {
		const { unsigned } = this.#line(session);
		const updates: Uint8Array[] = [];
		for (let seq = first; seq <= last; seq += 1) {
			const update = unsigned.get(seq);
			if (!update) return null;
			updates.push(update);
		}
		if (updates.length === 0) return null;
		const run = { first, updates, signature };
		this.attach(session, run);
		return run;
	}

	/** The changes of this run that wait for the log are signed. */
	attach(session: string, run: SignedRun): void {
		const line = this.#line(session);
		for (let seq = run.first; seq <= lastOf(run); seq += 1) {
			const held = line.held.get(seq);
			if (held) held.run ??= run;
		}
		// Signatures come in order: what is left before this one was in the log before it was signed.
		for (const seq of line.unsigned.keys()) if (seq <= lastOf(run)) line.unsigned.delete(seq);
	}

	/** All that wait with their signatures, for a newcomer. */
	*signed(): Generator<[session: string, SignedRun]> {
		for (const [session, line] of this.#lines)
			for (const run of runsOf(line.held.values())) yield [session, run];
	}

	/** Runs of a session came from the log by another's hand. */
	relayed(session: string, runs: readonly SignedRun[]): void {
		const line = this.#line(session);
		for (const run of runs)
			for (let seq = run.first; seq <= lastOf(run); seq += 1) {
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
	restedOn(update: Uint8Array): { of: string; run: SignedRun }[] {
		return this.#beneath(update).flatMap(([of, line]) =>
			runsOf(line.held.values()).map((run) => ({ of, run })),
		);
	}

	/** Whether an update rests on something that the log lacks and whose signature is still to come. */
	restsOnUnsigned(update: Uint8Array): boolean {
		return this.#beneath(update).some(([, { held }]) =>
			[...held.values()].some(({ run }) => run === null),
		);
	}

	/** The sessions whose words an update rests on, as far as they wait for the log. */
	#beneath(update: Uint8Array): [session: string, Line][] {
		if (this.size === 0) return [];
		const named = clientsNamed(update);
		return [...this.#lines].filter(
			([session, line]) => line.held.size > 0 && named.has(clientOf(session)),
		);
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
			const overdue = (linked.includes(session) ? SLOW : OVERDUE) + turn;
			const due = [...line.held].filter(([, held]) => now - held.since > overdue);
			if (due.length > 0 && !line.relaying && !line.refused) void this.#handIn(session, line, due);
			const hopeless = due.some(([, held]) => now - held.since > HOPELESS);
			if (hopeless && (line.refused || due.every(([, held]) => held.run === null))) {
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
			const logged =
				(held.entry !== null && this.#ports.inLog(session, held.entry)) ||
				(held.end !== undefined && held.end <= clock);
			if (logged) line.held.delete(seq);
		}
		if (line.held.size === 0) line.refused = false;
	}

	async #handIn(session: string, line: Line, due: [number, Held][]): Promise<void> {
		line.relaying = true;
		const runs: SignedRun[] = [];
		for (const run of runsOf(due.map(([, held]) => held))) {
			if (await this.#ports.isSigned(session, run)) runs.push(run);
			else for (const [, held] of due) if (held.run === run) held.run = null;
		}
		const taken = runs.length === 0 || (await this.#ports.relay(session, runs));
		line.relaying = false;
		if (!taken) line.refused = true;
		else
			for (const run of runs)
				for (let seq = run.first; seq <= lastOf(run); seq += 1) line.held.delete(seq);
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
			unsigned: new Map<number, Uint8Array>(),
			relaying: false,
			refused: false,
		};
		this.#lines.set(session, line);
		return line;
	}
}

/** The signed runs of these changes, each once. */
function runsOf(changes: Iterable<Held>): SignedRun[] {
	const runs = new Set<SignedRun>();
	for (const { run } of changes) if (run) runs.add(run);
	return [...runs];
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
