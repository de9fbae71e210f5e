import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowDraftRecord } from '@wenshu/domain/flow/definition-store.ts';
import { untrack } from 'svelte';
import { clockTime } from '../platform/dates.ts';
import type { Designer } from './designer.svelte.ts';
import { flowOfDraft, saveDraft } from './flow-store.ts';
import { m } from './words.ts';

/** Where the words of the draft are. */
export type SaveState =
	| { is: 'same' | 'waiting' | 'saving' | 'incomplete' }
	| { is: 'saved'; at: Date }
	| { is: 'refused'; why: string }
	/** Somebody else saved in between: nothing is written until the person decides. */
	| { is: 'conflict'; by: string };

/** How long after the last change a draft is saved, in milliseconds. */
const pause = 1200;

/** Keeps the draft of a designer at the server, and never over somebody else's. */
export class Autosave {
	#state = $state.raw<SaveState>({ is: 'same' });
	#timer: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> | null = null;
	/** The draft as the server has it, as far as we know. */
	#revision: number;
	#stored: Flow;
	/** The latest version we know of. */
	#published = 0;
	/** Whether the server had a draft when we last heard of it. */
	#heard = false;
	readonly #designer: Designer;

	constructor(designer: Designer, draft: FlowDraftRecord | null) {
		this.#designer = designer;
		this.#stored = designer.flow;
		this.#revision = draft?.revision ?? 0;
		if (draft) this.#state = { is: 'saved', at: draft.at };
	}

	get state(): SaveState {
		return this.#state;
	}
	get revision(): number {
		return this.#revision;
	}
	/** Whether something would be lost if the page were left now. */
	get dirty(): boolean {
		return this.#designer.flow !== this.#stored;
	}
	/** The state in words. */
	words(published: number): string {
		const state = this.#state;
		switch (state.is) {
			case 'same':
				return published > 0 ? m.untouched({ n: published }) : m.unsaved;
			case 'waiting':
				return m.unsaved;
			case 'saving':
				return m.saving;
			case 'incomplete':
				return m.incomplete({ n: this.#designer.incomplete.length });
			case 'saved':
				return m.saved({ time: clockTime(state.at) });
			case 'refused':
				return m.notSaved({ why: state.why });
			case 'conflict':
				return m.conflict({ name: state.by });
		}
	}

	/** To be called with every change. */
	changed(): void {
		if (!this.dirty || this.#state.is === 'conflict') return;
		clearTimeout(this.#timer);
		if (this.#designer.incomplete.length > 0) {
			this.#state = { is: 'incomplete' };
			return;
		}
		if (this.#saving === null) this.#state = { is: 'waiting' };
		this.#timer = setTimeout(() => void this.save(), pause);
	}

	/** Saves now what is not saved; answers whether everything is at the server. */
	async save(): Promise<boolean> {
		clearTimeout(this.#timer);
		if (this.#saving !== null) await this.#saving;
		if (!this.dirty) return true;
		if (this.#state.is === 'conflict' || this.#designer.incomplete.length > 0) return false;
		this.#saving = this.#send(this.#designer.flow);
		await this.#saving;
		this.#saving = null;
		if (this.dirty) this.changed();
		return !this.dirty;
	}

	async #send(flow: Flow): Promise<void> {
		this.#state = { is: 'saving' };
		const answer = await saveDraft(flow, this.#revision);
		if (answer.ok) {
			this.#revision = answer.result.revision;
			this.#stored = flow;
			this.#state = { is: 'saved', at: new Date() };
		} else if (['flow/draftChanged', 'flow/draftGone', 'core/stale'].includes(answer.code)) {
			const by = 'detail' in answer ? answer.detail?.['name'] : undefined;
			this.#state = { is: 'conflict', by: by ?? m.someoneElse };
		} else this.#state = { is: 'refused', why: answer.message };
	}

	/** Told of the draft and the version that the server has: a newer draft than ours is somebody else's. */
	heard(stored: FlowDraftRecord | null, version: number): void {
		this.#published = Math.max(this.#published, version);
		// A draft begun from an earlier version was published already; its deletion is still on the way.
		const draft = stored !== null && stored.base < this.#published ? null : stored;
		const wasThere = this.#heard;
		this.#heard = draft !== null;
		if (draft === null) {
			// Published or discarded elsewhere: the next change begins a new draft.
			if (wasThere && this.#saving === null) this.published(this.#published);
			return;
		}
		if (this.#saving !== null || draft.revision <= this.#revision) return;
		if (untrack(() => this.dirty)) {
			clearTimeout(this.#timer);
			this.#state = { is: 'conflict', by: draft.byName };
			return;
		}
		this.take(draft);
	}

	/** Takes the server's draft in place of what is here. */
	take(draft: FlowDraftRecord): void {
		clearTimeout(this.#timer);
		this.#designer.replace(flowOfDraft(draft));
		this.#stored = this.#designer.flow;
		this.#revision = draft.revision;
		this.#state = { is: 'saved', at: draft.at };
	}

	/** The draft became a version: there is none until the next change. */
	published(version: number): void {
		this.#published = Math.max(this.#published, version);
		this.#heard = false;
		this.#revision = 0;
		if (this.#state.is !== 'conflict') this.#state = { is: 'same' };
		untrack(() => this.changed());
	}
	/** What is here is not wanted any more. */
	forget(): void {
		this.stop();
		this.#stored = this.#designer.flow;
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
