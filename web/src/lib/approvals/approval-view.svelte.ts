import { mayAttach, type Approval, type RestrictedField } from '@wenshu/domain/approval/model.ts';
import { CaseView, type CaseSubject } from '../flow/case-view.svelte.ts';
import { LiveDoc, LiveQuery, where, type ReadError } from '../platform/live.svelte.ts';
import { defineMessages } from '../platform/messages.ts';
import { session } from '../platform/session.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { FormDrafts } from './form-drafts.svelte.ts';
import { formLines, isBlank, plainLabel, type FormLine } from '@wenshu/domain/approval/form-fields.ts';

const m = defineMessages({
	unsaved: [
		'表单还没有存到服务器，请联网后再办理。',
		'The form is not at the server yet. Try again when you are online.',
	],
});

/** One matter on the form of its flow (通用审批), live. */
export class ApprovalView extends CaseView {
	readonly drafts: FormDrafts;
	readonly #approval: LiveDoc<Approval>;
	/** Fields that some step hides and that are shown to the signed-in person. */
	readonly #restricted: LiveQuery<RestrictedField>;
	readonly #whole = $derived.by(() => {
		const stored = this.#approval.current;
		if (!stored?.restricted?.length) return stored;
		const apart = this.#restricted.current ?? [];
		const own = Object.fromEntries(apart.map(({ fieldId, value }) => [fieldId, value]));
		return { ...stored, fields: { ...stored.fields, ...own } };
	});

	constructor(id: string, taskId?: () => string | undefined) {
		super(id, taskId);
		this.#approval = new LiveDoc(`approvals/${id}`);
		const constraints = session.can('flow.monitor')
			? []
			: [where('readers', 'array-contains', session.uid)];
		this.#restricted = new LiveQuery(`approvals/${id}/restricted`, constraints);
		this.drafts = new FormDrafts(id, () => this.approval ?? undefined);
		this.savers.add(() => this.drafts.flush());
	}

	get approval(): Approval | null | undefined {
		return this.#whole;
	}
	override get error(): ReadError | undefined {
		return this.#approval.error ?? super.error;
	}
	/** Whether what is shown may be behind the server. */
	get stale(): boolean {
		return this.#approval.fromCache;
	}
	override retry(): void {
		this.#approval.retry();
		super.retry();
	}

	get about(): CaseSubject | null {
		const { approval } = this;
		if (!approval) return null;
		return {
			title: approval.title,
			// Conditions follow what is being typed: the next step shown is the one that will be.
			fields: this.drafts.values,
			dutiesDone: new Set(),
			supervises: session.can('flow.monitor'),
			holds: false,
			attachments: approval.attachments,
			files: 'approval',
		};
	}
	protected sayUnsaved(): void {
		toast.warn(this.drafts.refusal ?? m.unsaved);
	}

	/** The form as the signed-in person sees it. */
	readonly lines: FormLine[] = $derived.by(() => {
		const { flow, instance, offers } = this;
		if (!flow || !instance) return [];
		const uids = new Set([session.uid, ...(offers?.onBehalfOf ? [offers.onBehalfOf] : [])]);
		const node = offers?.isAnswer ? null : (offers?.node ?? null);
		const shown = new Set((this.#restricted.current ?? []).map(({ fieldId }) => fieldId));
		const apart = (this.approval?.restricted ?? []).filter((fieldId) => !shown.has(fieldId));
		return formLines(flow, instance.state, { uids, node }).filter(
			({ field }) => !apart.includes(field.id),
		);
	});

	override get missingFields(): readonly { id: string; label: string }[] {
		return this.lines
			.filter(({ field, right }) => right === 'required' && isBlank(this.drafts.get(field.id)))
			.map(({ field }) => ({ id: field.id, label: plainLabel(field.label) }));
	}

	/** Whether the title may be changed here and now: the initiator's steps say what the matter is called. */
	readonly mayRename = $derived.by(() => {
		const { offers } = this;
		return offers?.node?.handler.by === 'initiator' && !offers.isAnswer;
	});
	/** Whether files may be added and taken away here and now. The server decides again. */
	readonly mayAttach = $derived.by(() => {
		const { offers } = this;
		return !!offers?.node && !offers.isAnswer && mayAttach(offers.node);
	});
}
