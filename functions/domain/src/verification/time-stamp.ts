import {
	fromBER,
	GeneralizedTime,
	Integer,
	ObjectIdentifier,
	OctetString,
	Sequence,
	type BaseBlock,
} from 'asn1js';
import { hexOf, isSame } from './bytes.ts';
import { rootOf, type Certificate } from './certificate.ts';
import type { Subtle } from './cryptography.ts';
import {
	digestOf,
	isDigestOf,
	isSigned,
	OID,
	readSignedData,
	signedAttribute,
	signerOf,
} from './signed-data.ts';

/** id-kp-timeStamping: the one purpose a stamping certificate has (RFC 3161 §2.3). */
const STAMPING = '1.3.6.1.5.5.7.3.8';

/** What was found out about a time stamp (RFC 3161) over a signature. */
export interface StampVerdict {
	/** It is about this signature, unaltered, and made with a certificate that is for time stamps alone. */
	sound: boolean;
	/** Its certificate hangs on an authority this installation trusts and was in force. */
	trusted: boolean;
	/** The time it states, and the common name of who states it; null where unreadable. */
	at: Date | null;
	by: string | null;
	/** Number that a requester chose, hex without leading zeros, so that no old answer passes for a new one. */
	nonce: string | null;
	/** Certificates that came with it: its own first where it could be told, then the others. */
	certificates: Certificate[];
}

/** What a time stamp states (TSTInfo, RFC 3161 §2.4.2). */
interface StampInfo {
	algorithm: string;
	imprint: Uint8Array;
	at: Date;
	nonce: string | null;
}

/**
 * Checks a time stamp token (DER) over some bytes against the certificates (roots, or the stamping ones
 * themselves) that are trusted. What cannot be read is unsound, never an error.
 */
export async function checkTimeStamp(
	token: Uint8Array,
	bytes: Uint8Array<ArrayBuffer>,
	roots: readonly Certificate[],
	subtle: Subtle,
): Promise<StampVerdict> {
	const verdict: StampVerdict = {
		sound: false,
		trusted: false,
		at: null,
		by: null,
		nonce: null,
		certificates: [],
	};
	try {
		const message = readSignedData(token);
		const { info, content, contentType, certificates } = message;
		if (content === null || contentType !== OID.timeStampInfo) return verdict;
		const stated = readStampInfo(content);
		const leaf = await signerOf(message, subtle);
		if (leaf === undefined) return verdict;
		verdict.at = stated.at;
		verdict.nonce = stated.nonce;
		verdict.by = leaf.subject;
		verdict.certificates = [leaf, ...certificates.filter((one) => one !== leaf)];
		const imprint = await digestOf(stated.algorithm, bytes, subtle);
		verdict.sound =
			imprint !== null &&
			isSame(imprint, stated.imprint) &&
			isOfKind(signedAttribute(info, OID.contentType)) &&
			(await isDigestOf(info, content, subtle)) &&
			(await isSigned(info, leaf, subtle)) &&
			isForStamps(leaf);
		verdict.trusted =
			verdict.sound && (await rootOf(leaf, certificates, roots, stated.at, subtle)) !== null;
	} catch {
		// Nothing a time-stamping authority makes: the verdict stays negative.
	}
	return verdict;
}

/** The purpose of a stamping certificate is that alone, and marked critical. */
function isForStamps({ purposes }: Certificate): boolean {
	return purposes?.critical === true && purposes.ids.length === 1 && purposes.ids[0] === STAMPING;
}

function isOfKind(contentType: Uint8Array | undefined): boolean {
	if (contentType === undefined) return false;
	const { result } = fromBER(new Uint8Array(contentType));
	return result instanceof ObjectIdentifier && result.getValue() === OID.timeStampInfo;
}

/** Reads what a time stamp states. @throws what is none. */
function readStampInfo(der: Uint8Array): StampInfo {
	const { result, offset } = fromBER(new Uint8Array(der));
	if (offset !== der.length) throw new Error('not DER');
	const [version, , imprint, , at, ...more] = partsOf(result);
	const [algorithm, hash] = partsOf(imprint);
	const [identifier] = partsOf(algorithm);
	if (!(version instanceof Integer) || version.valueBlock.valueDec !== 1)
		throw new Error('version');
	if (!(identifier instanceof ObjectIdentifier)) throw new Error('no algorithm');
	if (!(hash instanceof OctetString) || !(at instanceof GeneralizedTime))
		throw new Error('no imprint or time');
	// After the time come accuracy (a sequence), ordering, and the one whole number: the nonce.
	const nonce = more.find((one) => one instanceof Integer);
	return {
		algorithm: identifier.getValue(),
		imprint: new Uint8Array(hash.valueBlock.valueHexView),
		at: at.toDate(),
		nonce:
			nonce === undefined
				? null
				: hexOf(new Uint8Array(nonce.valueBlock.valueHexView)).replace(/^0+/u, ''),
	};
}

function partsOf(block: BaseBlock | undefined): BaseBlock[] {
	if (!(block instanceof Sequence)) throw new Error('no sequence');
	return block.valueBlock.value;
}
