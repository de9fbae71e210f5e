import { AsnConvert } from '@peculiar/asn1-schema';
import {
	BasicConstraints,
	Certificate as Asn1Certificate,
	ExtendedKeyUsage,
	id_ce_basicConstraints,
	id_ce_extKeyUsage,
	id_ce_keyUsage,
	KeyUsage,
	KeyUsageFlags,
	type Name,
} from '@peculiar/asn1-x509';
import { ObjectIdentifier, fromBER } from 'asn1js';
import { bytesOfPem, hexOf, isSame } from './bytes.ts';
import { isSignedBy, KEYS, type PublicKey, type Subtle } from './cryptography.ts';

/** A certificate (X.509), read. */
export interface Certificate {
	der: Uint8Array<ArrayBuffer>;
	/** Common names of subject and issuer; empty where there is none. */
	subject: string;
	issuer: string;
	/** Serial number, hex without leading zeros. */
	serial: string;
	validFrom: Date;
	validTo: Date;
	/** May sign other certificates. */
	isAuthority: boolean;
	/** What it may be used for (extended key usage), by OID; null where it does not say. */
	purposes: { ids: string[]; critical: boolean } | null;
	key: PublicKey;
	/** DER of both names, to be compared byte by byte. */
	subjectName: Uint8Array;
	issuerName: Uint8Array;
	signed: { algorithm: string; signature: Uint8Array; bytes: Uint8Array };
}

/** Reads a certificate. @throws what is none. */
export function readCertificate(source: string | Uint8Array): Certificate {
	const der = typeof source === 'string' ? bytesOfPem(source) : new Uint8Array(source);
	const certificate = AsnConvert.parse(der, Asn1Certificate);
	const { tbsCertificate: body } = certificate;
	if (certificate.tbsCertificateRaw === undefined) throw new Error('no certificate');
	const { algorithm, subjectPublicKey } = body.subjectPublicKeyInfo;
	return {
		der,
		subject: commonName(body.subject),
		issuer: commonName(body.issuer),
		serial: hexOf(new Uint8Array(body.serialNumber)).replace(/^0+/u, ''),
		validFrom: body.validity.notBefore.getTime(),
		validTo: body.validity.notAfter.getTime(),
		isAuthority: isAuthority(certificate),
		purposes: purposesOf(certificate),
		key: {
			spki: new Uint8Array(AsnConvert.serialize(body.subjectPublicKeyInfo)),
			algorithm: algorithm.algorithm,
			curve: algorithm.algorithm === KEYS.elliptic ? curveOf(algorithm.parameters) : null,
			bits: new Uint8Array(subjectPublicKey),
		},
		subjectName: new Uint8Array(AsnConvert.serialize(body.subject)),
		issuerName: new Uint8Array(AsnConvert.serialize(body.issuer)),
		signed: {
			algorithm: certificate.signatureAlgorithm.algorithm,
			signature: new Uint8Array(certificate.signatureValue),
			bytes: new Uint8Array(certificate.tbsCertificateRaw),
		},
	};
}

function commonName(name: Name): string {
	const part = [...name].flatMap((each) => [...each]).findLast(({ type }) => type === '2.5.4.3');
	const value = part?.value;
	return value === undefined ? '' : value.toString();
}

function isAuthority({ tbsCertificate }: Asn1Certificate): boolean {
	const extension = (id: string) => tbsCertificate.extensions?.find(({ extnID }) => extnID === id);
	const constraints = extension(id_ce_basicConstraints);
	if (constraints === undefined) return false;
	if (!AsnConvert.parse(constraints.extnValue.buffer, BasicConstraints).cA) return false;
	const usage = extension(id_ce_keyUsage);
	if (usage === undefined) return true;
	const flags = AsnConvert.parse(usage.extnValue.buffer, KeyUsage).toNumber();
	return (flags & KeyUsageFlags.keyCertSign) !== 0;
}

function purposesOf({ tbsCertificate }: Asn1Certificate): Certificate['purposes'] {
	const usage = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_extKeyUsage);
	if (usage === undefined) return null;
	const ids = [...AsnConvert.parse(usage.extnValue.buffer, ExtendedKeyUsage)];
	return { ids, critical: usage.critical };
}

function curveOf(parameters: ArrayBuffer | null | undefined): string | null {
	if (!parameters) return null;
	const { result } = fromBER(parameters);
	return result instanceof ObjectIdentifier ? result.getValue() : null;
}

/** Whether a certificate was in force at a moment. */
export function isInForce({ validFrom, validTo }: Certificate, at: Date): boolean {
	return at >= validFrom && at <= validTo;
}

/** Whether one certificate was issued under another. */
export async function isIssuedBy(
	certificate: Certificate,
	issuer: Certificate,
	subtle: Subtle,
): Promise<boolean> {
	return (
		issuer.isAuthority &&
		isSame(certificate.issuerName, issuer.subjectName) &&
		(await isSignedBy(issuer.key, certificate.signed, subtle))
	);
}

/** Certificates between signer and root; a longer way is none. */
const LONGEST = 5;

/**
 * The root a signer's certificate hangs on, over the certificates that came with it, where all were in
 * force at the time of signing; null for none. An authority is no signer. A certificate may be trusted by
 * itself: one that was imported without its issuer.
 */
export async function rootOf(
	leaf: Certificate,
	between: readonly Certificate[],
	roots: readonly Certificate[],
	at: Date,
	subtle: Subtle,
): Promise<Certificate | null> {
	if (leaf.isAuthority || !isInForce(leaf, at)) return null;
	const itself = roots.find((root) => isSame(root.der, leaf.der));
	if (itself !== undefined) return itself;
	const trusted = roots.filter((root) => isInForce(root, at));
	let [current, rest] = [leaf, [...between]];
	for (let steps = 0; steps < LONGEST; steps++) {
		if (!isInForce(current, at)) return null;
		for (const root of trusted) if (await isIssuedBy(current, root, subtle)) return root;
		let next: Certificate | undefined;
		for (const one of rest) if (await isIssuedBy(current, one, subtle)) next = one;
		if (next === undefined) return null;
		rest = rest.filter((one) => one !== next);
		current = next;
	}
	return null;
}
