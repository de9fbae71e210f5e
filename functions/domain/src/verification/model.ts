import type { OfficialDocument } from '../document/model.ts';
import { refuse, type Decision } from '../core/decision.ts';

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

/**
 * `verifications/{code}`: what everybody may know of a sealed file who holds its code (VE-2, VE-3).
 * Written by functions only.
 */
export interface Verification {
	code: string;
	status: '有效' | '已撤销' | '已被替换';
	ended: VerificationEnd | null;
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
		},
	};
}
