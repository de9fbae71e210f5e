import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { afterSpan } from '@wenshu/domain/calendar/span.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import { emptyState } from '@wenshu/domain/flow/evolve.ts';
import { decide, type FlowCommand, type FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { caseClock, nextChaseAt } from '@wenshu/domain/flow/clock.ts';
import { openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import type {
	FlowEvent,
	FlowState,
	InstanceRecord,
	TrailEntry,
} from '@wenshu/domain/flow/model.ts';
import { currentSteps, type TaskWatch } from '@wenshu/domain/flow/records.ts';
import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import { readCalendar } from '../calendar/read-calendar.ts';
import { writeChases } from '../chasing/write-chases.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { may, type ActContext, type Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { noteDeputyAct } from '../delegations/deputy-acts.ts';
import { writeNotices } from './notices.ts';
import { followSubFlows } from './sub-flows.ts';
import type { Subject } from './subject.ts';
import { subjectOf } from './subjects.ts';
import { flowContext, taskWatch } from './surroundings.ts';
import { systemActor } from './system.ts';
import { writeTasks } from './tasks.ts';

/** A case as an act finds it. */
export interface Case {
	instance: InstanceRecord;
	flow: Flow;
	subject: Subject;
	directory: OrganisationView;
}

export type Context = Pick<ActContext<unknown>, 'act' | 'actor' | 'now' | 'work'>;

/** Reads a case that the actor may read. */
export async function readCase(context: Context, id: string): Promise<Decision<Case>> {
	const { work, actor } = context;
	const instance = await work.get<InstanceRecord>(`instances/${id}`);
	if (instance === null) return refuse('core/notFound');
	const subject = subjectOf(instance.module);
	const mayRead =
		actor.uid === SYSTEM ||
		instance.readers.includes(actor.uid) ||
		may(actor, subject.readAll) ||
		may(actor, 'flow.monitor');
	if (!mayRead) return refuse('document/noReader');
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

/** The version of a flow that new cases take. */
export async function readCurrentFlow(work: UnitOfWork, flowId: string): Promise<Flow | null> {
	const head = await work.get<{ version: number; enabled?: boolean }>(`flows/${flowId}`);
	return head === null || head.enabled === false ? null : readFlow(work, flowId, head.version);
}

/** What a case that begins comes from. */
export interface Origin {
	initiator: string;
	initiatorName: string;
	unitId: string;
	unitName: string;
	parent: InstanceRecord['parent'];
	ancestors: string[];
}

/** Begins a case as a draft of the actor, or of whom `origin` names. */
export async function beginCase(
	context: Context,
	id: string,
	flow: Flow,
	origin: Origin = ownOrigin(context.actor),
): Promise<Decision<{ taskId: string }>> {
	const { now, work, actor } = context;
	const subject = subjectOf(flow.module);
	const facts = await subject.facts(work, id);
	const instance: InstanceRecord = {
		id,
		module: flow.module,
		title: facts.title,
		number: facts.number,
		urgency: facts.urgency,
		flowId: flow.id,
		flowVersion: flow.version,
		flowName: flow.name,
		...origin,
		status: 'draft',
		rework: false,
		dueAt: null,
		current: [],
		readers: [origin.initiator],
		state: emptyState(),
		version: 0,
		createdAt: now,
		updatedAt: now,
		closedAt: null,
		link: facts.link,
	};
	const directory = await readDirectory(work);
	const starter =
		origin.initiator === actor.uid ? actor : systemActor(origin.initiator, origin.initiatorName);
	const moved = await moveCase(
		{ ...context, actor: starter },
		{ instance, flow, subject, directory },
		{ verb: 'start', unitId: origin.unitId },
	);
	if (!moved.ok) return moved;
	return { ok: true, value: { taskId: Object.keys(moved.value.state.tasks)[0] ?? '' } };
}

function ownOrigin({ uid, person, unitName }: Actor): Origin {
	const { name, unitId } = person;
	const alone = { parent: null, ancestors: [] };
	return { initiator: uid, initiatorName: name, unitId, unitName, ...alone };
}

/** Lets the engine decide a command and writes all that follows from it. */
export async function moveCase(
	context: Context,
	found: Case,
	command: FlowCommand,
): Promise<Decision<FlowOutcome>> {
	const { actor, now, work } = context;
	const { instance, flow, subject, directory } = found;
	const guarded = await guard(context, found, command);
	if (!guarded.ok) return guarded;
	const surroundings = await flowContext(context, found, command);
	const decided = decide(flow, instance.state, command, surroundings);
	if (!decided.ok) return decided;
	const outcome = decided.value;
	const watch = await taskWatch(context, found, outcome.state);
	const readers = readersAfter(instance.readers, outcome, watch);
	// A reminder changes nothing of the subject, and must not have it read and indexed afresh.
	if (!outcome.events.every(isOfTime) || readers.length > instance.readers.length)
		await subject.moved(work, instance.id, {
			flow,
			before: instance.state,
			outcome,
			actor,
			now,
			readers,
			proxiesOf: watch.proxiesOf,
			nameOf: (uid) => directory.nameOf(uid),
		});
	await writeCase(context, found, outcome, readers, watch);
	const followed = await followSubFlows(context, found, outcome);
	return followed.ok ? decided : followed;
}

/** Whether an event only hurries people. */
function isOfTime({ type }: FlowEvent): boolean {
	return type === 'taskChased' || type === 'caseChased' || type === 'taskUrged';
}

/** As `moveCase`, by time or by another case; the id of the act makes it happen once. */
export async function moveCaseAsSystem(
	context: Omit<Context, 'actor'>,
	instanceId: string,
	command: FlowCommand,
): Promise<Decision<FlowOutcome>> {
	const asSystem = { ...context, actor: systemActor() };
	const found = await readCase(asSystem, instanceId);
	return found.ok ? moveCase(asSystem, found.value, command) : found;
}

async function guard(
	{ work, actor }: Context,
	{ instance, flow, subject }: Case,
	command: FlowCommand,
): Promise<Decision<true>> {
	const fine: Decision<true> = { ok: true, value: true };
	const verb =
		command.verb === 'addAfter' || command.verb === 'proxyRecord' ? 'submit' : command.verb;
	if ((verb !== 'submit' && verb !== 'return') || !('taskId' in command)) return fine;
	const task = instance.state.tasks[command.taskId];
	const run = task && instance.state.runs[task.runId];
	if (run === undefined || task?.status !== 'open' || actor.uid === SYSTEM) return fine;
	return subject.guard(work, instance.id, verb, stepOf(flow, run.nodeId));
}

function readersAfter(
	readers: readonly string[],
	{ state }: FlowOutcome,
	watch: TaskWatch,
): string[] {
	const all = new Set(readers);
	for (const task of Object.values(state.tasks)) {
		all.add(task.assignee);
		if (task.status === 'open') for (const proxy of watch.proxiesOf(task.assignee)) all.add(proxy);
	}
	for (const read of Object.values(state.reads))
		if (read.status !== 'withdrawn') all.add(read.reader);
	all.delete(SYSTEM);
	return [...all];
}

async function writeCase(
	context: Context,
	found: Case,
	outcome: FlowOutcome,
	readers: string[],
	watch: TaskWatch,
): Promise<void> {
	const { work, now, act, actor } = context;
	const { instance, flow, subject, directory } = found;
	const facts = await subject.facts(work, instance.id);
	const { state } = outcome;
	const isOver = state.status !== 'draft' && state.status !== 'running';
	const dueAt = instance.dueAt ?? (await caseDueAt(work, found, state, now));
	const clock = caseClock({ createdAt: instance.createdAt, dueAt, state });
	const next: InstanceRecord = {
		...instance,
		title: facts.title,
		number: facts.number,
		urgency: facts.urgency,
		status: state.status,
		rework: isRework(flow, state),
		dueAt,
		nextChaseAt: clock === null ? null : nextChaseAt(await readCalendar(work), clock, flow.chase),
		current: currentSteps(flow, state, directory),
		readers,
		state,
		version: instance.version + 1,
		updatedAt: now,
		closedAt: isOver ? (instance.closedAt ?? now) : null,
	};
	work.put(`instances/${instance.id}`, next);
	writeTrail(work, instance.id, state.seq, trailEntry(act.id, actor, now, outcome, directory));
	const { trail } = outcome;
	if (trail.onBehalfOf !== null && trail.verb !== 'proxyRecord')
		noteDeputyAct(work, next, state.seq, {
			principal: trail.onBehalfOf,
			principalName: directory.nameOf(trail.onBehalfOf),
			proxy: actor.uid,
			proxyName: actor.person.name,
			stepName: trail.nodeName,
			verb: trail.verb,
			opinion: trail.opinion,
			at: now,
		});
	const sender = { name: actor.person.name, unitName: actor.unitName };
	await writeTasks(work, flow, outcome, facts, sender, watch);
	const { proxiesOf } = watch;
	const nameOf = (uid: string) => directory.nameOf(uid);
	const telling = { outcome, facts, actor, now, actId: act.id, flow, proxiesOf, nameOf };
	const notices = writeNotices(work, telling);
	await writeChases(work, { ...telling, directory, notices, caseDueAt: dueAt });
}

/** 退改: the initiator has it again because somebody returned it. */
function isRework(flow: Flow, state: FlowState): boolean {
	return openTasks(state).some((task) => {
		const run = state.runs[task.runId];
		const sent = state.tasks[run?.openedBy ?? ''];
		return (
			run !== undefined &&
			stepOf(flow, run.nodeId).handler.by === 'initiator' &&
			sent?.status === 'returned'
		);
	});
}

/** When the whole case is due, from the moment it leaves its initiator. */
async function caseDueAt(
	work: UnitOfWork,
	{ flow, instance }: Case,
	state: FlowState,
	now: Date,
): Promise<Date | null> {
	const begins = instance.status === 'draft' && state.status === 'running';
	return flow.due === null || !begins ? null : afterSpan(await readCalendar(work), flow.due, now);
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
	const { to, onBehalfOf, ...facts } = outcome.trail;
	return {
		...facts,
		seq: outcome.state.seq,
		actId,
		...signature(actor),
		onBehalfOf: onBehalfOf === null ? null : directory.nameOf(onBehalfOf),
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
		/** Whether it stands on the handling slip; it does unless this says no. */
		printed?: boolean;
	},
): void {
	const { work, now, act, actor } = context;
	const { instance, flow, directory } = found;
	const task = deed.taskId === null ? undefined : instance.state.tasks[deed.taskId];
	const run = task && instance.state.runs[task.runId];
	const node = run && stepOf(flow, run.nodeId);
	const state = { ...instance.state, seq: instance.state.seq + 1 };
	const principal = task === undefined || task.assignee === actor.uid ? null : task.assignee;
	if (principal !== null)
		noteDeputyAct(work, instance, state.seq, {
			principal,
			principalName: directory.nameOf(principal),
			proxy: actor.uid,
			proxyName: actor.person.name,
			stepName: node?.name ?? null,
			verb: deed.verb,
			opinion: deed.note,
			at: now,
		});
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
		onBehalfOf: principal === null ? null : directory.nameOf(principal),
		at: now,
		nodeId: node?.id ?? null,
		nodeName: node?.name ?? null,
		opinionBox: null,
		opinion: null,
		taskId: deed.taskId,
		to: [],
		note: deed.note,
		printed: deed.printed ?? true,
		events: [],
	});
}
