import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import type { Flow } from './definition.ts';
import { isPending, stepOf, tasksOf } from './graph.ts';
import type { FlowState, Run, Task } from './model.ts';
import type { FlowOutcome, Scene } from './scene.ts';

/** What a retract would undo: my run, the runs that came of my act, and the fork it opened. */
export interface Retraction {
	task: Task;
	run: Run;
	results: Run[];
	/** The outermost fork that my act opened; null where it opened none. */
	forkRunId: string | null;
}

/**
 * Whether a person's finished task may be taken back (收回, routing 23): their act completed the step, and
 * nobody on the steps that came of it has done anything yet. What they put aside (暂存) only the server knows.
 */
export function retraction(
	flow: Flow,
	state: FlowState,
	uid: string,
	taskId: string,
): Decision<Retraction> {
	const task = state.tasks[taskId];
	if (task === undefined || (task.assignee !== uid && task.actedBy !== uid))
		return refuse('flow/notYours');
	const run = state.runs[task.runId];
	if (run === undefined || task.status !== 'done') return refuse('flow/nothingToRetract');
	if (!stepOf(flow, run.nodeId).verbs.includes('retract')) return refuse('flow/noRetract');
	if (run.ticket !== null) return refuse('flow/pendingStraightBack');
	if (run.completedBy !== task.id) return refuse('flow/notCompleter');
	// The same task may have been handed in before: what came of that was taken back already.
	const results = Object.values(state.runs).filter(
		(each) => each.openedBy === task.id && each.status !== 'retracted',
	);
	const standing = results.filter((each) => each.status !== 'skipped');
	if (standing.length === 0 || standing.some((each) => each.status !== 'active'))
		return refuse('flow/alreadyProcessed');
	if (standing.some((each) => isTouched(state, each))) return refuse('flow/alreadyProcessed');
	const forkRunId = forkOpenedBy(state, run, task);
	const isInside = (each: Run) =>
		each.tokenId === run.tokenId ||
		(forkRunId !== null && state.tokens[each.tokenId]?.forks.includes(forkRunId) === true);
	if (!standing.every(isInside)) return refuse('flow/passedJoin');
	return { ok: true, value: { task, run, results, forkRunId } };
}

function forkOpenedBy(state: FlowState, run: Run, task: Task): string | null {
	const opened = Object.entries(state.forks).find(
		([, fork]) => fork.taskId === task.id && fork.tokenId === run.tokenId,
	);
	return opened?.[0] ?? null;
}

/** Whether anybody did anything on a run; another flow that began counts as done. */
function isTouched(state: FlowState, run: Run): boolean {
	const tasks = tasksOf(state, run.id);
	return tasks.length === 0 || tasks.some((task) => !isPending(task) || task.waitsFor === 'added');
}

/** 收回: what was sent comes back to me with my opinion as a draft. */
export function retract(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'retract' }>,
): Decision<FlowOutcome> {
	const { actor, now: at } = scene.context;
	const possible = retraction(scene.flow, scene.state, actor, command.taskId);
	if (!possible.ok) return possible;
	const { task, run, results, forkRunId } = possible.value;
	const waiting = results.flatMap((each) => tasksOf(scene.state, each.id));
	const begun = waiting.find((each) => scene.context.begun.has(each.id));
	if (begun !== undefined)
		return refuse('flow/alreadyBegun', { name: scene.context.directory.nameOf(begun.assignee) });
	const node = stepOf(scene.flow, run.nodeId);
	const from = waiting.filter(isPending);
	for (const result of results) {
		scene.cancel(tasksOf(scene.state, result.id), `${scene.actorName}已收回`, 'retracted');
		scene.endRun(result, 'retracted', null);
	}
	const fork = forkRunId === null ? undefined : scene.state.forks[forkRunId];
	if (forkRunId !== null && fork !== undefined) {
		const survivor = { id: fork.tokenId, nodeId: node.id, forks: fork.forks };
		scene.emit({ type: 'forkUndone', forkRunId, survivor });
	}
	scene.emit({ type: 'tokenMoved', tokenId: run.tokenId, nodeId: run.nodeId });
	scene.emit({ type: 'runReopened', runId: run.id });
	scene.emit({ type: 'taskReopened', taskId: task.id, at });
	return scene.outcome({
		...scene.about({ task, run, node }),
		opinionBox: null,
		verb: 'retract',
		to: [...new Set(from.map((each) => each.assignee))],
	});
}
