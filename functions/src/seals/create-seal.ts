import { createHash, X509Certificate } from 'node:crypto';
import { issueAuthority, issueSeal, type KeyAndCertificate } from './certificates.ts';
import { drawSeal, type SealPicture } from './picture.ts';
import { sealVault, type VaultContext, type VaultRecord } from './vault.ts';

/** Side of the picture on paper, in millimetres: a bureau's seal (国发〔1999〕25号). */
export const SEAL_SIZE_MM = 42;

/** What everybody may know of a seal; the picture is not among it. */
export interface SealFacts {
	id: string;
	name: string;
	sizeMm: number;
	/** PEM of the seal's certificate and of the root it hangs on. */
	certificate: string;
	root: string;
	/** SHA-256 of the certificate, hex. */
	fingerprint: string;
	validFrom: Date;
	validTo: Date;
	createdAt: Date;
}

/** The installation's root: the certificate is public, the key lies in the vault under the pepper alone. */
export interface Authority {
	certificate: string;
	vaultRecord: VaultRecord;
}

/** What comes out of the vault when the password is right. Never leaves the function. */
export interface OpenSeal {
	picture: SealPicture;
	/** PEM: the seal's certificate first, then its root. */
	chain: string[];
	/** PKCS #8 PEM. */
	privateKey: string;
}

/** Vault name of the root's key; no seal can have it, because ids hold no blank. */
const AUTHORITY_NAME = 'the authority';
/** The root's key hangs on the pepper, which nobody can guess: stretching an empty password gains nothing. */
const AUTHORITY_COST = 2 ** 10;

/** Makes the root certificate of an installation, once. Keep it: seals made under it are checked with it. */
export async function createAuthority(made: {
	organisation: string;
	pepper: string;
	at: Date;
}): Promise<Authority> {
	const root = issueAuthority(made.organisation, made.at);
	const key = Buffer.from(root.privateKey);
	const context = { pepper: made.pepper, sealId: AUTHORITY_NAME };
	return {
		certificate: root.certificate,
		vaultRecord: await sealVault.wrap(key, '', context, AUTHORITY_COST),
	};
}

/** Draws a seal, gives it a key and a certificate, and locks both away under its keeper's password. */
export async function createSeal(made: {
	sealId: string;
	/** The organ's full name, as it stands on the seal. */
	name: string;
	password: string;
	pepper: string;
	at: Date;
	authority: Authority;
}): Promise<{ publicFacts: SealFacts; vaultRecord: VaultRecord }> {
	const { sealId, name, pepper, at } = made;
	const authority = await openAuthority(made.authority, pepper);
	const picture = await drawSeal(name);
	const issued = issueSeal(name, authority, at);
	const secret: OpenSeal = {
		picture,
		chain: [issued.certificate, authority.certificate],
		privateKey: issued.privateKey,
	};
	const content = Buffer.from(JSON.stringify(secret));
	const vaultRecord = await sealVault.wrap(content, made.password, { pepper, sealId });
	return { publicFacts: factsOf(sealId, name, secret.chain, at), vaultRecord };
}

/** Opens a seal; null when the password is wrong or the record is not this seal's. */
export async function openSeal(
	record: VaultRecord,
	password: string,
	context: VaultContext,
): Promise<OpenSeal | null> {
	const content = await sealVault.open(record, password, context);
	return content === null ? null : (JSON.parse(Buffer.from(content).toString()) as OpenSeal);
}

async function openAuthority(authority: Authority, pepper: string): Promise<KeyAndCertificate> {
	const context = { pepper, sealId: AUTHORITY_NAME };
	const key = await sealVault.open(authority.vaultRecord, '', context);
	if (key === null) throw new Error('the root key does not open: was WENSHU_SECRET changed?');
	return { certificate: authority.certificate, privateKey: Buffer.from(key).toString() };
}

function factsOf(id: string, name: string, [leaf = '', root = '']: string[], at: Date): SealFacts {
	const certificate = new X509Certificate(leaf);
	return {
		id,
		name,
		sizeMm: SEAL_SIZE_MM,
		certificate: leaf,
		root,
		fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
		validFrom: new Date(certificate.validFrom),
		validTo: new Date(certificate.validTo),
		createdAt: at,
	};
}
