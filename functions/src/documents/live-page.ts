import { createHash } from 'node:crypto';
import { bodySchema } from '@wenshu/domain/document/body-check.ts';
import { idSchema } from '@wenshu/domain/access/model.ts';
import { freezeText } from '@wenshu/domain/document/freeze.ts';
import { elementsSchema, type OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { z } from 'zod';
import { layoutPages } from '../layout/layout.ts';
import { mergeElements } from './draft.ts';
import { printable } from './print.ts';

/** A text as its writer has it on the screen, with the pages that stand there already. */
export const liveSchema = z.object({
	op: z.literal('live'),
	documentId: idSchema,
	body: bodySchema,
	elements: elementsSchema.partial(),
	/** Hashes of the pages the client has; these are not sent again. */
	known: z.array(z.string().max(64)).max(500),
});

/** A page by its hash; `svg` is null when the client has it. */
export interface LivePage {
	hash: string;
	svg: string | null;
}

/**
 * Sets what is being typed, without storing it; always marked as a preview. Only pages that changed are
 * sent: a typed word costs one page of about 200 kB.
 */
export async function livePage(
	document: OfficialDocument,
	{ body, elements, known }: z.output<typeof liveSchema>,
) {
	const typed = { ...document, elements: mergeElements(document.elements, elements) };
	const { page, ...options } = await printable(typed, freezeText(body), PREVIEW_WATERMARK);
	const { pages, ...laid } = await layoutPages(page, options);
	const has = new Set(known);
	return {
		pageCount: laid.pageCount,
		warnings: laid.warnings,
		sealAnchor: laid.sealAnchor,
		pages: pages.map((svg): LivePage => {
			const hash = createHash('sha256').update(svg).digest('hex').slice(0, 20);
			return { hash, svg: has.has(hash) ? null : svg };
		}),
	};
}
