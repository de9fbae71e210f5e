import type { Sent, Subject } from '../flow/flow-acts.ts';
import { act } from '../platform/act.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	coauthors: ['共同起草：{title}', 'Draft together: {title}'],
	attach: ['添加附件：{title}', 'Attach: {title}'],
	detach: ['移除附件：{title}', 'Remove attachment: {title}'],
});

/** Says who drafts together with the initiator. */
export function setCoauthors(on: Subject, uids: string[]): Sent {
	return act('document/coauthors', on.id, { uids }, { title: m.coauthors(on) });
}

export function attachFile(on: Pick<Subject, 'id' | 'title'>, fileId: string): Sent {
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
	input: { taskId: string; seriesId: string; reserved?: string },
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

/** 分发到单位: a letter of its own begins in each of them. */
export function dispatchToUnits(on: Subject, input: { unitIds: string[]; remark: string }): Sent {
	return act('document/dispatch', on.id, input, { queue: false });
}

/** 归档. */
export function fileDocument(
	on: Subject,
	input: { taskId: string; volumeId: string; remark: string },
): Sent<{ archiveNumber: string }> {
	return act('document/archive', on.id, input, { queue: false });
}
