import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { emptyState } from '@wenshu/domain/flow/evolve.ts';
import { decide, type FlowCommand, type FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { InstanceRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { currentSteps } from '@wenshu/domain/flow/records.ts';
import { documentSubject } from '../documents/subject.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { may, type ActContext, type Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { writeNotices } from './notices.ts';
import type { Subject } from './subject.ts';
import { writeTasks } from './tasks.ts';

const subjects: Subject[] = [documentSubject];

/** A case as an act finds it. */
export interface Case {
	instance: InstanceRecord;
	flow: Flow;
	subject: Subject;
	directory: OrganisationView;
}

type Context = Pick<ActContext<unknown>, 'act' | 'actor' | 'now' | 'work'>;

/** The kind of case of a module. */
export function subjectOf(module: string): Subject {
	const subject = subjects.find((each) => each.module === module);
	if (subject === undefined) throw new Error(`no subject for module ${module}`);
	return subject;
}

/** Reads a case that the actor may read. */
export async function readCase(context: Context, id: string): Promise<Decision<Case>> {
	const { work, actor } = context;
	const instance = await work.get<InstanceRecord>(`instances/${id}`);
	if (instance === null) return refuse('core/notFound');
	const subject = subjectOf(instance.module);
	if (!instance.readers.includes(actor.uid) && !may(actor, 'document.readAll'))
		return refuse('document/noReader');
	const flow = await readFlow(work, instance.flowId, instance.flowVersion);
	if (flow === null) return refuse('flow/noFlow');
	return { ok: true, value: { instance, flow, subject, directory: await readDirectory(work) } };
}

/** A published version of a flow. */
export async function readFlow(
	work: UnitOfWork,
	flowId: string,
	version: number,
): Promise<Flow | null> {
	return work.get<Flow>(`flows/${flowId}/versions/${version}`);
}

/** Ids for what an act creates: the same act gets the same ids however often it is delivered. */
export function idsOf(actId: string): () => string {
	let count = 0;
	return () => `${actId}-${++count}`;
}

/** Begins a case as a draft of the actor. */
export async function beginCase(
	context: Context,
	id: string,
	flow: Flow,
	subject: Subject,
): Promise<Decision<{ taskId: string }>> {
	const { actor, now, work } = context;
	const facts = await subject.facts(work, id);
	const instance: InstanceRecord = {
		id,
		module: subject.module,
		title: facts.title,
		number: facts.number,
		urgency: facts.urgency,
		flowId: flow.id,
		flowVersion: flow.version,
		flowName: flow.name,
		initiator: actor.uid,
		initiatorName: actor.person.name,
		unitId: actor.person.unitId,
		unitName: actor.unitName,
		status: 'draft',
		current: [],
		readers: [actor.uid],
		state: emptyState(),
		version: 0,
		createdAt: now,
		updatedAt: now,
		closedAt: null,
		link: facts.link,
	};
	const directory = await readDirectory(work);
	const moved = await moveCase(
		context,
		{ instance, flow, subject, directory },
		{ verb: 'start', unitId: actor.person.unitId },
	);
	if (!moved.ok) return moved;
	const taskId = Object.keys(moved.value.state.tasks)[0] ?? '';
	return { ok: true, value: { taskId } };
}

/** Lets the engine decide a command and writes all that follows from it. */
export async function moveCase(
	context: Context,
	found: Case,
	command: FlowCommand,
): Promise<Decision<FlowOutcome>> {
	const { actor, now, work, act } = context;
	const { instance, flow, subject, directory } = found;
	const guarded = await guard(context, found, command);
	if (!guarded.ok) return guarded;
	const decided = decide(flow, instance.state, command, {
		now,
		actor: actor.uid,
		directory,
		dutiesDone: await subject.dutiesDone(work, instance.id),
		supervises: may(actor, 'flow.monitor') || may(actor, subject.supervisedBy),
		newId: idsOf(act.id),
	});
	if (!decided.ok) return decided;
	const outcome = decided.value;
	const readers = readersAfter(instance.readers, outcome);
	await subject.moved(work, instance.id, {
		flow,
		before: instance.state,
		outcome,
		actor,
		now,
		readers,
	});
	await writeCase(context, found, outcome, readers);
	return decided;
}

async function guard(
	{ work, actor }: Context,
	{ instance, flow, subject }: Case,
	command: FlowCommand,
): Promise<Decision<true>> {
	if (command.verb !== 'submit' && command.verb !== 'return') return { ok: true, value: true };
	const task = instance.state.tasks[command.taskId];
	const run = task && instance.state.runs[task.runId];
	if (run === undefined || task?.assignee !== actor.uid || task.status !== 'open')
		return { ok: true, value: true };
	return subject.guard(work, instance.id, command.verb, stepOf(flow, run.nodeId));
}

function readersAfter(readers: readonly string[], outcome: FlowOutcome): string[] {
	const all = new Set(readers);
	for (const task of Object.values(outcome.state.tasks)) all.add(task.assignee);
	for (const read of Object.values(outcome.state.reads)) all.add(read.reader);
	return [...all];
}

async function writeCase(
	context: Context,
	found: Case,
	outcome: FlowOutcome,
	readers: string[],
): Promise<void> {
	const { work, now, act, actor } = context;
	const { instance, flow, subject, directory } = found;
	const facts = await subject.facts(work, instance.id);
	const { state } = outcome;
	const ended = state.status === 'closed' || state.status === 'terminated';
	const next: InstanceRecord = {
		...instance,
		title: facts.title,
		number: facts.number,
		urgency: facts.urgency,
		status: state.status,
		current: currentSteps(flow, state, directory),
		readers,
		state,
		version: instance.version + 1,
		updatedAt: now,
		closedAt: ended ? (instance.closedAt ?? now) : null,
	};
	work.put(`instances/${instance.id}`, next);
	writeTrail(work, instance.id, state.seq, trailEntry(act.id, actor, now, outcome, directory));
	await writeTasks(work, flow, outcome, facts, {
		name: actor.person.name,
		unitName: actor.unitName,
	});
	writeNotices(work, { outcome, facts, actor, now, actId: act.id, flow });
}

/** Writes one line of the record under its number; a line that exists can only make the act fail. */
export function writeTrail(work: UnitOfWork, id: string, seq: number, entry: TrailEntry): void {
	work.create(`instances/${id}/trail/${String(seq).padStart(6, '0')}`, { ...entry, seq });
}

function trailEntry(
	actId: string,
	actor: Actor,
	at: Date,
	outcome: FlowOutcome,
	directory: OrganisationView,
): TrailEntry {
	const { to, ...facts } = outcome.trail;
	return {
		...facts,
		seq: outcome.state.seq,
		actId,
		...signature(actor),
		at,
		to: to.map((uid) => ({ uid, name: directory.nameOf(uid) })),
		events: outcome.events,
	};
}

/** Who acted, in the words that stay on the record. */
export function signature(actor: Actor) {
	return {
		actor: actor.uid,
		actorName: actor.person.name,
		actorUnit: actor.unitName,
		actorPost: actor.postName,
		onBehalfOf: null,
	};
}

/** Records something done to the subject that moves no token: numbering, sealing, filing, editing. */
export function recordDeed(
	context: Context,
	found: Case,
	deed: Pick<TrailEntry, 'verb' | 'note'> & {
		taskId: string | null;
		facts?: Partial<InstanceRecord>;
	},
): void {
	const { work, now, act, actor } = context;
	const { instance, flow } = found;
	const task = deed.taskId === null ? undefined : instance.state.tasks[deed.taskId];
	const run = task && instance.state.runs[task.runId];
	const node = run && stepOf(flow, run.nodeId);
	const state = { ...instance.state, seq: instance.state.seq + 1 };
	work.put(`instances/${instance.id}`, {
		...instance,
		...deed.facts,
		state,
		version: instance.version + 1,
		updatedAt: now,
	});
	writeTrail(work, instance.id, state.seq, {
		seq: state.seq,
		actId: act.id,
		verb: deed.verb,
		...signature(actor),
		at: now,
		nodeId: node?.id ?? null,
		nodeName: node?.name ?? null,
		opinionBox: null,
		opinion: null,
		taskId: deed.taskId,
		to: [],
		note: deed.note,
		printed: true,
		events: [],
	});
}
