import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { layoutPdf } from '../layout/layout.ts';
import { aPage, run } from '../layout/paper.test-support.ts';
import { createAuthority, createSeal, openSeal, signerOf, type Authority } from './create-seal.ts';
import { askCertificates, externalSigner } from './external-signer.ts';
import { drawSeal, type SealPicture } from './picture.ts';
import { readP12 } from './read-p12.ts';
import { signPdf } from './sign-pdf.ts';
import {
	fingerprintOf,
	startSigningService,
	type Manners,
	type TestService,
} from './signing-service.test-support.ts';
import { localSigner, SigningFailed, type SealSigner } from './signer.ts';
import { verifyPdf } from './verify-pdf.ts';

const ORGAN = '云州市医疗保障局';
/** After the certificates were made. */
const at = new Date(Date.now() + 60_000);
const made = new Date(Date.now() - 3_600_000);
const folder = mkdtempSync(path.join(tmpdir(), 'signers-'));
const file = (name: string) => path.join(folder, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
const openssl = (...args: string[]) => run('openssl', ...args);

let pdf: Uint8Array;
let picture: SealPicture;
let anchor: { page: number; xMm: number; yMm: number };

/** Makes an authority in Chinese, an intermediate one, and a signer below, as a licensed authority would. */
function makeChain(name: string, algorithm: readonly string[]): void {
	const dn = (cn: string) => ['-utf8', '-subj', `/C=CN/O=${ORGAN}/CN=${cn}`];
	const extensions = file('x.cnf');
	writeFileSync(
		extensions,
		'[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n[leaf]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=emailProtection\n',
	);
	const make = (who: string, cn: string, section: string, by: string | null) => {
		const [key, request, certificate] = [`${who}.key`, `${who}.csr`, `${who}.pem`].map(file);
		openssl('genpkey', ...algorithm, '-out', key ?? '');
		openssl('req', '-new', '-key', key ?? '', ...dn(cn), '-out', request ?? '');
		const signing =
			by === null
				? ['-signkey', key ?? '']
				: ['-CA', file(`${by}.pem`), '-CAkey', file(`${by}.key`), '-CAcreateserial'];
		const base = ['x509', '-req', '-in', request ?? '', '-days', '30', '-sha256'];
		const shape = ['-extfile', extensions, '-extensions', section];
		openssl(...base, ...signing, ...shape, '-out', certificate ?? '');
	};
	make(`${name}-root`, `测试电子认证根${name}`, 'ca', null);
	make(`${name}-mid`, `测试电子认证中级${name}`, 'ca', `${name}-root`);
	make(`${name}-leaf`, `${ORGAN}公章${name}`, 'leaf', `${name}-mid`);
	writeFileSync(file(`${name}-chain.pem`), read(`${name}-mid.pem`) + read(`${name}-root.pem`));
}

function makeP12(name: string, password: string, ...more: string[]): Uint8Array {
	const parts = ['-inkey', file(`${name}-leaf.key`), '-in', file(`${name}-leaf.pem`)];
	const rest = ['-certfile', file(`${name}-chain.pem`), '-passout', `pass:${password}`, ...more];
	openssl('pkcs12', '-export', ...parts, ...rest, '-name', '公章', '-out', file(`${name}.p12`));
	return readFileSync(file(`${name}.p12`));
}

function press(bytes: Uint8Array, signer: SealSigner, xMm = anchor.xMm): Promise<Uint8Array> {
	const placement = { ...anchor, xMm, sizeMm: 42, picture, name: ORGAN, reason: '用印', at };
	return signPdf(bytes, placement, signer);
}

/** What pdfsig of poppler says, with our roots in an NSS database. */
function pdfsig(bytes: Uint8Array, roots: readonly string[]): string {
	const store = mkdtempSync(path.join(tmpdir(), 'nss-'));
	const paper = path.join(store, 'paper.pdf');
	writeFileSync(paper, bytes);
	run('certutil', '-N', '-d', `sql:${store}`, '--empty-password');
	for (const [index, root] of roots.entries()) {
		writeFileSync(path.join(store, 'root.pem'), root);
		const name = `root${String(index)}`;
		const trust = ['-t', 'C,C,C', '-i', path.join(store, 'root.pem')];
		run('certutil', '-A', '-d', `sql:${store}`, '-n', name, ...trust);
	}
	return run('pdfsig', '-nssdir', `sql:${store}`, paper).toString();
}

/** What openssl says of the n-th signature of a file, as CAdES over the bytes it covers. */
function opensslVerdict(bytes: Uint8Array, root: string, which: number): string {
	const text = Buffer.from(bytes).toString('latin1');
	const ranges = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/gu)];
	const [from = 0, to = 0, rest = 0] = (ranges[which]?.slice(1) ?? []).map(Number);
	const covered = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to, to + rest)]);
	writeFileSync(file('covered'), covered);
	writeFileSync(file('cms.der'), Buffer.from(text.slice(from + 1, to - 1), 'hex'));
	writeFileSync(file('trust.pem'), root);
	const what = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('cms.der')];
	const how = ['-content', file('covered'), '-CAfile', file('trust.pem'), '-purpose', 'any'];
	return run('sh', '-c', `openssl ${[...what, ...how].join(' ')} -out /dev/null 2>&1`).toString();
}

const count = (text: string, words: string) => text.split(words).length - 1;
const VALID = 'Signature Validation: Signature is Valid.';
const TRUSTED = 'Certificate Validation: Certificate is Trusted.';

beforeAll(async () => {
	makeChain('rsa', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']);
	makeChain('ec', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
	const laid = await layoutPdf(aPage());
	if (laid.sealAnchor === null) throw new Error('the page has a signature');
	({ pdf, sealAnchor: anchor } = { pdf: laid.pdf, sealAnchor: laid.sealAnchor });
	picture = await drawSeal(ORGAN);
}, 120_000);

describe.each(['rsa', 'ec'])('a P12 file with a key of kind %s', (name) => {
	test('gives key and chain byte for byte, names in Chinese included, and seals', async () => {
		const { chain, privateKey } = await readP12(makeP12(name, '导入口令2026'), '导入口令2026');
		expect(chain.map(fingerprintOf)).toEqual(
			['leaf', 'mid', 'root'].map((part) => fingerprintOf(read(`${name}-${part}.pem`))),
		);
		const sealed = await press(pdf, localSigner(chain, privateKey));
		const root = read(`${name}-root.pem`);
		const told = pdfsig(sealed, [root]);
		expect(told).toContain(VALID);
		expect(told).toContain(TRUSTED);
		expect(told).toContain(`${ORGAN}公章${name}`);
		expect(opensslVerdict(sealed, root, 0)).toContain('CAdES Verification successful');
		expect(await verifyPdf(sealed, [root])).toMatchObject({
			valid: true,
			signer: `${ORGAN}公章${name}`,
			fingerprint: fingerprintOf(read(`${name}-leaf.pem`)),
		});
		const other = read(`${name === 'rsa' ? 'ec' : 'rsa'}-root.pem`);
		expect(await verifyPdf(sealed, [other])).toMatchObject({ valid: false, chain: false });
	}, 60_000);

	test('in the old encryption of many authorities is read too', async () => {
		const old = makeP12(name, 'abc12345', '-legacy', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
		expect((await readP12(old, 'abc12345')).chain).toHaveLength(3);
	});

	test.each([
		['a wrong password', 'seal/p12Password', (good: Uint8Array) => good, 'falsch'],
		['half a file', 'seal/p12Unreadable', (good: Uint8Array) => good.subarray(0, 400), 'abc12345'],
		['no P12', 'seal/p12Unreadable', () => Buffer.from('hello'), 'abc12345'],
	])('is refused with %s', async (_, code, bytes, password) => {
		const asked = readP12(bytes(makeP12(name, 'abc12345')), password);
		await expect(asked).rejects.toMatchObject({ code });
	});
});

test('a P12 without a key, and one with a weak one, are refused', async () => {
	const bare = ['-nokeys', '-in', file('rsa-leaf.pem'), '-passout', 'pass:abc12345'];
	openssl('pkcs12', '-export', ...bare, '-out', file('bare.p12'));
	const refusal = readP12(readFileSync(file('bare.p12')), 'abc12345');
	await expect(refusal).rejects.toMatchObject({ code: 'seal/p12NoKey' });
	makeChain('weak', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']);
	const weak = readP12(makeP12('weak', 'abc12345'), 'abc12345');
	await expect(weak).rejects.toMatchObject({ code: 'seal/p12Algorithm' });
});

describe('a signing service outside', () => {
	let service: TestService | null = null;
	afterEach(() => {
		service?.stop();
		service = null;
	});
	async function open(manners: Manners) {
		const files = {
			key: read('rsa-leaf.key'),
			leaf: read('rsa-leaf.pem'),
			root: read('rsa-root.pem'),
		};
		service = await startSigningService(files, manners);
		return { url: service.url, keyId: 'seal-7', token: 'token-1' };
	}
	const chain = () => [read('rsa-leaf.pem'), read('rsa-mid.pem'), read('rsa-root.pem')];

	test('says its certificates, signs the hash it is sent, and PDF readers accept it', async () => {
		const where = await open('good');
		const certificates = await askCertificates(where);
		expect(certificates.map(fingerprintOf)[0]).toBe(fingerprintOf(read('rsa-leaf.pem')));
		const sealed = await press(pdf, externalSigner(where, chain()));
		const told = pdfsig(sealed, [read('rsa-root.pem')]);
		expect([told.includes(VALID), told.includes(TRUSTED)]).toEqual([true, true]);
	});

	test.each([
		['refuses', 'seal/serviceRefused'],
		['otherCertificate', 'seal/serviceCertificate'],
		['wrongSignature', 'seal/serviceSignature'],
		['nonsense', 'seal/serviceNonsense'],
		['late', 'seal/serviceLate'],
	] as const)('that %s seals nothing: %s', async (manners, code) => {
		const where = await open(manners);
		await expect(press(pdf, externalSigner(where, chain(), 700))).rejects.toMatchObject({ code });
	});

	test('says why in its own words, and is told apart from one that is not there', async () => {
		const where = await open('good');
		const refused = askCertificates({ ...where, token: 'wrong' });
		await expect(refused).rejects.toMatchObject({ detail: { why: '令牌无效' } });
		await expect(askCertificates({ ...where, url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
			code: 'seal/serviceUnreachable',
		});
		expect(new SigningFailed('seal/serviceLate')).toBeInstanceOf(Error);
	});
});

describe('a joint issue', () => {
	let authority: Authority;
	const signers: SealSigner[] = [];
	let thrice: Uint8Array;
	let told: string;

	beforeAll(async () => {
		authority = await createAuthority({ organisation: ORGAN, pepper: 'p', at: made });
		for (const name of [ORGAN, '云州市财政局', '云州市卫生健康委员会']) {
			const wish = {
				sealId: name,
				name,
				password: '口令2026口令',
				pepper: 'p',
				at: made,
				authority,
			};
			const { vaultRecord } = await createSeal(wish);
			const opened = await openSeal(vaultRecord, '口令2026口令', { pepper: 'p', sealId: name });
			if (opened === null) throw new Error('the password is right');
			signers.push(signerOf(opened));
		}
		thrice = pdf;
		for (const [index, signer] of signers.entries())
			thrice = await press(thrice, signer, 45 + index * 55);
		told = pdfsig(thrice, [authority.certificate]);
	}, 60_000);

	test('bears a signature of each organ, all valid and trusted for pdfsig', () => {
		expect(count(told, VALID)).toBe(3);
		expect(count(told, TRUSTED)).toBe(3);
		expect(count(told, 'Total document signed')).toBe(1);
		expect(count(told, 'Not total document signed')).toBe(2);
	});

	test.each([0, 1, 2])('of which openssl calls number %i valid CAdES', (which) => {
		const verdict = opensslVerdict(thrice, authority.certificate, which);
		expect(verdict).toContain('CAdES Verification successful');
	});

	test('one flipped byte in the text breaks all, one in the last revision only the last', async () => {
		const flip = (where: number) => {
			const altered = thrice.slice();
			altered[where] = (altered[where] ?? 0) ^ 1;
			return altered;
		};
		const text = pdfsig(flip(3000), [authority.certificate]);
		expect(count(text, 'Digest Mismatch')).toBe(3);
		const last = await verifyPdf(flip(thrice.length - 30), [authority.certificate]);
		expect(last.valid).toBe(false);
	});

	test('appended bytes are noticed', async () => {
		const longer = Buffer.concat([thrice, Buffer.from('\n% more\n')]);
		expect(pdfsig(longer, [authority.certificate])).not.toMatch(/^\s*- Total document signed/mu);
		const verdict = await verifyPdf(longer, [authority.certificate]);
		expect(verdict).toMatchObject({ valid: false, coversWhole: false, digest: true });
	});
});
