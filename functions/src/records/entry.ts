import { tokenMap } from '@wenshu/domain/core/search-tokens.ts';
import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import { fieldOf, permissionOf, type AnyModule } from '@wenshu/domain/records/module.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import type { SearchEntry } from '../search/entry.ts';

/** Most tokens of a record in the search of the whole house. */
const TOKENS = 300;

/** Puts a record into the search of the whole house, or brings its entry up to date. */
export function writeRecordEntry(work: UnitOfWork, module: AnyModule, item: StoredRecord): void {
	const entry: SearchEntry = {
		id: `${module.id}_${item.id}`,
		kind: module.id,
		title: item.title,
		number: item.number,
		t: tokenMap(item.words, TOKENS),
		readers: null,
		// Whatever is not for all readers of the module is found by its writers, and by readers in its units.
		permission: permissionOf(module, item.audience.includes('all') ? 'read' : 'write'),
		limited: { units: item.audience, permission: permissionOf(module, 'read') },
		unitId: item.unitId,
		unitName: item.unitName,
		date: item.updatedAt,
		status: stateOf(module, item),
		link: `/m/${module.id}/${item.id}`,
	};
	work.put(`search/${entry.id}`, entry);
}

/** Takes a record out of the search. */
export function removeRecordEntry(work: UnitOfWork, module: AnyModule, id: string): void {
	work.delete(`search/${module.id}_${id}`);
}

function stateOf(module: AnyModule, item: StoredRecord): string {
	const key = module.life?.field ?? ('status' in module.fields ? 'status' : undefined);
	if (key === undefined) return '';
	const field = fieldOf(module, key);
	const state = item.values[key];
	if (field.kind !== 'choice' || typeof state !== 'string') return '';
	return field.options[state]?.[0] ?? '';
}
