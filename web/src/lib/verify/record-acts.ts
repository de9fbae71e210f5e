import { act } from '#lib/platform/act.svelte.ts';

/** Takes its force from the public record of a document, for a reason everybody reads. */
export function revokeRecord(documentId: string, reason: string) {
	return act('verification/revoke', documentId, { reason }, { queue: false });
}

/** Says that the sealed file of another code takes the place of a document. */
export function replaceRecord(documentId: string, by: string, reason: string) {
	return act('verification/replace', documentId, { by, reason }, { queue: false });
}

/** Confirms, as a second person, that an ended record is in force again; or drops the proposal. */
export function settleRestore(documentId: string, confirmed: boolean) {
	const type = confirmed ? 'verification/restore' : 'verification/dropRestore';
	return act(type, documentId, {}, { queue: false });
}
