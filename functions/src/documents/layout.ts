import { idSchema } from '@wenshu/domain/access/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { z } from 'zod';
import { checkDocument } from '../conformity/check-document.ts';
import { blobs } from '../files/blobs.ts';
import { layoutPages, layoutPdf } from '../layout/layout.ts';
import { callable } from '../platform/callable.ts';
import { checkSealed } from '../seals/check.ts';
import { livePage, liveSchema } from './live-page.ts';
import { printable, printableText } from './print.ts';
import { readableDocument } from './readable.ts';

const layoutSchema = z.discriminatedUnion('op', [
	z.object({ op: z.enum(['preview', 'pdf', 'check', 'conformity']), documentId: idSchema }),
	liveSchema,
]);

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

/**
 * Pages of a document for its readers: preview, PDF, the check that nothing sealed was altered, and the check
 * of the page against GB/T 9704-2012.
 */
export const layout = callable(
	'layout',
	layoutSchema,
	async (input, caller) => {
		const { op } = input;
		const found = await readableDocument(input.documentId, caller);
		if (!found.ok) return found;
		const document = found.value;
		if (op === 'live') return { ok: true, result: await livePage(document, input) };
		if (op === 'preview') return { ok: true, result: await preview(document) };
		if (op === 'pdf') return { ok: true, result: await pdf(document) };
		if (op === 'conformity') return { ok: true, result: await checkDocument(document) };
		return { ok: true, result: await checkSealed(document) };
	},
	{ memory: '1GiB', concurrency: 4 },
);
