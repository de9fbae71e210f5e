import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import type { AnyModule } from '@wenshu/domain/records/module.ts';
import {
	orderPath,
	PAGE_SIZE,
	planList,
	refineSearch,
	type ListPlan,
	type ListState,
} from '@wenshu/domain/records/list.ts';
import { fromStored } from '@wenshu/domain/records/stored.ts';
import {
	byId,
	limit,
	LiveDoc,
	LiveQuery,
	orderBy,
	readQuery,
	startAfter,
	where,
	type Parser,
	type QueryConstraint,
} from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** Most records one export or print-out takes. */
export const EXPORT_LIMIT = 5_000;

/** Where a page begins: the last values of the page before, and its last id. Part of the address. */
export type Cursor = readonly (string | number | boolean | null | { at: number })[];

function parserOf(module: AnyModule): Parser<StoredRecord> {
	return {
		parse(value) {
			const record = value as StoredRecord;
			return { ...record, values: fromStored(module, record.values) };
		},
	};
}

function plan(module: AnyModule, state: ListState): ListPlan {
	return planList(module, state, {
		permissions: session.access?.permissions ?? {},
		unitPath: session.access?.unitPath ?? [],
	});
}

function constraintsOf(module: AnyModule, { conditions, order }: ListPlan): QueryConstraint[] {
	const constraints: QueryConstraint[] = conditions.map(({ path, op, value }) =>
		where(path.join('.'), op, value),
	);
	for (const [field, direction] of order)
		constraints.push(orderBy(orderPath(module, field).join('.'), direction));
	const last = order.at(-1);
	// Ties are broken by id in the direction of the last field, as the indexes do.
	if (last) constraints.push(orderBy(byId(), last[1]));
	return constraints;
}

/** The cursor that continues after a record in the order of a list. */
export function cursorAfter(module: AnyModule, state: ListState, record: StoredRecord): Cursor {
	const values = plan(module, state).order.map(([field]) => {
		const [first = '', key] = orderPath(module, field);
		const value =
			key === undefined
				? (record as unknown as Record<string, unknown>)[first]
				: record.values[key];
		return value instanceof Date ? { at: value.getTime() } : ((value ?? null) as string | null);
	});
	return [...values, record.id];
}

/** Reads a cursor from an address; anything else than one is the first page. */
export function readCursor(text: string | null): Cursor | null {
	try {
		const parts: unknown = JSON.parse(text ?? '');
		return Array.isArray(parts) && parts.length > 1 ? (parts as Cursor) : null;
	} catch {
		return null;
	}
}

function startOf(cursor: Cursor): QueryConstraint {
	const values = cursor.map((part) =>
		part !== null && typeof part === 'object' ? new Date(part.at) : part,
	);
	return startAfter(...values);
}

/** One page of a list, live; one record more than the page shows tells whether there is a next one. */
export function livePage(
	module: AnyModule,
	state: ListState,
	cursor: Cursor | null,
): LiveQuery<StoredRecord> {
	const wanted = plan(module, state);
	const constraints = constraintsOf(module, wanted);
	if (cursor && wanted.order.length > 0) constraints.push(startOf(cursor));
	constraints.push(limit(wanted.limit + 1));
	return new LiveQuery(`records/${module.id}/items`, constraints, parserOf(module));
}

/** The records of a page as it is shown, and whether there are more. */
export function pageRows(
	module: AnyModule,
	state: ListState,
	found: readonly StoredRecord[],
): { rows: StoredRecord[]; more: boolean } {
	const size = state.search.trim() === '' ? PAGE_SIZE : plan(module, state).limit;
	const more = found.length > size;
	const page = found.slice(0, size);
	return { rows: state.search.trim() === '' ? page : refineSearch(module, state, page), more };
}

/** Everything a list holds, page after page, up to `EXPORT_LIMIT`; `progress` hears how far it is. */
export async function readAll(
	module: AnyModule,
	state: ListState,
	progress: (count: number) => void = () => undefined,
): Promise<{ records: StoredRecord[]; more: boolean }> {
	const wanted = plan(module, state);
	const parser = parserOf(module);
	const path = `records/${module.id}/items`;
	const base = constraintsOf(module, wanted);
	const step = 500;
	const records: StoredRecord[] = [];
	let next: QueryConstraint[] = [];
	for (;;) {
		const page = await readQuery(path, ...base, ...next, limit(step));
		records.push(...page.items.map((item) => parser.parse(item)));
		progress(records.length);
		if (page.items.length < step || page.last === undefined) break;
		if (records.length >= EXPORT_LIMIT) return { records, more: true };
		next = [startAfter(page.last)];
	}
	const whole = state.search.trim() === '' ? records : refineSearch(module, state, records);
	return { records: whole, more: false };
}

/** One record, live; null when there is none. */
export function liveRecord(module: AnyModule, id: string): LiveDoc<StoredRecord> {
	return new LiveDoc(`records/${module.id}/items/${id}`, parserOf(module));
}

/** The confidential facts of a record, live; only for those who may read them. */
export function liveConfidential(module: AnyModule, id: string): LiveDoc<StoredRecord> {
	return new LiveDoc(`records/${module.id}/confidential/${id}`, parserOf(module));
}

/** The records in the bin, latest first. */
export function liveBin(module: AnyModule): LiveQuery<StoredRecord> {
	return new LiveQuery(
		`records/${module.id}/removed`,
		[orderBy('updatedAt', 'desc'), limit(200)],
		parserOf(module),
	);
}
