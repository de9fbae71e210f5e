import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
	AlgorithmIdentifier,
	AttributeTypeAndValue,
	AttributeValue,
	AuthorityKeyIdentifier,
	BasicConstraints,
	Certificate,
	Extension,
	Extensions,
	ExtendedKeyUsage,
	id_ce_authorityKeyIdentifier,
	id_ce_basicConstraints,
	id_ce_extKeyUsage,
	id_ce_keyUsage,
	id_ce_subjectKeyIdentifier,
	KeyIdentifier,
	KeyUsage,
	KeyUsageFlags,
	Name,
	RelativeDistinguishedName,
	SubjectKeyIdentifier,
	SubjectPublicKeyInfo,
	TBSCertificate,
	Validity,
	Version,
} from '@peculiar/asn1-x509';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const YEARS = { authority: 20, seal: 10 } as const;
/** id-kp-emailProtection, which PDF readers ask for, and id-kp-documentSigning (RFC 9336). */
const PURPOSES = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36'];

/** A certificate with its private key, both PEM (the key PKCS #8, ECDSA on P-256). */
export interface KeyAndCertificate {
	certificate: string;
	privateKey: string;
}

/** Makes the root of an installation: it signs the certificates of its seals and nothing else. */
export function issueAuthority(organisation: string, at: Date): KeyAndCertificate {
	const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = distinguishedName(organisation, `${organisation}电子印章根证书`);
	const flags = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
	const certificate = certify(keys.privateKey, {
		subject: name,
		issuer: name,
		validity: validity(at, YEARS.authority),
		key: keys.publicKey,
		extensions: authorityExtensions(flags, keyHash(keys.publicKey)),
	});
	return { certificate, privateKey: keyPem(keys.privateKey) };
}

/** What makes a certificate a root: it issues certificates of seals, and no further issuers. */
export function authorityExtensions(usage: number, hash: ArrayBuffer): Extension[] {
	return [
		extension(
			id_ce_basicConstraints,
			new BasicConstraints({ cA: true, pathLenConstraint: 0 }),
			true,
		),
		extension(id_ce_keyUsage, new KeyUsage(usage), true),
		extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(hash)),
	];
}

/** Issues the certificate of a seal under the installation's root; `purpose` stands behind its name. */
export function issueSeal(
	name: string,
	authority: KeyAndCertificate,
	at: Date,
	purpose = '电子印章',
): KeyAndCertificate {
	const root = AsnConvert.parse(pemBytes(authority.certificate), Certificate).tbsCertificate;
	const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const flags = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
	const rootKey = createHash('sha1').update(bits(root.subjectPublicKeyInfo)).digest();
	const keyIdentifier = new KeyIdentifier(rootKey);
	const certificate = certify(authority.privateKey, {
		subject: distinguishedName(name, `${name}（${purpose}）`),
		issuer: root.subject,
		validity: validity(at, YEARS.seal),
		key: keys.publicKey,
		extensions: [
			extension(id_ce_basicConstraints, new BasicConstraints(), true),
			extension(id_ce_keyUsage, new KeyUsage(flags), true),
			extension(id_ce_extKeyUsage, new ExtendedKeyUsage(PURPOSES)),
			extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyHash(keys.publicKey))),
			extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier })),
		],
	});
	return { certificate, privateKey: keyPem(keys.privateKey) };
}

interface Wish {
	subject: Name;
	issuer: Name;
	validity: Validity;
	key: KeyObject;
	extensions: Extension[];
}

function certify(signingKey: KeyObject | string, wish: Wish): string {
	const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
	const tbsCertificate = new TBSCertificate({
		version: Version.v3,
		serialNumber: serialNumber(),
		signature: algorithm,
		issuer: wish.issuer,
		validity: wish.validity,
		subject: wish.subject,
		subjectPublicKeyInfo: publicKeyInfo(wish.key),
		extensions: new Extensions(wish.extensions),
	});
	const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
	const certificate = new Certificate({
		tbsCertificate,
		signatureAlgorithm: algorithm,
		signatureValue: arrayBuffer(sign('sha256', signed, signingKey)),
	});
	return pem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate)));
}

/** Chinese names go in as UTF-8 strings, as values: no character of them is syntax. */
export function distinguishedName(organisation: string, commonName: string): Name {
	const part = (type: string, value: AttributeValue) =>
		new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value })]);
	return new Name([
		part('2.5.4.6', new AttributeValue({ printableString: 'CN' })),
		part('2.5.4.10', new AttributeValue({ utf8String: organisation })),
		part('2.5.4.3', new AttributeValue({ utf8String: commonName })),
	]);
}

export function validity(at: Date, years: number): Validity {
	// X.509 counts whole seconds.
	const notBefore = new Date(Math.floor(at.getTime() / 1000) * 1000);
	const notAfter = new Date(notBefore);
	notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
	return new Validity({ notBefore, notAfter });
}

/** 16 random bytes, positive and never zero (RFC 5280 §4.1.2.2). */
export function serialNumber(): ArrayBuffer {
	const bytes = randomBytes(16);
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return arrayBuffer(bytes);
}

export function extension(extnID: string, value: object, critical = false): Extension {
	const extnValue = new OctetString(AsnConvert.serialize(value));
	return new Extension({ extnID, critical, extnValue });
}

function publicKeyInfo(key: KeyObject): SubjectPublicKeyInfo {
	return AsnConvert.parse(key.export({ format: 'der', type: 'spki' }), SubjectPublicKeyInfo);
}

/** SHA-1 of the key bits, the usual name of a key (RFC 5280 §4.2.1.2); not a signature. */
function keyHash(key: KeyObject): ArrayBuffer {
	return arrayBuffer(
		createHash('sha1')
			.update(bits(publicKeyInfo(key)))
			.digest(),
	);
}

function bits(info: SubjectPublicKeyInfo): Uint8Array {
	return new Uint8Array(info.subjectPublicKey);
}

export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
	return new Uint8Array(bytes).buffer;
}

function keyPem(key: KeyObject): string {
	return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

export function pem(label: string, der: Buffer): string {
	const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The DER bytes inside a PEM text. */
export function pemBytes(text: string): Buffer {
	return Buffer.from(text.replace(/-----[^-]+-----|\s/gu, ''), 'base64');
}
