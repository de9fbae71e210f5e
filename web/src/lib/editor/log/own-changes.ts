import { lastOf, signedBytes, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import type { Later } from './outgoing.ts';
import type { Frame } from './wire.ts';

/** What the record of own changes asks of its surroundings. */
export interface OwnChangesPorts {
	textId: string;
	session: string;
	now: () => number;
	later: Later;
	sign: (bytes: Uint8Array) => Promise<Uint8Array>;
	/** Whether somebody gets our changes from others only, who need the signature to hand them on. */
	isHandedOn: () => boolean;
	onSigned: (run: SignedRun) => void;
}

/** Larger changes go by the log alone: data channels carry messages of 256 kB. */
const LARGEST = 180_000;
/** A run grows no longer than this, in bytes. */
const LONGEST_RUN = 50_000;
/** Pause between two signatures that somebody waits for, in ms; the first is made at once. */
const PAUSE = 30;
/** So long may a change stay unsigned when everybody gets it directly, in ms. */
const LEISURE = 250;

interface Own {
	update: Uint8Array;
	run: SignedRun | null;
}

/** What was typed here and the log may lack, and the signatures over it: one for a run of changes. */
export class OwnChanges {
	#ports: OwnChangesPorts;
	#next = 0;
	#own = new Map<number, Own>();
	#signing = false;
	#signedAt = -Infinity;
	#planned = false;

	constructor(ports: OwnChangesPorts) {
		this.#ports = ports;
	}

	/** Number of the last change, -1 before the first. */
	get last(): number {
		return this.#next - 1;
	}

	/** Takes a change; answers its number, or null when it is too large to be told. */
	add(update: Uint8Array): number | null {
		const seq = this.#next;
		this.#next += 1;
		if (update.byteLength > LARGEST) return null;
		this.#own.set(seq, { update, run: null });
		this.#plan();
		return seq;
	}

	/** The log has the changes up to `seq`. */
	settle(seq: number): void {
		for (const own of this.#own.keys()) if (own <= seq) this.#own.delete(own);
	}

	/** They will never be in the log. */
	forget(): void {
		this.#own.clear();
	}

	/** All that a newcomer must be told. */
	*frames(): Generator<Frame> {
		const { session } = this.#ports;
		for (const run of new Set([...this.#own.values()].map((own) => own.run)))
			if (run) yield { kind: 'run', session, run };
		for (const [seq, { update, run }] of this.#own) if (!run) yield { kind: 'change', seq, update };
	}

	#plan(): void {
		if (this.#planned || this.#signing) return;
		this.#planned = true;
		const { now, later, isHandedOn } = this.#ports;
		const wait = isHandedOn() ? this.#signedAt + PAUSE - now() : LEISURE;
		const sign = (): void => {
			this.#planned = false;
			void this.#sign();
		};
		if (wait <= 0) sign();
		else later(wait, sign);
	}

	async #sign(): Promise<void> {
		const run = this.#unsigned();
		if (!run) return;
		this.#signing = true;
		const { textId, session, sign, now, onSigned } = this.#ports;
		try {
			const signature = await sign(signedBytes(textId, session, run));
			const signed: SignedRun = { ...run, signature };
			for (let seq = run.first; seq <= lastOf(run); seq += 1) {
				const own = this.#own.get(seq);
				if (own) own.run = signed;
			}
			this.#signedAt = now();
			onSigned(signed);
		} finally {
			this.#signing = false;
		}
		if (this.#unsigned()) this.#plan();
	}

	/** The first changes in a row without a signature. */
	#unsigned(): { first: number; updates: Uint8Array[] } | null {
		let first = -1;
		let size = 0;
		const updates: Uint8Array[] = [];
		for (const [seq, { update, run }] of this.#own) {
			if (run) continue;
			if (first < 0) first = seq;
			size += update.byteLength;
			const fits = updates.length === 0 || size <= LONGEST_RUN;
			if (seq !== first + updates.length || !fits) break;
			updates.push(update);
		}
		return first < 0 ? null : { first, updates };
	}
}
