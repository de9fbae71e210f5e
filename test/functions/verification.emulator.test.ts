import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type {
	Verification,
	VerificationPointer,
	VerificationRoots,
} from '@wenshu/domain/verification/model.ts';
import { verifyOfd } from '@wenshu/domain/verification/verify-ofd.ts';
import { verifyPdf } from '@wenshu/domain/verification/verify-pdf.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../support/emulator.ts';
import { act, aSigned, db, must, openTask, read } from '../support/office.ts';
import { aNumbered, aSeal, password, pressWith } from '../support/seals.ts';

let sealId: string;

/** A document that was sealed, with its record. */
async function aSealed(secrecy = '公开'): Promise<{ id: string; code: string }> {
	const id = await aNumbered();
	await db.doc(`documents/${id}`).update({ 'elements.secrecy': secrecy });
	const taskId = await openTask(id, 'sealKeeper');
	const pressed = await pressWith('sealKeeper', { documentId: id, taskId, sealId, password });
	if (!pressed.ok) throw new Error(pressed.code);
	const { verification } = await read<OfficialDocument>(`documents/${id}`);
	return { id, code: verification ?? '' };
}

const record = (code: string): Promise<Verification> => read<Verification>(`verifications/${code}`);

beforeAll(async () => {
	sealId = await aSeal();
});

describe('VE-4 a sealing', () => {
	it('is registered with the digests of both files, which strangers can check', async () => {
		const { id, code } = await aSealed();
		const { seal } = await read<OfficialDocument>(`documents/${id}`);
		const found = await record(code);
		expect(found).toMatchObject({ code, status: '有效', title: '关于测试流转的通知', ended: null });
		const { certificates } = await read<VerificationRoots>('verificationRoots/installation');
		for (const [fileId, kind] of [
			[seal?.fileId, 'pdf'],
			[seal?.ofd?.fileId, 'ofd'],
		] as const) {
			const bytes = await readFile(path.join(blobs, fileId ?? ''));
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			expect(found[kind]).toEqual({ sha256, size: bytes.length });
			expect(await read<VerificationPointer>(`verificationFiles/${sha256}`)).toEqual({ code });
			const verify = kind === 'pdf' ? verifyPdf : verifyOfd;
			expect(await verify(bytes, certificates, crypto.subtle)).toMatchObject({ valid: true });
		}
	}, 120_000);

	it('VE-3 of an internal document tells no title', async () => {
		const { code } = await aSealed('内部');
		expect(await record(code)).toMatchObject({ title: null });
		expect(JSON.stringify(await record(code))).not.toContain('测试流转');
	}, 120_000);
});

describe('VE-5 a record', () => {
	it('is ended by those who may, once, for a reason; or replaced by another in force', async () => {
		const [old, fresh] = [await aSealed(), await aSealed()];
		const reason = '数据有误。';
		expect(await act('sealKeeper', 'verification/revoke', old.id, { reason })).toMatchObject({
			code: 'core/forbidden',
		});
		expect(await act('reviewer', 'verification/revoke', old.id, { reason: '' })).toMatchObject({
			code: 'core/badInput',
		});
		const unknown = { reason, by: '2222 2222 2222' };
		expect(await act('reviewer', 'verification/replace', old.id, unknown)).toMatchObject({
			code: 'verification/replacementMissing',
		});
		await must('reviewer', 'verification/replace', old.id, { reason, by: fresh.code });
		expect(await record(old.code)).toMatchObject({
			status: '已被替换',
			ended: { reason, replacedBy: fresh.code },
		});
		expect(await act('reviewer', 'verification/revoke', old.id, { reason })).toMatchObject({
			code: 'verification/ended',
		});
		await must('reviewer', 'verification/revoke', fresh.id, { reason });
		expect(await record(fresh.code)).toMatchObject({ status: '已撤销' });
		const unsealed = await aSigned();
		expect(await act('reviewer', 'verification/revoke', unsealed, { reason })).toMatchObject({
			code: 'verification/missing',
		});
	}, 240_000);

	it('VE-6 ends with the document: what is voided is revoked', async () => {
		const { id, code } = await aSealed();
		await must('reviewer', 'flow/forceEnd', id, { reason: '测试办结。' });
		await must('reviewer', 'flow/void', id, { reason: '内部原因。' });
		const { status, ended } = await record(code);
		expect(status).toBe('已撤销');
		expect(ended?.reason).not.toContain('内部原因');
	}, 120_000);
});
