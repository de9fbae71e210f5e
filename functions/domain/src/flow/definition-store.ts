import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import { edgeSchema, flowNodeSchema, flowSchema, type Flow, type Handler } from './definition.ts';

/** `flows/{id}`: a published flow as lists read it. Its versions lie below it and never change. */
export interface FlowHead {
	id: string;
	name: string;
	description: string;
	module: string;
	/** The version that new cases take. */
	version: number;
	/** Whether new cases may begin on it; running ones go on either way. */
	enabled: boolean;
	/** Rules of handlers in force, so that what they name is not removed. */
	handlers: Handler[];
	updatedAt: Date;
	updatedBy: string;
	updatedByName: string;
}

/** `flows/{id}/versions/{version}`: the definition, and who published it why. */
export type FlowVersion = Flow & {
	note: string;
	publishedAt: Date;
	publishedBy: string;
	publishedByName: string;
};

/** A definition that is still drawn: it need not have a start or an end yet, and has no version. */
export const drawnFlowSchema = flowSchema.omit({ version: true }).extend({
	nodes: z.array(flowNodeSchema).max(200),
	edges: z.array(edgeSchema).max(400),
});
export type DrawnFlow = z.infer<typeof drawnFlowSchema>;

/**
 * `flowDrafts/{id}`: the one draft of a flow, apart from what is published. Whoever saves names the revision
 * they began with, so that nobody overwrites another's work.
 */
export interface FlowDraftRecord {
	id: string;
	flow: DrawnFlow;
	/** Counts the saves from 1. */
	revision: number;
	/** The published version it was begun from; 0 for a new flow. */
	base: number;
	by: string;
	byName: string;
	at: Date;
}

/** Letters of a draft as JSON: a document of Firestore holds one mebibyte. */
export const DRAFT_LIMIT = 300_000;

/** Inputs of the acts on definitions; the target is the flow. Revision 0 means: there is no draft yet. */
export const definitionInputs = {
	saveDraft: z.object({ flow: drawnFlowSchema, revision: z.number().int().min(0) }),
	publish: z.object({
		revision: z.number().int().min(1),
		note: z.string().trim().max(200).default(''),
	}),
	enable: z.object({ enabled: z.boolean() }),
	discardDraft: z.object({}),
	/** Goes on after the case of this id; null begins. */
	migrate: z.object({ after: idSchema.nullable().default(null) }),
};

/** The head of a flow whose version is in force. */
export function headOf(
	flow: Flow,
	facts: Pick<FlowHead, 'enabled' | 'updatedAt' | 'updatedBy' | 'updatedByName'>,
): FlowHead {
	const { id, name, description, module, version } = flow;
	const handlers = flow.nodes.flatMap((node) => (node.kind === 'task' ? [node.handler] : []));
	return { id, name, description, module, version, handlers, ...facts };
}
