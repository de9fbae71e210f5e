import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../support/emulator.ts';
import {
	act,
	aSigned,
	db,
	must,
	openTask,
	read,
	submit,
	tokenOf,
	type Role,
} from '../support/office.ts';

const password = 'Test-Seal-2026';
const sealId = `test-seal-${randomUUID()}`;

async function press(role: Role, documentId: string, word: string, id: string = randomUUID()) {
	const taskId = await openTask(documentId, 'sealKeeper');
	const input = { id, documentId, taskId, sealId, password: word };
	return call<ActAnswer>('seal', input, await tokenOf(role));
}

async function layout<T>(op: string, documentId: string, role: Role): Promise<T> {
	const answer = await call<{ ok: boolean; result: T; code?: string }>(
		'layout',
		{ op, documentId },
		await tokenOf(role),
	);
	if (!answer.ok) throw new Error(answer.code);
	return answer.result;
}

/** A document that waits for its seal. */
async function aNumbered(): Promise<string> {
	const id = await aSigned();
	const taskId = await openTask(id, 'clerk');
	await must('clerk', 'document/number', id, { taskId, seriesId: 'ybh' });
	const moved = await submit('clerk', id, { edgeId: 'number-seal', opinion: '' });
	if (!moved.ok) throw new Error(moved.code);
	return id;
}

beforeAll(async () => {
	await must('administrator', 'seal/create', sealId, {
		name: '云州市医疗保障局',
		keepers: ['yb0010'],
		password,
	});
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
		expect(await press('drafter', id, password)).toMatchObject({ code: 'core/forbidden' });
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
		expect(await act('drafter', 'seal/thaw', sealId, {})).toMatchObject({ code: 'core/forbidden' });
		await must('administrator', 'seal/thaw', sealId, {});
		expect(await press('sealKeeper', id, password)).toMatchObject({ ok: true });
	}, 120_000);
});

describe('pages', () => {
	it('are shown to readers as a preview and to nobody else', async () => {
		const id = await aSigned();
		const preview = await layout<{ pages: string[] }>('preview', id, 'drafter');
		expect(preview.pages[0]).toContain('<svg');
		await expect(layout('preview', id, 'outsider')).rejects.toThrow('document/noReader');
		const pdf = await layout<{ base64: string; sealed: boolean }>('pdf', id, 'drafter');
		expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
		expect(pdf.sealed).toBe(false);
	}, 60_000);
});
