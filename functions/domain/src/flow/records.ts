import type { Directory } from './directory.ts';
import { isPending, nodeOf, openTasks, stepOf } from './graph.ts';
import type { Flow, TaskNode } from './definition.ts';
import type { FlowState, InstanceRecord, ReadTask, Task, TaskRecord } from './model.ts';

/** What a task record says of the case it belongs to. */
export interface CaseFacts {
	instanceId: string;
	module: string;
	title: string;
	number: string | null;
	urgency: string | null;
	initiatorName: string;
	attachments: number;
	link: string;
}

/** Who sent a task, as shown in the list. */
export interface Sender {
	name: string;
	unitName: string;
}

/** What surrounds the to-do centre: who stands in for whom, and when the schedule looks at a task. */
export interface TaskWatch {
	proxiesOf: (uid: string) => string[];
	nextChaseAt(task: Task, node: TaskNode): Date | null;
}

/** How a task of the engine appears in the to-do centre. */
export function taskRecord(
	flow: Flow,
	state: FlowState,
	task: Task,
	facts: CaseFacts,
	sender: Sender,
	watch: TaskWatch,
): TaskRecord {
	const run = state.runs[task.runId];
	if (run === undefined) throw new Error(`task ${task.id} belongs to no run`);
	const node = stepOf(flow, run.nodeId);
	const wasDone = ['done', 'returned', 'transferred', 'automatic'].includes(task.status);
	const status =
		task.status === 'open' || task.status === 'waiting'
			? task.status
			: wasDone
				? 'done'
				: 'cancelled';
	return {
		...shared(flow, state, facts, sender),
		id: task.id,
		kind: 'handle',
		assignee: task.assignee,
		status,
		outcome: task.status === 'open' || task.status === 'waiting' ? null : task.status,
		proxies: isPending(task) ? watch.proxiesOf(task.assignee) : [],
		nextChaseAt: task.status === 'open' ? watch.nextChaseAt(task, node) : null,
		rung: task.rung,
		pausedAt: task.paused?.since ?? null,
		stepId: node.id,
		stepName: node.name,
		submitLabel: task.kind === 'delegate' ? '答复' : node.submitLabel,
		batch: node.batch && task.kind !== 'delegate',
		openedAt: task.openedAt,
		dueAt: task.dueAt,
		closedAt: task.closedAt,
		urged: task.urged,
	};
}

const READ_STATUS = { unread: 'open', read: 'done', withdrawn: 'cancelled' } as const;
const READ_NAMES: Record<ReadTask['kind'], string> = {
	circulate: '传阅',
	distribute: '分发',
	ask: '征求意见',
};

/** How a reading task appears in the to-do centre. */
export function readRecord(
	flow: Flow,
	state: FlowState,
	read: ReadTask,
	facts: CaseFacts,
	sender: Sender,
): TaskRecord {
	return {
		...shared(flow, state, facts, sender),
		id: read.id,
		kind: 'read',
		assignee: read.reader,
		status: READ_STATUS[read.status],
		outcome: read.status === 'unread' ? null : read.status,
		proxies: [],
		nextChaseAt: null,
		rung: 0,
		pausedAt: null,
		stepId: read.kind === 'ask' ? 'ask' : 'read',
		stepName: READ_NAMES[read.kind],
		submitLabel: read.kind === 'ask' ? '答复' : '已阅',
		batch: read.kind !== 'ask',
		openedAt: read.sentAt,
		dueAt: null,
		closedAt: read.readAt,
		urged: 0,
	};
}

function shared(flow: Flow, state: FlowState, facts: CaseFacts, sender: Sender) {
	return {
		...facts,
		flowId: flow.id,
		flowName: flow.name,
		initiator: state.initiator,
		fromName: sender.name,
		fromUnitName: sender.unitName,
		firstReadAt: null,
	};
}

/** The open steps of a case in words. */
export function currentSteps(
	flow: Flow,
	state: FlowState,
	directory: Directory,
): InstanceRecord['current'] {
	const steps = new Map<string, { nodeId: string; name: string; names: string[] }>();
	for (const task of openTasks(state)) {
		const nodeId = state.runs[task.runId]?.nodeId;
		if (nodeId === undefined) continue;
		const step = steps.get(nodeId) ?? { nodeId, name: nodeOf(flow, nodeId).name, names: [] };
		step.names.push(directory.nameOf(task.assignee));
		steps.set(nodeId, step);
	}
	return [...steps.values()];
}
