import { grant, refuse, type Decision } from '../core/decision.ts';
import type { HandoverRefusal } from './messages.ts';

/** What a leaver can hold: cases to handle, drafts, reading, matters under supervision, shared drafting, delegations and loans both ways. */
export type HoldingKind =
	| 'task'
	| 'draft'
	| 'read'
	| 'supervision'
	| 'coauthor'
	| 'principal'
	| 'proxy'
	| 'lent'
	| 'borrowed';

/** One thing somebody holds. */
export interface Holding {
	/** Kind and id of what is held: listing it again finds the same. */
	id: string;
	kind: HoldingKind;
	ref: string;
	title: string;
	/** Step, window or permissions, in words. */
	detail: string;
}

/** Where it stands: still with the leaver, under way to somebody, moved, failed, or gone by itself. */
export type ItemStatus = 'held' | 'waiting' | 'moved' | 'failed' | 'gone';

export interface HandoverItem extends Holding {
	status: ItemStatus;
	to: string | null;
	toName: string | null;
	/** Who moved it, and when. */
	by: string | null;
	byName: string | null;
	at: Date | null;
	/** Why it failed, as a sentence. */
	reason: string | null;
}

/** `handovers/{uid}`: all that a leaver held and where it went; the id is the leaver's. */
export interface Handover {
	id: string;
	name: string;
	listedAt: Date;
	items: HandoverItem[];
	/** Whether something is still under way; the schedule goes on with it. */
	pending: boolean;
}

/** So many things are listed at most; the rest appears when these are moved and the list is drawn up again. */
export const MOST_ITEMS = 800;

const untouched = { to: null, toName: null, by: null, byName: null, at: null, reason: null };

/** HO-4, HO-5: the list drawn up anew: what was moved stays on it, what vanished by itself is marked. */
export function listed(
	before: Handover | null,
	person: { uid: string; name: string },
	holdings: readonly Holding[],
	now: Date,
): Handover {
	const earlier = new Map((before?.items ?? []).map((item) => [item.id, item]));
	const held = new Set(holdings.map(({ id }) => id));
	const items = holdings.slice(0, MOST_ITEMS).map((holding): HandoverItem => {
		const known = earlier.get(holding.id);
		const goesOn = known?.status === 'waiting' || known?.status === 'failed';
		return goesOn ? { ...known, ...holding } : { ...holding, status: 'held', ...untouched };
	});
	const past = [...earlier.values()]
		.filter(({ id }) => !held.has(id))
		.map((item): HandoverItem =>
			item.status === 'moved' ? item : { ...item, status: 'gone', at: item.at ?? now },
		);
	return settled({
		id: person.uid,
		name: person.name,
		listedAt: now,
		items: [...items, ...past],
		pending: false,
	});
}

/** HO-1, HO-2: sends things on their way to somebody. */
export function send(
	handover: Handover | null,
	itemIds: readonly string[],
	order: { to: string; by: string },
	people: { isActive: (uid: string) => boolean; nameOf: (uid: string) => string },
): Decision<Handover, HandoverRefusal> {
	if (handover === null) return refuse('handover/notListed');
	if (people.isActive(handover.id)) return refuse('handover/stillHere', { name: handover.name });
	const { to, by } = order;
	if (!people.isActive(to) || to === handover.id)
		return refuse('handover/badReceiver', { name: people.nameOf(to) });
	const chosen = new Set(itemIds);
	const takes = ({ id, status }: HandoverItem) =>
		chosen.has(id) && (status === 'held' || status === 'failed');
	if (!handover.items.some(takes)) return refuse('handover/nothingChosen');
	const names = { toName: people.nameOf(to), byName: people.nameOf(by) };
	const items = handover.items.map((item): HandoverItem =>
		takes(item) ? { ...item, status: 'waiting', to, by, ...names, reason: null } : item,
	);
	return grant(settled({ ...handover, items }));
}

/** The next things under way. */
export function nextItems(handover: Handover, most: number): HandoverItem[] {
	return handover.items.filter(({ status }) => status === 'waiting').slice(0, most);
}

/** HO-5: the list after one thing was moved, or could not be. */
export function done(
	handover: Handover,
	itemId: string,
	end: { status: 'moved' | 'failed' | 'gone'; reason: string | null },
	at: Date,
): Handover {
	const items = handover.items.map((item) => (item.id === itemId ? { ...item, ...end, at } : item));
	return settled({ ...handover, items });
}

function settled(handover: Handover): Handover {
	return { ...handover, pending: handover.items.some(({ status }) => status === 'waiting') };
}
