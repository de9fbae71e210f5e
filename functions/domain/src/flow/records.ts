import type { Directory } from './directory.ts';
import { openTasks, stepOf } from './graph.ts';
import type { Flow } from './definition.ts';
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

/** How a task of the engine appears in the to-do centre. */
export function taskRecord(
	flow: Flow,
	state: FlowState,
	task: Task,
	facts: CaseFacts,
	sender: Sender,
): TaskRecord {
	const run = state.runs[task.runId];
	if (run === undefined) throw new Error(`task ${task.id} belongs to no run`);
	const node = stepOf(flow, run.nodeId);
	const status =
		task.status === 'open' || task.status === 'waiting'
			? task.status
			: ['done', 'returned', 'transferred'].includes(task.status)
				? 'done'
				: 'cancelled';
	return {
		...shared(flow, state, facts, sender),
		id: task.id,
		kind: 'handle',
		assignee: task.assignee,
		status,
		outcome: task.status === 'open' || task.status === 'waiting' ? null : task.status,
		stepId: node.id,
		stepName: node.name,
		submitLabel: node.submitLabel,
		batch: node.batch,
		openedAt: task.openedAt,
		dueAt: task.dueAt,
		closedAt: task.closedAt,
		urged: task.urged,
	};
}

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
		status: read.status === 'read' ? 'done' : 'open',
		outcome: read.status === 'read' ? 'read' : null,
		stepId: 'read',
		stepName: '传阅',
		submitLabel: '已阅',
		batch: true,
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
		const step = steps.get(nodeId) ?? { nodeId, name: stepOf(flow, nodeId).name, names: [] };
		step.names.push(directory.nameOf(task.assignee));
		steps.set(nodeId, step);
	}
	return [...steps.values()];
}
