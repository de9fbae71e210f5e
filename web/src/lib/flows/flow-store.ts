import { flowSchema, type Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowDraftRecord, FlowHead } from '@wenshu/domain/flow/definition-store.ts';
import type { FlowWorld } from '@wenshu/domain/flow/soundness.ts';
import { modules } from '@wenshu/domain/modules/index.ts';
import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { readDoc, readQuery } from '../platform/live.svelte.ts';
import { staff } from './names.ts';

/** A flow as its pages read it: what is published of it, and its draft; one of the two is there. */
export interface FlowRecord {
	id: string;
	head: FlowHead | null;
	draft: FlowDraftRecord | null;
}

/** The latest published version; 0 before the first. */
export const versionOf = ({ head }: FlowRecord): number => head?.version ?? 0;
export const nameOf = ({ head, draft }: FlowRecord): string => draft?.flow.name ?? head?.name ?? '';

/** Heads and drafts as one list, by name. */
export function recordsOf(
	heads: readonly FlowHead[],
	drafts: readonly FlowDraftRecord[],
): FlowRecord[] {
	const ids = new Set([...heads, ...drafts].map(({ id }) => id));
	const records = [...ids].map((id): FlowRecord => ({
		id,
		head: heads.find((each) => each.id === id) ?? null,
		draft: drafts.find((each) => each.id === id) ?? null,
	}));
	return records.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'zh-CN'));
}

/** Sends an act on a flow; never queued, since a later draft must not be overwritten unseen. */
function send<R>(type: string, id: string, input: object): Promise<ActOutcome<R>> {
	return act<R>(type, id, input, { queue: false, quiet: true });
}

/** Saves a draft over the one it was begun with; refused when somebody saved in between. */
export function saveDraft(flow: Flow, revision: number): Promise<ActOutcome<{ revision: number }>> {
	const { version: _version, ...drawn } = flow;
	return send('flow/saveDraft', flow.id, { flow: drawn, revision });
}
export const publish = (
	id: string,
	note: string,
	revision: number,
): Promise<ActOutcome<{ version: number }>> => send('flow/publish', id, { note, revision });
export const setEnabled = (id: string, enabled: boolean): Promise<ActOutcome> =>
	send('flow/enable', id, { enabled });
export const discardDraft = (id: string): Promise<ActOutcome> => send('flow/discardDraft', id, {});

/** One published version of a flow; null where there is none. */
export async function readVersion(id: string, version: number): Promise<Flow | null> {
	const stored = await readDoc<unknown>(`flows/${id}/versions/${String(version)}`);
	return stored === null ? null : flowSchema.parse(stored);
}

/** One round of moving running cases to the version in force. */
export interface MigrationRound {
	version: number;
	moved: number;
	refusedCount: number;
	refused: { id: string; title: string; code: string; step: string }[];
	next: string | null;
}
export const migrate = (id: string, after: string | null): Promise<ActOutcome<MigrationRound>> =>
	send('flow/migrate', id, { after });

/** A drawn definition as one that is worked on; its version counts only once it is published. */
export const flowOfDraft = ({ flow, base }: FlowDraftRecord): Flow => ({
	...flow,
	version: base + 1,
});

/** What exists outside the definition that is drawn: organisation, modules, and published flows. */
export async function readWorld(): Promise<() => FlowWorld> {
	const { items } = await readQuery<FlowHead>('flows');
	const published = await Promise.all(items.map(({ id, version }) => readVersion(id, version)));
	const flows = new Map(published.flatMap((flow) => (flow === null ? [] : [[flow.id, flow]])));
	return () => ({
		directory: staff(),
		roleIds: new Set(directory.roles.map(({ id }) => id)),
		postIds: new Set(directory.posts.map(({ id }) => id)),
		unitIds: new Set(directory.units.map(({ id }) => id)),
		flows,
		modules: new Set(['document', ...modules.map(({ id }) => id)]),
	});
}
