import { refuse, type Decision } from '../core/decision.ts';
import type { Flow } from '../flow/definition.ts';
import { openTasks, stepOf } from '../flow/graph.ts';
import type { FlowState } from '../flow/model.ts';
import type { Dispatch, DocumentStatus, OfficialDocument } from './model.ts';

const issued = new Set<DocumentStatus>(['numbered', 'sealed', 'distributed', 'archived']);
const received = new Set<DocumentStatus>(['running', 'distributed', 'archived']);

/** Whether a document may go to other units as it stands (分发, routing 36): issued, or registered here. */
export function mayDispatch(
	document: Pick<OfficialDocument, 'direction' | 'status'>,
): Decision<true> {
	const { direction, status } = document;
	return (direction === 'outgoing' ? issued : received).has(status)
		? { ok: true, value: true }
		: refuse('document/notIssued');
}

/**
 * Units to which somebody may dispatch a document (routing 36): what the step says at which they hold it; after
 * it left them, what the steps say at which it is distributed. Null for all units.
 */
export function dispatchUnits(
	flow: Flow,
	state: FlowState,
	uid: string,
): ReadonlySet<string> | null {
	const held = openTasks(state)
		.filter((task) => task.assignee === uid)
		.map((task) => stepOf(flow, state.runs[task.runId]?.nodeId ?? ''));
	const steps =
		held.length > 0
			? held
			: flow.nodes.flatMap((node) =>
					node.kind === 'task' && node.duties.includes('distribute') ? [node] : [],
				);
	const limits = steps.flatMap(({ dispatchTo: units }) => (Array.isArray(units) ? [units] : []));
	return steps.length === 0 || limits.length < steps.length ? null : new Set(limits.flat());
}

/** What the unit got of a document already, or undefined. */
export function dispatchTo(
	document: Pick<OfficialDocument, 'dispatches'>,
	unitId: string,
): Dispatch | undefined {
	return document.dispatches?.find((each) => each.unitId === unitId);
}

/** The role (文书) that takes letters in for a unit. */
export const CLERK_ROLE = 'documentClerk';

/**
 * Who signs for a unit's letters: its clerk, or else its head. `candidates` come in order of preference
 * and are active; null where none of them has such a post in this very unit.
 */
export function receiverIn(
	unitId: string,
	candidates: readonly { uid: string; postIds: readonly string[] }[],
	postOf: (
		id: string,
	) => { unitId: string; isHead: boolean; roleIds: readonly string[] } | null | undefined,
): string | null {
	const holds = (postIds: readonly string[], isHead: boolean) =>
		postIds.some((id) => {
			const post = postOf(id);
			if (post?.unitId !== unitId) return false;
			return isHead ? post.isHead : post.roleIds.includes(CLERK_ROLE);
		});
	const found =
		candidates.find(({ postIds }) => holds(postIds, false)) ??
		candidates.find(({ postIds }) => holds(postIds, true));
	return found?.uid ?? null;
}
