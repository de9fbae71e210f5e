import type { FlowEvent, FlowState, Task, Token } from './model.ts';

/** The state before anything happened. */
export function emptyState(): FlowState {
	return {
		status: 'draft',
		initiator: '',
		unitId: '',
		tokens: {},
		runs: {},
		tasks: {},
		reads: {},
		pendingJoins: {},
		seq: 0,
	};
}

function put<T>(map: Record<string, T>, id: string, value: T): Record<string, T> {
	return { ...map, [id]: value };
}

function change<T>(map: Record<string, T>, id: string, part: Partial<T>): Record<string, T> {
	const before = map[id];
	if (before === undefined) throw new Error(`the trail names ${id}, which never happened`);
	return { ...map, [id]: { ...before, ...part } };
}

function without<T>(map: Record<string, T>, ids: readonly string[]): Record<string, T> {
	return Object.fromEntries(Object.entries(map).filter(([id]) => !ids.includes(id)));
}

/** The state after one event. Events are facts: nothing is checked here but that they fit together. */
export function evolve(state: FlowState, event: FlowEvent): FlowState {
	switch (event.type) {
		case 'started': {
			const token: Token = { id: event.tokenId, nodeId: event.nodeId, forks: [] };
			return {
				...state,
				initiator: event.initiator,
				unitId: event.unitId,
				tokens: put(state.tokens, token.id, token),
			};
		}
		case 'runOpened':
			return { ...state, runs: put(state.runs, event.run.id, event.run) };
		case 'runClosed':
			return {
				...state,
				runs: change(state.runs, event.runId, {
					status: event.status,
					completedBy: event.completedBy,
					closedAt: event.at,
				}),
			};
		case 'runReopened':
			return {
				...state,
				runs: change(state.runs, event.runId, {
					status: 'active',
					completedBy: null,
					closedAt: null,
				}),
			};
		case 'tokenMoved':
			return { ...state, tokens: change(state.tokens, event.tokenId, { nodeId: event.nodeId }) };
		case 'tokenForked':
			return {
				...state,
				tokens: {
					...without(state.tokens, [event.tokenId]),
					...Object.fromEntries(event.children.map((child) => [child.id, child])),
				},
				pendingJoins: put(
					state.pendingJoins,
					event.forkRunId,
					event.children.map((child) => child.id),
				),
			};
		case 'tokenJoined':
			return joined(state, event);
		case 'readOpened':
			return { ...state, reads: put(state.reads, event.read.id, event.read) };
		case 'readDone':
			return {
				...state,
				reads: change(state.reads, event.readId, {
					status: 'read',
					readAt: event.at,
					remark: event.remark,
				}),
			};
		case 'statusChanged':
			return { ...state, status: event.status };
		default:
			return { ...state, tasks: evolveTasks(state.tasks, event) };
	}
}

type TaskEvent = Extract<FlowEvent, { type: `task${string}` }>;

function evolveTasks(tasks: Record<string, Task>, event: TaskEvent): Record<string, Task> {
	switch (event.type) {
		case 'taskOpened':
			return put(tasks, event.task.id, event.task);
		case 'taskActivated':
			return change(tasks, event.taskId, {
				status: 'open',
				openedAt: event.openedAt,
				dueAt: event.dueAt,
			});
		case 'taskClosed':
			return change(tasks, event.taskId, {
				status: event.status,
				closedAt: event.at,
				opinion: event.opinion,
				reason: event.reason,
			});
		case 'taskReopened':
			return change(tasks, event.taskId, { status: 'open', closedAt: null, reason: null });
		case 'taskUrged':
			return change(tasks, event.taskId, { urged: (tasks[event.taskId]?.urged ?? 0) + 1 });
	}
}

function joined(state: FlowState, event: Extract<FlowEvent, { type: 'tokenJoined' }>): FlowState {
	const waiting = (state.pendingJoins[event.forkRunId] ?? []).filter((id) => id !== event.tokenId);
	const tokens = without(state.tokens, [event.tokenId]);
	return {
		...state,
		tokens: event.survivor === null ? tokens : put(tokens, event.survivor.id, event.survivor),
		pendingJoins:
			waiting.length === 0
				? without(state.pendingJoins, [event.forkRunId])
				: put(state.pendingJoins, event.forkRunId, waiting),
	};
}

/** Rebuilds the state from the trail alone. */
export function replay(trail: readonly { events: readonly FlowEvent[] }[]): FlowState {
	let state = emptyState();
	for (const entry of trail) {
		for (const event of entry.events) state = evolve(state, event);
		state = { ...state, seq: state.seq + 1 };
	}
	return state;
}
