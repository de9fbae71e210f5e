import { holds } from './conditions.ts';
import type { Edge, Flow } from './definition.ts';
import { edgesFrom, nodeOf, tasksOf } from './graph.ts';
import type { FlowState, Run, RunStatus, Task } from './model.ts';
import { SYSTEM } from './scene.ts';

/** One station of a case on its way: a run that happened or is active, or a step still to come. */
export interface Station {
	runId: string | null;
	nodeId: string;
	name: string;
	status: RunStatus | 'next';
	people: { uid: string; status: Task['status']; openedAt: Date; closedAt: Date | null }[];
	openedAt: Date | null;
	/** How long the run took or has taken so far, in milliseconds; null for steps to come. */
	dwell: number | null;
}

/**
 * The way of a case (流程跟踪, DOC-8): every run in order, then the likely steps to come by the form as it is
 * filled in now (`fields`).
 */
export function stations(
	flow: Flow,
	state: FlowState,
	now: Date,
	fields: Readonly<Record<string, unknown>> = {},
): Station[] {
	const runs = Object.values(state.runs).sort(
		(a, b) => a.openedAt.getTime() - b.openedAt.getTime() || (a.openedBy === null ? -1 : 1),
	);
	const past = runs.map((run) => stationOf(flow, state, run, now));
	return [...past, ...stepsToCome(flow, state, fields)];
}

function stationOf(flow: Flow, state: FlowState, run: Run, now: Date): Station {
	return {
		runId: run.id,
		nodeId: run.nodeId,
		name: nodeOf(flow, run.nodeId).name,
		status: run.status,
		people: tasksOf(state, run.id)
			.filter(({ assignee }) => assignee !== SYSTEM)
			.map((task) => ({
				uid: task.assignee,
				status: task.status,
				openedAt: task.openedAt,
				closedAt: task.closedAt,
			})),
		openedAt: run.openedAt,
		dwell: (run.closedAt ?? now).getTime() - run.openedAt.getTime(),
	};
}

/** The edges a case is likely to take: those whose conditions hold, else the first without one. */
function likelyEdges(
	flow: Flow,
	nodeId: string,
	state: FlowState,
	fields: Readonly<Record<string, unknown>>,
): Edge[] {
	const values = { ...fields, initiator: state.initiator, unit: state.unitId };
	const isMet = ({ when }: Edge) => when !== null && holds(when, values, flow.fields);
	const edges = edgesFrom(flow, nodeId).filter(({ disagree }) => !disagree);
	if (nodeOf(flow, nodeId).kind === 'fork')
		return edges.filter((edge) => edge.when === null || isMet(edge));
	const likely = edges.find(isMet) ?? edges.find(({ when }) => when === null) ?? edges[0];
	return likely === undefined ? [] : [likely];
}

/** Steps after the active ones, each once; where the sender chooses, the first way is shown. */
function stepsToCome(
	flow: Flow,
	state: FlowState,
	fields: Readonly<Record<string, unknown>>,
): Station[] {
	if (state.status !== 'running' && state.status !== 'draft') return [];
	const active = Object.values(state.runs).filter((run) => run.status === 'active');
	const seen = new Set(active.map((run) => run.nodeId));
	const coming: Station[] = [];
	const queue = [...seen];
	for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
		for (const edge of likelyEdges(flow, id, state, fields)) {
			if (seen.has(edge.to)) continue;
			seen.add(edge.to);
			queue.push(edge.to);
			const node = nodeOf(flow, edge.to);
			if (node.kind !== 'task') continue;
			coming.push({
				runId: null,
				nodeId: node.id,
				name: node.name,
				status: 'next',
				people: [],
				openedAt: null,
				dwell: null,
			});
		}
	}
	return coming;
}
