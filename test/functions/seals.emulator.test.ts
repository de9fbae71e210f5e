import { randomUUID } from 'node:crypto';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Verification } from '@wenshu/domain/verification/model.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
	act,
	aDraft,
	aSigned,
	db,
	must,
	openTask,
	people,
	read,
	type Role,
} from '../support/office.ts';
import { unpack } from '../support/packed-pages.ts';
import { aNumbered, aSeal, layout, password, pressWith, usesOf } from '../support/seals.ts';

let sealId: string;

async function press(role: Role, documentId: string, word: string, id: string = randomUUID()) {
	const taskId = await openTask(documentId, 'sealKeeper');
	return pressWith(role, { id, documentId, taskId, sealId, password: word });
}

beforeAll(async () => {
	sealId = await aSeal();
});

describe('a seal', () => {
	it('is made by nobody without the permission, and its vault holds neither picture nor key in clear', async () => {
		const input = { name: '假冒机关', keepers: ['yb0015'], password };
		expect(await act('drafter', 'seal/create', randomUUID(), input)).toMatchObject({
			code: 'core/forbidden',
		});
		const vault = JSON.stringify((await db.doc(`vault/${sealId}`).get()).data());
		expect(vault).not.toContain('PRIVATE KEY');
		expect(vault).not.toContain(password);
		const journal = await db.collection('journal').where('target', '==', sealId).get();
		expect(journal.docs.map((each) => String(each.data()['input'])).join()).not.toContain(password);
	});

	it('is pressed by its keeper: the PDF is valid, everything is frozen, and a check proves it', async () => {
		const id = await aNumbered();
		// The right step of the right case, in the right hands: everything else is refused before the password.
		expect(await press('drafter', id, password)).toMatchObject({ code: 'flow/notYours' });
		const draft = await aDraft();
		const own = await openTask(draft, 'drafter');
		const early = { documentId: draft, taskId: own, sealId, password };
		expect(await pressWith('drafter', early)).toMatchObject({ code: 'document/notThisStep' });
		const elsewhere = { ...early, taskId: await openTask(id, 'sealKeeper') };
		expect(await pressWith('sealKeeper', elsewhere)).toMatchObject({ ok: false });
		const actId = randomUUID();
		const done = await press('sealKeeper', id, password, actId);
		expect(done).toMatchObject({ ok: true });
		expect(await press('sealKeeper', id, password, actId)).toEqual(done);
		expect(await press('sealKeeper', id, password)).toMatchObject({ code: 'seal/already' });

		const document = await read<OfficialDocument>(`documents/${id}`);
		expect(document).toMatchObject({ status: 'sealed', frozen: true });
		expect(await read(`texts/${id}`)).toMatchObject({ frozen: true, editors: {} });
		const check = await layout<Record<string, unknown>>('check', id, 'drafter');
		expect(check).toMatchObject({
			sealed: true,
			valid: true,
			digest: true,
			signature: true,
			chain: true,
			coversWhole: true,
			textUnchanged: true,
			elementsUnchanged: true,
			signer: '云州市医疗保障局（电子印章）',
		});
		const code = document.verification ?? expect.fail('no code');
		expect(await read<Verification>(`verifications/${code}`)).toMatchObject({
			status: '有效',
			pdf: { sha256: document.seal?.pdfSha256 },
			seals: [{ fingerprint: document.seal?.fingerprint }],
		});
		expect(document.seal).toMatchObject({ demo: true });
		const edit = { elements: { title: '盖章后偷改' } };
		expect(await act('drafter', 'document/edit', id, edit)).toMatchObject({
			code: 'document/frozen',
		});
		const taskId = await openTask(id, 'sealKeeper');
		const back = { taskId, toNodeId: 'number', straightBack: false, reason: '退' };
		expect(await act('sealKeeper', 'flow/return', id, back)).toMatchObject({
			code: 'document/sealedNoReturn',
		});
	}, 120_000);

	it('shows when somebody with the database in hand altered what was sealed', async () => {
		const id = await aNumbered();
		await press('sealKeeper', id, password);
		await db.doc(`documents/${id}`).update({ 'elements.title': '被改过的标题' });
		const check = await layout<Record<string, unknown>>('check', id, 'drafter');
		expect(check).toMatchObject({ valid: false, elementsUnchanged: false, signature: true });
	}, 120_000);

	it('locks after five wrong passwords, even for the right one, until it is unlocked', async () => {
		const id = await aNumbered();
		for (let left = 4; left >= 1; left--)
			expect(await press('sealKeeper', id, 'wrong')).toMatchObject({
				code: 'seal/wrongPassword',
				detail: { left: String(left) },
			});
		await press('sealKeeper', id, 'wrong');
		expect(await press('sealKeeper', id, password)).toMatchObject({ code: 'seal/locked' });
		for (const type of ['seal/proposeThaw', 'seal/thaw'])
			expect(await act('drafter', type, sealId, { reason: '误输' })).toMatchObject({
				code: 'core/forbidden',
			});
		expect(await act('administrator', 'seal/thaw', sealId, {})).toMatchObject({
			code: 'seal/noProposal',
		});
		await must('administrator', 'seal/proposeThaw', sealId, { reason: '保管人误输' });
		expect(await act('administrator', 'seal/thaw', sealId, {})).toMatchObject({
			code: 'seal/samePerson',
		});
		expect(await press('sealKeeper', id, password)).toMatchObject({ code: 'seal/locked' });
		// The head of the office looks after seals too.
		await must('reviewer', 'seal/thaw', sealId, {});
		expect(await press('sealKeeper', id, password)).toMatchObject({ ok: true });
	}, 120_000);
});

describe('the count of tries', () => {
	it('takes twenty wrong passwords at once for five: the others are refused, and all are registered', async () => {
		const own = await aSeal();
		const documentId = await aNumbered();
		const taskId = await openTask(documentId, 'sealKeeper');
		// In this process, so that all twenty are really under way at once.
		const { applySeal } = await import('../../functions/src/seals/apply.ts');
		const caller = { uid: people.sealKeeper, authTime: Math.floor(Date.now() / 1000) };
		const input = { documentId, taskId, sealId: own, password: 'wrong-password' };
		const answers = await Promise.all(
			Array.from({ length: 20 }, () =>
				applySeal({ ...input, id: randomUUID() }, caller, new Date()),
			),
		);
		const codes = answers.map((each) => (each.ok ? 'ok' : each.code));
		const count = (code: string) => codes.filter((each) => each === code).length;
		expect(count('seal/wrongPassword')).toBe(5);
		expect(count('seal/locked') + count('core/busy')).toBe(15);
		const vault = await read<{ lock: { attempts: number } }>(`vault/${own}`);
		expect(vault.lock.attempts).toBe(5);
		const uses = await usesOf(own);
		expect(uses.filter(({ result }) => result === 'wrong')).toHaveLength(5);
		expect(uses).toHaveLength(5 + count('seal/locked'));
		expect(uses[0]).toMatchObject({ by: people.sealKeeper, documentId, action: 'apply' });
	}, 240_000);
});

describe('a preview', () => {
	it('shows the real seal as a picture of one page, after the password and at the right step only', async () => {
		const documentId = await aNumbered();
		const taskId = await openTask(documentId, 'sealKeeper');
		const input = { documentId, taskId, sealId, password };
		expect(await pressWith('clerk', input, 'preview')).toMatchObject({ code: 'flow/notYours' });
		const wrong = await pressWith('sealKeeper', { ...input, password: 'x' }, 'preview');
		expect(wrong).toMatchObject({ code: 'seal/wrongPassword' });
		const far = { page: 1, xMm: 30, yMm: 30 };
		expect(await pressWith('sealKeeper', { ...input, place: far }, 'preview')).toMatchObject({
			code: 'seal/offPlace',
		});
		const shown = await pressWith('sealKeeper', input, 'preview');
		const { png } = (shown.ok ? shown.result : {}) as { png: string };
		expect(Buffer.from(png, 'base64').subarray(1, 4).toString()).toBe('PNG');
		const document = await read<OfficialDocument>(`documents/${documentId}`);
		expect([document.seal, document.frozen]).toEqual([null, false]);
		const results = (await usesOf(sealId))
			.filter((use) => use.documentId === documentId)
			.map(({ result }) => result);
		expect(results).toEqual(['wrong', 'refused', 'previewed']);
	}, 120_000);
});

describe('pages', () => {
	it('are shown to readers as a preview and to nobody else', async () => {
		const id = await aSigned();
		const [first] = unpack(await layout<{ packed: string }>('preview', id, 'drafter'));
		expect(first).toMatch(/^<svg .*<symbol /u);
		await expect(layout('preview', id, 'outsider')).rejects.toThrow('document/noReader');
		const pdf = await layout<{ base64: string; sealed: boolean }>('pdf', id, 'drafter');
		expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
		expect(pdf.sealed).toBe(false);
	}, 60_000);
});
