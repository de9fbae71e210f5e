import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCertificate } from '@wenshu/domain/verification/certificate.ts';
import { verifyOfd } from '@wenshu/domain/verification/verify-ofd.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { layoutPdf } from '../layout/layout.ts';
import { aPage } from '../layout/paper.test-support.ts';
import { sealOfd } from '../ofd/seal-ofd.ts';
import { issueSm2Authority } from '../ofd/sm2-certificates.ts';
import { writeOfd } from '../ofd/write-ofd.ts';
import { createAuthority, createSeal, openSeal, SEAL_SIZE_MM } from './create-seal.ts';
import { readP12 } from './read-p12.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sm2-'));
const file = (name: string) => path.join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
const ID = 'distid:1234567812345678';
const ORGAN = '云州市医疗保障局';

/** A P12 as a Chinese authority issues it: an SM2 key, its certificate signed with SM2 and SM3, and the root. */
function makeP12(name: string, ...more: string[]): Uint8Array {
	const parts = [
		'-inkey',
		file('leaf.key'),
		'-in',
		file('leaf.pem'),
		'-certfile',
		file('root.pem'),
	];
	const out = ['-passout', 'pass:导入口令2026', '-out', file(name)];
	openssl('pkcs12', '-export', ...parts, ...more, ...out);
	return readFileSync(file(name));
}

beforeAll(() => {
	for (const who of ['root', 'leaf', 'other'])
		openssl('ecparam', '-name', 'SM2', '-genkey', '-noout', '-out', file(`${who}.key`));
	const dn = (cn: string) => ['-utf8', '-subj', `/C=CN/O=${ORGAN}/CN=${cn}`];
	const signing = ['-sm3', '-sigopt', ID];
	const own = ['-x509', '-new', '-key', file('root.key'), '-days', '30'];
	openssl('req', ...own, ...signing, ...dn('测试国密根'), '-out', file('root.pem'));
	const request = ['-new', '-key', file('leaf.key'), '-out', file('leaf.csr')];
	openssl('req', ...request, ...signing, ...dn(`${ORGAN}公章`));
	const by = [
		'-CA',
		file('root.pem'),
		'-CAkey',
		file('root.key'),
		'-CAcreateserial',
		'-days',
		'20',
	];
	const checked = ['-req', '-in', file('leaf.csr'), '-vfyopt', ID];
	openssl('x509', ...checked, ...by, ...signing, '-out', file('leaf.pem'));
});

describe('a P12 file with an SM2 key', () => {
	test.each([
		['as openssl makes it', []],
		['in the old encryption', ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
	])('gives key and chain, %s', async (_, more) => {
		const key = await readP12(makeP12('a.p12', ...more), '导入口令2026');
		expect(key.isSm2).toBe(true);
		expect(key.chain.map((one) => readCertificate(one).subject)).toEqual([
			`${ORGAN}公章`,
			'测试国密根',
		]);
		expect(key.privateKey).toMatch(/^[0-9a-f]{64}$/u);
	});

	test('is refused in words of its own where the password is wrong, the cipher is SM4, or the certificate another’s', async () => {
		await expect(readP12(makeP12('b.p12'), 'falsch')).rejects.toMatchObject({
			code: 'seal/p12Password',
		});
		const sm4 = makeP12('c.p12', '-keypbe', 'SM4-CBC', '-certpbe', 'SM4-CBC');
		const sm3 = makeP12('d.p12', '-macalg', 'sm3');
		for (const bytes of [sm4, sm3])
			await expect(readP12(bytes, '导入口令2026')).rejects.toMatchObject({
				code: 'seal/p12Cipher',
			});
		const bare = ['-nocerts', '-inkey', file('other.key'), '-passout', 'pass:x12345678'];
		openssl('pkcs12', '-export', ...bare, '-out', file('e.p12'));
		const lonely = readP12(readFileSync(file('e.p12')), 'x12345678');
		await expect(lonely).rejects.toMatchObject({ code: 'seal/p12NoKey' });
	});

	test('seals OFD under its own root, while the PDF keeps a key made here', async () => {
		const { chain, privateKey } = await readP12(makeP12('f.p12'), '导入口令2026');
		const at = new Date();
		const context = { pepper: 'p', sealId: 's' };
		const authority = await createAuthority({ organisation: ORGAN, pepper: 'p', at });
		const sm2Authority = issueSm2Authority(ORGAN, at);
		const made = { ...context, name: ORGAN, password: '口令2026口令', at, authority, sm2Authority };
		const source = { from: 'sm2' as const, chain, privateKey };
		// After the certificate began, to the second.
		const later = new Date(at.getTime() + 2000);
		const { publicFacts, vaultRecord } = await createSeal({ ...made, at: later, source });
		expect(publicFacts).toMatchObject({
			source: 'p12',
			assurance: 'demo',
			hasOfd: true,
			ofdIssuer: '测试国密根',
		});
		const open = await openSeal(vaultRecord, made.password, context);
		if (open?.sm2 === undefined) throw new Error('it has a key for OFD');
		const laid = await layoutPdf(aPage());
		if (laid.sealAnchor === null) throw new Error('the page has a signature');
		const size = { widthMm: SEAL_SIZE_MM, heightMm: SEAL_SIZE_MM };
		const facts = { title: '通知', author: ORGAN, day: at, custom: {} };
		const written = await writeOfd(laid.pdf, facts);
		const sealed = sealOfd(written, { ...laid.sealAnchor, ...size, at: later }, open.sm2);
		const check = (roots: string[]) => verifyOfd(sealed, roots, crypto.subtle);
		const [, issuer = '', maker = ''] = open.sm2.chain;
		expect(await check([issuer, maker])).toMatchObject({
			valid: true,
			signer: `${ORGAN}公章`,
			issuer: '测试国密根',
		});
		expect(await check([maker])).toMatchObject({ valid: false, chain: false, signature: true });
	}, 60_000);
});
