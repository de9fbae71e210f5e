import { sm2 } from 'sm-crypto-v2';
import { hexOf } from './bytes.ts';

/**
 * What a verifier needs of WebCrypto: `crypto.subtle` of a browser or of Node. An argument, because the
 * domain has no globals.
 */
export interface Subtle {
	digest(algorithm: string, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
	importKey(
		format: 'spki',
		key: Uint8Array<ArrayBuffer>,
		algorithm: { name: string; namedCurve?: string; hash?: string },
		extractable: boolean,
		usages: 'verify'[],
	): Promise<unknown>;
	verify(
		algorithm: { name: string; hash?: string },
		key: never,
		signature: Uint8Array<ArrayBuffer>,
		bytes: Uint8Array<ArrayBuffer>,
	): Promise<boolean>;
}

/** A public key: DER of its SubjectPublicKeyInfo, the algorithm and, of elliptic keys, the curve by OID. */
export interface PublicKey {
	spki: Uint8Array<ArrayBuffer>;
	algorithm: string;
	curve: string | null;
	/** The bits of the key: an elliptic key's point. */
	bits: Uint8Array<ArrayBuffer>;
}

/** User id that SM2 signatures take into their hash where nobody agreed on another (GM/T 0009). */
export const SM2_USER = '1234567812345678';

/** Object identifiers of keys and signatures. */
export const KEYS = {
	elliptic: '1.2.840.10045.2.1',
	sm2Curve: '1.2.156.10197.1.301',
	sm2WithSm3: '1.2.156.10197.1.501',
	sm3: '1.2.156.10197.1.401',
} as const;

const CURVES: Record<string, { name: string; size: number }> = {
	'1.2.840.10045.3.1.7': { name: 'P-256', size: 32 },
	'1.3.132.0.34': { name: 'P-384', size: 48 },
	'1.3.132.0.35': { name: 'P-521', size: 66 },
};

/** Signature algorithms by OID (RFC 5754, RFC 5758). */
const ALGORITHMS: Record<string, { name: 'ECDSA' | 'RSASSA-PKCS1-v1_5'; hash: string }> = {
	'1.2.840.10045.4.3.2': { name: 'ECDSA', hash: 'SHA-256' },
	'1.2.840.10045.4.3.3': { name: 'ECDSA', hash: 'SHA-384' },
	'1.2.840.10045.4.3.4': { name: 'ECDSA', hash: 'SHA-512' },
	'1.2.840.113549.1.1.11': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
	'1.2.840.113549.1.1.12': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
	'1.2.840.113549.1.1.13': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
};

/** Whether a signature over some bytes was made with a key; false also for what cannot be checked. */
export async function isSignedBy(
	key: PublicKey,
	signed: { algorithm: string; signature: Uint8Array; bytes: Uint8Array },
	subtle: Subtle,
): Promise<boolean> {
	const bytes = new Uint8Array(signed.bytes);
	const signature = new Uint8Array(signed.signature);
	if (signed.algorithm === KEYS.sm2WithSm3)
		return key.curve === KEYS.sm2Curve && isSm2Signed(key.bits, bytes, signature);
	const algorithm = ALGORITHMS[signed.algorithm];
	if (algorithm === undefined) return false;
	const { name, hash } = algorithm;
	try {
		if (name === 'ECDSA') {
			const curve = CURVES[key.curve ?? ''];
			if (curve === undefined) return false;
			const imported = await importKey(subtle, key, { name, namedCurve: curve.name });
			return await subtle.verify({ name, hash }, imported, plain(signature, curve.size), bytes);
		}
		const imported = await importKey(subtle, key, { name, hash });
		return await subtle.verify({ name }, imported, signature, bytes);
	} catch {
		// Not a key, or not a signature, of this kind.
		return false;
	}
}

async function importKey(
	subtle: Subtle,
	{ spki }: PublicKey,
	algorithm: { name: string; namedCurve?: string; hash?: string },
): Promise<never> {
	return (await subtle.importKey('spki', spki, algorithm, false, ['verify'])) as never;
}

/** Whether an SM2 signature (DER) over the SM3 of some bytes was made with the key of a point. */
export function isSm2Signed(point: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
	try {
		return sm2.doVerifySignature(bytes, hexOf(signature), hexOf(point), {
			hash: true,
			der: true,
			userId: SM2_USER,
		});
	} catch {
		return false;
	}
}

/** r and s of an ECDSA signature in DER one after the other, each `size` bytes, as WebCrypto wants them. */
function plain(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
	const out = new Uint8Array(2 * size);
	if (der[0] !== 0x30) throw new Error('no signature');
	let at = (der[1] ?? 0) & 0x80 ? 3 : 2;
	for (const place of [size, 2 * size]) {
		if (der[at] !== 0x02) throw new Error('no signature');
		const length = der[at + 1] ?? 0;
		let number = der.subarray(at + 2, at + 2 + length);
		while (number.length > size && number[0] === 0) number = number.subarray(1);
		if (number.length > size) throw new Error('no signature');
		out.set(number, place - number.length);
		at += 2 + length;
	}
	if (at !== der.length) throw new Error('no signature');
	return out;
}
