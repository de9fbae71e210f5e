import type { SealDeed } from './seal.ts';

/** Where the one setting of an installation lies. */
export const timeStampingPath = 'sealSettings/timeStamping';

/** `sealSettings/timeStamping`: from whom seals get their time stamps (RFC 3161); absent: from nobody. */
export interface TimeStamping {
	/** Whether stamps are asked for at all. */
	on: boolean;
	/** Address of the time-stamping authority. */
	url: string;
	/** It is shown a secret, which lies in the vault. */
	hasSecret: boolean;
	/** What happens where it fails: sealed without a stamp, and the register says so; or not sealed. */
	without: boolean;
	/** PEM of the certificate its stamps have to hang on, as it came with the trial; its name, SHA-256 (hex) and end. */
	root: string;
	rootName: string;
	fingerprint: string;
	validTo: Date;
	/** Common name of the certificate that stamps. */
	authority: string;
	changed: SealDeed;
}

/**
 * What became of the time stamp of one sealing: who stamped when, or the code of why there is none although
 * the office asked for one.
 */
export type StampOutcome = { at: Date; by: string } | { code: string };
