import type { Field, Words } from './field.ts';
import type { AnyModule } from './module.ts';
import { editableKeys, fieldEntries } from './module.ts';

/** A group of fields under a heading, as forms and detail pages draw it. */
export interface Section {
	/** Null for fields before the first heading. */
	label: Words | null;
	fields: { key: string; field: Field; width: 'half' | 'full' }[];
}

const FULL_WIDTH = new Set(['longText', 'richText', 'attachments']);

/** Layout of a form: what a person may fill in, in the order of the declaration. */
export function formLayout(module: AnyModule, options: { confidential: boolean }): Section[] {
	return layout(module, new Set(editableKeys(module, options.confidential)));
}

/** Layout of a detail page and of its print-out: everything a person may see. */
export function detailLayout(module: AnyModule, options: { confidential: boolean }): Section[] {
	const seen = fieldEntries(module)
		.filter(([, field]) => options.confidential || field.confidential !== true)
		.map(([key]) => key);
	return layout(module, new Set(seen));
}

function layout(module: AnyModule, keys: ReadonlySet<string>): Section[] {
	const sections: Section[] = [{ label: null, fields: [] }];
	for (const [key, field] of fieldEntries(module)) {
		if (field.section) sections.push({ label: field.section, fields: [] });
		if (!keys.has(key)) continue;
		const width = field.width ?? (FULL_WIDTH.has(field.kind) ? 'full' : 'half');
		sections.at(-1)?.fields.push({ key, field, width });
	}
	return sections.filter((section) => section.fields.length > 0);
}
