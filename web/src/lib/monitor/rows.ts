import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';

/** Somebody who holds an open task. */
export interface Holder {
	uid: string;
	name: string;
	disabled: boolean;
}

/** A case as the monitor lists it. */
export interface MonitorRow {
	id: string;
	record: InstanceRecord;
	steps: string;
	holders: Holder[];
	/** Since when the oldest open task waits; the last move where nothing is open. */
	since: Date;
	/** The earliest limit of an open task; null without any. */
	dueAt: Date | null;
}

/** The quick filters of the monitor. */
export type MonitorFilter = 'overdue' | 'stuck' | 'orphaned' | 'rework' | 'proposal';

/** What the monitor asks the directory. */
export type HolderOf = (uid: string) => { name: string; disabled: boolean } | undefined;

/** A case with who holds it and since when. */
export function rowOf(record: InstanceRecord, holderOf: HolderOf): MonitorRow {
	const open = openTasks(record.state);
	const uids = [...new Set(open.map(({ assignee }) => assignee))];
	const dues = open.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.getTime()]));
	const since = open.map(({ openedAt }) => openedAt.getTime());
	return {
		id: record.id,
		record,
		steps: record.current.map(({ name }) => name).join('、'),
		holders: uids.map((uid) => {
			const found = holderOf(uid);
			return { uid, name: found?.name ?? uid, disabled: found?.disabled ?? true };
		}),
		since: since.length === 0 ? record.updatedAt : new Date(Math.min(...since)),
		dueAt: dues.length === 0 ? null : new Date(Math.min(...dues)),
	};
}

/** Whether a case passes a quick filter; `stuckDays` is how long an open task may wait before it counts as stuck. */
export function passes(
	{ record, holders, since, dueAt }: MonitorRow,
	filter: MonitorFilter,
	now: Date,
	stuckDays: number,
): boolean {
	switch (filter) {
		case 'overdue':
			return dueAt !== null && dueAt < now;
		case 'stuck':
			return now.getTime() - since.getTime() > stuckDays * 86_400_000;
		case 'orphaned':
			return holders.length === 0 || holders.some(({ disabled }) => disabled);
		case 'rework':
			return record.rework;
		case 'proposal':
			return record.state.reroute !== null;
	}
}
