import { openLock, type SealLock } from '@wenshu/domain/document/seal-lock.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { createAuthority, createSeal, type Authority, type SealFacts } from './create-seal.ts';
import type { VaultRecord } from './vault.ts';

/** `seals/{id}`: what everybody may know of a seal, and who keeps it. */
export interface SealRecord extends SealFacts {
	/** Uids of the people who may use it. */
	keepers: string[];
	disabled: boolean;
}

/** `vault/{id}`: picture and key under the keeper's password, and the lock before them. Nobody reads it. */
export interface Vault {
	record: VaultRecord;
	lock: SealLock;
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

/** Makes a seal: public facts beside the vault's record. */
export async function writeSeal(
	work: UnitOfWork,
	made: { id: string; name: string; password: string; keepers: string[]; at: Date },
): Promise<SealRecord> {
	const { publicFacts, vaultRecord } = await createSeal({
		sealId: made.id,
		name: made.name,
		password: made.password,
		pepper: installationSecret(),
		at: made.at,
		authority: await authorityOf(work, made.name, made.at),
	});
	const record: SealRecord = { ...publicFacts, keepers: made.keepers, disabled: false };
	const vault: Vault = { record: vaultRecord, lock: openLock };
	work.create(`seals/${made.id}`, record);
	work.create(`vault/${made.id}`, vault);
	return record;
}
