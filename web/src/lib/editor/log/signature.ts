/** How sessions sign: every browser since 2017 has it. */
const KEYS = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The key of one session; it lives as long as the page and never leaves it. */
export interface SessionKey {
	/** The public half as JSON (JWK), for the session document. */
	publicKey: string;
	sign: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** Makes the key of a session. */
export async function makeKey(): Promise<SessionKey> {
	const { privateKey, publicKey } = await crypto.subtle.generateKey(KEYS, false, [
		'sign',
		'verify',
	]);
	const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
	return {
		publicKey: JSON.stringify({ kty, crv, x, y }),
		sign: async (bytes) =>
			new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, bytes as BufferSource)),
	};
}

/** Keys as the browser holds them, by their JSON; a text has few people. */
const keys = new Map<string, Promise<CryptoKey>>();

function importKey(publicKey: string): Promise<CryptoKey> {
	const known = keys.get(publicKey);
	if (known) return known;
	const jwk = JSON.parse(publicKey) as JsonWebKey;
	const imported = crypto.subtle.importKey('jwk', jwk, KEYS, false, ['verify']);
	keys.set(publicKey, imported);
	return imported;
}

/** Whether a signature over these bytes was made with the private half of this key. */
export async function checkSignature(
	publicKey: string,
	bytes: Uint8Array,
	signature: Uint8Array,
): Promise<boolean> {
	try {
		const key = await importKey(publicKey);
		return await crypto.subtle.verify(
			SIGNING,
			key,
			signature as BufferSource,
			bytes as BufferSource,
		);
	} catch {
		return false;
	}
}
