import { searchTokens } from '@wenshu/domain/core/search-tokens.ts';
import { officeDate } from '@wenshu/domain/document/number.ts';
import { FieldPath, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { readSignedIn, type SignedIn } from '../platform/act.ts';
import { callable } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { fromStored, UnitOfWork } from '../platform/unit-of-work.ts';
import type { SearchEntry } from './entry.ts';

const searchSchema = z.object({
	text: z.string().trim().max(100),
	kind: z.string().max(40).nullish(),
	unitId: z.string().max(128).nullish(),
	/** Days on the office's calendar, inclusive. */
	from: z.iso.date().nullish(),
	to: z.iso.date().nullish(),
	number: z.string().trim().max(60).nullish(),
	/** Id after which the next page begins. */
	cursor: z.string().max(200).nullish(),
});
type Wanted = z.infer<typeof searchSchema>;

const PAGE = 30;
const LOOKED_AT = 400;
/** Equality filters in one query; more words than this are checked on what was found. */
const FILTERS = 12;

/** A finding as the search page shows it. */
export type Finding = Omit<SearchEntry, 't' | 'readers' | 'permission' | 'limited' | 'date'> & {
	date: string;
};

/** Everything the actor may find that has all the words; newest first. */
async function find(actor: SignedIn, wanted: Wanted): Promise<Finding[]> {
	const tokens = searchTokens(`${wanted.text} ${wanted.number ?? ''}`).slice(0, FILTERS);
	const permissions: Record<string, true> = actor.access.permissions;
	const base = tokens.reduce<Query>(
		(query, token) => query.where(new FieldPath('t', token), '==', true),
		db.collection('search'),
	);
	const own = base.where('readers', 'array-contains', actor.uid).limit(LOOKED_AT).get();
	const granted = Object.keys(permissions).slice(0, 30);
	const shared =
		granted.length === 0 ? null : base.where('permission', 'in', granted).limit(LOOKED_AT).get();
	const units = actor.access.unitPath.slice(0, 30);
	const inUnits =
		units.length === 0
			? null
			: base.where('limited.units', 'array-contains-any', units).limit(LOOKED_AT).get();
	const found = new Map<string, SearchEntry>();
	for (const snapshot of [await own, await shared])
		for (const each of snapshot?.docs ?? [])
			found.set(each.id, fromStored(each.data()) as SearchEntry);
	for (const each of (await inUnits)?.docs ?? []) {
		const entry = fromStored(each.data()) as SearchEntry;
		if (permissions[entry.limited?.permission ?? '']) found.set(each.id, entry);
	}
	return [...found.values()]
		.filter((entry) => fits(entry, wanted))
		.sort((a, b) => b.date.getTime() - a.date.getTime() || (a.id < b.id ? -1 : 1))
		.map(({ id, kind, title, number, unitId, unitName, date, status, link }) => ({
			...{ id, kind, title, number, unitId, unitName, status, link },
			date: date.toISOString(),
		}));
}

function fits(entry: SearchEntry, wanted: Wanted): boolean {
	const day = officeDate(entry.date);
	if (wanted.kind && entry.kind !== wanted.kind) return false;
	if (wanted.unitId && entry.unitId !== wanted.unitId) return false;
	if (wanted.from && day < wanted.from) return false;
	if (wanted.to && day > wanted.to) return false;
	return !wanted.number || (entry.number?.includes(wanted.number) ?? false);
}

/** Search over the whole house, limited to what the searcher may read (DOC-7). */
export const search = callable('search', searchSchema, async (wanted, caller) => {
	const actor = await readSignedIn(new UnitOfWork(db), caller);
	if (!actor.ok) return actor;
	const all = await find(actor.value, wanted);
	const start = wanted.cursor ? all.findIndex((entry) => entry.id === wanted.cursor) + 1 : 0;
	const entries = all.slice(start, start + PAGE);
	const more = start + PAGE < all.length;
	return {
		ok: true,
		result: { entries, total: all.length, cursor: more ? (entries.at(-1)?.id ?? null) : null },
	};
});
