import { grant, type Decision } from '../core/decision.ts';
import type { Onward } from './command.ts';
import type { TaskNode, Vote } from './definition.ts';
import { isPending, tasksOf } from './graph.ts';
import type { KeptVerdict, Run, Task, Verdict } from './model.ts';
import { goOn } from './onward.ts';
import type { Held, Scene } from './scene.ts';

/** Tasks whose holders decide the step; those asked before them, or for an answer, only prepare it. */
const decides = (task: Task): boolean => task.kind !== 'before' && task.kind !== 'delegate';

/**
 * What a finished task means: the next of a queue gets their turn, the one who added people gets the
 * task back, or the step completes and the case goes on. Answers who is asked now.
 */
export function settle(
	scene: Scene,
	{ task, run, node }: Held,
	onward: Onward,
): Decision<string[]> {
	if (!decides(task)) return grant(settleAdded(scene, task));
	const next = task.kind === 'after' ? settleAdded(scene, task) : [];
	const settled = settleRun(scene, run, node, task, onward);
	return settled.ok ? grant([...next, ...settled.value]) : settled;
}

/** People whom one holder added at one time. */
function together(scene: Scene, { addedBy, round, kind }: Task): Task[] {
	return Object.values(scene.state.tasks)
		.filter((task) => task.addedBy === addedBy && task.round === round && task.kind === kind)
		.sort((a, b) => a.order - b.order);
}

/** Goes on among people added together; once all have their say the task returns to who added them. */
export function settleAdded(scene: Scene, task: Task): string[] {
	const group = together(scene, task);
	const isDone = group.some((each) => each.status === 'done');
	if (task.turns === 'any' && isDone) scene.cancel(group, `已由${scene.actorName}办理`);
	const rest = together(scene, task).filter(isPending);
	if (rest.length > 0) {
		const [next] = rest;
		if (next?.status !== 'waiting' || next.waitsFor !== 'turn') return [];
		scene.activate(next);
		return [next.assignee];
	}
	const parent = scene.state.tasks[task.addedBy ?? ''];
	if (parent?.status !== 'waiting' || parent.waitsFor !== 'added') return [];
	scene.activate(parent);
	return [parent.assignee];
}

/** Completes the step where its mode is satisfied; `by` is the task whose act may complete it. */
export function settleRun(
	scene: Scene,
	run: Run,
	node: TaskNode,
	by: Task,
	onward: Onward,
): Decision<string[]> {
	const verdict = verdictOf(node, run, tasksOf(scene.state, run.id));
	if (verdict === null) return grant(nextInQueue(scene, run));
	const why = { vote: '表决已有结果', any: `已由${scene.actorName}办理` };
	const reason = node.mode === 'vote' ? why.vote : why.any;
	// Those who were added after go on having their say, and with them whom they ask themselves.
	const isOver = (task: Task) => decides(task) && (verdict === 'disagree' || task.kind !== 'after');
	scene.cancel(tasksOf(scene.state, run.id).filter(isOver), reason);
	const waits = tasksOf(scene.state, run.id).some(isPending);
	return waits ? grant([]) : goOn(scene, { run, node, verdict, by: by.id }, onward);
}

/** 串签: the next person of the queue gets their turn, once nobody before them holds the task. */
export function nextInQueue(scene: Scene, run: Run): string[] {
	const queue = tasksOf(scene.state, run.id).filter((task) => task.kind === 'member');
	const [next] = queue.filter(isPending);
	if (next?.status !== 'waiting' || next.waitsFor !== 'turn') return [];
	scene.activate(next);
	return [next.assignee];
}

/** What the step decided, or null while that is open (routing 1–5, 17). */
export function verdictOf(node: TaskNode, run: Run, tasks: readonly Task[]): Verdict | null {
	const signers = tasks.filter(decides);
	const members = signers.filter((task) => task.kind !== 'after');
	const isAgainst = [...run.kept, ...signers.filter(hasActed)].some(
		({ verdict }) => verdict === 'disagree',
	);
	const answer = isAgainst ? 'disagree' : 'agree';
	const isOpen = members.some(isPending);
	switch (node.mode) {
		case 'vote':
			return node.vote === null ? answer : poll(node.vote, run.kept, members);
		case 'any':
			return members.some(hasActed) ? answer : null;
		case 'all':
			return isOpen ? null : answer;
		default:
			return isAgainst || !isOpen ? answer : null;
	}
}

const hasActed = (task: Task): boolean => task.status === 'done' || task.status === 'automatic';

/** 票签: passes as soon as enough weight agrees, fails as soon as that has become impossible. */
function poll(vote: Vote, kept: readonly KeptVerdict[], members: readonly Task[]): Verdict | null {
	const weight = (uid: string) => vote.weights[uid] ?? 1;
	let [total, agreed, open] = [0, 0, 0];
	for (const { uid, verdict } of kept) {
		total += weight(uid);
		if (verdict === 'agree') agreed += weight(uid);
	}
	for (const task of members) {
		if (!hasActed(task) && !isPending(task)) continue;
		total += weight(task.assignee);
		if (isPending(task)) open += weight(task.assignee);
		else if (task.verdict !== 'disagree') agreed += weight(task.assignee);
	}
	const { pass } = vote;
	// A share of 2/3 of 3 is 2: rounding must not ask for a third voice.
	const needed = pass.by === 'count' ? Math.min(pass.count, total) : pass.ratio * total - 1e-9;
	if (agreed >= needed) return 'agree';
	return agreed + open < needed ? 'disagree' : null;
}
