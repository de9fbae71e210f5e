import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { closingOf } from '@wenshu/domain/document/elements.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { SealPlace } from '@wenshu/domain/document/seal-place.ts';
import { mayUseSeal, type SealRecord } from '@wenshu/domain/document/seal.ts';
import {
	nextOrgan,
	nextSignatory,
	sealsOf,
	signatoriesOf,
} from '@wenshu/domain/document/sealing.ts';
import { z } from 'zod';
import type { DocumentCase } from '../documents/acts.ts';
import { readForDuty, type DutyContext } from '../documents/duties.ts';
import { forbidden, may } from '../platform/act.ts';
import type { Purpose } from './unlock.ts';

/** What both preview and sealing say: which seal, on which document, where, why. */
export const pressingSchema = z.object({
	id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
	documentId: idSchema,
	taskId: z.string().min(1).max(128),
	sealId: idSchema,
	password: z.string().min(1).max(200),
	/** Why it is used (用印事由). */
	reason: z.string().trim().max(200).optional(),
	/** Where the picture's centre goes; absent: its own place. */
	place: z
		.object({
			page: z.number().int().min(1).max(2000),
			xMm: z.number().min(0).max(420),
			yMm: z.number().min(0).max(420),
		})
		.optional(),
});
export type Pressing = z.infer<typeof pressingSchema>;

/** A document and a seal that may meet now. */
export interface Ready {
	found: DocumentCase;
	document: OfficialDocument;
	seal: SealRecord;
	/** Which organ seals now, from 0. */
	turn: number;
}

/** Whether this person may put this seal on this document now; everything but the password. */
export async function mayPress(context: DutyContext, input: Pressing): Promise<Decision<Ready>> {
	const { work, actor, now } = context;
	const found = await readForDuty(context, input.taskId, 'seal');
	if (!found.ok) return found;
	const { document } = found.value;
	if (document.seal !== null) return refuse('seal/already');
	if (document.number === null) return refuse('seal/notNumbered');
	const seal = mayUseSeal(await work.get<SealRecord>(`seals/${input.sealId}`), actor.uid, now);
	if (!seal.ok) return seal;
	const fits = fitsClosing(document, seal.value);
	if (!fits.ok) return fits;
	const ready = await haveSignatures(context, document, seal.value);
	if (!ready.ok) return ready;
	// A signature is its owner's own affair; an organ's seal needs the office's trust.
	if (seal.value.kind !== 'signature' && !may(actor, 'seal.use')) return forbidden('seal.use');
	const turn = sealsOf(document).length;
	return { ok: true, value: { found: found.value, document, seal: seal.value, turn } };
}

/** Whether this kind of seal closes this document, and whether its organ is the next one. */
function fitsClosing(document: OfficialDocument, seal: SealRecord): Decision<true> {
	const closing = closingOf(document.elements);
	if (closing === '不盖章') return refuse('seal/noneWanted');
	if (closing === '签名章') {
		if (seal.kind !== 'signature') return refuse('seal/wantsSignature');
		// In the order of the organs, each by whom it is that signs for it and by nobody else.
		const next = nextSignatory(document);
		const isTheirs =
			next !== null &&
			(next.uid === null ? seal.name === next.name : seal.keepers.includes(next.uid));
		return isTheirs
			? { ok: true, value: true }
			: refuse('seal/notSigner', { name: next?.name ?? '' });
	}
	if (seal.kind === 'signature') return refuse('seal/wantsSeal');
	const isJoint = (document.elements.jointOrgans ?? []).length > 0;
	const next = nextOrgan(document);
	if (isJoint && next !== seal.name) return refuse('seal/otherOrgan', { name: next ?? '' });
	return { ok: true, value: true };
}

/**
 * Whether every other organ’s signatory is named and has a signature, before the first one is stamped: after
 * that nothing can be changed, and the document would never be finished.
 */
async function haveSignatures(
	{ work, now }: DutyContext,
	document: OfficialDocument,
	first: SealRecord,
): Promise<Decision<true>> {
	if (first.kind !== 'signature' || sealsOf(document).length > 0) return { ok: true, value: true };
	for (const { organ, name } of signatoriesOf(document).slice(1)) {
		if (name === '') return refuse('seal/signerUnnamed', { organ });
		const found = await work.query<SealRecord>((db) =>
			db.collection('seals').where('name', '==', name),
		);
		const isUsable = (seal: SealRecord) =>
			seal.kind === 'signature' && mayUseSeal(seal, seal.keepers[0] ?? '', now).ok;
		if (!found.some(isUsable)) return refuse('seal/signerWithout', { name });
	}
	return { ok: true, value: true };
}

/** The line of the register about this use. */
export function purposeOf(
	{ document }: Pick<Ready, 'document'>,
	input: { reason?: string | undefined; place?: SealPlace | undefined },
	action: Purpose['action'],
): Purpose {
	return {
		action,
		reason: input.reason || '公文用印',
		documentId: document.id,
		title: document.elements.title,
		number: document.number,
		page: input.place?.page ?? null,
	};
}
