import { goto } from '$app/navigation';
import { beginApproval } from '../approvals/approval-acts.ts';
import { act } from '../platform/act.svelte.ts';
import type { Beginning } from './beginnings.ts';

/** Begins what was chosen and opens it; where it is refused, the page stays and says why. */
export async function begin(chosen: Beginning): Promise<void> {
	if (chosen.kind === 'incoming') return goto('/documents/new?tab=incoming');
	if (chosen.kind === 'approval') {
		const answer = await beginApproval(chosen.flowId);
		if (answer.ok) await goto(`/approvals/${answer.result.id}`);
		return;
	}
	const id = crypto.randomUUID();
	const input = { templateId: chosen.template.id };
	const answer = await act('document/create', id, input, { queue: false });
	if (answer.ok) await goto(`/documents/${id}`);
}
