import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { documentFieldValues } from '@wenshu/domain/document/fields.ts';
import { dutiesDone, mayEditElements } from '@wenshu/domain/document/rights.ts';
import type { HandOver } from '@wenshu/domain/trace/model.ts';
import { CaseView, type CaseSubject } from '../flow/case-view.svelte.ts';
import { LiveDoc, LiveQuery, orderBy, type ReadError } from '../platform/live.svelte.ts';
import { defineMessages } from '../platform/messages.ts';
import { session } from '../platform/session.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { ElementDrafts } from './element-drafts.svelte.ts';

const m = defineMessages({
	unsaved: [
		'正文还没有存到服务器，请联网后再办理。',
		'The text is not at the server yet. Try again when you are online.',
	],
});

/** One official document with its case, live: what the workspace draws and what it may offer. */
export class Workspace extends CaseView {
	readonly drafts: ElementDrafts;
	readonly #document: LiveDoc<OfficialDocument>;
	readonly #hands: LiveQuery<HandOver>;

	constructor(id: string, taskId?: () => string | undefined) {
		super(id, taskId);
		this.#document = new LiveDoc(`documents/${id}`);
		this.#hands = new LiveQuery(`texts/${id}/hands`, [orderBy('at')]);
		this.drafts = new ElementDrafts(id, () => this.document ?? undefined);
		this.savers.add(() => this.drafts.flush());
	}

	get document(): OfficialDocument | null | undefined {
		return this.#document.current;
	}
	/** Who might write in the text from when on; empty while it is not known. */
	get hands(): HandOver[] {
		return this.#hands.current ?? [];
	}
	override get error(): ReadError | undefined {
		return this.#document.error ?? super.error;
	}
	/** Whether what is shown may be behind the server. */
	get stale(): boolean {
		return this.#document.fromCache;
	}
	override retry(): void {
		this.#document.retry();
		super.retry();
	}

	get about(): CaseSubject | null {
		const { document } = this;
		if (!document) return null;
		return {
			title: document.elements.title,
			fields: documentFieldValues(document),
			dutiesDone: dutiesDone(document),
			supervises: session.canAny('flow.monitor', 'document.terminate'),
			holds: document.seal !== null,
			attachments: document.attachments,
			files: 'document',
		};
	}
	protected sayUnsaved(): void {
		toast.warn(this.drafts.refusal ?? m.unsaved);
	}

	/** Whether elements and attachments may be changed here and now. The server decides again. */
	readonly mayEdit = $derived.by(() => {
		const { document, instance, flow } = this;
		if (!document || !instance || !flow) return false;
		return mayEditElements(document, flow, instance.state, session.uid, this.actsFor).ok;
	});
}
