import { idSchema } from '@wenshu/domain/access/model.ts';
import type { Decision } from '@wenshu/domain/core/decision.ts';
import type { FlowCommand } from '@wenshu/domain/flow/engine.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { moveCase, readCase } from './case.ts';

const words = z.string().trim().max(2000);
const taskId = z.string().min(1).max(128);

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

/** The routing verbs as acts; the target is the case. */
export const flowActs = [
	defineAct({
		type: 'flow/submit',
		input: z.object({
			taskId,
			edgeId: idSchema.nullable(),
			chosen: z.record(idSchema, z.array(idSchema).max(50)),
			opinion: words,
		}),
		run: (context) => move(context, { verb: 'submit', ...context.input }),
	}),
	defineAct({
		type: 'flow/return',
		input: z.object({ taskId, toNodeId: idSchema, straightBack: z.boolean(), reason: words }),
		run: (context) => move(context, { verb: 'return', ...context.input }),
	}),
	defineAct({
		type: 'flow/transfer',
		input: z.object({ taskId, uid: idSchema, opinion: words }),
		run: (context) => move(context, { verb: 'transfer', ...context.input }),
	}),
	defineAct({
		type: 'flow/circulate',
		input: z.object({ uids: z.array(idSchema).min(1).max(100), remark: words }),
		run: (context) => move(context, { verb: 'circulate', ...context.input }),
	}),
	defineAct({
		type: 'flow/read',
		input: z.object({ readId: taskId, remark: words }),
		run: (context) => move(context, { verb: 'read', ...context.input }),
	}),
	defineAct({
		type: 'flow/retract',
		input: z.object({ taskId }),
		run: (context) => move(context, { verb: 'retract', ...context.input }),
	}),
	defineAct({
		type: 'flow/urge',
		input: z.object({ message: words }),
		run: (context) => move(context, { verb: 'urge', ...context.input }),
	}),
	defineAct({
		type: 'flow/terminate',
		input: z.object({ reason: words }),
		run: (context) => move(context, { verb: 'terminate', ...context.input }),
	}),
];
