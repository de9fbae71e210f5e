import { createHash } from 'node:crypto';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { elementsHash, printableText } from '../documents/print.ts';
import { blobs } from '../files/blobs.ts';
import { db } from '../platform/firebase.ts';
import type { Authority } from './create-seal.ts';
import { AUTHORITY_PATH } from './records.ts';
import { verifyPdf } from './verify-pdf.ts';

/** What a check of a sealed document found; every part is looked at anew. */
export interface SealCheck {
	sealed: boolean;
	/** Everything below holds. */
	valid: boolean;
	digest: boolean;
	signature: boolean;
	chain: boolean;
	coversWhole: boolean;
	/** The stored text and elements are those that were sealed. */
	textUnchanged: boolean;
	elementsUnchanged: boolean;
	signer: string | null;
	/** ISO time of sealing. */
	at: string | null;
}

const unsealed: SealCheck = {
	sealed: false,
	valid: false,
	digest: false,
	signature: false,
	chain: false,
	coversWhole: false,
	textUnchanged: false,
	elementsUnchanged: false,
	signer: null,
	at: null,
};

/** Proves, from the stored file, text and elements, that nothing of a sealed document was altered. */
export async function checkSealed(document: OfficialDocument): Promise<SealCheck> {
	const evidence = document.seal;
	if (evidence === null) return unsealed;
	const [bytes, authority, text] = await Promise.all([
		blobs.read(evidence.fileId),
		db.doc(AUTHORITY_PATH).get(),
		printableText(document.id),
	]);
	const root = authority.data() as Authority | undefined;
	const verdict = await verifyPdf(bytes, root === undefined ? [] : [root.certificate]);
	const sameFile = createHash('sha256').update(bytes).digest('hex') === evidence.pdfSha256;
	const textUnchanged = text.sha256 === evidence.textSha256;
	const elementsUnchanged = elementsHash(document.elements) === evidence.elementsSha256;
	return {
		sealed: true,
		valid: verdict.valid && sameFile && textUnchanged && elementsUnchanged,
		digest: verdict.digest && sameFile,
		signature: verdict.signature,
		chain: verdict.chain,
		coversWhole: verdict.coversWhole,
		textUnchanged,
		elementsUnchanged,
		signer: verdict.signer,
		at: verdict.at?.toISOString() ?? null,
	};
}
