import { limit, liveQuery, orderBy, startAfter, where } from '../platform/live.svelte.ts';
import type { LiveQuery, QueryConstraint } from '../platform/live.svelte.ts';

/** An entry of the journal: one act that took effect. */
export interface JournalEntry {
	id: string;
	type: string;
	target: string;
	/** What was asked for, as JSON, without secrets. */
	input: string;
	actor: string;
	actorName: string;
	actorUnit: string;
	actorPost: string;
	at: Date;
	result: Record<string, unknown>;
}

/** What the journal is searched by; empty strings mean everything. Days are ISO days of office time. */
export interface JournalFilter {
	actor: string;
	type: string;
	from: string;
	to: string;
}

/** Entries on a page. */
export const PAGE = 50;

/** One page of the journal, newest first; one more entry than shown tells whether there is another page. */
export function journalPage(filter: JournalFilter, after: Date | null): LiveQuery<JournalEntry> {
	const conditions: QueryConstraint[] = [];
	if (filter.actor !== '') conditions.push(where('actor', '==', filter.actor));
	if (filter.type !== '') conditions.push(where('type', '==', filter.type));
	if (filter.from !== '') conditions.push(where('at', '>=', dayStart(filter.from)));
	if (filter.to !== '')
		conditions.push(where('at', '<', new Date(dayStart(filter.to).getTime() + 86_400_000)));
	conditions.push(orderBy('at', 'desc'));
	if (after !== null) conditions.push(startAfter(after));
	return liveQuery<JournalEntry>('journal', ...conditions, limit(PAGE + 1));
}

function dayStart(day: string): Date {
	return new Date(`${day}T00:00:00+08:00`);
}
