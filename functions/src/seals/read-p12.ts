import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readSm2Chain, sm2KeyOf, type Sm2Key } from './sm2-key.ts';
import { SigningFailed } from './signer.ts';

/** What a P12 file holds for a seal: its certificate chain (signer first) and key, all PEM (key PKCS #8). */
export interface ImportedKey {
	chain: string[];
	privateKey: string;
	/** An SM2 key, 32 bytes in hex: it seals OFD, for no PDF reader checks SM2. */
	isSm2: boolean;
}

/** Curves whose signatures PDF readers check. */
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/**
 * Reads a P12 file (PKCS #12, RFC 7292): one key, RSA, elliptic or SM2, with its certificates. The library opens
 * the envelope only; certificates and key are taken as the bytes they are, so that names in Chinese and
 * elliptic keys come through unchanged. The password is used here and kept nowhere.
 * @throws SigningFailed when file or password are wrong, or nothing in it can seal.
 */
export async function readP12(bytes: Uint8Array, password: string): Promise<ImportedKey> {
	const { default: forge } = await import('node-forge');
	const { asn1, pkcs12, pki } = forge;
	const der = (value: unknown): Buffer =>
		Buffer.from(asn1.toDer(value as Parameters<typeof asn1.toDer>[0]).getBytes(), 'latin1');
	const envelope = () => parse(() => asn1.fromDer(Buffer.from(bytes).toString('latin1')));
	const bags = (() => {
		try {
			return pkcs12.pkcs12FromAsn1(envelope(), false, password).safeContents;
		} catch (error) {
			// What it is locked with is told apart from a wrong password: SM3 and SM4 of some Chinese tools.
			if (/unsupported|Cannot read encrypted/iu.test(String(error)))
				throw new SigningFailed('seal/p12Cipher');
			// In newer files a password beyond ASCII is UTF-8 for the contents, but UTF-16 for the checksum, which
			// the library cannot mix: such a file is opened without its checksum; key and certificate must fit anyway.
			const bare = envelope();
			if (/[^\x20-\x7e]/u.test(password) && Array.isArray(bare.value)) {
				bare.value.splice(2);
				try {
					return pkcs12.pkcs12FromAsn1(bare, false, forge.util.encodeUtf8(password)).safeContents;
				} catch {
					throw new SigningFailed('seal/p12Password');
				}
			}
			const isWrong = /MAC|password|decrypt/iu.test(String(error));
			throw new SigningFailed(isWrong ? 'seal/p12Password' : 'seal/p12Unreadable');
		}
	})().flatMap(({ safeBags }) => safeBags);
	const certificates = bags
		.filter((bag) => bag.type === pki.oids['certBag'])
		.flatMap((bag) => {
			const value = bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1;
			return [parse(() => new X509Certificate(der(value)))];
		});
	const keys = bags
		.filter(({ type }) => [pki.oids['pkcs8ShroudedKeyBag'], pki.oids['keyBag']].includes(type))
		.map((bag): KeyObject | Sm2Key => {
			const own = bag.key ? null : sm2KeyOf(der(bag.asn1));
			if (own !== null) return own;
			const value = bag.key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key)) : bag.asn1;
			return parse(() => createPrivateKey({ key: der(value), format: 'der', type: 'pkcs8' }));
		});
	const sm2 = keys.find((key) => 'point' in key);
	if (sm2 !== undefined) return chooseSm2(certificates, sm2);
	return choose(certificates, keys.filter((key) => !('point' in key)) as KeyObject[]);
}

function choose(certificates: readonly X509Certificate[], keys: readonly KeyObject[]): ImportedKey {
	for (const key of keys) {
		const leaf = certificates.find((one) => one.checkPrivateKey(key));
		if (leaf === undefined) continue;
		if (!canSeal(key)) throw new SigningFailed('seal/p12Algorithm');
		const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
		const chain = chainOf(leaf, certificates).map((one) => one.toString());
		return { chain, privateKey: pem, isSm2: false };
	}
	throw new SigningFailed('seal/p12NoKey');
}

/** The certificate of an SM2 key, and what it hangs on. */
async function chooseSm2(
	certificates: readonly X509Certificate[],
	key: Sm2Key,
): Promise<ImportedKey> {
	const chain = await readSm2Chain(
		certificates.map((one) => one.toString()),
		key,
	);
	if (chain.length === 0) throw new SigningFailed('seal/p12NoKey');
	return { chain, privateKey: key.privateKey, isSm2: true };
}

function canSeal(key: KeyObject): boolean {
	const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
	if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048;
	return type === 'ec' && CURVES.includes(details?.namedCurve ?? '');
}

/** From the signer upwards, as far as the certificates at hand reach. */
export function chainOf(
	leaf: X509Certificate,
	others: readonly X509Certificate[],
): X509Certificate[] {
	const chain = [leaf];
	for (let last = leaf; chain.length < 6;) {
		if (last.checkIssued(last)) break;
		const next = others.find(
			(one) =>
				one.ca && !chain.includes(one) && last.checkIssued(one) && last.verify(one.publicKey),
		);
		if (next === undefined) break;
		chain.push(next);
		last = next;
	}
	return chain;
}

function parse<T>(read: () => T): T {
	try {
		return read();
	} catch {
		throw new SigningFailed('seal/p12Unreadable');
	}
}
