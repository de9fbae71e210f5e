import { refuse, type Decision } from '../core/decision.ts';
import type { Directory } from './directory.ts';
import { evolve } from './evolve.ts';
import { stepOf } from './graph.ts';
import type { Duty, Flow, FlowEvent, FlowState, Run, Task, TaskNode, TrailVerb } from './model.ts';

/** What a person asks of the engine. */
export type FlowCommand =
	| { verb: 'start'; unitId: string }
	| {
			verb: 'submit';
			taskId: string;
			edgeId: string | null;
			/** People chosen for each next step that asks for a choice, by node id. */
			chosen: Readonly<Record<string, readonly string[]>>;
			opinion: string;
	  }
	| { verb: 'return'; taskId: string; toNodeId: string; straightBack: boolean; reason: string }
	| { verb: 'transfer'; taskId: string; uid: string; opinion: string }
	| { verb: 'circulate'; uids: readonly string[]; remark: string; as?: 'circulate' | 'distribute' }
	| { verb: 'read'; readId: string; remark: string }
	| { verb: 'retract'; taskId: string }
	| { verb: 'urge'; message: string }
	| { verb: 'terminate'; reason: string };

/** What surrounds a decision; nothing else may influence it. */
export interface FlowContext {
	now: Date;
	actor: string;
	directory: Directory;
	/** What is already true of the subject: numbered, sealed, distributed, archived. */
	dutiesDone: ReadonlySet<Duty>;
	/** Whether the actor may supervise this flow (终止 and 催办 of others' cases). */
	supervises: boolean;
	/** Ids for new tasks, runs and tokens; the same act must get the same ids. */
	newId(): string;
}

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
		to: string[];
		note: string | null;
		printed: boolean;
	};
}

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

	/** Records that something happened. */
	emit(event: FlowEvent): void {
		this.events.push(event);
		this.#state = evolve(this.#state, event);
	}

	/** The open task of the actor with its run and step, or why it cannot be acted on. */
	mine(taskId: string): Decision<{ task: Task; run: Run; node: TaskNode }> {
		const task = this.state.tasks[taskId];
		if (task === undefined) return refuse('flow/noTask');
		if (task.assignee !== this.context.actor) return refuse('flow/notYours');
		if (task.status === 'waiting') return refuse('flow/notYourTurn');
		if (task.status !== 'open') return refuse('flow/taskClosed', { why: whyClosed(task) });
		const run = this.state.runs[task.runId];
		if (run === undefined) throw new Error(`task ${taskId} belongs to no run`);
		return { ok: true, value: { task, run, node: stepOf(this.flow, run.nodeId) } };
	}

	/** Closes a task. */
	close(
		task: Task,
		status: Exclude<Task['status'], 'open' | 'waiting'>,
		opinion: string | null,
		reason: string | null = null,
	): void {
		this.emit({
			type: 'taskClosed',
			taskId: task.id,
			status,
			at: this.context.now,
			opinion: opinion ?? task.opinion,
			reason,
		});
	}

	/** Cancels what is still open or waiting among these tasks, saying why. */
	cancel(
		tasks: readonly Task[],
		reason: string,
		status: 'cancelled' | 'retracted' = 'cancelled',
	): void {
		for (const task of tasks)
			if (task.status === 'open' || task.status === 'waiting')
				this.close(task, status, null, reason);
	}

	/** Opens a run of a step for people, in the step's mode. */
	open(
		node: TaskNode,
		uids: readonly string[],
		origin: { tokenId: string; fromRunId: string | null; openedBy: string | null },
		ticket: Run['ticket'] = null,
	): Run {
		const { now } = this.context;
		const run: Run = {
			id: this.context.newId(),
			nodeId: node.id,
			status: 'active',
			completedBy: null,
			ticket,
			openedAt: now,
			closedAt: null,
			...origin,
		};
		this.emit({ type: 'runOpened', run });
		for (const [order, assignee] of uids.entries()) {
			const waits = node.mode === 'queue' && order > 0;
			const task: Task = {
				id: this.context.newId(),
				runId: run.id,
				assignee,
				status: waits ? 'waiting' : 'open',
				order: node.mode === 'queue' ? order : 0,
				openedAt: now,
				dueAt: waits ? null : dueAt(node, now),
				closedAt: null,
				reason: null,
				urged: 0,
				opinion: null,
			};
			this.emit({ type: 'taskOpened', task });
		}
		return run;
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
					to: [],
					note: null,
					printed: true,
					...trail,
				},
			},
		};
	}
}

/** When a step opened at `from` is due; null without a limit. Calendar hours. */
export function dueAt(node: TaskNode, from: Date): Date | null {
	if (node.dueHours === null) return null;
	const due = new Date(from);
	due.setTime(from.getTime() + node.dueHours * 3_600_000);
	return due;
}

function whyClosed(task: Task): string {
	const words: Record<string, string> = {
		done: '您已办理',
		returned: '您已退回',
		transferred: '您已转办',
		retracted: '发送人已收回',
		cancelled: '已取消',
	};
	return task.reason ?? words[task.status] ?? '已办理';
}
