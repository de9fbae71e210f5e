import {
	timeStampingPath,
	type StampOutcome,
	type TimeStamping,
} from '@wenshu/domain/document/time-stamping.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { SigningFailed } from './signer.ts';
import {
	takeStamp,
	type StampLimits,
	type StampService,
	type TimeStamper,
} from './time-stamper.ts';
import { sealVault, type VaultRecord } from './vault.ts';

/** `vault/_timeStamping`: what the office shows the authority, under the installation's secret alone. */
export interface StampSecret {
	record: VaultRecord;
}

/** Where it lies; no seal's id begins with an underscore. */
export const STAMP_SECRET_PATH = 'vault/_timeStamping';
/** Vault name of it; no seal can have it, because ids hold no blank. */
const SECRET_NAME = 'the time stamps';
/** It hangs on the installation's secret, which nobody can guess: stretching an empty password gains nothing. */
const SECRET_COST = 2 ** 10;

/** Locks what the office shows the authority. */
export async function lockStampSecret(secret: string): Promise<StampSecret> {
	const context = { pepper: installationSecret(), sealId: SECRET_NAME };
	return { record: await sealVault.wrap(Buffer.from(secret), '', context, SECRET_COST) };
}

/** Opens it again; empty where there is none. */
export async function openStampSecret(stored: StampSecret | null): Promise<string> {
	if (stored === null) return '';
	const context = { pepper: installationSecret(), sealId: SECRET_NAME };
	const secret = await sealVault.open(stored.record, '', context);
	if (secret === null) throw new Error('the secret does not open: was WENSHU_SECRET changed?');
	return Buffer.from(secret).toString();
}

/** The stamper of one sealing, and what became of its stamp: null until asked. */
export interface Stamping {
	stamper: TimeStamper;
	outcome(): StampOutcome | null;
}

/** How this sealing gets its time stamp; null where the office asked for none. */
export async function openStamping(work: UnitOfWork): Promise<Stamping | null> {
	const settings = await work.get<TimeStamping>(timeStampingPath);
	if (settings === null || !settings.on) return null;
	const secret = await openStampSecret(await work.get<StampSecret>(STAMP_SECRET_PATH));
	return stampingOf(settings, { url: settings.url, secret });
}

/** Asks an authority, and where it fails does as the office chose; either way the outcome is told. */
export function stampingOf(
	{ root, without }: Pick<TimeStamping, 'root' | 'without'>,
	service: StampService,
	limits?: StampLimits,
): Stamping {
	let outcome: StampOutcome | null = null;
	return {
		outcome: () => outcome,
		stamper: {
			async stamp(bytes) {
				try {
					const { token, at, by } = await takeStamp(service, bytes, [root], limits);
					outcome = { at, by };
					return token;
				} catch (error) {
					if (!(error instanceof SigningFailed)) throw error;
					outcome = { code: error.code };
					if (!without) throw error;
					return null;
				}
			},
		},
	};
}
