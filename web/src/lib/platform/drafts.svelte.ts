import { SvelteMap } from 'svelte/reactivity';
import type { ActOutcome } from './act.svelte.ts';
import { clockTime } from './dates.ts';
import { defineMessages } from './messages.ts';

const m = defineMessages({
	saving: ['正在保存…', 'Saving…'],
	saved: ['已自动保存 {time}', 'Saved {time}'],
	queued: ['离线，修改已存本机', 'Offline, kept on this machine'],
});

/** A record as the server has it; its version grows with every change. */
interface Versioned {
	version: number;
}

/**
 * What a person is typing into the fields of one record. A field shows what was typed until the server has
 * taken it; every other field follows the server, so colleagues' changes appear at once.
 */
export abstract class Drafts<Key extends string, Stored extends Versioned> {
	protected readonly id: string;
	protected readonly stored: () => Stored | undefined;
	protected readonly typed = new SvelteMap<Key, unknown>();
	/** Pause after the last key before what was typed is saved, in milliseconds. */
	readonly #pause: number;
	/** Fields the server has taken, with the version of the record before it did. */
	readonly #taken = new Map<Key, number>();
	#sending = $state(false);
	#waiting = $state(false);
	#refusal = $state<string | null>(null);
	#queued = $state(false);
	#savedAt = $state<Date | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#flight: Promise<boolean> | undefined;

	/** @param stored The record as it is; undefined until it has arrived. */
	constructor(id: string, stored: () => Stored | undefined, pause: number) {
		this.id = id;
		this.stored = stored;
		this.#pause = pause;
	}

	/** What the server has in a field. */
	protected abstract storedValue(key: Key): unknown;
	/** Sends changes; what the server says of them is told by {@link words}. */
	protected abstract send(changes: ReadonlyMap<Key, unknown>): Promise<ActOutcome>;

	/** What a field shows. */
	get(key: Key): unknown {
		return this.typed.has(key) ? this.typed.get(key) : this.storedValue(key);
	}

	/** Lets fields that the server has taken follow it again; called with every new state of the record. */
	settle({ version }: Versioned): void {
		for (const [key, before] of this.#taken) {
			if (version <= before) continue;
			this.#taken.delete(key);
			this.typed.delete(key);
		}
	}

	/** Takes what was typed. `soon` saves it after a short pause; otherwise it waits for {@link flush}. */
	set(key: Key, value: unknown, soon = true): void {
		this.typed.set(key, value);
		this.#taken.delete(key);
		this.#refusal = null;
		this.#waiting = true;
		clearTimeout(this.#timer);
		if (soon) this.#timer = setTimeout(() => void this.flush(), this.#pause);
	}

	/** The state of saving in words; empty before anything was typed. */
	get words(): string {
		if (this.#refusal !== null) return this.#refusal;
		if (this.#queued) return m.queued;
		if (this.#sending || this.#waiting) return m.saving;
		return this.#savedAt ? m.saved({ time: clockTime(this.#savedAt) }) : '';
	}
	/** Why the last change was refused, or null. */
	get refusal(): string | null {
		return this.#refusal;
	}

	/** Saves what is still unsaved; false when the server refused it. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		while (this.#flight) await this.#flight;
		const changes = this.#changes();
		if (changes.size === 0) {
			this.#waiting = false;
			return this.#refusal === null;
		}
		this.#flight = this.#save(changes);
		try {
			return await this.#flight;
		} finally {
			this.#flight = undefined;
		}
	}

	/** Typed values that the server has not taken and that differ from the stored ones. */
	#changes(): Map<Key, unknown> {
		const text = (value: unknown): string => JSON.stringify(value ?? null);
		return new Map(
			[...this.typed].filter(
				([key, value]) => !this.#taken.has(key) && text(this.storedValue(key)) !== text(value),
			),
		);
	}

	async #save(changes: ReadonlyMap<Key, unknown>): Promise<boolean> {
		const version = this.stored()?.version ?? 0;
		this.#sending = true;
		this.#waiting = false;
		const answer = await this.send(changes).finally(() => {
			this.#sending = false;
		});
		this.#queued = !answer.ok && answer.queued === true;
		if (!answer.ok && answer.queued !== true) {
			this.#refusal = answer.message;
			return false;
		}
		this.#savedAt = new Date();
		for (const [key, value] of changes)
			if (this.typed.get(key) === value) this.#taken.set(key, version);
		const stored = this.stored();
		if (stored) this.settle(stored);
		return true;
	}
}
