import { grant, refuse, type Decision } from '../core/decision.ts';
import type { TaskNode } from './definition.ts';
import type { Directory } from './directory.ts';
import type { FlowState } from './model.ts';

/** Who may handle a step: decided by the definition, or to be chosen by the sender. */
export interface Candidates {
	uids: string[];
	/** How many must be chosen among them; null when all of them handle the step. */
	choose: { min: number; max: number } | null;
}

/** What rules of handlers look at besides the state: the organisation, and the fields of the form. */
export interface HandlerSource {
	directory: Directory;
	fields: Readonly<Record<string, unknown>>;
}

/** The people a step's rule names at this moment; where it names nobody, those its policy falls back on. */
export function candidatesOf(node: TaskNode, state: FlowState, source: HandlerSource): Candidates {
	const { handler } = node;
	const { directory } = source;
	if (handler.by === 'chosen') {
		const uids =
			handler.fromRoleId === null
				? directory.everybody()
				: directory.holdersOfRole(handler.fromRoleId);
		const max = node.mode === 'single' ? 1 : handler.max;
		if (uids.length > 0) return { uids, choose: { min: Math.min(handler.min, max), max } };
		return limited(node, fallback(node, state, directory));
	}
	const uids = distinct(named(node, state, source)).filter((uid) => directory.isActive(uid));
	return limited(node, uids.length > 0 ? uids : fallback(node, state, directory));
}

function limited(node: TaskNode, uids: string[]): Candidates {
	return { uids, choose: node.mode === 'single' && uids.length > 1 ? { min: 1, max: 1 } : null };
}

function fallback(node: TaskNode, state: FlowState, directory: Directory): string[] {
	if (node.nobody === 'unitHead') return directory.headsOfUnit(state.unitId);
	return node.nobody === 'admin' ? directory.administrators() : [];
}

function named(node: TaskNode, state: FlowState, source: HandlerSource): string[] {
	const { handler } = node;
	const { directory, fields } = source;
	switch (handler.by) {
		case 'initiator':
			return [state.initiator];
		case 'person':
			return handler.uids;
		case 'post':
			return directory.holdersOfPosts(handler.postIds);
		case 'role':
			return directory.holdersOfRole(handler.roleId);
		case 'unitRole':
			return directory.holdersOfRole(handler.roleId, handler.unitId ?? state.unitId);
		case 'unitHead':
			return directory.headsOfUnit(handler.unitId ?? state.unitId);
		case 'overseer':
			return directory.overseersOf(handler.unitId ?? state.unitId);
		case 'superior': {
			const below =
				handler.ofNodeId === null ? [state.initiator] : handlersOf(state, handler.ofNodeId);
			return below.flatMap((uid) => directory.superiorsOf(uid));
		}
		case 'field': {
			const value = fields[handler.fieldId];
			const uids: unknown[] = Array.isArray(value) ? value : [value];
			return uids.filter((uid): uid is string => typeof uid === 'string');
		}
		case 'sameAs':
			return handlersOf(state, handler.nodeId);
		case 'chosen':
			return [];
	}
}

/** Who handled a step the last time it was done. */
function handlersOf(state: FlowState, nodeId: string): string[] {
	const run = Object.values(state.runs)
		.filter((each) => each.nodeId === nodeId && each.status === 'done')
		.at(-1);
	return Object.values(state.tasks)
		.filter((task) => task.runId === run?.id && task.status === 'done')
		.map((task) => task.assignee);
}

const distinct = (uids: readonly string[]): string[] => [...new Set(uids)];

export type HandlerRefusal = 'flow/noHandler' | 'flow/chooseHandler' | 'flow/badHandler';

/** Who gets a step, from its rule and the sender's choice; nobody where its policy is to skip it. */
export function resolveHandlers(
	node: TaskNode,
	chosen: readonly string[],
	state: FlowState,
	source: HandlerSource,
): Decision<string[], HandlerRefusal> {
	const { directory } = source;
	const candidates = candidatesOf(node, state, source);
	if (candidates.uids.length === 0)
		return node.nobody === 'skip' ? grant([]) : refuse('flow/noHandler', { step: node.name });
	if (candidates.choose === null) return grant(candidates.uids);
	const { min, max } = candidates.choose;
	const wanted = distinct(chosen);
	if (wanted.length < min || wanted.length > max) {
		const count = min === max ? `${min}` : `${min}–${max}`;
		return refuse('flow/chooseHandler', { step: node.name, count });
	}
	const wrong = wanted.find((uid) => !candidates.uids.includes(uid) || !directory.isActive(uid));
	if (wrong !== undefined) return refuse('flow/badHandler', { name: directory.nameOf(wrong) });
	return grant(wanted);
}
