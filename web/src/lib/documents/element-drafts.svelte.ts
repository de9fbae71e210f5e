import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { SvelteMap } from 'svelte/reactivity';
import { act } from '../platform/act.svelte.ts';
import { clockTime } from '../platform/dates.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	saving: ['正在保存…', 'Saving…'],
	saved: ['已自动保存 {time}', 'Saved {time}'],
	queued: ['离线，修改已存本机', 'Offline, kept on this machine'],
	task: ['修改公文要素：{title}', 'Change elements: {title}'],
});

/** Pause after the last key before a field is saved, in milliseconds. */
const PAUSE = 900;

type Field = keyof Elements;

/**
 * The elements of one document as the person is typing them. A field shows what was typed until the
 * server has taken it; every other field follows the server, so colleagues' changes appear at once.
 */
export class ElementDrafts {
	readonly #id: string;
	readonly #stored: () => OfficialDocument | undefined;
	readonly #typed = new SvelteMap<Field, Elements[Field]>();
	/** Fields the server has taken, with the version of the document before it did. */
	readonly #taken = new Map<Field, number>();
	#sending = $state(false);
	#waiting = $state(false);
	#refusal = $state<string | null>(null);
	#queued = $state(false);
	#savedAt = $state<Date | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#flight: Promise<boolean> | undefined;

	constructor(id: string, stored: () => OfficialDocument | undefined) {
		this.#id = id;
		this.#stored = stored;
	}

	/** What a field shows; undefined until the document has arrived. */
	get<F extends Field>(field: F): Elements[F] | undefined {
		if (this.#typed.has(field)) return this.#typed.get(field) as Elements[F];
		return this.#stored()?.elements[field];
	}

	/** Lets fields that the server has taken follow it again; called with every new state of the document. */
	settle(document: OfficialDocument): void {
		for (const [field, version] of this.#taken) {
			if (document.version <= version) continue;
			this.#taken.delete(field);
			this.#typed.delete(field);
		}
	}

	/** Takes what was typed; it is saved after a short pause. */
	set<F extends Field>(field: F, value: Elements[F]): void {
		this.#typed.set(field, value);
		this.#taken.delete(field);
		this.#refusal = null;
		this.#waiting = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), PAUSE);
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
		if (this.#changes().size === 0) {
			this.#waiting = false;
			return true;
		}
		this.#flight = this.#send();
		try {
			return await this.#flight;
		} finally {
			this.#flight = undefined;
		}
	}

	/** Typed values that the server has not taken and that differ from the stored ones. */
	#changes(): Map<Field, Elements[Field]> {
		const stored = this.#stored()?.elements;
		return new Map(
			[...this.#typed].filter(
				([field, value]) =>
					!this.#taken.has(field) &&
					!(stored && JSON.stringify(stored[field]) === JSON.stringify(value)),
			),
		);
	}

	async #send(): Promise<boolean> {
		const changes = this.#changes();
		const version = this.#stored()?.version ?? 0;
		this.#sending = true;
		this.#waiting = false;
		const answer = await act(
			'document/edit',
			this.#id,
			{ elements: Object.fromEntries(changes) },
			{ quiet: true, title: m.task({ title: this.get('title') ?? '' }) },
		);
		this.#sending = false;
		this.#queued = !answer.ok && answer.queued === true;
		if (!answer.ok && answer.queued !== true) {
			this.#refusal = answer.message;
			return false;
		}
		this.#savedAt = new Date();
		for (const [field, value] of changes)
			if (this.#typed.get(field) === value) this.#taken.set(field, version);
		const stored = this.#stored();
		if (stored) this.settle(stored);
		return true;
	}
}
