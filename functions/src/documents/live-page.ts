import { bodySchema } from '@wenshu/domain/document/body-check.ts';
import { cleanBody } from '@wenshu/domain/document/body.ts';
import { idSchema } from '@wenshu/domain/access/model.ts';
import { elementsSchema } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { z } from 'zod';
import { officeFonts } from '../fonts/office-fonts.ts';
import { layoutSet } from '../layout/layout.ts';
import { packPages } from '../layout/pack-pages.ts';
import type { Caller } from '../platform/callable.ts';
import { mergeElements } from './draft.ts';
import { printable } from './print.ts';
import { readableDocument } from './readable.ts';

/** A text as its writer has it on the screen, with the pages that stand there already. */
export const liveSchema = z.object({
	op: z.literal('live'),
	documentId: idSchema,
	body: bodySchema,
	elements: elementsSchema.partial(),
	/** Hashes of the pages the client has; these are not sent again. */
	known: z.array(z.string().max(64)).max(500),
});

/**
 * Sets what is being typed, without storing it; always marked as a preview. Only pages that changed are
 * sent: a typed word costs one page of about 10 kB.
 */
export async function livePage(
	{ documentId, body, elements, known }: z.output<typeof liveSchema>,
	caller: Caller,
) {
	// Every round to the database is felt while somebody types: all is read at once.
	const [found, fonts] = await Promise.all([readableDocument(documentId, caller), officeFonts()]);
	if (!found.ok) return found;
	const document = found.value;
	const typed = { ...document, elements: mergeElements(document.elements, elements) };
	const text = { clean: cleanBody(body) };
	const paper = await printable(typed, text, PREVIEW_WATERMARK, undefined, fonts);
	const { page, ...options } = paper;
	const { set, pageCount, warnings, sealAnchor } = await layoutSet(page, { ...options, known });
	const packed = await packPages(set);
	return { ok: true, result: { packed, pageCount, warnings, sealAnchor } };
}
