import { z } from 'zod';
import type { FieldContent, RecordValues, ValuesOf, Fields } from './field.ts';
import type { AnyModule, ModuleDefinition, Problems } from './module.ts';
import { editableKeys, emptyValues, fieldOf } from './module.ts';
import { readField } from './read-field.ts';

/** A record as read from a form, an act or a row. */
export type RecordReading =
	{ ok: true; values: Record<string, FieldContent> } | { ok: false; problems: Problems };

/**
 * Reads all fields a form may fill and checks them, singly and together. `confidential` says whether the
 * confidential fields are part of it; `before` gives the values of those that are not filled here.
 */
export function readRecord(
	module: AnyModule,
	raw: Readonly<Record<string, unknown>>,
	options: { confidential: boolean; before?: RecordValues },
): RecordReading {
	const keys = editableKeys(module, options.confidential);
	const problems: Record<string, Problems[string]> = {};
	const values: Record<string, FieldContent> = { ...emptyValues(module), ...options.before };
	for (const key of keys) {
		const reading = readField(fieldOf(module, key), raw[key]);
		if (reading.ok) values[key] = reading.value;
		else problems[key] = reading.problem;
	}
	if (Object.keys(problems).length > 0) return { ok: false, problems };
	const together = module.check?.(values) ?? {};
	if (Object.keys(together).length > 0) return { ok: false, problems: together };
	return { ok: true, values };
}

/** Keys of an input that are no field anybody may fill: a sign of a forged or outdated form. */
export function unknownKeys(
	module: AnyModule,
	raw: Readonly<Record<string, unknown>>,
	confidential: boolean,
): string[] {
	const known = new Set(editableKeys(module, confidential));
	return Object.keys(raw).filter((key) => !known.has(key));
}

/**
 * The zod schema of what a form of this module sends: every field checked with its Chinese sentence, unknown
 * keys refused. Acts and the portal parse with it.
 */
export function recordSchema<F extends Fields>(
	module: ModuleDefinition<string, F>,
	options: { confidential: boolean } = { confidential: true },
): z.ZodType<ValuesOf<F>> {
	const anyModule = module as unknown as AnyModule;
	return z.record(z.string(), z.unknown()).transform((raw, context): ValuesOf<F> => {
		for (const key of unknownKeys(anyModule, raw, options.confidential))
			context.addIssue({ code: 'custom', path: [key], message: '没有这一项' });
		const reading = readRecord(anyModule, raw, options);
		if (reading.ok) return reading.values as unknown as ValuesOf<F>;
		for (const [key, words] of Object.entries(reading.problems))
			context.addIssue({ code: 'custom', path: [key], message: words[0] });
		return z.NEVER;
	});
}
