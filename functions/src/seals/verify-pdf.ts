import { webcrypto } from 'node:crypto';
import { verifyPdf as verify, type PdfVerdict } from '@wenshu/domain/verification/verify-pdf.ts';

export type { SealVerdict } from '@wenshu/domain/verification/verdict.ts';
export type { PdfVerdict } from '@wenshu/domain/verification/verify-pdf.ts';

/**
 * Checks the seals of a PDF against root certificates (PEM). Anything that cannot be read is an invalid
 * seal, never an error.
 */
export function verifyPdf(bytes: Uint8Array, roots: readonly string[]): Promise<PdfVerdict> {
	return verify(bytes, roots, webcrypto.subtle);
}
