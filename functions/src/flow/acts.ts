import { idSchema } from '@wenshu/domain/access/model.ts';
import type { Decision } from '@wenshu/domain/core/decision.ts';
import type { FlowCommand } from '@wenshu/domain/flow/engine.ts';
import { z } from 'zod';
import { defineAct, type ActContext, type ActDefinition } from '../platform/act.ts';
import { moveCase, readCase } from './case.ts';

const words = z.string().trim().max(2000);
const taskId = z.string().min(1).max(128);
const uids = z.array(idSchema).min(1).max(100);
const turns = z.enum(['all', 'queue', 'any']);
const verdict = z.enum(['agree', 'disagree']).optional();
const reason = z.object({ reason: words });

/** Where a case goes on from a step that completes. */
const onward = {
	edgeId: idSchema.nullable(),
	chosen: z.record(idSchema, z.array(idSchema).max(50)),
	free: z
		.union([z.literal('end'), z.object({ nodeId: idSchema, uids: z.array(idSchema).max(50) })])
		.optional(),
};

async function move(
	context: ActContext<unknown>,
	command: FlowCommand,
): Promise<Decision<Record<string, unknown>>> {
	const found = await readCase(context, context.act.target);
	if (!found.ok) return found;
	const moved = await moveCase(context, found.value, command);
	if (!moved.ok) return moved;
	const { state, trail } = moved.value;
	const to = trail.to.map((uid) => found.value.directory.nameOf(uid));
	return { ok: true, value: { status: state.status, to } };
}

/** An act whose input is the command without its verb. */
function flowAct<Verb extends FlowCommand['verb']>(
	verb: Verb,
	input: z.ZodType<Omit<Extract<FlowCommand, { verb: Verb }>, 'verb'>>,
): ActDefinition {
	return defineAct({
		type: `flow/${verb}`,
		input,
		run: (context) => move(context, { verb, ...context.input } as unknown as FlowCommand),
	});
}

/** The routing verbs as acts; the target is the case. */
export const flowActs = [
	flowAct('submit', z.object({ taskId, opinion: words, verdict, ...onward })),
	flowAct(
		'return',
		z.object({ taskId, toNodeId: idSchema, straightBack: z.boolean(), reason: words }),
	),
	flowAct('addBranch', z.object({ forkRunId: taskId, nodeId: idSchema, uids })),
	flowAct('addBefore', z.object({ taskId, uids, turns, words })),
	flowAct('addAfter', z.object({ taskId, uids, turns, opinion: words })),
	flowAct('addParallel', z.object({ taskId, uids, words })),
	flowAct('reduce', z.object({ taskId, reason: words, ...onward })),
	flowAct('transfer', z.object({ taskId, uid: idSchema, opinion: words })),
	flowAct('delegate', z.object({ taskId, uid: idSchema, question: words })),
	flowAct('circulate', z.object({ uids, remark: words })),
	flowAct('ask', z.object({ uids, question: words })),
	flowAct('read', z.object({ readId: taskId, remark: words })),
	flowAct('withdraw', z.object({ readId: taskId })),
	flowAct('retract', z.object({ taskId })),
	flowAct('revoke', reason),
	flowAct(
		'reroute',
		z.object({
			tokenIds: z.array(taskId).max(100),
			toNodeId: idSchema,
			uids: z.array(idSchema).max(50),
			reason: words,
		}),
	),
	flowAct('settleReroute', z.object({ accept: z.boolean(), words })),
	flowAct('pause', z.object({ taskId, cause: words })),
	flowAct('continue', z.object({ taskId })),
	flowAct('urge', z.object({ message: words })),
	flowAct('terminate', reason),
	flowAct('void', reason),
	flowAct(
		'resume',
		z.object({ toNodeId: idSchema, uids: z.array(idSchema).max(50), reason: words }),
	),
	flowAct('forceEnd', reason),
	flowAct(
		'proxyRecord',
		z.object({ taskId, opinion: words, verdict, scan: z.string().trim().max(200), ...onward }),
	),
	flowAct('handover', z.object({ from: idSchema, to: idSchema })),
];
