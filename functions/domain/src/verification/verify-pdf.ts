import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { fromBER } from 'asn1js';
import { bytesOfHex, derSet, hexOf, holds, isSame, joined, latin1 } from './bytes.ts';
import { readCertificate, rootOf, type Certificate } from './certificate.ts';
import { isSignedBy, type Subtle } from './cryptography.ts';
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

/** Object identifiers of a CAdES-B signature (RFC 5652, RFC 5035). */
const OID = {
	messageDigest: '1.2.840.113549.1.9.4',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	sha256: '2.16.840.1.101.3.4.2.1',
	/** Named without a hash by some signers: the hash is that of the digest. */
	rsa: '1.2.840.113549.1.1.1',
	rsaWithSha256: '1.2.840.113549.1.1.11',
} as const;

/**
 * Checks the seals of a PDF (CAdES-B, ETSI.CAdES.detached) against root certificates (PEM). Anything that
 * cannot be read is an invalid seal, never an error.
 */
export async function verifyPdf(
	bytes: Uint8Array,
	roots: readonly string[],
	subtle: Subtle,
): Promise<PdfVerdict> {
	const fields = await signatureFields(bytes);
	if (typeof fields === 'string') return { ...noSeal, seals: [], problem: fields };
	const trusted = roots.map(readCertificate);
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
	roots: readonly Certificate[],
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
		const { info, certificates } = readCms(field.contents);
		const leaf = await signerOf(certificates, info, subtle);
		if (leaf === undefined) return verdict;
		verdict.signer = leaf.subject;
		verdict.issuer = leaf.issuer;
		verdict.validTo = leaf.validTo;
		verdict.fingerprint = hexOf(await sha256(leaf.der, subtle));
		verdict.signature = await isSigned(info, leaf, subtle);
		verdict.chain =
			field.at !== null && (await rootOf(leaf, certificates, roots, field.at, subtle)) !== null;
		const covered = coveredBytes(file, field);
		if (covered === null) return verdict;
		verdict.gap = true;
		const stated = attribute(info, OID.messageDigest);
		verdict.digest = stated !== undefined && isSame(stated, await sha256(covered, subtle));
		verdict.valid = verdict.digest && verdict.signature && verdict.chain;
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

function readCms(contents: Uint8Array): { info: SignerInfo; certificates: Certificate[] } {
	// The string is padded with zeros after the signature.
	const { offset } = fromBER(new Uint8Array(contents));
	const wrapped = AsnConvert.parse(contents.slice(0, offset), ContentInfo);
	const data = AsnConvert.parse(wrapped.content, SignedData);
	const [info] = data.signerInfos;
	if (info === undefined || data.signerInfos.length !== 1) throw new Error('not one signer');
	const certificates = [...(data.certificates ?? [])].flatMap(({ certificate }) =>
		certificate === undefined
			? []
			: [readCertificate(new Uint8Array(AsnConvert.serialize(certificate)))],
	);
	return { info, certificates };
}

/** Named by issuer and serial number, and bound by its hash (RFC 5035). */
async function signerOf(
	certificates: readonly Certificate[],
	info: SignerInfo,
	subtle: Subtle,
): Promise<Certificate | undefined> {
	const sid = info.sid.issuerAndSerialNumber;
	const bound = attributeBytes(info, OID.signingCertificateV2);
	if (sid === undefined || bound === undefined) return undefined;
	const issuer = new Uint8Array(AsnConvert.serialize(sid.issuer));
	const serial = hexOf(new Uint8Array(sid.serialNumber)).replace(/^0+/u, '');
	for (const one of certificates) {
		if (one.serial !== serial || !isSame(one.issuerName, issuer)) continue;
		if (holds(bound, await sha256(one.der, subtle))) return one;
	}
	return undefined;
}

async function isSigned(info: SignerInfo, leaf: Certificate, subtle: Subtle): Promise<boolean> {
	if (info.signedAttrs === undefined) return false;
	if (info.digestAlgorithm.algorithm !== OID.sha256) return false;
	const attributes = info.signedAttrs.map((one) => new Uint8Array(AsnConvert.serialize(one)));
	// Signed is the SET itself, in DER's order, not the tagged field it travels in (RFC 5652 §5.4).
	const bytes = derSet(attributes);
	const { algorithm } = info.signatureAlgorithm;
	const signed = {
		algorithm: algorithm === OID.rsa ? OID.rsaWithSha256 : algorithm,
		signature: new Uint8Array(info.signature.buffer),
		bytes,
	};
	return isSignedBy(leaf.key, signed, subtle);
}

function attributeBytes(info: SignerInfo, type: string): Uint8Array | undefined {
	const value = info.signedAttrs?.find((one) => one.attrType === type)?.attrValues[0];
	return value === undefined ? undefined : new Uint8Array(value);
}

/** The octets of an attribute that is one octet string. */
function attribute(info: SignerInfo, type: string): Uint8Array | undefined {
	const bytes = attributeBytes(info, type);
	if (bytes === undefined) return undefined;
	return new Uint8Array(AsnConvert.parse(bytes, OctetString).buffer);
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
