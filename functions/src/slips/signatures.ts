import { createHash } from 'node:crypto';
import {
	opinionDigestText,
	type OpinionSignature,
} from '@wenshu/domain/document/opinion-signature.ts';
import type { TrailEntry } from '@wenshu/domain/flow/model.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** The handwritten signatures under the opinions of a case, by their task. */
export type Signatures = ReadonlyMap<string, OpinionSignature>;

/** Reads them; whoever may read the case may see them (SE-2). */
export async function readSignatures(work: UnitOfWork, caseId: string): Promise<Signatures> {
	const found = await work.query<OpinionSignature>((db) =>
		db.collection(`instances/${caseId}/signatures`),
	);
	return new Map(found.map((each) => [each.taskId, each]));
}

/**
 * Whether an opinion bears its author's handwritten signature: put on by that person for this very opinion,
 * whose words are unchanged. Never where somebody else wrote in their name.
 */
export function isSignedBy(caseId: string, entry: TrailEntry, signatures: Signatures): boolean {
	const { taskId, opinion, onBehalfOf, actor } = entry;
	const signature = signatures.get(taskId ?? '');
	if (signature === undefined || onBehalfOf !== null || signature.uid !== actor) return false;
	const text = opinionDigestText(caseId, signature.taskId, opinion ?? '');
	return createHash('sha256').update(text).digest('hex') === signature.textSha256;
}

/** The pictures that belong on the form: coarse, with day and purpose written across, as `opinion.ts` made them. */
export function picturesOf(
	trail: readonly TrailEntry[],
	signatures: Signatures,
	isSigned: (entry: TrailEntry) => boolean,
): Map<string, Uint8Array> {
	const tasks = trail.filter(isSigned).map(({ taskId }) => taskId ?? '');
	return new Map(
		tasks.flatMap((task) => {
			const picture = signatures.get(task)?.picture;
			return picture === undefined ? [] : [[task, Buffer.from(picture, 'base64')] as const];
		}),
	);
}
