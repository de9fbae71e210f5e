/** Runs something after so many ms. */
export type Later = (milliseconds: number, run: () => void) => void;

/** What follows a message within this time goes with the next one, in ms: less than a frame of the screen. */
const SPACING = 8;
/** What is in no haste goes after this at the latest, with whatever else goes, in ms. */
const LEISURE = 50;
/** A message gets no longer by joining, in bytes: data channels carry 256 kB. */
const FULL = 60_000;

interface Lane {
	send: (bytes: Uint8Array) => void;
	waiting: Uint8Array[];
	size: number;
}

/**
 * Joins what goes out to messages: every message costs the browser the same whatever it holds, and a
 * crowd of writers sends each other many. The first goes at once, so a single key never waits.
 */
export class Outgoing {
	#lanes = new Map<string, Lane>();
	#now: () => number;
	#later: Later;
	#sentAt = -Infinity;
	#due = Infinity;
	#leaving = false;

	constructor(now: () => number, later: Later) {
		this.#now = now;
		this.#later = later;
	}

	/** A way to somebody is open. */
	open(to: string, send: (bytes: Uint8Array) => void): void {
		this.#lanes.set(to, { send, waiting: [], size: 0 });
	}

	/** It is closed; what waits for them is dropped. */
	close(to: string): void {
		this.#lanes.delete(to);
	}

	/** Sends a frame to these people; in haste at once or with the next message, else at leisure. */
	send(to: Iterable<string>, frame: Uint8Array, haste: boolean): void {
		let any = false;
		for (const one of to) {
			const lane = this.#lanes.get(one);
			if (!lane) continue;
			any = true;
			if (lane.size + frame.byteLength > FULL) empty(lane);
			lane.waiting.push(frame);
			lane.size += frame.byteLength;
		}
		if (!any) return;
		const now = this.#now();
		const at = haste ? Math.max(now, this.#sentAt + SPACING) : now + LEISURE;
		if (at > now) this.#plan(at, now);
		else if (!this.#leaving) {
			this.#leaving = true;
			// What the same key brings about, a cursor that moves, goes along.
			queueMicrotask(() => {
				this.#leaving = false;
				this.#flush();
			});
		}
	}

	#plan(at: number, now: number): void {
		if (at >= this.#due) return;
		this.#due = at;
		this.#later(at - now, () => {
			// Meanwhile an earlier time may have been agreed, and everything may have gone.
			if (this.#due === at) this.#flush();
		});
	}

	#flush(): void {
		this.#due = Infinity;
		this.#sentAt = this.#now();
		for (const lane of [...this.#lanes.values()]) empty(lane);
	}
}

function empty(lane: Lane): void {
	const frames = lane.waiting;
	if (frames.length === 0) return;
	lane.waiting = [];
	const [only] = frames;
	const message = frames.length === 1 && only ? only : joined(frames, lane.size);
	lane.size = 0;
	lane.send(message);
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
	const whole = new Uint8Array(size);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.byteLength;
	}
	return whole;
}
