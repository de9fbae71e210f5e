import type { OfficialDocument } from '../document/model.ts';
import { refuse, type Decision } from '../core/decision.ts';
import { standing, type SealDeed } from '../document/seal.ts';

/** One seal on a file, as strangers may know it. */
export interface VerifiedSeal {
	name: string;
	/** SHA-256 (hex) of its certificate. */
	fingerprint: string;
	at: Date;
	/** A third party's word on when it was put on; absent where there is none. */
	stamp?: { at: Date; by: string };
}

/** A file by its content: SHA-256 (hex) and length in bytes. */
export interface VerifiedFile {
	sha256: string;
	size: number;
}

/** How a record lost its force (VE-5). */
export interface VerificationEnd {
	at: Date;
	/** Shown to everybody. */
	reason: string;
	/** Code of the file that took its place; null where it was revoked. */
	replacedBy: string | null;
}

/** What befell the force of a record, as strangers may know it: no person is named (VE-3). */
export interface VerificationEvent {
	kind: 'revoked' | 'replaced' | 'restored';
	at: Date;
	reason: string;
	/** Code of the file that took its place. */
	replacedBy?: string;
}

/**
 * `verifications/{code}`: what everybody may know of a sealed file who holds its code (VE-2, VE-3).
 * Written by functions only.
 */
export interface Verification {
	code: string;
	status: '有效' | '已撤销' | '已被替换';
	ended: VerificationEnd | null;
	/** Everything that befell its force, oldest first; absent where nothing did, and on older records (VE-9). */
	history?: VerificationEvent[];
	/** Null where strangers must not read it: the title of an 内部 document. */
	title: string | null;
	number: string | null;
	/** 成文日期. */
	date: Date;
	pages: number;
	/** Issuing organs (发文机关), the lead first. */
	organs: string[];
	seals: VerifiedSeal[];
	/** Time of the last seal. */
	sealedAt: Date;
	pdf: VerifiedFile;
	/** Null where no OFD was made. */
	ofd: VerifiedFile | null;
}

/** `verificationFiles/{sha256}`: which record speaks of a file, so that the file alone finds it. */
export interface VerificationPointer {
	code: string;
}

/** `verificationRoots/installation`: certificates (PEM) the seals of this installation hang on. */
export interface VerificationRoots {
	certificates: string[];
	/** Of those whose time stamps are trusted; absent where none ever was. */
	stampCertificates?: string[];
}

/** What a sealing adds to what the document says of itself. */
export interface SealedFiles {
	code: string;
	pages: number;
	seals: VerifiedSeal[];
	pdf: VerifiedFile;
	ofd: VerifiedFile | null;
}

/** The record of a sealed document (VE-3). `organs` names all issuing organs, the lead first. */
export function verificationOf(
	document: Pick<OfficialDocument, 'elements' | 'number' | 'signedAt' | 'issuer'>,
	sealed: SealedFiles,
	organs: readonly string[] = [document.issuer],
): Verification {
	const sealedAt = sealed.seals.at(-1)?.at;
	if (sealedAt === undefined) throw new Error('a sealed file has a seal');
	return {
		...sealed,
		status: '有效',
		ended: null,
		title: document.elements.secrecy === '公开' ? document.elements.title : null,
		number: document.number,
		date: document.signedAt ?? sealedAt,
		organs: [...organs],
		sealedAt,
	};
}

/** Ends the force of a record, once (VE-5); `replacedBy` is another record in force, or null. */
export function endVerification(
	record: Verification,
	end: { at: Date; reason: string; replacedBy: Verification | null },
): Decision<Verification> {
	if (record.status !== '有效') return refuse('verification/ended', { status: record.status });
	const { at, reason, replacedBy } = end;
	const what = { at, reason };
	if (replacedBy !== null) {
		if (replacedBy.code === record.code) return refuse('verification/itself');
		if (replacedBy.status !== '有效') return refuse('verification/replacementEnded');
	}
	return {
		ok: true,
		value: {
			...record,
			status: replacedBy === null ? '已撤销' : '已被替换',
			ended: { at, reason, replacedBy: replacedBy?.code ?? null },
			history: [
				...historyOf(record),
				replacedBy === null
					? { kind: 'revoked', ...what }
					: { kind: 'replaced', ...what, replacedBy: replacedBy.code },
			],
		},
	};
}

/** What befell the force of a record; of records from before it was kept, their end alone. */
export function historyOf({ ended, history }: Verification): VerificationEvent[] {
	if (history !== undefined) return history;
	if (ended === null) return [];
	const { at, reason, replacedBy } = ended;
	return [
		replacedBy === null
			? { kind: 'revoked', at, reason }
			: { kind: 'replaced', at, reason, replacedBy },
	];
}

/** A further seal makes the record anew; what befell its force stays (VE-9). */
export function continued(record: Verification, earlier: Verification): Verification {
	const history = historyOf(earlier);
	if (history.length === 0) return record;
	return { ...record, status: earlier.status, ended: earlier.ended, history };
}

type Restorable = Pick<OfficialDocument, 'status' | 'restoring'>;

/** Somebody proposes to give an ended record its force back; a second person has to confirm (VE-9). */
export function proposeRestore(
	document: Restorable,
	record: Verification,
	deed: SealDeed,
): Decision<SealDeed> {
	const possible = mayRestore(document, record);
	if (!possible.ok) return possible;
	const pending = pendingRestore(document, deed.at);
	if (pending !== null) return refuse('verification/restorePending', { name: pending.byName });
	return { ok: true, value: deed };
}

/** Another person confirms: the record is in force again, with the proposer's reason, which everybody reads. */
export function confirmRestore(
	document: Restorable,
	record: Verification,
	by: string,
	at: Date,
): Decision<{ record: Verification; proposal: SealDeed }> {
	const possible = mayRestore(document, record);
	if (!possible.ok) return possible;
	const proposal = pendingRestore(document, at);
	if (proposal === null) return refuse('verification/noProposal');
	if (proposal.by === by) return refuse('verification/samePerson');
	const event = { kind: 'restored' as const, at, reason: proposal.reason };
	const history = [...historyOf(record), event];
	return {
		ok: true,
		value: { record: { ...record, status: '有效', ended: null, history }, proposal },
	};
}

/** The proposal to restore that stands at a moment; it stands as long as one to unlock a seal. */
export function pendingRestore({ restoring }: Restorable, at: Date): SealDeed | null {
	return standing(restoring, at);
}

function mayRestore({ status }: Restorable, record: Verification): Decision<true> {
	if (record.status === '有效') return refuse('verification/inForce');
	// What the office itself no longer holds to be valid must not look valid to strangers.
	if (status === 'voided' || status === 'terminated') return refuse('verification/documentEnded');
	return { ok: true, value: true };
}
