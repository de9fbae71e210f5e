import type { TrailEntry, TrailVerb } from '@wenshu/domain/flow/model.ts';

/** Kinds of things done to a case, for finding one's way in a long record. */
export const trailKinds = ['moves', 'people', 'talk', 'subject', 'system'] as const;
export type TrailKind = (typeof trailKinds)[number];

const kinds: Record<TrailVerb, TrailKind> = {
	start: 'moves',
	submit: 'moves',
	vote: 'moves',
	reject: 'moves',
	return: 'moves',
	retract: 'moves',
	revoke: 'moves',
	terminate: 'moves',
	void: 'moves',
	resume: 'moves',
	forceEnd: 'moves',
	reroute: 'moves',
	migrate: 'moves',
	proxyRecord: 'moves',
	sub: 'moves',
	transfer: 'people',
	delegate: 'people',
	answer: 'people',
	addBefore: 'people',
	addAfter: 'people',
	addParallel: 'people',
	addSplit: 'people',
	reduce: 'people',
	handover: 'people',
	circulate: 'talk',
	ask: 'talk',
	read: 'talk',
	withdraw: 'talk',
	urge: 'talk',
	supervise: 'talk',
	number: 'subject',
	seal: 'subject',
	distribute: 'subject',
	archive: 'subject',
	edit: 'subject',
	restore: 'subject',
	remind: 'system',
	expire: 'system',
	pause: 'system',
	continue: 'system',
};

/** What kind of thing an entry tells. */
export function trailKind({ verb }: TrailEntry): TrailKind {
	return kinds[verb];
}

/** Entries of one kind (all where null) that speak of somebody or something by these words. */
export function filterTrail(
	trail: readonly TrailEntry[],
	kind: TrailKind | null,
	text: string,
): TrailEntry[] {
	const wanted = text.trim().toLowerCase();
	return trail.filter((entry) => {
		if (kind !== null && trailKind(entry) !== kind) return false;
		if (wanted === '') return true;
		const { actorName, onBehalfOf, actorUnit, nodeName, opinion, note, to } = entry;
		const words = [actorName, onBehalfOf, actorUnit, nodeName, opinion, note];
		return [...words, ...to.map(({ name }) => name)].join('\n').toLowerCase().includes(wanted);
	});
}
