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

/** Whether sealing has begun, so that nothing may change any more. */
export function isSealBegun(document: Sealable): boolean {
	return sealsOf(document).length > 0;
}
