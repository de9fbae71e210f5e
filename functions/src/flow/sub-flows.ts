import type { Decision } from '@wenshu/domain/core/decision.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import type { SubNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { nodeOf } from '@wenshu/domain/flow/graph.ts';
import type { InstanceRecord, SubCase } from '@wenshu/domain/flow/model.ts';
import {
	beginCase,
	moveCaseAsSystem,
	readCurrentFlow,
	readFlow,
	type Case,
	type Context,
} from './case.ts';
import { subjectOf } from './subjects.ts';

/** 子流程 (routing 27): begins the cases that a move starts, and tells the case above when this one ends. */
export async function followSubFlows(
	context: Context,
	found: Case,
	outcome: FlowOutcome,
): Promise<Decision<true>> {
	for (const event of outcome.events) {
		if (event.type !== 'subStarted') continue;
		const begun = await beginSub(context, found, outcome, event.sub);
		if (!begun.ok) return begun;
	}
	const { status } = outcome.state;
	const { parent } = found.instance;
	const isOver = status !== 'draft' && status !== 'running';
	return parent !== null && isOver && found.instance.closedAt === null
		? tellParent(context, found, parent, status === 'closed')
		: { ok: true, value: true };
}

/** What one case hands to the other: the field that takes, by the field that gives; what is empty stays. */
function mapped(values: Record<string, unknown>, names: Record<string, string>) {
	const given = Object.entries(names).filter(([from]) => (values[from] ?? null) !== null);
	return Object.fromEntries(given.map(([from, to]) => [to, values[from]]));
}

async function beginSub(
	context: Context,
	{ instance, flow: parentFlow, subject: parentSubject }: Case,
	outcome: FlowOutcome,
	sub: SubCase,
): Promise<Decision<true>> {
	const { work, now } = context;
	const node = nodeOf(parentFlow, sub.nodeId) as SubNode;
	const flow = await readCurrentFlow(work, node.flowId);
	if (flow === null) return refuse('flow/noSubFlow', { step: node.name });
	const fields = mapped(await parentSubject.fields(work, instance.id), node.fieldsIn);
	const { initiator, initiatorName, unitId, unitName } = instance;
	const title = `${instance.title}：${node.name}`;
	const facts = { id: sub.id, flow, title, fields, initiator, initiatorName, unitId, now };
	const begun = await subjectOf(flow.module).begin(work, facts);
	if (!begun.ok) return begun;
	const parent = { instanceId: instance.id, subId: sub.id, wait: sub.wait };
	const ancestors = [...instance.ancestors, parentFlow.id];
	const origin = { initiator, initiatorName, unitId, unitName, parent, ancestors };
	// Ids inside the other case follow from its own, not from the act that both share.
	const act = { ...context.act, id: sub.id };
	const started = await beginCase({ ...context, act }, sub.id, flow, origin);
	return started.ok ? { ok: true, value: true } : started;
}

async function tellParent(
	context: Context,
	{ instance, subject }: Case,
	parent: NonNullable<InstanceRecord['parent']>,
	closed: boolean,
): Promise<Decision<true>> {
	const { work, now, act } = context;
	const above = await work.get<InstanceRecord>(`instances/${parent.instanceId}`);
	if (above === null || above.status !== 'running') return { ok: true, value: true };
	const flow = await readFlow(work, above.flowId, above.flowVersion);
	const node = flow && nodeOf(flow, above.state.subs[parent.subId]?.nodeId ?? '');
	if (closed && flow !== null && node?.kind === 'sub')
		await subjectOf(above.module).takeFields(
			work,
			above.id,
			mapped(await subject.fields(work, instance.id), node.fieldsOut),
			{ flow, state: above.state },
		);
	const moved = await moveCaseAsSystem(
		{ work, now, act: { ...act, id: `${act.id}-up` } },
		above.id,
		{ verb: 'subEnded', subId: parent.subId, closed },
	);
	return moved.ok ? { ok: true, value: true } : moved;
}
