import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { officeDate } from '../document/number.ts';
import type { FieldRight, Flow, FlowField, TaskNode } from '../flow/definition.ts';
import { nodeOf } from '../flow/graph.ts';
import type { FlowState } from '../flow/model.ts';

/**
 * `approvals/{id}`: a matter on a form that its flow declares (通用审批, FLOW-10): leave, procurement, a
 * petition … Written by functions only; its id is that of its case.
 */
export interface Approval {
	id: string;
	module: string;
	flowId: string;
	flowVersion: number;
	title: string;
	/** Values of fields that no step hides. */
	fields: Record<string, unknown>;
	/** Fields with a value that lie apart, because some step hides them; absent for none. */
	restricted?: string[];
	attachments: ApprovalAttachment[];
	createdBy: string;
	createdByName: string;
	createdAt: Date;
	readers: string[];
	version: number;
	updatedAt: Date;
}

/** `approvals/{id}/restricted/{fieldId}`: a field that some step hides, for those whom the flow shows it to. */
export interface RestrictedField {
	fieldId: string;
	value: unknown;
	readers: string[];
}

/** What decides who may read which field of a form. */
export interface FormWatch {
	flow: Flow;
	state: FlowState;
	/** Who may act now for somebody in this flow. */
	proxiesOf: (uid: string) => string[];
}

export interface ApprovalAttachment {
	fileId: string;
	name: string;
	size: number;
}

/** What a value of a field must look like. */
function schemaOf(field: FlowField): z.ZodType {
	switch (field.type) {
		case 'number':
			return z.number();
		case 'boolean':
			return z.boolean();
		case 'date':
			return z.iso.date();
		case 'people':
			return z.array(z.string().max(128)).max(50);
		case 'choice':
			return z.enum(field.options as [string, ...string[]]);
		case 'text':
			return z.string().trim().max(2000);
	}
}

/** What a step may do with a field: what it says, else the initiator fills in and everybody else reads. */
export function fieldRight(node: TaskNode, fieldId: string): FieldRight {
	return node.fields[fieldId] ?? (node.handler.by === 'initiator' ? 'edit' : 'read');
}

/** Whether a step may add and take away files: it fills in something, or changes the matter itself. */
export function mayAttach(node: TaskNode): boolean {
	const rights = Object.values(node.fields);
	return (
		node.elements === 'edit' ||
		node.handler.by === 'initiator' ||
		rights.some((right) => right === 'edit' || right === 'required')
	);
}

/** Fields that a step does not show. */
export function hiddenFields(flow: Flow, node: TaskNode): Set<string> {
	return new Set(
		flow.fields.filter(({ id }) => fieldRight(node, id) === 'hidden').map(({ id }) => id),
	);
}

/** Fields that at least one step hides. */
export function restrictedFields(flow: Flow): string[] {
	const steps = flow.nodes.flatMap((node) => (node.kind === 'task' ? [node] : []));
	return flow.fields
		.filter(({ id }) => steps.some((node) => fieldRight(node, id) === 'hidden'))
		.map(({ id }) => id);
}

/**
 * Who may read a field that some step hides: the initiator, and whoever holds or held a step that shows it, with
 * those who act for them now. Circulating a case shows it to nobody else.
 */
export function readersOfField({ flow, state, proxiesOf }: FormWatch, fieldId: string): string[] {
	const readers = new Set([state.initiator]);
	for (const task of Object.values(state.tasks)) {
		const node = nodeOf(flow, state.runs[task.runId]?.nodeId ?? '');
		if (node.kind !== 'task' || fieldRight(node, fieldId) === 'hidden') continue;
		readers.add(task.assignee);
		if (task.actedBy !== null) readers.add(task.actedBy);
		if (task.status === 'open') for (const proxy of proxiesOf(task.assignee)) readers.add(proxy);
	}
	return [...readers];
}

/** The form after somebody filled in parts of it; empty values are taken away. */
export function fillIn(
	flow: Flow,
	node: TaskNode,
	before: Readonly<Record<string, unknown>>,
	input: Readonly<Record<string, unknown>>,
): Decision<Record<string, unknown>> {
	const after: Record<string, unknown> = { ...before };
	for (const [id, value] of Object.entries(input)) {
		const field = flow.fields.find((each) => each.id === id);
		if (field === undefined) return refuse('approval/noField', { field: id });
		const right = fieldRight(node, id);
		if (right !== 'edit' && right !== 'required')
			return refuse('approval/fieldClosed', { field: field.label });
		const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
		const parsed = isEmpty ? undefined : schemaOf(field).safeParse(value);
		if (parsed?.success === false) return refuse('approval/badField', { field: field.label });
		if (parsed === undefined) delete after[id];
		else after[id] = parsed.data;
	}
	return grant(after);
}

/** The title that a matter gets where its initiator gave none: “请假审批 叶知秋 2026-11-26”. */
export function defaultTitle(flow: Flow, initiatorName: string, now: Date): string {
	return `${flow.name} ${initiatorName} ${officeDate(now)}`;
}
