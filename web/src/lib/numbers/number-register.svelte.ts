import type { OfficialDocument, Series } from '@wenshu/domain/document/model.ts';
import type { Counter, NumberEntry, NumberState } from '@wenshu/domain/document/numbering.ts';
import {
	byId,
	limit,
	LiveQuery,
	orderBy,
	readDoc,
	readQuery,
	startAfter,
	where,
	type QueryConstraint,
} from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** What the register shows; the address of the page holds it. */
export interface NumberFilters {
	view: 'register' | 'report';
	seriesId: string;
	year: number;
	state: NumberState | '';
}

/** Reads the filters from an address; `year` is the present one. */
export function filtersOf(params: Pick<URLSearchParams, 'get'>, year: number): NumberFilters {
	const asked = Number(params.get('year'));
	return {
		view: params.get('view') === 'report' ? 'report' : 'register',
		seriesId: params.get('series') ?? '',
		year: Number.isInteger(asked) && asked > 1948 ? asked : year,
		state: (params.get('state') ?? '') as NumberFilters['state'],
	};
}

/** The address of the register with these filters. */
export function addressOf({ view, seriesId, year, state }: NumberFilters): string {
	const entries = Object.entries({
		view: view === 'report' ? view : '',
		series: seriesId,
		year: String(year),
		state,
	}).filter(([, value]) => value !== '');
	return `/documents/numbers?${new URLSearchParams(entries).toString()}`;
}

const ofYear = ({ seriesId, year, state }: NumberFilters): QueryConstraint[] => [
	where('seriesId', '==', seriesId),
	where('year', '==', year),
	...(state === '' ? [] : [where('state', '==', state)]),
];

/** The newest lines of a series and year, live. */
export function registerLines(filters: NumberFilters, size: number): LiveQuery<NumberEntry> {
	return new LiveQuery('numbers', [...ofYear(filters), orderBy('sequence', 'desc'), limit(size)]);
}

/** Every line of a series and year in order, and its counter. */
export async function wholeRegister(filters: NumberFilters): Promise<{
	entries: NumberEntry[];
	counter: Counter | null;
}> {
	const entries: NumberEntry[] = [];
	let last: Awaited<ReturnType<typeof readQuery>>['last'];
	do {
		const page = await readQuery<NumberEntry>(
			'numbers',
			...ofYear(filters),
			orderBy('sequence'),
			...(last ? [startAfter(last)] : []),
			limit(500),
		);
		entries.push(...page.items);
		last = page.items.length === 500 ? page.last : undefined;
	} while (last);
	const { seriesId, year } = filters;
	const counter = await readDoc<Counter>(`series/${seriesId}/years/${String(year)}`);
	return { entries, counter };
}

/** Documents of the register that one may read, by id. */
export type Holders = ReadonlyMap<string, OfficialDocument>;

/** Reads those documents of some lines that one may read. */
export async function holdersOf(entries: readonly NumberEntry[]): Promise<Holders> {
	const ids = [...new Set(entries.flatMap(({ documentId }) => documentId ?? []))];
	const mine = session.can('document.readAll')
		? []
		: [where('readers', 'array-contains', session.uid)];
	const holders = new Map<string, OfficialDocument>();
	for (let at = 0; at < ids.length; at += 30) {
		const some = where(byId(), 'in', ids.slice(at, at + 30));
		const { items } = await readQuery<OfficialDocument>('documents', ...mine, some);
		for (const each of items) holders.set(each.id, each);
	}
	return holders;
}

/** Series as choices, those switched off at the end. */
export function seriesChoices(series: readonly Series[]): { value: string; label: string }[] {
	return [...series]
		.sort((a, b) => Number(a.disabled ?? false) - Number(b.disabled ?? false) || a.order - b.order)
		.map(({ id, code, name }) => ({ value: id, label: `${code}　${name}` }));
}
