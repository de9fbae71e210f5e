import { randomUUID } from 'node:crypto';
import type { Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import type { MailRecord } from '@wenshu/domain/document/mailing.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { DownloadRecord } from '@wenshu/domain/files/file.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, ports, project } from '../support/emulator.ts';
import { MailServer } from '../support/mail-server.ts';
import {
	act,
	aSigned,
	db,
	fromStored,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
	type Role,
} from '../support/office.ts';
import { aNumbered, aSeal, mustPress, password } from '../support/seals.ts';

let sealId: string;
let server: MailServer;

beforeAll(async () => {
	server = await MailServer.start();
	sealId = await aSeal();
}, 60_000);
afterAll(() => server.stop());

/** A document with its seal, at the step that distributes it. */
async function aSealed(): Promise<string> {
	const documentId = await aNumbered();
	const taskId = await openTask(documentId, 'sealKeeper');
	await mustPress('sealKeeper', { documentId, taskId, sealId, password });
	const moved = await submit('sealKeeper', documentId, { opinion: '' });
	if (!moved.ok) throw new Error(moved.code);
	return documentId;
}

/** A sealed document that went to some people for reading. */
async function aDistributed(uids: string[]): Promise<string> {
	const id = await aSealed();
	const taskId = await openTask(id, 'clerk');
	await must('clerk', 'document/distribute', id, { taskId, uids, remark: '请阅。' });
	return id;
}

const document = (id: string) => read<OfficialDocument>(`documents/${id}`);
const mailOf = (id: string, message: string) =>
	read<MailRecord>(`documents/${id}/mails/${message}`);
const readsOf = async (id: string) =>
	Object.values((await read<InstanceRecord>(`instances/${id}`)).state.reads);
const outside = (address: string) => ({ uid: null, name: '', address });
const words = { subject: '关于测试流转的通知', words: '请查收。', confirmed: true };

/** Sends a document to addresses; the ids of the messages. */
async function mail(id: string, recipients: object[]): Promise<string[]> {
	const answer = await must('clerk', 'document/mail', id, { ...words, recipients });
	return answer['messageIds'] as string[];
}
/** Waits until a message stands so. */
async function settled(id: string, message: string, state: Outgoing['state']): Promise<MailRecord> {
	await expect
		.poll(async () => (await mailOf(id, message)).state, { timeout: 60_000, interval: 300 })
		.toBe(state);
	return mailOf(id, message);
}

describe('DOC-14 a sealed document goes by e-mail', () => {
	it('inside and outside, with the very file that was sealed, through a real mail server', async () => {
		const id = await aSealed();
		const address = `outside-${randomUUID()}@example.com`;
		const inside = { uid: people.director, name: '', address: '' };
		const ids = await mail(id, [inside, outside(address)]);
		expect(ids).toHaveLength(2);
		for (const message of ids)
			expect(await settled(id, message, 'sent')).toMatchObject({ attempts: 1, lastError: null });
		const { seal, number, elements } = await document(id);
		const [taken] = server.to(address);
		expect(server.to(address)).toHaveLength(1);
		expect(taken).toMatchObject({
			from: '"云州市医疗保障局" <oa@wenshu.test>',
			subject: words.subject,
			messageId: `<${ids[1] ?? ''}@wenshu.test>`,
			attachments: [
				{
					name: `${number ?? ''} ${elements.title}.pdf`,
					type: 'application/pdf',
					sha256: seal?.pdfSha256,
				},
			],
		});
		expect(taken?.text).toContain('请查收。');
		expect(taken?.text).toContain(seal?.pdfSha256);
		const { email } = await read<{ email: string }>(`people/${people.director}`);
		expect(server.to(email)).toHaveLength(1);
		// The queue keeps where the file lies, never its bytes.
		const stored = await read<Outgoing>(`outbox/${ids[1] ?? ''}`);
		expect(stored.attachments).toMatchObject([{ fileId: seal?.fileId, sha256: seal?.pdfSha256 }]);
		expect(JSON.stringify(stored).length).toBeLessThan(4_000);
	}, 120_000);

	it('what the server refuses for good is not tried again, and can be sent by hand', async () => {
		const id = await aSealed();
		const [message = ''] = await mail(id, [outside(`nobody@${randomUUID()}.example`)]);
		const dead = await settled(id, message, 'dead');
		expect(dead).toMatchObject({ attempts: 1, nextAt: null });
		expect(dead.lastError).toContain('收件地址不存在或拒收');
		await must('clerk', 'document/mailAgain', id, { messageId: message });
		await expect
			.poll(async () => (await mailOf(id, message)).state, { timeout: 30_000 })
			.toBe('dead');
	}, 120_000);

	it('what it is too busy for waits and is carried later, under the same id', async () => {
		const id = await aSealed();
		const address = `busy@${randomUUID()}.example`;
		const [message = ''] = await mail(id, [outside(address)]);
		await expect
			.poll(async () => (await mailOf(id, message)).lastError, { timeout: 60_000 })
			.toContain('稍后自动重试');
		const waiting = await mailOf(id, message);
		expect(waiting.state).toBe('waiting');
		expect(waiting.nextAt?.getTime()).toBeGreaterThan(Date.now());
		await must('clerk', 'document/mailAgain', id, { messageId: message });
		await settled(id, message, 'sent');
		expect(server.to(address).map(({ messageId }) => messageId)).toEqual([
			`<${message}@wenshu.test>`,
		]);
		// Sent anew on purpose it is another message.
		await must('clerk', 'document/mailAgain', id, { messageId: message });
		await expect.poll(() => server.to(address).length, { timeout: 60_000 }).toBe(2);
		expect(server.to(address)[1]?.messageId).toBe(`<${message}.1@wenshu.test>`);
	}, 120_000);

	it('delivered twice, the act sends one message', async () => {
		const id = await aSealed();
		const address = `twice-${randomUUID()}@example.com`;
		const input = { ...words, recipients: [outside(address)] };
		const actId = randomUUID();
		const answers = await Promise.all([
			act('clerk', 'document/mail', id, input, actId),
			act('clerk', 'document/mail', id, input, actId),
		]);
		expect(answers[0]).toMatchObject({ ok: true });
		expect(answers[1]).toEqual(answers[0]);
		await settled(id, `${actId}-mail1`, 'sent');
		expect(server.to(address)).toHaveLength(1);
	}, 120_000);

	it('an altered file never leaves', async () => {
		const id = await aSealed();
		const { seal } = await document(id);
		const { folderBlobs } = await import('../../functions/src/files/blobs.ts');
		await folderBlobs?.write(seal?.fileId ?? '', Buffer.from('%PDF-1.7 altered'));
		const address = `altered-${randomUUID()}@example.com`;
		const [message = ''] = await mail(id, [outside(address)]);
		expect((await settled(id, message, 'dead')).lastError).toContain('与盖章时不一致');
		expect(server.to(address)).toHaveLength(0);
	}, 120_000);

	it('is refused before the seal, for an internal one that nobody confirmed, and without the right', async () => {
		const recipients = [outside('a@example.com')];
		const unsealed = await aSigned();
		expect(await act('clerk', 'document/mail', unsealed, { ...words, recipients })).toMatchObject({
			code: 'document/mailUnsealed',
		});
		const id = await aSealed();
		expect(await act('drafter', 'document/mail', id, { ...words, recipients })).toMatchObject({
			code: 'core/forbidden',
		});
		await db.doc(`documents/${id}`).update({ 'elements.secrecy': '内部' });
		const asked = { ...words, recipients, confirmed: false };
		expect(await act('clerk', 'document/mail', id, asked)).toMatchObject({
			code: 'document/mailInternal',
		});
		const bad = { ...words, recipients: [outside('not an address')] };
		expect(await act('clerk', 'document/mail', id, bad)).toMatchObject({ code: 'core/badInput' });
	}, 120_000);
});

describe('the receipts of a distribution', () => {
	it('later ones are added, those who have not read are reminded, and one is taken back', async () => {
		const id = await aDistributed([people.otherHead, people.thirdHead]);
		await must('clerk', 'document/distributeMore', id, {
			uids: [people.archivist],
			remark: '补发',
		});
		expect((await document(id)).distributedTo.map(({ uid }) => uid)).toEqual([
			people.otherHead,
			people.thirdHead,
			people.archivist,
		]);
		const reads = await readsOf(id);
		const of = (uid: string) => reads.find(({ reader }) => reader === uid)?.id ?? '';
		await must('otherHead', 'flow/read', id, { readId: of(people.otherHead), remark: '已阅。' });

		const urged = await must('clerk', 'document/urgeReaders', id, {});
		expect(urged['urged']).toBe(2);
		const { readUrges } = await document(id);
		expect(Object.keys(readUrges ?? {}).sort()).toEqual(
			[of(people.thirdHead), of(people.archivist)].sort(),
		);
		const told = await db
			.collection('notices')
			.where('uid', '==', people.thirdHead)
			.where('link', '==', `/documents/${id}`)
			.where('kind', '==', 'urge')
			.get();
		expect(told.size).toBe(1);

		// Who has opened it keeps it; who has not loses it and cannot read it any more.
		await db.doc(`tasks/${of(people.thirdHead)}`).update({ firstReadAt: new Date() });
		const back = (uid: string) => act('clerk', 'document/withdrawReader', id, { readId: of(uid) });
		expect(await back(people.thirdHead)).toMatchObject({
			code: 'document/opened',
			detail: { name: '郑远山' },
		});
		expect(await back(people.archivist)).toMatchObject({ ok: true });
		expect(await back(people.otherHead)).toMatchObject({ code: 'flow/alreadyRead' });
		for (const place of ['documents', 'instances', 'texts']) {
			const { readers } = await read<{ readers: string[] }>(`${place}/${id}`);
			expect(readers).not.toContain(people.archivist);
			expect(readers).toContain(people.thirdHead);
		}
		// It does not come back with the next move.
		await must('thirdHead', 'flow/read', id, { readId: of(people.thirdHead), remark: '' });
		expect((await document(id)).readers).not.toContain(people.archivist);
		expect(await act('clerk', 'document/urgeReaders', id, {})).toMatchObject({
			code: 'document/allRead',
		});
	}, 120_000);

	it('nothing of it before the document was distributed, or without the right', async () => {
		const id = await aSealed();
		const more = { uids: [people.archivist], remark: '' };
		expect(await act('clerk', 'document/distributeMore', id, more)).toMatchObject({
			code: 'document/notDistributed',
		});
		expect(await act('drafter', 'document/urgeReaders', id, {})).toMatchObject({
			code: 'core/forbidden',
		});
	}, 120_000);
});

describe('下载登记', () => {
	it('keeps who was handed the sealed file, when, and on which page', async () => {
		const id = await aSealed();
		const { seal } = await document(id);
		const address = `http://127.0.0.1:${String(ports.functions)}/${project}/asia-east1/files/download`;
		const download = async (role: Role) =>
			fetch(address, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					authorization: `Bearer ${await tokenOf(role)}`,
				},
				body: JSON.stringify({ fileId: seal?.fileId, page: `/documents/${id}` }),
			});
		expect((await download('clerk')).status).toBe(200);
		expect((await download('outsider')).status).toBe(400);
		await call('layout', { op: 'pdf', documentId: id, page: '/print' }, await tokenOf('drafter'));
		const found = await db.collection(`documents/${id}/downloads`).orderBy('at').get();
		expect(found.docs.map((each) => fromStored(each.data()) as DownloadRecord)).toMatchObject([
			{ what: 'sealed', by: people.clerk, byName: '苏锦书', page: `/documents/${id}` },
			{ what: 'sealed', by: people.drafter, fileId: seal?.fileId, page: '/print' },
		]);
	}, 120_000);
});
