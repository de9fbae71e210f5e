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
		forks: {},
		subs: {},
		reroute: null,
		forced: false,
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
			const { initiator, unitId } = event;
			return { ...state, initiator, unitId, tokens: put(state.tokens, token.id, token) };
		}
		case 'runOpened':
		case 'runClosed':
		case 'runReopened':
		case 'ticketChanged':
			return { ...state, runs: evolveRuns(state.runs, event) };
		case 'tokenMoved':
		case 'tokenForked':
		case 'branchAdded':
		case 'tokenJoined':
		case 'forkUndone':
		case 'tokensReset':
			return { ...state, ...evolveTokens(state, event) };
		case 'readOpened':
		case 'readDone':
		case 'readWithdrawn':
			return { ...state, reads: evolveReads(state.reads, event) };
		case 'subStarted':
			return { ...state, subs: put(state.subs, event.sub.id, event.sub) };
		case 'subEnded':
			return { ...state, subs: change(state.subs, event.subId, { status: event.status }) };
		case 'caseChased':
			return { ...state, chased: event.rung };
		case 'rerouteProposed':
			return { ...state, reroute: event.reroute };
		case 'rerouteSettled':
			return { ...state, reroute: null };
		case 'statusChanged':
			return { ...state, status: event.status, forced: event.forced ?? false };
		default:
			return { ...state, tasks: evolveTasks(state.tasks, event) };
	}
}

type EventOf<Type extends FlowEvent['type']> = Extract<FlowEvent, { type: Type }>;

function evolveRuns(
	runs: FlowState['runs'],
	event: EventOf<'runOpened' | 'runClosed' | 'runReopened' | 'ticketChanged'>,
): FlowState['runs'] {
	switch (event.type) {
		case 'runOpened':
			return put(runs, event.run.id, event.run);
		case 'runClosed': {
			const { status, completedBy, at: closedAt } = event;
			return change(runs, event.runId, { status, completedBy, closedAt });
		}
		case 'runReopened':
			return change(runs, event.runId, { status: 'active', completedBy: null, closedAt: null });
		case 'ticketChanged':
			return change(runs, event.runId, { ticket: event.ticket });
	}
}

type Standing = Pick<FlowState, 'tokens' | 'pendingJoins' | 'forks'>;

function evolveTokens(
	state: Standing,
	event: EventOf<
		'tokenMoved' | 'tokenForked' | 'branchAdded' | 'tokenJoined' | 'forkUndone' | 'tokensReset'
	>,
): Partial<Standing> {
	const { tokens, pendingJoins, forks } = state;
	switch (event.type) {
		case 'tokenMoved':
			return { tokens: change(tokens, event.tokenId, { nodeId: event.nodeId }) };
		case 'tokenForked': {
			const { forkRunId, fork, children } = event;
			const born = Object.fromEntries(children.map((child) => [child.id, child]));
			return {
				tokens: { ...without(tokens, [fork.tokenId]), ...born },
				pendingJoins: put(pendingJoins, forkRunId, Object.keys(born)),
				forks: put(forks, forkRunId, fork),
			};
		}
		case 'branchAdded': {
			const { forkRunId, token } = event;
			const waiting = [...(pendingJoins[forkRunId] ?? []), token.id];
			return {
				tokens: put(tokens, token.id, token),
				pendingJoins: put(pendingJoins, forkRunId, waiting),
			};
		}
		case 'tokenJoined':
			return joined(state, event);
		case 'forkUndone': {
			const inside = (token: Token) => token.forks.includes(event.forkRunId);
			const gone = new Set(
				Object.values(tokens)
					.filter(inside)
					.flatMap((token) => token.forks),
			);
			const kept = new Set(event.survivor.forks);
			const ended = [event.forkRunId, ...gone].filter((id) => !kept.has(id));
			const left = Object.entries(tokens).filter(([, token]) => !inside(token));
			return {
				tokens: put(Object.fromEntries(left), event.survivor.id, event.survivor),
				pendingJoins: without(pendingJoins, ended),
				forks: without(forks, ended),
			};
		}
		case 'tokensReset':
			return { tokens: { [event.token.id]: event.token }, pendingJoins: {}, forks: {} };
	}
}

function joined(state: Standing, event: EventOf<'tokenJoined'>): Partial<Standing> {
	const { forkRunId, tokenId, survivor } = event;
	const waiting = (state.pendingJoins[forkRunId] ?? []).filter((id) => id !== tokenId);
	const tokens = without(state.tokens, [tokenId]);
	if (survivor === null)
		return { tokens, pendingJoins: put(state.pendingJoins, forkRunId, waiting) };
	return {
		tokens: put(tokens, survivor.id, survivor),
		pendingJoins: without(state.pendingJoins, [forkRunId]),
		forks: without(state.forks, [forkRunId]),
	};
}

function evolveReads(
	reads: FlowState['reads'],
	event: EventOf<'readOpened' | 'readDone' | 'readWithdrawn'>,
): FlowState['reads'] {
	switch (event.type) {
		case 'readOpened':
			return put(reads, event.read.id, event.read);
		case 'readDone': {
			const { at: readAt, remark } = event;
			return change(reads, event.readId, { status: 'read', readAt, remark });
		}
		case 'readWithdrawn':
			return change(reads, event.readId, { status: 'withdrawn', readAt: event.at });
	}
}

type TaskEvent = Extract<FlowEvent, { type: `task${string}` }>;

function evolveTasks(tasks: Record<string, Task>, event: TaskEvent): Record<string, Task> {
	if (event.type === 'taskOpened') return put(tasks, event.task.id, event.task);
	const before = tasks[event.taskId];
	const alter = (part: Partial<Task>) => change(tasks, event.taskId, part);
	switch (event.type) {
		case 'taskActivated': {
			const { openedAt, dueAt } = event;
			return alter({ status: 'open', waitsFor: null, openedAt, dueAt, rung: 0 });
		}
		case 'taskWaits':
			return alter({ status: 'waiting', waitsFor: 'added' });
		case 'taskHandedOver':
			return alter({ assignee: event.assignee });
		case 'taskClosed': {
			const { status, at: closedAt, opinion, verdict, actedBy, reason } = event;
			return alter({ status, closedAt, opinion, verdict, actedBy, reason, paused: null });
		}
		case 'taskReopened':
			return alter({
				status: 'open',
				closedAt: null,
				reason: null,
				verdict: null,
				actedBy: null,
				waitsFor: null,
			});
		case 'taskUrged':
			return alter({ urged: (before?.urged ?? 0) + 1 });
		case 'taskChased':
			return alter({ rung: event.rung });
		case 'taskPaused':
			return alter({ paused: { since: event.at, cause: event.cause } });
		case 'taskResumed':
			return alter({ paused: null, dueAt: event.dueAt });
	}
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
