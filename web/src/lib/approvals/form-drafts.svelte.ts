import type { Approval } from '@wenshu/domain/approval/model.ts';
import { SvelteMap } from 'svelte/reactivity';
import { act } from '../platform/act.svelte.ts';
import { clockTime } from '../platform/dates.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	saving: ['正在保存…', 'Saving…'],
	saved: ['已自动保存 {time}', 'Saved {time}'],
	queued: ['离线，修改已存本机', 'Offline, kept on this machine'],
	task: ['填写表单：{title}', 'Fill in: {title}'],
});

/** Pause after the last key before the form is saved, in milliseconds. */
const PAUSE = 1200;
/** The title among the fields; ids of fields cannot be written so. */
export const TITLE = '.title';

/**
 * The form of a matter as the person is filling it in. A field shows what was typed until the server has
 * taken it; every other field follows the server.
 */
export class FormDrafts {
	readonly #id: string;
	readonly #stored: () => Approval | undefined;
	readonly #typed = new SvelteMap<string, unknown>();
	/** What the server has taken, with the version of the form before it did. */
	readonly #taken = new Map<string, number>();
	#sending = $state(false);
	#waiting = $state(false);
	#refusal = $state<string | null>(null);
	#queued = $state(false);
	#savedAt = $state<Date | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#flight: Promise<boolean> | undefined;

	constructor(id: string, stored: () => Approval | undefined) {
		this.#id = id;
		this.#stored = stored;
	}

	/** What a field holds. */
	get(id: string): unknown {
		return this.#typed.has(id) ? this.#typed.get(id) : this.#storedValue(id);
	}
	#storedValue(id: string): unknown {
		const stored = this.#stored();
		return id === TITLE ? stored?.title : stored?.fields[id];
	}
	/** The title as it stands or is being typed. */
	get title(): string {
		const title = this.get(TITLE);
		return typeof title === 'string' ? title : '';
	}
	/** All values, typed ones first. */
	get values(): Record<string, unknown> {
		const typed = [...this.#typed].filter(([id]) => id !== TITLE);
		return { ...this.#stored()?.fields, ...Object.fromEntries(typed) };
	}

	/** Lets fields that the server has taken follow it again; called with every new state. */
	settle(approval: Approval): void {
		for (const [id, version] of this.#taken) {
			if (approval.version <= version) continue;
			this.#taken.delete(id);
			this.#typed.delete(id);
		}
	}

	/**
	 * Takes what was typed. A draft is saved after a short pause; a running case when the field is left, for
	 * every change of it is on the record.
	 */
	set(id: string, value: unknown, soon: boolean): void {
		this.#typed.set(id, value);
		this.#taken.delete(id);
		this.#refusal = null;
		this.#waiting = true;
		clearTimeout(this.#timer);
		if (soon) this.#timer = setTimeout(() => void this.flush(), PAUSE);
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
		if (this.#changes().length === 0) {
			this.#waiting = false;
			return this.#refusal === null;
		}
		this.#flight = this.#send();
		try {
			return await this.#flight;
		} finally {
			this.#flight = undefined;
		}
	}

	/** Typed values that the server has not taken and that differ from the stored ones. */
	#changes(): [string, unknown][] {
		return [...this.#typed].filter(
			([id, value]) =>
				!this.#taken.has(id) &&
				JSON.stringify(this.#storedValue(id) ?? null) !== JSON.stringify(value ?? null),
		);
	}

	async #send(): Promise<boolean> {
		const changes = this.#changes();
		const version = this.#stored()?.version ?? 0;
		this.#sending = true;
		this.#waiting = false;
		const title = changes.find(([id]) => id === TITLE)?.[1];
		const fields = Object.fromEntries(changes.filter(([id]) => id !== TITLE));
		const answer = await act(
			'approval/edit',
			this.#id,
			{ fields, ...(typeof title === 'string' && title.trim() !== '' ? { title } : {}) },
			{ quiet: true, title: m.task({ title: this.title }) },
		);
		this.#sending = false;
		this.#queued = !answer.ok && answer.queued === true;
		if (!answer.ok && answer.queued !== true) {
			this.#refusal = answer.message;
			return false;
		}
		this.#savedAt = new Date();
		for (const [id, value] of changes)
			if (this.#typed.get(id) === value) this.#taken.set(id, version);
		const stored = this.#stored();
		if (stored) this.settle(stored);
		return true;
	}
}
