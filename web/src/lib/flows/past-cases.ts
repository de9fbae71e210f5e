import type { InstanceRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { limit, orderBy, readQuery, where } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** How many past cases are replayed at most. */
const most = 60;

/** Cases of a flow that the person may read, the latest first. */
export async function pastCases(flowId: string): Promise<InstanceRecord[]> {
	const all = session.canAny('document.readAll', 'flow.monitor');
	const { items } = await readQuery<InstanceRecord>(
		'instances',
		where('flowId', '==', flowId),
		...(all ? [] : [where('readers', 'array-contains', session.uid)]),
		limit(most),
	);
	return items.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Everything that happened in a case. */
export async function trailOf(instanceId: string): Promise<TrailEntry[]> {
	const { items } = await readQuery<TrailEntry>(`instances/${instanceId}/trail`, orderBy('seq'));
	return items;
}
