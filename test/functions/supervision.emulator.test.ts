import { randomUUID } from 'node:crypto';
import type { ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import type { Supervision, SupervisionEntry } from '@wenshu/domain/supervision/model.ts';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { act, aDraft, db, fromStored, must, people, read, submit } from '../support/office.ts';

const { chaseSupervisions } = await import('../../functions/src/supervision/chase.ts');

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const draft = (part: object = {}) => ({
	title: '推进门诊统筹扩面',
	requirement: '年底前新增定点药店',
	origin: '局长办公会',
	instanceId: null,
	urgency: 'ordinary',
	leadUnitId: 'benefits',
	assistUnitIds: ['services'],
	dueDay: inDays(40),
	feedback: { every: 1, unit: 'weeks' },
	...part,
});

async function issued(part: object = {}): Promise<string> {
	const id = randomUUID();
	await must('director', 'supervision/issue', id, draft(part));
	return id;
}
const itemOf = (id: string) => read<Supervision>(`supervisions/${id}`);
async function below<T>(path: string): Promise<T[]> {
	return (await db.collection(path).get()).docs.map((each) => fromStored(each.data()) as T);
}

describe('a matter under supervision', () => {
	test('SV-1 to SV-7: from issue to closing, with its story and notices', async () => {
		const id = await issued();
		expect(await act('drafter', 'supervision/issue', randomUUID(), draft())).toMatchObject({
			code: 'core/forbidden',
		});
		await must('head', 'supervision/assign', id, { uid: people.drafter });
		expect(await act('head', 'supervision/assign', id, { uid: people.clerk })).toMatchObject({
			code: 'supervision/notInUnit',
		});
		await must('drafter', 'supervision/report', id, { words: '已摸底', progress: 40 });
		await must('otherHead', 'supervision/report', id, { words: '已配合', progress: 0 });
		await must('drafter', 'supervision/askExtension', id, {
			untilDay: inDays(80),
			reason: '数据口径待定',
		});
		await must('director', 'supervision/settleExtension', id, { granted: true, words: '' });
		await must('drafter', 'supervision/askClosing', id, { words: '已全部完成' });
		expect(await act('drafter', 'supervision/close', id, { words: '' })).toMatchObject({
			code: 'supervision/onlySupervisor',
		});
		await must('director', 'supervision/close', id, { words: '同意销号' });
		expect(await itemOf(id)).toMatchObject({
			status: 'closed',
			progress: 40,
			extensions: 1,
			reports: 2,
			version: 8,
		});
		const story = await below<SupervisionEntry>(`supervisions/${id}/log`);
		expect(story.map(({ verb }) => verb)).toEqual([
			'issue',
			'assign',
			'report',
			'report',
			'askExtension',
			'grantExtension',
			'askClosing',
			'close',
		]);
		const notices = await db.collection('notices').where('link', '==', `/supervision/${id}`).get();
		const told = new Set(notices.docs.map((each) => each.get('uid') as string));
		for (const role of ['head', 'otherHead', 'drafter', 'director'] as const)
			expect(told).toContain(people[role]);
		// The same act again changes nothing.
		expect(
			await act('director', 'supervision/report', id, { words: '', progress: 1 }),
		).toMatchObject({
			code: 'core/badInput',
		});
	});

	test('routing 32: it is noted on the case it points at, whose token stays', async () => {
		const documentId = await aDraft();
		await submit('drafter', documentId);
		const before = await read<InstanceRecord>(`instances/${documentId}`);
		const id = await issued({ instanceId: documentId });
		expect((await itemOf(id)).source).toMatchObject({
			instanceId: documentId,
			title: before.title,
		});
		await must('director', 'supervision/close', id, { words: '另案办理' });
		const after = await read<InstanceRecord>(`instances/${documentId}`);
		for (const part of ['tokens', 'runs', 'tasks'] as const)
			expect(after.state[part]).toEqual(before.state[part]);
		const trail = await below<{ verb: string; note: string }>(`instances/${documentId}/trail`);
		expect(trail.filter(({ verb }) => verb === 'supervise').map(({ note }) => note)).toEqual([
			expect.stringContaining('督办立项'),
			expect.stringContaining('督办销号'),
		]);
	});

	test('SV-4 SV-8 CH-3: the schedule asks once a day, and so does a hand', async () => {
		const id = await issued();
		const due = (await itemOf(id)).nextChaseAt;
		if (due === null) throw new Error('never chased');
		await Promise.all([chaseSupervisions(due), chaseSupervisions(due)]);
		await chaseSupervisions(new Date(due.getTime() + 3_600_000));
		await must('director', 'supervision/chase', id, { words: '请本周反馈' });
		const chases = await below<ChaseRecord>(`supervisions/${id}/chases`);
		expect(chases.map(({ kind, by, unitId }) => [kind, by, unitId]).sort()).toEqual([
			['feedback', 'system', 'benefits'],
			['urge', people.director, 'benefits'],
		]);
		expect((await itemOf(id)).chases).toBe(2);
		// Far beyond its limit the superior and the supervisor hear of it too.
		const late = new Date(due.getTime() + 60 * DAY);
		await db.doc(`supervisions/${id}`).update({ nextChaseAt: Timestamp.fromDate(late) });
		await chaseSupervisions(late);
	});
});
