import { idSchema } from '@wenshu/domain/access/model.ts';
import { defaultTitle, fillIn, type Approval } from '@wenshu/domain/approval/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import { firstStep, openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import { z } from 'zod';
import { beginCase, readCase, readCurrentFlow, recordDeed } from '../flow/case.ts';
import { refreshTasks } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { approvalSubject, factsOf } from './subject.ts';

const title = z.string().trim().max(200);
const fields = z.record(idSchema, z.unknown());

/** Begins a matter as the actor's draft. */
async function create(
	context: ActContext<{ flowId: string; title: string; fields: Record<string, unknown> }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, now, input } = context;
	const flow = await readCurrentFlow(work, input.flowId);
	if (flow === null || flow.module === 'document') return refuse('flow/noFlow');
	const filled = fillIn(flow, firstStep(flow), {}, input.fields);
	if (!filled.ok) return filled;
	const { name, unitId } = actor.person;
	const begin = {
		id: act.target,
		flow,
		title: input.title || defaultTitle(flow, name, now),
		fields: filled.value,
		initiator: actor.uid,
		initiatorName: name,
		unitId,
		now,
	};
	const clean = refuseStateSecrets(wordsIn(begin.title, begin.fields));
	if (!clean.ok) return clean;
	approvalSubject.begin(work, begin);
	const begun = await beginCase(context, act.target, flow);
	return begun.ok ? { ok: true, value: { id: act.target, taskId: begun.value.taskId } } : begun;
}

function wordsIn(heading: string, values: Record<string, unknown>): string[] {
	return [heading, ...Object.values(values).filter((value) => typeof value === 'string')];
}

/** Fills in the form, as far as the actor's step may. */
async function edit(
	context: ActContext<{ title?: string | undefined; fields: Record<string, unknown> }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, now, input } = context;
	const found = await readCase(context, act.target);
	if (!found.ok) return found;
	const { instance, flow } = found.value;
	const approval = await work.get<Approval>(`approvals/${act.target}`);
	if (approval === null) return refuse('core/notFound');
	const task = openTasks(instance.state).find(({ assignee }) => assignee === actor.uid);
	const run = instance.state.runs[task?.runId ?? ''];
	if (run === undefined) return refuse('approval/notYourStep');
	const node = stepOf(flow, run.nodeId);
	const filled = fillIn(flow, node, approval.fields, input.fields);
	if (!filled.ok) return filled;
	const heading = node.handler.by === 'initiator' ? input.title || approval.title : approval.title;
	const clean = refuseStateSecrets(wordsIn(heading, filled.value));
	if (!clean.ok) return clean;
	const changed = flow.fields.filter(
		({ id }) => JSON.stringify(filled.value[id]) !== JSON.stringify(approval.fields[id]),
	);
	if (changed.length === 0 && heading === approval.title)
		return { ok: true, value: { version: approval.version } };
	const version = approval.version + 1;
	const next = { ...approval, title: heading, fields: filled.value, version, updatedAt: now };
	work.put(`approvals/${approval.id}`, next);
	await refreshTasks(work, factsOf(next));
	if (instance.status === 'draft')
		work.put(`instances/${instance.id}`, { ...instance, title: heading, updatedAt: now });
	else
		recordDeed(context, found.value, {
			verb: 'edit',
			taskId: task?.id ?? null,
			note: `填写${changed.map(({ label }) => label).join('、')}`,
			facts: { title: heading },
		});
	return { ok: true, value: { version } };
}

/** Removes a draft of one's own, with its case. */
async function remove(context: ActContext<unknown>): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor } = context;
	const found = await readCase(context, act.target);
	if (!found.ok) return found;
	const { instance } = found.value;
	if (instance.initiator !== actor.uid) return refuse('flow/notYours');
	if (instance.status !== 'draft' || instance.parent !== null) return refuse('approval/notADraft');
	work.delete(`approvals/${instance.id}`);
	work.delete(`instances/${instance.id}`);
	for (const id of Object.keys(instance.state.tasks)) work.delete(`tasks/${id}`);
	return { ok: true, value: {} };
}

/** General approvals as acts; the target is the matter. */
export const approvalActs = [
	defineAct({
		type: 'approval/create',
		input: z.object({ flowId: idSchema, title, fields }),
		run: create,
	}),
	defineAct({
		type: 'approval/edit',
		input: z.object({ title: title.optional(), fields }),
		run: edit,
	}),
	defineAct({ type: 'approval/remove', input: z.object({}), run: remove }),
];
