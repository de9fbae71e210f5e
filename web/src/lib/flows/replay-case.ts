import type { Decision } from '@wenshu/domain/core/decision.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { Directory } from '@wenshu/domain/flow/directory.ts';
import type { FlowCommand } from '@wenshu/domain/flow/engine.ts';
import { emptyState, evolve } from '@wenshu/domain/flow/evolve.ts';
import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { FlowEvent, FlowState, Task, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { offers } from '@wenshu/domain/flow/offers.ts';
import { actIn, contextOf, newTrial, stateOf, type Trial } from './trial.ts';

/** A case that really happened. */
export interface PastCase {
	initiator: string;
	unitId: string;
	trail: readonly TrailEntry[];
	fields: Readonly<Record<string, unknown>>;
}

/** Where a past case would part from its way under another version. */
export type Parting =
	/** Nobody holds such a task there. */
	| { why: 'noTask'; nodeName: string }
	/** The engine refuses the act. */
	| { why: 'refused'; code: string; detail: Record<string, string> }
	/** It would go to others: who held what then, and who would now, as node id and uid. */
	| { why: 'elsewhere'; then: Standing[]; now: Standing[] }
	/** Somebody moved the case by hand; what follows cannot be replayed. */
	| { why: 'byHand' };
export type Standing = readonly [nodeId: string, uid: string];

/** How far a past case could be followed. */
export interface Replayed {
	/** Acts that move a case, and how many of them were followed. */
	acts: number;
	followed: number;
	/** The entry at which it parts; null where the whole case went the same way. */
	parted: { entry: TrailEntry; parting: Parting } | null;
}

type EventOf<Type extends FlowEvent['type']> = Extract<FlowEvent, { type: Type }>;
const eventsOf = <Type extends FlowEvent['type']>(entry: TrailEntry, type: Type) =>
	entry.events.filter((event): event is EventOf<Type> => event.type === type);

/** Entries that say something but move no token. */
const still = new Set<TrailEntry['verb']>([
	'circulate',
	'ask',
	'read',
	'withdraw',
	'remind',
	'pause',
	'continue',
	'urge',
	'supervise',
	'number',
	'seal',
	'distribute',
	'archive',
	'edit',
	'restore',
	'migrate',
]);
/** Entries by which somebody moved the case from outside. */
const byHand = new Set<TrailEntry['verb']>([
	'reroute',
	'resume',
	'forceEnd',
	'proxyRecord',
	'handover',
	'expire',
	'void',
	'sub',
	'reduce',
]);

/** Whether an entry moved the case. An answer to 征求意见 moves nothing, nor does time that only tells somebody. */
function isMove({ verb, events }: TrailEntry): boolean {
	if (still.has(verb) || events.some(({ type }) => type === 'readDone')) return false;
	return verb !== 'expire' || events.some(({ type }) => type === 'taskClosed');
}

/** Plays a past case against a version: every act by the same person at the same step, with the same choices. */
export function replayCase(flow: Flow, past: PastCase, directory: Directory): Replayed {
	const moving = past.trail.filter(isMove);
	// Whoever acted then counts as active, though they may have left since.
	const everybody = { ...directory, isActive: () => true };
	let trial = newTrial({
		flow,
		directory: everybody,
		fields: past.fields,
		dutiesDone: true,
		now: past.trail[0]?.at ?? new Date(0),
	});
	let then = emptyState();
	let followed = 0;
	const report = (entry: TrailEntry, parting: Parting): Replayed => ({
		acts: moving.length,
		followed,
		parted: { entry, parting },
	});
	for (const entry of moving) {
		if (byHand.has(entry.verb)) return report(entry, { why: 'byHand' });
		const before = then;
		for (const event of entry.events) then = evolve(then, event);
		const next = follow({ ...trial, now: entry.at }, before, entry);
		if ('why' in next) return report(entry, next);
		if (!next.ok)
			return report(entry, { why: 'refused', code: next.code, detail: next.detail ?? {} });
		trial = next.value;
		const [old, now] = [standing(then), standing(stateOf(trial))];
		if (String(old) !== String(now)) return report(entry, { why: 'elsewhere', then: old, now });
		followed++;
	}
	return { acts: moving.length, followed, parted: null };
}

/** Who holds what, in a fixed order. */
function standing(state: FlowState): Standing[] {
	return openTasks(state)
		.map((task): Standing => [state.runs[task.runId]?.nodeId ?? '', task.assignee])
		.sort((a, b) => String(a).localeCompare(String(b)));
}

function follow(trial: Trial, before: FlowState, entry: TrailEntry): Decision<Trial> | Parting {
	if (entry.verb === 'start') {
		const [started] = eventsOf(entry, 'started');
		return actIn(trial, entry.actor, { verb: 'start', unitId: started?.unitId ?? '' });
	}
	if (entry.verb === 'revoke')
		return actIn(trial, entry.actor, { verb: 'revoke', reason: entry.opinion ?? '—' });
	if (entry.verb === 'addSplit') return branch(trial, before, entry);
	const old = before.tasks[entry.taskId ?? ''];
	const mine = old && counterpart(stateOf(trial), before, old);
	if (entry.verb === 'terminate' && mine === undefined) return { why: 'byHand' };
	if (mine === undefined) return { why: 'noTask', nodeName: entry.nodeName ?? '' };
	const command = commandOf(trial, entry, mine);
	return command === null ? { why: 'byHand' } : actIn(trial, mine.assignee, command);
}

/** The branch that somebody added, at the fork of the trial that stands where the old one stood. */
function branch(trial: Trial, before: FlowState, entry: TrailEntry): Decision<Trial> | Parting {
	const [added] = eventsOf(entry, 'branchAdded');
	const { forks, tasks } = stateOf(trial);
	const nodeId = before.forks[added?.forkRunId ?? '']?.nodeId;
	const [forkRunId, fork] = Object.entries(forks).find(([, each]) => each.nodeId === nodeId) ?? [];
	if (added === undefined || forkRunId === undefined)
		return { why: 'noTask', nodeName: entry.nodeName ?? '' };
	const uids = eventsOf(entry, 'taskOpened').map(({ task }) => task.assignee);
	const actor = tasks[fork?.taskId ?? '']?.assignee ?? entry.actor;
	return actIn(trial, actor, { verb: 'addBranch', forkRunId, nodeId: added.token.nodeId, uids });
}

/** The task of the trial that stands where a task of the past stood. */
function counterpart(now: FlowState, before: FlowState, old: Task): Task | undefined {
	const nodeId = before.runs[old.runId]?.nodeId;
	return Object.values(now.tasks).findLast(
		(task) =>
			task.assignee === old.assignee &&
			now.runs[task.runId]?.nodeId === nodeId &&
			task.status === old.status,
	);
}

/** The command that an entry of the trail was. */
function commandOf(
	trial: Trial,
	entry: TrailEntry,
	{ id: taskId, assignee }: Task,
): FlowCommand | null {
	const opened = eventsOf(entry, 'taskOpened').map(({ task }) => task);
	const uids = opened.map((task) => task.assignee);
	const [first] = opened;
	const words = entry.opinion ?? '—';
	switch (entry.verb) {
		case 'submit':
		case 'vote':
		case 'reject':
		case 'answer':
			return { verb: 'submit', taskId, opinion: words, ...onward(trial, entry, assignee, taskId) };
		case 'return': {
			const run = eventsOf(entry, 'runOpened').at(-1)?.run;
			const straightBack = run?.ticket != null;
			return { verb: 'return', taskId, toNodeId: run?.nodeId ?? '', straightBack, reason: words };
		}
		case 'transfer':
			return { verb: 'transfer', taskId, uid: uids[0] ?? '', opinion: words };
		case 'delegate':
			return { verb: 'delegate', taskId, uid: uids[0] ?? '', question: words };
		case 'addBefore':
			return { verb: 'addBefore', taskId, uids, turns: first?.turns ?? 'all', words };
		case 'addAfter':
			return { verb: 'addAfter', taskId, uids, turns: first?.turns ?? 'all', opinion: words };
		case 'addParallel':
			return { verb: 'addParallel', taskId, uids, words };
		case 'retract':
			return { verb: 'retract', taskId };
		case 'terminate':
			return { verb: 'terminate', reason: words };
		default:
			return null;
	}
}

/** The same choices as then: the way that leads to the same steps, with the same people. */
function onward(trial: Trial, entry: TrailEntry, actor: string, taskId: string) {
	const runs = new Map(eventsOf(entry, 'runOpened').map(({ run }) => [run.id, run.nodeId]));
	const chosen: Record<string, string[]> = {};
	for (const { task } of eventsOf(entry, 'taskOpened')) {
		const nodeId = runs.get(task.runId);
		if (nodeId !== undefined) (chosen[nodeId] ??= []).push(task.assignee);
	}
	const closed = eventsOf(entry, 'taskClosed').find((event) => event.taskId === entry.taskId);
	const verdict = closed?.verdict ?? undefined;
	const { ways, freeSteps } = offers(trial.flow, stateOf(trial), contextOf(trial, actor), taskId);
	const same = ways.find((way) =>
		runs.size === 0 ? way.ends : way.steps.some(({ node }) => chosen[node.id] !== undefined),
	);
	const freely = same === undefined ? freeSteps.find(({ id }) => chosen[id]) : undefined;
	if (freely !== undefined) {
		const free = { nodeId: freely.id, uids: chosen[freely.id] ?? [] };
		return { edgeId: null, chosen: {}, verdict, free };
	}
	const edgeId = (same ?? (ways.length === 1 ? ways[0] : undefined))?.edge.id ?? null;
	const isEnded = eventsOf(entry, 'statusChanged').some(({ status }) => status === 'closed');
	const free = edgeId === null && isEnded ? ('end' as const) : undefined;
	return { edgeId, chosen, verdict, free };
}
