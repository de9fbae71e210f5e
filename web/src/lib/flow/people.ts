import { directory } from '../platform/directory.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import type { CaseView } from './case-view.svelte.ts';

/** Everybody at work but me, and those who already have a say on a run. */
export function peopleBesides({ instance }: CaseView, runId?: string): string[] {
	const there = new Set(
		Object.values(instance?.state.tasks ?? {})
			.filter(
				({ runId: on, status, kind }) =>
					on === runId &&
					(status === 'open' || status === 'waiting' || (status === 'done' && kind !== 'delegate')),
			)
			.map(({ assignee }) => assignee),
	);
	return directory.people
		.filter(({ uid, disabled }) => !disabled && uid !== session.uid && !there.has(uid))
		.map(({ uid }) => uid);
}
