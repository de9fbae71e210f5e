import type { DocumentStatus, OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import { callable } from '../platform/callables.ts';
import {
	byId,
	limit,
	LiveQuery,
	orderBy,
	readQuery,
	startAfter,
	where,
	type QueryConstraint,
} from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** Rows on one page of the register. */
export const PAGE = 30;
/** Rows an export takes at most: a year of a bureau. */
export const EXPORT_LIMIT = 5_000;

/** What the register shows; the address of the page holds it. */
export interface RegisterFilters {
	direction: OfficialDocument['direction'];
	status: DocumentStatus | '';
	kind: string;
	unitId: string;
	/** Days of drafting or registering in office time, inclusive; empty for no limit. */
	from: string;
	to: string;
	/** Words of title, number or text. */
	text: string;
}

/** Reads the filters from an address. */
export function filtersOf(params: Pick<URLSearchParams, 'get'>): RegisterFilters {
	const get = (name: string) => params.get(name) ?? '';
	return {
		direction: get('tab') === 'incoming' ? 'incoming' : 'outgoing',
		status: get('status') as RegisterFilters['status'],
		kind: get('kind'),
		unitId: get('unit'),
		from: get('from'),
		to: get('to'),
		text: get('text'),
	};
}

/** The address of a register with these filters. */
export function addressOf(filters: RegisterFilters): string {
	const { direction, unitId, ...rest } = filters;
	const tab = direction === 'incoming' ? 'incoming' : '';
	const entries = Object.entries({ tab, unit: unitId, ...rest }).filter(
		([, value]) => value !== '',
	);
	const query = new URLSearchParams(entries).toString();
	return query === '' ? '/documents' : `/documents?${query}`;
}

/** How many filters are set, the tab and the text not counted. */
export function activeFilters(filters: RegisterFilters): number {
	const { status, kind, unitId, from, to } = filters;
	return [status, kind, unitId, from, to].filter((value) => value !== '').length;
}

/** The start of a day in office time (UTC+8). */
function dayStart(day: string, plusDays = 0): Date {
	const start = new Date(`${day}T00:00:00+08:00`);
	start.setUTCDate(start.getUTCDate() + plusDays);
	return start;
}

/** Only what one may read can be asked for: rules refuse a list that might hold more. */
function mine(): QueryConstraint[] {
	return session.can('document.readAll') ? [] : [where('readers', 'array-contains', session.uid)];
}

function constraintsOf(filters: RegisterFilters): QueryConstraint[] {
	const { direction, status, kind, unitId, from, to } = filters;
	return [
		...mine(),
		where('direction', '==', direction),
		...(status ? [where('status', '==', status)] : []),
		...(kind ? [where('elements.kind', '==', kind)] : []),
		...(unitId ? [where('unitId', '==', unitId)] : []),
		...(from ? [where('createdAt', '>=', dayStart(from))] : []),
		...(to ? [where('createdAt', '<', dayStart(to, 1))] : []),
		orderBy('createdAt', 'desc'),
	];
}

type Cursor = LiveQuery<OfficialDocument>['cursors'][number];

/** One page of the register, live; it asks for one row more to know whether a next page exists. */
export function registerPage(
	filters: RegisterFilters,
	after?: Cursor,
): LiveQuery<OfficialDocument> {
	return new LiveQuery<OfficialDocument>('documents', [
		...constraintsOf(filters),
		...(after ? [startAfter(after)] : []),
		limit(PAGE + 1),
	]);
}

/** Everything the filters admit, for an export. */
export async function allRows(filters: RegisterFilters): Promise<OfficialDocument[]> {
	if (filters.text) return foundRows(filters);
	const rows: OfficialDocument[] = [];
	let after: Cursor | undefined;
	do {
		const page = await readQuery<OfficialDocument>(
			'documents',
			...constraintsOf(filters),
			...(after ? [startAfter(after)] : []),
			limit(500),
		);
		rows.push(...page.items);
		after = page.items.length === 500 ? page.last : undefined;
	} while (after && rows.length < EXPORT_LIMIT);
	return rows;
}

const search = callable<
	{ text: string; cursor?: string },
	{ ok?: boolean; result?: Found } & Partial<Found>
>('search');
interface Found {
	entries: { id: string }[];
	cursor: string | null;
}

/** Documents whose title, number or text has the words, as the search finds them; 90 at most. */
export async function foundRows(filters: RegisterFilters): Promise<OfficialDocument[]> {
	const ids: string[] = [];
	let cursor: string | null = null;
	for (let page = 0; page < 3; page++) {
		const answer = await search({ text: filters.text, ...(cursor ? { cursor } : {}) });
		const found: Partial<Found> = answer.result ?? answer;
		ids.push(...(found.entries ?? []).map((entry) => entry.id));
		cursor = found.cursor ?? null;
		if (cursor === null) break;
	}
	const rows = await readMany<OfficialDocument>('documents', ids);
	return rows.filter((row) => admits(filters, row));
}

function admits(filters: RegisterFilters, row: OfficialDocument): boolean {
	return (
		row.direction === filters.direction &&
		(!filters.status || row.status === filters.status) &&
		(!filters.kind || row.elements.kind === filters.kind) &&
		(!filters.unitId || row.unitId === filters.unitId) &&
		(!filters.from || row.createdAt >= dayStart(filters.from)) &&
		(!filters.to || row.createdAt < dayStart(filters.to, 1))
	);
}

/** Reads documents by id, thirty in a request as the database allows, in the order given. */
async function readMany<T extends { id: string }>(path: string, ids: string[]): Promise<T[]> {
	const found = new Map<string, T>();
	for (let at = 0; at < ids.length; at += 30) {
		const some = where(byId(), 'in', ids.slice(at, at + 30));
		const { items } = await readQuery<T>(path, ...mine(), some);
		for (const item of items) found.set(item.id, item);
	}
	return ids.flatMap((id) => found.get(id) ?? []);
}

/** Whether a document stands at a step that somebody handles. */
export function hasSteps(row: OfficialDocument): boolean {
	return !['draft', 'archived', 'terminated'].includes(row.status);
}

/** The steps at which running documents stand, in words, by document. */
export async function currentSteps(
	rows: readonly OfficialDocument[],
): Promise<Map<string, string>> {
	const running = rows.filter(hasSteps);
	const cases = await readMany<InstanceRecord>(
		'instances',
		running.map((row) => row.id),
	);
	return new Map(
		cases.map((each) => [
			each.id,
			each.current.map((step) => `${step.name}（${step.names.join('、')}）`).join('、'),
		]),
	);
}
