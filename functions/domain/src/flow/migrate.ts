import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Flow, FlowNode } from './definition.ts';
import { activeRuns, regions } from './graph.ts';
import type { FlowState } from './model.ts';

/** How a running case goes over to another version of its flow. */
export interface Migration {
	from: number;
	to: number;
	/** Open steps in the words of the new version, by node. */
	steps: { nodeId: string; name: string }[];
	/** What the trail says. */
	note: string;
}

export type MigrationRefusal =
	| 'flow/migrateOther'
	| 'flow/migrateSame'
	| 'flow/migrateEnded'
	| 'flow/migrateGone'
	| 'flow/migrateDiffers'
	| 'flow/migrateBranches';

/**
 * Whether a running case can go on under another version of its flow, and how. Wherever it stands, and
 * wherever it could be returned to, must be there under the same id, be of the same kind and lie in the same
 * branches; an open step must complete in the same way.
 */
export function migrationOf(
	from: Flow,
	to: Flow,
	state: FlowState,
): Decision<Migration, MigrationRefusal> {
	if (from.id !== to.id || from.module !== to.module) return refuse('flow/migrateOther');
	if (from.version === to.version) return refuse('flow/migrateSame');
	if (state.status !== 'running' && state.status !== 'draft') return refuse('flow/migrateEnded');
	const before = regions(from).of;
	const after = regions(to).of;
	const places = [...placesOf(state)].map((id) => ({
		id,
		old: from.nodes.find((node) => node.id === id),
		now: to.nodes.find((node) => node.id === id),
	}));
	const gone = places.find(({ now }) => now === undefined);
	if (gone !== undefined) return refuse('flow/migrateGone', { step: gone.old?.name ?? gone.id });
	for (const { id, old, now } of places) {
		const step = old?.name ?? id;
		if (old?.kind !== now?.kind) return refuse('flow/migrateDiffers', { step });
		if (before.get(id)?.join('/') !== after.get(id)?.join('/'))
			return refuse('flow/migrateBranches', { step });
	}
	for (const { nodeId } of activeRuns(state)) {
		const old = from.nodes.find((node) => node.id === nodeId);
		const now = to.nodes.find((node) => node.id === nodeId);
		if (old !== undefined && now !== undefined && !goesOnAlike(old, now))
			return refuse('flow/migrateDiffers', { step: old.name });
	}
	const open = new Set(activeRuns(state).map(({ nodeId }) => nodeId));
	return grant({
		from: from.version,
		to: to.version,
		steps: to.nodes.filter(({ id }) => open.has(id)).map(({ id, name }) => ({ nodeId: id, name })),
		note: `流程由第 ${from.version} 版改为第 ${to.version} 版`,
	});
}

/** Every node the state mentions: where tokens stand, what ran, open forks, pending returns and moves. */
function placesOf(state: FlowState): Set<string> {
	return new Set([
		...Object.values(state.tokens).map(({ nodeId }) => nodeId),
		...Object.values(state.runs).flatMap(({ nodeId, ticket }) =>
			ticket === null ? [nodeId] : [nodeId, ticket.nodeId],
		),
		...Object.values(state.forks).map(({ nodeId }) => nodeId),
		...Object.values(state.subs).map(({ nodeId }) => nodeId),
		...(state.reroute === null ? [] : [state.reroute.toNodeId]),
	]);
}

/** Whether an open step, or a flow waited for, completes as it did when it was opened. */
function goesOnAlike(old: FlowNode, now: FlowNode): boolean {
	if (old.kind === 'task' && now.kind === 'task') return old.mode === now.mode;
	if (old.kind === 'sub' && now.kind === 'sub')
		return old.flowId === now.flowId && old.wait === now.wait;
	return true;
}
