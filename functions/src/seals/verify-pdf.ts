import { verify, X509Certificate } from 'node:crypto';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { fromBER } from 'asn1js';
import { OID, setOf, sha256 } from './cms.ts';

/** What was found out about one seal. */
export interface SealVerdict {
	/** All of digest, signature and chain. */
	valid: boolean;
	/** The bytes under the seal are those that were sealed. */
	digest: boolean;
	/** The signature was made with the key of the certificate. */
	signature: boolean;
	/** The certificate hangs on one of our roots and was in force at the time of sealing. */
	chain: boolean;
	/** The seal covers every byte of the file but itself. */
	coversWhole: boolean;
	/** Revisions appended after the seal; a later seal is one. */
	laterRevisions: number;
	/** Common name of the certificate, null when unreadable. */
	signer: string | null;
	/** SHA-256 (hex) of the certificate, null when unreadable. */
	fingerprint: string | null;
	/** Time of sealing by the sealing computer's clock. */
	at: Date | null;
}

/** The verdict on a file: `valid` when every seal is, and the last one covers the whole file. */
export interface PdfVerdict extends SealVerdict {
	/** Each seal, in order. The fields beside it speak of all: signer and time are the last one's. */
	seals: SealVerdict[];
}

interface SignatureField {
	range: number[];
	contents: Uint8Array;
	at: Date | null;
}

const NO_SEAL: PdfVerdict = {
	valid: false,
	digest: false,
	signature: false,
	chain: false,
	coversWhole: false,
	laterRevisions: 0,
	signer: null,
	fingerprint: null,
	at: null,
	seals: [],
};

/**
 * Checks the seals of a PDF against root certificates (PEM). Anything that cannot be read is an invalid
 * seal, never an error.
 */
export async function verifyPdf(bytes: Uint8Array, roots: readonly string[]): Promise<PdfVerdict> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const fields = await signatureFields(bytes);
	const trusted = roots.map((pem) => new X509Certificate(pem));
	const seals = fields
		.sort((a, b) => coveredEnd(a) - coveredEnd(b))
		.map((field) => judge(file, field, trusted));
	const last = seals.at(-1);
	if (last === undefined) return NO_SEAL;
	return {
		...last,
		valid: last.coversWhole && seals.every((seal) => seal.valid),
		digest: seals.every((seal) => seal.digest),
		signature: seals.every((seal) => seal.signature),
		chain: seals.every((seal) => seal.chain),
		seals,
	};
}

/** Signatures of the form's fields: a signature nothing points to is none. */
async function signatureFields(bytes: Uint8Array): Promise<SignatureField[]> {
	try {
		const document = await PDFDocument.load(bytes, { updateMetadata: false });
		const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
		const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
		if (fields === undefined) return [];
		return Array.from({ length: fields.size() }, (_, at) => fields.lookup(at, PDFDict))
			.map((field) => field.lookupMaybe(PDFName.of('V'), PDFDict))
			.flatMap((value) => (value === undefined ? [] : [readField(value)]));
	} catch {
		return [];
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

function judge(
	file: Buffer,
	field: SignatureField,
	roots: readonly X509Certificate[],
): SealVerdict {
	const end = coveredEnd(field);
	const verdict: SealVerdict = {
		...NO_SEAL,
		coversWhole: end === file.length,
		laterRevisions: countRevisions(file.subarray(end)),
		at: field.at,
	};
	try {
		const covered = coveredBytes(file, field);
		if (covered === null) return verdict;
		const { info, certificates } = readCms(field.contents);
		const leaf = certificates.find((one) => isSigner(one, info));
		if (leaf === undefined) return verdict;
		verdict.signer = /CN=(.*)$/mu.exec(leaf.subject)?.[1] ?? null;
		verdict.fingerprint = sha256(leaf.raw).toString('hex');
		verdict.digest = attribute(info, OID.messageDigest)?.equals(sha256(covered)) ?? false;
		verdict.signature = isSigned(info, leaf);
		verdict.chain = hangsOn(leaf, certificates, roots, field.at);
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
function coveredBytes(file: Buffer, field: SignatureField): Buffer | null {
	const [start, from = 0, to = 0, rest = 0] = field.range;
	if (field.range.length !== 4 || start !== 0 || from <= 0 || to <= from || rest <= 0) return null;
	if (to + rest > file.length) return null;
	const gap = file.toString('latin1', from, to);
	if (!/^<[0-9a-fA-F]+>$/u.test(gap)) return null;
	if (!Buffer.from(gap.slice(1, -1), 'hex').equals(field.contents)) return null;
	return Buffer.concat([file.subarray(0, from), file.subarray(to, to + rest)]);
}

function readCms(contents: Uint8Array): { info: SignerInfo; certificates: X509Certificate[] } {
	// The string is padded with zeros after the signature.
	const { offset } = fromBER(contents);
	const wrapped = AsnConvert.parse(contents.slice(0, offset), ContentInfo);
	const data = AsnConvert.parse(wrapped.content, SignedData);
	const [info] = data.signerInfos;
	if (info === undefined || data.signerInfos.length !== 1) throw new Error('not one signer');
	const certificates = [...(data.certificates ?? [])].flatMap(({ certificate }) =>
		certificate === undefined
			? []
			: [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))],
	);
	return { info, certificates };
}

/** Named by issuer and serial number, and bound by its hash (RFC 5035). */
function isSigner(certificate: X509Certificate, info: SignerInfo): boolean {
	const serial = info.sid.issuerAndSerialNumber?.serialNumber;
	if (serial === undefined) return false;
	const named = Buffer.from(serial).toString('hex').replace(/^0+/u, '');
	if (named !== certificate.serialNumber.toLowerCase().replace(/^0+/u, '')) return false;
	const bound = attributeBytes(info, OID.signingCertificateV2);
	return bound?.includes(sha256(certificate.raw)) ?? false;
}

function isSigned(info: SignerInfo, leaf: X509Certificate): boolean {
	const attributes = (info.signedAttrs ?? [])
		.map((one) => Buffer.from(AsnConvert.serialize(one)))
		.sort((a, b) => Buffer.compare(a, b));
	if (info.digestAlgorithm.algorithm !== OID.sha256) return false;
	const { algorithm } = info.signatureAlgorithm;
	const isRsa = leaf.publicKey.asymmetricKeyType === 'rsa';
	const fitting: string[] = isRsa ? [OID.rsaWithSha256, OID.rsa] : [OID.ecdsaWithSha256];
	if (!fitting.includes(algorithm)) return false;
	return verify('sha256', setOf(attributes), leaf.publicKey, Buffer.from(info.signature.buffer));
}

function attributeBytes(info: SignerInfo, type: string): Buffer | undefined {
	const value = info.signedAttrs?.find((one) => one.attrType === type)?.attrValues[0];
	return value === undefined ? undefined : Buffer.from(value);
}

/** The octets of an attribute that is one octet string. */
function attribute(info: SignerInfo, type: string): Buffer | undefined {
	const bytes = attributeBytes(info, type);
	return bytes === undefined ? undefined : Buffer.from(AsnConvert.parse(bytes, OctetString).buffer);
}

/**
 * Whether a certificate was in force and leads to a root, over at most three in between, each of which was in
 * force and allowed to issue. A certificate may be trusted by itself: one that was imported without its issuer.
 */
function hangsOn(
	leaf: X509Certificate,
	between: readonly X509Certificate[],
	roots: readonly X509Certificate[],
	at: Date | null,
): boolean {
	if (at === null || leaf.ca || !isInForce(leaf, at)) return false;
	const isRoot = (one: X509Certificate) => roots.some((root) => root.raw.equals(one.raw));
	if (isRoot(leaf)) return true;
	const issued = (one: X509Certificate, by: X509Certificate) =>
		by.ca && isInForce(by, at) && one.checkIssued(by) && one.verify(by.publicKey);
	let last = leaf;
	for (let steps = 0; steps < 4; steps++) {
		const current = last;
		if (roots.some((root) => issued(current, root))) return true;
		const next = between.find((one) => !one.raw.equals(current.raw) && issued(current, one));
		if (next === undefined) return false;
		last = next;
	}
	return false;
}

function isInForce(certificate: X509Certificate, at: Date): boolean {
	return at >= new Date(certificate.validFrom) && at <= new Date(certificate.validTo);
}

/** Revisions end with an end-of-file mark; stray bytes after the last one count as one more. */
function countRevisions(rest: Buffer): number {
	const text = rest.toString('latin1').trim();
	if (text === '') return rest.length === 0 ? 0 : 1;
	return Math.max(1, text.split('%%EOF').length - 1);
}
