/** What everybody may know of a seal: `seals/{id}`. Its picture and key lie in the vault. */
export interface SealFacts {
	id: string;
	name: string;
	/** Uids of those who may use it. */
	keepers: string[];
	disabled?: boolean;
}
