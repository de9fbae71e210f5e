import type { FlowCommand, Onward } from './command.ts';
import {
	flowSchema,
	taskNodeSchema,
	type Duty,
	type Flow,
	type FlowDraft,
	type FlowNode,
	type Span,
	type StepDraft,
	type TaskNode,
} from './definition.ts';
import type { Directory } from './directory.ts';
import { decide } from './engine.ts';
import { emptyState, replay } from './evolve.ts';
import { openTasks, stepOf } from './graph.ts';
import type { FlowEvent, FlowState, Verdict } from './model.ts';
import type { FlowContext, FlowOutcome } from './scene.ts';

/** A step with everything allowed; tests state only what matters to them. */
export function aStep(id: string, part: Partial<StepDraft> = {}): TaskNode {
	return taskNodeSchema.parse({
		id,
		kind: 'task',
		name: id,
		handler: { by: 'person', uids: [id] },
		verbs: [
			'return',
			'returnOut',
			'transfer',
			'delegate',
			'addBefore',
			'addAfter',
			'addParallel',
			'addBranch',
			'circulate',
			'ask',
			'pause',
			'retract',
			'urge',
			'terminate',
		],
		text: 'suggest',
		opinionBox: `${id}意见`,
		...part,
	});
}

/** One edge of a test flow: from, to, and what else matters. */
export type EdgeDraft = [
	from: string,
	to: string,
	rest?: string | Partial<FlowDraft['edges'][number]>,
];

/** A flow of nodes one after the other, or along the edges given, between a start and an end. */
export function aFlow(
	nodes: readonly FlowNode[],
	edges?: readonly EdgeDraft[],
	rest: Partial<FlowDraft> = {},
): Flow {
	const ids = ['start', ...nodes.map((node) => node.id), 'end'];
	const pairs: readonly EdgeDraft[] =
		edges ?? ids.slice(1).map((id, index): EdgeDraft => [ids[index] ?? '', id]);
	return flowSchema.parse({
		id: 'flow',
		version: 1,
		name: '流程',
		module: 'document',
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			...nodes,
			{ id: 'end', kind: 'end', name: '结束' },
		],
		edges: pairs.map(([from, to, more], index) => ({
			id: `e${index}`,
			from,
			to,
			...(typeof more === 'string' ? { label: more } : more),
		})),
		...rest,
	});
}

/** A fork or a join. */
export function aNode(id: string, kind: 'fork' | 'join' | 'gate'): FlowNode {
	return { id, kind, name: id };
}

/** A directory where everybody exists but `gone`, and roles are given; `boss` heads everybody. */
export function aDirectory(
	roles: Record<string, string[]> = {},
	everybody: string[] = [],
	gone: string[] = [],
): Directory {
	return {
		holdersOfPosts: (ids) => ids.flatMap((id) => roles[id] ?? []),
		holdersOfRole: (id) => roles[id] ?? [],
		headsOfUnit: (unit) => roles[unit] ?? [],
		superiorsOf: (uid) => (uid === 'boss' ? [] : ['boss']),
		overseersOf: (unit) => roles[unit] ?? [],
		administrators: () => ['admin'],
		everybody: () => everybody,
		isActive: (uid) => !gone.includes(uid),
		nameOf: (uid) => uid,
	};
}

const DAY = 24;

/** Plays commands against a flow and keeps the trail, as the server would. A minute passes between acts. */
export class Play {
	state: FlowState = emptyState();
	readonly trail: (FlowOutcome['trail'] & { actor: string; events: FlowEvent[] })[] = [];
	duties = new Set<Duty>();
	supervisors = new Set<string>();
	fields: Record<string, unknown> = {};
	/** Proxies by person: for whom they may act. */
	proxies: Record<string, string[]> = {};
	recorders = new Set<string>();
	/** Tasks for which their holders put words aside. */
	begun = new Set<string>();
	ancestors: string[] = [];
	readonly flow: Flow;
	directory: Directory;
	#count = 0;
	#minutes = 0;

	constructor(flow: Flow, directory: Directory = aDirectory()) {
		this.flow = flow;
		this.directory = directory;
	}

	/** The moment of the next act. */
	get now(): Date {
		return new Date(this.#minutes * 60_000);
	}

	/** Lets time pass. */
	wait(hours: number): void {
		this.#minutes += hours * 60;
	}

	context(actor: string): FlowContext {
		return {
			now: this.now,
			actor,
			directory: this.directory,
			fields: this.fields,
			dutiesDone: this.duties,
			supervises: this.supervisors.has(actor),
			manages: this.supervisors.has(actor),
			records: this.recorders.has(actor),
			actsFor: new Set(this.proxies[actor] ?? []),
			begun: this.begun,
			ancestors: this.ancestors,
			after: ({ amount, unit }: Span, from) =>
				new Date(from.getTime() + amount * (unit === 'hours' ? 1 : DAY) * 3_600_000),
			resumed: (dueAt, since) => new Date(dueAt.getTime() + this.now.getTime() - since.getTime()),
			newId: () => `x${++this.#count}`,
		};
	}

	/** Asks the engine; a granted command is kept. Answers the refusal's code, or null. */
	try(actor: string, command: FlowCommand): string | null {
		this.#minutes += 1;
		const decided = decide(this.flow, this.state, command, this.context(actor));
		if (!decided.ok) return decided.code;
		const { state, events, trail } = decided.value;
		this.state = state;
		this.trail.push({ ...trail, actor, events });
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

	/** The task a person holds open, at a step where they hold several. */
	task(actor: string, nodeId?: string): string {
		const held = openTasks(this.state).find(
			({ assignee, runId }) =>
				assignee === actor && (nodeId === undefined || this.state.runs[runId]?.nodeId === nodeId),
		);
		return held?.id ?? 'none';
	}

	submit(
		actor: string,
		rest: Partial<Onward> & { opinion?: string; verdict?: Verdict; at?: string; for?: string } = {},
	): string | null {
		return this.try(actor, {
			verb: 'submit',
			taskId: this.task(rest.for ?? actor, rest.at),
			edgeId: rest.edgeId ?? null,
			chosen: rest.chosen ?? {},
			free: rest.free,
			opinion: rest.opinion ?? '',
			verdict: rest.verdict,
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
		return replay(this.trail);
	}
}
