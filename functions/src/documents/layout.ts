import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { z } from 'zod';
import { blobs } from '../files/blobs.ts';
import { layoutPages, layoutPdf } from '../layout/layout.ts';
import { may, readActor } from '../platform/act.ts';
import { callable, type Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { checkSealed } from '../seals/check.ts';
import { printable, printableText } from './print.ts';

const layoutSchema = z.object({
	op: z.enum(['preview', 'pdf', 'check']),
	documentId: idSchema,
});

async function readable(documentId: string, caller: Caller): Promise<Decision<OfficialDocument>> {
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return actor;
	const document = await work.get<OfficialDocument>(`documents/${documentId}`);
	if (document === null) return refuse('core/notFound');
	return document.readers.includes(actor.value.uid) || may(actor.value, 'document.readAll')
		? { ok: true, value: document }
		: refuse('document/noReader');
}

async function preview(document: OfficialDocument) {
	const text = await printableText(document.id);
	const watermark = document.seal === null ? PREVIEW_WATERMARK : null;
	const { page, pictures } = await printable(document, text, watermark);
	const { pages, warnings, pageCount, sealAnchor } = await layoutPages(page, { pictures });
	return { pages, warnings, pageCount, sealAnchor };
}

async function pdf(document: OfficialDocument) {
	const name = `${document.elements.title || '未命名'}.pdf`;
	if (document.seal !== null) {
		const bytes = await blobs.read(document.seal.fileId);
		return { base64: bytes.toString('base64'), name, sealed: true };
	}
	const text = await printableText(document.id);
	const { page, pictures } = await printable(document, text, PREVIEW_WATERMARK);
	const laid = await layoutPdf(page, { pictures });
	return { base64: Buffer.from(laid.pdf).toString('base64'), name, sealed: false };
}

/** Pages of a document for its readers: preview, PDF, and the check that nothing sealed was altered. */
export const layout = callable(
	'layout',
	layoutSchema,
	async ({ op, documentId }, caller) => {
		const found = await readable(documentId, caller);
		if (!found.ok) return found;
		const document = found.value;
		if (op === 'preview') return { ok: true, result: await preview(document) };
		if (op === 'pdf') return { ok: true, result: await pdf(document) };
		return { ok: true, result: await checkSealed(document) };
	},
	{ memory: '1GiB', concurrency: 4 },
);
