import { createHash, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { SigningFailed, type SealSigner } from './signer.ts';

/**
 * Where an external signing service is: `POST {url}/certificate` and `POST {url}/sign`.
 *
 * The protocol, JSON both ways, `Authorization: Bearer {token}` where a token is set:
 * - `/certificate` `{version: 1, keyId}` → `{certificates: [base64 DER, …]}`, the signing one first.
 * - `/sign` `{version: 1, keyId, hashAlgorithm: "SHA-256", hash: base64}` → `{signature: base64, certificate: base64 DER}`.
 *   The hash is that of the DER of the signed attributes (RFC 5652 §5.4); the signature is ECDSA (DER) or
 *   RSASSA-PKCS1-v1_5 over it. The document itself never leaves the office.
 * - A refusal is any status of 400 or above with `{message}` for the person who seals.
 */
export interface SigningService {
	url: string;
	keyId: string;
	token: string;
}

/** Milliseconds an answer may take. */
const PATIENCE = 15_000;
/** Bytes an answer may hold; a chain of certificates takes about ten thousand. */
const ANSWER_LIMIT = 100_000;

const certificatesSchema = z.object({ certificates: z.array(z.base64()).min(1).max(6) });
const signatureSchema = z.object({ signature: z.base64(), certificate: z.base64() });

/** Asks a service which certificates its key has: PEM, the signing one first. @throws SigningFailed */
export async function askCertificates(
	service: SigningService,
	patience = PATIENCE,
): Promise<string[]> {
	const answer = await ask(service, 'certificate', {}, certificatesSchema, patience);
	try {
		return answer.certificates.map((one) =>
			new X509Certificate(Buffer.from(one, 'base64')).toString(),
		);
	} catch {
		throw new SigningFailed('seal/serviceNonsense');
	}
}

/** Signs through a service. What comes back is checked against the certificate that the seal was made with. */
export function externalSigner(
	service: SigningService,
	chain: readonly string[],
	patience = PATIENCE,
): SealSigner {
	const leaf = new X509Certificate(chain[0] ?? '');
	const kind = leaf.publicKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa';
	return {
		chain,
		kind,
		async sign(bytes) {
			const hash = createHash('sha256').update(bytes).digest('base64');
			const wish = { hashAlgorithm: 'SHA-256', hash };
			const answer = await ask(service, 'sign', wish, signatureSchema, patience);
			if (!Buffer.from(answer.certificate, 'base64').equals(leaf.raw))
				throw new SigningFailed('seal/serviceCertificate');
			const signature = Buffer.from(answer.signature, 'base64');
			if (!verify('sha256', bytes, leaf.publicKey, signature))
				throw new SigningFailed('seal/serviceSignature');
			return signature;
		},
	};
}

async function ask<Schema extends z.ZodType>(
	{ url, keyId, token }: SigningService,
	what: 'certificate' | 'sign',
	wish: object,
	schema: Schema,
	patience: number,
): Promise<z.output<Schema>> {
	const answer = await post(`${url.replace(/\/+$/u, '')}/${what}`, token, patience, {
		version: 1,
		keyId,
		...wish,
	});
	if (answer.status >= 400)
		throw new SigningFailed('seal/serviceRefused', { why: reasonOf(answer.text, answer.status) });
	try {
		return schema.parse(JSON.parse(answer.text));
	} catch {
		throw new SigningFailed('seal/serviceNonsense');
	}
}

async function post(
	address: string,
	token: string,
	patience: number,
	body: object,
): Promise<{ status: number; text: string }> {
	try {
		const response = await fetch(address, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(token === '' ? {} : { authorization: `Bearer ${token}` }),
			},
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(patience),
			// A service that sends elsewhere is not the one that was entered.
			redirect: 'error',
		});
		const text = await response.text();
		if (text.length > ANSWER_LIMIT) throw new SigningFailed('seal/serviceNonsense');
		return { status: response.status, text };
	} catch (error) {
		if (error instanceof SigningFailed) throw error;
		const isLate = (error as Error).name === 'TimeoutError';
		const seconds = String(Math.round(patience / 1000));
		throw isLate
			? new SigningFailed('seal/serviceLate', { seconds })
			: new SigningFailed('seal/serviceUnreachable');
	}
}

function reasonOf(text: string, status: number): string {
	try {
		const { message } = z.object({ message: z.string().min(1) }).parse(JSON.parse(text));
		return message.slice(0, 100);
	} catch {
		return `HTTP ${String(status)}`;
	}
}
