import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand, FlowOutcome, Scene } from './scene.ts';
import { stepOf, tasksOf } from './graph.ts';
import type { Flow } from './definition.ts';
import type { FlowState, Run, Task } from './model.ts';

/** What a retract would undo: my run and the runs that came of my act. */
export interface Retraction {
	task: Task;
	run: Run;
	results: Run[];
}

/**
 * Whether a person's finished task may be taken back (收回, routing 23): their act completed the step,
 * the resulting steps stand on the same token, and nobody there has finished anything.
 */
export function retraction(
	flow: Flow,
	state: FlowState,
	uid: string,
	taskId: string,
): Decision<Retraction> {
	const task = state.tasks[taskId];
	if (task === undefined || task.assignee !== uid) return refuse('flow/notYours');
	const run = state.runs[task.runId];
	if (run === undefined || task.status !== 'done') return refuse('flow/nothingToRetract');
	if (!stepOf(flow, run.nodeId).verbs.includes('retract')) return refuse('flow/noRetract');
	if (run.ticket !== null) return refuse('flow/pendingStraightBack');
	if (run.completedBy !== task.id) return refuse('flow/notCompleter');
	// The same task may have been handed in before: what came of that was taken back already.
	const results = Object.values(state.runs).filter(
		(each) => each.openedBy === task.id && each.status !== 'retracted',
	);
	if (results.length === 0 || results.some((each) => each.status !== 'active'))
		return refuse('flow/alreadyProcessed');
	if (results.some((each) => each.tokenId !== run.tokenId)) return refuse('flow/passedFork');
	const touched = results
		.flatMap((each) => tasksOf(state, each.id))
		.some((each) => each.status !== 'open' && each.status !== 'waiting');
	return touched ? refuse('flow/alreadyProcessed') : { ok: true, value: { task, run, results } };
}

/** 收回: what was sent comes back to me with my opinion as a draft. */
export function retract(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'retract' }>,
): Decision<FlowOutcome> {
	const { actor, now, directory } = scene.context;
	const possible = retraction(scene.flow, scene.state, actor, command.taskId);
	if (!possible.ok) return possible;
	const { task, run, results } = possible.value;
	const node = stepOf(scene.flow, run.nodeId);
	const from = results.flatMap((each) => tasksOf(scene.state, each.id));
	for (const result of results) {
		scene.cancel(tasksOf(scene.state, result.id), `${directory.nameOf(actor)}已收回`, 'retracted');
		scene.emit({
			type: 'runClosed',
			runId: result.id,
			status: 'retracted',
			completedBy: null,
			at: now,
		});
	}
	scene.emit({ type: 'tokenMoved', tokenId: run.tokenId, nodeId: run.nodeId });
	scene.emit({ type: 'runReopened', runId: run.id });
	scene.emit({ type: 'taskReopened', taskId: task.id, at: now });
	return scene.outcome({
		verb: 'retract',
		nodeId: node.id,
		nodeName: node.name,
		taskId: task.id,
		to: [...new Set(from.map((each) => each.assignee))],
	});
}
