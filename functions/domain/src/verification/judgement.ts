import type { Verification } from './model.ts';
import type { StampVerdict } from './time-stamp.ts';
import type { OfdVerdict } from './verify-ofd.ts';
import type { PdfVerdict } from './verify-pdf.ts';

/** A file somebody wants to know about, looked at where it lies. */
export interface CheckedFile {
	name: string;
	size: number;
	sha256: string;
	kind: 'pdf' | 'ofd';
	verdict: PdfVerdict | OfdVerdict;
	/** Whether the installation's roots were at hand; without them no certificate can be traced. */
	rootsKnown: boolean;
}

/** `revokedCertificates/{fingerprint}`: a certificate the office withdrew. */
export interface WithdrawnCertificate {
	fingerprint: string;
	name: string;
	at: Date;
	reason: string;
}

/** What is known of the record: itself, null for none, undefined where nobody could be asked. */
export type RecordAnswer = Verification | null | undefined;

/** The one answer a stranger gets (VE-7). */
export type Judgement =
	/** In force; only the code was looked at. */
	| 'known'
	| 'unknownCode'
	| 'revoked'
	| 'replaced'
	/** In force, and the file is the registered one, untouched. */
	| 'genuine'
	/** A good seal, but not the file that was registered under the code. */
	| 'otherFile'
	/** A good seal of ours, but nothing is registered. */
	| 'unregistered'
	/** Content was changed or added after sealing. */
	| 'altered'
	/** The signature does not fit its certificate, or the seal its structure. */
	| 'forged'
	/** Sealed with a certificate that had been withdrawn, or not provably before. */
	| 'withdrawn'
	/** Sealed, but under no root of this installation. */
	| 'foreign'
	| 'unsealed'
	| 'broken'
	| 'encrypted'
	/** A generation of seals that is recognised but not checked. */
	| 'notChecked'
	/** Untouched and signed, but record and roots could not be asked. */
	| 'offline';

/** What the answer is worth: good, bad, or to be looked at more closely. */
export function toneOf(judgement: Judgement): 'ok' | 'warn' | 'bad' {
	if (judgement === 'known' || judgement === 'genuine') return 'ok';
	const unclear: Judgement[] = ['replaced', 'otherFile', 'unregistered', 'notChecked', 'offline'];
	const unread: Judgement[] = ['unsealed', 'broken', 'encrypted', 'unknownCode'];
	return unclear.includes(judgement) || unread.includes(judgement) ? 'warn' : 'bad';
}

/**
 * Weighs a record and, where there is one, a file: what is wrong with the file itself comes first.
 * `withdrawn` are the certificates of their seals that the office withdrew.
 */
export function judge(
	record: RecordAnswer,
	file: CheckedFile | null,
	withdrawn: readonly WithdrawnCertificate[] = [],
): Judgement {
	const isVoid = withdrawn.some((one) => !wasSealedBefore(one, record, file));
	if (file === null) {
		if (record === undefined) return 'offline';
		return record === null ? 'unknownCode' : (endOf(record) ?? (isVoid ? 'withdrawn' : 'known'));
	}
	const wrong = wrongWith(file);
	if (wrong !== null) return wrong;
	if (record === undefined || !file.rootsKnown) return 'offline';
	if (isVoid) return 'withdrawn';
	if (record === null) return 'unregistered';
	const isRegistered = file.sha256 === record[file.kind]?.sha256;
	return isRegistered ? (endOf(record) ?? 'genuine') : 'otherFile';
}

/**
 * Whether a seal was provably put on before its certificate was withdrawn: the register vouches for it, or
 * a time stamp of a trusted third party does.
 */
export function wasSealedBefore(
	withdrawn: WithdrawnCertificate,
	record: RecordAnswer,
	file: CheckedFile | null = null,
): boolean {
	const isOf = ({ fingerprint }: { fingerprint: string | null }) =>
		fingerprint === withdrawn.fingerprint;
	const seal = record?.seals.find(isOf);
	if (seal !== undefined) return seal.at < withdrawn.at;
	const stamps = (file?.verdict.seals ?? []).filter(isOf).map(({ stamp }) => stamp);
	const isBefore = (stamp: StampVerdict | null) =>
		stamp?.trusted === true && stamp.at !== null && stamp.at < withdrawn.at;
	return stamps.length > 0 && stamps.every(isBefore);
}

function endOf({ status }: Verification): Judgement | null {
	if (status === '有效') return null;
	return status === '已撤销' ? 'revoked' : 'replaced';
}

function wrongWith({ verdict, rootsKnown }: CheckedFile): Judgement | null {
	if (verdict.problem !== null) return verdict.problem;
	if ('checked' in verdict && !verdict.checked) return 'notChecked';
	if (!verdict.digest || !verdict.gap || !verdict.coversWhole) return 'altered';
	if (!verdict.signature || ('seal' in verdict && !verdict.seal)) return 'forged';
	if (verdict.seals.some(({ stamp }) => stamp?.sound === false)) return 'forged';
	return rootsKnown && !verdict.chain ? 'foreign' : null;
}
