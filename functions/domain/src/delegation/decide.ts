import { grant, refuse, type Decision } from '../core/decision.ts';
import { isInForce, type Delegation } from '../flow/delegation.ts';
import { moment } from '../flow/moment.ts';
import type { DelegationRefusal } from './messages.ts';

/** A delegation lasts so long at most; milliseconds. */
export const LONGEST = 366 * 86_400_000;

/** What somebody asks for when they set up a delegation. */
export interface DelegationDraft {
	id: string;
	principal: string;
	proxy: string;
	from: Date;
	until: Date;
	flowIds: readonly string[];
	reason: string;
}

/** What decisions about delegations look at. */
export interface DelegationScene {
	now: Date;
	actor: string;
	/** Whether the actor manages units and people. */
	managesPeople: boolean;
	isActive: (uid: string) => boolean;
	nameOf: (uid: string) => string;
}

/** DG-1 to DG-4: sets up a delegation; `standing` are those of the principal that are not over. */
export function createDelegation(
	scene: DelegationScene,
	draft: DelegationDraft,
	standing: readonly Delegation[],
): Decision<Delegation, DelegationRefusal> {
	const { now, actor, nameOf } = scene;
	const { principal, proxy, until } = draft;
	const from = draft.from < now ? now : draft.from;
	if (principal !== actor && !scene.managesPeople) return refuse('delegation/notYours');
	if (principal === proxy) return refuse('delegation/toSelf');
	const gone = [principal, proxy].find((uid) => !scene.isActive(uid));
	if (gone !== undefined) return refuse('delegation/disabled', { name: nameOf(gone) });
	if (until <= from) return refuse('delegation/window');
	if (until.getTime() - from.getTime() > LONGEST) return refuse('delegation/tooLong');
	const flowIds = [...new Set(draft.flowIds)];
	const twin = standing.find((each) => each.proxy === proxy && overlap(each, from, until, flowIds));
	if (twin !== undefined)
		return refuse('delegation/overlaps', {
			name: nameOf(proxy),
			from: moment(twin.from),
			until: moment(twin.until),
		});
	return grant({
		id: draft.id,
		principal,
		principalName: nameOf(principal),
		proxy,
		proxyName: nameOf(proxy),
		from,
		until,
		flowIds,
		reason: draft.reason.trim(),
		createdBy: actor,
		createdByName: nameOf(actor),
		createdAt: now,
		endedAt: null,
		endedBy: null,
		nextAt: from,
		cursor: null,
	});
}

/** Whether a standing delegation shares time and flows with a window. */
function overlap(each: Delegation, from: Date, until: Date, flowIds: readonly string[]): boolean {
	if (each.endedAt !== null || each.from >= until || each.until <= from) return false;
	return (
		flowIds.length === 0 ||
		each.flowIds.length === 0 ||
		each.flowIds.some((id) => flowIds.includes(id))
	);
}

/** DG-5: ends a delegation before its time. */
export function endDelegation(
	scene: Pick<DelegationScene, 'now' | 'actor' | 'managesPeople'>,
	delegation: Delegation,
): Decision<Delegation, DelegationRefusal> {
	const { now, actor } = scene;
	const { principal, proxy } = delegation;
	if (![principal, proxy].includes(actor) && !scene.managesPeople)
		return refuse('delegation/notEnder');
	if (delegation.endedAt !== null || delegation.until <= now) return refuse('delegation/ended');
	return grant({ ...delegation, endedAt: now, endedBy: actor, nextAt: now, cursor: null });
}

/** Where a delegation stands: still to begin, in force, or over. */
export type Phase = 'waits' | 'holds' | 'over';

export function phaseOf(delegation: Delegation, now: Date): Phase {
	if (isInForce(delegation, now)) return 'holds';
	return delegation.endedAt === null && now < delegation.from ? 'waits' : 'over';
}

/** A delegation as a batch of work finds it: one whose time has run out is ended, and its tasks looked at anew. */
export function ripened(delegation: Delegation, now: Date): Delegation {
	const { endedAt, until } = delegation;
	const isOut = endedAt === null && phaseOf(delegation, now) === 'over';
	return isOut ? { ...delegation, endedAt: until, cursor: null } : delegation;
}

/**
 * A delegation after a batch of tasks was brought in line with it. Where the batch stopped half-way
 * (`cursor`) it goes on at once; else the end of the window comes next, and after that nothing.
 */
export function afterBatch(delegation: Delegation, now: Date, cursor: string | null): Delegation {
	const phase = phaseOf(delegation, now);
	if (phase === 'waits') return { ...delegation, nextAt: delegation.from, cursor: null };
	if (cursor !== null) return { ...delegation, nextAt: now, cursor };
	return { ...delegation, nextAt: phase === 'holds' ? delegation.until : null, cursor: null };
}
