import { livePages, PaperError, type LiveText, type Preview } from './paper.ts';

/** Rest after a change before the pages are asked for, in milliseconds: one word is often several changes. */
const REST = 30;
/** So long an answer is waited for before newer words go without it, in milliseconds. */
const PATIENCE = 3_000;

/**
 * The pages of a text while it is being typed. One request is under way at a time; what is typed meanwhile
 * goes with the next one, so that the pages follow as fast as the server sets them. An answer that never
 * comes holds nothing up, and one that comes late never takes the place of a newer one.
 */
export class LivePaper {
	readonly #read: () => LiveText | null;
	readonly #set: typeof livePages;
	#preview = $state.raw<Preview | null>(null);
	#trouble = $state<string | null>(null);
	#busy = $state(false);
	/** Whether something may have changed since the last request. */
	#changed = false;
	#last = '';
	#asked = 0;
	#shown = 0;
	#rest: ReturnType<typeof setTimeout> | undefined;
	#patience: ReturnType<typeof setTimeout> | undefined;
	/** The request that is waited for. */
	#current: number | null = null;

	/** @param read The text as it stands when it is asked for; null where there is none. */
	constructor(read: () => LiveText | null, set = livePages) {
		this.#read = read;
		this.#set = set;
	}

	/** The pages as last set; null before the first answer. */
	get preview(): Preview | null {
		return this.#preview;
	}
	/** Why the pages could not be set, or null. */
	get trouble(): string | null {
		return this.#trouble;
	}
	/** Whether what is typed is not on the pages yet. */
	get busy(): boolean {
		return this.#busy;
	}

	/** The text may have changed. */
	touch(): void {
		this.#changed = true;
		this.#busy = true;
		if (this.#current === null) this.#rest ??= setTimeout(() => void this.#ask(), REST);
	}

	/** Asks again after trouble. */
	retry(): void {
		this.#last = '';
		this.touch();
	}

	/** Nobody looks any more. */
	stop(): void {
		clearTimeout(this.#rest);
		clearTimeout(this.#patience);
		this.#shown = Infinity;
		this.#current = 0;
	}

	async #ask(): Promise<void> {
		this.#rest = undefined;
		this.#changed = false;
		const key = JSON.stringify(this.#read());
		if (key === 'null' || key === this.#last) {
			this.#busy = false;
			return;
		}
		this.#last = key;
		const number = ++this.#asked;
		this.#current = number;
		this.#patience = setTimeout(() => {
			this.#goOn(number);
		}, PATIENCE);
		const have = this.#preview?.pages ?? [];
		try {
			// The editor's attributes have no prototype, which the callable's encoder cannot read.
			const preview = await this.#set(JSON.parse(key) as LiveText, have);
			if (number < this.#shown) return;
			this.#shown = number;
			this.#preview = preview;
			this.#trouble = null;
		} catch (error) {
			if (!(error instanceof PaperError)) throw error;
			if (number === this.#asked && this.#shown !== Infinity) this.#trouble = error.message;
		} finally {
			this.#goOn(number);
		}
	}

	/** The request is not waited for any longer: what changed meanwhile goes now. */
	#goOn(number: number): void {
		if (this.#current === number) {
			clearTimeout(this.#patience);
			this.#current = null;
			if (this.#changed) void this.#ask();
		}
		if (this.#current === null)
			this.#busy = this.#changed || (this.#shown < this.#asked && this.#trouble === null);
	}
}
