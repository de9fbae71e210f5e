import { refuse, type Decision } from '../core/decision.ts';
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
