import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { layoutPdf } from '../layout/layout.ts';
import { aPage, inkOf, run, textOf, withFile } from '../layout/paper.test-support.ts';
import {
	createAuthority,
	createSeal,
	openSeal,
	SEAL_SIZE_MM,
	signerOf,
	type Authority,
	type OpenSeal,
	type SealFacts,
} from './create-seal.ts';
import { signPdf } from './sign-pdf.ts';
import { verifyPdf } from './verify-pdf.ts';
import type { VaultRecord } from './vault.ts';

const NAME = '云州市医疗保障局';
const pepper = 'pepper of a test';
const made = new Date('2026-01-05T01:00:00Z');
const at = new Date('2026-11-22T08:30:00Z');

let authority: Authority;
let facts: SealFacts;
let record: VaultRecord;
let seal: OpenSeal;
let pdf: Uint8Array;
let sealed: Uint8Array;
let anchor: { page: number; xMm: number; yMm: number };

async function press(file: Uint8Array, place: { xMm: number } = anchor): Promise<Uint8Array> {
	const { picture } = seal;
	const placement = { ...anchor, ...place, sizeMm: SEAL_SIZE_MM, picture, name: NAME, at };
	return signPdf(file, { ...placement, reason: '公文用印' }, signerOf(seal));
}

beforeAll(async () => {
	authority = await createAuthority({ organisation: NAME, pepper, at: made });
	const created = await createSeal({
		sealId: 'office',
		name: NAME,
		password: '印章Pass@2026',
		pepper,
		at: made,
		authority,
	});
	({ publicFacts: facts, vaultRecord: record } = created);
	const opened = await openSeal(record, '印章Pass@2026', { pepper, sealId: 'office' });
	if (opened === null) throw new Error('the password is right');
	seal = opened;
	const laid = await layoutPdf(aPage());
	if (laid.sealAnchor === null) throw new Error('the page has a signature');
	pdf = laid.pdf;
	anchor = laid.sealAnchor;
	sealed = await press(pdf);
}, 60_000);

describe('a seal', () => {
	test('does not open with a wrong password', async () => {
		expect(await openSeal(record, '印章Pass@2025', { pepper, sealId: 'office' })).toBeNull();
	});

	test('shows neither picture nor key in its public facts or its locked record', () => {
		const shown = JSON.stringify([facts, record]);
		expect(shown).not.toContain('PRIVATE KEY');
		expect(shown).not.toContain('operators');
		expect(facts).toMatchObject({ id: 'office', name: NAME, sizeMm: 42 });
	});

	test('has a certificate in Chinese under the root of the installation', () => {
		const leaf = new X509Certificate(facts.certificate);
		const root = new X509Certificate(facts.root);
		expect(leaf.subject).toContain(`O=${NAME}`);
		expect(leaf.checkIssued(root)).toBe(true);
		expect(leaf.verify(root.publicKey)).toBe(true);
		expect([leaf.ca, root.ca]).toEqual([false, true]);
		expect(facts.validTo.getUTCFullYear()).toBe(2036);
		expect(facts.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
	});
});

describe('a sealed PDF', () => {
	test('is called valid and trusted by pdfsig', () => {
		const told = withFile(sealed, (file, folder) => {
			const root = path.join(folder, 'root.pem');
			writeFileSync(root, authority.certificate);
			const store = `sql:${folder}`;
			run('certutil', '-N', '-d', store, '--empty-password');
			run('certutil', '-A', '-d', store, '-n', 'root', '-t', 'C,C,C', '-i', root);
			return run('pdfsig', '-nssdir', store, file).toString();
		});
		expect(told).toContain('Signature Validation: Signature is Valid.');
		expect(told).toContain('Certificate Validation: Certificate is Trusted.');
		expect(told).toContain('Signature Type: ETSI.CAdES.detached');
		expect(told).toContain('Total document signed');
		expect(told).toContain(`${NAME}（电子印章）`);
	});

	test('is called valid by our own check, which tells who and when', async () => {
		expect(await verifyPdf(sealed, [authority.certificate])).toMatchObject({
			valid: true,
			digest: true,
			signature: true,
			chain: true,
			coversWhole: true,
			laterRevisions: 0,
			signer: `${NAME}（电子印章）`,
			at,
		});
	});

	test('holds the unsealed one unchanged, so that what was signed is what was shown', () => {
		expect(Buffer.from(sealed.subarray(0, pdf.length)).equals(Buffer.from(pdf))).toBe(true);
		expect(textOf(sealed)).toBe(textOf(pdf));
	});

	test('shows the seal, 42 mm wide, over name and date', () => {
		const before = inkOf(pdf, anchor.page, 'red');
		const ring = inkOf(sealed, anchor.page, 'red').find((ink) => ink.bottom - ink.top > 30);
		expect(before.some((ink) => ink.bottom - ink.top > 30)).toBe(false);
		expect((ring?.right ?? 0) - (ring?.left ?? 0)).toBeCloseTo(42, 0);
		expect(((ring?.top ?? 0) + (ring?.bottom ?? 0)) / 2).toBeCloseTo(anchor.yMm, 0);
		expect(((ring?.left ?? 0) + (ring?.right ?? 0)) / 2).toBeCloseTo(anchor.xMm, 0);
	});

	test.each([
		['in the text', () => 3_000],
		['at the end', () => sealed.length - 30],
		['in the seal’s own picture', () => pdf.length + 900],
	])('is not valid with one bit altered %s', async (_, where) => {
		const altered = sealed.slice();
		altered[where()] = (altered[where()] ?? 0) ^ 1;
		const verdict = await verifyPdf(altered, [authority.certificate]);
		expect(verdict.valid).toBe(false);
	});

	test('is not valid with anything appended', async () => {
		const longer = Buffer.concat([sealed, Buffer.from('\n% more\n')]);
		const verdict = await verifyPdf(longer, [authority.certificate]);
		expect(verdict).toMatchObject({ valid: false, digest: true, coversWhole: false });
		expect(verdict.laterRevisions).toBe(1);
	});

	test('is not valid when the gap for the signature is widened', async () => {
		const text = Buffer.from(sealed).toString('latin1');
		const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/u.exec(text);
		const [whole = '', from = '', to = '', rest = ''] = range ?? [];
		const wider = `/ByteRange [0 ${from} ${String(Number(to) + 1)} ${String(Number(rest) - 1)}]`;
		const forged = Buffer.from(text.replace(whole, wider), 'latin1');
		expect((await verifyPdf(forged, [authority.certificate])).valid).toBe(false);
	});

	test('is not valid under a root of the same name that is not ours', async () => {
		const other = await createAuthority({ organisation: NAME, pepper, at: made });
		const verdict = await verifyPdf(sealed, [other.certificate]);
		expect(verdict).toMatchObject({ valid: false, digest: true, signature: true, chain: false });
	});

	test('is not valid when sealed outside the certificate’s time', async () => {
		const placement = { ...anchor, sizeMm: SEAL_SIZE_MM, picture: seal.picture, name: NAME };
		const early = { ...placement, reason: '公文用印', at: new Date('2025-12-31T00:00:00Z') };
		const file = await signPdf(pdf, early, signerOf(seal));
		expect(await verifyPdf(file, [authority.certificate])).toMatchObject({
			valid: false,
			signature: true,
			chain: false,
		});
	});

	test('may be sealed again, and both seals stay valid', async () => {
		const twice = await press(sealed, { xMm: 60 });
		const verdict = await verifyPdf(twice, [authority.certificate]);
		expect(verdict.valid).toBe(true);
		expect(verdict.seals.map((one) => [one.valid, one.coversWhole, one.laterRevisions])).toEqual([
			[true, false, 1],
			[true, true, 0],
		]);
	});

	test.each([
		['an unsealed PDF', () => pdf],
		['no PDF', () => Buffer.from('hello')],
		['nothing', () => new Uint8Array()],
	])('is not what %s is', async (_, file) => {
		const verdict = await verifyPdf(file(), [authority.certificate]);
		expect(verdict).toMatchObject({ valid: false, signer: null, seals: [] });
	});
});
