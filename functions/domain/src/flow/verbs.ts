import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand, FlowOutcome, Scene } from './scene.ts';
import { openTasks, tasksOf } from './graph.ts';
import type { Task } from './model.ts';

/** 转办 (routing 18): my task passes to somebody else, with my limit and place in the queue. */
export function transfer(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'transfer' }>,
): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const { task, run, node } = mine.value;
	const { directory, now } = scene.context;
	if (!node.verbs.includes('transfer')) return refuse('flow/noTransfer', { step: node.name });
	if (run.ticket !== null) return refuse('flow/pendingStraightBack');
	const name = directory.nameOf(command.uid);
	if (!directory.isActive(command.uid)) return refuse('flow/badHandler', { name });
	const present = tasksOf(scene.state, run.id).some(
		(each) => each.assignee === command.uid && each.status !== 'transferred',
	);
	if (present) return refuse('flow/alreadyOnStep', { name });
	const opinion = command.opinion.trim() || null;
	scene.close(task, 'transferred', opinion, `已转办${name}`);
	const next: Task = {
		...task,
		id: scene.context.newId(),
		assignee: command.uid,
		openedAt: now,
		urged: 0,
		opinion: null,
	};
	scene.emit({ type: 'taskOpened', task: next });
	return scene.outcome({
		verb: 'transfer',
		nodeId: node.id,
		nodeName: node.name,
		opinionBox: node.opinionBox,
		opinion,
		taskId: task.id,
		to: [command.uid],
	});
}

/** 催办 by hand (routing 31): everybody else who holds an open task is reminded. */
export function urge(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'urge' }>,
): Decision<FlowOutcome> {
	const { state, context } = scene;
	if (state.status !== 'running') return refuse('flow/notRunning');
	if (!context.supervises && !hasHandled(scene)) return refuse('flow/mayNotUrge');
	const others = openTasks(state).filter((task) => task.assignee !== context.actor);
	if (others.length === 0) return refuse('flow/nobodyToUrge');
	for (const task of others) scene.emit({ type: 'taskUrged', taskId: task.id });
	return scene.outcome({
		verb: 'urge',
		opinion: command.message.trim() || null,
		to: [...new Set(others.map((task) => task.assignee))],
	});
}

function hasHandled(scene: Scene): boolean {
	const { actor } = scene.context;
	if (scene.state.initiator === actor) return true;
	return Object.values(scene.state.tasks).some(
		(task) => task.assignee === actor && ['done', 'returned', 'transferred'].includes(task.status),
	);
}

/** 终止 (routing 33): a supervisor, or the step's holder where it allows, ends the case; nothing is deleted. */
export function terminate(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'terminate' }>,
): Decision<FlowOutcome> {
	const { state, context } = scene;
	if (state.status !== 'running') return refuse('flow/notRunning');
	const reason = command.reason.trim();
	const allowed =
		context.supervises ||
		openTasks(state).some((task) => {
			const mine = scene.mine(task.id);
			return mine.ok && mine.value.node.verbs.includes('terminate');
		});
	if (!allowed) return refuse('flow/mayNotTerminate');
	if (reason === '') return refuse('flow/reasonMissing');
	const why = `${context.directory.nameOf(context.actor)}已终止流程`;
	scene.cancel(Object.values(state.tasks), why);
	for (const run of Object.values(state.runs))
		if (run.status === 'active')
			scene.emit({
				type: 'runClosed',
				runId: run.id,
				status: 'cancelled',
				completedBy: null,
				at: context.now,
			});
	scene.emit({ type: 'statusChanged', status: 'terminated' });
	return scene.outcome({ verb: 'terminate', opinion: reason });
}
