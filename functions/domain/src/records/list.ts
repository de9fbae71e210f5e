import { isDay } from './read-field.ts';
import type { Field, FieldContent, RecordValues } from './field.ts';
import type { StoredRecord } from './model.ts';
import type { AnyModule, Ordering } from './module.ts';
import { fieldEntries, fieldOf, mayInModule } from './module.ts';
import { matches, queryTokens } from './tokens.ts';

/** What somebody set on a list; lives in the address, so that a link shows the same list. */
export interface ListState {
	/** Words searched for: any part of a text, or pinyin initials. */
	search: string;
	/** Chosen value by field, for choice, boolean, person and unit fields. */
	filters: Readonly<Record<string, string>>;
	/** A range of days on one date field; open on a side that is empty. */
	range: { field: string; from: string; to: string } | null;
	/** Column sorted by; null is the module's own order. */
	sort: Ordering | null;
	/** Columns shown; null is the module's own choice. */
	columns: readonly string[] | null;
}

/** Rows of one page. */
export const PAGE_SIZE = 50;
/** Most records a search looks at. Beyond, the list says so. */
export const SEARCH_LIMIT = 200;

/** A list as it stands at first. */
export const plainList: ListState = {
	search: '',
	filters: {},
	range: null,
	sort: null,
	columns: null,
};

/** Reads the state of a list from an address; what does not fit the module is left out. */
export function readListState(module: AnyModule, query: URLSearchParamsLike): ListState {
	const filters: Record<string, string> = {};
	for (const key of module.list.filters) {
		const value = query.get(`f.${key}`);
		const field = fieldOf(module, key);
		if (value !== null && field.kind !== 'date' && fitsFilter(field, value)) filters[key] = value;
	}
	return {
		search: (query.get('q') ?? '').slice(0, 60),
		filters,
		range: readRange(module, query),
		sort: readSort(module, query.get('sort')),
		columns: readColumns(module, query.get('cols')),
	};
}

/** The part of an address that holds a list's state; empty for the plain list. */
export function writeListState(state: ListState): [string, string][] {
	const parts: [string, string][] = [];
	if (state.search !== '') parts.push(['q', state.search]);
	for (const [key, value] of Object.entries(state.filters)) parts.push([`f.${key}`, value]);
	if (state.range)
		parts.push(['range', `${state.range.field}:${state.range.from}..${state.range.to}`]);
	if (state.sort) parts.push(['sort', `${state.sort[1] === 'desc' ? '-' : ''}${state.sort[0]}`]);
	if (state.columns) parts.push(['cols', state.columns.join('.')]);
	return parts;
}

/** The one method of URLSearchParams that is needed; the domain knows no browser types. */
export interface URLSearchParamsLike {
	get(name: string): string | null;
}

function fitsFilter(field: Field, value: string): boolean {
	if (field.kind === 'choice') return Object.hasOwn(field.options, value);
	if (field.kind === 'boolean') return value === 'true' || value === 'false';
	return (field.kind === 'person' || field.kind === 'unit') && /^[A-Za-z0-9_-]{1,128}$/.test(value);
}

function readRange(module: AnyModule, query: URLSearchParamsLike): ListState['range'] {
	const [field = '', days = ''] = (query.get('range') ?? '').split(':');
	const [from = '', to = ''] = days.split('..');
	if (!rangeFields(module).includes(field) || (from === '' && to === '')) return null;
	if ((from !== '' && !isDay(from)) || (to !== '' && !isDay(to))) return null;
	return { field, from, to };
}

function readSort(module: AnyModule, text: string | null): Ordering | null {
	if (text === null) return null;
	const field = text.replace(/^-/, '');
	if (!module.list.sortable.includes(field)) return null;
	return [field, text.startsWith('-') ? 'desc' : 'asc'];
}

function readColumns(module: AnyModule, text: string | null): string[] | null {
	const keys = (text ?? '').split('.').filter((key) => Object.hasOwn(module.fields, key));
	return keys.length === 0 ? null : [...new Set(keys)];
}

/** Date fields of a module that filters offer as ranges. */
export function rangeFields(module: AnyModule): string[] {
	return module.list.filters.filter((key) => fieldOf(module, key).kind === 'date');
}

/** Fields that can be columns: everything that reads well in a cell, confidential ones never. */
export function columnKeys(module: AnyModule): string[] {
	return fieldEntries(module)
		.filter(([, field]) => field.confidential !== true)
		.filter(([, field]) => !['richText', 'longText', 'attachments'].includes(field.kind))
		.map(([key]) => key);
}

/** Columns a list shows at first: the state of a record says nothing to readers, who only see one. */
export function firstColumns(module: AnyModule, writes: boolean): readonly string[] {
	if (writes || module.audience === undefined) return module.list.columns;
	return module.list.columns.filter((key) => key !== module.life?.field);
}

/** One condition of a Firestore query. `path` are the segments of the field's path. */
export interface Condition {
	path: readonly string[];
	op: '==' | '>=' | '<=' | 'array-contains-any';
	value: unknown;
}

/** A query of `records/{module}/items`, ready to be built by the client. */
export interface ListPlan {
	conditions: readonly Condition[];
	/** Empty for searches: those come in the order of ids and are sorted afterwards. */
	order: readonly Ordering[];
	limit: number;
}

/**
 * The query behind a list, in the only shapes the rules can prove: whoever may not write asks for records
 * whose audience holds `all` or one of their units.
 */
export function planList(
	module: AnyModule,
	state: ListState,
	person: { permissions: Readonly<Record<string, unknown>>; unitPath: readonly string[] },
): ListPlan {
	const conditions: Condition[] = [];
	if (!mayInModule(person.permissions, module, 'write'))
		conditions.push({
			path: ['audience'],
			op: 'array-contains-any',
			value: module.audience ? ['all', ...person.unitPath].slice(0, 30) : ['all'],
		});
	for (const [key, value] of Object.entries(state.filters))
		conditions.push({ path: ['values', key], op: '==', value: filterValue(module, key, value) });
	const tokens = queryTokens(state.search);
	if (tokens.length > 0) {
		for (const token of tokens) conditions.push({ path: ['t', token], op: '==', value: true });
		return { conditions, order: [], limit: SEARCH_LIMIT };
	}
	if (state.range) {
		const path = ['values', state.range.field];
		// Days are compared as text, so an open side needs the lowest text: null sorts before it.
		conditions.push({ path, op: '>=', value: state.range.from || '0000' });
		if (state.range.to) conditions.push({ path, op: '<=', value: state.range.to });
	}
	return { conditions, order: orderOf(module, state), limit: PAGE_SIZE };
}

function filterValue(module: AnyModule, key: string, value: string): string | boolean {
	return fieldOf(module, key).kind === 'boolean' ? value === 'true' : value;
}

function orderOf(module: AnyModule, state: ListState): readonly Ordering[] {
	if (state.range) {
		const same = state.sort?.[0] === state.range.field;
		return [[state.range.field, same ? (state.sort?.[1] ?? 'asc') : 'asc']];
	}
	return state.sort ? [state.sort] : module.list.order;
}

/** Path of what a list is ordered by: a field of the declaration, or a date of the record itself. */
export function orderPath(module: AnyModule, field: string): string[] {
	return Object.hasOwn(module.fields, field) ? ['values', field] : [field];
}

/** Records of a search that truly match, in the list's order. Tokens alone can agree by accident. */
export function refineSearch(
	module: AnyModule,
	state: ListState,
	found: readonly StoredRecord[],
): StoredRecord[] {
	const { range } = state;
	return found
		.filter((record) => matches(state.search, record.words))
		.filter((record) => range === null || inRange(record.values[range.field], range))
		.sort(compareBy(module, orderOf(module, state)));
}

function inRange(value: FieldContent | undefined, range: { from: string; to: string }): boolean {
	if (typeof value !== 'string' || value === '') return false;
	return value >= range.from && (range.to === '' || value <= range.to);
}

/** Compares two records the way Firestore orders them: nothing first, then by value. */
export function compareBy(
	module: AnyModule,
	order: readonly Ordering[],
): (a: StoredRecord, b: StoredRecord) => number {
	const valueOf = (record: StoredRecord, field: string): FieldContent | undefined =>
		Object.hasOwn(module.fields, field)
			? record.values[field]
			: (record as unknown as RecordValues)[field];
	return (a, b) => {
		for (const [field, direction] of order) {
			const sign = comparable(valueOf(a, field), valueOf(b, field));
			if (sign !== 0) return direction === 'asc' ? sign : -sign;
		}
		return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
	};
}

function comparable(a: FieldContent | undefined, b: FieldContent | undefined): number {
	const [x, y] = [a ?? '', b ?? ''].map((v) => (v instanceof Date ? v.getTime() : v));
	if (x === y || x === undefined || y === undefined) return 0;
	if (x === '') return -1;
	if (y === '') return 1;
	return x < y ? -1 : 1;
}

/** A composite index of Firestore, as `firestore.indexes.json` writes it. */
export interface CompositeIndex {
	collectionGroup: string;
	queryScope: 'COLLECTION';
	fields: ({ fieldPath: string } & (
		{ order: 'ASCENDING' | 'DESCENDING' } | { arrayConfig: 'CONTAINS' }
	))[];
}

/**
 * Composite indexes a module's lists need: every filter, and the audience, with every order. Several
 * filters at once need no more, since Firestore merges indexes that share an order.
 */
export function compositeIndexes(module: AnyModule): CompositeIndex[] {
	const equals = module.list.filters.filter((key) => fieldOf(module, key).kind !== 'date');
	const firsts: CompositeIndex['fields'] = [
		{ fieldPath: 'audience', arrayConfig: 'CONTAINS' },
		...equals.map((key) => ({ fieldPath: `values.${key}`, order: 'ASCENDING' as const })),
	];
	const orders = orderingsOf(module);
	const alone = orders.filter((order) => order.length > 1);
	const combined = firsts.flatMap((first) =>
		orders.map((order) => [first, ...indexed(module, order)]),
	);
	return [...alone.map((order) => indexed(module, order)), ...combined]
		.filter((fields) => new Set(fields.map((field) => field.fieldPath)).size === fields.length)
		.map((fields) => ({ collectionGroup: 'items', queryScope: 'COLLECTION', fields }));
}

function orderingsOf(module: AnyModule): (readonly Ordering[])[] {
	const single = [...new Set([...module.list.sortable, ...rangeFields(module)])].flatMap(
		(key): Ordering[][] => [[[key, 'asc']], [[key, 'desc']]],
	);
	return [module.list.order, ...single];
}

function indexed(module: AnyModule, order: readonly Ordering[]): CompositeIndex['fields'] {
	return order.map(([field, direction]) => ({
		fieldPath: orderPath(module, field).join('.'),
		order: direction === 'asc' ? ('ASCENDING' as const) : ('DESCENDING' as const),
	}));
}
