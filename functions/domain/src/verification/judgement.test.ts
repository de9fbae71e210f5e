import { describe, expect, test } from 'vitest';
import { judge, toneOf, type CheckedFile } from './judgement.ts';
import type { Verification } from './model.ts';
import type { PdfVerdict } from './verify-pdf.ts';

const sha256 = 'a'.repeat(64);
const at = new Date('2026-11-27T02:00:00Z');

const record: Verification = {
	code: '23456789ABCD',
	status: '有效',
	ended: null,
	title: '关于调整待遇的通知',
	number: null,
	date: at,
	pages: 1,
	organs: ['云州市医疗保障局'],
	seals: [],
	sealedAt: at,
	pdf: { sha256, size: 1 },
	ofd: null,
};
const good: PdfVerdict = {
	valid: true,
	digest: true,
	signature: true,
	chain: true,
	coversWhole: true,
	gap: true,
	laterRevisions: 0,
	signer: '云州市医疗保障局',
	issuer: '根',
	fingerprint: null,
	validTo: null,
	at,
	stamp: null,
	seals: [],
	problem: null,
};
const aFile = (
	verdict: Partial<PdfVerdict> = {},
	rest: Partial<CheckedFile> = {},
): CheckedFile => ({
	name: '通知.pdf',
	size: 1,
	sha256,
	kind: 'pdf',
	verdict: { ...good, ...verdict },
	rootsKnown: true,
	...rest,
});
const revoked: Verification = { ...record, status: '已撤销' };
const replaced: Verification = { ...record, status: '已被替换' };

describe('VE-7 by the code alone', () => {
	test.each([
		['known', record],
		['revoked', revoked],
		['replaced', replaced],
		['unknownCode', null],
		['offline', undefined],
	] as const)('the answer is %s', (expected, found) => {
		expect(judge(found, null)).toBe(expected);
	});
});

describe('VE-7 by a file', () => {
	test.each([
		['genuine', record, aFile()],
		['revoked', revoked, aFile()],
		['replaced', replaced, aFile()],
		['otherFile', record, aFile({}, { sha256: 'b'.repeat(64) })],
		['otherFile', record, aFile({}, { kind: 'ofd' })],
		['unregistered', null, aFile()],
		['altered', record, aFile({ digest: false })],
		['altered', record, aFile({ gap: false })],
		['altered', record, aFile({ coversWhole: false })],
		['altered', revoked, aFile({ digest: false })],
		['forged', record, aFile({ signature: false })],
		['foreign', null, aFile({ chain: false })],
		['unsealed', null, aFile({ problem: 'unsealed' })],
		['broken', null, aFile({ problem: 'broken' })],
		['encrypted', record, aFile({ problem: 'encrypted' })],
		['offline', undefined, aFile()],
		['offline', undefined, aFile({ chain: false }, { rootsKnown: false })],
		['altered', undefined, aFile({ digest: false }, { rootsKnown: false })],
	] as const)('the answer is %s', (expected, found, file) => {
		expect(judge(found, file)).toBe(expected);
	});

	test('a withdrawn certificate voids what the register does not vouch to be older', () => {
		const fingerprint = 'f'.repeat(64);
		const sealed = { ...record, seals: [{ name: '局章', fingerprint, at }] };
		const withdrawnAt = (seconds: number) => [
			{ fingerprint, name: '局章', reason: '遗失', at: new Date(at.getTime() + seconds * 1000) },
		];
		expect(judge(sealed, aFile(), withdrawnAt(1))).toBe('genuine');
		expect(judge(sealed, aFile(), withdrawnAt(0))).toBe('withdrawn');
		expect(judge(sealed, null, withdrawnAt(0))).toBe('withdrawn');
		expect(judge(null, aFile(), withdrawnAt(1))).toBe('withdrawn');
	});

	test('VE-8 a time stamp that does not fit voids the seal; one by strangers proves nothing and voids nothing', () => {
		const stamp = {
			sound: true,
			trusted: true,
			at,
			by: '时间戳机构',
			nonce: null,
			certificates: [],
		};
		const sealed = (changes: object) => {
			const seals = [{ ...good, stamp: { ...stamp, ...changes } }];
			return aFile({ seals });
		};
		expect(judge(record, sealed({}))).toBe('genuine');
		expect(judge(record, sealed({ trusted: false }))).toBe('genuine');
		expect(judge(record, sealed({ sound: false, trusted: false }))).toBe('forged');
	});

	test('VE-8 a trusted time stamp proves that a seal is older than the withdrawal of its certificate', () => {
		const fingerprint = 'f'.repeat(64);
		const withdrawn = [
			{ fingerprint, name: '局章', reason: '遗失', at: new Date(at.getTime() + 1000) },
		];
		const sealed = (trusted: boolean, stampedAt: Date) => {
			const stamp = { sound: true, trusted, at: stampedAt, by: '', nonce: null, certificates: [] };
			return aFile({ seals: [{ ...good, fingerprint, stamp }] });
		};
		expect(judge(null, sealed(true, at), withdrawn)).toBe('unregistered');
		expect(judge(null, sealed(false, at), withdrawn)).toBe('withdrawn');
		expect(judge(null, sealed(true, new Date(at.getTime() + 2000)), withdrawn)).toBe('withdrawn');
	});

	test('a seal of another generation is neither good nor bad', () => {
		const verdict = { ...good, version: 5 as const, checked: false, seal: false };
		const file = { ...aFile(), kind: 'ofd' as const, verdict };
		expect(judge(null, file)).toBe('notChecked');
		expect(judge(null, { ...file, verdict: { ...verdict, checked: true } })).toBe('forged');
	});

	test('only what is in force looks good', () => {
		expect(toneOf('genuine')).toBe('ok');
		expect(toneOf('known')).toBe('ok');
		for (const bad of ['altered', 'forged', 'foreign', 'revoked', 'withdrawn'] as const)
			expect(toneOf(bad)).toBe('bad');
		for (const unclear of ['unregistered', 'offline', 'notChecked', 'unsealed'] as const)
			expect(toneOf(unclear)).toBe('warn');
	});
});
