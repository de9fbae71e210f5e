import { createPrivateKey, sign } from 'node:crypto';

/** How a key signs: its name in a CMS signature, and what a verifier has to know. */
export type SignatureKind = 'ecdsa' | 'rsa';

/**
 * Who puts the signature under a seal. The one port through which keys are used: a key of ours, one that
 * came in a P12 file, or a signing service outside. SHA-256 always.
 */
export interface SealSigner {
	/** PEM: the signing certificate first, then what it hangs on. */
	readonly chain: readonly string[];
	readonly kind: SignatureKind;
	/** Signs bytes (the DER of the signed attributes). @throws SigningFailed when it cannot. */
	sign(bytes: Buffer): Promise<Buffer>;
}

/** Why nothing was signed; `code` has a sentence in the catalogue. */
export class SigningFailed extends Error {
	readonly code: string;
	readonly detail: Record<string, string>;
	constructor(code: string, detail: Record<string, string> = {}) {
		super(code);
		this.code = code;
		this.detail = detail;
	}
}

/** Signs with a private key at hand (PKCS #8 PEM; RSA or elliptic curve), made here or imported. */
export function localSigner(chain: readonly string[], privateKey: string): SealSigner {
	const key = createPrivateKey(privateKey);
	const kind = key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa';
	return { chain, kind, sign: (bytes) => Promise.resolve(sign('sha256', bytes, key)) };
}
