import { idSchema } from '@wenshu/domain/access/model.ts';
import {
	defaultTitle,
	fillIn,
	mayAttach,
	type Approval,
	type ApprovalAttachment,
} from '@wenshu/domain/approval/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import type { TaskNode } from '@wenshu/domain/flow/definition.ts';
import { principalsOf } from '@wenshu/domain/flow/delegation.ts';
import type { Task } from '@wenshu/domain/flow/model.ts';
import { firstStep, openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import { z } from 'zod';
import { beginCase, readCase, readCurrentFlow, recordDeed, type Case } from '../flow/case.ts';
import { delegationsOf, delegationsTo, lookUpProxies } from '../flow/stand-ins.ts';
import { refreshTasks } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { deleteApproval, readApproval, writeApproval } from './store.ts';
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
	const begins = await approvalSubject.begin(work, begin);
	if (!begins.ok) return begins;
	const begun = await beginCase(context, act.target, flow);
	return begun.ok ? { ok: true, value: { id: act.target, taskId: begun.value.taskId } } : begun;
}

function wordsIn(heading: string, values: Record<string, unknown>): string[] {
	return [heading, ...Object.values(values).filter((value) => typeof value === 'string')];
}

/** The open task that the actor holds, or acts on for somebody, with its step; null for none. */
async function heldStep(
	{ work, actor, now }: ActContext<unknown>,
	{ instance, flow }: Case,
): Promise<{ task: Task; node: TaskNode } | null> {
	const open = openTasks(instance.state);
	const own = open.find(({ assignee }) => assignee === actor.uid);
	const stepHeld = (task: Task | undefined) => {
		const run = instance.state.runs[task?.runId ?? ''];
		return task && run ? { task, node: stepOf(flow, run.nodeId) } : null;
	};
	if (own !== undefined) return stepHeld(own);
	const delegations = await delegationsTo(work, actor.uid);
	const principals = principalsOf(delegations, actor.uid, flow.id, now);
	return stepHeld(open.find(({ assignee }) => principals.has(assignee)));
}

/** Adds or takes away a file, as far as the actor's step may. */
async function changeFiles(
	context: ActContext<{ fileId: string }>,
	change: (files: readonly ApprovalAttachment[]) => Promise<Decision<Changed>>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, now } = context;
	const found = await readCase(context, act.target);
	if (!found.ok) return found;
	const approval = await work.get<Approval>(`approvals/${act.target}`);
	if (approval === null) return refuse('core/notFound');
	const held = await heldStep(context, found.value);
	if (held === null) return refuse('approval/notYourStep');
	if (!mayAttach(held.node)) return refuse('approval/noFiles');
	const changed = await change(approval.attachments);
	if (!changed.ok) return changed;
	const { attachments, note } = changed.value;
	const next = { ...approval, attachments, version: approval.version + 1, updatedAt: now };
	work.put(`approvals/${approval.id}`, next);
	await refreshTasks(work, factsOf(next));
	if (found.value.instance.status !== 'draft')
		recordDeed(context, found.value, {
			verb: 'edit',
			taskId: held.task.id,
			note,
		});
	return { ok: true, value: { attachments } };
}

interface Changed {
	attachments: ApprovalAttachment[];
	note: string;
}

async function attach(
	context: ActContext<{ fileId: string }>,
	files: readonly ApprovalAttachment[],
): Promise<Decision<Changed>> {
	const { fileId } = context.input;
	const file = await context.work.get<StoredFile>(`files/${fileId}`);
	if (file?.state !== 'stored' || file.uploadedBy !== context.actor.uid)
		return refuse('approval/fileMissing');
	if (files.length >= 30) return refuse('approval/tooManyFiles');
	const { name, size } = file;
	const rest = files.filter((each) => each.fileId !== fileId);
	const attachments = [...rest, { fileId, name, size }];
	return { ok: true, value: { attachments, note: `添加附件：${name}` } };
}

function detach(fileId: string, files: readonly ApprovalAttachment[]): Decision<Changed> {
	const file = files.find((each) => each.fileId === fileId);
	if (file === undefined) return refuse('approval/fileMissing');
	const attachments = files.filter((each) => each !== file);
	return { ok: true, value: { attachments, note: `移除附件：${file.name}` } };
}

/** Fills in the form, as far as the actor's step may. */
async function edit(
	context: ActContext<{ title?: string | undefined; fields: Record<string, unknown> }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, now, input } = context;
	const found = await readCase(context, act.target);
	if (!found.ok) return found;
	const { instance, flow } = found.value;
	const approval = await readApproval(work, act.target);
	if (approval === null) return refuse('core/notFound');
	const held = await heldStep(context, found.value);
	if (held === null) return refuse('approval/notYourStep');
	const { task, node } = held;
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
	const proxies = await delegationsOf(work, [
		...new Set(openTasks(instance.state).map(({ assignee }) => assignee)),
	]);
	const proxiesOf = lookUpProxies(proxies, flow.id, now);
	await writeApproval(work, next, { flow, state: instance.state, proxiesOf });
	await refreshTasks(work, factsOf(next));
	if (instance.status === 'draft')
		work.put(`instances/${instance.id}`, { ...instance, title: heading, updatedAt: now });
	else
		recordDeed(context, found.value, {
			verb: 'edit',
			taskId: task.id,
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
	await deleteApproval(work, instance.id);
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
	defineAct({
		type: 'approval/attach',
		input: z.object({ fileId: idSchema }),
		run: (context) => changeFiles(context, (files) => attach(context, files)),
	}),
	defineAct({
		type: 'approval/detach',
		input: z.object({ fileId: idSchema }),
		run: (context) =>
			changeFiles(context, (files) => Promise.resolve(detach(context.input.fileId, files))),
	}),
	defineAct({ type: 'approval/remove', input: z.object({}), run: remove }),
];
