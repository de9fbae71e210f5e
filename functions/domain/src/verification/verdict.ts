import type { StampVerdict } from './time-stamp.ts';

/** What was found out about one seal. */
export interface SealVerdict {
	/** All of digest, signature and chain, and a time stamp, where there is one, is sound. */
	valid: boolean;
	/** The bytes under the seal are those that were sealed. */
	digest: boolean;
	/** The signature was made with the key of the certificate. */
	signature: boolean;
	/** The certificate hangs on one of our roots and was in force at the time of sealing. */
	chain: boolean;
	/** The seal covers every byte of the file but itself. */
	coversWhole: boolean;
	/** Exactly the signature is left out of what is covered. */
	gap: boolean;
	/** Revisions appended after the seal; a later seal is one. */
	laterRevisions: number;
	/** Common name of the certificate and of its issuer, null when unreadable. */
	signer: string | null;
	issuer: string | null;
	/** SHA-256 of the certificate, hex, and how long it is in force. */
	fingerprint: string | null;
	validTo: Date | null;
	/** Time of sealing by the sealing computer's clock. */
	at: Date | null;
	/** The time stamp over the signature; null where it bears none. */
	stamp: StampVerdict | null;
}

/** Why a file cannot be looked at. */
export type FileProblem = 'broken' | 'encrypted' | 'unsealed';

/** The verdict on a seal of which nothing is known yet. */
export const noSeal: SealVerdict = {
	valid: false,
	digest: false,
	signature: false,
	chain: false,
	coversWhole: false,
	gap: false,
	laterRevisions: 0,
	signer: null,
	issuer: null,
	fingerprint: null,
	validTo: null,
	at: null,
	stamp: null,
};

/** What holds of a file when it holds of every seal on it; the last one must cover the whole file. */
export function ofAll<Verdict extends SealVerdict>(
	seals: readonly Verdict[],
	last: Verdict,
): Verdict {
	const every = (is: (seal: Verdict) => boolean) => seals.every(is);
	return {
		...last,
		valid: last.coversWhole && every(({ valid }) => valid),
		digest: every(({ digest }) => digest),
		signature: every(({ signature }) => signature),
		chain: every(({ chain }) => chain),
		gap: every(({ gap }) => gap),
	};
}
