import { emptyBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { DocumentKind } from '@wenshu/domain/document/kinds.ts';
import type { Closing, Elements, Format } from '@wenshu/domain/document/model.ts';
import { templateContentSchema, type TemplateContent } from '@wenshu/domain/document/template.ts';
import { m } from './words.ts';

type Errors = Readonly<Record<string, string>>;

/** The form of a template while it is made. */
export class TemplateDraft {
	name = $state('');
	kind = $state<DocumentKind | ''>('通知');
	organMark = $state('');
	issuer = $state('');
	seriesId = $state('');
	flowId = $state('');
	printOrgan = $state('');
	hint = $state('');
	format = $state<Format | ''>('');
	closing = $state<Closing | ''>('');
	joint = $state.raw<readonly string[]>([]);
	title = $state('');
	recipients = $state.raw<readonly string[]>([]);
	copyTo = $state.raw<readonly string[]>([]);
	secrecy = $state<Elements['secrecy'] | ''>('公开');
	urgency = $state<Elements['urgency'] | ''>('平件');
	signers = $state.raw<readonly string[]>([]);
	attachments = $state.raw<readonly string[]>([]);
	note = $state('');
	body = $state.raw<BodyNode>(emptyBody());
	/** Whether somebody tried to save: what is missing is shown from then on. */
	tried = $state(false);
	/** Elements the form does not show are kept as they were. */
	#rest: Omit<TemplateContent['elements'], 'format' | 'closing' | 'jointOrgans'> = {};
	#stored = $state.raw('');

	constructor(content: TemplateContent | null) {
		if (content !== null) this.take(content);
		this.kept();
	}

	/** The content as it would be saved; not yet checked. */
	get content(): object {
		const elements = {
			...this.#rest,
			...(this.format === '' ? {} : { format: this.format }),
			...(this.closing === '' ? {} : { closing: this.closing }),
			...(this.joint.length === 0 ? {} : { jointOrgans: this.joint }),
			title: this.title.trim(),
			kind: this.kind,
			mainRecipients: this.recipients,
			copyTo: this.copyTo,
			secrecy: this.secrecy,
			urgency: this.urgency,
			signers: this.signers,
			attachmentNames: this.attachments,
			note: this.note.trim(),
		};
		return {
			name: this.name.trim(),
			kind: this.kind,
			flowId: this.flowId,
			seriesId: this.seriesId,
			organMark: this.organMark.trim(),
			issuer: this.issuer.trim(),
			...(this.printOrgan.trim() === '' ? {} : { printOrgan: this.printOrgan.trim() }),
			elements,
			body: this.body,
			hint: this.hint.trim(),
		};
	}

	/** The content where everything needed is there; null otherwise. */
	readonly complete: TemplateContent | null = $derived.by(() => {
		const parsed = templateContentSchema.safeParse(this.content);
		return parsed.success ? parsed.data : null;
	});

	/** What is wrong, by field. */
	readonly errors: Errors = $derived.by(() => {
		const parsed = templateContentSchema.safeParse(this.content);
		if (parsed.success) return {};
		const errors: Record<string, string> = {};
		for (const { path } of parsed.error.issues) {
			const field = String(path[0] === 'elements' ? path[1] : path[0]);
			const value = (this as unknown as Record<string, unknown>)[field];
			errors[field] ??= value === '' ? m.required : m.tooLong;
		}
		return errors;
	});

	/** The error to show beside a field. */
	error(field: string): string | undefined {
		return this.tried ? this.errors[field] : undefined;
	}

	readonly #written = $derived(JSON.stringify(this.content));
	get dirty(): boolean {
		return this.#written !== this.#stored;
	}

	/** Takes a content into the form; the form is dirty then, unless it is what was stored. */
	take(content: TemplateContent): void {
		const { elements } = content;
		const { format, closing, jointOrgans, ...rest } = elements;
		this.#rest = rest;
		this.name = content.name;
		this.kind = content.kind;
		this.organMark = content.organMark;
		this.issuer = content.issuer;
		this.seriesId = content.seriesId;
		this.flowId = content.flowId;
		this.printOrgan = content.printOrgan ?? '';
		this.hint = content.hint;
		this.format = format ?? '';
		this.closing = closing ?? '';
		this.joint = jointOrgans ?? [];
		this.title = elements.title ?? '';
		this.recipients = elements.mainRecipients ?? [];
		this.copyTo = elements.copyTo ?? [];
		this.secrecy = elements.secrecy ?? '公开';
		this.urgency = elements.urgency ?? '平件';
		this.signers = elements.signers ?? [];
		this.attachments = elements.attachmentNames ?? [];
		this.note = elements.note ?? '';
		this.body = content.body;
	}

	/** What is in the form is stored now. */
	kept(): void {
		this.#stored = JSON.stringify(this.content);
	}
}
