import { z } from 'zod';
import { idSchema } from '../access/model.ts';

/**
 * The shapes of the routing engine. A definition is a graph of nodes and edges; an instance (流程实例) is
 * a set of tokens on it; each activation of a step is a run; one person's share of a run is a task.
 */

/** Who handles a step (办理人规则). */
export const handlerSchema = z.discriminatedUnion('by', [
	z.object({ by: z.literal('initiator') }),
	z.object({ by: z.literal('person'), uids: z.array(idSchema).min(1).max(50) }),
	z.object({ by: z.literal('post'), postIds: z.array(idSchema).min(1).max(50) }),
	z.object({ by: z.literal('role'), roleId: idSchema }),
	/** Head of the drafter's unit, or of a named unit. */
	z.object({ by: z.literal('unitHead'), unitId: idSchema.nullable() }),
	/** Chosen at run time by the sender, from candidates (a role's holders, or all staff when null). */
	z.object({
		by: z.literal('chosen'),
		fromRoleId: idSchema.nullable(),
		min: z.number().int().min(1),
		max: z.number().int().max(50),
	}),
]);
export type Handler = z.infer<typeof handlerSchema>;

/** How a step completes: 单人, 串签, 会签, 或签. */
export const modeSchema = z.enum(['single', 'queue', 'all', 'any']);
export type Mode = z.infer<typeof modeSchema>;

/** Verbs a step may allow besides submitting. */
export const stepVerbSchema = z.enum([
	'return',
	'transfer',
	'circulate',
	'retract',
	'urge',
	'terminate',
]);
export type StepVerb = z.infer<typeof stepVerbSchema>;

/** Something that must be true of the subject before a step may be submitted. */
export const dutySchema = z.enum(['number', 'seal', 'distribute', 'archive']);
export type Duty = z.infer<typeof dutySchema>;

/** A step (环节) that people handle. */
export const taskNodeSchema = z.object({
	id: idSchema,
	kind: z.literal('task'),
	name: z.string().min(1).max(20),
	mode: modeSchema,
	handler: handlerSchema,
	verbs: z.array(stepVerbSchema),
	/** May the handlers type in the text, only suggest, or only read. */
	text: z.enum(['edit', 'suggest', 'read']),
	/** Whether the handlers may change the elements (标题, 主送 …). */
	elements: z.enum(['edit', 'read']),
	opinion: z.enum(['none', 'optional', 'required']),
	/** Label of the opinion box on the handling slip, such as 核稿意见. */
	opinionBox: z.string().max(20),
	duties: z.array(dutySchema),
	/** What submitting means for the subject: 签发 makes it signed by the handler at that moment. */
	effect: z.enum(['none', 'sign']),
	/** Hours the step may take; null for no limit. */
	dueHours: z.number().int().min(1).max(2160).nullable(),
	/** Whether several tasks of this step may be approved in one go. */
	batch: z.boolean(),
	/** The words on the primary button, naming the result, such as 同意并签发. */
	submitLabel: z.string().min(1).max(20),
});
export type TaskNode = z.infer<typeof taskNodeSchema>;

const routingNodeSchema = z.object({
	id: idSchema,
	kind: z.enum(['start', 'fork', 'join', 'end']),
	name: z.string().min(1).max(20),
});

export const flowNodeSchema = z.discriminatedUnion('kind', [taskNodeSchema, routingNodeSchema]);
export type FlowNode = z.infer<typeof flowNodeSchema>;

/** An edge. Where several leave a task, the sender chooses one by its label. */
export const edgeSchema = z.object({
	id: idSchema,
	from: idSchema,
	to: idSchema,
	label: z.string().max(20),
});
export type Edge = z.infer<typeof edgeSchema>;

/** A flow definition (流程定义), immutable once published under its version. */
export const flowSchema = z.object({
	id: idSchema,
	version: z.number().int().min(1),
	name: z.string().min(1).max(40),
	module: z.string().min(1).max(40),
	nodes: z.array(flowNodeSchema).min(3).max(200),
	edges: z.array(edgeSchema).min(2).max(400),
});
export type Flow = z.infer<typeof flowSchema>;

export type InstanceStatus = 'draft' | 'running' | 'closed' | 'terminated';
export type RunStatus = 'active' | 'done' | 'returned' | 'retracted' | 'cancelled';
export type TaskStatus =
	'open' | 'waiting' | 'done' | 'returned' | 'transferred' | 'cancelled' | 'retracted';
export type ReadStatus = 'unread' | 'read';

/** Where the instance stands; a fork makes several, sharing `forkId`. */
export interface Token {
	id: string;
	nodeId: string;
	/** Innermost fork run this token belongs to, outermost first; empty outside forks. */
	forks: string[];
}

/** One activation of a step. */
export interface Run {
	id: string;
	nodeId: string;
	tokenId: string;
	status: RunStatus;
	/** The run before this one on the path, which a return walks back along; null for the first. */
	fromRunId: string | null;
	/** The task whose act opened this run; null for the first. */
	openedBy: string | null;
	/** The task whose act completed this run. */
	completedBy: string | null;
	/** A pending straight-back return (退回直送): submitting goes to these people of that step. */
	ticket: { nodeId: string; uids: string[]; fromRunId: string | null } | null;
	openedAt: Date;
	closedAt: Date | null;
}

/** One person's share of a run. */
export interface Task {
	id: string;
	runId: string;
	assignee: string;
	status: TaskStatus;
	/** Place in the queue of a 串签; 0 otherwise. */
	order: number;
	openedAt: Date;
	dueAt: Date | null;
	closedAt: Date | null;
	/** Why it was closed without its holder's act, in words. */
	reason: string | null;
	urged: number;
	/** The opinion given with the closing act, or kept as a draft after a retract. */
	opinion: string | null;
}

/** A task of reading (传阅). */
export interface ReadTask {
	id: string;
	reader: string;
	sender: string;
	status: ReadStatus;
	sentAt: Date;
	readAt: Date | null;
	remark: string | null;
}

/** The whole state of an instance; the trail alone rebuilds it. */
export interface FlowState {
	status: InstanceStatus;
	initiator: string;
	/** Unit the initiator acts in: decides 'head of the drafter's unit'. */
	unitId: string;
	tokens: Record<string, Token>;
	runs: Record<string, Run>;
	tasks: Record<string, Task>;
	reads: Record<string, ReadTask>;
	/** Tokens created by each fork run and not yet joined: what the join waits for. */
	pendingJoins: Record<string, string[]>;
	/** Number of trail entries so far. */
	seq: number;
}

/** What happened, as facts small enough to replay. */
export type FlowEvent =
	| { type: 'started'; initiator: string; unitId: string; tokenId: string; nodeId: string }
	| { type: 'runOpened'; run: Run }
	| { type: 'taskOpened'; task: Task }
	| { type: 'taskActivated'; taskId: string; openedAt: Date; dueAt: Date | null }
	| {
			type: 'taskClosed';
			taskId: string;
			status: Exclude<TaskStatus, 'open' | 'waiting'>;
			at: Date;
			opinion: string | null;
			reason: string | null;
	  }
	| { type: 'taskReopened'; taskId: string; at: Date }
	| { type: 'taskUrged'; taskId: string }
	| {
			type: 'runClosed';
			runId: string;
			status: Exclude<RunStatus, 'active'>;
			completedBy: string | null;
			at: Date;
	  }
	| { type: 'runReopened'; runId: string }
	| { type: 'tokenMoved'; tokenId: string; nodeId: string }
	| { type: 'tokenForked'; tokenId: string; forkRunId: string; children: Token[] }
	| { type: 'tokenJoined'; forkRunId: string; tokenId: string; survivor: Token | null }
	| { type: 'readOpened'; read: ReadTask }
	| { type: 'readDone'; readId: string; at: Date; remark: string | null }
	| { type: 'statusChanged'; status: InstanceStatus };

/** The verb of a trail entry, named as in the routing table. */
export type TrailVerb =
	| 'start'
	| 'submit'
	| 'return'
	| 'transfer'
	| 'circulate'
	| 'read'
	| 'retract'
	| 'urge'
	| 'terminate'
	| 'number'
	| 'seal'
	| 'distribute'
	| 'archive'
	| 'edit'
	| 'restore';

/** One line of the record (全过程记录): append-only, never edited. */
export interface TrailEntry {
	seq: number;
	/** Id of the act that wrote it. */
	actId: string;
	verb: TrailVerb;
	actor: string;
	actorName: string;
	/** Unit and post the actor acted in, in words, as they were then. */
	actorUnit: string;
	actorPost: string;
	onBehalfOf: string | null;
	at: Date;
	nodeId: string | null;
	nodeName: string | null;
	opinionBox: string | null;
	opinion: string | null;
	/** The task acted on: an opinion counts only while its run was not returned or retracted. */
	taskId: string | null;
	/** To whom it went: uids and names as they were then. */
	to: { uid: string; name: string }[];
	/** What else the entry says, in words: target step of a return, number given, volume filed into. */
	note: string | null;
	/** Whether it is printed on the handling slip. */
	printed: boolean;
	events: FlowEvent[];
}

/** A task as the to-do centre reads it: `tasks/{id}`, flat and self-sufficient. */
export interface TaskRecord {
	id: string;
	instanceId: string;
	module: string;
	kind: 'handle' | 'read';
	assignee: string;
	status: 'open' | 'waiting' | 'done' | 'cancelled';
	/** How it ended, in the engine's word; null while open. */
	outcome: TaskStatus | ReadStatus | null;
	title: string;
	number: string | null;
	urgency: string | null;
	flowId: string;
	flowName: string;
	stepId: string;
	stepName: string;
	submitLabel: string;
	batch: boolean;
	initiator: string;
	initiatorName: string;
	fromName: string;
	fromUnitName: string;
	openedAt: Date;
	dueAt: Date | null;
	closedAt: Date | null;
	firstReadAt: Date | null;
	urged: number;
	attachments: number;
	link: string;
}

/** An instance as lists read it: `instances/{id}`. */
export interface InstanceRecord {
	id: string;
	module: string;
	title: string;
	number: string | null;
	urgency: string | null;
	flowId: string;
	flowVersion: number;
	flowName: string;
	initiator: string;
	initiatorName: string;
	unitId: string;
	unitName: string;
	status: InstanceStatus;
	/** Open steps in words with the names of those who hold them. */
	current: { nodeId: string; name: string; names: string[] }[];
	readers: string[];
	state: FlowState;
	version: number;
	createdAt: Date;
	updatedAt: Date;
	closedAt: Date | null;
	link: string;
}
