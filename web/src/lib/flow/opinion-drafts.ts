import type { OpinionDraft } from '@wenshu/domain/flow/model.ts';
import { readDoc } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import { mergeDoc, now, removeDoc } from '../platform/write.ts';

const prefix = 'wenshu.opinion.';

/** The opinion a person began to write for a task and did not hand in, kept in this browser. */
export function draftOpinion(taskId: string): string {
	return localStorage.getItem(prefix + taskId) ?? '';
}

/** Keeps an unfinished opinion; an empty one is forgotten. */
export function keepOpinion(taskId: string, text: string): void {
	if (text === '') localStorage.removeItem(prefix + taskId);
	else localStorage.setItem(prefix + taskId, text);
}

const pathOf = (taskId: string) => `opinionDrafts/${taskId}_${session.uid}`;

/** Words put aside for a task (暂存), from whatever device; null where there are none. */
export function savedOpinion(taskId: string): Promise<OpinionDraft | null> {
	return readDoc<OpinionDraft>(pathOf(taskId));
}

/** Puts words aside: other devices find them, and what led to the task can no longer be taken back. */
export function saveOpinion(taskId: string, instanceId: string, text: string): Promise<void> {
	return mergeDoc(pathOf(taskId), {
		uid: session.uid,
		taskId,
		instanceId,
		text,
		savedAt: now(),
	} satisfies Record<keyof OpinionDraft, unknown>);
}

/** Takes words put aside away again. */
export function dropOpinion(taskId: string): Promise<void> {
	return removeDoc(pathOf(taskId));
}
