import { webcrypto } from 'node:crypto';
import { verifyPdf as verify, type PdfVerdict } from '@wenshu/domain/verification/verify-pdf.ts';

export type { SealVerdict } from '@wenshu/domain/verification/verdict.ts';
export type { PdfVerdict } from '@wenshu/domain/verification/verify-pdf.ts';

/**
 * Checks the seals of a PDF against root certificates (PEM), and their time stamps against `stampRoots`. Anything that cannot be read is an invalid
 * seal, never an error.
 */
export function verifyPdf(
	bytes: Uint8Array,
	roots: readonly string[],
	stampRoots: readonly string[] = [],
): Promise<PdfVerdict> {
	return verify(bytes, roots, webcrypto.subtle, stampRoots);
}
