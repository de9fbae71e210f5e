import type { Sent, Subject } from '../flow/flow-acts.ts';
import { act } from '../platform/act.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	attach: ['添加附件：{title}', 'Attach: {title}'],
	detach: ['移除附件：{title}', 'Remove attachment: {title}'],
});

/** Begins a matter on the form of a flow; its id is made here. */
export function beginApproval(flowId: string): Sent<{ id: string }> {
	const input = { flowId, title: '', fields: {} };
	return act('approval/create', crypto.randomUUID(), input, { queue: false });
}

/** Removes a draft of one's own. */
export function removeApproval(on: Subject): Sent {
	return act('approval/remove', on.id, {}, { queue: false });
}

export function attachFile(on: Subject, fileId: string): Sent {
	return act('approval/attach', on.id, { fileId }, { title: m.attach({ title: on.title }) });
}

export function detachFile(on: Subject, fileId: string): Sent {
	return act('approval/detach', on.id, { fileId }, { title: m.detach({ title: on.title }) });
}
