import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import {
	referencesOf,
	registerNumber,
	uniqueKeys,
	type RecordEffect,
} from '@wenshu/domain/records/decide.ts';
import type { RecordRefusal } from '@wenshu/domain/records/messages.ts';
import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import { fieldOf, type AnyModule } from '@wenshu/domain/records/module.ts';
import { dayOf } from '@wenshu/domain/records/show-field.ts';
import { fromStored, toStored } from '@wenshu/domain/records/stored.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { removeRecordEntry, writeRecordEntry } from './entry.ts';

/** Where a module's documents lie. */
export const paths = {
	item: (module: AnyModule, id: string) => `records/${module.id}/items/${id}`,
	removed: (module: AnyModule, id: string) => `records/${module.id}/removed/${id}`,
	confidential: (module: AnyModule, id: string) => `records/${module.id}/confidential/${id}`,
	key: (module: AnyModule, key: string) => `records/${module.id}/keys/${key}`,
	counter: (module: AnyModule, year: number) => `records/${module.id}/counters/${String(year)}`,
	history: (module: AnyModule, id: string, version: number) =>
		`records/${module.id}/items/${id}/history/${String(version).padStart(6, '0')}`,
};

type Stored = Omit<StoredRecord, 'values'> & { values: Record<string, unknown> };

/** A record that stands, or one in the bin; null when there is none. */
export async function loadRecord(
	work: UnitOfWork,
	module: AnyModule,
	id: string,
	place: 'item' | 'removed' = 'item',
): Promise<StoredRecord | null> {
	const stored = await work.get<Stored>(paths[place](module, id));
	return stored && { ...stored, values: fromStored(module, stored.values) };
}

/** The next number of the module's register in the year of a moment, taken within this work. */
export async function nextNumber(
	work: UnitOfWork,
	module: AnyModule,
	at: Date,
): Promise<string | null> {
	if (module.numbering === undefined) return null;
	const year = Number(dayOf(at).slice(0, 4));
	const path = paths.counter(module, year);
	const next = (await work.get<{ next: number }>(path))?.next ?? 1;
	work.put(path, { next: next + 1 });
	return registerNumber(module, year, next);
}

/** Refuses a record that names people or units that do not exist. */
export async function checkReferences(
	work: UnitOfWork,
	module: AnyModule,
	values: StoredRecord['values'],
): Promise<Decision<null, RecordRefusal>> {
	const references = referencesOf(module, values);
	await work.getAll(references.map((reference) => reference.path));
	for (const { path, field } of references)
		if ((await work.get(path)) === null)
			return refuse('record/unknownPerson', { field: fieldOf(module, field).label[0] });
	return { ok: true, value: null };
}

/**
 * Claims the unique values of a record and lets go of those it no longer has. A value owned by another
 * record is refused with that record's title.
 */
export async function claimKeys(
	work: UnitOfWork,
	module: AnyModule,
	before: StoredRecord | null,
	item: StoredRecord,
): Promise<Decision<null, RecordRefusal>> {
	const held = new Set(before ? uniqueKeys(module, before.values).map((key) => key.key) : []);
	const wanted = uniqueKeys(module, item.values);
	await work.getAll(
		[...held, ...wanted.map((key) => key.key)].map((key) => paths.key(module, key)),
	);
	for (const { key, field, value } of wanted) {
		const owner = await work.get<{ id: string; title: string }>(paths.key(module, key));
		if (owner !== null && owner.id !== item.id)
			return refuse('record/taken', {
				field: fieldOf(module, field).label[0],
				fields: field,
				value,
				title: owner.title,
			});
	}
	for (const { key } of wanted) {
		work.put(paths.key(module, key), { id: item.id, title: item.title });
		held.delete(key);
	}
	for (const key of held) work.delete(paths.key(module, key));
	return { ok: true, value: null };
}

/** Lets go of all unique values of a record. */
export async function releaseKeys(
	work: UnitOfWork,
	module: AnyModule,
	record: StoredRecord,
): Promise<void> {
	const held = uniqueKeys(module, record.values).map((key) => paths.key(module, key.key));
	await work.getAll(held);
	for (const path of held) work.delete(path);
}

/** Writes a decided record where it now belongs, with its history and its entry in the search. */
export function writeRecord(work: UnitOfWork, module: AnyModule, effect: RecordEffect): void {
	const { item, confidential, history } = effect;
	const stored = { ...item, values: toStored(module, item.values) };
	const [place, other] =
		item.removal === null
			? [paths.item(module, item.id), paths.removed(module, item.id)]
			: [paths.removed(module, item.id), paths.item(module, item.id)];
	work.put(place, stored);
	if (history.act === 'remove' || history.act === 'restore') work.delete(other);
	if (confidential !== null)
		work.put(paths.confidential(module, item.id), {
			...confidential,
			values: toStored(module, confidential.values),
		});
	work.create(paths.history(module, item.id, item.version), history);
	if (item.removal === null) writeRecordEntry(work, module, item);
	else removeRecordEntry(work, module, item.id);
}
