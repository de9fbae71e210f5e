import { readCertificate } from '@wenshu/domain/verification/certificate.ts';
import type { SealPicture } from '../seals/picture.ts';
import { paint } from '../seals/png.ts';
import { shownSvg, type Shown } from '../seals/preview.ts';
import { sealVault, type VaultRecord } from '../seals/vault.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { makeElectronicSeal } from './ses.ts';
import { issueSm2Authority, issueSm2Seal, type Sm2KeyAndCertificate } from './sm2-certificates.ts';

/** Where the installation's SM2 root lies, beside its ECDSA one. */
export const SM2_AUTHORITY_PATH = 'vault/_authority-sm2';
/** Vault name of the root's key; no seal can have it, because ids hold no blank. */
const AUTHORITY_NAME = 'the SM2 authority';
/** The root's key hangs on the pepper, which nobody can guess. */
const AUTHORITY_COST = 2 ** 10;

/** The installation's SM2 root: the certificate is public, the key lies in the vault. */
interface Sm2Authority {
	certificate: string;
	vaultRecord: VaultRecord;
}

/** What a seal needs to seal an OFD. A secret: it lies in the vault with the seal's picture. */
export interface Sm2Seal {
	/** PEM: the seal's SM2 certificate first, then what it hangs on. */
	chain: string[];
	/** 32 bytes, hex. */
	privateKey: string;
	/** The electronic seal (SESeal, GB/T 38540-2020), base64 of its DER. */
	electronicSeal: string;
}

/** The SM2 root of the installation; made at the first need, as part of the same work. */
export async function sm2AuthorityOf(
	work: UnitOfWork,
	organisation: string,
	at: Date,
): Promise<Sm2KeyAndCertificate> {
	const context = { pepper: installationSecret(), sealId: AUTHORITY_NAME };
	const known = await work.get<Sm2Authority>(SM2_AUTHORITY_PATH);
	if (known === null) {
		const made = issueSm2Authority(organisation, at);
		const key = Buffer.from(made.privateKey);
		const vaultRecord = await sealVault.wrap(key, '', context, AUTHORITY_COST);
		work.create(SM2_AUTHORITY_PATH, { certificate: made.certificate, vaultRecord });
		return made;
	}
	const key = await sealVault.open(known.vaultRecord, '', context);
	if (key === null) throw new Error('the SM2 root key does not open: was WENSHU_SECRET changed?');
	return { certificate: known.certificate, privateKey: Buffer.from(key).toString() };
}

/**
 * Gives a seal an SM2 key, its certificate and an electronic seal around its picture, which says 演示: the
 * root is the installation's own and no licensed authority's.
 */
export async function makeSm2Seal(
	made: {
		sealId: string;
		name: string;
		picture: SealPicture;
		/** Size on paper. */
		sizeMm: number;
		heightMm: number;
		at: Date;
		/** A key and its chain (PEM) that were imported; null to make them here. */
		own?: { chain: string[]; privateKey: string } | null;
	},
	authority: Sm2KeyAndCertificate,
): Promise<Sm2Seal> {
	const { name, at, sizeMm, heightMm } = made;
	const issued = made.own == null ? issueSm2Seal(name, authority, at) : null;
	const privateKey = issued?.privateKey ?? made.own?.privateKey ?? '';
	const certificate = issued?.certificate ?? made.own?.chain[0] ?? '';
	const tenYears = new Date(at);
	tenYears.setUTCFullYear(tenYears.getUTCFullYear() + 10);
	// A seal is in force no longer than the certificate that seals with it.
	const { validTo: end } = readCertificate(certificate);
	const validTo = end < tenYears ? end : tenYears;
	const seal = makeElectronicSeal(
		{
			id: made.sealId,
			name,
			png: await sealPng({ ...made, demo: true }),
			widthMm: sizeMm,
			heightMm,
			certificate,
			validFrom: at,
			validTo,
		},
		authority,
	);
	return {
		// The seal's maker is ours in either case; an imported certificate is trusted by its issuer, or by itself.
		chain: [
			certificate,
			...(issued ? [] : [made.own?.chain[1] ?? certificate]),
			authority.certificate,
		],
		privateKey,
		electronicSeal: seal.toString('base64'),
	};
}

/** Dots of a millimetre at 600 to the inch, and at the coarser steps for pictures that take much room. */
const DOTS = [600, 300, 150].map((inch) => inch / 25.4);
/** The picture lies in the vault's document, which holds less than a megabyte. */
const MOST = 120_000;

/** The seal's picture as PNG, with 演示 on it. */
async function sealPng(shown: Shown): Promise<Uint8Array> {
	const svg = await shownSvg(shown, 1000, (1000 * shown.heightMm) / shown.sizeMm);
	const size = `width="1000" height="${String((1000 * shown.heightMm) / shown.sizeMm)}"`;
	const whole = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${svg}</svg>`;
	let png: Uint8Array = new Uint8Array();
	for (const dots of DOTS) {
		png = new Uint8Array((await paint(whole, Math.round(shown.sizeMm * dots))).png);
		if (png.length <= MOST) break;
	}
	return png;
}
