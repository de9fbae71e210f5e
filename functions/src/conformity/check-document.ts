import type { ConformityReport } from '@wenshu/domain/conformity/conformity.ts';
import { grant, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { printable, printableText } from '../documents/print.ts';
import { blobs } from '../files/blobs.ts';
import { layoutPdf } from '../layout/layout.ts';
import { checker } from './checker.ts';

/**
 * Checks the file of a document: the sealed one, else the one that would be printed now. The layout is asked
 * only what the file should show and how many lines a page has; everything else is read from the file.
 */
export async function checkDocument(
	document: OfficialDocument,
): Promise<Decision<ConformityReport>> {
	const sealed = document.seal !== null;
	const text = await printableText(document.id);
	const { page, ...options } = await printable(document, text, sealed ? null : PREVIEW_WATERMARK);
	const { pdf, warnings } = await layoutPdf(page, options);
	const file = document.seal === null ? pdf : await blobs.read(document.seal.fileId);
	const respaced = warnings.find((warning) => warning.code === 'layout/respaced');
	const lines = respaced && Number(respaced.detail['lines']);
	const found = await checker.check({ pdf: file, page, lines });
	if (!found.ok) return found;
	const { pages, clauses } = found.value;
	return grant({ sealed, pages, clauses });
}
