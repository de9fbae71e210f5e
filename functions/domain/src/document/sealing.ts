import { closingOf } from './elements.ts';
import type { OfficialDocument, SealEvidence } from './model.ts';

type Sealable = Pick<OfficialDocument, 'seal' | 'seals'>;

/** The seals a document bears so far, in the order of its organs. */
export function sealsOf({ seal, seals }: Sealable): SealEvidence[] {
	return seals ?? (seal === null ? [] : [seal]);
}

/** All issuing organs (发文机关), the lead first. */
export function organsOf(document: Pick<OfficialDocument, 'issuer' | 'elements'>): string[] {
	return [document.issuer, ...(document.elements.jointOrgans ?? [])];
}

/** The organ that seals next; null when all have. */
export function nextOrgan(
	document: Sealable & Pick<OfficialDocument, 'issuer' | 'elements'>,
): string | null {
	return organsOf(document)[sealsOf(document).length] ?? null;
}

/** Who signs for an organ (签发人): post and name as printed, and the account where it is known. */
export interface Signatory {
	organ: string;
	post: string;
	name: string;
	/** Only the lead's is known: who signed here. The others' are named in the elements. */
	uid: string | null;
}

/**
 * Whose signatures close a document, one for each organ in order (GB/T 9704-2012 §7.3.5.3): who signed
 * it, then those named among the signers as “职务 姓名”.
 */
export function signatoriesOf(
	document: Pick<OfficialDocument, 'issuer' | 'elements' | 'signedBy' | 'signedByName'>,
): Signatory[] {
	const { elements, issuer, signedBy, signedByName } = document;
	const others = (elements.jointOrgans ?? []).map((organ, at) => {
		const [name = '', ...post] = (elements.signers[at] ?? '').split(/\s+/u).reverse();
		return { organ, post: post.reverse().join(' ') || organ, name, uid: null };
	});
	const post = elements.signerPost || (others.length > 0 ? issuer : '');
	return [{ organ: issuer, post, name: signedByName ?? '', uid: signedBy }, ...others];
}

/** Whose signature is stamped next; null when all have been. */
export function nextSignatory(
	document: Sealable & Parameters<typeof signatoriesOf>[0],
): Signatory | null {
	return signatoriesOf(document)[sealsOf(document).length] ?? null;
}

/** Who seals next, in a word: the organ, or where signatures are stamped the signatory; null when all have. */
export function nextInLine(
	document: Sealable & Parameters<typeof signatoriesOf>[0],
): string | null {
	if (closingOf(document.elements) !== '签名章') return nextOrgan(document);
	const next = nextSignatory(document);
	return next && (next.name || next.organ);
}

/** Whether sealing has begun, so that nothing may change any more. */
export function isSealBegun(document: Sealable): boolean {
	return sealsOf(document).length > 0;
}
