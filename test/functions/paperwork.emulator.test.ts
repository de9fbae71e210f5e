import { randomUUID } from 'node:crypto';
import { emptyBody } from '@wenshu/domain/document/body.ts';
import type { OfficialDocument, Template } from '@wenshu/domain/document/model.ts';
import type { TemplateVersion } from '@wenshu/domain/document/template.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { imagesIn, textOf } from '../../functions/src/layout/paper.test-support.ts';
import { call, ports, project } from '../support/emulator.ts';
import { renamedFont } from '../support/fonts.ts';
import {
	act,
	aDraft,
	db,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
	type Role,
} from '../support/office.ts';
import { unpack } from '../support/packed-pages.ts';
import { aSignature, password, pressWith } from '../support/seals.ts';

type Answer<T> = { ok: true; result: T } | { ok: false; code: string };
interface Pages {
	packed: string;
	pageCount: number;
	moments: { seq: number; step: string; name: string }[];
}

async function ask<T>(role: Role, name: string, input: object): Promise<Answer<T>> {
	return call<Answer<T>>(name, input, await tokenOf(role));
}
async function granted<T>(role: Role, name: string, input: object): Promise<T> {
	const answer = await ask<T>(role, name, input);
	if (!answer.ok) throw new Error(`${role} ${name}: ${answer.code}`);
	return answer.result;
}
/** The words on a form, without spaces. */
async function wordsOf(role: Role, caseId: string, seq: number | null = null): Promise<string> {
	const { base64 } = await granted<{ base64: string }>(role, 'slip', { op: 'pdf', caseId, seq });
	return textOf(Buffer.from(base64, 'base64')).replace(/\s/gu, '');
}
const pagesOf = (role: Role, caseId: string) =>
	granted<Pages>(role, 'slip', { op: 'pages', caseId, seq: null });

describe('办文单', () => {
	let id: string;
	beforeAll(async () => {
		id = await aDraft();
		await submit('drafter', id);
		await submit('head', id, { opinion: '同意，请办公室核稿。' });
		await must('reviewer', 'document/edit', id, { elements: { title: '关于测试流转的补充通知' } });
		await submit('reviewer', id, { opinion: '文字已核。', edgeId: 'review-sign' });
	}, 120_000);

	it('carries all elements and every opinion with its signer, for who may read the document', async () => {
		const words = await wordsOf('drafter', id);
		for (const part of [
			'发文处理笺',
			'关于测试流转的补充通知',
			'同意，请办公室核稿。',
			'文字已核。',
		])
			expect(words).toContain(part);
		expect(words).toContain('周望川');
		expect(words).toMatch(/正文版本SHA-256：[0-9a-f]{64}/u);
	}, 60_000);

	it('is refused to who may not read the document', async () => {
		const input = { op: 'pages', caseId: id, seq: null };
		expect(await ask('outsider', 'slip', input)).toMatchObject({ code: 'document/noReader' });
	});

	it('of a step has elements and opinions until then, and nothing of what came later', async () => {
		const { moments } = await pagesOf('drafter', id);
		const step = moments.find((each) => each.name === '周望川');
		const words = await wordsOf('drafter', id, step?.seq ?? -1);
		expect(words).toContain('关于测试流转的通知');
		expect(words).not.toContain('补充通知');
		expect(words).toContain('同意，请办公室核稿。');
		expect(words).not.toContain('文字已核。');
		expect(words).toContain('截至环节：部门负责人审核周望川');
		const none = await ask('drafter', 'slip', { op: 'pages', caseId: id, seq: 999 });
		expect(none).toMatchObject({ code: 'core/notFound' });
	}, 60_000);
});

describe('办文单 with a handwritten signature', () => {
	it('shows the picture where it was applied, up to the step that is printed, and nowhere else', async () => {
		const id = await aDraft();
		await submit('drafter', id);
		const sealId = await aSignature('head');
		const taskId = await openTask(id, 'head');
		const opinion = '同意，请办公室核稿。';
		const input = { instanceId: id, taskId, sealId, password, opinion };
		expect(await pressWith('head', input, 'opinion')).toMatchObject({ ok: true });
		await submit('head', id, { opinion });
		await submit('reviewer', id, { opinion: '文字已核。', edgeId: 'review-sign' });
		const picturesAt = async (seq: number | null) => {
			const input = { op: 'pdf', caseId: id, seq };
			const { base64 } = await granted<{ base64: string }>('drafter', 'slip', input);
			return imagesIn(Buffer.from(base64, 'base64'));
		};
		expect(await picturesAt(null)).toBe(1);
		const { moments } = await pagesOf('drafter', id);
		expect(await picturesAt(moments[0]?.seq ?? -1)).toBe(0);
		expect(await picturesAt(moments.find(({ name }) => name === '周望川')?.seq ?? -1)).toBe(1);
		// Somebody with the database in hand alters what was said: the signature no longer stands there.
		const path = `instances/${id}/signatures/${taskId}`;
		await db.doc(path).update({ textSha256: '0'.repeat(64) });
		expect(await picturesAt(null)).toBe(0);
	}, 120_000);
});

describe('审批表', () => {
	it('leaves out the fields that the step of its reader hides', async () => {
		const flowId = `hush-${randomUUID().slice(0, 8)}`;
		const leave = (await db.doc('flows/leave/versions/1').get()).data() as {
			nodes: { kind: string; handler?: { by: string }; fields: object }[];
			fields: { id: string; type: string }[];
		};
		const reason = leave.fields.find(({ type }) => type === 'text')?.id ?? '';
		const nodes = leave.nodes.map((node) =>
			node.kind === 'task' && node.handler?.by !== 'initiator'
				? { ...node, fields: { ...node.fields, [reason]: 'hidden' } }
				: node,
		);
		await db.doc(`flows/${flowId}/versions/1`).set({ ...leave, id: flowId, nodes, version: 1 });
		const head = (await db.doc('flows/leave').get()).data();
		await db.doc(`flows/${flowId}`).set({ ...head, id: flowId, version: 1 });
		const id = randomUUID();
		await must('drafter', 'approval/create', id, {
			flowId,
			title: '家事请假',
			fields: { [reason]: '不便明说的事由' },
		});
		const instance = (await db.doc(`instances/${id}`).get()).data();
		await db.doc(`instances/${id}`).set({ ...instance, readers: [people.drafter, people.head] });
		await db.doc(`approvals/${id}`).update({ readers: [people.drafter, people.head] });
		expect(await wordsOf('drafter', id)).toContain('不便明说的事由');

		// The head holds a step of it that hides the reason.
		const step = leave.nodes.findIndex(
			({ kind, handler }) => kind === 'task' && handler?.by !== 'initiator',
		);
		const node = nodes[step] as unknown as { id: string };
		const { state } = instance as {
			state: { runs: Record<string, object>; tasks: Record<string, object> };
		};
		const [run] = Object.values(state.runs);
		const [task] = Object.values(state.tasks);
		const runs = { ...state.runs, r2: { ...run, id: 'r2', nodeId: node.id } };
		const tasks = {
			...state.tasks,
			t2: { ...task, id: 't2', runId: 'r2', assignee: people.head },
		};
		await db.doc(`instances/${id}`).update({ state: { ...state, runs, tasks } });
		const words = await wordsOf('head', id);
		expect(words).toContain('家事请假');
		expect(words).not.toContain('不便明说的事由');
	}, 90_000);
});

describe('公文模板', () => {
	const content = {
		name: '测试模板',
		kind: '通知',
		flowId: 'outgoing',
		seriesId: 'ybf',
		organMark: '云州市医疗保障局测试文件',
		issuer: '云州市医疗保障局',
		printOrgan: '云州市医疗保障局综合处',
		elements: { title: '{年度}年测试通知', mainRecipients: ['各科室'] },
		body: emptyBody(),
		hint: '',
	};
	const save = (target: string, more: object) =>
		act('administrator', 'template/save', target, {
			content,
			note: '',
			base: 0,
			publish: false,
			...more,
		});

	it('is versioned: a draft reaches no drafter, a document keeps the version it began with', async () => {
		const id = randomUUID();
		expect(await save(id, {})).toMatchObject({ ok: true });
		const begin = (target: string) =>
			act('drafter', 'document/create', target, { templateId: id, elements: {} });
		expect(await begin(randomUUID())).toMatchObject({ code: 'document/templateMissing' });
		await must('administrator', 'template/publish', id, { version: 1 });
		const first = randomUUID();
		expect(await begin(first)).toMatchObject({ ok: true });

		const changed = { ...content, organMark: '云州市医疗保障局新文件' };
		expect(await save(id, { content: changed, base: 0 })).toMatchObject({
			code: 'template/changed',
		});
		const more = { content: changed, base: 1, note: '换红头' };
		expect(await save(id, more)).toMatchObject({ ok: true });
		const head = await read<Template>(`templates/${id}`);
		expect(head).toMatchObject({ version: 2, published: 1, organMark: content.organMark });
		const version = await read<TemplateVersion>(`templates/${id}/versions/2`);
		expect(version).toMatchObject({ note: '换红头', by: people.administrator, publishedAt: null });

		await must('administrator', 'template/publish', id, { version: 2 });
		const second = randomUUID();
		await begin(second);
		expect(await read<OfficialDocument>(`documents/${first}`)).toMatchObject({
			templateVersion: 1,
			organMark: content.organMark,
			printOrgan: '云州市医疗保障局综合处',
			elements: { title: `${String(new Date().getFullYear())}年测试通知` },
		});
		expect(await read<OfficialDocument>(`documents/${second}`)).toMatchObject({
			templateVersion: 2,
			organMark: changed.organMark,
		});
		await must('administrator', 'template/disable', id, { disabled: true });
		expect(await begin(randomUUID())).toMatchObject({ code: 'document/templateMissing' });
	}, 60_000);

	it('takes flows of documents only, and is set in pages for who makes templates', async () => {
		const wrong = await save(randomUUID(), { content: { ...content, flowId: 'leave' } });
		expect(wrong).toMatchObject({ code: 'template/flowOff' });
		const pages = await granted<Pages>('administrator', 'templatePage', { content });
		expect(pages.pageCount).toBe(1);
		expect(unpack(pages)).toEqual([expect.stringMatching(/^<svg .*<symbol /u)]);
		expect(await ask('drafter', 'templatePage', { content })).toMatchObject({
			code: 'core/forbidden',
		});
	}, 60_000);
});

describe('字体', () => {
	const files = `http://127.0.0.1:${String(ports.functions)}/${project}/asia-east1/files`;
	async function post(role: Role, deed: string, body: object) {
		const headers = {
			'content-type': 'application/json',
			authorization: `Bearer ${await tokenOf(role)}`,
		};
		const answer = await fetch(`${files}/${deed}`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		return (await answer.json()) as { fileId: string; session: string; code?: string };
	}
	async function upload(role: Role, bytes: Buffer, name = '仿宋.otf') {
		const owner = { kind: 'font', id: 'office' };
		const facts = { name, size: bytes.length, type: 'font/otf', owner };
		const started = await post(role, 'start', facts);
		if (started.code !== undefined) return started;
		for (let at = 0; at < bytes.length; at += 4_000_000) {
			const end = Math.min(at + 4_000_000, bytes.length);
			await fetch(files.replace(/\/files$/u, '') + started.session, {
				method: 'PUT',
				headers: {
					'content-range': `bytes ${String(at)}-${String(end - 1)}/${String(bytes.length)}`,
					'content-type': 'application/octet-stream',
				},
				body: new Uint8Array(bytes.subarray(at, end)),
			});
		}
		return post(role, 'finish', { fileId: started.fileId });
	}
	const licence = { face: 'fang', licence: '采购合同 2026-7', licensed: true };

	it('is used by the layout once it was checked, and never leaves the server', async () => {
		expect(await upload('drafter', renamedFont())).toMatchObject({ code: 'files/mayNotUpload' });
		const { fileId } = await upload('administrator', renamedFont());
		const without = { ...licence, licensed: false };
		expect(await act('administrator', 'font/add', fileId, without)).toMatchObject({ ok: false });
		const added = await must('administrator', 'font/add', fileId, licence);
		expect(added).toMatchObject({ family: 'WenshuFang R', gb2312: 6763 });
		expect(await post('administrator', 'download', { fileId })).toMatchObject({
			code: 'files/forbidden',
		});
		const id = await aDraft();
		const preview = () =>
			granted<{ fontsUsed: string[] }>('drafter', 'layout', { op: 'preview', documentId: id });
		expect((await preview()).fontsUsed).toContain('WenshuFang R');
		await must('administrator', 'font/enable', fileId, { enabled: false });
		expect((await preview()).fontsUsed).not.toContain('WenshuFang R');
		await must('administrator', 'font/remove', fileId, {});
		expect((await db.doc(`files/${fileId}`).get()).exists).toBe(false);
	}, 120_000);

	it('that forbids embedding is refused, and so is a file that is no font', async () => {
		const { fileId } = await upload('administrator', renamedFont(2));
		expect(await act('administrator', 'font/add', fileId, licence)).toMatchObject({
			code: 'font/noEmbedding',
		});
		const text = await upload('administrator', Buffer.from('no font at all'), '仿宋.ttf');
		expect(text).toMatchObject({ code: 'files/mismatch' });
		const odd = await upload('administrator', Buffer.from('x'), '仿宋.exe');
		expect(odd).toMatchObject({ code: 'font/unreadable' });
	}, 120_000);
});
