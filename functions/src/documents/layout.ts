import { idSchema } from '@wenshu/domain/access/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import { z } from 'zod';
import { checkDocument } from '../conformity/check-document.ts';
import { blobs } from '../files/blobs.ts';
import { recordDownload } from '../files/download-log.ts';
import { layoutPdf, layoutSet } from '../layout/layout.ts';
import { packPages } from '../layout/pack-pages.ts';
import { readActor } from '../platform/act.ts';
import { callable, type Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { checkSealed } from '../seals/check.ts';
import { livePage, liveSchema } from './live-page.ts';
import { printable, printableText } from './print.ts';
import { readableDocument } from './readable.ts';

const layoutSchema = z.discriminatedUnion('op', [
	z.object({
		op: z.enum(['preview', 'pdf', 'check', 'conformity']),
		documentId: idSchema,
		/** The page of the app that asks, for the log of downloads. */
		page: z.string().max(200).default(''),
	}),
	liveSchema,
]);

async function preview(document: OfficialDocument) {
	const text = await printableText(document.id);
	const watermark = document.seal === null ? PREVIEW_WATERMARK : null;
	const { page, ...options } = await printable(document, text, watermark);
	const laid = await layoutSet(page, options);
	const { set, warnings, pageCount, sealAnchors, fontsUsed, standIns } = laid;
	const anchor = sealAnchors[sealsOf(document).length] ?? null;
	const packed = await packPages(set);
	return { packed, warnings, pageCount, sealAnchor: anchor, fontsUsed, standIns };
}

/** Writes down that the sealed file was handed out. */
async function record(document: OfficialDocument, page: string, caller: Caller): Promise<void> {
	if (document.seal === null) return;
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return;
	const owner = { kind: 'document' as const, id: document.id };
	const file = { id: document.seal.fileId, name: `${document.elements.title}.pdf`, owner };
	await recordDownload(work, file, { actor: actor.value, page, at: new Date() });
	await work.commit();
}

async function pdf(document: OfficialDocument) {
	const name = `${document.elements.title || '未命名'}.pdf`;
	if (document.seal !== null) {
		const bytes = await blobs.read(document.seal.fileId);
		return { base64: bytes.toString('base64'), name, sealed: true };
	}
	const text = await printableText(document.id);
	const { page, ...options } = await printable(document, text, PREVIEW_WATERMARK);
	const laid = await layoutPdf(page, options);
	return { base64: Buffer.from(laid.pdf).toString('base64'), name, sealed: false };
}

/**
 * Pages of a document for its readers: preview, PDF, the check that nothing sealed was altered, and the check
 * of the page against GB/T 9704-2012.
 */
export const layout = callable(
	'layout',
	layoutSchema,
	async (input, caller) => {
		if (input.op === 'live') return livePage(input, caller);
		const found = await readableDocument(input.documentId, caller);
		if (!found.ok) return found;
		const document = found.value;
		if (input.op === 'preview') return { ok: true, result: await preview(document) };
		if (input.op === 'pdf') {
			await record(document, input.page, caller);
			return { ok: true, result: await pdf(document) };
		}
		if (input.op === 'conformity') {
			const checked = await checkDocument(document);
			return checked.ok ? { ok: true, result: checked.value } : checked;
		}
		return { ok: true, result: await checkSealed(document) };
	},
	{ memory: '1GiB', concurrency: 4 },
);
