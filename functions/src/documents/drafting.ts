import type { Decision } from '@wenshu/domain/core/decision.ts';
import { cleanBody, emptyBody } from '@wenshu/domain/document/body.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { unitsBelow } from '@wenshu/domain/drafting/below.ts';
import { refuseDraft } from '@wenshu/domain/drafting/check-draft.ts';
import { readDirectory } from '../organisation/directory.ts';
import { db } from '../platform/firebase.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { loadText } from '../text/load.ts';

/** Refuses what the regulation forbids outright, before an outgoing document is handed on. */
export async function mayLeaveDraft(
	work: UnitOfWork,
	document: OfficialDocument,
): Promise<Decision<true>> {
	// What has its number is past drafting, and a received letter is not ours to check.
	if (document.direction === 'incoming' || document.frozen || document.number !== null)
		return { ok: true, value: true };
	const [{ units }, text] = await Promise.all([readDirectory(work), loadText(db, document.id)]);
	return refuseDraft({
		elements: document.elements,
		issuer: document.issuer,
		body: cleanBody(text?.body ?? emptyBody()),
		status: document.status,
		...unitsBelow(units),
		suggestions: 0,
		notes: 0,
	});
}
