import { refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand, FlowOutcome, Scene } from './scene.ts';

/** 传阅 (routing 21), and the distribution of a finished document: reading tasks beside the flow. */
export function circulate(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'circulate' }>,
): Decision<FlowOutcome> {
	const { state, context } = scene;
	if (state.status === 'draft') return refuse('flow/draftNotCirculated');
	const unread = new Set(
		Object.values(state.reads)
			.filter((read) => read.status === 'unread')
			.map((read) => read.reader),
	);
	const uids = [...new Set(command.uids)].filter((uid) => !unread.has(uid));
	const wrong = uids.find((uid) => !context.directory.isActive(uid));
	if (wrong !== undefined)
		return refuse('flow/badHandler', { name: context.directory.nameOf(wrong) });
	if (uids.length === 0) return refuse('flow/noReader');
	for (const reader of uids)
		scene.emit({
			type: 'readOpened',
			read: {
				id: context.newId(),
				reader,
				sender: context.actor,
				status: 'unread',
				sentAt: context.now,
				readAt: null,
				remark: null,
			},
		});
	const verb = command.as ?? 'circulate';
	return scene.outcome({
		verb,
		opinion: command.remark.trim() || null,
		to: uids,
		printed: verb === 'distribute',
	});
}

/** 已阅: the reader confirms, with a remark if they like. */
export function markRead(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'read' }>,
): Decision<FlowOutcome> {
	const read = scene.state.reads[command.readId];
	if (read === undefined) return refuse('flow/noTask');
	if (read.reader !== scene.context.actor) return refuse('flow/notYours');
	if (read.status === 'read') return refuse('flow/alreadyRead');
	const remark = command.remark.trim() || null;
	scene.emit({ type: 'readDone', readId: read.id, at: scene.context.now, remark });
	return scene.outcome({
		verb: 'read',
		opinion: remark,
		taskId: read.id,
		printed: remark !== null,
	});
}
