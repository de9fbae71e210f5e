import { randomBytes, webcrypto } from 'node:crypto';
import { isSame } from '@wenshu/domain/verification/bytes.ts';
import { readCertificate, type Certificate } from '@wenshu/domain/verification/certificate.ts';
import { checkTimeStamp, type StampVerdict } from '@wenshu/domain/verification/time-stamp.ts';
import {
	Boolean as DerBoolean,
	fromBER,
	Integer,
	Null,
	ObjectIdentifier,
	OctetString,
	Sequence,
	Utf8String,
	type BaseBlock,
} from 'asn1js';
import { arrayBuffer, pem } from './certificates.ts';
import { OID, sha256 } from './cms.ts';
import { SigningFailed } from './signer.ts';

/**
 * Who vouches for the time of a signature: the port beside `SealSigner`. A time stamp is an RFC 3161 token
 * over the signature's value, so that the authority learns nothing of the document.
 */
export interface TimeStamper {
	/**
	 * A token (DER) over some bytes; null where none was to be had and the office seals without one.
	 * @throws SigningFailed where the office does not seal without one.
	 */
	stamp(bytes: Uint8Array): Promise<Buffer | null>;
}

/** A time-stamping authority (TSA) over HTTP (RFC 3161 §3.4). */
export interface StampService {
	url: string;
	/** Goes along as `user:password` (Basic) or, without a colon, as a bearer token; empty for none. */
	secret: string;
}

/** A token that was asked for and holds, and what it says. */
export interface TakenStamp {
	token: Buffer;
	at: Date;
	/** Common name of the authority's certificate. */
	by: string;
	/** What came with it, PEM: the stamping certificate first. */
	certificates: string[];
}

/** Bytes a token may take; one with a chain of three RSA certificates takes about 6,000. */
export const STAMP_ROOM = 16_384;
/** Milliseconds an answer may take. */
const PATIENCE = 15_000;
/** So far its clock may be from ours, in milliseconds. */
const LARGEST_DRIFT = 5 * 60_000;

/** How long an answer may take, in milliseconds, and the clock that its time is held against. */
export interface StampLimits {
	patience?: number;
	clock?: () => Date;
}

/**
 * Asks an authority for a token over some bytes and checks it: its status, number and imprint, its
 * certificate's purpose and, where `roots` (PEM) are given, whom it hangs on.
 * @throws SigningFailed when none came or it does not hold.
 */
export async function takeStamp(
	service: StampService,
	bytes: Uint8Array,
	roots: readonly string[] | null,
	{ patience = PATIENCE, clock = () => new Date() }: StampLimits = {},
): Promise<TakenStamp> {
	const nonce = randomBytes(8);
	// Positive, and never written shorter.
	nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
	const answer = await post(service, request(bytes, nonce), patience);
	const token = tokenOf(answer);
	if (token.length > STAMP_ROOM) throw new SigningFailed('seal/stampNonsense');
	const trusted = (roots ?? []).map((one) => readCertificate(one));
	const verdict = await checkTimeStamp(token, new Uint8Array(bytes), trusted, webcrypto.subtle);
	const { at, by } = soundOf(verdict, nonce, clock());
	if (roots !== null && !verdict.trusted) throw new SigningFailed('seal/stampUntrusted', { by });
	const certificates = verdict.certificates.map(({ der }) => pem('CERTIFICATE', Buffer.from(der)));
	return { token, at, by, certificates };
}

/** The certificate that is to be trusted from now on: the highest one over the stamping certificate that came along. */
export function anchorOf(certificates: readonly string[]): Certificate {
	const [leaf, ...others] = certificates.map((one) => readCertificate(one));
	if (leaf === undefined) throw new SigningFailed('seal/stampNonsense');
	let highest = leaf;
	for (let steps = 0; steps < others.length; steps++) {
		const issuer = others.find(
			(one) => one.isAuthority && one !== highest && isSame(one.subjectName, highest.issuerName),
		);
		if (issuer === undefined) break;
		highest = issuer;
	}
	return highest;
}

function soundOf(verdict: StampVerdict, nonce: Buffer, now: Date): { at: Date; by: string } {
	const { sound, at, by } = verdict;
	if (!sound || at === null || by === null || verdict.nonce !== nonce.toString('hex'))
		throw new SigningFailed('seal/stampWrong');
	if (Math.abs(at.getTime() - now.getTime()) > LARGEST_DRIFT)
		throw new SigningFailed('seal/stampClock', { by });
	return { at, by };
}

function request(bytes: Uint8Array, nonce: Buffer): Buffer {
	const algorithm = new Sequence({
		value: [new ObjectIdentifier({ value: OID.sha256 }), new Null()],
	});
	const hash = new OctetString({ valueHex: arrayBuffer(sha256(bytes)) });
	const wish = new Sequence({
		value: [
			new Integer({ value: 1 }),
			new Sequence({ value: [algorithm, hash] }),
			new Integer({ valueHex: arrayBuffer(nonce) }),
			// Its certificate has to come along, so that the token can be checked for ever.
			new DerBoolean({ value: true }),
		],
	});
	return Buffer.from(wish.toBER());
}

async function post(
	{ url, secret }: StampService,
	body: Buffer,
	patience: number,
): Promise<Uint8Array> {
	const login = secret.includes(':')
		? `Basic ${Buffer.from(secret).toString('base64')}`
		: `Bearer ${secret}`;
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/timestamp-query',
				...(secret === '' ? {} : { authorization: login }),
			},
			body: new Uint8Array(body),
			signal: AbortSignal.timeout(patience),
			// An authority that sends elsewhere is not the one that was entered.
			redirect: 'error',
		});
		const answer = new Uint8Array(await response.arrayBuffer());
		if (!response.ok)
			throw new SigningFailed('seal/stampRefused', { why: `HTTP ${String(response.status)}` });
		return answer;
	} catch (error) {
		if (error instanceof SigningFailed) throw error;
		const isLate = (error as Error).name === 'TimeoutError';
		const seconds = String(Math.round(patience / 1000));
		throw isLate
			? new SigningFailed('seal/stampLate', { seconds })
			: new SigningFailed('seal/stampUnreachable');
	}
}

/** The token of an answer (TimeStampResp, RFC 3161 §2.4.2). @throws SigningFailed where it has none. */
function tokenOf(answer: Uint8Array): Buffer {
	const { result } = fromBER(new Uint8Array(answer));
	const [status, token] = partsOf(result);
	const [code, words] = partsOf(status);
	if (!(code instanceof Integer)) throw new SigningFailed('seal/stampNonsense');
	// 0 is granted, 1 granted with changes; anything else is a refusal.
	if (code.valueBlock.valueDec > 1) {
		const said = words instanceof Sequence ? words.valueBlock.value : [];
		const why = said.map((one) => (one instanceof Utf8String ? one.getValue() : '')).join('，');
		throw new SigningFailed('seal/stampRefused', {
			why: why.slice(0, 100) || `status ${String(code.valueBlock.valueDec)}`,
		});
	}
	if (token === undefined) throw new SigningFailed('seal/stampNonsense');
	return Buffer.from(token.valueBeforeDecodeView);
}

function partsOf(block: BaseBlock | undefined): BaseBlock[] {
	if (!(block instanceof Sequence)) throw new SigningFailed('seal/stampNonsense');
	return block.valueBlock.value;
}
