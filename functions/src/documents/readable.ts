import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { may, readSignedIn } from '../platform/act.ts';
import type { Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';

/** A document that the caller may read. */
export async function readableDocument(
	documentId: string,
	caller: Caller,
): Promise<Decision<OfficialDocument>> {
	const work = new UnitOfWork(db);
	const [reader, document] = await Promise.all([
		readSignedIn(work, caller),
		work.get<OfficialDocument>(`documents/${documentId}`),
	]);
	if (!reader.ok) return reader;
	if (document === null) return refuse('core/notFound');
	return document.readers.includes(reader.value.uid) || may(reader.value, 'document.readAll')
		? { ok: true, value: document }
		: refuse('document/noReader');
}
