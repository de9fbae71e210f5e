/** What the administration shows of a seal: `seals/{id}` without its certificates. */
export interface SealRow {
	id: string;
	name: string;
	keepers: string[];
	disabled: boolean;
	fingerprint: string;
	validTo: Date;
}
