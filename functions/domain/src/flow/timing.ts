import { refuse, type Decision } from '../core/decision.ts';
import { allowed } from './add-signers.ts';
import { expiryRung } from './clock.ts';
import type { FlowCommand } from './command.ts';
import type { ChaseRung, Flow, TaskNode } from './definition.ts';
import { openTasks } from './graph.ts';
import { perform, returnTargets } from './return.ts';
import { Scene, SYSTEM, wordsOf, type FlowOutcome, type Held } from './scene.ts';
import { settle } from './settle.ts';

type Command<Verb extends FlowCommand['verb']> = Extract<FlowCommand, { verb: Verb }>;

/** The ladder of reminders of a step. */
export function ladderOf(flow: Flow, node: TaskNode): readonly ChaseRung[] {
	return node.chase ?? flow.chase;
}

/** 催办 by hand (routing 31): everybody else who holds an open task is reminded. */
export function urge(scene: Scene, command: Command<'urge'>): Decision<FlowOutcome> {
	const { state, context } = scene;
	if (state.status !== 'running') return refuse('flow/notRunning');
	if (!context.supervises && !hasHandled(scene)) return refuse('flow/mayNotUrge');
	const others = openTasks(state).filter((task) => task.assignee !== context.actor);
	if (others.length === 0) return refuse('flow/nobodyToUrge');
	for (const task of others) scene.emit({ type: 'taskUrged', taskId: task.id });
	return scene.outcome({
		verb: 'urge',
		opinion: wordsOf(command.message),
		to: [...new Set(others.map((task) => task.assignee))],
		printed: false,
	});
}

function hasHandled({ state, context }: Scene): boolean {
	const { actor } = context;
	if (state.initiator === actor) return true;
	return Object.values(state.tasks).some(
		(task) =>
			(task.assignee === actor || task.actedBy === actor) &&
			['done', 'returned', 'transferred'].includes(task.status),
	);
}

/** 挂起计时 (routing 30): the clock of my task stands for a stated cause; the task stays. */
export function pause(scene: Scene, command: Command<'pause'>): Decision<FlowOutcome> {
	const mine = allowed(scene, command.taskId, 'pause');
	if (!mine.ok) return mine;
	const held = mine.value;
	const cause = wordsOf(command.cause);
	if (cause === null) return refuse('flow/reasonMissing');
	if (held.task.paused !== null) return refuse('flow/alreadyPaused');
	scene.emit({ type: 'taskPaused', taskId: held.task.id, at: scene.context.now, cause });
	return scene.outcome({ ...scene.about(held), verb: 'pause', opinion: cause, printed: false });
}

/** 恢复计时: the clock goes on; the time it stood is added to the limit. */
export function goOnCounting(scene: Scene, command: Command<'continue'>): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const held = mine.value;
	const { task, node } = held;
	if (task.paused === null) return refuse('flow/notPaused');
	const dueAt =
		task.dueAt === null || node.due === null
			? task.dueAt
			: scene.context.resumed(task.dueAt, task.paused.since, node.due);
	scene.emit({ type: 'taskResumed', taskId: task.id, dueAt });
	return scene.outcome({ ...scene.about(held), verb: 'continue', printed: false });
}

/** A task that time may act on. */
function overdue(scene: Scene, taskId: string): Decision<Held> {
	if (scene.context.actor !== SYSTEM) return refuse('flow/onlySystem');
	const found = scene.actable(taskId);
	if (found.ok && found.value.task.paused !== null) return refuse('flow/alreadyPaused');
	return found;
}

/** 限时提醒 (routing 28): one more rung of the ladder; a message, and nothing else. */
export function remind(scene: Scene, command: Command<'remind'>): Decision<FlowOutcome> {
	const found = overdue(scene, command.taskId);
	if (!found.ok) return found;
	const held = found.value;
	if (command.rung <= held.task.rung) return refuse('flow/alreadyReminded');
	scene.emit({ type: 'taskChased', taskId: held.task.id, rung: command.rung });
	return scene.outcome({
		...scene.about(held),
		opinionBox: null,
		verb: 'remind',
		to: [...new Set(command.to)],
		printed: false,
	});
}

/**
 * The limit of the whole case comes near or has passed: those who hold it now are told, and those above them.
 * It never moves the case; what a step does when its time is up is for the step to say.
 */
export function remindCase(scene: Scene, command: Command<'remindCase'>): Decision<FlowOutcome> {
	if (scene.context.actor !== SYSTEM) return refuse('flow/onlySystem');
	if (command.rung <= (scene.state.chased ?? 0)) return refuse('flow/alreadyReminded');
	scene.emit({ type: 'caseChased', rung: command.rung });
	return scene.outcome({
		verb: 'remind',
		to: [...new Set(command.to)],
		note: command.over ? '全程办理已超期，请尽快办结' : '全程办理即将到期，请抓紧办理',
		printed: false,
	});
}

/**
 * 超时自动处理 (routing 29): what the step says, once. A step that signs, or is done in person or by several, is
 * never submitted by time; what cannot be done by itself is reminded of.
 */
export function expire(scene: Scene, command: Command<'expire'>): Decision<FlowOutcome> {
	const found = overdue(scene, command.taskId);
	if (!found.ok) return found;
	const { task, node } = found.value;
	const { now } = scene.context;
	if (task.dueAt === null || task.dueAt > now) return refuse('flow/notDue');
	const place = expiryRung(ladderOf(scene.flow, node));
	if (task.rung >= place) return refuse('flow/alreadyReminded');
	const attempts = { submit: submitByTime, return: returnByTime, escalate, remind: hold };
	for (const attempt of [attempts[node.onExpire], escalate]) {
		const trial = new Scene(scene.flow, scene.state, scene.context);
		trial.emit({ type: 'taskChased', taskId: task.id, rung: place });
		const done = attempt(trial, found.value);
		if (done.ok) return done;
	}
	throw new Error('an overdue task can always be told of');
}

function hold(scene: Scene, held: Held): Decision<FlowOutcome> {
	return expired(scene, held, [held.task.assignee], '已超期');
}

function escalate(scene: Scene, held: Held): Decision<FlowOutcome> {
	const { assignee } = held.task;
	const above = scene.context.directory.superiorsOf(assignee);
	return expired(scene, held, [assignee, ...above], '已超期，提请上级关注');
}

function submitByTime(scene: Scene, held: Held): Decision<FlowOutcome> {
	const { node, task, run } = held;
	const isSimple = node.mode === 'single' || node.mode === 'any';
	const isFree = !node.personal && node.effect === 'none' && node.duties.length === 0;
	if (!isSimple || !isFree || run.ticket !== null || task.kind === 'delegate')
		return refuse('flow/mustBePersonal');
	scene.close(task, 'automatic', { reason: '超期自动办理' });
	const to = settle(scene, held, { edgeId: null, chosen: {} });
	return to.ok ? expired(scene, held, to.value, '超期自动提交') : to;
}

function returnByTime(scene: Scene, held: Held): Decision<FlowOutcome> {
	const target = returnTargets(scene.flow, scene.state, held.run).find(({ out }) => out === null);
	if (target === undefined) return refuse('flow/notWalked');
	const to = perform(scene, held, target, '超期自动退回', false, 'automatic');
	return to.ok ? expired(scene, held, to.value, `超期自动退回至${target.name}`) : to;
}

function expired(scene: Scene, held: Held, to: string[], note: string): Decision<FlowOutcome> {
	const about = { ...scene.about(held), opinionBox: null };
	return scene.outcome({ ...about, verb: 'expire', to: [...new Set(to)], note });
}
