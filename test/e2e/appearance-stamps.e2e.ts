import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { FieldPath, FieldValue } from 'firebase-admin/firestore';
import { blobs } from '../support/emulator.ts';
import { act, db, must, openTask, people, read } from '../support/office.ts';
import { visit } from '../support/looks.ts';
import { aNumbered, aSeal, aSignature, mustPress, password } from '../support/seals.ts';
import { startStampAuthority, type StampAuthority } from '../support/time-stamp-authority.ts';
import { lookAt, openText, press, shown } from '../support/views.ts';

/** Time stamps, and documents that several organs or signers close, bear every look. */

const SECOND = '云州市财政局';
const SEAL_USE = new FieldPath('permissions', 'seal.use');
let authority: StampAuthority;

test.describe.configure({ mode: 'serial', timeout: 900_000 });

test.beforeAll(async () => {
	authority = await startStampAuthority();
});
test.afterAll(async () => {
	await db.doc(`access/${people.clerk}`).update(SEAL_USE, FieldValue.delete());
	await act('administrator', 'seal/endTimeStamping', 'timeStamping', { reason: '测试结束' });
	authority.stop();
});

test('time stamps are set up', async ({ browser }) => {
	const stamps = async (page: Page) => {
		await visit(page, '/admin/seals', '保管人');
		await page.getByRole('tab', { name: '时间戳' }).click();
	};
	await lookAt(browser, '薛霁月', [
		{
			name: 'no time stamps',
			open: async (page) => {
				await stamps(page);
				// After another test it was switched off again.
				await shown(page, /没有启用时间戳|^已停用$/);
			},
		},
		{
			name: 'setting up time stamps',
			open: async (page) => {
				await press(page, '启用时间戳');
				await page.getByLabel('时间戳服务地址').fill('时间戳');
				await page.getByRole('dialog').getByRole('button').last().click();
				await shown(page, '请填写以 https:// 或 http:// 开头的地址');
			},
			dialog: true,
		},
		{
			name: 'time stamps in use',
			open: async (page) => {
				await must('administrator', 'seal/timeStamping', 'timeStamping', {
					url: authority.url,
					secret: 'office:Stamp-Secret-7',
					without: false,
				});
				await shown(page, authority.name);
			},
		},
		{ name: 'ending time stamps', open: (page) => press(page, '停用'), dialog: true },
	]);
});

test('seals of several organs with their time stamps', async ({ browser }) => {
	const second = await aSeal([people.clerk], SECOND);
	await db.doc(`access/${people.clerk}`).update(SEAL_USE, true);
	const sealId = await aSeal();
	const id = await aNumbered([SECOND]);
	const taskId = await openTask(id, 'sealKeeper');
	await mustPress('sealKeeper', { documentId: id, taskId, sealId, password });
	await must('sealKeeper', 'flow/transfer', id, { taskId, uid: people.clerk, opinion: '' });
	await lookAt(browser, '苏锦书', [
		{
			name: 'the second organ seals',
			open: async (page) => {
				await openText(id, page);
				await shown(page, SECOND);
				await expect(page.getByRole('list', { name: '联合行文，按机关顺序盖章' })).toBeVisible();
			},
			where: 'desk',
		},
	]);
	const next = await openTask(id, 'clerk');
	// The authority cannot be reached, and the office chose to seal without it.
	await must('administrator', 'seal/timeStamping', 'timeStamping', {
		url: authority.url,
		without: true,
	});
	authority.behave('down');
	await mustPress('clerk', { documentId: id, taskId: next, sealId: second, password });
	authority.behave('good');
	await lookAt(browser, '叶知秋', [
		{
			name: 'check of time stamps',
			open: async (page) => {
				await openText(id, page);
				await press(page, '验章');
				await shown(page, /^时间戳：/);
				await shown(page, '盖章时没有取到时间戳');
			},
			dialog: true,
		},
		{
			name: 'time stamps of a file from outside',
			open: async (page) => {
				const { seal } = await read<OfficialDocument>(`documents/${id}`);
				const buffer = await readFile(path.join(blobs, seal?.fileId ?? ''));
				await visit(page, '/verify', '文件验证');
				await page
					.locator('input[type=file]')
					.setInputFiles({ name: '通知.pdf', mimeType: 'application/pdf', buffer });
				await shown(page, authority.name);
			},
		},
	]);
	await lookAt(browser, '薛霁月', [
		{
			name: 'the register of seals',
			open: async (page) => {
				await visit(page, '/admin/seals', '保管人');
				await page.getByRole('tab', { name: '用印登记' }).click();
				await shown(page, '未取得时间戳');
			},
		},
	]);
});

test('a document that closes with signatures of several signers', async ({ browser }) => {
	const id = await aNumbered([SECOND]);
	const { name } = await read<{ name: string }>(`people/${people.clerk}`);
	await db.doc(`documents/${id}`).update({
		'elements.closing': '签名章',
		'elements.signers': [`局长 ${name}`],
	});
	await lookAt(browser, '白芷兰', [
		{
			name: 'the turn of another signer',
			open: async (page) => {
				await openText(id, page);
				await shown(page, /签名章由各签发人本人依次加盖/);
			},
			where: 'desk',
		},
	]);
	const taskId = await openTask(id, 'sealKeeper');
	await must('sealKeeper', 'flow/transfer', id, { taskId, uid: people.director, opinion: '' });
	await aSignature('clerk');
	await lookAt(browser, '沈砚舟', [
		{
			name: 'one’s own turn to sign',
			open: async (page) => {
				await openText(id, page);
				await expect(page.getByRole('button', { name: '预览并盖章' })).toBeEnabled();
			},
			where: 'desk',
		},
	]);
});
