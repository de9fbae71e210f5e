import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyOfd } from '@wenshu/domain/verification/verify-ofd.ts';
import { layoutPdf } from '../layout/layout.ts';
import { aPage, run, textOf, withFile } from '../layout/paper.test-support.ts';
import { drawSeal } from '../seals/picture.ts';
import { issueSm2Authority, type Sm2KeyAndCertificate } from './sm2-certificates.ts';
import { makeSm2Seal, type Sm2Seal } from './sm2-seal.ts';
import { sealOfd, sealOfdAgain, type OfdPlacement } from './seal-ofd.ts';
import { writeOfd, type WrittenOfd } from './write-ofd.ts';

const NAME = '云州市医疗保障局';
const made = new Date('2026-01-05T01:00:00.301Z');
const at = new Date('2026-11-22T08:30:00.301Z');

let authority: Sm2KeyAndCertificate;
let seal: Sm2Seal;
let pdf: Uint8Array;
let written: WrittenOfd;
let placement: OfdPlacement;
let sealed: Uint8Array;

const check = (file: Uint8Array, roots = [authority.certificate]) =>
	verifyOfd(file, roots, webcrypto.subtle);

/** The package with one of its files changed, or a new one added. */
function altered(file: Uint8Array, name: string, change: (bytes: Uint8Array) => Uint8Array) {
	const files = unzipSync(file);
	files[name] = new Uint8Array(change(files[name] ?? new Uint8Array()));
	return new Uint8Array(zipSync(files));
}

beforeAll(async () => {
	authority = issueSm2Authority(NAME, made);
	const picture = await drawSeal(NAME);
	const size = { sizeMm: 42, heightMm: 42 };
	seal = await makeSm2Seal({ sealId: 'office', name: NAME, picture, ...size, at: made }, authority);
	const laid = await layoutPdf(aPage());
	if (laid.sealAnchor === null) throw new Error('the page has a signature');
	pdf = laid.pdf;
	placement = { ...laid.sealAnchor, widthMm: 42, heightMm: 42, at };
	written = await writeOfd(pdf, {
		title: '关于<测试>的通知',
		author: NAME,
		day: at,
		custom: { 发文字号: '云医保发〔2026〕7号' },
	});
	sealed = sealOfd(written, placement, seal);
}, 60_000);

describe('SM2 certificates', () => {
	test('are accepted by OpenSSL under their root', () => {
		const [leaf = '', root = ''] = seal.chain;
		const answer = withFile(Buffer.from(leaf), (leafFile) =>
			withFile(Buffer.from(root), (rootFile) => {
				const distid = ['-vfyopt', 'distid:1234567812345678'];
				return run('openssl', 'verify', ...distid, '-CAfile', rootFile, leafFile).toString();
			}),
		);
		expect(answer).toContain('OK');
	});
});

describe('an OFD', () => {
	test('holds the text of the PDF as text', () => {
		const files = unzipSync(sealed);
		const words = Object.entries(files)
			.filter(([name]) => name.endsWith('/Content.xml'))
			.flatMap(([, bytes]) => [...strFromU8(bytes).matchAll(/<ofd:TextCode[^>]*>([^<]*)</gu)])
			.map((match) => match[1])
			.join('')
			.replace(/\s/gu, '');
		const paper = textOf(pdf).replace(/\s/gu, '');
		expect([...words].sort().join('')).toBe([...paper].sort().join(''));
		expect(words).toContain('医疗保障');
	});

	test('holds a formula: its words as text, grown brackets and sums as shapes', async () => {
		const latex = '\\left(\\frac{基金支出}{参保人数}\\right)+\\sum_{i=1}^{n}x_i';
		const formula = { type: 'formula', attrs: { latex, display: true } };
		const body = { type: 'doc', content: [{ type: 'paragraph', content: [formula] }] };
		const bare = { ...body, content: [{ type: 'paragraph', content: [] }] };
		const day = { title: '公式', author: NAME, day: at, custom: {} };
		const drawn = async (content: typeof bare) => {
			const { pdf: file } = await layoutPdf(aPage({ body: content }));
			const { files, missingFonts } = await writeOfd(file, day);
			expect(missingFonts).toEqual([]);
			return strFromU8(files.get('Doc_0/Pages/Page_0/Content.xml') ?? new Uint8Array());
		};
		const xml = await drawn(body as typeof bare);
		const words = [...xml.matchAll(/<ofd:TextCode[^>]*>([^<]*)</gu)].map(([, one]) => one).join('');
		for (const part of ['基金支出', '参保人数', '𝑥', '+']) expect(words).toContain(part);
		expect(words).not.toContain('∑');
		const shapes = (file: string) => file.split('<ofd:PathObject').length;
		// Two brackets, the line of the fraction and the sum.
		expect(shapes(xml) - shapes(await drawn(bare))).toBe(4);
	});

	test('embeds each font it draws with', () => {
		expect(written.missingFonts).toEqual([]);
		expect([...written.files.keys()].filter((name) => /font_/u.test(name)).length).toBeGreaterThan(
			2,
		);
	});
});

describe('VE-7 a sealed OFD', () => {
	test('is valid, and says who sealed it when', async () => {
		expect(await check(sealed)).toMatchObject({
			valid: true,
			digest: true,
			signature: true,
			chain: true,
			seal: true,
			coversWhole: true,
			version: 4,
			signer: `${NAME}（电子印章·演示）`,
			at: new Date('2026-11-22T08:30:00Z'),
			problem: null,
		});
	});

	test('is not valid under a foreign root', async () => {
		const foreign = issueSm2Authority(NAME, made);
		expect(await check(sealed, [foreign.certificate])).toMatchObject({
			valid: false,
			digest: true,
			signature: true,
			chain: false,
		});
	});

	test.each([
		['a page', 'Doc_0/Pages/Page_0/Content.xml', { digest: false, signature: true }],
		['the entry', 'OFD.xml', { digest: false, signature: true }],
		['the references', 'Doc_0/Signs/Sign_0/Signature.xml', { digest: false, signature: true }],
	])('shows that %s was changed', async (_, name, found) => {
		const change = (bytes: Uint8Array) =>
			new Uint8Array(Buffer.from(strFromU8(bytes).replace(/(\d)"/u, '$1 "')));
		expect(await check(altered(sealed, name, change))).toMatchObject({ valid: false, ...found });
	});

	test('shows that the signature was changed', async () => {
		const bad = altered(sealed, 'Doc_0/Signs/Sign_0/SignedValue.dat', (bytes) => {
			const copy = new Uint8Array(bytes);
			copy[copy.length - 5] = (copy[copy.length - 5] ?? 0) ^ 1;
			return copy;
		});
		expect(await check(bad)).toMatchObject({ valid: false, signature: false, digest: true });
	});

	test('shows that a file was added', async () => {
		const more = altered(sealed, 'Doc_0/Annots/Annot.xml', () => Uint8Array.of(60, 97, 47, 62));
		expect(await check(more)).toMatchObject({ valid: false, coversWhole: false, digest: true });
	});

	test('shows that the seal lying in it was exchanged', async () => {
		const other = altered(sealed, 'Doc_0/Signs/Sign_0/Seal.esl', (bytes) => bytes.slice(0, -1));
		expect(await check(other)).toMatchObject({ valid: false, seal: false });
	});

	test('takes a second seal, and both stay valid', async () => {
		const second = sealOfdAgain(sealed, { ...placement, xMm: 60 }, seal);
		const verdict = await check(second);
		expect(verdict).toMatchObject({ valid: true, coversWhole: true });
		expect(verdict.seals.map((one) => [one.valid, one.laterRevisions])).toEqual([
			[true, 1],
			[true, 0],
		]);
	});

	test('of another generation is recognised and not called valid', async () => {
		const { Integer, OctetString, Sequence } = await import('asn1js');
		const parts = (count: number, version: number) => {
			const body = new Sequence({ value: [new Integer({ value: version })] });
			const rest = Array.from({ length: count - 1 }, () => new OctetString());
			return new Uint8Array(new Sequence({ value: [body, ...rest] }).toBER());
		};
		for (const [count, inner, version] of [
			[2, 1, 1],
			[4, 5, 5],
		] as const) {
			const file = altered(sealed, 'Doc_0/Signs/Sign_0/SignedValue.dat', () => parts(count, inner));
			expect(await check(file)).toMatchObject({ valid: false, checked: false, version });
		}
	});

	test('that is no package, or has no seal, is told apart', async () => {
		expect(await check(Uint8Array.of(1, 2, 3))).toMatchObject({ problem: 'broken' });
		const bare = zipSync(Object.fromEntries(written.files));
		expect(await check(bare)).toMatchObject({ valid: false });
	});

	test('has times without fractions', () => {
		const signed = unzipSync(sealed)['Doc_0/Signs/Sign_0/SignedValue.dat'] ?? new Uint8Array();
		const times = Buffer.from(signed)
			.toString('latin1')
			.match(/20\d{12}[.Z]/gu);
		expect(times).toContain('20261122083000Z');
		expect(times?.filter((time) => time.endsWith('.'))).toEqual([]);
		if (process.env['KEEP_OFD']) writeFileSync(process.env['KEEP_OFD'], sealed);
	});
});
