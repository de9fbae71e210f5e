/** What a check found of one seal on a document. */
export interface SealFinding {
	name: string;
	/** Common name of the certificate, null when unreadable. */
	signer: string | null;
	/** ISO time of sealing. */
	at: string | null;
	/** Digest, signature and chain of this seal hold, and it is the seal the evidence names. */
	valid: boolean;
	/** The certificate is our own: 演示. */
	demo: boolean;
	/** The office withdrew the certificate; `before` says that the document was sealed before that. */
	revoked: { at: string; reason: string; before: boolean } | null;
	/** The time stamp over it, looked at anew; null where it bears none. */
	stamp: { at: string; by: string; sound: boolean; trusted: boolean } | null;
	/** The office asked for a time stamp, and none was to be had. */
	unstamped: boolean;
}

/** What a check of a sealed document found; every part is looked at anew. */
export interface SealCheck {
	sealed: boolean;
	/** Everything below holds. */
	valid: boolean;
	digest: boolean;
	signature: boolean;
	chain: boolean;
	coversWhole: boolean;
	/** The stored text and elements are those that were sealed. */
	textUnchanged: boolean;
	elementsUnchanged: boolean;
	/** No seal was put on with a certificate that had been withdrawn. */
	unrevoked: boolean;
	/** Each organ's seal, in order. */
	seals: SealFinding[];
	/** Organs of a joint issue that have not sealed yet. */
	missing: string[];
	signer: string | null;
	/** ISO time of the last sealing. */
	at: string | null;
}
