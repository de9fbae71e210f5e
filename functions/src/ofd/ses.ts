import {
	BitString,
	fromBER,
	type BaseBlock,
	GeneralizedTime,
	IA5String,
	Integer,
	ObjectIdentifier,
	OctetString,
	Sequence,
	Utf8String,
} from 'asn1js';
import { KEYS } from '@wenshu/domain/verification/cryptography.ts';
import { pemBytes } from '../seals/certificates.ts';
import { signSm2, type Sm2KeyAndCertificate } from './sm2-certificates.ts';

/** Version of seal and signature: GB/T 38540-2020. */
const VERSION = 4;
/** Who wrote the structure; a registered vendor's short name where there is one. */
const VENDOR = 'WENSHU';
/** 单位印章. */
const ORGAN_SEAL = 1;
/** The list holds certificates, not digests. */
const CERTIFICATES = 1;

const seq = (...value: BaseBlock[]) => new Sequence({ value });
const integer = (value: number) => new Integer({ value });
const ascii = (value: string) => new IA5String({ value });
const octets = (valueHex: Uint8Array) => new OctetString({ valueHex: new Uint8Array(valueHex) });
const bits = (valueHex: Uint8Array) => new BitString({ valueHex: new Uint8Array(valueHex) });
const oid = (value: string) => new ObjectIdentifier({ value });
/** DER that was made before; what it writes again is checked to be the same bytes. */
function ready(bytes: Uint8Array) {
	const { result } = fromBER(new Uint8Array(bytes));
	if (!Buffer.from(result.toBER(false)).equals(bytes)) throw new Error('DER came out otherwise');
	return result;
}

/** Whole seconds: the standard's times have no fraction. */
function time(at: Date): GeneralizedTime {
	return new GeneralizedTime({ valueDate: new Date(Math.floor(at.getTime() / 1000) * 1000) });
}

function der(block: Sequence): Buffer {
	return Buffer.from(block.toBER(false));
}

/** What an electronic seal is made of. */
export interface SealParts {
	/** IA5: the seal's code. */
	id: string;
	/** The organ's name. */
	name: string;
	/** PNG, and its size on paper in millimetres. */
	png: Uint8Array;
	widthMm: number;
	heightMm: number;
	/** PEM of the certificate that may seal with it. */
	certificate: string;
	validFrom: Date;
	validTo: Date;
}

/** Makes an electronic seal (SESeal), signed by its maker (制章者); DER. */
export function makeElectronicSeal(parts: SealParts, maker: Sm2KeyAndCertificate): Buffer {
	const facts = der(
		seq(
			seq(ascii('ES'), integer(VERSION), ascii(VENDOR)),
			ascii(parts.id),
			seq(
				integer(ORGAN_SEAL),
				new Utf8String({ value: parts.name }),
				integer(CERTIFICATES),
				seq(octets(pemBytes(parts.certificate))),
				time(parts.validFrom),
				time(parts.validFrom),
				time(parts.validTo),
			),
			seq(
				ascii('png'),
				octets(parts.png),
				integer(Math.round(parts.widthMm)),
				integer(Math.round(parts.heightMm)),
			),
		),
	);
	return der(
		seq(
			ready(facts),
			octets(pemBytes(maker.certificate)),
			oid(KEYS.sm2WithSm3),
			bits(signSm2(facts, maker.privateKey)),
		),
	);
}

/** Signs a hash under an electronic seal (SES_Signature); DER. `property` says where the data lies. */
export function signUnderSeal(
	signed: { seal: Uint8Array; hash: Uint8Array; property: string; at: Date },
	signer: Sm2KeyAndCertificate,
): Buffer {
	const body = der(
		seq(
			integer(VERSION),
			ready(signed.seal),
			time(signed.at),
			bits(signed.hash),
			ascii(signed.property),
		),
	);
	return der(
		seq(
			ready(body),
			octets(pemBytes(signer.certificate)),
			oid(KEYS.sm2WithSm3),
			bits(signSm2(body, signer.privateKey)),
		),
	);
}
