import { randomUUID } from 'node:crypto';
import type { Person } from '@wenshu/domain/access/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { InstanceRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ports, project } from '../support/emulator.ts';
import {
	act,
	aDraft,
	aSigned,
	db,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
	type Role,
} from '../support/office.ts';

const document = (id: string) => read<OfficialDocument>(`documents/${id}`);
let units: [string, string];

beforeAll(async () => {
	const unitOf = async (role: Role) => (await read<Person>(`people/${people[role]}`)).unitId;
	units = [await unitOf('otherHead'), await unitOf('thirdHead')];
});

/** An issued document. */
async function aNumbered(): Promise<string> {
	const id = await aSigned();
	const taskId = await openTask(id, 'clerk');
	await must('clerk', 'document/number', id, { taskId, seriesId: 'ybh' });
	return id;
}

/** What a first dispatch of a new document to both units began. */
async function dispatched(): Promise<{ id: string; letters: string[] }> {
	const id = await aNumbered();
	const answer = await must('clerk', 'document/dispatch', id, {
		unitIds: units,
		remark: '请办理。',
	});
	return { id, letters: answer['documentIds'] as string[] };
}

/** True where the role may open a file, or the code of the refusal. */
async function open(role: Role, fileId: string): Promise<unknown> {
	const address = `http://127.0.0.1:${String(ports.functions)}/${project}/asia-east1/files/download`;
	const answer = await fetch(address, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${await tokenOf(role)}`,
		},
		body: JSON.stringify({ fileId }),
	});
	return answer.ok || ((await answer.json()) as { code: string }).code;
}

describe('分发到单位', () => {
	it('begins a letter of its own in each unit, on the desk of who signs for it there', async () => {
		const { id, letters } = await dispatched();
		const source = await document(id);
		expect(source.dispatches).toMatchObject([
			{ unitId: units[0], documentId: letters[0], receiver: people.otherHead, receivedAt: null },
			{ unitId: units[1], documentId: letters[1], receiver: people.thirdHead, receivedAt: null },
		]);
		const letter = await document(letters[0] ?? '');
		expect(letter).toMatchObject({
			direction: 'incoming',
			status: 'draft',
			number: null,
			unitId: units[0],
			createdBy: people.otherHead,
			readers: [people.otherHead],
			elements: { title: source.elements.title, note: '请办理。' },
			incoming: { sender: source.issuer, senderNumber: source.number, nature: '批办' },
			source: { documentId: id, rootId: id, title: source.elements.title, number: source.number },
		});
		expect(await openTask(letter.id, 'otherHead')).not.toBe('none');
		expect((await db.doc(`notices/${letter.id}-to`).get()).data()).toMatchObject({
			uid: people.otherHead,
			link: `/documents/${letter.id}`,
		});
		const instance = await read<InstanceRecord>(`instances/${id}`);
		const text = await read<{ readers: string[] }>(`texts/${id}`);
		for (const readers of [source.readers, instance.readers, text.readers])
			expect(readers).toEqual(expect.arrayContaining([people.otherHead, people.thirdHead]));
		const trail = await db.collection(`instances/${id}/trail`).orderBy('seq').get();
		expect(trail.docs.at(-1)?.data() as TrailEntry).toMatchObject({
			verb: 'distribute',
			actor: people.clerk,
			printed: true,
		});
	});

	it('shows who signed, and numbers the letter only then', async () => {
		const { id, letters } = await dispatched();
		const [first = '', second = ''] = letters;
		expect(await act('otherHead', 'document/remove', first, {})).toMatchObject({
			code: 'document/dispatchedDraft',
		});
		expect(await submit('otherHead', first, { opinion: '' })).toMatchObject({ ok: true });
		const letter = await document(first);
		expect(letter).toMatchObject({ status: 'running', seriesId: 'incoming' });
		expect(letter.number).toMatch(/〔\d{4}〕\d+号$/);
		expect((await read<InstanceRecord>(`instances/${first}`)).number).toBe(letter.number);
		const [signed, waiting] = (await document(id)).dispatches ?? [];
		expect(signed).toMatchObject({ receivedBy: people.otherHead });
		expect(signed?.receivedAt).toBeInstanceOf(Date);
		expect(waiting).toMatchObject({ documentId: second, receivedAt: null });
		expect((await document(second)).number).toBeNull();

		// Taken back and handed in again, it keeps its number and the time of the first receipt.
		const done = await db
			.collection('tasks')
			.where('instanceId', '==', first)
			.where('assignee', '==', people.otherHead)
			.get();
		const taskId = done.docs[0]?.id ?? '';
		await must('otherHead', 'flow/retract', first, { taskId });
		expect(await submit('otherHead', first, { opinion: '' })).toMatchObject({ ok: true });
		expect((await document(first)).number).toBe(letter.number);
		expect((await document(id)).dispatches?.[0]?.receivedAt).toEqual(signed?.receivedAt);
	});

	it('a letter signed for goes on to another unit, and remembers the first of the chain', async () => {
		const { id, letters } = await dispatched();
		const first = letters[0] ?? '';
		const onward = { unitIds: ['personnel'] };
		expect(await act('clerk', 'document/dispatch', first, onward)).toMatchObject({
			code: 'document/notIssued',
		});
		await submit('otherHead', first, { opinion: '' });
		const answer = await must('clerk', 'document/dispatch', first, onward);
		const [next = ''] = answer['documentIds'] as string[];
		expect((await document(next)).source).toMatchObject({ documentId: first, rootId: id });
	});

	it('lets those who handle the letter see the original, and nobody else', async () => {
		const id = await aNumbered();
		const fileId = `${randomUUID()}-file`;
		const file: StoredFile = {
			id: fileId,
			name: '附表.pdf',
			size: 4,
			type: 'application/pdf',
			owner: { kind: 'document', id },
			uploadedBy: people.drafter,
			state: 'stored',
			sha256: null,
			createdAt: new Date(),
		};
		await db.doc(`files/${fileId}`).set(file);
		const attachments = [{ fileId, name: file.name, size: file.size }];
		await db.doc(`documents/${id}`).update({ attachments });
		const unitIds = units.slice(0, 1);
		const answer = await must('clerk', 'document/dispatch', id, { unitIds, remark: '' });
		const [letter = ''] = answer['documentIds'] as string[];
		expect((await document(letter)).attachments).toEqual(attachments);
		expect(await submit('otherHead', letter, { opinion: '' })).toMatchObject({ ok: true });
		await must('otherHead', 'flow/circulate', letter, { uids: [people.sealKeeper], remark: '' });
		expect(await open('sealKeeper', fileId)).toBe(true);
		expect(await open('outsider', fileId)).toBe('files/forbidden');
	});
});

describe('分发到单位 is refused', () => {
	it('before the document is issued, without the permission, and where nobody could sign', async () => {
		const input = { unitIds: units, remark: '' };
		expect(await act('clerk', 'document/dispatch', await aDraft(), input)).toMatchObject({
			code: 'document/notIssued',
		});
		const id = await aNumbered();
		for (const role of ['outsider', 'drafter'] as const)
			expect(await act(role, 'document/dispatch', id, input)).toMatchObject({
				code: 'core/forbidden',
			});
		expect(
			await act('clerk', 'document/dispatch', id, { ...input, unitIds: [units[0], 'nowhere'] }),
		).toMatchObject({ code: 'document/noReceiver', detail: { unit: 'nowhere' } });
		expect((await document(id)).dispatches).toBeUndefined();
	});

	it('routing 36: to a unit that the step does not allow', async () => {
		const id = await aNumbered();
		const { flowId, flowVersion } = await read<InstanceRecord>(`instances/${id}`);
		const path = `flows/${flowId}/versions/${String(flowVersion)}`;
		const before = (await db.doc(path).get()).data() as Flow;
		const [first, second] = units;
		await db.doc(path).update({
			nodes: before.nodes.map((node) =>
				node.kind === 'task' ? { ...node, dispatchTo: [first] } : node,
			),
		});
		try {
			expect(
				await act('clerk', 'document/dispatch', id, { unitIds: [first, second], remark: '' }),
			).toMatchObject({ code: 'document/unitNotAllowed' });
			expect(
				await act('clerk', 'document/dispatch', id, { unitIds: [first], remark: '' }),
			).toMatchObject({ ok: true });
		} finally {
			await db.doc(path).update({ nodes: before.nodes });
		}
	});

	it('a second time to the same unit', async () => {
		const { id } = await dispatched();
		const again = { unitIds: ['personnel', units[1]], remark: '' };
		expect(await act('clerk', 'document/dispatch', id, again)).toMatchObject({
			code: 'document/dispatchedTo',
		});
		expect((await document(id)).dispatches).toHaveLength(2);
	});

	it('delivered twice, it changes nothing and answers the same', async () => {
		const id = await aNumbered();
		const actId = randomUUID();
		const input = { unitIds: units, remark: '' };
		const answers = await Promise.all([
			act('clerk', 'document/dispatch', id, input, actId),
			act('clerk', 'document/dispatch', id, input, actId),
		]);
		expect(answers[0]).toMatchObject({ ok: true });
		expect(answers[1]).toEqual(answers[0]);
		const letters = await db.collection('documents').where('source.documentId', '==', id).get();
		expect(letters.size).toBe(2);
		expect((await document(id)).dispatches).toHaveLength(2);
	});
});
