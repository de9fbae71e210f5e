import { createHash } from 'node:crypto';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { KEYS } from '@wenshu/domain/verification/cryptography.ts';
import { below, eachBelow, readXml } from '@wenshu/domain/verification/xml.ts';
import { mm } from './draw.ts';
import { signUnderSeal } from './ses.ts';
import type { Sm2Seal } from './sm2-seal.ts';
import { SIGNATURES, type Package, type WrittenOfd } from './write-ofd.ts';

/** Where a seal goes: the page from 1, the seal's centre and its size in millimetres. */
export interface OfdPlacement {
	page: number;
	xMm: number;
	yMm: number;
	widthMm: number;
	heightMm: number;
	at: Date;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const FOLDER = SIGNATURES.slice(0, SIGNATURES.lastIndexOf('/'));

/** Seals a package that was just written, and zips it. */
export function sealOfd(written: WrittenOfd, placement: OfdPlacement, seal: Sm2Seal): Uint8Array {
	const files: Package = new Map(written.files);
	return addSeal(files, written.pageIds, placement, seal);
}

/**
 * Puts a further seal (联合行文) on a sealed OFD of ours: all earlier files, but the list of signatures, stay
 * as they are, so that earlier seals stay valid.
 */
export function sealOfdAgain(
	bytes: Uint8Array,
	placement: OfdPlacement,
	seal: Sm2Seal,
): Uint8Array {
	const files: Package = new Map(Object.entries(unzipSync(bytes)));
	const document = files.get('Doc_0/Document.xml');
	if (document === undefined) throw new Error('not an OFD of ours');
	const pages = eachBelow(below(readXml(strFromU8(document)), 'Pages'), 'Page');
	const pageIds = pages.map(({ attributes }) => Number(attributes['ID']));
	return addSeal(files, pageIds, placement, seal);
}

function addSeal(
	files: Package,
	pageIds: readonly number[],
	placement: OfdPlacement,
	seal: Sm2Seal,
): Uint8Array {
	const [certificate] = seal.chain;
	const page = pageIds[placement.page - 1];
	if (certificate === undefined || page === undefined) throw new Error('nowhere to seal');
	const list = files.get(SIGNATURES);
	const earlier = list === undefined ? 0 : eachBelow(readXml(strFromU8(list)), 'Signature').length;
	const folder = `${FOLDER}/Sign_${String(earlier)}`;
	const electronicSeal = Buffer.from(seal.electronicSeal, 'base64');
	files.set(`${folder}/Seal.esl`, new Uint8Array(electronicSeal));
	files.delete(SIGNATURES);
	const signature = xml(describe(files, folder, { page, placement }));
	files.set(`${folder}/Signature.xml`, signature);
	files.set(
		`${folder}/SignedValue.dat`,
		new Uint8Array(
			signUnderSeal(
				{
					seal: electronicSeal,
					hash: sm3(signature),
					property: `/${folder}/Signature.xml`,
					at: placement.at,
				},
				{ certificate, privateKey: seal.privateKey },
			),
		),
	);
	files.set(SIGNATURES, xml(listOf(earlier + 1)));
	return zipSync(Object.fromEntries(files), { level: 6, mtime: placement.at });
}

function xml(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(HEAD + text));
}

function sm3(bytes: Uint8Array): Buffer {
	return createHash('sm3').update(bytes).digest();
}

/** Signature.xml (GB/T 33190-2016 §18.2): the digest of every file, and where the seal stands. */
function describe(
	files: Package,
	folder: string,
	{ page, placement }: { page: number; placement: OfdPlacement },
): string {
	const references = [...files].map(
		([name, bytes]) =>
			`<ofd:Reference FileRef="/${name}"><ofd:CheckValue>${sm3(bytes).toString('base64')}` +
			`</ofd:CheckValue></ofd:Reference>`,
	);
	const { xMm, yMm, widthMm, heightMm, at } = placement;
	const boundary = [xMm - widthMm / 2, yMm - heightMm / 2, widthMm, heightMm];
	const time = at.toISOString().replace(/[-:T]/gu, '').replace(/\.\d+/u, '');
	return (
		`<ofd:Signature ${NS}><ofd:SignedInfo>` +
		`<ofd:Provider ProviderName="Wenshu" Version="1.0" Company="Wenshu"/>` +
		`<ofd:SignatureMethod>${KEYS.sm2WithSm3}</ofd:SignatureMethod>` +
		`<ofd:SignatureDateTime>${time}</ofd:SignatureDateTime>` +
		`<ofd:References CheckMethod="${KEYS.sm3}">${references.join('')}</ofd:References>` +
		`<ofd:StampAnnot ID="1" PageRef="${String(page)}" Boundary="${boundary.map(mm).join(' ')}"/>` +
		`<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>` +
		`<ofd:SignedValue>/${folder}/SignedValue.dat</ofd:SignedValue></ofd:Signature>`
	);
}

/** Signatures.xml (GB/T 33190-2016 §18.1). */
function listOf(count: number): string {
	const list = Array.from(
		{ length: count },
		(_, at) =>
			`<ofd:Signature ID="${String(at + 1)}" Type="Seal"` +
			` BaseLoc="/${FOLDER}/Sign_${String(at)}/Signature.xml"/>`,
	);
	return (
		`<ofd:Signatures ${NS}><ofd:MaxSignId>${String(count)}</ofd:MaxSignId>` +
		`${list.join('')}</ofd:Signatures>`
	);
}
