import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { volumeId } from '@wenshu/domain/document/number.ts';
import type { InstanceRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyState, evolve } from '../../functions/domain/src/flow/evolve.ts';
import { call, signIn } from '../support/emulator.ts';
import {
	act,
	aDraft,
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

beforeAll(async () => {
	await Promise.all((Object.keys(people) as Role[]).map(tokenOf));
});

describe('an official document moves by acts', () => {
	it('goes from draft through countersign to signature, and its trail rebuilds its state', async () => {
		const id = await aDraft();
		expect((await read<InstanceRecord>(`instances/${id}`)).status).toBe('draft');
		expect(await submit('drafter', id)).toMatchObject({ ok: true });
		expect(await submit('head', id)).toMatchObject({ ok: true });
		const chosen = { countersign: [people.otherHead, people.thirdHead] };
		const way = { edgeId: 'review-countersign', chosen };
		expect(await submit('reviewer', id, way)).toMatchObject({ ok: true });
		const both = await Promise.all([submit('otherHead', id), submit('thirdHead', id)]);
		expect(both.map((answer) => answer.ok)).toEqual([true, true]);
		expect(await submit('director', id)).toMatchObject({ ok: true });

		const document = await read<OfficialDocument>(`documents/${id}`);
		expect(document.status).toBe('signed');
		expect(document.signedByName).toBe('沈砚舟');
		const instance = await read<InstanceRecord>(`instances/${id}`);
		expect(instance.current.map((step) => step.nodeId)).toEqual(['number']);

		const trail = await db.collection(`instances/${id}/trail`).orderBy('seq').get();
		let state = emptyState();
		for (const entry of trail.docs) {
			for (const event of (fromStored(entry.data()) as TrailEntry).events)
				state = evolve(state, event);
			state = { ...state, seq: state.seq + 1 };
		}
		expect(state).toEqual(instance.state);
		expect(trail.docs.map((each) => (each.data() as TrailEntry).seq)).toEqual(
			trail.docs.map((_, index) => index + 1),
		);
	});

	it('an act delivered twice changes nothing and answers the same', async () => {
		const id = await aDraft();
		const taskId = await openTask(id, 'drafter');
		const input = { taskId, edgeId: null, chosen: {}, opinion: '' };
		const actId = randomUUID();
		const [first, second] = await Promise.all([
			act('drafter', 'flow/submit', id, input, actId),
			act('drafter', 'flow/submit', id, input, actId),
		]);
		expect(first).toEqual(second);
		expect(first.ok).toBe(true);
		expect(await act('drafter', 'flow/submit', id, input, actId)).toEqual(first);
		const trail = await db.collection(`instances/${id}/trail`).get();
		expect(trail.size).toBe(2);
		const notices = await db.collection('notices').where('link', '==', `/documents/${id}`).get();
		expect(notices.size).toBe(1);
	});

	it('somebody else’s act id is no way in', async () => {
		const id = await aDraft();
		const actId = randomUUID();
		await act('drafter', 'document/edit', id, { elements: { note: '甲' } }, actId);
		expect(await act('outsider', 'document/edit', id, {}, actId)).toMatchObject({
			ok: false,
			code: 'core/unknownAct',
		});
	});

	it('two people press 或签 at once: exactly one wins', async () => {
		const id = await aSigned();
		const other = (await signIn('yb0009@staff.wenshu.local', 'Wenshu@2026')).idToken;
		const mine = await openTask(id, 'clerk');
		const found = await db
			.collection('tasks')
			.where('instanceId', '==', id)
			.where('assignee', '==', 'yb0009')
			.where('status', '==', 'open')
			.get();
		const theirs = found.docs[0]?.id ?? '';
		await must('clerk', 'document/number', id, { taskId: mine, seriesId: 'ybf' });
		const input = { edgeId: 'number-seal', chosen: {}, opinion: '' };
		const answers = await Promise.all([
			act('clerk', 'flow/submit', id, { ...input, taskId: mine }),
			call<ActAnswer>(
				'act',
				{
					id: randomUUID(),
					type: 'flow/submit',
					target: id,
					input: { ...input, taskId: theirs },
					version: null,
				},
				other,
			),
		]);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		const lost = answers.find((answer) => !answer.ok);
		expect(lost).toMatchObject({ code: 'flow/taskClosed' });
	});

	it('a return keeps its reason on the trail and gives the draft back as suggestions only', async () => {
		const id = await aDraft();
		await submit('drafter', id);
		const taskId = await openTask(id, 'head');
		const back = { taskId, toNodeId: 'draft', straightBack: true, reason: '数据请复核。' };
		expect(await act('head', 'flow/return', id, { ...back, reason: '' })).toMatchObject({
			code: 'flow/reasonMissing',
		});
		expect(await act('head', 'flow/return', id, back)).toMatchObject({ ok: true });
		const text = await read<{ editors: object }>(`texts/${id}`);
		expect(text.editors).toEqual({ [people.drafter]: 'suggest' });
		expect(await submit('drafter', id)).toMatchObject({ ok: true });
		expect(await openTask(id, 'head')).not.toBe('none');
	});
});

describe('refusals of hand-made acts', () => {
	it('an outsider can neither act on nor read a document', async () => {
		const id = await aDraft();
		const taskId = await openTask(id, 'drafter');
		const input = { taskId, edgeId: null, chosen: {}, opinion: '' };
		expect(await act('outsider', 'flow/submit', id, input)).toMatchObject({
			code: 'document/noReader',
		});
		expect(await act('outsider', 'document/edit', id, { elements: { title: '改' } })).toMatchObject(
			{ code: 'document/noReader' },
		);
		expect(await act('administrator', 'document/remove', id, {})).toMatchObject({
			code: 'document/noReader',
		});
	});

	it('a reader who holds no task cannot submit, number, or change elements', async () => {
		const id = await aDraft();
		await submit('drafter', id);
		const theirs = await openTask(id, 'head');
		const input = { taskId: theirs, edgeId: null, chosen: {}, opinion: '' };
		expect(await act('drafter', 'flow/submit', id, input)).toMatchObject({
			code: 'flow/notYours',
		});
		const edit = { elements: { title: '偷改' } };
		expect(await act('drafter', 'document/edit', id, edit)).toMatchObject({
			code: 'document/notEditor',
		});
		const number = { taskId: theirs, seriesId: 'ybf' };
		expect(await act('clerk', 'document/number', id, number)).toMatchObject({
			code: 'flow/notYours',
		});
	});

	it('state secrets are refused', async () => {
		const id = await aDraft();
		const edit = { elements: { title: '机密★1年 关于某事的通知' } };
		expect(await act('drafter', 'document/edit', id, edit)).toMatchObject({
			code: 'document/stateSecret',
		});
		const secrecy = { elements: { secrecy: '机密' } };
		expect(await act('drafter', 'document/edit', id, secrecy)).toMatchObject({
			code: 'core/badInput',
		});
	});

	it('markup in titles and opinions is kept as the words it is', async () => {
		const id = await aDraft();
		const title = '<img src=x onerror=alert(1)> 关于“测试”的通知';
		await must('drafter', 'document/edit', id, { elements: { title } });
		expect((await read<OfficialDocument>(`documents/${id}`)).elements.title).toBe(title);
	});
});

describe('document numbers', () => {
	it('are gapless and unique when everybody presses at once', async () => {
		const ids = await Promise.all(Array.from({ length: 6 }, () => aSigned()));
		const answers = await Promise.all(
			ids.map(async (id) =>
				act('clerk', 'document/number', id, {
					taskId: await openTask(id, 'clerk'),
					seriesId: 'ybb',
				}),
			),
		);
		const numbers = answers.map((answer) => {
			if (!answer.ok) throw new Error(answer.code);
			return Number(/〕(\d+)号/.exec(String(answer.result['number']))?.[1]);
		});
		const sorted = [...numbers].sort((a, b) => a - b);
		expect(sorted.map((each) => each - (sorted[0] ?? 0))).toEqual([0, 1, 2, 3, 4, 5]);
		const [first] = ids;
		if (first === undefined) return;
		const again = { taskId: await openTask(first, 'clerk'), seriesId: 'ybb' };
		expect(await act('clerk', 'document/number', first, again)).toMatchObject({
			code: 'document/numbered',
		});
	}, 120_000);
});

describe('volumes', () => {
	it('no two of them can give the same archive number', async () => {
		const fonds = `Q${String(Date.now()).slice(-3)}`;
		const volume = {
			title: '试卷',
			fonds,
			year: 2031,
			retention: '永久',
			unitCode: 'BGS',
		} as const;
		const open = (id: string) => act('archivist', 'archive/createVolume', id, volume);
		const answers = await Promise.all([open(volumeId(volume)), open(volumeId(volume))]);
		expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
		expect(await open(volumeId(volume))).toMatchObject({
			code: 'document/volumeExists',
			detail: { title: '试卷' },
		});
		expect(await open(randomUUID())).toMatchObject({ code: 'core/badInput' });
	});
});

describe('search', () => {
	it('finds a document by its text for a reader and never for an outsider', async () => {
		const id = await aDraft();
		await must('drafter', 'document/edit', id, {
			elements: { title: '关于珊瑚蓝鲸项目核查的通知' },
		});
		const find = async (role: Role) => {
			const answer = await call<{ result: { entries: { id: string }[] } }>(
				'search',
				{ text: '珊瑚蓝鲸' },
				await tokenOf(role),
			);
			return answer.result.entries.map((entry) => entry.id);
		};
		await expect.poll(() => find('drafter'), { timeout: 30_000 }).toContain(id);
		expect(await find('outsider')).not.toContain(id);
	}, 60_000);
});
