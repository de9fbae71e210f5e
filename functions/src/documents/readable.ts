import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { may, readActor } from '../platform/act.ts';
import type { Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';

/** A document that the caller may read. */
export async function readableDocument(
	documentId: string,
	caller: Caller,
): Promise<Decision<OfficialDocument>> {
	const work = new UnitOfWork(db);
	const [actor, document] = await Promise.all([
		readActor(work, caller),
		work.get<OfficialDocument>(`documents/${documentId}`),
	]);
	if (!actor.ok) return actor;
	if (document === null) return refuse('core/notFound');
	return document.readers.includes(actor.value.uid) || may(actor.value, 'document.readAll')
		? { ok: true, value: document }
		: refuse('document/noReader');
}
