import { modules } from '@wenshu/domain/modules/index.ts';
import { ownKinds } from '../approvals/module-names.ts';
import { say } from '../platform/messages.ts';
import { m } from './words.ts';

/** What a flow may move: documents, the records of a module, or matters on a form of the flow's own. */
export function moduleOptions(): { value: string; label: string }[] {
	return [
		{ value: 'document', label: m.documents },
		...modules.map((module) => ({ value: module.id, label: say(module.label) })),
		...Object.entries(ownKinds)
			.filter(([id]) => modules.every((module) => module.id !== id))
			.map(([value, label]) => ({ value, label: say(label) })),
	];
}

export const moduleName = (id: string): string =>
	moduleOptions().find((option) => option.value === id)?.label ?? m.otherMatters;
