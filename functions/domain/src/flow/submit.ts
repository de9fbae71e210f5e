import { grant, refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import type { TaskNode } from './definition.ts';
import type { Verdict } from './model.ts';
import { wordsOf, type FlowOutcome, type Held, type Scene } from './scene.ts';
import { settle } from './settle.ts';

type Submit = Extract<FlowCommand, { verb: 'submit' }>;

/** 提交: finishes my task; where that completes the step, the token moves on (routing 1–5, 17, 26). */
export function submit(scene: Scene, command: Submit): Decision<FlowOutcome> {
	const mine = scene.mine(command.taskId);
	if (!mine.ok) return mine;
	const held = mine.value;
	const opinion = wordsOf(command.opinion);
	if (held.task.kind === 'delegate') return answer(scene, held, opinion, command);
	const verdict = command.verdict ?? 'agree';
	const ready = readyToSubmit(scene, held, opinion, verdict);
	if (!ready.ok) return ready;

	scene.close(held.task, 'done', { opinion, verdict });
	const to = settle(scene, held, command);
	if (!to.ok) return to;
	if (scene.state.status === 'draft') scene.emit({ type: 'statusChanged', status: 'running' });
	const voted = held.node.mode === 'vote' ? 'vote' : 'submit';
	return scene.outcome({
		...scene.about(held),
		verb: verdict === 'disagree' ? 'reject' : voted,
		opinion,
		to: to.value,
	});
}

/** What a step asks for before it may be submitted. */
export function readyToSubmit(
	scene: Scene,
	{ node, run }: Held,
	opinion: string | null,
	verdict: Verdict,
): Decision<true> {
	if (verdict === 'disagree' && !mayDisagree(node, run.ticket !== null))
		return refuse('flow/noDisagree', { step: node.name });
	if (verdict === 'disagree' && opinion === null) return refuse('flow/reasonMissing');
	if (node.opinion === 'required' && opinion === null)
		return refuse('flow/opinionMissing', { box: node.opinionBox || '意见' });
	if (verdict === 'disagree') return grant(true);
	const field = missingField(node, scene.context.fields);
	if (field !== undefined) {
		const label = scene.flow.fields.find(({ id }) => id === field)?.label ?? field;
		return refuse('flow/fieldMissing', { field: label });
	}
	const duty = node.duties.find((each) => !scene.context.dutiesDone.has(each));
	return duty === undefined ? grant(true) : refuse(`flow/duty-${duty}`);
}

/** Whether handlers of a step may say no: in a vote always, else where something follows from it. */
export function mayDisagree(node: TaskNode, goesStraightBack: boolean): boolean {
	return !goesStraightBack && (node.disagree !== 'none' || node.mode === 'vote');
}

function missingField(node: TaskNode, fields: Readonly<Record<string, unknown>>) {
	return Object.entries(node.fields).find(([id, right]) => {
		const value = fields[id];
		const isEmpty = value === undefined || value === null || value === '';
		return right === 'required' && (isEmpty || (Array.isArray(value) && value.length === 0));
	})?.[0];
}

/** Answers whoever passed their task on for advice (委派): no verdict, and the task goes back. */
function answer(
	scene: Scene,
	held: Held,
	opinion: string | null,
	command: Submit,
): Decision<FlowOutcome> {
	if (opinion === null) return refuse('flow/answerMissing');
	scene.close(held.task, 'done', { opinion });
	const to = settle(scene, held, command);
	if (!to.ok) return to;
	return scene.outcome({ ...scene.about(held), verb: 'answer', opinion, to: to.value });
}

/** 代录 (routing 38): what somebody decided on paper, recorded with the scan it can be seen in. */
export function proxyRecord(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'proxyRecord' }>,
): Decision<FlowOutcome> {
	if (!scene.context.records) return refuse('flow/mayNotRecord');
	const found = scene.actable(command.taskId);
	if (!found.ok) return found;
	const held = found.value;
	const opinion = wordsOf(command.opinion);
	if (opinion === null)
		return refuse('flow/opinionMissing', { box: held.node.opinionBox || '意见' });
	if (command.scan.trim() === '') return refuse('flow/scanMissing');
	const verdict = command.verdict ?? 'agree';
	const ready = readyToSubmit(scene, held, opinion, verdict);
	if (!ready.ok) return ready;
	scene.close(held.task, 'done', { opinion, verdict, reason: `${scene.actorName}代录` });
	const to = settle(scene, held, command);
	if (!to.ok) return to;
	return scene.outcome({
		...scene.about(held),
		verb: 'proxyRecord',
		opinion,
		onBehalfOf: held.task.assignee,
		to: to.value,
		note: `代录，原件：${command.scan}`,
	});
}
