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
});

/** The case an act is about; the title names the act in the outbox. */
export interface Subject {
	id: string;
	title: string;
	/** Address of its page. */
	link: string;
}

/** How an act ended. */
export type Sent<R = Record<string, unknown>> = Promise<ActOutcome<R>>;

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
