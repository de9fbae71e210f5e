import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';

/** scrypt cost: 2^16 blocks of 1 kB, 67 MB and about a third of a second for each try. */
const COST = 2 ** 16;
/** Upper bound on a stored cost: a forged record must not exhaust the memory. */
const COST_LIMIT = 2 ** 18;
const VERSION = 1;

/** A locked secret as it lies in `vault/{sealId}`; byte strings are base64. */
export interface VaultRecord {
	version: number;
	cost: number;
	salt: string;
	/** The data key, locked by password and pepper. */
	keyNonce: string;
	key: string;
	/** The secret, locked by the data key. */
	nonce: string;
	content: string;
}

/** What a secret is bound to besides the password. */
export interface VaultContext {
	/** The installation's secret, which never lies in the database. */
	pepper: string;
	/** The seal the record belongs to: a record moved to another seal does not open. */
	sealId: string;
}

/** Locks and opens secrets under a password (scrypt), a pepper (HKDF) and a name (AES-256-GCM). */
export const sealVault = { wrap, open, rewrap };

/** Locks a secret. A lower `cost` is for tests, and for secrets whose pepper alone protects them. */
async function wrap(
	content: Uint8Array,
	password: string,
	context: VaultContext,
	cost = COST,
): Promise<VaultRecord> {
	const dataKey = randomBytes(32);
	const nonce = randomBytes(12);
	return {
		...(await lockKey(dataKey, password, context, cost)),
		nonce: nonce.toString('base64'),
		content: encrypt(dataKey, nonce, content, context.sealId),
	};
}

/** The secret, or null when password, pepper, seal or record is not the right one. */
async function open(
	record: VaultRecord,
	password: string,
	context: VaultContext,
): Promise<Uint8Array | null> {
	const dataKey = await unlockKey(record, password, context);
	if (dataKey === null) return null;
	return decrypt(dataKey, record.nonce, record.content, context.sealId);
}

/** The record under a new password (or pepper); null when the old one is wrong. The secret stays locked. */
async function rewrap(
	record: VaultRecord,
	password: { old: string; new: string },
	context: VaultContext,
	newPepper = context.pepper,
): Promise<VaultRecord | null> {
	const dataKey = await unlockKey(record, password.old, context);
	if (dataKey === null) return null;
	const fresh = { pepper: newPepper, sealId: context.sealId };
	return { ...record, ...(await lockKey(dataKey, password.new, fresh, record.cost)) };
}

async function lockKey(key: Buffer, password: string, context: VaultContext, cost: number) {
	const salt = randomBytes(16);
	const keyNonce = randomBytes(12);
	const lock = await derive(password, salt, cost, context.pepper);
	return {
		version: VERSION,
		cost,
		salt: salt.toString('base64'),
		keyNonce: keyNonce.toString('base64'),
		key: encrypt(lock, keyNonce, key, context.sealId),
	};
}

async function unlockKey(
	record: VaultRecord,
	password: string,
	context: VaultContext,
): Promise<Buffer | null> {
	if (record.version !== VERSION || record.cost > COST_LIMIT) return null;
	const salt = Buffer.from(record.salt, 'base64');
	const lock = await derive(password, salt, record.cost, context.pepper);
	return decrypt(lock, record.keyNonce, record.key, context.sealId);
}

/** The same characters typed by different input methods are one password (NFKC). */
function derive(password: string, salt: Buffer, cost: number, pepper: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const limits = { N: cost, r: 8, p: 1, maxmem: 2 * 128 * 8 * cost };
		scrypt(password.normalize('NFKC'), salt, 32, limits, (error, stretched) => {
			if (error !== null) reject(error);
			else resolve(Buffer.from(hkdfSync('sha256', stretched, pepper, 'wenshu seal vault', 32)));
		});
	});
}

function encrypt(key: Buffer, nonce: Buffer, content: Uint8Array, boundTo: string): string {
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	cipher.setAAD(Buffer.from(boundTo));
	const locked = [cipher.update(content), cipher.final(), cipher.getAuthTag()];
	return Buffer.concat(locked).toString('base64');
}

function decrypt(key: Buffer, nonce: string, locked: string, boundTo: string): Buffer | null {
	const bytes = Buffer.from(locked, 'base64');
	if (bytes.length < 16) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'));
	decipher.setAAD(Buffer.from(boundTo));
	decipher.setAuthTag(bytes.subarray(-16));
	try {
		return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
	} catch {
		return null;
	}
}
