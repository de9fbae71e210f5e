import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { VaultRecord } from '../seals/vault.ts';
import { sealVault } from '../seals/vault.ts';
import { installationSecret } from '../platform/secrets.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { assetsFolder } from './assets.ts';
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
	/** PEM: the seal's SM2 certificate first, then its root. */
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
export function makeSm2Seal(
	made: {
		sealId: string;
		name: string;
		/** The picture: an SVG, or a PNG. */
		picture: { svg: string } | { png: Uint8Array };
		widthMm: number;
		heightMm: number;
		at: Date;
	},
	authority: Sm2KeyAndCertificate,
): Sm2Seal {
	const { name, at, widthMm, heightMm } = made;
	const own = issueSm2Seal(name, authority, at);
	const validTo = new Date(at);
	validTo.setUTCFullYear(validTo.getUTCFullYear() + 10);
	const seal = makeElectronicSeal(
		{
			id: made.sealId,
			name,
			png: sealPng(made.picture, widthMm, heightMm),
			widthMm,
			heightMm,
			certificate: own.certificate,
			validFrom: at,
			validTo,
		},
		authority,
	);
	return {
		chain: [own.certificate, authority.certificate],
		privateKey: own.privateKey,
		electronicSeal: seal.toString('base64'),
	};
}

/** Dots of a millimetre at 600 to the inch. */
const DOTS = 600 / 25.4;

/** The picture as PNG with 演示 written across its lower part. */
function sealPng(
	picture: { svg: string } | { png: Uint8Array },
	widthMm: number,
	heightMm: number,
): Uint8Array {
	const [width, height] = [Math.round(widthMm * DOTS), Math.round(heightMm * DOTS)];
	const source =
		'svg' in picture
			? ['image/svg+xml', Buffer.from(picture.svg)]
			: ['image/png', Buffer.from(picture.png)];
	const href = `data:${String(source[0])};base64,${Buffer.from(source[1] as Buffer).toString('base64')}`;
	const size = Math.round(height * 0.085);
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">` +
		`<image width="100%" height="100%" href="${href}"/>` +
		`<text x="50%" y="78%" text-anchor="middle" font-family="FandolHei" font-size="${String(size)}"` +
		` letter-spacing="${String(size / 3)}" fill="#e20a16">演示</text></svg>`;
	const fontFiles = [path.join(assetsFolder(), 'fonts', 'FandolHei-Regular.otf')];
	const drawn = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } });
	return new Uint8Array(drawn.render().asPng());
}
