import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Field, FieldContent, RecordValues, Words } from './field.ts';
import { isEmpty } from './field.ts';
import type { RecordRefusal } from './messages.ts';
import type { FieldChange, HistoryEntry, StoredConfidential, StoredRecord } from './model.ts';
import type { AnyModule, ModulePermissions } from './module.ts';
import { fieldEntries, fieldOf, mayInModule, splitValues } from './module.ts';
import { readRecord, unknownKeys } from './read-record.ts';
import { searchTokens } from './tokens.ts';

/** Who acts on a record. */
export interface RecordActor {
	uid: string;
	name: string;
	unitId: string;
	unitName: string;
	permissions: Readonly<Record<string, unknown>>;
}

/** What a form sends: open values, and the confidential ones where the person may see them. */
export interface RecordInput {
	values: Readonly<Record<string, unknown>>;
	confidential?: Readonly<Record<string, unknown>> | undefined;
}

/** What the server knows and the domain cannot: the time, and pinyin initials of texts. */
export interface RecordContext {
	actor: RecordActor;
	at: Date;
	initials(text: string): string;
}

/** The documents an act leaves behind. */
export interface RecordEffect {
	item: StoredRecord;
	confidential: StoredConfidential | null;
	history: HistoryEntry;
}

type Refused = RecordRefusal | 'core/forbidden' | 'core/stale';
type Decided<T> = Decision<T, Refused>;

/** Refuses whoever lacks a permission of the module (RE-1). */
export function demand(
	module: AnyModule,
	actor: RecordActor,
	kind: keyof ModulePermissions,
): Decided<null> {
	if (mayInModule(actor.permissions, module, kind)) return grant(null);
	return refuse('core/forbidden', { permission: module.permissions[kind]?.[0] ?? module.label[0] });
}

/** Registers a record (RE-1, RE-2, RE-3). Uniqueness is decided by the keys of `uniqueKeys`. */
export function createRecord(
	module: AnyModule,
	id: string,
	input: RecordInput,
	number: string | null,
	context: RecordContext,
	act: 'create' | 'import' = 'create',
): Decided<RecordEffect> {
	const allowed = demandWriting(module, input, context.actor);
	if (!allowed.ok) return allowed;
	const read = readInput(module, input);
	if (!read.ok) return read;
	const { actor, at } = context;
	const base = {
		id,
		module: module.id,
		number,
		unitId: actor.unitId,
		unitName: actor.unitName,
		createdBy: actor.uid,
		createdByName: actor.name,
		createdAt: at,
		version: 0,
		removal: null,
	};
	return grant(effect(module, base, null, read.value, input, context, act, ''));
}

/** Changes a record as somebody saw it at `version` (RE-1, RE-2, RE-3, RE-4). */
export function updateRecord(
	module: AnyModule,
	before: StoredRecord,
	input: RecordInput,
	version: number | null,
	context: RecordContext,
): Decided<RecordEffect> {
	const allowed = demandWriting(module, input, context.actor);
	if (!allowed.ok) return allowed;
	if (before.version !== version) return refuse('core/stale');
	const read = readInput(module, input, before.values);
	if (!read.ok) return read;
	return grant(effect(module, before, before.values, read.value, input, context, 'update', ''));
}

/** Takes a step of the record's life, such as publishing (RE-1, RE-4, RE-5). */
export function takeStep(
	module: AnyModule,
	before: StoredRecord,
	stepId: string,
	version: number | null,
	context: RecordContext,
): Decided<RecordEffect> {
	const allowed = demand(module, context.actor, 'write');
	if (!allowed.ok) return allowed;
	const life = module.life;
	const step = life && Object.hasOwn(life.steps, stepId) ? life.steps[stepId] : undefined;
	if (life === undefined || step === undefined)
		return refuse('record/stepRefused', { state: '-', step: stepId });
	if (before.version !== version) return refuse('core/stale');
	const state = before.values[life.field];
	if (typeof state !== 'string' || !step.from.includes(state))
		return refuse('record/stepRefused', {
			state: optionWords(fieldOf(module, life.field), state)[0],
			step: step.label[0],
		});
	const values: Record<string, FieldContent> = { ...before.values, [life.field]: step.to };
	if (life.stamp?.on === step.to) {
		values[life.stamp.at] = context.at;
		values[life.stamp.by] = context.actor.uid;
	}
	const input = { values: {} };
	return grant(
		effect(module, before, before.values, values, input, context, 'step', step.label[0]),
	);
}

/** Puts a record into the bin; nothing is lost (RE-6). */
export function removeRecord(
	module: AnyModule,
	before: StoredRecord,
	reason: string,
	version: number | null,
	context: RecordContext,
): Decided<RecordEffect> {
	const allowed = demand(module, context.actor, 'write');
	if (!allowed.ok) return allowed;
	if (before.version !== version) return refuse('core/stale');
	const { actor, at } = context;
	const item: StoredRecord = {
		...before,
		...touched(context),
		version: before.version + 1,
		removal: { by: actor.uid, byName: actor.name, at, reason },
	};
	return grant({ item, confidential: null, history: entry(item, 'remove', reason, [], context) });
}

/** Takes a record out of the bin as it was (RE-6). */
export function restoreRecord(
	module: AnyModule,
	before: StoredRecord,
	context: RecordContext,
): Decided<RecordEffect> {
	const allowed = demand(module, context.actor, 'write');
	if (!allowed.ok) return allowed;
	const item: StoredRecord = {
		...before,
		...touched(context),
		version: before.version + 1,
		removal: null,
	};
	return grant({ item, confidential: null, history: entry(item, 'restore', '', [], context) });
}

/** Ids of the documents that make unique fields unique: `field:VALUE`. Two records never own the same one (RE-3). */
export function uniqueKeys(
	module: AnyModule,
	values: RecordValues,
): { key: string; field: string; value: string }[] {
	return fieldEntries(module).flatMap(([key, field]) => {
		const value = values[key];
		if (field.kind !== 'text' || field.unique !== true || typeof value !== 'string' || value === '')
			return [];
		const folded = value.normalize('NFKC').toUpperCase();
		return [{ key: `${key}:${encodeURIComponent(folded)}`, field: key, value }];
	});
}

/** People and units that a record names, by field; the server checks that they exist. */
export function referencesOf(
	module: AnyModule,
	values: RecordValues,
): { path: string; field: string }[] {
	return fieldEntries(module).flatMap(([key, field]) => {
		const value = values[key];
		if (isEmpty(value)) return [];
		if (field.kind === 'person') return [{ path: `people/${value as string}`, field: key }];
		if (field.kind === 'unit') return [{ path: `units/${value as string}`, field: key }];
		if (field.kind !== 'units') return [];
		return (value as readonly string[]).map((id) => ({ path: `units/${id}`, field: key }));
	});
}

/** The register number of the n-th record of a year, such as CL20260001. */
export function registerNumber(module: AnyModule, year: number, n: number): string | null {
	if (module.numbering === undefined) return null;
	const { prefix, digits } = module.numbering;
	return `${prefix}${String(year)}${String(n).padStart(digits, '0')}`;
}

function demandWriting(module: AnyModule, input: RecordInput, actor: RecordActor): Decided<null> {
	const writing = demand(module, actor, 'write');
	if (!writing.ok || input.confidential === undefined) return writing;
	return demand(module, actor, 'confidential');
}

function readInput(
	module: AnyModule,
	input: RecordInput,
	before?: RecordValues,
): Decided<Record<string, FieldContent>> {
	const confidential = input.confidential !== undefined;
	const misplaced = [
		...unknownKeys(module, input.values, false),
		...Object.keys(input.confidential ?? {}).filter(
			(key) => module.fields[key]?.confidential !== true,
		),
	];
	if (misplaced.length > 0) return refuse('record/invalid', { field: misplaced.join('、') });
	const raw = { ...input.values, ...input.confidential };
	const reading = readRecord(module, raw, before ? { confidential, before } : { confidential });
	if (reading.ok) return grant(reading.values);
	return refuse('record/invalid', {
		field: Object.values(reading.problems)
			.map((words) => words[0])
			.join('；'),
		fields: Object.keys(reading.problems).join(','),
	});
}

function effect(
	module: AnyModule,
	base: Omit<StoredRecord, keyof ReturnType<typeof derived> | keyof ReturnType<typeof touched>>,
	before: RecordValues | null,
	values: RecordValues,
	input: RecordInput,
	context: RecordContext,
	act: HistoryEntry['act'],
	note: string,
): RecordEffect {
	const { open, confidential } = splitValues(module, values);
	const item: StoredRecord = {
		...base,
		...derived(module, open, base.number, context),
		...touched(context),
		version: base.version + 1,
	};
	const changes = before === null ? [] : changesBetween(module, before, open);
	if (before !== null && input.confidential !== undefined)
		for (const field of Object.keys(confidential))
			changes.push({ field, before: null, after: null });
	return {
		item,
		confidential:
			input.confidential === undefined
				? null
				: {
						id: base.id,
						module: module.id,
						values: confidential,
						updatedBy: context.actor.uid,
						updatedAt: context.at,
					},
		history: entry(item, act, note, changes, context),
	};
}

function derived(
	module: AnyModule,
	values: RecordValues,
	number: string | null,
	context: RecordContext,
) {
	const title = (values[module.title] ?? '') as string;
	const words = searchWords(module, values, number, context);
	return {
		title,
		values,
		audience: module.audience?.(values) ?? ['all'],
		words,
		t: searchTokens(words),
	};
}

function searchWords(
	module: AnyModule,
	values: RecordValues,
	number: string | null,
	context: RecordContext,
): string[] {
	const texts = fieldEntries(module)
		.filter(([, field]) => field.search === true && field.confidential !== true)
		.map(([key]) => values[key])
		.filter((value): value is string => typeof value === 'string' && value !== '');
	if (number !== null) texts.push(number);
	const short = texts
		.map((text) => context.initials(text.slice(0, 60)))
		.filter((text) => text !== '');
	return [...new Set([...texts.map((text) => text.slice(0, 200)), ...short])];
}

function touched(context: RecordContext) {
	return {
		updatedBy: context.actor.uid,
		updatedByName: context.actor.name,
		updatedAt: context.at,
	};
}

function entry(
	item: StoredRecord,
	act: HistoryEntry['act'],
	note: string,
	changes: FieldChange[],
	context: RecordContext,
): HistoryEntry {
	return {
		version: item.version,
		act,
		note,
		by: context.actor.uid,
		byName: context.actor.name,
		unitName: context.actor.unitName,
		at: context.at,
		changes,
	};
}

/** Fields that differ between two states of the open values. */
export function changesBetween(
	module: AnyModule,
	before: RecordValues,
	after: RecordValues,
): FieldChange[] {
	return fieldEntries(module).flatMap(([key, field]) => {
		if (field.confidential === true) return [];
		const [old, fresh] = [before[key] ?? null, after[key] ?? null];
		if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
		return [
			field.kind === 'richText'
				? { field: key, before: null, after: null }
				: { field: key, before: old, after: fresh },
		];
	});
}

function optionWords(field: Field, content: FieldContent | undefined): Words {
	const words = field.kind === 'choice' ? field.options[content as string] : undefined;
	return words ?? ['未知', 'unknown'];
}
