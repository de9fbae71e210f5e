/** With everybody linked, or nobody there, what is typed goes to the log within this time, in ms. */
const MOST = 1_000;
/** Every entry is read by everybody: in a crowd writes lie further apart, up to `most` ms. */
const CROWD = { people: 6, most: 3_000 };
/** So many writes may go at once before the pace of one a second holds. */
const BURST = 3;

/** How long words may wait for the log that so many others see without it, in ms. */
export function leisureIn(company: number): number {
	return Math.min(CROWD.most, MOST * Math.max(1, company / CROWD.people));
}

/**
 * When to write to the log: by maximum wait, never by debounce, and on the average at most once a second
 * for a steady typist. Where the log is the only way to somebody, the first words go at once.
 */
export class Pace {
	#now: () => number;
	#tokens = BURST;
	#filledAt: number;

	constructor(now: () => number) {
		this.#now = now;
		this.#filledAt = now();
	}

	/** Time until the next write, in ms. `leisure`: how long it may wait, null when the log is the only way. */
	wait(leisure: number | null): number {
		if (leisure !== null) return leisure;
		this.#fill();
		return this.#tokens >= 1 ? 0 : Math.ceil((1 - this.#tokens) * 1_000);
	}

	/** A write went out. */
	spent(): void {
		this.#fill();
		this.#tokens = Math.max(0, this.#tokens - 1);
	}

	#fill(): void {
		const now = this.#now();
		this.#tokens = Math.min(BURST, this.#tokens + (now - this.#filledAt) / 1_000);
		this.#filledAt = now;
	}
}
