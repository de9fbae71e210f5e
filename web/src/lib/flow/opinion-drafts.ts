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
