import { openLock, type SealLock } from '@wenshu/domain/document/seal-lock.ts';
import type { SealRecord } from '@wenshu/domain/document/seal.ts';
import { sm2AuthorityOf } from '../ofd/sm2-seal.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import {
	createAuthority,
	createSeal,
	type Authority,
	type KeySource,
	type Likeness,
} from './create-seal.ts';
import type { VaultRecord } from './vault.ts';

/** `vault/{id}`: picture and key under the keeper's password, and the lock before them. Nobody reads it. */
export interface Vault {
	record: VaultRecord;
	lock: SealLock;
}

/** `revokedCertificates/{fingerprint}`: a certificate the office withdrew, for whoever checks a seal. */
export interface RevokedCertificate {
	fingerprint: string;
	name: string;
	at: Date;
	reason: string;
}

/** Where the installation's root lies; no seal's id begins with an underscore. */
export const AUTHORITY_PATH = 'vault/_authority';

/** The installation's root; made at the first need, as part of the same work. */
export async function authorityOf(
	work: UnitOfWork,
	organisation: string,
	at: Date,
): Promise<Authority> {
	const known = await work.get<Authority>(AUTHORITY_PATH);
	if (known !== null) return known;
	const made = await createAuthority({ organisation, pepper: installationSecret(), at });
	work.create(AUTHORITY_PATH, made);
	return made;
}

/** What a new seal is made of. */
export interface NewSeal extends Likeness {
	id: string;
	name: string;
	password: string;
	keepers: string[];
	/** Of whom the installation's root speaks, should it have to be made. */
	organisation: string;
	source: KeySource;
	at: Date;
}

/** Makes a seal: public facts beside the vault's record. @throws SigningFailed for certificates that cannot seal. */
export async function writeSeal(work: UnitOfWork, made: NewSeal): Promise<SealRecord> {
	const { publicFacts, vaultRecord } = await createSeal({
		...made,
		sealId: made.id,
		pepper: installationSecret(),
		authority: await authorityOf(work, made.organisation, made.at),
		sm2Authority: await sm2AuthorityOf(work, made.organisation, made.at),
	});
	const record: SealRecord = {
		...publicFacts,
		kind: made.kind,
		keepers: made.keepers,
		disabled: false,
		lockedUntil: null,
		frozen: null,
		thaw: null,
		revoked: null,
	};
	const vault: Vault = { record: vaultRecord, lock: openLock };
	work.create(`seals/${made.id}`, record);
	work.create(`vault/${made.id}`, vault);
	return record;
}
