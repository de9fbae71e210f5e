import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Directory } from './directory.ts';
import type { FlowState, TaskNode } from './model.ts';

/** Who may handle a step: decided by the definition, or to be chosen by the sender. */
export interface Candidates {
	uids: string[];
	/** How many must be chosen among them; null when all of them handle the step. */
	choose: { min: number; max: number } | null;
}

/** The people a step's rule names at this moment. */
export function candidatesOf(node: TaskNode, state: FlowState, directory: Directory): Candidates {
	const handler = node.handler;
	if (handler.by === 'chosen') {
		const uids =
			handler.fromRoleId === null
				? directory.everybody()
				: directory.holdersOfRole(handler.fromRoleId);
		return { uids, choose: { min: handler.min, max: node.mode === 'single' ? 1 : handler.max } };
	}
	const uids = named(node, state, directory).filter((uid) => directory.isActive(uid));
	const choose = node.mode === 'single' && uids.length > 1 ? { min: 1, max: 1 } : null;
	return { uids, choose };
}

function named(node: TaskNode, state: FlowState, directory: Directory): string[] {
	const handler = node.handler;
	switch (handler.by) {
		case 'initiator':
			return [state.initiator];
		case 'person':
			return handler.uids;
		case 'post':
			return directory.holdersOfPosts(handler.postIds);
		case 'role':
			return directory.holdersOfRole(handler.roleId);
		case 'unitHead':
			return directory.headsOfUnit(handler.unitId ?? state.unitId);
		case 'chosen':
			return [];
	}
}

export type HandlerRefusal = 'flow/noHandler' | 'flow/chooseHandler' | 'flow/badHandler';

/** Who gets a step, from its rule and the sender's choice. */
export function resolveHandlers(
	node: TaskNode,
	chosen: readonly string[],
	state: FlowState,
	directory: Directory,
): Decision<string[], HandlerRefusal> {
	const candidates = candidatesOf(node, state, directory);
	if (candidates.uids.length === 0) return refuse('flow/noHandler', { step: node.name });
	if (candidates.choose === null) return grant(candidates.uids);
	const { min, max } = candidates.choose;
	const wanted = [...new Set(chosen)];
	if (wanted.length < min || wanted.length > max) {
		const count = min === max ? `${min}` : `${min}–${max}`;
		return refuse('flow/chooseHandler', { step: node.name, count });
	}
	const wrong = wanted.find((uid) => !candidates.uids.includes(uid) || !directory.isActive(uid));
	if (wrong !== undefined) return refuse('flow/badHandler', { name: directory.nameOf(wrong) });
	return grant(wanted);
}
