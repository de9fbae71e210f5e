import { afterSpan } from '@wenshu/domain/calendar/span.ts';
import type { Calendar } from '@wenshu/domain/calendar/model.ts';
import { nextChaseAt, resumedDue } from '@wenshu/domain/flow/clock.ts';
import { principalsOf } from '@wenshu/domain/flow/delegation.ts';
import type { FlowCommand, FlowContext } from '@wenshu/domain/flow/engine.ts';
import type { FlowState, OpinionDraft } from '@wenshu/domain/flow/model.ts';
import type { TaskWatch } from '@wenshu/domain/flow/records.ts';
import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import { ladderOf } from '@wenshu/domain/flow/timing.ts';
import { readCalendar } from '../calendar/read-calendar.ts';
import { may, type ActContext } from '../platform/act.ts';
import type { Case } from './case.ts';
import { delegationsOf, delegationsTo, lookUpProxies } from './stand-ins.ts';

type Context = Pick<ActContext<unknown>, 'act' | 'actor' | 'now' | 'work'>;

/** Ids for what an act creates: the same act gets the same ids however often it is delivered. */
export function idsOf(actId: string): () => string {
	let count = 0;
	return () => `${actId}-${++count}`;
}

/** Reads all that the engine asks about the world round a case. */
export async function flowContext(
	context: Context,
	{ instance, subject, directory }: Case,
	command: FlowCommand,
): Promise<FlowContext> {
	const { work, actor, now, act } = context;
	const calendar = await readCalendar(work);
	return {
		now,
		actor: actor.uid,
		directory,
		fields: await subject.fields(work, instance.id),
		dutiesDone: await subject.dutiesDone(work, instance.id),
		supervises: may(actor, 'flow.monitor') || may(actor, subject.supervisedBy),
		manages: may(actor, 'flow.monitor'),
		records: may(actor, 'flow.record'),
		actsFor: isForAnother(instance.state, command, actor.uid)
			? await actsForIn(context, instance.flowId)
			: new Set(),
		begun: command.verb === 'retract' ? await begunIn(context, instance.id) : new Set(),
		ancestors: instance.ancestors,
		after: (span, from) => afterSpan(calendar, span, from),
		resumed: (dueAt, since, span) => resumedDue(calendar, { dueAt, since, now, span }),
		newId: idsOf(act.id),
	};
}

/** Tasks of a case for which somebody put words aside. */
async function begunIn({ work }: Context, instanceId: string): Promise<ReadonlySet<string>> {
	const kept = await work.query<OpinionDraft>((db) =>
		db.collection('opinionDrafts').where('instanceId', '==', instanceId),
	);
	return new Set(kept.map(({ taskId }) => taskId));
}

/** For whom the actor may act now in a case (代办). */
export async function actsForIn(
	{ work, actor, now }: Context,
	flowId: string,
): Promise<ReadonlySet<string>> {
	return principalsOf(await delegationsTo(work, actor.uid), actor.uid, flowId, now);
}

/** Only who acts on what is not theirs needs a delegation, and only then one is looked up. */
function isForAnother(state: FlowState, command: FlowCommand, uid: string): boolean {
	if (uid === SYSTEM) return false;
	if (command.verb === 'addBranch' || command.verb === 'reduce') return true;
	return 'taskId' in command && state.tasks[command.taskId]?.assignee !== uid;
}

/** What the to-do centre and the schedule need to know of the tasks after a move. */
export async function taskWatch(
	{ work, now }: Context,
	{ flow }: Case,
	state: FlowState,
): Promise<TaskWatch> {
	const held = Object.values(state.tasks).filter(
		(task) => task.status === 'open' || task.status === 'waiting',
	);
	const delegations = await delegationsOf(
		work,
		held.map((task) => task.assignee),
	);
	const calendar: Calendar = await readCalendar(work);
	return {
		proxiesOf: lookUpProxies(delegations, flow.id, now),
		nextChaseAt: (task, node) => nextChaseAt(calendar, task, ladderOf(flow, node)),
	};
}
