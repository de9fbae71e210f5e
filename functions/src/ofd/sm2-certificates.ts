import { createHash } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
	AlgorithmIdentifier,
	AuthorityKeyIdentifier,
	BasicConstraints,
	Certificate,
	id_ce_authorityKeyIdentifier,
	id_ce_basicConstraints,
	id_ce_keyUsage,
	id_ce_subjectKeyIdentifier,
	KeyIdentifier,
	KeyUsage,
	KeyUsageFlags,
	SubjectKeyIdentifier,
	SubjectPublicKeyInfo,
	TBSCertificate,
	Version,
	type Extension,
	Extensions,
	type Name,
} from '@peculiar/asn1-x509';
import { KEYS, SM2_USER } from '@wenshu/domain/verification/cryptography.ts';
import { ObjectIdentifier } from 'asn1js';
import { sm2 } from 'sm-crypto-v2';
import {
	arrayBuffer,
	authorityExtensions,
	distinguishedName,
	extension,
	pem,
	pemBytes,
	serialNumber,
	validity,
} from '../seals/certificates.ts';

const YEARS = { authority: 20, seal: 10 } as const;

/** An SM2 certificate (PEM) with its key: 32 bytes, hex. */
export interface Sm2KeyAndCertificate {
	certificate: string;
	privateKey: string;
}

/** Makes the SM2 root of an installation, beside its ECDSA one: it signs electronic seals and their keys. */
export function issueSm2Authority(organisation: string, at: Date): Sm2KeyAndCertificate {
	const keys = sm2.generateKeyPairHex();
	const name = distinguishedName(organisation, `${organisation}电子印章国密根证书（演示）`);
	const flags = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature;
	const certificate = certify(keys, {
		subject: name,
		issuer: name,
		years: YEARS.authority,
		at,
		point: keys.publicKey,
		extensions: authorityExtensions(flags, keyHash(keys.publicKey)),
	});
	return { certificate, privateKey: keys.privateKey };
}

/** Issues the SM2 certificate of a seal under the installation's SM2 root. */
export function issueSm2Seal(
	name: string,
	authority: Sm2KeyAndCertificate,
	at: Date,
): Sm2KeyAndCertificate {
	const keys = sm2.generateKeyPairHex();
	const root = AsnConvert.parse(pemBytes(authority.certificate), Certificate).tbsCertificate;
	const point = Buffer.from(root.subjectPublicKeyInfo.subjectPublicKey).toString('hex');
	const flags = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
	const keyIdentifier = new KeyIdentifier(keyHash(point));
	const certificate = certify(
		{ privateKey: authority.privateKey, publicKey: point },
		{
			subject: distinguishedName(name, `${name}（电子印章·演示）`),
			issuer: root.subject,
			years: YEARS.seal,
			at,
			point: keys.publicKey,
			extensions: [
				extension(id_ce_basicConstraints, new BasicConstraints(), true),
				extension(id_ce_keyUsage, new KeyUsage(flags), true),
				extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyHash(keys.publicKey))),
				extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier })),
			],
		},
	);
	return { certificate, privateKey: keys.privateKey };
}

/** An SM2 signature (DER) over the SM3 of some bytes, with the user id everybody takes. */
export function signSm2(bytes: Uint8Array, privateKey: string): Buffer {
	const signature = sm2.doSignature(new Uint8Array(bytes), privateKey, {
		hash: true,
		der: true,
		publicKey: sm2.getPublicKeyFromPrivateKey(privateKey),
		userId: SM2_USER,
	});
	return Buffer.from(signature, 'hex');
}

interface Wish {
	subject: Name;
	issuer: Name;
	years: number;
	at: Date;
	/** The certified key: its uncompressed point, hex. */
	point: string;
	extensions: Extension[];
}

function certify(signer: { privateKey: string; publicKey: string }, wish: Wish): string {
	const algorithm = new AlgorithmIdentifier({ algorithm: KEYS.sm2WithSm3 });
	const tbsCertificate = new TBSCertificate({
		version: Version.v3,
		serialNumber: serialNumber(),
		signature: algorithm,
		issuer: wish.issuer,
		validity: validity(wish.at, wish.years),
		subject: wish.subject,
		subjectPublicKeyInfo: publicKeyInfo(wish.point),
		extensions: new Extensions(wish.extensions),
	});
	const signed = new Uint8Array(AsnConvert.serialize(tbsCertificate));
	const certificate = new Certificate({
		tbsCertificate,
		signatureAlgorithm: algorithm,
		signatureValue: arrayBuffer(signSm2(signed, signer.privateKey)),
	});
	return pem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate)));
}

function publicKeyInfo(point: string): SubjectPublicKeyInfo {
	const curve = new ObjectIdentifier({ value: KEYS.sm2Curve });
	return new SubjectPublicKeyInfo({
		algorithm: new AlgorithmIdentifier({ algorithm: KEYS.elliptic, parameters: curve.toBER() }),
		subjectPublicKey: arrayBuffer(Buffer.from(point, 'hex')),
	});
}

/** SHA-1 of the key bits, the usual name of a key (RFC 5280 §4.2.1.2); not a signature. */
function keyHash(point: string): ArrayBuffer {
	return arrayBuffer(createHash('sha1').update(Buffer.from(point, 'hex')).digest());
}
