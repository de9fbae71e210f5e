import { documentKindIds } from '@wenshu/domain/document/kinds.ts';
import type { Template } from '@wenshu/domain/document/model.ts';

/** What a person may begin: a draft on a template, the register of incoming letters, a matter on a flow. */
export type Beginning = { name: string; about: string; hint: string } & (
	| { kind: 'document'; template: Template }
	| { kind: 'incoming' }
	| { kind: 'approval'; flowId: string }
);
export type BeginningKind = Beginning['kind'];

/** What the chooser needs of `flows/{id}`. */
export interface FlowLine {
	id: string;
	name: string;
	description?: string;
	module: string;
	enabled?: boolean;
}

/** Drafts that templates offer, in the order of the kinds of document (文种). */
export function draftsOf(templates: readonly Template[]): Beginning[] {
	const place = ({ kind }: Template) => documentKindIds.indexOf(kind);
	return templates
		.filter(({ disabled }) => !disabled)
		.sort((a, b) => place(a) - place(b))
		.map((template) => {
			const { name, kind, hint } = template;
			return { kind: 'document', name, about: kind, hint, template };
		});
}

/** Matters that flows of forms offer, by kind and name; a flow of documents begins with a document. */
export function mattersOf(
	flows: readonly FlowLine[],
	moduleName: (module: string) => string,
): Beginning[] {
	const by = (flow: FlowLine) => `${moduleName(flow.module)} ${flow.name}`;
	return flows
		.filter(({ module, enabled }) => module !== 'document' && enabled !== false)
		.sort((a, b) => by(a).localeCompare(by(b), 'zh-CN'))
		.map(({ id, name, module, description = '' }) => {
			const about = moduleName(module);
			return { kind: 'approval', name, about, hint: description, flowId: id };
		});
}

/** Whether something that can be begun answers a search; `sounds` knows pinyin. */
export function answersTo(
	{ name, about, hint }: Beginning,
	text: string,
	sounds: (name: string, text: string) => boolean,
): boolean {
	const wanted = text.trim().toLowerCase();
	if (wanted === '') return true;
	return `${name}\n${about}\n${hint}`.toLowerCase().includes(wanted) || sounds(name, wanted);
}
