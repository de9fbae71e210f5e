import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { bytesOfHex, hexOf, isSame, joined, latin1 } from './bytes.ts';
import { readCertificate, rootOf, type Certificate } from './certificate.ts';
import type { Subtle } from './cryptography.ts';
import {
	isDigestOf,
	isSigned,
	OID,
	readSignedData,
	signerOf,
	unsignedAttribute,
} from './signed-data.ts';
import { checkTimeStamp } from './time-stamp.ts';
import { noSeal, ofAll, type FileProblem, type SealVerdict } from './verdict.ts';

/** The verdict on a file: `valid` when every seal is, and the last one covers the whole file. */
export interface PdfVerdict extends SealVerdict {
	/** Each seal, in order. The fields beside it speak of all: signer and time are the last one's. */
	seals: SealVerdict[];
	problem: FileProblem | null;
}

interface SignatureField {
	range: number[];
	contents: Uint8Array;
	at: Date | null;
}

/** What a file is held against: certificates (PEM) that are trusted for seals, and for time stamps. */
interface Trusted {
	roots: readonly Certificate[];
	stampRoots: readonly Certificate[];
}

/**
 * Checks the seals of a PDF (CAdES-B or, with a time stamp, CAdES-T; ETSI.CAdES.detached) against root
 * certificates (PEM), and their time stamps against those of `stampRoots`. Anything that cannot be read is
 * an invalid seal, never an error.
 */
export async function verifyPdf(
	bytes: Uint8Array,
	roots: readonly string[],
	subtle: Subtle,
	stampRoots: readonly string[] = [],
): Promise<PdfVerdict> {
	const fields = await signatureFields(bytes);
	if (typeof fields === 'string') return { ...noSeal, seals: [], problem: fields };
	const trusted = {
		roots: roots.map(readCertificate),
		stampRoots: stampRoots.map(readCertificate),
	};
	const seals: SealVerdict[] = [];
	for (const field of fields.sort((a, b) => coveredEnd(a) - coveredEnd(b)))
		seals.push(await judge(bytes, field, trusted, subtle));
	const last = seals.at(-1);
	if (last === undefined) return { ...noSeal, seals: [], problem: 'unsealed' };
	return {
		...ofAll(seals, last),
		seals,
		problem: null,
	};
}

/** Signatures of the form's fields: a signature nothing points to is none. */
async function signatureFields(bytes: Uint8Array): Promise<SignatureField[] | FileProblem> {
	try {
		const document = await PDFDocument.load(bytes, {
			updateMetadata: false,
			ignoreEncryption: true,
		});
		if (document.isEncrypted) return 'encrypted';
		const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
		const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
		if (fields === undefined) return [];
		return Array.from({ length: fields.size() }, (_, at) => fields.lookup(at, PDFDict))
			.map((field) => field.lookupMaybe(PDFName.of('V'), PDFDict))
			.flatMap((value) => (value?.has(PDFName.of('ByteRange')) ? [readField(value)] : []));
	} catch {
		return 'broken';
	}
}

function readField(value: PDFDict): SignatureField {
	const range = value.lookup(PDFName.of('ByteRange'), PDFArray);
	const time = value.lookup(PDFName.of('M'));
	return {
		range: range.asArray().map((one) => Number(one.toString())),
		contents: value.lookup(PDFName.of('Contents'), PDFHexString).asBytes(),
		at: time instanceof PDFString ? readTime(time) : null,
	};
}

function readTime(time: PDFString): Date | null {
	try {
		return time.decodeDate();
	} catch {
		return null;
	}
}

function coveredEnd({ range: [, , from = 0, length = 0] }: SignatureField): number {
	return from + length;
}

async function judge(
	file: Uint8Array,
	field: SignatureField,
	{ roots, stampRoots }: Trusted,
	subtle: Subtle,
): Promise<SealVerdict> {
	const end = coveredEnd(field);
	const verdict: SealVerdict = {
		...noSeal,
		coversWhole: end === file.length,
		laterRevisions: countRevisions(file.subarray(end)),
		at: field.at,
	};
	try {
		const message = readSignedData(field.contents);
		const { info, certificates } = message;
		const leaf = await signerOf(message, subtle);
		if (leaf === undefined) return verdict;
		verdict.signer = leaf.subject;
		verdict.issuer = leaf.issuer;
		verdict.validTo = leaf.validTo;
		verdict.fingerprint = hexOf(await sha256(leaf.der, subtle));
		const isOurs = info.digestAlgorithm.algorithm === OID.sha256;
		verdict.signature = isOurs && (await isSigned(info, leaf, subtle));
		const token = unsignedAttribute(info, OID.timeStampToken);
		if (token !== undefined) {
			const signature = new Uint8Array(info.signature.buffer);
			verdict.stamp = await checkTimeStamp(token, signature, stampRoots, subtle);
		}
		const { stamp } = verdict;
		// In force when it says that it sealed, and also when a third party saw the signature.
		const times = [field.at, ...(stamp?.trusted === true ? [stamp.at] : [])];
		verdict.chain = true;
		for (const at of times)
			verdict.chain &&=
				at !== null && (await rootOf(leaf, certificates, roots, at, subtle)) !== null;
		const covered = coveredBytes(file, field);
		if (covered === null) return verdict;
		verdict.gap = true;
		verdict.digest = await isDigestOf(info, covered, subtle);
		verdict.valid = verdict.digest && verdict.signature && verdict.chain && stamp?.sound !== false;
	} catch {
		// Not a signature anybody could have made: the verdict stays negative.
	}
	return verdict;
}

/**
 * The bytes a signature covers, or null unless they are the file from its first byte, less exactly the
 * hexadecimal string with the signature: a wider gap could hide other content.
 */
function coveredBytes(file: Uint8Array, field: SignatureField): Uint8Array<ArrayBuffer> | null {
	const [start, from = 0, to = 0, rest = 0] = field.range;
	if (field.range.length !== 4 || start !== 0 || from <= 0 || to <= from || rest <= 0) return null;
	if (to + rest > file.length) return null;
	const gap = latin1(file.subarray(from, to));
	if (!/^<(?:[0-9a-fA-F]{2})+>$/u.test(gap)) return null;
	if (!isSame(bytesOfHex(gap.slice(1, -1)), field.contents)) return null;
	return joined(file.subarray(0, from), file.subarray(to, to + rest));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>, subtle: Subtle): Promise<Uint8Array> {
	return new Uint8Array(await subtle.digest('SHA-256', bytes));
}

/** Revisions end with an end-of-file mark; stray bytes after the last one count as one more. */
function countRevisions(rest: Uint8Array): number {
	const text = latin1(rest).trim();
	if (text === '') return rest.length === 0 ? 0 : 1;
	return Math.max(1, text.split('%%EOF').length - 1);
}
