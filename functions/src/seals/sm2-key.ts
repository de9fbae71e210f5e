import { webcrypto } from 'node:crypto';
import { isIssuedBy, readCertificate } from '@wenshu/domain/verification/certificate.ts';
import { KEYS } from '@wenshu/domain/verification/cryptography.ts';
import { fromBER, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from 'asn1js';
import { sm2 } from 'sm-crypto-v2';

/** An SM2 key: 32 bytes, and the point that belongs to it; both hex. */
export interface Sm2Key {
	privateKey: string;
	point: string;
}

/** The SM2 key in a PKCS #8 structure (GM/T 0010, RFC 5958); null for a key of another kind. */
export function sm2KeyOf(pkcs8: Uint8Array): Sm2Key | null {
	const [, algorithm, octets] = partsOf(fromBER(new Uint8Array(pkcs8)).result);
	const [, curve] = partsOf(algorithm);
	if (!(curve instanceof ObjectIdentifier) || curve.getValue() !== KEYS.sm2Curve) return null;
	if (!(octets instanceof OctetString)) return null;
	const inner = fromBER(new Uint8Array(octets.valueBlock.valueHexView)).result;
	const [, secret] = partsOf(inner);
	if (!(secret instanceof OctetString)) return null;
	const privateKey = Buffer.from(secret.valueBlock.valueHexView).toString('hex').padStart(64, '0');
	return { privateKey, point: sm2.getPublicKeyFromPrivateKey(privateKey) };
}

/** The certificate of an SM2 key and, as far as they are at hand, those above it (PEM); empty for none. */
export async function readSm2Chain(
	certificates: readonly string[],
	key: Sm2Key,
): Promise<string[]> {
	const all = certificates.map((pem) => ({ pem, read: readCertificate(pem) }));
	const leaf = all.find(
		({ read }) =>
			!read.isAuthority &&
			read.key.curve === KEYS.sm2Curve &&
			Buffer.from(read.key.bits).toString('hex') === key.point,
	);
	if (leaf === undefined) return [];
	const chain = [leaf];
	for (let last = leaf; chain.length < 6;) {
		let next: typeof leaf | undefined;
		for (const one of all)
			if (!chain.includes(one) && (await isIssuedBy(last.read, one.read, webcrypto.subtle)))
				next = one;
		if (next === undefined) break;
		chain.push(next);
		last = next;
	}
	return chain.map(({ pem }) => pem);
}

function partsOf(block: BaseBlock | undefined): BaseBlock[] {
	return block instanceof Sequence ? block.valueBlock.value : [];
}
