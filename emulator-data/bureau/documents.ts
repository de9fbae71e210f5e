import { archivedDocuments } from './documents-finished.ts';
import { incomingDocuments } from './documents-incoming.ts';
import { runningDocuments } from './documents-running.ts';
import type { SampleDocument } from './story.ts';

/** Documents of the sample bureau in every state, told as stories that the real engine replays. */
export function documents(year: number): SampleDocument[] {
	return [...archivedDocuments(year), ...runningDocuments(year), ...incomingDocuments(year)];
}
