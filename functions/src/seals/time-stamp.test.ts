import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	startStampAuthority,
	type StampAuthority,
} from '../../../test/support/time-stamp-authority.ts';
import { layoutPdf } from '../layout/layout.ts';
import { aPage } from '../layout/paper.test-support.ts';
import { issueAuthority, issueSeal } from './certificates.ts';
import { drawSeal, type SealPicture } from './picture.ts';
import { signPdf } from './sign-pdf.ts';
import { localSigner, type SealSigner } from './signer.ts';
import { stampingOf } from './stamping.ts';
import { anchorOf, takeStamp, type StampLimits } from './time-stamper.ts';
import { verifyPdf } from './verify-pdf.ts';

const ORGAN = '云州市医疗保障局';
const folder = mkdtempSync(path.join(tmpdir(), 'stamped-'));
const file = (name: string) => path.join(folder, name);
const shell = (line: string) => execFileSync('sh', ['-c', `${line} 2>&1`]).toString();

let authority: StampAuthority;
let other: StampAuthority;
let pdf: Uint8Array;
let picture: SealPicture;
let anchor: { page: number; xMm: number; yMm: number };
let root: string;
let signer: SealSigner;

/** How one sealing differs from the ordinary one. */
interface Wish {
	without?: boolean;
	trusted?: StampAuthority;
	limits?: StampLimits;
	xMm?: number;
}

/** Seals with a time stamp, where one comes; `without` is the office's choice. */
async function press(
	bytes: Uint8Array,
	{ without = false, trusted = authority, limits = {}, xMm = anchor.xMm }: Wish = {},
) {
	const service = { url: authority.url, secret: '' };
	const stamping = stampingOf({ root: trusted.root, without }, service, limits);
	const placement = { ...anchor, xMm, sizeMm: 42, picture, name: ORGAN, reason: '用印' };
	const made = { ...placement, at: new Date() };
	const sealed = await signPdf(bytes, made, signer, stamping.stamper);
	return { sealed, outcome: stamping.outcome() };
}

/** The signature (CMS, DER) of the last seal, and the bytes it covers. */
function lastSignature(bytes: Uint8Array): { cms: Buffer; covered: Buffer; room: number } {
	const text = Buffer.from(bytes).toString('latin1');
	const ranges = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/gu)];
	const [from = 0, to = 0, rest = 0] = (ranges.at(-1)?.slice(1) ?? []).map(Number);
	const covered = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to, to + rest)]);
	return { cms: Buffer.from(text.slice(from + 1, to - 1), 'hex'), covered, room: (to - from) / 2 };
}

/** The value of a signature and the time stamp beside it, as openssl reads them. */
function partsOf(cms: Buffer): { value: Buffer; token: Buffer } {
	writeFileSync(file('cms.der'), cms);
	const lines = shell(`openssl asn1parse -inform DER -in ${file('cms.der')}`).split('\n');
	const named = lines.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
	if (named < 0) throw new Error('no time stamp');
	const placeOf = (line: string | undefined) =>
		(/^\s*(\d+):d=\d+\s+hl=(\d+)\s+l=\s*(\d+)/u.exec(line ?? '') ?? []).slice(1).map(Number);
	const last = lines.slice(0, named).findLast((line) => line.includes('prim: OCTET STRING'));
	const [at = 0, head = 0, length = 0] = placeOf(last);
	const next = lines.slice(named).find((line) => line.includes('cons: SEQUENCE'));
	const [from = 0, before = 0, size = 0] = placeOf(next);
	return {
		value: cms.subarray(at + head, at + head + length),
		token: cms.subarray(from, from + before + size),
	};
}

beforeAll(async () => {
	[authority, other] = await Promise.all([
		startStampAuthority(),
		startStampAuthority('另一家时间戳机构'),
	]);
	const own = issueAuthority(ORGAN, new Date(Date.now() - 3_600_000));
	const issued = issueSeal(ORGAN, own, new Date(Date.now() - 3_600_000));
	root = own.certificate;
	signer = localSigner([issued.certificate, root], issued.privateKey);
	const laid = await layoutPdf(aPage());
	if (laid.sealAnchor === null) throw new Error('the page has a signature');
	({ pdf, sealAnchor: anchor } = { pdf: laid.pdf, sealAnchor: laid.sealAnchor });
	picture = await drawSeal(ORGAN);
}, 120_000);
beforeEach(() => {
	authority.behave('good');
});
afterAll(() => {
	authority.stop();
	other.stop();
});

describe('a sealed PDF with a time stamp', () => {
	let sealed: Uint8Array;
	let before: number;
	beforeAll(async () => {
		before = Date.now();
		({ sealed } = await press(pdf));
	});

	test('says who stamped it when, and our check holds it true', async () => {
		const verdict = await verifyPdf(sealed, [root], [authority.root]);
		expect(verdict).toMatchObject({
			valid: true,
			stamp: { sound: true, trusted: true, by: authority.name },
		});
		const at = verdict.stamp?.at?.getTime() ?? 0;
		expect(Math.abs(at - before)).toBeLessThan(60_000);
	});

	test('is called valid by pdfsig, and its signature CAdES by openssl', () => {
		writeFileSync(file('root.pem'), root);
		writeFileSync(file('sealed.pdf'), sealed);
		const store = mkdtempSync(path.join(tmpdir(), 'nss-'));
		shell(`certutil -N -d sql:${store} --empty-password`);
		shell(`certutil -A -d sql:${store} -n root -t C,C,C -i ${file('root.pem')}`);
		const told = shell(`pdfsig -nssdir sql:${store} ${file('sealed.pdf')}`);
		expect(told).toContain('Signature Validation: Signature is Valid.');
		expect(told).toContain('Certificate Validation: Certificate is Trusted.');
		expect(told).toContain('Total document signed');
		const { cms, covered } = lastSignature(sealed);
		writeFileSync(file('cms.der'), cms);
		writeFileSync(file('covered'), covered);
		const what = `-inform DER -in ${file('cms.der')} -content ${file('covered')}`;
		const verify = `openssl cms -verify -cades -binary ${what} -CAfile ${file('root.pem')} -purpose any`;
		expect(shell(`${verify} -out /dev/null`)).toContain('CAdES Verification successful');
	});

	test('bears the very token that openssl verifies over the signature’s value', () => {
		const { value, token } = partsOf(lastSignature(sealed).cms);
		writeFileSync(file('token.der'), token);
		writeFileSync(file('value'), value);
		writeFileSync(file('tsa-root.pem'), authority.root);
		const verify = `openssl ts -verify -token_in -in ${file('token.der')} -CAfile ${file('tsa-root.pem')}`;
		expect(shell(`${verify} -data ${file('value')}`)).toContain('Verification: OK');
		writeFileSync(file('value'), 'something else');
		expect(shell(`${verify} -data ${file('value')} || true`)).toContain('Verification: FAILED');
	});

	test('has room for a token with a long chain, and no more room where none is asked for', async () => {
		expect(lastSignature(sealed).room).toBe(32_769);
		const placement = { ...anchor, sizeMm: 42, picture, name: ORGAN, reason: '用印' };
		const bare = await signPdf(pdf, { ...placement, at: new Date() }, signer);
		expect(lastSignature(bare).room).toBe(16_385);
		expect((await verifyPdf(bare, [root], [authority.root])).stamp).toBeNull();
	});

	test('is valid but not trusted for its time where the authority is not ours', async () => {
		expect(await verifyPdf(sealed, [root], [other.root])).toMatchObject({
			valid: true,
			stamp: { sound: true, trusted: false, by: authority.name },
		});
		// The stamping certificate itself may be what is trusted.
		const itself = readFileSync(authority.file('tsa.pem'), 'utf8');
		expect(await verifyPdf(sealed, [root], [itself])).toMatchObject({ stamp: { trusted: true } });
	});

	test('is not valid with the time stamp of another signature', async () => {
		const { sealed: second } = await press(pdf);
		const [own, foreign] = [sealed, second].map((one) => partsOf(lastSignature(one).cms).token);
		const text = Buffer.from(sealed).toString('latin1');
		const [from, to] = [own?.toString('hex') ?? '', foreign?.toString('hex') ?? ''];
		expect(to.length).toBe(from.length);
		const swapped = Buffer.from(text.replace(from, to), 'latin1');
		expect(await verifyPdf(swapped, [root], [authority.root])).toMatchObject({
			valid: false,
			digest: true,
			signature: true,
			stamp: { sound: false, trusted: false },
		});
	});

	test('may be sealed again with another stamp, and both hold', async () => {
		const twice = await press(sealed, { xMm: 60 });
		const verdict = await verifyPdf(twice.sealed, [root], [authority.root]);
		expect(verdict.valid).toBe(true);
		expect(verdict.seals.map(({ stamp }) => stamp?.trusted)).toEqual([true, true]);
	});
});

describe('an authority that fails', () => {
	test.each([
		['rejects', 'seal/stampRefused'],
		['down', 'seal/stampRefused'],
		['nonsense', 'seal/stampNonsense'],
		['late', 'seal/stampLate'],
		['replays', 'seal/stampWrong'],
		['otherPurpose', 'seal/stampWrong'],
	] as const)(
		'because it %s: nothing is sealed, or sealed without, and it is told: %s',
		async (manners, code) => {
			await takeStamp({ url: authority.url, secret: '' }, Buffer.from('first'), null);
			authority.behave(manners);
			const limits = { patience: 3000 };
			await expect(press(pdf, { limits })).rejects.toMatchObject({ code });
			const { sealed, outcome } = await press(pdf, { limits, without: true });
			expect(outcome).toEqual({ code });
			expect(await verifyPdf(sealed, [root], [authority.root])).toMatchObject({
				valid: true,
				stamp: null,
			});
		},
	);

	test('because it is not there, not the one that was entered, or its clock is wrong', async () => {
		const nobody = { url: 'http://127.0.0.1:9/', secret: '' };
		const asked = takeStamp(nobody, Buffer.from('x'), null);
		await expect(asked).rejects.toMatchObject({ code: 'seal/stampUnreachable' });
		await expect(press(pdf, { trusted: other })).rejects.toMatchObject({
			code: 'seal/stampUntrusted',
			detail: { by: authority.name },
		});
		const limits = { clock: () => new Date(Date.now() + 6 * 60_000) };
		await expect(press(pdf, { limits })).rejects.toMatchObject({ code: 'seal/stampClock' });
	});
});

test('a trial tells whom to trust, and the secret goes along as the authority wants it', async () => {
	const ask = (secret: string) =>
		takeStamp({ url: authority.url, secret }, Buffer.from('trial'), null);
	const { certificates, by } = await ask('office:word');
	expect([by, anchorOf(certificates).subject]).toEqual([authority.name, `${authority.name}根`]);
	expect(authority.authorization()).toBe(`Basic ${Buffer.from('office:word').toString('base64')}`);
	await ask('token-1');
	expect(authority.authorization()).toBe('Bearer token-1');
	await ask('');
	expect(authority.authorization()).toBeUndefined();
});
