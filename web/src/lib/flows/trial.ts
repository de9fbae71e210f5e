import { calendarOf } from '@wenshu/domain/calendar/model.ts';
import { officialYears } from '@wenshu/domain/calendar/official.ts';
import { afterSpan } from '@wenshu/domain/calendar/span.ts';
import type { Decision } from '@wenshu/domain/core/decision.ts';
import { dutySchema, type Flow } from '@wenshu/domain/flow/definition.ts';
import type { Directory } from '@wenshu/domain/flow/directory.ts';
import { resumedDue } from '@wenshu/domain/flow/clock.ts';
import {
	decide,
	type FlowCommand,
	type FlowContext,
	type FlowOutcome,
} from '@wenshu/domain/flow/engine.ts';
import { emptyState } from '@wenshu/domain/flow/evolve.ts';
import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { FlowState, Task } from '@wenshu/domain/flow/model.ts';

/** A case that is played in the browser with the real engine; nothing of it reaches the server. */
export interface Trial {
	readonly flow: Flow;
	readonly directory: Directory;
	readonly fields: Readonly<Record<string, unknown>>;
	/** Whether numbering, sealing, distributing and filing count as done. */
	readonly dutiesDone: boolean;
	readonly acts: readonly TrialAct[];
	/** The moment of the next act. */
	readonly now: Date;
}

/** One act of a trial, with the state it led to. */
export interface TrialAct {
	actor: string;
	command: FlowCommand;
	outcome: FlowOutcome;
	at: Date;
}

const calendar = calendarOf(officialYears);
/** How much time passes between two acts, in minutes. */
const between = 30;

/** A trial before its first act. */
export function newTrial(
	part: Pick<Trial, 'flow' | 'directory' | 'fields' | 'dutiesDone' | 'now'>,
): Trial {
	return { ...part, acts: [] };
}

export const stateOf = (trial: Trial): FlowState =>
	trial.acts.at(-1)?.outcome.state ?? emptyState();

/** What surrounds an act of somebody in a trial. */
export function contextOf(trial: Trial, actor: string): FlowContext {
	let count = 0;
	return {
		now: trial.now,
		actor,
		directory: trial.directory,
		fields: trial.fields,
		dutiesDone: new Set(trial.dutiesDone ? dutySchema.options : []),
		supervises: false,
		manages: false,
		records: false,
		actsFor: new Set(),
		begun: new Set(),
		ancestors: [],
		after: (span, from) => afterSpan(calendar, span, from),
		resumed: (dueAt, since, span) => resumedDue(calendar, { dueAt, since, now: trial.now, span }),
		newId: () => `t${String(trial.acts.length)}-${String(++count)}`,
	};
}

/** Lets somebody act; the trial after it, or why the engine refuses. */
export function actIn(trial: Trial, actor: string, command: FlowCommand): Decision<Trial> {
	const decided = decide(trial.flow, stateOf(trial), command, contextOf(trial, actor));
	if (!decided.ok) return decided;
	const act: TrialAct = { actor, command, outcome: decided.value, at: trial.now };
	const now = new Date(trial.now.getTime() + between * 60_000);
	return { ok: true, value: { ...trial, acts: [...trial.acts, act], now } };
}

/** The trial before its last act. */
export function undoAct(trial: Trial): Trial {
	const last = trial.acts.at(-1);
	if (last === undefined) return trial;
	return { ...trial, acts: trial.acts.slice(0, -1), now: last.at };
}

/** Lets hours pass. */
export function wait(trial: Trial, hours: number): Trial {
	return { ...trial, now: new Date(trial.now.getTime() + hours * 3_600_000) };
}

/** Open tasks with the step each stands at, in the order they were opened. */
export function holdersOf(trial: Trial): { task: Task; nodeId: string; isOverdue: boolean }[] {
	const state = stateOf(trial);
	return openTasks(state).map((task) => ({
		task,
		nodeId: state.runs[task.runId]?.nodeId ?? '',
		isOverdue: task.dueAt !== null && task.dueAt < trial.now,
	}));
}
