import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { timeStampingPath, type TimeStamping } from '@wenshu/domain/document/time-stamping.ts';
import type { Verification, VerificationRoots } from '@wenshu/domain/verification/model.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, db, must, openTask, read } from '../support/office.ts';
import { aNumbered, aSeal, layout, password, pressWith, usesOf } from '../support/seals.ts';
import { startStampAuthority, type StampAuthority } from '../support/time-stamp-authority.ts';

let authority: StampAuthority;
let sealId: string;
const secret = 'office:Stamp-Secret-7';

async function press(documentId: string) {
	const taskId = await openTask(documentId, 'sealKeeper');
	return pressWith('sealKeeper', { documentId, taskId, sealId, password });
}
const setUp = (without: boolean, more: object = {}) =>
	must('administrator', 'seal/timeStamping', 'timeStamping', {
		url: authority.url,
		without,
		...more,
	});
const check = (id: string) => layout<Record<string, unknown>>('check', id, 'drafter');

beforeAll(async () => {
	authority = await startStampAuthority();
	sealId = await aSeal();
});
afterAll(async () => {
	// Others seal without.
	await act('administrator', 'seal/endTimeStamping', 'timeStamping', { reason: '测试结束' });
	authority.stop();
});

describe('VE-8 time stamps', () => {
	it('are set up by who looks after seals, on trial; the secret is shown to nobody but the authority', async () => {
		const input = { url: authority.url, secret, without: false };
		expect(await act('drafter', 'seal/timeStamping', 'timeStamping', input)).toMatchObject({
			code: 'core/forbidden',
		});
		const nobody = { ...input, url: 'http://127.0.0.1:9/' };
		expect(await act('administrator', 'seal/timeStamping', 'timeStamping', nobody)).toMatchObject({
			code: 'seal/stampUnreachable',
		});
		await setUp(false, { secret });
		expect(authority.authorization()).toBe(`Basic ${Buffer.from(secret).toString('base64')}`);
		const settings = await read<TimeStamping>(timeStampingPath);
		expect(settings).toMatchObject({ on: true, hasSecret: true, authority: authority.name });
		const stored = await Promise.all(
			[timeStampingPath, 'vault/_timeStamping'].map((path) => db.doc(path).get()),
		);
		const journal = await db.collection('journal').where('target', '==', 'timeStamping').get();
		const kept = [...stored, ...journal.docs].map((each) => JSON.stringify(each.data())).join();
		expect(kept).not.toContain('Stamp-Secret-7');
		const { stampCertificates } = await read<VerificationRoots>('verificationRoots/installation');
		expect(stampCertificates).toContain(settings.root);
	}, 60_000);

	it('stand under a seal, in the check, the public record and the register', async () => {
		// Saved anew without naming the secret: it stays.
		await setUp(false);
		const id = await aNumbered();
		expect(await press(id)).toMatchObject({ ok: true, result: { unstamped: null } });
		expect(authority.authorization()).toBe(`Basic ${Buffer.from(secret).toString('base64')}`);
		expect(await check(id)).toMatchObject({
			valid: true,
			seals: [{ valid: true, stamp: { by: authority.name, sound: true, trusted: true } }],
		});
		const { verification } = await read<OfficialDocument>(`documents/${id}`);
		const record = await read<Verification>(`verifications/${verification ?? ''}`);
		expect(record.seals).toMatchObject([{ stamp: { by: authority.name } }]);
		const [use] = (await usesOf(sealId)).filter(({ documentId }) => documentId === id);
		expect(use).toMatchObject({ result: 'done', stamp: { by: authority.name } });
	}, 120_000);

	it('that cannot be had stop the sealing, or let it through, as the office chose; the register tells', async () => {
		const id = await aNumbered();
		authority.behave('down');
		expect(await press(id)).toMatchObject({ code: 'seal/stampRefused' });
		expect(await read(`documents/${id}`)).toMatchObject({ seal: null, frozen: false });
		authority.behave('good');
		await setUp(true, { secret: '' });
		authority.behave('down');
		expect(await press(id)).toMatchObject({
			ok: true,
			result: { complete: true, unstamped: 'seal/stampRefused' },
		});
		expect(await check(id)).toMatchObject({
			valid: true,
			seals: [{ stamp: null, unstamped: true }],
		});
		const uses = (await usesOf(sealId)).filter(({ documentId }) => documentId === id);
		expect(uses).toMatchObject([
			{ result: 'refused', code: 'seal/stampRefused', stamp: { code: 'seal/stampRefused' } },
			{ result: 'done', stamp: { code: 'seal/stampRefused' } },
		]);
		// The secret went with the setting that named none.
		expect((await db.doc('vault/_timeStamping').get()).exists).toBe(false);
	}, 120_000);

	it('are switched off for a reason, once; what was stamped stays trusted', async () => {
		const off = (reason: string) =>
			act('administrator', 'seal/endTimeStamping', 'timeStamping', { reason });
		expect(await off('')).toMatchObject({ code: 'core/badInput' });
		expect(await off('合同到期')).toMatchObject({ ok: true });
		expect(await off('合同到期')).toMatchObject({ code: 'seal/stampOff' });
		const { root } = await read<TimeStamping>(timeStampingPath);
		const { stampCertificates } = await read<VerificationRoots>('verificationRoots/installation');
		expect(stampCertificates).toContain(root);
		const id = await aNumbered();
		expect(await press(id)).toMatchObject({ ok: true });
		expect(await check(id)).toMatchObject({ seals: [{ stamp: null, unstamped: false }] });
	}, 120_000);
});
