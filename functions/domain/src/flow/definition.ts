import { z } from 'zod';
import { idSchema } from '../access/model.ts';

/**
 * The shape of a flow definition (流程定义): a graph of nodes and edges as JSON, published as JSON Schema
 * (`flowJsonSchema`). A version is immutable once published; running cases keep theirs.
 */

const name = z.string().trim().min(1).max(20);
const unitId = idSchema.nullable();
/** Where people put a node on the drawing, in pixels at full size; absent where the drawing arranges it. */
const at = z
	.object({
		x: z.number().int().min(-100_000).max(100_000),
		y: z.number().int().min(-100_000).max(100_000),
	})
	.optional();

/** Who handles a step (办理人规则). A null unit means the unit the initiator acts in. */
export const handlerSchema = z.discriminatedUnion('by', [
	z.object({ by: z.literal('initiator') }),
	z.object({ by: z.literal('person'), uids: z.array(idSchema).min(1).max(50) }),
	z.object({ by: z.literal('post'), postIds: z.array(idSchema).min(1).max(50) }),
	z.object({ by: z.literal('role'), roleId: idSchema }),
	/** Holders of a role in one unit and what is below it, such as a department's clerk. */
	z.object({ by: z.literal('unitRole'), roleId: idSchema, unitId }),
	z.object({ by: z.literal('unitHead'), unitId }),
	/** Leaders in charge of a unit (分管领导). */
	z.object({ by: z.literal('overseer'), unitId }),
	/** Head above somebody: above the initiator, or above those who handled an earlier step. */
	z.object({ by: z.literal('superior'), ofNodeId: idSchema.nullable() }),
	/** People named in a field of the form. */
	z.object({ by: z.literal('field'), fieldId: idSchema }),
	/** Whoever handled an earlier step. */
	z.object({ by: z.literal('sameAs'), nodeId: idSchema }),
	/** Chosen at run time by the sender, from candidates (a role's holders, or all staff when null). */
	z.object({
		by: z.literal('chosen'),
		fromRoleId: idSchema.nullable(),
		min: z.number().int().min(1),
		max: z.number().int().max(50),
	}),
]);
export type Handler = z.infer<typeof handlerSchema>;

/** How a step completes: 单人, 串签, 会签, 或签, 票签. */
export const modeSchema = z.enum(['single', 'queue', 'all', 'any', 'vote']);
export type Mode = z.infer<typeof modeSchema>;

/** Verbs a step may allow besides submitting; named as in the routing table. */
export const stepVerbSchema = z.enum([
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
]);
export type StepVerb = z.infer<typeof stepVerbSchema>;

/** Something that must be true of the subject before a step may be submitted. */
export const dutySchema = z.enum(['number', 'seal', 'distribute', 'archive']);
export type Duty = z.infer<typeof dutySchema>;

/** A span of time: calendar hours, or working days by the office's calendar. */
export const spanSchema = z.object({
	amount: z.number().int().min(1).max(2160),
	unit: z.enum(['hours', 'workdays']),
});
export type Span = z.infer<typeof spanSchema>;

/** One rung of the ladder of reminders (催办阶梯), counted from the moment a task is due. */
export const chaseRungSchema = z.object({
	/** Before or after the due moment; a rung `before` the due moment that has passed at opening is left out. */
	when: z.enum(['before', 'after']),
	/** Distance from the due moment; null for the moment itself. */
	span: spanSchema.nullable(),
	/** Who is told: the holder, the holder's superior, the initiator, or those who monitor flows. */
	to: z
		.array(z.enum(['holder', 'superior', 'initiator', 'supervisors']))
		.min(1)
		.max(4),
});
export type ChaseRung = z.infer<typeof chaseRungSchema>;

/** When a vote (票签) passes: a share of all weights, or a number of agreeing votes (by weight). */
export const voteSchema = z.object({
	pass: z.discriminatedUnion('by', [
		z.object({ by: z.literal('ratio'), ratio: z.number().gt(0).max(1) }),
		z.object({ by: z.literal('count'), count: z.number().int().min(1).max(1000) }),
	]),
	/** Weights of single people; everybody else weighs 1. */
	weights: z.record(idSchema, z.number().int().min(1).max(100)).default({}),
});
export type Vote = z.infer<typeof voteSchema>;

/** What a handler may do with a field of the form. */
export const fieldRightSchema = z.enum(['hidden', 'read', 'edit', 'required']);
export type FieldRight = z.infer<typeof fieldRightSchema>;

/** A step (环节) that people handle. */
export const taskNodeSchema = z.object({
	id: idSchema,
	kind: z.literal('task'),
	name,
	at,
	mode: modeSchema.default('single'),
	/** Required where the mode is `vote`, null otherwise. */
	vote: voteSchema.nullable().default(null),
	handler: handlerSchema,
	/** Where the rule names nobody: refuse to send, skip the step, ask the unit's head, or an administrator. */
	nobody: z.enum(['refuse', 'skip', 'unitHead', 'admin']).default('refuse'),
	/** Where the step would come to exactly who has just submitted: ask again, or skip. */
	samePerson: z.enum(['ask', 'skip']).default('ask'),
	verbs: z.array(stepVerbSchema).default([]),
	/** Whether handlers may disagree (不同意), and what follows: the edge marked so, or the end of the case. */
	disagree: z.enum(['none', 'route', 'terminate']).default('none'),
	/** After a return, whether members who agreed are not asked again. */
	keepAgreed: z.boolean().default(false),
	/** Free flow (自由流): the sender picks the next step and its people. */
	free: z.boolean().default(false),
	/** May the handlers type in the text, only suggest, or only read. */
	text: z.enum(['edit', 'suggest', 'read']).default('read'),
	/** Whether the handlers may change the elements (标题, 主送 …). */
	elements: z.enum(['edit', 'read']).default('read'),
	/** Rights on single fields of the form; fields not named are read. */
	fields: z.record(idSchema, fieldRightSchema).default({}),
	opinion: z.enum(['none', 'optional', 'required']).default('optional'),
	/** Label of the opinion box on the handling slip, such as 核稿意见. */
	opinionBox: z.string().max(20).default(''),
	duties: z.array(dutySchema).default([]),
	/** Units the handlers may dispatch to (分发, routing 36); null for all. */
	dispatchTo: z.array(idSchema).max(200).nullable().default(null),
	/** What submitting means for the subject: 签发 makes it signed by the handler at that moment. */
	effect: z.enum(['none', 'sign']).default('none'),
	/** Done in person only (签发, 核稿, 会签): neither time nor anybody's absence submits it. */
	personal: z.boolean().default(true),
	/** How long the step may take; null for no limit. */
	due: spanSchema.nullable().default(null),
	/** Reminders of this step; null for those of the flow. */
	chase: z.array(chaseRungSchema).max(10).nullable().default(null),
	/** What happens when the step is overdue. */
	onExpire: z.enum(['remind', 'escalate', 'submit', 'return']).default('remind'),
	/** Whether several tasks of this step may be approved in one go. */
	batch: z.boolean().default(false),
	/** The words on the primary button, naming the result, such as 同意并签发. */
	submitLabel: z.string().trim().min(1).max(20).default('提交'),
});
export type TaskNode = z.infer<typeof taskNodeSchema>;

/** A start, a fork into branches, their join, a choice by conditions, or an end. */
export const routingNodeSchema = z.object({
	id: idSchema,
	kind: z.enum(['start', 'fork', 'join', 'gate', 'end']),
	name,
	at,
});
export type RoutingNode = z.infer<typeof routingNodeSchema>;

/** Another flow as a step (子流程). */
export const subNodeSchema = z.object({
	id: idSchema,
	kind: z.literal('sub'),
	name,
	at,
	flowId: idSchema,
	/** Whether the case waits for the other to be closed. */
	wait: z.boolean().default(true),
	/** What follows when the other case ends without being closed. */
	onFailure: z.enum(['continue', 'return', 'terminate']).default('return'),
	/**
	 * Fields handed to the other case, and taken back from it: always the field that takes, by the field that
	 * gives. So `fieldsIn` names its fields by ours, `fieldsOut` ours by its.
	 */
	fieldsIn: z.record(idSchema, idSchema).default({}),
	fieldsOut: z.record(idSchema, idSchema).default({}),
});
export type SubNode = z.infer<typeof subNodeSchema>;

export const flowNodeSchema = z.discriminatedUnion('kind', [
	taskNodeSchema,
	routingNodeSchema,
	subNodeSchema,
]);
export type FlowNode = z.infer<typeof flowNodeSchema>;

/**
 * An edge. Out of a step the first condition that holds decides, else an edge without one; where several
 * without conditions leave it, the sender chooses by label. Out of a fork every edge is taken whose
 * condition holds.
 */
export const edgeSchema = z.object({
	id: idSchema,
	from: idSchema,
	to: idSchema,
	label: z.string().max(20).default(''),
	/** CEL over the declared fields, such as `amount > 50000.0`; null for none. */
	when: z.string().trim().min(1).max(500).nullable().default(null),
	/** Taken when the step was disagreed with (不同意). */
	disagree: z.boolean().default(false),
});
export type Edge = z.infer<typeof edgeSchema>;

/** A field of the form that conditions and rules of handlers may name. */
export const flowFieldSchema = z.object({
	id: idSchema,
	label: name,
	type: z.enum(['text', 'number', 'boolean', 'date', 'choice', 'people']),
	/** Values of a choice. */
	options: z.array(z.string().max(40)).max(100).default([]),
});
export type FlowField = z.infer<typeof flowFieldSchema>;

/** A flow definition under its version. */
export const flowSchema = z.object({
	id: idSchema,
	version: z.number().int().min(1),
	name: z.string().trim().min(1).max(40),
	description: z.string().max(400).default(''),
	/** Kind of case it moves: `document`, or a module of the registry. */
	module: z.string().min(1).max(40),
	fields: z.array(flowFieldSchema).max(100).default([]),
	nodes: z.array(flowNodeSchema).min(3).max(200),
	edges: z.array(edgeSchema).min(2).max(400),
	/** The whole flow is free (自由流). */
	free: z.boolean().default(false),
	/** When the initiator may revoke (撤销): nobody else has acted, or always while it runs. */
	revocable: z.enum(['untouched', 'always']).default('untouched'),
	/** Whether those who monitor flows may move a case (跳转), with a second person. */
	reroutable: z.boolean().default(true),
	/** How long the whole case may take; null for no limit. */
	due: spanSchema.nullable().default(null),
	/** Reminders of every step that has none of its own. */
	chase: z.array(chaseRungSchema).max(10).default([]),
});
export type Flow = z.infer<typeof flowSchema>;

/** A definition as it may be written: what has a default may be left out. */
export type FlowDraft = z.input<typeof flowSchema>;
export type StepDraft = z.input<typeof taskNodeSchema>;

/** The published JSON Schema of definitions. */
export function flowJsonSchema(): object {
	return z.toJSONSchema(flowSchema, { io: 'input' });
}
