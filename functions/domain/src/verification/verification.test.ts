import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../document/model.ts';
import { CODE_ALPHABET, makeCode, printedCode, readCode } from './code.ts';
import { endVerification, verificationOf, type SealedFiles } from './model.ts';

const at = new Date('2026-11-27T02:00:00Z');

const sealed: SealedFiles = {
	code: '23456789ABCD',
	pages: 3,
	seals: [{ name: '云州市医疗保障局', fingerprint: 'f'.repeat(64), at }],
	pdf: { sha256: 'a'.repeat(64), size: 1000 },
	ofd: null,
};

const aDocument = (secrecy: '公开' | '内部') =>
	({
		elements: { title: '关于调整待遇的通知', secrecy },
		number: '云医保发〔2026〕7号',
		signedAt: new Date('2026-11-20T02:00:00Z'),
		issuer: '云州市医疗保障局',
		createdByName: '叶知秋',
	}) as OfficialDocument;

describe('VE-1 a code', () => {
	it('uses every character of the alphabet and none that people confuse', () => {
		let next = 0;
		const code = makeCode((below) => next++ % below);
		expect(code).toBe(CODE_ALPHABET.slice(0, 12));
		expect(CODE_ALPHABET).not.toMatch(/[0O1IL]/u);
		expect(new Set(CODE_ALPHABET).size).toBe(31);
	});

	it('is read however somebody typed it', () => {
		const code = '7KMP3WXY9ABC';
		expect(printedCode(code)).toBe('7KMP 3WXY 9ABC');
		for (const typed of ['7kmp 3wxy 9abc', '7KMP-3WXY-9ABC', ' ７ＫＭＰ　３ＷＸＹ　９ＡＢＣ '])
			expect(readCode(typed)).toBe(code);
		for (const wrong of ['', '7KMP 3WXY 9AB', '7KMP 3WXY 9ABO', '7KMP 3WXY 9ABCD', '../../x'])
			expect(readCode(wrong)).toBeNull();
	});
});

describe('VE-3 a record', () => {
	it('names a public document, and of an internal one only what is no content', () => {
		expect(verificationOf(aDocument('公开'), sealed).title).toBe('关于调整待遇的通知');
		const internal = verificationOf(aDocument('内部'), sealed);
		expect(internal).toMatchObject({ title: null, number: '云医保发〔2026〕7号', pages: 3 });
		expect(JSON.stringify(internal)).not.toMatch(/待遇|叶知秋/u);
	});
});

describe('VE-5 a record ends', () => {
	const record = verificationOf(aDocument('公开'), sealed);
	const other = { ...record, code: 'ZZZZ23456789' };

	it('by being revoked, once', () => {
		const ended = endVerification(record, { at, reason: '内容有误', replacedBy: null });
		if (!ended.ok) throw new Error(ended.code);
		expect(ended.value).toMatchObject({ status: '已撤销', ended: { reason: '内容有误' } });
		const again = endVerification(ended.value, { at, reason: '再来', replacedBy: other });
		expect(again).toMatchObject({ code: 'verification/ended', detail: { status: '已撤销' } });
	});

	it('by being replaced, by another record in force', () => {
		const ended = endVerification(record, { at, reason: '更正', replacedBy: other });
		expect(ended).toMatchObject({
			value: { status: '已被替换', ended: { replacedBy: other.code } },
		});
		expect(endVerification(record, { at, reason: '更正', replacedBy: record })).toMatchObject({
			code: 'verification/itself',
		});
		const dead = { ...other, status: '已撤销' as const };
		expect(endVerification(record, { at, reason: '更正', replacedBy: dead })).toMatchObject({
			code: 'verification/replacementEnded',
		});
	});
});
