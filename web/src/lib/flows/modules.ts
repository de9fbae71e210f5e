import { modules } from '@wenshu/domain/modules/index.ts';
import { say } from '../platform/messages.ts';
import { m } from './words.ts';

/** What a flow may move: documents, or the records of a module. */
export function moduleOptions(): { value: string; label: string }[] {
	return [
		{ value: 'document', label: m.documents },
		...modules.map((module) => ({ value: module.id, label: say(module.label) })),
	];
}

export const moduleName = (id: string): string =>
	moduleOptions().find((option) => option.value === id)?.label ?? id;
