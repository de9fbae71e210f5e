import type { CheckedFile } from '@wenshu/domain/verification/judgement.ts';
import { hexOf } from '@wenshu/domain/verification/bytes.ts';

/** The largest file that is looked at: 100 MB, so that phones can hold it. */
export const LARGEST = 100 * 1024 * 1024;

/** Why a file cannot be looked at, before anything in it is read. */
export type FileRefusal = 'tooLarge' | 'wrongKind' | 'unreadable';

/** A file with its digest: enough to ask for its record. */
export interface OpenedFile {
	name: string;
	kind: 'pdf' | 'ofd';
	bytes: Uint8Array<ArrayBuffer>;
	sha256: string;
}

/** Reads a file where it lies; its kind is told by its content, never by its name. */
export async function openFile(file: File): Promise<OpenedFile | FileRefusal> {
	if (file.size > LARGEST) return 'tooLarge';
	let bytes: Uint8Array<ArrayBuffer>;
	try {
		bytes = new Uint8Array(await file.arrayBuffer());
	} catch {
		// Removed or locked since it was chosen.
		return 'unreadable';
	}
	const kind = kindOf(bytes);
	if (kind === null) return 'wrongKind';
	const sha256 = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
	return { name: file.name, kind, bytes, sha256 };
}

function kindOf(bytes: Uint8Array): 'pdf' | 'ofd' | null {
	const text = (from: number, to?: number) =>
		new TextDecoder('latin1').decode(bytes.subarray(from, to));
	if (text(0, 1024).includes('%PDF-')) return 'pdf';
	// The list of names stands at the end of a package.
	return text(0, 2) === 'PK' && text(Math.max(0, bytes.length - 65_536)).includes('OFD.xml')
		? 'ofd'
		: null;
}

/** Checks the seals of a file against root certificates; undefined where they could not be asked for. */
export async function checkFile(
	{ name, kind, bytes, sha256 }: OpenedFile,
	roots: readonly string[] | undefined,
	stampRoots: readonly string[] = [],
): Promise<CheckedFile> {
	const { subtle } = crypto;
	const verdict =
		kind === 'pdf'
			? await import('@wenshu/domain/verification/verify-pdf.ts').then(({ verifyPdf }) =>
					verifyPdf(bytes, roots ?? [], subtle, stampRoots),
				)
			: await import('@wenshu/domain/verification/verify-ofd.ts').then(({ verifyOfd }) =>
					verifyOfd(bytes, roots ?? [], subtle),
				);
	return { name, kind, size: bytes.length, sha256, verdict, rootsKnown: roots !== undefined };
}
