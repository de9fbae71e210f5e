import type { Directory } from './directory.ts';
import { decide } from './engine.ts';
import { emptyState, evolve } from './evolve.ts';
import { openTasks, stepOf } from './graph.ts';
import type { Duty, Edge, Flow, FlowEvent, FlowState, TaskNode } from './model.ts';
import type { FlowCommand } from './scene.ts';

/** A step with everything allowed; tests state only what matters to them. */
export function aStep(id: string, part: Partial<TaskNode> = {}): TaskNode {
	return {
		id,
		kind: 'task',
		name: id,
		mode: 'single',
		handler: { by: 'person', uids: [id] },
		verbs: ['return', 'transfer', 'circulate', 'retract', 'urge', 'terminate'],
		text: 'suggest',
		elements: 'read',
		opinion: 'optional',
		opinionBox: `${id}意见`,
		duties: [],
		effect: 'none',
		dueHours: null,
		batch: false,
		submitLabel: '提交',
		...part,
	};
}

/** A flow of steps one after the other, between a start and an end. */
export function aFlow(steps: TaskNode[], edges?: [string, string, string?][]): Flow {
	const ids = ['start', ...steps.map((step) => step.id), 'end'];
	const pairs = edges ?? ids.slice(1).map((id, index): [string, string] => [ids[index] ?? '', id]);
	return {
		id: 'flow',
		version: 1,
		name: '流程',
		module: 'document',
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			...steps,
			{ id: 'end', kind: 'end', name: '结束' },
		],
		edges: pairs.map(([from, to, label], index): Edge => ({
			id: `e${index}`,
			from,
			to,
			label: label ?? '',
		})),
	};
}

/** A directory where everybody exists but `gone`, and roles are given. */
export function aDirectory(
	roles: Record<string, string[]> = {},
	everybody: string[] = [],
	gone: string[] = [],
): Directory {
	return {
		holdersOfPosts: (ids) => ids.flatMap((id) => roles[id] ?? []),
		holdersOfRole: (id) => roles[id] ?? [],
		headsOfUnit: (unit) => roles[unit] ?? [],
		everybody: () => everybody,
		isActive: (uid) => !gone.includes(uid),
		nameOf: (uid) => uid,
	};
}

/** Plays commands against a flow and keeps the trail, as the server would. */
export class Play {
	state: FlowState = emptyState();
	readonly trail: { events: FlowEvent[] }[] = [];
	duties = new Set<Duty>();
	supervises = false;
	#count = 0;
	readonly flow: Flow;
	readonly directory: Directory;

	constructor(flow: Flow, directory: Directory = aDirectory()) {
		this.flow = flow;
		this.directory = directory;
	}

	/** Asks the engine; a granted command is kept. Answers the refusal's code, or null. */
	try(actor: string, command: FlowCommand): string | null {
		const decided = decide(this.flow, this.state, command, {
			now: new Date(this.#count * 60_000),
			actor,
			directory: this.directory,
			dutiesDone: this.duties,
			supervises: this.supervises,
			newId: () => `x${++this.#count}`,
		});
		if (!decided.ok) return decided.code;
		this.state = decided.value.state;
		this.trail.push({ events: decided.value.events });
		return null;
	}

	/** As `try`, but a refusal fails the test. */
	do(actor: string, command: FlowCommand): void {
		const code = this.try(actor, command);
		if (code !== null) throw new Error(`${actor} ${command.verb}: ${code}`);
	}

	start(actor: string, unitId = 'u'): this {
		this.do(actor, { verb: 'start', unitId });
		return this;
	}

	/** The task a person holds open. */
	task(actor: string): string {
		return openTasks(this.state).find((task) => task.assignee === actor)?.id ?? 'none';
	}

	submit(
		actor: string,
		rest: { edgeId?: string; chosen?: Record<string, string[]>; opinion?: string } = {},
	): string | null {
		return this.try(actor, {
			verb: 'submit',
			taskId: this.task(actor),
			edgeId: rest.edgeId ?? null,
			chosen: rest.chosen ?? {},
			opinion: rest.opinion ?? '',
		});
	}

	return(actor: string, toNodeId: string, straightBack = false): string | null {
		const taskId = this.task(actor);
		return this.try(actor, { verb: 'return', taskId, toNodeId, straightBack, reason: '请修改' });
	}

	/** Who holds open tasks, by step. */
	get open(): Record<string, string[]> {
		const open: Record<string, string[]> = {};
		for (const task of openTasks(this.state)) {
			const run = this.state.runs[task.runId];
			if (run === undefined) continue;
			(open[stepOf(this.flow, run.nodeId).id] ??= []).push(task.assignee);
		}
		for (const people of Object.values(open)) people.sort();
		return open;
	}

	/** The state as the trail alone rebuilds it. */
	get replayed(): FlowState {
		let state = emptyState();
		for (const { events } of this.trail) {
			for (const event of events) state = evolve(state, event);
			state = { ...state, seq: state.seq + 1 };
		}
		return state;
	}
}
