import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import type { RecordValues } from './field.ts';

/** `records/{module}/items/{id}`, or `removed/{id}` after removal: one record without its confidential facts. */
export interface StoredRecord {
	id: string;
	module: string;
	/** What names it in lists and search; the value of the module's title field. */
	title: string;
	/** Register number, when the module counts its records. */
	number: string | null;
	values: RecordValues;
	/** Who sees it besides its writers: unit ids or `all`. */
	audience: readonly string[];
	/** Search tokens of its searchable fields. */
	t: Readonly<Record<string, true>>;
	/** Texts the tokens were made of, pinyin initials included; search compares with them. */
	words: readonly string[];
	unitId: string;
	unitName: string;
	createdBy: string;
	createdByName: string;
	createdAt: Date;
	updatedBy: string;
	updatedByName: string;
	updatedAt: Date;
	version: number;
	/** Why and when it was removed; null while it stands. */
	removal: { by: string; byName: string; at: Date; reason: string } | null;
}

/** `records/{module}/confidential/{id}`: the facts only holders of `confidential` may read. */
export interface StoredConfidential {
	id: string;
	module: string;
	values: RecordValues;
	updatedBy: string;
	updatedAt: Date;
}

/** One changed field. Confidential and formatted contents are not repeated: both sides are null. */
export interface FieldChange {
	field: string;
	before: RecordValues[string];
	after: RecordValues[string];
}

/** `records/{module}/items/{id}/history/{version}`: who changed what, and when. */
export interface HistoryEntry {
	version: number;
	act: 'create' | 'update' | 'step' | 'remove' | 'restore' | 'import';
	/** The step taken, or the reason of a removal. */
	note: string;
	by: string;
	byName: string;
	unitName: string;
	at: Date;
	changes: readonly FieldChange[];
}

const values = z.record(z.string(), z.unknown());
const module = z.string().regex(/^[a-z]{2,40}$/);

/** Rows taken by one import act. */
export const IMPORT_LIMIT = 200;

/** Inputs of the record acts. Confidential values travel apart, because the journal must not keep them. */
export const recordInputs = {
	create: z.object({ module, values, confidential: values.optional() }),
	update: z.object({ module, values, confidential: values.optional() }),
	step: z.object({ module, step: z.string().max(40) }),
	remove: z.object({ module, reason: z.string().trim().max(200).default('') }),
	restore: z.object({ module }),
	import: z.object({
		module,
		rows: z
			.array(z.object({ id: idSchema, row: z.number().int().min(1).max(1_000_000), values }))
			.min(1)
			.max(IMPORT_LIMIT),
		/** Confidential values by record id. */
		confidential: z.record(idSchema, values).optional(),
	}),
};
