import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import type {
	Verification,
	VerificationPointer,
	VerificationRoots,
} from '@wenshu/domain/verification/model.ts';
import { verifyOfd } from '@wenshu/domain/verification/verify-ofd.ts';
import { verifyPdf } from '@wenshu/domain/verification/verify-pdf.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../support/emulator.ts';
import { FieldPath } from 'firebase-admin/firestore';
import { act, aSigned, db, must, openTask, people, read } from '../support/office.ts';
import { aNumbered, aSeal, password, pressWith, usesOf } from '../support/seals.ts';

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

/** The lines of the register about a document, oldest first. */
const usesAbout = async (id: string) =>
	(await usesOf(sealId)).filter(({ documentId }) => documentId === id);

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

	it('VE-6 ends with the document: what is voided, ended or withdrawn is revoked, and the register says who', async () => {
		const { id, code } = await aSealed();
		await must('reviewer', 'flow/forceEnd', id, { reason: '测试办结。' });
		await must('reviewer', 'flow/void', id, { reason: '内部原因。' });
		const { status, ended } = await record(code);
		expect(status).toBe('已撤销');
		expect(ended?.reason).not.toContain('内部原因');
		const terminated = await aSealed();
		await must('reviewer', 'flow/terminate', terminated.id, { reason: '另一个内部原因。' });
		const found = await record(terminated.code);
		expect(found).toMatchObject({ status: '已撤销', history: [{ kind: 'revoked' }] });
		expect(JSON.stringify(found)).not.toContain('内部原因');
		expect(await usesAbout(terminated.id)).toMatchObject([
			{ action: 'apply' },
			{ action: 'endRecord', by: people.reviewer, reason: '另一个内部原因。' },
		]);
		// What the office ended has no force to be given back.
		const reason = '想要恢复';
		expect(
			await act('reviewer', 'verification/proposeRestore', terminated.id, { reason }),
		).toMatchObject({ code: 'verification/documentEnded' });
	}, 180_000);
});

describe('VE-6 a sealing whose initiator revokes the case', () => {
	it('loses its force where the flow lets them; elsewhere nothing can be revoked by then', async () => {
		const { id, code } = await aSealed();
		const reason = '发文依据已变。';
		expect(await act('drafter', 'flow/revoke', id, { reason })).toMatchObject({
			code: 'flow/cannotRevoke',
		});
		const { flowId, flowVersion } = await read<InstanceRecord>(`instances/${id}`);
		// A version of its own, so that no other test meets it.
		const version = 9_000;
		const flow = await read<object>(`flows/${flowId}/versions/${String(flowVersion)}`);
		await db.doc(`flows/${flowId}/versions/${String(version)}`).set({
			...flow,
			version,
			revocable: 'always',
		});
		await db.doc(`instances/${id}`).update({ flowVersion: version });
		await must('drafter', 'flow/revoke', id, { reason });
		const found = await record(code);
		expect(found).toMatchObject({ status: '已撤销', history: [{ kind: 'revoked' }] });
		expect(JSON.stringify(found)).not.toContain(reason);
		expect((await usesAbout(id)).at(-1)).toMatchObject({
			action: 'endRecord',
			by: people.drafter,
			reason,
		});
	}, 120_000);
});

describe('VE-9 a record that ended', () => {
	it('gets its force back from two people, with a reason that strangers and the register read', async () => {
		const { id, code } = await aSealed();
		await must('reviewer', 'verification/revoke', id, { reason: '文号有误。' });
		const reason = '经核对文号无误。';
		const propose = { reason };
		for (const type of ['verification/proposeRestore', 'verification/restore'])
			expect(await act('sealKeeper', type, id, propose)).toMatchObject({ code: 'core/forbidden' });
		expect(await act('reviewer', 'verification/restore', id, {})).toMatchObject({
			code: 'verification/noProposal',
		});
		await must('reviewer', 'verification/proposeRestore', id, propose);
		expect(await act('reviewer', 'verification/restore', id, {})).toMatchObject({
			code: 'verification/samePerson',
		});
		expect(await record(code)).toMatchObject({ status: '已撤销' });
		await db
			.doc(`access/${people.director}`)
			.update(new FieldPath('permissions', 'seal.revoke'), true);
		await must('director', 'verification/dropRestore', id, {});
		expect(await act('director', 'verification/restore', id, {})).toMatchObject({
			code: 'verification/noProposal',
		});
		await must('reviewer', 'verification/proposeRestore', id, propose);
		await must('director', 'verification/restore', id, {});
		const found = await record(code);
		expect(found).toMatchObject({
			status: '有效',
			ended: null,
			history: [
				{ kind: 'revoked', reason: '文号有误。' },
				{ kind: 'restored', reason },
			],
		});
		expect(JSON.stringify(found)).not.toMatch(/林若溪|沈砚舟/u);
		const lines = (await usesAbout(id)).map(({ action, by }) => `${action} ${by}`);
		expect(lines).toEqual([
			`apply ${people.sealKeeper}`,
			`endRecord ${people.reviewer}`,
			`proposeRestore ${people.reviewer}`,
			`proposeRestore ${people.reviewer}`,
			`restoreRecord ${people.director}`,
		]);
		expect(await read(`documents/${id}`)).toMatchObject({ restoring: null });
	}, 180_000);
});
