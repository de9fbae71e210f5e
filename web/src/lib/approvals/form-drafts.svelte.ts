import type { Approval } from '@wenshu/domain/approval/model.ts';
import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { Drafts } from '../platform/drafts.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({ task: ['填写表单：{title}', 'Fill in: {title}'] });

const PAUSE = 1200;
/** The title among the fields; ids of fields cannot be written so. */
export const TITLE = '.title';

/**
 * The form of a matter as the person is filling it in. A draft is saved after a short pause; a running case
 * when the field is left, for every change of it is on the record.
 */
export class FormDrafts extends Drafts<string, Approval> {
	constructor(id: string, stored: () => Approval | undefined) {
		super(id, stored, PAUSE);
	}

	/** The title as it stands or is being typed. */
	get title(): string {
		const title = this.get(TITLE);
		return typeof title === 'string' ? title : '';
	}
	/** All values, typed ones first. */
	get values(): Record<string, unknown> {
		const typed = [...this.typed].filter(([id]) => id !== TITLE);
		return { ...this.stored()?.fields, ...Object.fromEntries(typed) };
	}

	protected override storedValue(id: string): unknown {
		const stored = this.stored();
		return id === TITLE ? stored?.title : stored?.fields[id];
	}

	protected override send(changes: ReadonlyMap<string, unknown>): Promise<ActOutcome> {
		const title = changes.get(TITLE);
		const fields = Object.fromEntries([...changes].filter(([id]) => id !== TITLE));
		return act(
			'approval/edit',
			this.id,
			{ fields, ...(typeof title === 'string' && title.trim() !== '' ? { title } : {}) },
			{ quiet: true, title: m.task({ title: this.title }) },
		);
	}
}
