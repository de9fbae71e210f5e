import {
	BitString,
	fromBER,
	GeneralizedTime,
	IA5String,
	Integer,
	ObjectIdentifier,
	OctetString,
	Sequence,
	Utf8String,
	type BaseBlock,
} from 'asn1js';
import { sm3 } from 'sm-crypto-v2';
import { bytesOfHex, isSame } from './bytes.ts';
import { isInForce, readCertificate, rootOf, type Certificate } from './certificate.ts';
import { isSignedBy, type Subtle } from './cryptography.ts';

/** Generations of the seal structure: GM/T 0031-2014, GB/T 38540-2020, GM/T 0031-2025. */
export type SesVersion = 1 | 4 | 5;

/** An electronic seal (SESeal) of version 4. */
export interface ElectronicSeal {
	der: Uint8Array<ArrayBuffer>;
	id: string;
	name: string;
	/** 1 lists certificates, 2 their SM3 digests. */
	listType: number;
	list: Uint8Array[];
	validFrom: Date;
	validTo: Date;
	picture: { type: string; bytes: Uint8Array<ArrayBuffer>; widthMm: number; heightMm: number };
	/** Who made the seal, and what it signed. */
	maker: Certificate;
	signed: { algorithm: string; signature: Uint8Array; bytes: Uint8Array };
}

/** An electronic signature under a seal (SES_Signature) of version 4. */
export interface SealSignature {
	seal: ElectronicSeal;
	at: Date;
	/** SM3 of what the seal stands for. */
	dataHash: Uint8Array;
	/** Where that lies in the file. */
	propertyInfo: string;
	signer: Certificate;
	signed: { algorithm: string; signature: Uint8Array; bytes: Uint8Array };
}

/** SM3 of some bytes. */
export function sm3Of(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return bytesOfHex(sm3(bytes));
}

/** Of which generation a signature is; null for none. */
export function sesVersion(der: Uint8Array): SesVersion | null {
	try {
		const [body, ...rest] = parts(parse(der));
		if (body === undefined) return null;
		if (rest.length === 1) return 1;
		const [version] = parts(body);
		const number = version instanceof Integer ? version.valueBlock.valueDec : 0;
		return number === 4 || number === 5 ? number : null;
	} catch {
		return null;
	}
}

/** Reads a signature of version 4. @throws what is none. */
export function readSealSignature(der: Uint8Array): SealSignature {
	const [body, certificate, algorithm, signature] = parts(parse(der));
	const [, seal, at, hash, property] = parts(body);
	return {
		seal: readSeal(raw(seal)),
		at: as(at, GeneralizedTime).toDate(),
		dataHash: bitsOf(hash),
		propertyInfo: as(property, IA5String).getValue(),
		signer: readCertificate(octetsOf(certificate)),
		signed: {
			algorithm: as(algorithm, ObjectIdentifier).getValue(),
			signature: bitsOf(signature),
			bytes: raw(body),
		},
	};
}

/** Reads an electronic seal of version 4. @throws what is none. */
export function readSeal(der: Uint8Array): ElectronicSeal {
	const [facts, certificate, algorithm, signature] = parts(parse(der));
	const [, id, property, picture] = parts(facts);
	const [, name, listType, list, , from, to] = parts(property);
	const [type, bytes, width, height] = parts(picture);
	return {
		der: new Uint8Array(der),
		id: as(id, IA5String).getValue(),
		name: as(name, Utf8String).getValue(),
		listType: as(listType, Integer).valueBlock.valueDec,
		list: parts(list).map(listed),
		validFrom: as(from, GeneralizedTime).toDate(),
		validTo: as(to, GeneralizedTime).toDate(),
		picture: {
			type: as(type, IA5String).getValue(),
			bytes: new Uint8Array(octetsOf(bytes)),
			widthMm: as(width, Integer).valueBlock.valueDec,
			heightMm: as(height, Integer).valueBlock.valueDec,
		},
		maker: readCertificate(octetsOf(certificate)),
		signed: {
			algorithm: as(algorithm, ObjectIdentifier).getValue(),
			signature: bitsOf(signature),
			bytes: raw(facts),
		},
	};
}

/** What was found out about a signature under a seal, but for what it stands for. */
export interface SesVerdict {
	/** The signature was made with the key of the certificate. */
	signature: boolean;
	/** The seal is whole, names the certificate, and both were in force at the time of sealing. */
	seal: boolean;
	/** Both certificates hang on one of our roots. */
	chain: boolean;
}

/** Checks a signature and its seal (GB/T 38540-2020, §7 and §8) against roots. */
export async function checkSealSignature(
	signature: SealSignature,
	roots: readonly Certificate[],
	subtle: Subtle,
): Promise<SesVerdict> {
	const { seal, signer, at } = signature;
	const named = seal.listType === 2 ? sm3Of(signer.der) : signer.der;
	const isWhole = await isSignedBy(seal.maker.key, seal.signed, subtle);
	const isNamed = seal.list.some((one) => isSame(one, named));
	const isNow = at >= seal.validFrom && at <= seal.validTo && isInForce(signer, at);
	return {
		signature: await isSignedBy(signer.key, signature.signed, subtle),
		seal: isWhole && isNamed && isNow,
		chain:
			(await rootOf(signer, [], roots, at, subtle)) !== null &&
			(roots.some((root) => isSame(root.der, seal.maker.der)) ||
				(await rootOf(seal.maker, [], roots, seal.validFrom, subtle)) !== null),
	};
}

function parse(der: Uint8Array): BaseBlock {
	const { offset, result } = fromBER(new Uint8Array(der));
	if (offset !== der.length) throw new Error('not DER');
	return result;
}

function parts(block: unknown): BaseBlock[] {
	if (!(block instanceof Sequence)) throw new Error('no sequence');
	return block.valueBlock.value;
}

function as<T>(block: unknown, kind: abstract new (...given: never[]) => T): T {
	if (!(block instanceof kind)) throw new Error('an unexpected kind of value');
	return block;
}

function raw(block: BaseBlock | undefined): Uint8Array<ArrayBuffer> {
	if (block === undefined) throw new Error('a value is missing');
	return new Uint8Array(block.valueBeforeDecodeView);
}

function octetsOf(block: unknown): Uint8Array {
	return as(block, OctetString).valueBlock.valueHexView;
}

function bitsOf(block: unknown): Uint8Array<ArrayBuffer> {
	return new Uint8Array(as(block, BitString).valueBlock.valueHexView);
}

/** A certificate, or a digest: plain, or beside the name of its algorithm. */
function listed(block: BaseBlock): Uint8Array {
	return block instanceof Sequence ? octetsOf(parts(block).at(-1)) : octetsOf(block);
}
