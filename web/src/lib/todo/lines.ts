import type { InstanceRecord, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { dayGroup, dueWords, sameDay, type DueTone } from '../platform/dates.ts';
import type { TreeNode } from '../ui/tree-rows.ts';

/** Most tasks approved in one go. */
export const BATCH_LIMIT = 50;

/** One line of the to-do centre, whichever tab it stands in. */
export interface Line {
	id: string;
	href: string;
	title: string;
	number: string | null;
	urgency: string | null;
	unread: boolean;
	urged: number;
	attachments: number;
	flowId: string;
	flowName: string;
	/** Step of a task; where a case of mine stands, with those who hold it. */
	stepId: string;
	stepName: string;
	fromName: string;
	fromUnit: string;
	/** Whose task it is, where that is somebody else (代办); null for my own. */
	behalf: string | null;
	/** The moment the list is ordered and grouped by. */
	at: Date;
	dueAt: Date | null;
	/** Case and task of a reading task, for marking it read. */
	reading: { instanceId: string; taskId: string } | null;
	/** Case and task for approval in one go (批量审批); null where the step has to be handled singly. */
	batch: { instanceId: string; taskId: string } | null;
}

/** The quick filters (快捷筛选). */
export type QuickFilter = 'overdue' | 'today' | 'urgent' | 'unread' | 'deputy';

/** A task, by when it came in, or by when it was done, as `viewer` sees it. */
export function lineOfTask(
	task: TaskRecord,
	by: 'openedAt' | 'closedAt' = 'openedAt',
	viewer: string = task.assignee,
): Line {
	const closed = task.status !== 'open';
	const behalf = task.assignee === viewer ? null : task.assignee;
	return {
		id: task.id,
		href: closed || task.kind === 'read' ? task.link : `${task.link}?task=${task.id}`,
		title: task.title,
		number: task.number,
		urgency: task.urgency,
		// Only its holder notes that a task was opened.
		unread: !closed && behalf === null && task.firstReadAt === null,
		urged: closed ? 0 : task.urged,
		attachments: task.attachments,
		flowId: task.flowId,
		flowName: task.flowName,
		stepId: task.stepId,
		stepName: task.stepName,
		fromName: task.fromName,
		fromUnit: task.fromUnitName,
		behalf,
		at: (by === 'closedAt' ? task.closedAt : null) ?? task.openedAt,
		dueAt: closed ? null : task.dueAt,
		reading:
			task.kind === 'read' && !closed && task.stepId !== 'ask'
				? { instanceId: task.instanceId, taskId: task.id }
				: null,
		batch:
			task.kind === 'handle' && !closed && task.batch
				? { instanceId: task.instanceId, taskId: task.id }
				: null,
	};
}

/** A case the person began, by its last move. */
export function lineOfCase(record: InstanceRecord, states: Record<string, string>): Line {
	const [now] = record.current;
	return {
		id: record.id,
		href: record.link,
		title: record.title,
		number: record.number,
		urgency: record.urgency,
		unread: false,
		urged: 0,
		attachments: 0,
		flowId: record.flowId,
		flowName: record.flowName,
		stepId: now?.nodeId ?? record.status,
		stepName: record.current.map((step) => step.name).join('、') || (states[record.status] ?? ''),
		fromName: record.current.flatMap((step) => step.names).join('、'),
		fromUnit: record.unitName,
		behalf: null,
		at: record.updatedAt,
		dueAt: null,
		reading: null,
		batch: null,
	};
}

/** Whether a line passes a quick filter at this moment. */
export function passes(line: Line, filter: QuickFilter, now: Date): boolean {
	switch (filter) {
		case 'overdue':
			return line.dueAt !== null && line.dueAt < now;
		case 'today':
			return line.dueAt !== null && line.dueAt >= now && sameDay(line.dueAt, now);
		case 'urgent':
			return line.urgency === '特急' || line.urgency === '加急';
		case 'unread':
			return line.unread;
		case 'deputy':
			return line.behalf !== null;
	}
}

/** Lines under the headings of their days, in the order they came in. */
export function byDay(lines: readonly Line[], now: Date): { day: string; lines: Line[] }[] {
	const groups = new Map<string, Line[]>();
	for (const line of lines) {
		const day = dayGroup(line.at, now);
		groups.set(day, [...(groups.get(day) ?? []), line]);
	}
	return [...groups].map(([day, members]) => ({ day, lines: members }));
}

/** The tree of flows and their steps, with counts; `all` is the root's name. */
export function treeOfLines(lines: readonly Line[], all: string): TreeNode[] {
	const flows = new Map<
		string,
		{ name: string; steps: Map<string, { name: string; count: number }> }
	>();
	for (const { flowId, flowName, stepId, stepName } of lines) {
		const flow = flows.get(flowId) ?? {
			name: flowName,
			steps: new Map<string, { name: string; count: number }>(),
		};
		const step = flow.steps.get(stepId) ?? { name: stepName, count: 0 };
		step.count += 1;
		flow.steps.set(stepId, step);
		flows.set(flowId, flow);
	}
	return [
		{ id: '', name: all, count: lines.length },
		...[...flows].map(([id, flow]) => ({
			id,
			name: flow.name,
			count: [...flow.steps.values()].reduce((sum, step) => sum + step.count, 0),
			children: [...flow.steps].map(([stepId, step]) => ({
				id: `${id}/${stepId}`,
				name: step.name,
				count: step.count,
			})),
		})),
	];
}

/** Whether a line lies under a node of {@link treeOfLines}. */
export function under(line: Line, nodeId: string): boolean {
	return nodeId === '' || nodeId === line.flowId || nodeId === `${line.flowId}/${line.stepId}`;
}

/** Whether a line answers typed text by title, number, people or step. Pinyin is asked separately. */
export function answers(line: Line, typed: string): boolean {
	const wanted = typed.trim().toLowerCase();
	return (
		wanted === '' ||
		[line.title, line.number ?? '', line.fromName, line.fromUnit, line.stepName]
			.join('\n')
			.toLowerCase()
			.includes(wanted)
	);
}

/** A deadline in words, or nothing where there is none. */
export function dueOf(line: Line, now: Date): { text: string; tone: DueTone } | null {
	return line.dueAt ? dueWords(line.dueAt, now) : null;
}
