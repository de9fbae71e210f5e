import { createHash, X509Certificate } from 'node:crypto';
import { readCertificate } from '@wenshu/domain/verification/certificate.ts';
import type { SealAssurance, SealKind, SealSource } from '@wenshu/domain/document/seal.ts';
import type { Sm2KeyAndCertificate } from '../ofd/sm2-certificates.ts';
import { makeSm2Seal, type Sm2Seal } from '../ofd/sm2-seal.ts';
import { issueAuthority, issueSeal, type KeyAndCertificate } from './certificates.ts';
import { externalSigner, type SigningService } from './external-signer.ts';
import { drawSeal, type PngPicture, type SealPicture } from './picture.ts';
import { localSigner, SigningFailed, type SealSigner } from './signer.ts';
import { sealVault, type VaultContext, type VaultRecord } from './vault.ts';

/** Side of the picture on paper, in millimetres: a bureau's seal (国发〔1999〕25号). */
export const SEAL_SIZE_MM = 42;
/** Box that a signature's stamp fits into, in millimetres: two lines of text high at most. */
export const SIGNATURE_BOX_MM = { width: 40, height: 20 } as const;

/** What everybody may know of a seal by its making; the picture is not among it. */
export interface SealFacts {
	id: string;
	name: string;
	sizeMm: number;
	heightMm: number;
	source: SealSource;
	assurance: SealAssurance;
	/** PEM of the seal's certificate and of the highest certificate it hangs on. */
	certificate: string;
	root: string;
	/** SHA-256 of the certificate, hex. */
	fingerprint: string;
	/** Common name of the issuer. */
	issuer: string;
	/** It has an SM2 key beside, so that OFD can be sealed. */
	hasOfd: boolean;
	/** Common name of who issued the certificate for OFD, where it was imported. */
	ofdIssuer?: string;
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
	/** PEM: the seal's certificate first, then what it hangs on. */
	chain: string[];
	/** PKCS #8 PEM; absent where a service outside signs. */
	privateKey?: string;
	service?: SigningService;
	/** For OFD; absent on seals of before there was one. */
	sm2?: Sm2Seal;
}

/** Where certificate and key of a new seal come from. */
export type KeySource =
	| { from: 'local' }
	| { from: 'p12'; chain: string[]; privateKey: string; licensed: boolean }
	/** An SM2 key that was imported: it seals OFD; the PDF gets a key made here. */
	| { from: 'sm2'; chain: string[]; privateKey: string }
	| { from: 'external'; chain: string[]; service: SigningService; licensed: boolean };

/** What a new seal looks like: an organ's is drawn where no picture is given. */
export interface Likeness {
	kind: SealKind;
	picture: PngPicture | null;
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

/** Gives a seal its picture, key and certificate, and locks them away under its keeper's password. */
export async function createSeal(
	made: Partial<Likeness> & {
		sealId: string;
		/** The organ's full name, as it stands on the seal, or a person's. */
		name: string;
		password: string;
		pepper: string;
		at: Date;
		authority: Authority;
		sm2Authority?: Sm2KeyAndCertificate;
		source?: KeySource;
	},
): Promise<{ publicFacts: SealFacts; vaultRecord: VaultRecord }> {
	const { sealId, name, pepper, at, kind = 'organ', source = { from: 'local' } } = made;
	const picture = made.picture ?? (await drawSeal(name));
	const size = sizeOf(kind, picture);
	const { sm2Authority } = made;
	const secret: OpenSeal = {
		picture,
		...(await keyOf(source, { ...made, kind })),
		...(sm2Authority && {
			sm2: await makeSm2Seal(
				{ sealId, name, picture, ...size, at, own: source.from === 'sm2' ? source : null },
				sm2Authority,
			),
		}),
	};
	const content = Buffer.from(JSON.stringify(secret));
	const vaultRecord = await sealVault.wrap(content, made.password, { pepper, sealId });
	const assurance = 'licensed' in source && source.licensed ? 'licensed' : 'demo';
	return {
		publicFacts: {
			id: sealId,
			name,
			...size,
			hasOfd: secret.sm2 !== undefined,
			source: source.from === 'sm2' ? 'p12' : source.from,
			...(source.from === 'sm2' && { ofdIssuer: readCertificate(source.chain[0] ?? '').issuer }),
			assurance,
			...certificateFacts(secret.chain),
			createdAt: at,
		},
		vaultRecord,
	};
}

async function keyOf(
	source: KeySource,
	made: { name: string; kind: SealKind; pepper: string; at: Date; authority: Authority },
): Promise<Omit<OpenSeal, 'picture'>> {
	if (source.from === 'sm2') checkImported(source.chain, false, made.at);
	if (source.from === 'local' || source.from === 'sm2') {
		const authority = await openAuthority(made.authority, made.pepper);
		const purpose = made.kind === 'organ' ? '电子印章' : '手写签名';
		const issued = issueSeal(made.name, authority, made.at, purpose);
		return { chain: [issued.certificate, authority.certificate], privateKey: issued.privateKey };
	}
	checkImported(source.chain, source.licensed, made.at);
	const { chain } = source;
	return source.from === 'p12'
		? { chain, privateKey: source.privateKey }
		: { chain, service: source.service };
}

/** An imported certificate is in force, names its user, and is not its own voucher where it is called licensed. */
function checkImported(chain: readonly string[], licensed: boolean, at: Date): void {
	const leaf = new X509Certificate(chain[0] ?? '');
	if (at > new Date(leaf.validTo) || at < new Date(leaf.validFrom))
		throw new SigningFailed('seal/certificateTime');
	if (licensed && leaf.checkIssued(leaf)) throw new SigningFailed('seal/selfIssued');
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

/** Who signs with an open seal. */
export function signerOf({ chain, privateKey, service }: OpenSeal): SealSigner {
	if (service !== undefined) return externalSigner(service, chain);
	if (privateKey === undefined) throw new Error('a seal has a key or a service');
	return localSigner(chain, privateKey);
}

async function openAuthority(authority: Authority, pepper: string): Promise<KeyAndCertificate> {
	const context = { pepper, sealId: AUTHORITY_NAME };
	const key = await sealVault.open(authority.vaultRecord, '', context);
	if (key === null) throw new Error('the root key does not open: was WENSHU_SECRET changed?');
	return { certificate: authority.certificate, privateKey: Buffer.from(key).toString() };
}

function sizeOf(kind: SealKind, picture: SealPicture): { sizeMm: number; heightMm: number } {
	if (kind === 'organ' || 'operators' in picture)
		return { sizeMm: SEAL_SIZE_MM, heightMm: SEAL_SIZE_MM };
	const { width, height } = SIGNATURE_BOX_MM;
	const scale = Math.min(width / picture.width, height / picture.height);
	const tenth = (value: number) => Math.round(value * scale * 10) / 10;
	return { sizeMm: tenth(picture.width), heightMm: tenth(picture.height) };
}

function certificateFacts(chain: readonly string[]) {
	const certificate = new X509Certificate(chain[0] ?? '');
	return {
		certificate: chain[0] ?? '',
		root: chain.at(-1) ?? '',
		fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
		issuer:
			/^(?:CN|O)=(.*)$/mu.exec(certificate.issuer.split('\n').reverse().join('\n'))?.[1] ?? '',
		validFrom: new Date(certificate.validFrom),
		validTo: new Date(certificate.validTo),
	};
}
