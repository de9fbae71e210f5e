import { grant, refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand, Turns } from './command.ts';
import type { StepVerb } from './definition.ts';
import { isPending, nodeOf, regions, tasksOf } from './graph.ts';
import type { Run, Task, Token } from './model.ts';
import { activePeople } from './onward.ts';
import { wordsOf, type FlowOutcome, type Held, type Scene } from './scene.ts';
import { settleAdded, settleRun } from './settle.ts';
import { readyToSubmit } from './submit.ts';

type Command<Verb extends FlowCommand['verb']> = Extract<FlowCommand, { verb: Verb }>;

/** A task of mine whose step allows a verb that brings others in. */
export function allowed(scene: Scene, taskId: string, verb: StepVerb): Decision<Held> {
	const mine = scene.mine(taskId);
	if (!mine.ok) return mine;
	const { task, run, node } = mine.value;
	if (task.kind === 'delegate') return refuse('flow/onlyAnswer');
	if (!node.verbs.includes(verb)) return refuse(`flow/no-${verb}`, { step: node.name });
	if (run.ticket !== null) return refuse('flow/pendingStraightBack');
	return mine;
}

/** People who may be added to a run: here, and not on it yet. */
export function addable(scene: Scene, run: Run, uids: readonly string[]): Decision<string[]> {
	const people = activePeople(scene, uids);
	if (!people.ok) return people;
	const there = people.value.find((uid) => isOnRun(scene, run, uid));
	const { directory } = scene.context;
	return there === undefined
		? people
		: refuse('flow/alreadyOnStep', { name: directory.nameOf(there) });
}

/** Whether somebody has, or had, a say on a run. An answer given does not keep anybody from being asked again. */
export function isOnRun(scene: Scene, run: Run, uid: string): boolean {
	return tasksOf(scene.state, run.id).some(
		(task) =>
			task.assignee === uid &&
			(isPending(task) || (task.status === 'done' && task.kind !== 'delegate')),
	);
}

function invite(
	scene: Scene,
	{ task, run, node }: Held,
	kind: 'before' | 'after' | 'parallel',
	uids: readonly string[],
	turns: Turns,
): void {
	const earlier = Object.values(scene.state.tasks).filter(({ addedBy }) => addedBy === task.id);
	const round = Math.max(0, ...earlier.map((each) => each.round)) + 1;
	for (const [index, assignee] of uids.entries()) {
		const waits = turns === 'queue' && index > 0;
		const order = turns === 'queue' ? index : 0;
		const dueAt = waits ? null : (task.dueAt ?? scene.dueOf(node));
		scene.openTask(node, run, {
			assignee,
			kind,
			addedBy: task.id,
			order,
			turns,
			round,
			waits,
			dueAt,
		});
	}
}

/** 前加签 (routing 8): others go first, then my task comes back. */
export function addBefore(scene: Scene, command: Command<'addBefore'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'addBefore');
	if (!mine.ok) return mine;
	const held = mine.value;
	if (isAdded(held.task)) return refuse('flow/nestedAdd');
	const people = addable(scene, held.run, command.uids);
	if (!people.ok) return people;
	scene.emit({ type: 'taskWaits', taskId: held.task.id });
	invite(scene, held, 'before', people.value, command.turns);
	return added(scene, held, 'addBefore', people.value, wordsOf(command.words));
}

/** 后加签 (routing 9): I am done with my opinion, and the step waits for those I add. */
export function addAfter(scene: Scene, command: Command<'addAfter'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'addAfter');
	if (!mine.ok) return mine;
	const held = mine.value;
	if (isAdded(held.task)) return refuse('flow/nestedAdd');
	const people = addable(scene, held.run, command.uids);
	if (!people.ok) return people;
	const opinion = wordsOf(command.opinion);
	const ready = readyToSubmit(scene, held, opinion, 'agree');
	if (!ready.ok) return ready;
	invite(scene, held, 'after', people.value, command.turns);
	scene.close(held.task, 'done', { opinion, verdict: 'agree' });
	const { run, node, task } = held;
	const to = settleRun(scene, run, node, task, { edgeId: null, chosen: {} });
	if (!to.ok) return to;
	return added(scene, held, 'addAfter', people.value, opinion);
}

/** 并加签 (routing 10): others join the same set. */
export function addParallel(scene: Scene, command: Command<'addParallel'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'addParallel');
	if (!mine.ok) return mine;
	const held = mine.value;
	const { mode, name } = held.node;
	if (isAdded(held.task)) return refuse('flow/nestedAdd');
	if (mode !== 'all' && mode !== 'any') return refuse('flow/no-addParallel', { step: name });
	const people = addable(scene, held.run, command.uids);
	if (!people.ok) return people;
	invite(scene, held, 'parallel', people.value, 'all');
	return added(scene, held, 'addParallel', people.value, wordsOf(command.words));
}

const isAdded = (task: Task): boolean => task.kind === 'before' || task.kind === 'after';

function added(
	scene: Scene,
	held: Held,
	verb: 'addBefore' | 'addAfter' | 'addParallel',
	people: string[],
	opinion: string | null,
): Decision<FlowOutcome> {
	return scene.outcome({ ...scene.about(held), verb, opinion, to: people });
}

/** 减签 (routing 11): somebody added is not asked after all; what nobody signed stays unsigned. */
export function reduce(scene: Scene, command: Command<'reduce'>): Decision<FlowOutcome> {
	const { actor, actsFor, manages, directory } = scene.context;
	const task = scene.state.tasks[command.taskId];
	if (task === undefined) return refuse('flow/noTask');
	const adder = scene.state.tasks[task.addedBy ?? ''];
	if (adder === undefined || task.kind === 'delegate') return refuse('flow/notAdded');
	const isAdder = adder.assignee === actor || actsFor.has(adder.assignee);
	if (!isAdder && !manages) return refuse('flow/notYours');
	if (!isPending(task)) return refuse('flow/alreadyProcessed');
	const run = scene.state.runs[task.runId];
	const node = run && nodeOf(scene.flow, run.nodeId);
	if (run?.status !== 'active' || node?.kind !== 'task') return refuse('flow/noTask');
	const why = `${scene.actorName}已减签`;
	scene.cancel([task, ...addedThrough(scene, task)], why);
	const back = settleAdded(scene, task);
	const on =
		task.kind === 'before' ? grant<string[]>([]) : settleRun(scene, run, node, adder, command);
	if (!on.ok) return on;
	return scene.outcome({
		...scene.about({ task, run, node }),
		onBehalfOf: null,
		verb: 'reduce',
		opinion: wordsOf(command.reason),
		to: [...new Set([...back, ...on.value])],
		note: `不再请${directory.nameOf(task.assignee)}办理`,
	});
}

/** All that came into being through a task. */
function addedThrough(scene: Scene, task: Task): Task[] {
	const direct = Object.values(scene.state.tasks).filter(({ addedBy }) => addedBy === task.id);
	return direct.flatMap((each) => [each, ...addedThrough(scene, each)]);
}

/** 加分支 (routing 7): who sent the case into an open fork sends it to one more branch. */
export function addBranch(scene: Scene, command: Command<'addBranch'>): Decision<FlowOutcome> {
	const { actor, actsFor } = scene.context;
	const { forkRunId, nodeId } = command;
	const fork = scene.state.forks[forkRunId];
	const task = scene.state.tasks[fork?.taskId ?? ''];
	const run = scene.state.runs[fork?.runId ?? ''];
	if (fork === undefined || task === undefined || run === undefined) return refuse('flow/noFork');
	if (task.assignee !== actor && task.actedBy !== actor && !actsFor.has(task.assignee))
		return refuse('flow/notYours');
	const before = nodeOf(scene.flow, run.nodeId);
	if (before.kind !== 'task' || !before.verbs.includes('addBranch'))
		return refuse('flow/no-addBranch', { step: before.name });
	const node = scene.flow.nodes.find(({ id }) => id === nodeId);
	const { of } = regions(scene.flow);
	const inside = [...(of.get(fork.nodeId) ?? []), fork.nodeId].join('/');
	if (node?.kind !== 'task' || of.get(nodeId)?.join('/') !== inside)
		return refuse('flow/notInFork');
	const people = activePeople(scene, command.uids);
	if (!people.ok) return people;
	const token: Token = { id: scene.context.newId(), nodeId, forks: [...fork.forks, forkRunId] };
	scene.emit({ type: 'branchAdded', forkRunId, token });
	const origin = { tokenId: token.id, fromRunId: fork.runId, openedBy: fork.taskId };
	scene.open(node, people.value, origin);
	return scene.outcome({
		...scene.about({ task, run, node: before }),
		opinionBox: null,
		verb: 'addSplit',
		to: people.value,
		note: `增加分支：${node.name}`,
	});
}
