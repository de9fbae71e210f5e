import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import type { ReadTask } from './model.ts';
import { activePeople } from './onward.ts';
import { wordsOf, type FlowOutcome, type Scene } from './scene.ts';

type Command<Verb extends FlowCommand['verb']> = Extract<FlowCommand, { verb: Verb }>;

/** Opens reading tasks for those who do not have one of the kind unread; nobody left is a refusal. */
function openReads(
	scene: Scene,
	kind: ReadTask['kind'],
	uids: readonly string[],
	words: string | null,
): Decision<string[]> {
	const { context, state } = scene;
	const has = (uid: string) =>
		Object.values(state.reads).some(
			(read) => read.kind === kind && read.reader === uid && read.status === 'unread',
		);
	const people = activePeople(scene, uids);
	if (!people.ok) return people.code === 'flow/nobodyNamed' ? refuse('flow/noReader') : people;
	const fresh = people.value.filter((uid) => !has(uid));
	if (fresh.length === 0) return refuse('flow/noReader');
	for (const reader of fresh) {
		const read: ReadTask = {
			id: context.newId(),
			kind,
			words,
			reader,
			sender: context.actor,
			status: 'unread',
			sentAt: context.now,
			readAt: null,
			remark: null,
		};
		scene.emit({ type: 'readOpened', read });
	}
	return { ok: true, value: fresh };
}

/** 传阅 (routing 21), and the distribution of a finished document: reading tasks beside the flow. */
export function circulate(scene: Scene, command: Command<'circulate'>): Decision<FlowOutcome> {
	if (scene.state.status === 'draft') return refuse('flow/draftNotCirculated');
	const verb = command.as ?? 'circulate';
	const opinion = wordsOf(command.remark);
	const to = openReads(scene, verb, command.uids, opinion);
	if (!to.ok) return to;
	return scene.outcome({ verb, opinion, to: to.value, printed: verb === 'distribute' });
}

/** 征求意见 (routing 22): a question outside the verdict; the answer comes as a remark. */
export function ask(scene: Scene, command: Command<'ask'>): Decision<FlowOutcome> {
	const { state, context } = scene;
	const isHolder = Object.values(state.tasks).some(
		(task) => task.assignee === context.actor && task.status === 'open',
	);
	if (!isHolder && !context.supervises) return refuse('flow/mayNotAsk');
	const question = wordsOf(command.question);
	if (question === null) return refuse('flow/questionMissing');
	const to = openReads(scene, 'ask', command.uids, question);
	if (!to.ok) return to;
	return scene.outcome({ verb: 'ask', opinion: question, to: to.value, printed: false });
}

/** 已阅: the reader confirms, with a remark if they like; a question wants an answer, and is recorded as one. */
export function markRead(scene: Scene, command: Command<'read'>): Decision<FlowOutcome> {
	const read = scene.state.reads[command.readId];
	if (read === undefined) return refuse('flow/noTask');
	if (read.reader !== scene.context.actor) return refuse('flow/notYours');
	if (read.status === 'withdrawn') return refuse('flow/readWithdrawn');
	if (read.status === 'read') return refuse('flow/alreadyRead');
	const remark = wordsOf(command.remark);
	if (read.kind === 'ask' && remark === null) return refuse('flow/answerMissing');
	scene.emit({ type: 'readDone', readId: read.id, at: scene.context.now, remark });
	return scene.outcome({
		verb: read.kind === 'ask' ? 'answer' : 'read',
		opinion: remark,
		taskId: read.id,
		printed: remark !== null && read.kind !== 'ask',
	});
}

/** The sender takes back what nobody has read yet. */
export function withdraw(scene: Scene, command: Command<'withdraw'>): Decision<FlowOutcome> {
	const read = scene.state.reads[command.readId];
	if (read === undefined) return refuse('flow/noTask');
	if (read.sender !== scene.context.actor && !scene.context.supervises)
		return refuse('flow/notYours');
	if (read.status !== 'unread') return refuse('flow/alreadyRead');
	scene.emit({ type: 'readWithdrawn', readId: read.id, at: scene.context.now });
	return scene.outcome({ verb: 'withdraw', taskId: read.id, to: [read.reader], printed: false });
}
