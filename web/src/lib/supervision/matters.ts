import type { Supervision } from '@wenshu/domain/supervision/model.ts';
import { liveQuery, where, type LiveQuery } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** Matters the signed-in person may see: all for supervisors, else those that name them or a unit they head. */
export function matters(): LiveQuery<Supervision> {
	if (session.can('supervision.manage')) return liveQuery<Supervision>('supervisions');
	// Firestore takes at most 30 values; nobody heads more units.
	const keys = [session.uid, ...(session.access?.headOf ?? [])].slice(0, 30);
	return liveQuery<Supervision>('supervisions', where('readers', 'array-contains-any', keys));
}

/** What somebody may do with a matter now, in the order of its buttons. */
export type MatterAct =
	| 'assign'
	| 'report'
	| 'askExtension'
	| 'askClosing'
	| 'close'
	| 'refuseClosing'
	| 'chase'
	| 'change'
	| 'reopen';

/** Acts offered to the signed-in person; the server decides. */
export function actsFor(item: Supervision): MatterAct[] {
	const acts: MatterAct[] = [];
	const supervises = session.can('supervision.manage');
	const heads = session.access?.headOf ?? [];
	const isHead = heads.includes(item.leadUnitId);
	const isResponsible = isHead || item.handler === session.uid;
	const assists = item.assistUnitIds.some((id) => heads.includes(id));
	if (item.status === 'closed') return supervises ? ['reopen'] : [];
	if (item.status !== 'closing') {
		if (isResponsible || assists) acts.push('report');
		if (isResponsible && item.lastReportAt !== null) acts.push('askClosing');
		if (isResponsible && item.extension === null) acts.push('askExtension');
	}
	if (isHead) acts.push('assign');
	if (supervises) {
		if (item.status === 'closing') acts.push('close', 'refuseClosing', 'change');
		else acts.push('chase', 'change', 'close');
	}
	return acts;
}
