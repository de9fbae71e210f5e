import type { FieldContent, RecordValues } from './field.ts';
import type { AnyModule } from './module.ts';
import { fieldEntries } from './module.ts';

/**
 * Values as Firestore keeps them: formatted text becomes one JSON string, because Firestore nests at most
 * twenty levels and would index every word of it.
 */
export function toStored(module: AnyModule, values: RecordValues): Record<string, unknown> {
	const stored: Record<string, unknown> = { ...values };
	for (const [key, field] of fieldEntries(module)) {
		const content = values[key];
		if (field.kind === 'richText' && content !== null && content !== undefined)
			stored[key] = JSON.stringify(content);
	}
	return stored;
}

/** Values as the house uses them, from what Firestore keeps. */
export function fromStored(
	module: AnyModule,
	stored: Readonly<Record<string, unknown>>,
): Record<string, FieldContent> {
	const values = { ...stored } as Record<string, FieldContent>;
	for (const [key, field] of fieldEntries(module))
		if (field.kind === 'richText' && typeof values[key] === 'string')
			values[key] = JSON.parse(values[key]) as FieldContent;
	return values;
}
