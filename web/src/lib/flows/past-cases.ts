import type { InstanceRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import type { Approval } from '@wenshu/domain/approval/model.ts';
import { documentFieldValues } from '@wenshu/domain/document/fields.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { limit, orderBy, readDoc, readQuery, where } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** How many past cases are replayed at most. */
const most = 60;

/** Whether the person reads all cases, and not only those they had to do with. */
export const readsAll = (): boolean => session.canAny('document.readAll', 'flow.monitor');

/** Cases of a flow that the person may read, the latest first. */
export async function pastCases(flowId: string): Promise<InstanceRecord[]> {
	const { items } = await readQuery<InstanceRecord>(
		'instances',
		where('flowId', '==', flowId),
		...(readsAll() ? [] : [where('readers', 'array-contains', session.uid)]),
		limit(most),
	);
	return items.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Everything that happened in a case. */
export async function trailOf(instanceId: string): Promise<TrailEntry[]> {
	const { items } = await readQuery<TrailEntry>(`instances/${instanceId}/trail`, orderBy('seq'));
	return items;
}

/** What conditions of a case ask for: its form as it is now. */
export async function fieldsOf({ id, module }: InstanceRecord): Promise<Record<string, unknown>> {
	if (module !== 'document')
		return (await readDoc<Approval>(`approvals/${id}`).catch(() => null))?.fields ?? {};
	const document = await readDoc<OfficialDocument>(`documents/${id}`).catch(() => null);
	return document === null ? {} : documentFieldValues(document);
}
