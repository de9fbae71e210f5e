import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	submit: ['办理：{title}', 'Handle: {title}'],
	return: ['退回：{title}', 'Return: {title}'],
	transfer: ['转办：{title}', 'Pass on: {title}'],
	circulate: ['传阅：{title}', 'Circulate: {title}'],
	read: ['已阅：{title}', 'Read: {title}'],
	retract: ['收回：{title}', 'Retract: {title}'],
	urge: ['催办：{title}', 'Urge: {title}'],
	terminate: ['终止：{title}', 'Terminate: {title}'],
	coauthors: ['共同起草：{title}', 'Draft together: {title}'],
	attach: ['添加附件：{title}', 'Attach: {title}'],
	detach: ['移除附件：{title}', 'Remove attachment: {title}'],
});

/** The document an act is about; the title names the act in the outbox. */
export interface Subject {
	id: string;
	title: string;
}

type Sent<R = Record<string, unknown>> = Promise<ActOutcome<R>>;

/** Hands my task in and sends the case on its way. */
export function submitTask(
	on: Subject,
	input: {
		taskId: string;
		edgeId: string | null;
		chosen: Record<string, string[]>;
		opinion: string;
	},
): Sent {
	return act('flow/submit', on.id, input, { title: m.submit(on) });
}

/** 退回. */
export function returnTask(
	on: Subject,
	input: { taskId: string; toNodeId: string; straightBack: boolean; reason: string },
): Sent {
	return act('flow/return', on.id, input, { title: m.return(on) });
}

/** 转办. */
export function transferTask(
	on: Subject,
	input: { taskId: string; uid: string; opinion: string },
): Sent {
	return act('flow/transfer', on.id, input, { title: m.transfer(on) });
}

/** 传阅. */
export function circulate(on: Subject, input: { uids: string[]; remark: string }): Sent {
	return act('flow/circulate', on.id, input, { title: m.circulate(on) });
}

/** 已阅, with a remark if the reader likes. */
export function confirmRead(on: Subject, input: { readId: string; remark: string }): Sent {
	return act('flow/read', on.id, input, { title: m.read(on) });
}

/** 收回. Never queued: whether it is possible changes by the minute. */
export function retractTask(on: Subject, taskId: string): Sent {
	return act('flow/retract', on.id, { taskId }, { title: m.retract(on), queue: false });
}

/** 催办. */
export function urge(on: Subject, message: string): Sent {
	return act('flow/urge', on.id, { message }, { title: m.urge(on) });
}

/** 终止. */
export function terminate(on: Subject, reason: string): Sent {
	return act('flow/terminate', on.id, { reason }, { title: m.terminate(on), queue: false });
}

/** Says who drafts together with the initiator. */
export function setCoauthors(on: Subject, uids: string[]): Sent {
	return act('document/coauthors', on.id, { uids }, { title: m.coauthors(on) });
}

export function attachFile(on: Subject, fileId: string): Sent {
	return act('document/attach', on.id, { fileId }, { title: m.attach(on) });
}

export function detachFile(on: Subject, fileId: string): Sent {
	return act('document/detach', on.id, { fileId }, { title: m.detach(on) });
}

/** Removes a draft of one's own. */
export function removeDraft(on: Subject): Sent {
	return act('document/remove', on.id, {}, { queue: false });
}

/** 编号: fixes the number; never queued, for a number is only known from the server. */
export function giveNumber(
	on: Subject,
	input: { taskId: string; seriesId: string },
): Sent<{ number: string }> {
	return act('document/number', on.id, input, { queue: false });
}

/** 分发. */
export function distribute(
	on: Subject,
	input: { taskId: string; uids: string[]; remark: string },
): Sent {
	return act('document/distribute', on.id, input, { queue: false });
}

/** 归档. */
export function fileDocument(
	on: Subject,
	input: { taskId: string; volumeId: string; remark: string },
): Sent<{ archiveNumber: string }> {
	return act('document/archive', on.id, input, { queue: false });
}
