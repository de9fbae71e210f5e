import { createHash } from 'node:crypto';
import {
	Attribute,
	CertificateChoices,
	CertificateSet,
	CMSVersion,
	ContentInfo,
	DigestAlgorithmIdentifier,
	DigestAlgorithmIdentifiers,
	EncapsulatedContentInfo,
	IssuerAndSerialNumber,
	SignatureAlgorithmIdentifier,
	SignedData,
	SignerIdentifier,
	SignerInfo,
	SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { OID as SHARED } from '@wenshu/domain/verification/signed-data.ts';
import { ObjectIdentifier, OctetString as DerOctets, Sequence } from 'asn1js';
import { arrayBuffer, pemBytes } from './certificates.ts';
import type { SealSigner } from './signer.ts';
import type { TimeStamper } from './time-stamper.ts';

/** Object identifiers of a signature as it is made: those it is checked by, and what only its maker names. */
export const OID = {
	...SHARED,
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	ecdsaWithSha256: '1.2.840.10045.4.3.2',
	rsaWithSha256: '1.2.840.113549.1.1.11',
} as const;

/** How each kind of key names its signatures. */
const ALGORITHM = { ecdsa: OID.ecdsaWithSha256, rsa: OID.rsaWithSha256 } as const;

/**
 * A detached CAdES-B signature over some bytes, DER; with a time stamp over it, where one comes, CAdES-T
 * (ETSI EN 319 122-1 §5.3). @throws SigningFailed when the signer cannot, or does not do without a stamp.
 */
export async function signDetached(
	content: Uint8Array,
	signer: SealSigner,
	stamper: TimeStamper | null = null,
): Promise<Buffer> {
	const [leaf] = signer.chain;
	if (leaf === undefined) throw new Error('a signer needs a certificate');
	const certificate = AsnConvert.parse(pemBytes(leaf), Certificate);
	const attributes = signedAttributes(sha256(content), sha256(pemBytes(leaf)));
	const signature = await signer.sign(setOf(attributes));
	const token = (await stamper?.stamp(signature)) ?? null;
	const digest = new DigestAlgorithmIdentifier({ algorithm: OID.sha256 });
	const info = new SignerInfo({
		version: CMSVersion.v1,
		sid: new SignerIdentifier({
			issuerAndSerialNumber: new IssuerAndSerialNumber({
				issuer: certificate.tbsCertificate.issuer,
				serialNumber: certificate.tbsCertificate.serialNumber,
			}),
		}),
		digestAlgorithm: digest,
		signedAttrs: attributes.map((one) => AsnConvert.parse(one, Attribute)),
		signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: ALGORITHM[signer.kind] }),
		signature: new OctetString(new Uint8Array(signature)),
		...(token && {
			unsignedAttrs: [
				new Attribute({ attrType: OID.timeStampToken, attrValues: [arrayBuffer(token)] }),
			],
		}),
	});
	const data = new SignedData({
		version: CMSVersion.v1,
		digestAlgorithms: new DigestAlgorithmIdentifiers([digest]),
		encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
		certificates: new CertificateSet(
			signer.chain.map(
				(pem) =>
					new CertificateChoices({ certificate: AsnConvert.parse(pemBytes(pem), Certificate) }),
			),
		),
		signerInfos: new SignerInfos([info]),
	});
	const wrapped = new ContentInfo({
		contentType: OID.signedData,
		content: AsnConvert.serialize(data),
	});
	return Buffer.from(AsnConvert.serialize(wrapped));
}

/** The signed attributes, each DER, in the order DER demands of a set. */
function signedAttributes(contentDigest: Buffer, certificateDigest: Buffer): Buffer[] {
	const certificateId = new Sequence({ value: [new DerOctets({ valueHex: certificateDigest })] });
	const signingCertificate = new Sequence({ value: [new Sequence({ value: [certificateId] })] });
	const values: [string, ArrayBuffer][] = [
		[OID.contentType, new ObjectIdentifier({ value: OID.data }).toBER()],
		[OID.messageDigest, new DerOctets({ valueHex: contentDigest }).toBER()],
		[OID.signingCertificateV2, signingCertificate.toBER()],
	];
	return values
		.map(([attrType, value]) => new Attribute({ attrType, attrValues: [value] }))
		.map((attribute) => Buffer.from(AsnConvert.serialize(attribute)))
		.sort((a, b) => Buffer.compare(a, b));
}

/** A DER SET OF around elements that are encoded and sorted already: what the key really signs. */
export function setOf(elements: readonly Buffer[]): Buffer {
	const body = Buffer.concat(elements);
	return Buffer.concat([Buffer.from([0x31]), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
	if (length < 0x80) return Buffer.from([length]);
	if (length < 0x100) return Buffer.from([0x81, length]);
	return Buffer.from([0x82, length >> 8, length & 0xff]);
}

/** SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Buffer {
	return createHash('sha256').update(bytes).digest();
}
