import { refuse, type Decision } from '../core/decision.ts';
import { addable, allowed } from './add-signers.ts';
import type { FlowCommand } from './command.ts';
import { isPending, prepares, tasksOf } from './graph.ts';
import type { Task } from './model.ts';
import { wordsOf, type FlowOutcome, type Scene } from './scene.ts';
import { nextInQueue, settleAdded } from './settle.ts';

type Command<Verb extends FlowCommand['verb']> = Extract<FlowCommand, { verb: Verb }>;

/** 转办 (routing 18): my task passes to somebody else, with my limit and place in the queue. */
export function transfer(scene: Scene, command: Command<'transfer'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'transfer');
	if (!mine.ok) return mine;
	const held = mine.value;
	const people = addable(scene, held.run, [command.uid]);
	if (!people.ok) return people;
	const opinion = wordsOf(command.opinion);
	const { directory } = scene.context;
	scene.close(held.task, 'transferred', {
		opinion,
		reason: `已转办${directory.nameOf(command.uid)}`,
	});
	replace(scene, held.task, command.uid);
	return scene.outcome({ ...scene.about(held), verb: 'transfer', opinion, to: people.value });
}

/** The same task in other hands: what was added to it hangs on the new one. */
function replace(scene: Scene, task: Task, assignee: string): void {
	const { now: openedAt } = scene.context;
	const id = scene.context.newId();
	const fresh = { urged: 0, opinion: null, paused: null };
	scene.emit({ type: 'taskOpened', task: { ...task, id, assignee, openedAt, ...fresh } });
}

/** 委派 (routing 19): somebody else answers, and the task comes back to me; one level only. */
export function delegate(scene: Scene, command: Command<'delegate'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'delegate');
	if (!mine.ok) return mine;
	const held = mine.value;
	const question = wordsOf(command.question);
	if (question === null) return refuse('flow/questionMissing');
	const people = addable(scene, held.run, [command.uid]);
	if (!people.ok) return people;
	const { task, run, node } = held;
	const earlier = Object.values(scene.state.tasks).filter(({ addedBy }) => addedBy === task.id);
	scene.emit({ type: 'taskWaits', taskId: task.id });
	scene.openTask(node, run, {
		assignee: command.uid,
		kind: 'delegate',
		addedBy: task.id,
		order: 0,
		turns: 'all',
		round: Math.max(0, ...earlier.map((each) => each.round)) + 1,
		waits: false,
		dueAt: task.dueAt,
	});
	return scene.outcome({
		...scene.about(held),
		verb: 'delegate',
		opinion: question,
		to: people.value,
	});
}

/** 离职交接 (routing 39): all that one person holds in this case goes to another. */
export function handover(scene: Scene, { from, to }: Command<'handover'>): Decision<FlowOutcome> {
	const { manages, directory } = scene.context;
	if (!manages) return refuse('flow/mayNotManage');
	if (!directory.isActive(to) || from === to)
		return refuse('flow/badHandler', { name: directory.nameOf(to) });
	const held = Object.values(scene.state.tasks).filter(
		(task) => task.assignee === from && isPending(task),
	);
	const reads = Object.values(scene.state.reads).filter(
		(read) => read.reader === from && read.status === 'unread',
	);
	if (held.length + reads.length === 0) return refuse('flow/nothingHeld');
	for (const task of held) handOver(scene, task, to);
	for (const read of reads) {
		scene.emit({ type: 'readWithdrawn', readId: read.id, at: scene.context.now });
		scene.emit({ type: 'readOpened', read: { ...read, id: scene.context.newId(), reader: to } });
	}
	for (const run of Object.values(scene.state.runs)) {
		const { ticket } = run;
		if (run.status !== 'active' || ticket?.uids.includes(from) !== true) continue;
		const uids = [...new Set(ticket.uids.map((uid) => (uid === from ? to : uid)))];
		scene.emit({ type: 'ticketChanged', runId: run.id, ticket: { ...ticket, uids } });
	}
	return scene.outcome({
		verb: 'handover',
		to: [to],
		note: `${directory.nameOf(from)}的待办移交${directory.nameOf(to)}`,
	});
}

/** One task of somebody who leaves; who holds another on the same step is not asked twice. */
function handOver(scene: Scene, task: Task, to: string): void {
	const isThere = tasksOf(scene.state, task.runId).some(
		(each) => each.assignee === to && isPending(each) && !prepares(each, task.id),
	);
	if (!isThere) {
		scene.emit({ type: 'taskHandedOver', taskId: task.id, assignee: to });
		return;
	}
	scene.cancel([task], `已移交${scene.context.directory.nameOf(to)}`);
	if (task.addedBy !== null) settleAdded(scene, task);
	const run = scene.state.runs[task.runId];
	if (run !== undefined) nextInQueue(scene, run);
}
