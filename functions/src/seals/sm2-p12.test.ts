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
import { SM2_ROOT, Sm2Files } from './sm2-files.test-support.ts';

const PASSWORD = '导入口令2026';
const ORGAN = '云州市医疗保障局';
let files: Sm2Files;

beforeAll(() => {
	files = new Sm2Files(ORGAN);
});

describe('a P12 file with an SM2 key', () => {
	test.each([
		['as openssl makes it', []],
		['in the old encryption', ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
	])('gives key and chain, %s', async (_, more) => {
		const key = await readP12(files.p12(PASSWORD, ...more), PASSWORD);
		expect(key.isSm2).toBe(true);
		expect(key.chain.map((one) => readCertificate(one).subject)).toEqual([
			`${ORGAN}公章`,
			SM2_ROOT,
		]);
		expect(key.privateKey).toMatch(/^[0-9a-f]{64}$/u);
	});

	test('is refused in words of its own where the password is wrong, the cipher is SM4, or the certificate another’s', async () => {
		await expect(readP12(files.p12(PASSWORD), 'falsch')).rejects.toMatchObject({
			code: 'seal/p12Password',
		});
		const sm4 = files.p12(PASSWORD, '-keypbe', 'SM4-CBC', '-certpbe', 'SM4-CBC');
		const sm3 = files.p12(PASSWORD, '-macalg', 'sm3');
		for (const bytes of [sm4, sm3])
			await expect(readP12(bytes, PASSWORD)).rejects.toMatchObject({
				code: 'seal/p12Cipher',
			});
		const lonely = readP12(files.bare(PASSWORD), PASSWORD);
		await expect(lonely).rejects.toMatchObject({ code: 'seal/p12NoKey' });
	});

	test('seals OFD under its own root, while the PDF keeps a key made here', async () => {
		const { chain, privateKey } = await readP12(files.p12(PASSWORD), PASSWORD);
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
			ofdIssuer: SM2_ROOT,
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
			issuer: SM2_ROOT,
		});
		expect(await check([maker])).toMatchObject({ valid: false, chain: false, signature: true });
	}, 60_000);
});
