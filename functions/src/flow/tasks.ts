import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowEvent, TaskRecord } from '@wenshu/domain/flow/model.ts';
import {
	readRecord,
	taskRecord,
	type CaseFacts,
	type Sender,
	type TaskWatch,
} from '@wenshu/domain/flow/records.ts';
import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Brings the to-do records of every task that a move touched into line with the engine's state. */
export async function writeTasks(
	work: UnitOfWork,
	flow: Flow,
	outcome: FlowOutcome,
	facts: CaseFacts,
	sender: Sender,
	watch: TaskWatch,
): Promise<void> {
	const touched = [...new Set(outcome.events.flatMap(taskOf))];
	const opened = new Set(outcome.events.flatMap(openedBy));
	await work.getAll(touched.filter((id) => !opened.has(id)).map((id) => `tasks/${id}`));
	for (const id of touched) {
		const before = opened.has(id) ? null : await work.get<TaskRecord>(`tasks/${id}`);
		const from =
			before === null ? sender : { name: before.fromName, unitName: before.fromUnitName };
		const task = outcome.state.tasks[id];
		const read = outcome.state.reads[id];
		const record =
			task !== undefined && task.assignee !== SYSTEM
				? taskRecord(flow, outcome.state, task, facts, from, watch)
				: read !== undefined
					? readRecord(flow, outcome.state, read, facts, from)
					: null;
		if (record === null) continue;
		const stored = { ...record, firstReadAt: before?.firstReadAt ?? null };
		if (opened.has(id)) work.create(`tasks/${id}`, stored);
		else work.put(`tasks/${id}`, stored);
	}
}

/** Tasks that came into being with an event: nothing is stored of them yet. */
function openedBy(event: FlowEvent): string[] {
	if (event.type === 'taskOpened') return [event.task.id];
	return event.type === 'readOpened' ? [event.read.id] : [];
}

function taskOf(event: FlowEvent): string[] {
	switch (event.type) {
		case 'taskOpened':
			return [event.task.id];
		case 'taskActivated':
		case 'taskClosed':
		case 'taskReopened':
		case 'taskUrged':
		case 'taskWaits':
		case 'taskHandedOver':
		case 'taskChased':
		case 'taskPaused':
		case 'taskResumed':
			return [event.taskId];
		case 'readOpened':
			return [event.read.id];
		case 'readDone':
		case 'readWithdrawn':
			return [event.readId];
		default:
			return [];
	}
}

/** The open tasks of a case. */
export function openTasksOf(work: UnitOfWork, instanceId: string): Promise<TaskRecord[]> {
	return work.query<TaskRecord>((db) =>
		db.collection('tasks').where('instanceId', '==', instanceId).where('status', '==', 'open'),
	);
}

/**
 * Carries changed facts of a case (title, number, urgency, attachments) into its open tasks; whoever holds
 * up others reads those before and gives them along.
 */
export async function refreshTasks(
	work: UnitOfWork,
	facts: CaseFacts,
	tasks?: readonly TaskRecord[],
): Promise<void> {
	const open = tasks ?? (await openTasksOf(work, facts.instanceId));
	for (const task of open) {
		const same =
			task.title === facts.title &&
			task.number === facts.number &&
			task.urgency === facts.urgency &&
			task.attachments === facts.attachments;
		if (!same) work.put(`tasks/${task.id}`, { ...task, ...facts });
	}
}
