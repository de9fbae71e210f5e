import { createHash } from 'node:crypto';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { emptyBody, picturesOf } from '@wenshu/domain/document/body.ts';
import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { pageOf } from '@wenshu/domain/document/page-of.ts';
import type { Page } from '@wenshu/domain/document/page.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { blobs } from '../files/blobs.ts';
import { officeFonts, type OfficeFonts } from '../fonts/office-fonts.ts';
import { db } from '../platform/firebase.ts';
import { freezeText } from '@wenshu/domain/document/freeze.ts';
import { loadText } from '../text/load.ts';
import { verificationFor } from '../verification/registry.ts';

/** The text of a document as it would be printed now, with its hash. */
export interface PrintableText {
	clean: BodyNode;
	marked: BodyNode;
	sha256: string;
}

/** Replays the log of a document's text. */
export async function printableText(documentId: string): Promise<PrintableText> {
	const text = await loadText(db, documentId);
	return freezeText(text?.body ?? emptyBody());
}

/** SHA-256 (hex) of the elements, independent of the order of keys. */
export function elementsHash(elements: Elements): string {
	const sorted = Object.entries(elements).sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** Everything the layout engine needs for a document. */
export async function printable(
	document: OfficialDocument,
	text: Pick<PrintableText, 'clean'>,
	watermark: string | null,
	verification: Page['verification'] = printedVerification(document),
	fonts: OfficeFonts | Promise<OfficeFonts> = officeFonts(),
): Promise<{ page: Page; pictures: Map<string, Uint8Array>; fonts: OfficeFonts }> {
	const pictures = new Map<string, Uint8Array>();
	for (const fileId of picturesOf(text.clean)) {
		const file = (await db.doc(`files/${fileId}`).get()).data() as StoredFile | undefined;
		// A picture is drawn only if it was uploaded for this very document.
		if (file?.state === 'stored' && file.owner.id === document.id)
			pictures.set(fileId, await blobs.read(fileId));
	}
	const page = pageOf(document, text.clean, watermark, verification);
	return { page, pictures, fonts: await fonts };
}

/** Code and address on the page of a document that was sealed; others bear none yet. */
function printedVerification(document: OfficialDocument): Page['verification'] {
	if (document.verification === undefined) return null;
	const { id, url } = verificationFor(document);
	// The page groups it itself.
	return { code: id, url };
}
