import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../document/model.ts';
import { CODE_ALPHABET, makeCode, printedCode, readCode } from './code.ts';
import {
	confirmRestore,
	continued,
	endVerification,
	historyOf,
	proposeRestore,
	verificationOf,
	type SealedFiles,
	type Verification,
} from './model.ts';

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

describe('VE-9 a record gets its force back', () => {
	const fresh = verificationOf(aDocument('公开'), sealed);
	const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
	const deed = (by: string, when = at) => ({ at: when, by, byName: by, reason: '复核无误' });
	const ended = (): Verification => {
		const done = endVerification(fresh, { at, reason: '内容有误', replacedBy: null });
		if (!done.ok) throw new Error(done.code);
		return done.value;
	};
	const open = { status: 'distributed' as const, restoring: null };

	it('when a second person confirms within a day, and strangers read what befell it, but no names', () => {
		expect(proposeRestore(open, ended(), deed('first'))).toMatchObject({ ok: true });
		const proposed = { ...open, restoring: deed('first') };
		expect(confirmRestore(proposed, ended(), 'first', later(1))).toMatchObject({
			code: 'verification/samePerson',
		});
		expect(proposeRestore(proposed, ended(), deed('second', later(1)))).toMatchObject({
			code: 'verification/restorePending',
			detail: { name: 'first' },
		});
		const restored = confirmRestore(proposed, ended(), 'second', later(1));
		if (!restored.ok) throw new Error(restored.code);
		const { record } = restored.value;
		expect(record).toMatchObject({ status: '有效', ended: null });
		expect(historyOf(record)).toEqual([
			{ kind: 'revoked', at, reason: '内容有误' },
			{ kind: 'restored', at: later(1), reason: '复核无误' },
		]);
		expect(JSON.stringify(record)).not.toMatch(/first|second/u);
		// And may be ended again.
		const again = endVerification(record, { at: later(2), reason: '仍有误', replacedBy: fresh });
		expect(again).toMatchObject({ code: 'verification/itself' });
		const twice = endVerification(record, { at: later(2), reason: '仍有误', replacedBy: null });
		expect(twice.ok && historyOf(twice.value).map(({ kind }) => kind)).toEqual([
			'revoked',
			'restored',
			'revoked',
		]);
	});

	it('never without a proposal, by one that is a day old, where it is in force, or its document ended', () => {
		const none = { code: 'verification/noProposal' };
		expect(confirmRestore(open, ended(), 'second', at)).toMatchObject(none);
		const old = { ...open, restoring: deed('first') };
		expect(confirmRestore(old, ended(), 'second', later(25))).toMatchObject(none);
		expect(proposeRestore(old, ended(), deed('second', later(25)))).toMatchObject({ ok: true });
		expect(proposeRestore(open, fresh, deed('first'))).toMatchObject({
			code: 'verification/inForce',
		});
		for (const status of ['voided', 'terminated'] as const) {
			const dead = { status, restoring: deed('first') };
			const refused = { code: 'verification/documentEnded' };
			expect(proposeRestore(dead, ended(), deed('second'))).toMatchObject(refused);
			expect(confirmRestore(dead, ended(), 'second', at)).toMatchObject(refused);
		}
	});

	it('never by a further seal: what befell the record stays', () => {
		const second = { ...fresh, pages: 4 };
		expect(continued(second, ended())).toMatchObject({ status: '已撤销', pages: 4 });
		expect(continued(second, fresh)).toEqual(second);
	});

	it('and records of before this was kept tell their end', () => {
		const { history: _, ...older } = ended();
		expect(historyOf(older)).toEqual([{ kind: 'revoked', at, reason: '内容有误' }]);
	});
});
