import { refuse, type Decision } from '../core/decision.ts';
import type { Duty, Flow, Span, TaskNode } from './definition.ts';
import type { Directory } from './directory.ts';
import { evolve } from './evolve.ts';
import { isPending, nodeOf, prepares, stepOf, tasksOf } from './graph.ts';
import type { FlowEvent, FlowState, KeptVerdict, Run, Task, Ticket, TrailVerb } from './model.ts';
import { moment } from './moment.ts';

/** What surrounds a decision; nothing else may influence it. */
export interface FlowContext {
	now: Date;
	/** Who acts; `system` when time or another case does. */
	actor: string;
	directory: Directory;
	/** Fields of the form, for conditions and rules of handlers. */
	fields: Readonly<Record<string, unknown>>;
	/** What is already true of the subject: numbered, sealed, distributed, archived. */
	dutiesDone: ReadonlySet<Duty>;
	/** Whether the actor may end and hurry such cases (终止, 催办). */
	supervises: boolean;
	/** Whether the actor looks after flows (流程监控) and may move cases where they stand. */
	manages: boolean;
	/** Whether the actor may record what others decided on paper (代录). */
	records: boolean;
	/** Those for whom the actor may act now in this flow (代办); nobody passes that on. */
	actsFor: ReadonlySet<string>;
	/** Tasks whose holders have put aside words for them (暂存): what led there cannot be taken back. */
	begun: ReadonlySet<string>;
	/** Flows this case came out of: none may be started inside it again. */
	ancestors: readonly string[];
	/** When a span that begins at a moment is over, by the office's calendar. */
	after(span: Span, from: Date): Date;
	/** When a task is due whose clock stood from `since` until now. */
	resumed(dueAt: Date, since: Date, span: Span): Date;
	/** Ids for new tasks, runs and tokens; the same act must get the same ids. */
	newId(): string;
}

/** The name under which the schedule and other cases act. */
export const SYSTEM = 'system';

/** What happened, ready to be written: events, the state after them, and the facts of the trail entry. */
export interface FlowOutcome {
	events: FlowEvent[];
	state: FlowState;
	trail: {
		verb: TrailVerb;
		nodeId: string | null;
		nodeName: string | null;
		opinionBox: string | null;
		opinion: string | null;
		taskId: string | null;
		onBehalfOf: string | null;
		to: string[];
		note: string | null;
		printed: boolean;
	};
}

/** A task with what it stands in. */
export interface Held {
	task: Task;
	run: Run;
	node: TaskNode;
}

/** Where a run comes from and how it opens. */
export interface Origin {
	tokenId: string;
	fromRunId: string | null;
	openedBy: string | null;
	ticket?: Ticket | null;
	kept?: KeptVerdict[];
}

type Closing = Exclude<Task['status'], 'open' | 'waiting'>;

/** One decision in the making: the state as it develops and the events so far. */
export class Scene {
	readonly flow: Flow;
	readonly context: FlowContext;
	readonly events: FlowEvent[] = [];
	#state: FlowState;

	constructor(flow: Flow, state: FlowState, context: FlowContext) {
		this.flow = flow;
		this.context = context;
		this.#state = state;
	}

	get state(): FlowState {
		return this.#state;
	}

	/** The actor's name, as it is written into reasons. */
	get actorName(): string {
		const { actor, directory } = this.context;
		return actor === SYSTEM ? '系统' : directory.nameOf(actor);
	}

	/** Records that something happened. */
	emit(event: FlowEvent): void {
		this.events.push(event);
		this.#state = evolve(this.#state, event);
	}

	/** The open task of the actor, or of somebody the actor acts for; or why it cannot be acted on. */
	mine(taskId: string): Decision<Held> {
		const { actor, actsFor } = this.context;
		const task = this.state.tasks[taskId];
		if (task === undefined) return refuse('flow/noTask');
		if (task.assignee !== actor && !actsFor.has(task.assignee)) return refuse('flow/notYours');
		return this.actable(taskId);
	}

	/** A task that somebody can act on now, whoever it is. */
	actable(taskId: string): Decision<Held> {
		const task = this.state.tasks[taskId];
		if (task === undefined) return refuse('flow/noTask');
		if (task.status === 'waiting')
			return refuse(task.waitsFor === 'added' ? 'flow/waitsForAdded' : 'flow/notYourTurn');
		if (task.status !== 'open') return refuse('flow/taskClosed', { why: whyClosed(task) });
		const run = this.state.runs[task.runId];
		if (run === undefined) throw new Error(`task ${taskId} belongs to no run`);
		return { ok: true, value: { task, run, node: stepOf(this.flow, run.nodeId) } };
	}

	/** Closes a task by its holder's act. */
	close(
		task: Task,
		status: Closing,
		words: Partial<Pick<Task, 'opinion' | 'verdict' | 'reason'>>,
	): void {
		const { actor, now } = this.context;
		this.emit({
			type: 'taskClosed',
			taskId: task.id,
			status,
			at: now,
			opinion: words.opinion ?? task.opinion,
			verdict: words.verdict ?? null,
			actedBy: actor === task.assignee ? null : actor,
			reason: words.reason ?? null,
		});
	}

	/** Cancels what is still pending among these tasks, with those who only prepare them, saying why. */
	cancel(
		tasks: readonly Task[],
		reason: string,
		status: 'cancelled' | 'retracted' = 'cancelled',
	): void {
		for (const { id } of tasks) {
			const task = this.state.tasks[id];
			if (task === undefined || !isPending(task)) continue;
			const { now: at } = this.context;
			const words = { opinion: task.opinion, verdict: null, actedBy: null, reason };
			this.emit({ type: 'taskClosed', taskId: id, status, at, ...words });
			const before = Object.values(this.state.tasks).filter((each) => prepares(each, id));
			this.cancel(before, reason, status);
		}
	}

	/** Ends a run. */
	endRun(run: Run, status: Exclude<Run['status'], 'active'>, completedBy: string | null): void {
		this.emit({ type: 'runClosed', runId: run.id, status, completedBy, at: this.context.now });
	}

	/** Ends every active run of these tokens (all where none are named) with its tasks. */
	endRuns(status: 'cancelled' | 'retracted', reason: string, tokenIds?: ReadonlySet<string>): void {
		for (const run of Object.values(this.state.runs)) {
			if (run.status !== 'active' || tokenIds?.has(run.tokenId) === false) continue;
			this.cancel(tasksOf(this.state, run.id), reason, status);
			this.endRun(run, status, null);
		}
	}

	/** Opens a run of a step for people, in the step's mode. */
	open(node: TaskNode, uids: readonly string[], origin: Origin): Run {
		const run = this.openRun(node.id, origin);
		for (const [order, assignee] of uids.entries()) {
			const waits = node.mode === 'queue' && order > 0;
			this.openTask(node, run, {
				assignee,
				order: node.mode === 'queue' ? order : 0,
				turns: 'all',
				kind: 'member',
				addedBy: null,
				round: 0,
				waits,
			});
		}
		return run;
	}

	/** Opens a run without tasks. */
	openRun(nodeId: string, { ticket = null, kept = [], ...origin }: Origin): Run {
		const run: Run = {
			id: this.context.newId(),
			nodeId,
			status: 'active',
			completedBy: null,
			ticket,
			kept,
			openedAt: this.context.now,
			closedAt: null,
			...origin,
		};
		this.emit({ type: 'runOpened', run });
		return run;
	}

	/** Opens a task on a run. */
	openTask(
		node: TaskNode,
		run: Run,
		{
			waits,
			...part
		}: Pick<Task, 'assignee' | 'order' | 'turns' | 'kind' | 'addedBy' | 'round'> & {
			waits: boolean;
			dueAt?: Date | null;
		},
	): Task {
		const { now } = this.context;
		const task: Task = {
			id: this.context.newId(),
			runId: run.id,
			status: waits ? 'waiting' : 'open',
			waitsFor: waits ? 'turn' : null,
			openedAt: now,
			dueAt: waits ? null : this.dueOf(node),
			closedAt: null,
			reason: null,
			urged: 0,
			rung: 0,
			paused: null,
			opinion: null,
			verdict: null,
			actedBy: null,
			...part,
		};
		this.emit({ type: 'taskOpened', task });
		return task;
	}

	/** A waiting task becomes somebody's turn; what came back from added people keeps its clock. */
	activate(task: Task): void {
		const run = this.state.runs[task.runId];
		if (run === undefined) throw new Error(`task ${task.id} belongs to no run`);
		const { now } = this.context;
		const again = task.waitsFor === 'added';
		this.emit({
			type: 'taskActivated',
			taskId: task.id,
			openedAt: again ? task.openedAt : now,
			dueAt: again ? task.dueAt : this.dueOf(stepOf(this.flow, run.nodeId)),
		});
	}

	/** When a step opened now is due; null without a limit. */
	dueOf(node: TaskNode): Date | null {
		return node.due === null ? null : this.context.after(node.due, this.context.now);
	}

	/** Facts of the trail entry that follow from a task acted on. */
	about({ task, node }: Held): Partial<FlowOutcome['trail']> {
		const { actor } = this.context;
		return {
			nodeId: node.id,
			nodeName: node.name,
			opinionBox: node.opinionBox,
			taskId: task.id,
			onBehalfOf: actor === task.assignee || actor === SYSTEM ? null : task.assignee,
		};
	}

	/** Finishes the decision with the facts of its trail entry. */
	outcome(trail: Partial<FlowOutcome['trail']> & { verb: TrailVerb }): Decision<FlowOutcome> {
		const state = { ...this.#state, seq: this.#state.seq + 1 };
		return {
			ok: true,
			value: {
				events: this.events,
				state,
				trail: {
					nodeId: null,
					nodeName: null,
					opinionBox: null,
					opinion: null,
					taskId: null,
					onBehalfOf: null,
					to: [],
					note: null,
					printed: true,
					...trail,
				},
			},
		};
	}

	/** The name of a node, for sentences. */
	nameOf(nodeId: string): string {
		return nodeOf(this.flow, nodeId).name;
	}
}

const CLOSED: Partial<Record<Task['status'], string>> = {
	done: '已办理',
	returned: '已退回',
	transferred: '已转办',
	retracted: '发送人已收回',
	automatic: '系统已办理',
};

/** Why a task is closed, and when: “已由程以墨办理，11月25日 15:04”. */
function whyClosed(task: Task): string {
	const why = task.reason ?? CLOSED[task.status] ?? '已取消';
	return task.closedAt === null ? why : `${why}，${moment(task.closedAt)}`;
}

/** What a person wrote, or null for nothing. */
export function wordsOf(text: string): string | null {
	return text.trim() || null;
}
