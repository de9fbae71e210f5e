import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { SealRecord } from '@wenshu/domain/document/seal.ts';
import type { Verification, VerificationRoots } from '@wenshu/domain/verification/model.ts';
import { verifyOfd } from '@wenshu/domain/verification/verify-ofd.ts';
import { FieldPath } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, it } from 'vitest';
import { SM2_ROOT, Sm2Files } from '../../functions/src/seals/sm2-files.test-support.ts';
import { blobs } from '../support/emulator.ts';
import { act, aDraft, db, must, openTask, people, read, submit } from '../support/office.ts';
import {
	aNumbered,
	aPicture,
	aSeal,
	aSignature,
	layout,
	mustPress,
	password,
	pressWith,
	usesOf,
} from '../support/seals.ts';

describe('a joint issue', () => {
	it('is sealed by each organ’s keeper in order, and is sealed when all have', async () => {
		const sealId = await aSeal();
		const second = await aSeal([people.clerk], '云州市财政局');
		await db.doc(`access/${people.clerk}`).update(new FieldPath('permissions', 'seal.use'), true);
		const id = await aNumbered(['云州市财政局']);
		const taskId = await openTask(id, 'sealKeeper');
		expect(
			await pressWith('sealKeeper', { documentId: id, taskId, sealId, password }),
		).toMatchObject({
			ok: true,
			result: { complete: false, next: '云州市财政局' },
		});
		const half = await read<OfficialDocument>(`documents/${id}`);
		expect(half).toMatchObject({ seal: null, status: 'numbered', frozen: true });
		const back = { taskId, toNodeId: 'number', straightBack: false, reason: '退' };
		expect(await act('sealKeeper', 'flow/return', id, back)).toMatchObject({
			code: 'document/sealedNoReturn',
		});
		expect(
			await pressWith('sealKeeper', { documentId: id, taskId, sealId, password }),
		).toMatchObject({ code: 'seal/otherOrgan' });
		await must('sealKeeper', 'flow/transfer', id, { taskId, uid: people.clerk, opinion: '' });
		const next = await openTask(id, 'clerk');
		const input = { documentId: id, taskId: next, sealId: second, password };
		expect(await pressWith('clerk', input)).toMatchObject({ ok: true, result: { complete: true } });
		const document = await read<OfficialDocument>(`documents/${id}`);
		expect(document).toMatchObject({ status: 'sealed', seals: [{}, { sealName: '云州市财政局' }] });
		expect(document.seal?.sealId).toBe(second);
		const check = await layout<Record<string, unknown>>('check', id, 'drafter');
		expect(check).toMatchObject({
			valid: true,
			coversWhole: true,
			missing: [],
			seals: [
				{ name: '云州市医疗保障局', valid: true },
				{ name: '云州市财政局', valid: true },
			],
		});
		const record = await read<Verification>(`verifications/${document.verification ?? ''}`);
		expect(record.seals.map(({ name }) => name)).toEqual(['云州市医疗保障局', '云州市财政局']);
	}, 180_000);
});

describe('a certificate that was withdrawn', () => {
	it('seals nothing more; what was sealed before stays readable and says so', async () => {
		const own = await aSeal();
		const id = await aNumbered();
		const input = { documentId: id, sealId: own, password };
		await mustPress('sealKeeper', { ...input, taskId: await openTask(id, 'sealKeeper') });
		expect(await act('sealKeeper', 'seal/revoke', own, { reason: '更名' })).toMatchObject({
			code: 'core/forbidden',
		});
		await must('administrator', 'seal/revoke', own, { reason: '机关更名' });
		const check = await layout<Record<string, unknown>>('check', id, 'drafter');
		expect(check).toMatchObject({
			valid: true,
			unrevoked: true,
			seals: [{ revoked: { reason: '机关更名', before: true } }],
		});
		const { fingerprint } = await read<SealRecord>(`seals/${own}`);
		expect(await read(`revokedCertificates/${fingerprint}`)).toMatchObject({ reason: '机关更名' });
		const other = await aNumbered();
		const again = { ...input, documentId: other, taskId: await openTask(other, 'sealKeeper') };
		expect(await pressWith('sealKeeper', again)).toMatchObject({ code: 'seal/revoked' });
		// Somebody with the database in hand dates the withdrawal back.
		await db.doc(`seals/${own}`).update({ 'revoked.at': new Date('2020-01-01') });
		expect(await layout<Record<string, unknown>>('check', id, 'drafter')).toMatchObject({
			valid: false,
			unrevoked: false,
		});
	}, 180_000);
});

describe('an imported certificate', () => {
	it('seals without 演示 once it is called licensed, and its file’s password is kept nowhere', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'p12-'));
		const at = (name: string) => path.join(folder, name);
		const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
		const dn = (cn: string) => ['-utf8', '-subj', `/C=CN/O=云州市医疗保障局/CN=${cn}`];
		const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '30'];
		openssl(
			'req',
			'-x509',
			...key,
			...dn('测试认证机构'),
			'-keyout',
			at('ca.key'),
			'-out',
			at('ca.pem'),
		);
		const request = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('k.key'), '-out', at('k.csr')];
		openssl('req', '-new', ...request, ...dn('云州市医疗保障局公章'));
		const issuing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '20'];
		openssl('x509', '-req', '-in', at('k.csr'), ...issuing, '-out', at('k.pem'));
		const parts = ['-inkey', at('k.key'), '-in', at('k.pem'), '-certfile', at('ca.pem')];
		openssl('pkcs12', '-export', ...parts, '-passout', 'pass:P12-Secret-9', '-out', at('k.p12'));
		const source = {
			from: 'p12',
			file: readFileSync(at('k.p12')).toString('base64'),
			password: 'P12-Secret-9',
			licensed: true,
		};
		const own = `p12-${randomUUID()}`;
		const made = { name: '云州市医疗保障局', keepers: [people.sealKeeper], password };
		const wrong = { ...made, source: { ...source, password: 'no' } };
		expect(await act('administrator', 'seal/create', own, wrong)).toMatchObject({
			code: 'seal/p12Password',
		});
		await must('administrator', 'seal/create', own, { ...made, source });
		const journal = await db.collection('journal').where('target', '==', own).get();
		const kept = [
			...journal.docs.map((each) => JSON.stringify(each.data())),
			JSON.stringify((await db.doc(`vault/${own}`).get()).data()),
			JSON.stringify((await db.doc(`seals/${own}`).get()).data()),
		].join();
		for (const secret of ['P12-Secret-9', password, source.file.slice(0, 60)])
			expect(kept).not.toContain(secret);
		const id = await aNumbered();
		const input = { documentId: id, sealId: own, password };
		await mustPress('sealKeeper', { ...input, taskId: await openTask(id, 'sealKeeper') });
		const check = await layout<Record<string, unknown>>('check', id, 'drafter');
		expect(check).toMatchObject({
			valid: true,
			signer: '云州市医疗保障局公章',
			seals: [{ demo: false, valid: true }],
		});
	}, 180_000);
});

describe('an imported certificate of SM2', () => {
	it('seals the OFD under its own root, stays a demonstration, and is refused as licensed', async () => {
		const organ = '云州市医疗保障局';
		const secret = 'P12-Secret-9';
		const file = new Sm2Files(organ).p12(secret).toString('base64');
		const source = { from: 'p12', file, password: secret, licensed: false };
		const made = { name: organ, keepers: [people.sealKeeper], password };
		const own = `sm2-${randomUUID()}`;
		const licensed = { ...made, source: { ...source, licensed: true } };
		expect(await act('administrator', 'seal/create', own, licensed)).toMatchObject({
			code: 'seal/sm2Licensed',
		});
		await must('administrator', 'seal/create', own, { ...made, source });
		expect(await read(`seals/${own}`)).toMatchObject({
			source: 'p12',
			assurance: 'demo',
			ofdIssuer: SM2_ROOT,
		});
		const id = await aNumbered();
		const taskId = await openTask(id, 'sealKeeper');
		await mustPress('sealKeeper', { documentId: id, sealId: own, password, taskId });
		const { seal } = await read<OfficialDocument>(`documents/${id}`);
		const bytes = await readFile(path.join(blobs, seal?.ofd?.fileId ?? ''));
		const { certificates } = await read<VerificationRoots>('verificationRoots/installation');
		expect(await verifyOfd(bytes, certificates, crypto.subtle)).toMatchObject({
			valid: true,
			signer: `${organ}公章`,
			issuer: SM2_ROOT,
		});
		expect(await layout<Record<string, unknown>>('check', id, 'drafter')).toMatchObject({
			valid: true,
		});
	}, 180_000);
});

describe('a handwritten signature', () => {
	let mine: string;
	beforeAll(async () => {
		mine = await aSignature('head');
	});

	it('is made by its owner, once, and used by nobody else', async () => {
		const again = { password, picture: await aPicture() };
		expect(await act('head', 'signature/create', randomUUID(), again)).toMatchObject({
			code: 'signature/exists',
		});
		const keepers = { keepers: [people.outsider], disabled: false };
		expect(await act('administrator', 'seal/change', mine, keepers)).toMatchObject({
			code: 'seal/personal',
		});
		const id = await aDraft();
		await submit('drafter', id);
		const taskId = await openTask(id, 'head');
		const opinion = '同意，请办公室核稿。';
		const input = { instanceId: id, taskId, sealId: mine, password, opinion };
		for (const role of ['drafter', 'administrator'] as const)
			expect(await pressWith(role, input, 'opinion')).toMatchObject({ code: 'flow/notYours' });
		const own = await aSignature('drafter');
		expect(await pressWith('head', { ...input, sealId: own }, 'opinion')).toMatchObject({
			code: 'seal/noSeal',
		});
		expect(await pressWith('head', input, 'opinion')).toMatchObject({ ok: true });
		expect(await read(`instances/${id}/signatures/${taskId}`)).toMatchObject({ uid: people.head });
		await submit('head', id, { opinion });
		expect(await pressWith('head', input, 'opinion')).toMatchObject({ code: 'flow/taskClosed' });
		// No organ's seal: a document that closes with one does not take it.
		const uses = await usesOf(mine);
		expect(uses.map(({ result, action }) => `${action} ${result}`)).toEqual(['opinion done']);
	}, 120_000);

	it('closes a document as 签名章, stamped by who signed it and by nobody else', async () => {
		const id = await aNumbered();
		await db.doc(`documents/${id}`).update({ 'elements.closing': '签名章' });
		const taskId = await openTask(id, 'sealKeeper');
		const organ = { documentId: id, taskId, sealId: await aSeal(), password };
		expect(await pressWith('sealKeeper', organ)).toMatchObject({ code: 'seal/wantsSignature' });
		const own = await aSignature('sealKeeper');
		expect(await pressWith('sealKeeper', { ...organ, sealId: own })).toMatchObject({
			code: 'seal/notSigner',
			detail: { name: '沈砚舟' },
		});
		await must('sealKeeper', 'flow/transfer', id, { taskId, uid: people.director, opinion: '' });
		const stamp = { documentId: id, taskId: await openTask(id, 'director') };
		// The director's signature of the sample bureau.
		const sample = { sealId: 'signature-shen', password: 'Seal@2026' };
		await mustPress('director', { ...stamp, ...sample });
		expect(await layout<Record<string, unknown>>('check', id, 'drafter')).toMatchObject({
			valid: true,
			signer: '沈砚舟（手写签名）',
			seals: [{ demo: true, valid: true }],
		});
	}, 180_000);

	it('closes a joint issue by each organ’s signer in order, each at their own step', async () => {
		const id = await aNumbered(['云州市财政局']);
		await db.doc(`documents/${id}`).update({ 'elements.closing': '签名章' });
		const first = await openTask(id, 'sealKeeper');
		const pass = { taskId: first, uid: people.director, opinion: '' };
		await must('sealKeeper', 'flow/transfer', id, pass);
		const lead = async () => {
			const taskId = await openTask(id, 'director');
			return { documentId: id, taskId, sealId: 'signature-shen', password: 'Seal@2026' };
		};
		// Nothing is stamped that could never be finished.
		expect(await pressWith('director', await lead())).toMatchObject({
			code: 'seal/signerUnnamed',
			detail: { organ: '云州市财政局' },
		});
		const { name } = await read<{ name: string }>(`people/${people.clerk}`);
		await db.doc(`documents/${id}`).update({ 'elements.signers': [`局长 ${name}`] });
		expect(await pressWith('director', await lead())).toMatchObject({
			code: 'seal/signerWithout',
			detail: { name },
		});
		const own = await aSignature('clerk');
		expect(await pressWith('director', await lead())).toMatchObject({
			ok: true,
			result: { complete: false, next: name },
		});
		expect(await read(`documents/${id}`)).toMatchObject({ status: 'numbered', seal: null });
		// The lead stamps once; the next one only at their own step.
		expect(await pressWith('director', await lead())).toMatchObject({
			code: 'seal/notSigner',
			detail: { name },
		});
		const { taskId } = await lead();
		await must('director', 'flow/transfer', id, { taskId, uid: people.clerk, opinion: '' });
		const last = { documentId: id, taskId: await openTask(id, 'clerk'), sealId: own, password };
		expect(await pressWith('clerk', last)).toMatchObject({
			ok: true,
			result: { complete: true, next: null },
		});
		const document = await read<OfficialDocument>(`documents/${id}`);
		expect(document).toMatchObject({
			status: 'sealed',
			seals: [{ sealName: '沈砚舟' }, { sealName: name }],
		});
		expect(document.seals?.[1]?.place?.yMm).toBeGreaterThan(document.seals?.[0]?.place?.yMm ?? 999);
		expect(await layout<Record<string, unknown>>('check', id, 'drafter')).toMatchObject({
			valid: true,
			coversWhole: true,
			missing: [],
			seals: [{ valid: true }, { valid: true, name }],
		});
	}, 180_000);

	it('is frozen by an administrator, and gets a new password from who knows the old one', async () => {
		const change = { sealId: mine, password: 'wrong', newPassword: 'Neues-Wort-2027' };
		expect(await pressWith('head', change, 'password')).toMatchObject({
			code: 'seal/wrongPassword',
		});
		expect(await pressWith('head', { ...change, password }, 'password')).toMatchObject({
			ok: true,
		});
		expect(await pressWith('head', { ...change, password }, 'password')).toMatchObject({
			code: 'seal/wrongPassword',
		});
		await must('administrator', 'seal/freeze', mine, { reason: '本人报告口令泄露' });
		const right = { ...change, password: 'Neues-Wort-2027', newPassword: 'Noch-Eins-2028' };
		expect(await pressWith('head', right, 'password')).toMatchObject({ code: 'seal/frozen' });
		expect(await act('head', 'seal/proposeThaw', mine, { reason: '已换' })).toMatchObject({
			code: 'core/forbidden',
		});
	}, 120_000);
});
