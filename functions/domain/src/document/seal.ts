import { grant, refuse, type Decision } from '../core/decision.ts';
import type { StampOutcome } from './time-stamping.ts';

/** Whose a seal is: an organ's (公章), or one person's handwritten signature (手写签名、签名章). */
export type SealKind = 'organ' | 'signature';

/** Where the key is that signs: made here, imported from a P12 file, or in a signing service outside. */
export type SealSource = 'local' | 'p12' | 'external';

/**
 * What a seal's certificate is worth: `demo` proves integrity and which installation sealed, `licensed`
 * hangs on an authority licensed under 电子签名法 Art. 16, as the importing administrator declared.
 */
export type SealAssurance = 'demo' | 'licensed';

/** Who did something about a seal, when and why. */
export interface SealDeed {
	at: Date;
	by: string;
	byName: string;
	reason: string;
}

/** `seals/{id}`: what everybody may know of a seal, and who keeps it. Picture and key lie in the vault. */
export interface SealRecord {
	id: string;
	name: string;
	/** Absent on seals of before there were signatures: an organ's. */
	kind?: SealKind;
	/** Width of the picture on paper in millimetres; its height where it is not the same. */
	sizeMm: number;
	heightMm?: number;
	/** Uids of the people who may use it; of a signature its owner alone. */
	keepers: string[];
	disabled: boolean;
	source?: SealSource;
	assurance?: SealAssurance;
	/** PEM of the seal's certificate, and of the root or highest issuer it is checked with. */
	certificate: string;
	root: string;
	/** SHA-256 of the certificate, hex. */
	fingerprint: string;
	/** Common name of who issued the certificate. */
	issuer?: string;
	/** It has an SM2 key beside, so that OFD can be sealed; absent on older seals, which have none. */
	hasOfd?: boolean;
	/** Common name of who issued the SM2 certificate, where that was imported. */
	ofdIssuer?: string;
	validFrom: Date;
	validTo: Date;
	createdAt: Date;
	/** End of the lock after wrong passwords; a copy of the vault's, for the people who look after it. */
	lockedUntil?: Date | null;
	/** Why it is frozen: too many wrong passwords (`by` is empty), or an administrator did it. */
	frozen?: SealDeed | null;
	/** An unlocking that one administrator proposed and another has to confirm. */
	thaw?: SealDeed | null;
	/** The office withdrew the certificate; nothing is sealed with it any more. */
	revoked?: SealDeed | null;
}

/** What became of a use of a seal. `checking` stays where the computer died in between. */
export type SealUseResult =
	'checking' | 'wrong' | 'locked' | 'frozen' | 'refused' | 'opened' | 'previewed' | 'done';

/** What a seal was taken out for. */
export type SealUseAction =
	| 'apply'
	| 'preview'
	| 'opinion'
	| 'password'
	/** The public record of a sealed file was ended, or given its force back. */
	| 'endRecord'
	| 'proposeRestore'
	| 'restoreRecord';

/** `sealUses/{id}`: a line of 用印登记. Written by functions only, never deleted. */
export interface SealUse {
	id: string;
	sealId: string;
	sealName: string;
	kind: SealKind;
	action: SealUseAction;
	reason: string;
	result: SealUseResult;
	/** Code of the refusal, where there was one. */
	code: string | null;
	by: string;
	byName: string;
	byUnit: string;
	at: Date;
	documentId: string | null;
	title: string;
	number: string | null;
	/** Page the seal stands on, from 1. */
	page: number | null;
	/** SHA-256 (hex) of the sealed file. */
	fileSha256: string | null;
	/** What became of the time stamp; absent where the office asked for none. */
	stamp?: StampOutcome;
}

/** How a seal stands at a moment. */
export type SealState = 'usable' | 'disabled' | 'locked' | 'frozen' | 'revoked' | 'expired';

/** How a seal stands; the gravest of what is true. */
export function sealState(seal: SealRecord, now: Date): SealState {
	if (seal.revoked != null) return 'revoked';
	if (seal.frozen != null) return 'frozen';
	if (seal.disabled) return 'disabled';
	if (now > seal.validTo || now < seal.validFrom) return 'expired';
	return seal.lockedUntil != null && now < seal.lockedUntil ? 'locked' : 'usable';
}

/** Whether a person may take a seal out now; the lock is the vault's own affair. */
export function mayUseSeal(seal: SealRecord | null, uid: string, now: Date): Decision<SealRecord> {
	if (seal === null || !seal.keepers.includes(uid)) return refuse('seal/noSeal');
	if (seal.revoked != null) return refuse('seal/revoked', { reason: seal.revoked.reason });
	if (seal.disabled) return refuse('seal/disabled');
	if (now > seal.validTo || now < seal.validFrom) return refuse('seal/expired');
	return grant(seal);
}

/** Whether everything about the seal has to say 演示. */
export function isDemo(seal: Pick<SealRecord, 'assurance'>): boolean {
	return seal.assurance !== 'licensed';
}

/** How long a proposal that a second person has to confirm stands, in hours. */
export const THAW_HOURS = 24;

/** An administrator proposes to unlock a seal that is locked or frozen; a second one has to confirm. */
export function proposeThaw(seal: SealRecord, deed: SealDeed): Decision<SealRecord> {
	if (seal.revoked != null) return refuse('seal/revoked', { reason: seal.revoked.reason });
	const state = sealState({ ...seal, disabled: false }, deed.at);
	if (state !== 'locked' && state !== 'frozen') return refuse('seal/notLocked');
	if (isProposed(seal, deed.at)) return refuse('seal/thawPending', { name: seal.thaw.byName });
	return grant({ ...seal, thaw: deed });
}

/** Another administrator confirms; whoever proposed never can, nor the owner of a signature. */
export function confirmThaw(seal: SealRecord, by: string, now: Date): Decision<SealRecord> {
	if (!isProposed(seal, now)) return refuse('seal/noProposal');
	if (seal.thaw.by === by) return refuse('seal/samePerson');
	if (seal.kind === 'signature' && seal.keepers.includes(by)) return refuse('seal/ownThaw');
	return grant({ ...seal, thaw: null, frozen: null, lockedUntil: null });
}

/** Whether a proposal to unlock stands. */
export function isProposed(seal: SealRecord, now: Date): seal is SealRecord & { thaw: SealDeed } {
	return standing(seal.thaw, now) !== null;
}

/** A proposal that stands at a moment; null where there is none, or it is too old. */
export function standing(proposal: SealDeed | null | undefined, now: Date): SealDeed | null {
	if (proposal == null) return null;
	return now.getTime() - proposal.at.getTime() < THAW_HOURS * 3_600_000 ? proposal : null;
}
