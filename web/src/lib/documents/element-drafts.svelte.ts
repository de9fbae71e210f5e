import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { Drafts } from '../platform/drafts.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({ task: ['修改公文要素：{title}', 'Change elements: {title}'] });

const PAUSE = 900;

type Field = keyof Elements;

/** The elements of one document as the person is typing them. */
export class ElementDrafts extends Drafts<Field, OfficialDocument> {
	constructor(id: string, stored: () => OfficialDocument | undefined) {
		super(id, stored, PAUSE);
	}

	/** What a field shows; undefined until the document has arrived. */
	override get<F extends Field>(field: F): Elements[F] | undefined {
		return super.get(field) as Elements[F] | undefined;
	}

	/** Takes what was typed; it is saved after a short pause. */
	override set<F extends Field>(field: F, value: Elements[F]): void {
		super.set(field, value);
	}

	protected override storedValue(field: Field): unknown {
		return this.stored()?.elements[field];
	}

	protected override send(changes: ReadonlyMap<Field, unknown>): Promise<ActOutcome> {
		return act(
			'document/edit',
			this.id,
			{ elements: Object.fromEntries(changes) },
			{ quiet: true, title: m.task({ title: this.get('title') ?? '' }) },
		);
	}
}
