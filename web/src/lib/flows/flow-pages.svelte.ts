import { flowSchema, type Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowDraftRecord, FlowHead } from '@wenshu/domain/flow/definition-store.ts';
import { liveDoc, type LiveDoc, type ReadError } from '../platform/live.svelte.ts';
import { flowOfDraft, type FlowRecord } from './flow-store.ts';

/** A flow as its pages read it, live: what is published, its draft, and the definition that is drawn. */
export class OpenFlow {
	readonly id: string;
	readonly #head: LiveDoc<FlowHead>;
	readonly #draft: LiveDoc<FlowDraftRecord>;
	readonly #versionPath = $derived.by(() => {
		const { record } = this;
		if (!record || record.draft || record.head === null) return null;
		return `flows/${record.id}/versions/${String(record.head.version)}`;
	});
	readonly #version = $derived(
		this.#versionPath === null ? null : liveDoc<Flow>(this.#versionPath, flowSchema),
	);

	#last: Flow | undefined;

	constructor(id: string) {
		this.id = id;
		this.#head = liveDoc(`flows/${id}`);
		this.#draft = liveDoc(`flowDrafts/${id}`);
	}

	/** Null where there is no such flow, undefined while it is read. */
	get record(): FlowRecord | null | undefined {
		const [head, draft] = [this.#head.current, this.#draft.current];
		if (head === undefined || draft === undefined) return undefined;
		return head === null && draft === null ? null : { id: this.id, head, draft };
	}
	get error(): ReadError | undefined {
		return this.#head.error ?? this.#draft.error ?? this.#version?.error;
	}
	retry(): void {
		this.#head.retry();
		this.#draft.retry();
		this.#version?.retry();
	}
	/** The definition to draw: the draft, else the version in force; null where there is none. */
	get current(): Flow | null | undefined {
		const { record } = this;
		if (!record) return record;
		const flow = record.draft ? flowOfDraft(record.draft) : (this.#version?.current ?? undefined);
		// While a new version is read, what was there before stays on the page.
		this.#last = flow ?? this.#last;
		return this.#last;
	}
}
