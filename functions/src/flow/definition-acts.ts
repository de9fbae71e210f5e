import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { flowSchema } from '@wenshu/domain/flow/definition.ts';
import {
	definitionInputs,
	DRAFT_LIMIT,
	headOf,
	type DrawnFlow,
	type FlowDraftRecord,
	type FlowHead,
	type FlowVersion,
} from '@wenshu/domain/flow/definition-store.ts';
import { moment } from '@wenshu/domain/flow/moment.ts';
import { unsoundness } from '@wenshu/domain/flow/soundness.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { readFlowWorld } from './flow-world.ts';
import { migrateCases } from './migrate-cases.ts';

type Result = Promise<Decision<Record<string, unknown>>>;
const draftPath = (id: string): string => `flowDrafts/${id}`;
const headPath = (id: string): string => `flows/${id}`;

/** The draft as it was when the actor last saw it; null where there was none. */
async function seenDraft(
	{ work, act }: ActContext<unknown>,
	revision: number,
): Promise<Decision<FlowDraftRecord | null>> {
	const draft = await work.get<FlowDraftRecord>(draftPath(act.target));
	if (draft === null) return revision === 0 ? grant(null) : refuse('flow/draftGone');
	return draft.revision === revision
		? grant(draft)
		: refuse('flow/draftChanged', { name: draft.byName, at: moment(draft.at) });
}

async function saveDraft(context: ActContext<{ flow: DrawnFlow; revision: number }>): Result {
	const { work, act, actor, now, input } = context;
	if (input.flow.id !== act.target) return refuse('core/badInput', { field: 'id' });
	if (JSON.stringify(input.flow).length > DRAFT_LIMIT) return refuse('flow/draftTooLarge');
	const seen = await seenDraft(context, input.revision);
	if (!seen.ok) return seen;
	const head = await work.get<FlowHead>(headPath(act.target));
	if (head !== null && head.module !== input.flow.module) return refuse('flow/moduleFixed');
	const draft: FlowDraftRecord = {
		id: act.target,
		flow: input.flow,
		revision: input.revision + 1,
		base: seen.value?.base ?? head?.version ?? 0,
		by: actor.uid,
		byName: actor.person.name,
		at: now,
	};
	work.put(draftPath(act.target), draft);
	return grant({ revision: draft.revision });
}

async function publish(context: ActContext<{ revision: number; note: string }>): Result {
	const { work, act, actor, now, input } = context;
	const seen = await seenDraft(context, input.revision);
	if (!seen.ok) return seen;
	if (seen.value === null) return refuse('flow/draftGone');
	const head = await work.get<FlowHead>(headPath(act.target));
	const version = (head?.version ?? 0) + 1;
	const read = flowSchema.safeParse({ ...seen.value.flow, version });
	if (!read.success)
		return refuse('flow/unsound', { problem: '流程还没有画完整，请补全环节和连线。' });
	const flow = read.data;
	const found = unsoundness(flow, await readFlowWorld(work, flow));
	const error = found.find(({ severity }) => severity === 'error');
	if (error !== undefined) return refuse('flow/unsound', { problem: error.problem });
	const { uid, person } = actor;
	const published: FlowVersion = {
		...flow,
		note: input.note,
		publishedAt: now,
		publishedBy: uid,
		publishedByName: person.name,
	};
	work.create(`${headPath(act.target)}/versions/${String(version)}`, published);
	work.put(
		headPath(act.target),
		headOf(flow, {
			enabled: head?.enabled ?? true,
			updatedAt: now,
			updatedBy: uid,
			updatedByName: person.name,
		}),
	);
	work.delete(draftPath(act.target));
	return grant({ version, warnings: found.length });
}

async function enable({ work, act, actor, now, input }: ActContext<{ enabled: boolean }>): Result {
	const head = await work.get<FlowHead>(headPath(act.target));
	if (head === null) return refuse('flow/notPublished');
	work.put(headPath(act.target), {
		...head,
		enabled: input.enabled,
		updatedAt: now,
		updatedBy: actor.uid,
		updatedByName: actor.person.name,
	});
	return grant({ enabled: input.enabled });
}

async function discardDraft({ work, act }: ActContext<unknown>): Result {
	const draft = await work.get<FlowDraftRecord>(draftPath(act.target));
	if (draft === null) return refuse('flow/draftGone');
	work.delete(draftPath(act.target));
	return grant({ revision: draft.revision });
}

/** Acts on definitions (流程定义, FLOW-1); the target is the flow. */
export const definitionActs = [
	defineAct({
		type: 'flow/saveDraft',
		permission: 'flow.manage',
		input: definitionInputs.saveDraft,
		run: saveDraft,
	}),
	defineAct({
		type: 'flow/publish',
		permission: 'flow.manage',
		input: definitionInputs.publish,
		run: publish,
	}),
	defineAct({
		type: 'flow/enable',
		permission: 'flow.manage',
		input: definitionInputs.enable,
		run: enable,
	}),
	defineAct({
		type: 'flow/discardDraft',
		permission: 'flow.manage',
		input: definitionInputs.discardDraft,
		run: discardDraft,
	}),
	defineAct({
		type: 'flow/migrate',
		permission: 'flow.manage',
		input: definitionInputs.migrate,
		run: migrateCases,
	}),
];
