import { ContentInfo, SignedData, type Attribute, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { fromBER } from 'asn1js';
import { derSet, hexOf, holds, isSame } from './bytes.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { isSignedBy, KEYS, type Subtle } from './cryptography.ts';
import { sm3Of } from './ses.ts';

/** Object identifiers of signed data (RFC 5652, RFC 5035, RFC 5754, RFC 3161). */
export const OID = {
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingCertificate: '1.2.840.113549.1.9.16.2.12',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	/** id-aa-timeStampToken: the unsigned attribute with a time stamp over the signature. */
	timeStampToken: '1.2.840.113549.1.9.16.2.14',
	/** id-ct-TSTInfo: the content of a time stamp. */
	timeStampInfo: '1.2.840.113549.1.9.16.1.4',
	sha256: '2.16.840.1.101.3.4.2.1',
	/** Named without a hash by some signers: the hash is that of the digest. */
	rsa: '1.2.840.113549.1.1.1',
	ecdsa: '1.2.840.10045.2.1',
} as const;

/** Digests by OID, with the signatures that RSA and elliptic keys make over them. */
const DIGESTS: Record<string, { name: string; rsa: string; ecdsa: string }> = {
	[OID.sha256]: {
		name: 'SHA-256',
		rsa: '1.2.840.113549.1.1.11',
		ecdsa: '1.2.840.10045.4.3.2',
	},
	'2.16.840.1.101.3.4.2.2': {
		name: 'SHA-384',
		rsa: '1.2.840.113549.1.1.12',
		ecdsa: '1.2.840.10045.4.3.3',
	},
	'2.16.840.1.101.3.4.2.3': {
		name: 'SHA-512',
		rsa: '1.2.840.113549.1.1.13',
		ecdsa: '1.2.840.10045.4.3.4',
	},
};

/** Signed data (CMS) of one signer, with the certificates that came with it. */
export interface SignedMessage {
	info: SignerInfo;
	certificates: Certificate[];
	contentType: string;
	/** What was signed, where it travels inside. */
	content: Uint8Array<ArrayBuffer> | null;
}

/** Reads signed data; what follows the value, such as padding, is left out. @throws what is none. */
export function readSignedData(bytes: Uint8Array): SignedMessage {
	const { offset } = fromBER(new Uint8Array(bytes));
	const wrapped = AsnConvert.parse(bytes.slice(0, offset), ContentInfo);
	const data = AsnConvert.parse(wrapped.content, SignedData);
	const [info] = data.signerInfos;
	if (info === undefined || data.signerInfos.length !== 1) throw new Error('not one signer');
	const certificates = [...(data.certificates ?? [])].flatMap(({ certificate }) =>
		certificate === undefined
			? []
			: [readCertificate(new Uint8Array(AsnConvert.serialize(certificate)))],
	);
	const inner = data.encapContentInfo.eContent?.single;
	return {
		info,
		certificates,
		contentType: data.encapContentInfo.eContentType,
		content: inner === undefined ? null : new Uint8Array(inner.buffer),
	};
}

/** The signer's certificate: named by issuer and serial number, and bound by its hash (RFC 5035). */
export async function signerOf(
	{ info, certificates }: SignedMessage,
	subtle: Subtle,
): Promise<Certificate | undefined> {
	const sid = info.sid.issuerAndSerialNumber;
	const second = signedAttribute(info, OID.signingCertificateV2);
	const bound = second ?? signedAttribute(info, OID.signingCertificate);
	if (sid === undefined || bound === undefined) return undefined;
	const issuer = new Uint8Array(AsnConvert.serialize(sid.issuer));
	const serial = hexOf(new Uint8Array(sid.serialNumber)).replace(/^0+/u, '');
	for (const one of certificates) {
		if (one.serial !== serial || !isSame(one.issuerName, issuer)) continue;
		const hash = await subtle.digest(second === undefined ? 'SHA-1' : 'SHA-256', one.der);
		if (holds(bound, new Uint8Array(hash))) return one;
	}
	return undefined;
}

/** Whether the signed attributes were signed with the key of a certificate. */
export async function isSigned(
	info: SignerInfo,
	leaf: Certificate,
	subtle: Subtle,
): Promise<boolean> {
	if (info.signedAttrs === undefined) return false;
	const attributes = info.signedAttrs.map((one) => new Uint8Array(AsnConvert.serialize(one)));
	const { algorithm } = info.signatureAlgorithm;
	const digest = DIGESTS[info.digestAlgorithm.algorithm];
	const named =
		algorithm === OID.rsa ? digest?.rsa : algorithm === OID.ecdsa ? digest?.ecdsa : algorithm;
	if (named === undefined) return false;
	return isSignedBy(
		leaf.key,
		{
			algorithm: named,
			signature: new Uint8Array(info.signature.buffer),
			// Signed is the SET itself, in DER's order, not the tagged field it travels in (RFC 5652 §5.4).
			bytes: derSet(attributes),
		},
		subtle,
	);
}

/** Whether the message digest among the signed attributes is that of some bytes. */
export async function isDigestOf(
	info: SignerInfo,
	bytes: Uint8Array<ArrayBuffer>,
	subtle: Subtle,
): Promise<boolean> {
	const value = signedAttribute(info, OID.messageDigest);
	const digest = await digestOf(info.digestAlgorithm.algorithm, bytes, subtle);
	if (value === undefined || digest === null) return false;
	return isSame(new Uint8Array(AsnConvert.parse(value, OctetString).buffer), digest);
}

/** The digest of some bytes by the OID of its algorithm; null for one we do not trust. */
export async function digestOf(
	algorithm: string,
	bytes: Uint8Array<ArrayBuffer>,
	subtle: Subtle,
): Promise<Uint8Array | null> {
	if (algorithm === KEYS.sm3) return sm3Of(bytes);
	const name = DIGESTS[algorithm]?.name;
	return name === undefined ? null : new Uint8Array(await subtle.digest(name, bytes));
}

/** The first value (DER) of a signed attribute. */
export function signedAttribute(info: SignerInfo, type: string): Uint8Array | undefined {
	return valueOf(info.signedAttrs, type);
}

/** The first value (DER) of an unsigned attribute. */
export function unsignedAttribute(info: SignerInfo, type: string): Uint8Array | undefined {
	return valueOf(info.unsignedAttrs, type);
}

function valueOf(attributes: Attribute[] | undefined, type: string): Uint8Array | undefined {
	const value = attributes?.find((one) => one.attrType === type)?.attrValues[0];
	return value === undefined ? undefined : new Uint8Array(value);
}
