import { strFromU8, unzipSync } from 'fflate';
import { bytesOfBase64, hexOf, isSame } from './bytes.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { KEYS, type Subtle } from './cryptography.ts';
import {
	checkSealSignature,
	readSealSignature,
	sesVersion,
	sm3Of,
	type SesVersion,
} from './ses.ts';
import { noSeal, ofAll, type FileProblem, type SealVerdict } from './verdict.ts';
import { below, eachBelow, readXml, type XmlElement } from './xml.ts';

/** What was found out about one seal of an OFD. */
export interface OfdSealVerdict extends SealVerdict {
	/** The generation of its structure; null for none we know. */
	version: SesVersion | null;
	/** False where the structure is of a generation that is recognised but not checked (1 and 5). */
	checked: boolean;
	/** The seal is whole and in force, names the certificate, and is the one that lies in the file. */
	seal: boolean;
}

/** The verdict on an OFD: `valid` when every seal is, and the last one covers the whole file. */
export interface OfdVerdict extends OfdSealVerdict {
	seals: OfdSealVerdict[];
	problem: FileProblem | null;
}

/** Unpacked, a file larger than this is not looked at: 300 MB. */
const LARGEST = 300 * 1024 * 1024;

const NO_SEAL: OfdSealVerdict = { ...noSeal, version: null, checked: true, seal: false };

/**
 * Checks the seals of an OFD (GB/T 33190-2016 §18, GB/T 38540-2020) against root certificates (PEM).
 * Anything that cannot be read is an invalid seal, never an error.
 */
export async function verifyOfd(
	bytes: Uint8Array,
	roots: readonly string[],
	subtle: Subtle,
): Promise<OfdVerdict> {
	const opened = open(bytes);
	if (opened === null) return { ...NO_SEAL, seals: [], problem: 'broken' };
	const trusted = roots.map(readCertificate);
	const seals: OfdSealVerdict[] = [];
	for (const at of opened.signatures.keys()) seals.push(await judge(opened, at, trusted, subtle));
	const last = seals.at(-1);
	if (last === undefined) return { ...NO_SEAL, seals: [], problem: 'unsealed' };
	return {
		...ofAll(seals, last),
		seal: seals.every(({ seal }) => seal),
		checked: seals.every(({ checked }) => checked),
		seals,
		problem: null,
	};
}

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

interface Opened {
	files: Files;
	/** Where the list of signatures lies, and where each of them. */
	list: string;
	signatures: string[];
}

/** The package's files by their path without a leading slash; null for what is no OFD. */
function open(bytes: Uint8Array): Opened | null {
	try {
		const files = unpack(bytes);
		const root = xmlOf(files, 'OFD.xml');
		const bodies = eachBelow(root, 'DocBody');
		const [body] = bodies;
		if (body === undefined || bodies.length !== 1) return null;
		const place = below(body, 'Signatures')?.text.trim() ?? '';
		if (place === '') return { files, list: '', signatures: [] };
		const list = resolve('OFD.xml', place);
		const signatures = eachBelow(xmlOf(files, list), 'Signature').map((one) =>
			resolve(list, one.attributes['BaseLoc'] ?? ''),
		);
		return { files, list, signatures };
	} catch {
		return null;
	}
}

/** Unzips; two files of one name, which readers take differently, make the package unreadable. */
function unpack(bytes: Uint8Array): Files {
	const names = new Set<string>();
	let size = 0;
	const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
		size += originalSize;
		if (size > LARGEST || names.has(name)) throw new Error('not a package we open');
		names.add(name);
		return !name.endsWith('/');
	};
	const found = unzipSync(new Uint8Array(bytes), { filter });
	return new Map(
		Object.entries(found).map(([name, file]) => [name.replace(/^\/+/u, ''), new Uint8Array(file)]),
	);
}

function xmlOf(files: Files, path: string): XmlElement {
	const file = files.get(path);
	if (file === undefined) throw new Error(`${path} is missing`);
	return readXml(strFromU8(file));
}

/** The path a location means, seen from the file it stands in (GB/T 33190-2016 §7.2). */
function resolve(from: string, place: string): string {
	const parts = place.startsWith('/') ? [] : from.split('/').slice(0, -1);
	for (const part of place.split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.' && part !== '') parts.push(part);
	}
	return parts.join('/');
}

async function judge(
	opened: Opened,
	at: number,
	roots: readonly Certificate[],
	subtle: Subtle,
): Promise<OfdSealVerdict> {
	const { files, signatures } = opened;
	const path = signatures[at] ?? '';
	const verdict: OfdSealVerdict = { ...NO_SEAL, laterRevisions: signatures.length - 1 - at };
	try {
		const own = xmlOf(files, path);
		const value = files.get(resolve(path, below(own, 'SignedValue')?.text.trim() ?? ''));
		const facts = below(own, 'SignedInfo');
		if (value === undefined || facts === undefined) return verdict;
		verdict.version = sesVersion(value);
		verdict.checked = verdict.version === 4;
		if (!verdict.checked) return verdict;
		const signature = readSealSignature(value);
		const { signer, seal } = signature;
		verdict.at = signature.at;
		verdict.signer = signer.subject;
		verdict.issuer = signer.issuer;
		verdict.validTo = signer.validTo;
		verdict.fingerprint = hexOf(new Uint8Array(await subtle.digest('SHA-256', signer.der)));
		const found = await checkSealSignature(signature, roots, subtle);
		verdict.signature = found.signature;
		verdict.chain = found.chain;
		const sealPlace = below(facts, 'Seal', 'BaseLoc')?.text.trim();
		const lying = sealPlace === undefined ? undefined : files.get(resolve(path, sealPlace));
		verdict.seal = found.seal && (sealPlace === undefined || isLying(lying, seal.der));
		verdict.gap =
			resolve('', signature.propertyInfo) === path &&
			isSame(signature.dataHash, sm3Of(files.get(path) ?? new Uint8Array()));
		verdict.digest = verdict.gap && areUnchanged(files, path, facts);
		verdict.coversWhole = coversAll(opened, at, facts);
		verdict.valid = verdict.digest && verdict.signature && verdict.chain && verdict.seal;
	} catch {
		// Not a signature anybody could have made: the verdict stays negative.
	}
	return verdict;
}

function isLying(file: Uint8Array | undefined, seal: Uint8Array): boolean {
	return file !== undefined && isSame(file, seal);
}

/** Whether every file the signature lists is what it was; SM3 is the one method we know. */
function areUnchanged(files: Files, path: string, facts: XmlElement): boolean {
	const list = below(facts, 'References');
	if (list?.attributes['CheckMethod'] !== KEYS.sm3) return false;
	const references = eachBelow(list, 'Reference');
	return (
		references.length > 0 &&
		references.every((one) => {
			const file = files.get(resolve(path, one.attributes['FileRef'] ?? ''));
			const stated = bytesOfBase64(below(one, 'CheckValue')?.text ?? '');
			return file !== undefined && isSame(sm3Of(file), stated);
		})
	);
}

/**
 * Whether a signature lists every file but itself, its own seal and value, the list of signatures, and
 * what belongs to the other signatures.
 */
function coversAll({ files, list, signatures }: Opened, at: number, facts: XmlElement): boolean {
	const path = signatures[at] ?? '';
	const covered = new Set(
		eachBelow(below(facts, 'References'), 'Reference').map((one) =>
			resolve(path, one.attributes['FileRef'] ?? ''),
		),
	);
	const free = new Set([list]);
	for (const place of signatures) {
		free.add(place);
		const own = xmlOf(files, place);
		free.add(resolve(place, below(own, 'SignedValue')?.text.trim() ?? ''));
		const seal = below(own, 'SignedInfo', 'Seal', 'BaseLoc')?.text.trim();
		if (seal !== undefined) free.add(resolve(place, seal));
	}
	return [...files.keys()].every((file) => covered.has(file) || free.has(file));
}
