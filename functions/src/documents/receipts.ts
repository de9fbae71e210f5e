import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Move } from '../flow/subject.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { takeNumber } from './numbering.ts';

/** The number series of letters received. */
export const REGISTER = 'incoming';

/** Whether a dispatched letter can be signed for: its register must be there. */
export async function mayReceive(
	work: UnitOfWork,
	{ source, number }: OfficialDocument,
): Promise<Decision<true>> {
	if (!source || number !== null) return { ok: true, value: true };
	const series = await work.get(`series/${REGISTER}`);
	return series === null ? refuse('document/seriesMissing') : { ok: true, value: true };
}

/**
 * 签收: a letter from another unit leaves the desk of its receiver. It takes its register number now, so
 * that what nobody ever signs for leaves no gap, and the document it came of learns who has it.
 */
export async function signFor(
	work: UnitOfWork,
	before: OfficialDocument,
	after: OfficialDocument,
	{ actor, now }: Pick<Move, 'actor' | 'now'>,
): Promise<OfficialDocument> {
	const { source, id } = after;
	if (!source || before.status !== 'draft' || after.status !== 'running') return after;
	const path = `documents/${source.documentId}`;
	const origin = await work.get<OfficialDocument>(path);
	const dispatches = origin?.dispatches ?? [];
	const receipt = { receivedAt: now, receivedBy: actor.uid, receivedByName: actor.person.name };
	if (origin !== null)
		work.put(path, {
			...origin,
			dispatches: dispatches.map((each) =>
				each.documentId === id ? { ...each, ...receipt } : each,
			),
		});
	if (after.number !== null) return after;
	const taken = await takeNumber({ work, actor, now, act: { target: id } }, REGISTER, now);
	if (!taken.ok) throw new Error(`register of ${id}: ${taken.code}`);
	return { ...after, number: taken.value, seriesId: REGISTER };
}
