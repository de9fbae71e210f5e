import { randomUUID } from 'node:crypto';
import type { Access } from '@wenshu/domain/access/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import type { InstanceRecord, TaskRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import type { Handover } from '@wenshu/domain/handover/model.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const { moveDelegations } = await import('../../functions/src/delegations/schedule.ts');
const { moveLoans } = await import('../../functions/src/organisation/loan-acts.ts');
const { goOnHandingOver } = await import('../../functions/src/handovers/acts.ts');

const hour = 3_600_000;
const fromNow = (hours: number) => new Date(Date.now() + hours * hour);
const window = (from: number, until: number) => {
	return { from: fromNow(from).toISOString(), until: fromNow(until).toISOString() };
};

beforeAll(async () => {
	await Promise.all((Object.keys(people) as Role[]).map(tokenOf));
});
afterAll(async () => {
	for (const name of ['delegations', 'loans'])
		for (const { id, ref } of (await db.collection(name).where('endedAt', '==', null).get()).docs)
			await (name === 'loans' ? act('administrator', 'loan/end', id, {}) : ref.delete());
});

/** The head delegates to the outsider, who has nothing to do with the document otherwise. */
async function delegate(part: object = {}): Promise<string> {
	const id = randomUUID();
	const sides = { principal: people.head, proxy: people.outsider, flowIds: [], reason: '出差' };
	await must('head', 'delegation/create', id, { ...sides, ...window(0, 24), ...part });
	return id;
}
const end = (id: string) => must('head', 'delegation/end', id, {});

const taskOf = (id: string, role: Role) =>
	openTask(id, role).then((taskId) => read<TaskRecord>(`tasks/${taskId}`));
const text = (id: string) => read<{ editors: object; readers: string[] }>(`texts/${id}`);
const instance = (id: string) => read<InstanceRecord>(`instances/${id}`);

/** A document before the head. */
async function atTheHead(): Promise<string> {
	const id = await aDraft();
	expect(await submit('drafter', id)).toMatchObject({ ok: true });
	return id;
}

/** The outsider hands in the head's task. */
async function actFor(id: string) {
	const taskId = await openTask(id, 'head');
	const input = { taskId, edgeId: null, chosen: {}, opinion: '拟同意。' };
	return act('outsider', 'flow/submit', id, input);
}

describe('a delegation', () => {
	it('DG-6 opens tasks, readers and text to the proxy, and closes them at its end', async () => {
		const id = await atTheHead();
		expect(await actFor(id)).toMatchObject({ code: 'document/noReader' });
		const delegation = await delegate();
		expect((await taskOf(id, 'head')).proxies).toEqual([people.outsider]);
		expect((await instance(id)).readers).toContain(people.outsider);
		expect((await read<OfficialDocument>(`documents/${id}`)).readers).toContain(people.outsider);
		expect((await text(id)).readers).toContain(people.outsider);
		expect((await text(id)).editors).toHaveProperty(people.outsider, 'suggest');

		await end(delegation);
		expect((await taskOf(id, 'head')).proxies).toEqual([]);
		expect((await instance(id)).readers).not.toContain(people.outsider);
		expect((await text(id)).editors).not.toHaveProperty(people.outsider);
		expect((await text(id)).readers).not.toContain(people.outsider);
		expect(await actFor(id)).toMatchObject({ ok: false });
	});

	it('DG-6, DG-9 the proxy acts in the window: the opinion names both, and both find it later', async () => {
		const delegation = await delegate();
		const id = await atTheHead();
		expect((await taskOf(id, 'head')).proxies).toEqual([people.outsider]);
		const told = await db.collection('notices').where('uid', '==', people.outsider).get();
		expect(told.docs.map((each) => String(each.data()['body']))).toContainEqual(
			expect.stringContaining('代周望川'),
		);
		expect(await actFor(id)).toMatchObject({ ok: true });
		const trail = await db
			.collection(`instances/${id}/trail`)
			.orderBy('seq', 'desc')
			.limit(1)
			.get();
		expect(trail.docs[0]?.data() as TrailEntry).toMatchObject({
			actor: people.outsider,
			onBehalfOf: '周望川',
			opinion: '拟同意。',
		});
		const deeds = await db.collection('deputyActs').where('instanceId', '==', id).get();
		expect(deeds.docs.map((each) => each.data())).toMatchObject([
			{ principal: people.head, proxy: people.outsider, verb: 'submit', opinion: '拟同意。' },
		]);
		await end(delegation);
		// DG-7: who acted may still read it.
		expect((await instance(id)).readers).toContain(people.outsider);
	});

	it('DG-6 a window that begins and ends later is opened and closed by the schedule', async () => {
		const id = await atTheHead();
		const delegation = await delegate(window(1, 3));
		expect((await taskOf(id, 'head')).proxies).toEqual([]);
		await moveDelegations(fromNow(2));
		expect((await taskOf(id, 'head')).proxies).toEqual([people.outsider]);
		// The schedule ran ahead of time; the engine goes by the window itself.
		expect(await actFor(id)).toMatchObject({ code: 'flow/notYours' });
		await moveDelegations(fromNow(4));
		expect((await taskOf(id, 'head')).proxies).toEqual([]);
		expect((await instance(id)).readers).not.toContain(people.outsider);
		expect(await read<Delegation>(`delegations/${delegation}`)).toMatchObject({
			endedBy: null,
			nextAt: null,
		});
	});

	it('DG-7 after the window nobody reads what was closed without them', async () => {
		const delegation = await delegate();
		const id = await atTheHead();
		expect(await submit('head', id)).toMatchObject({ ok: true });
		expect((await instance(id)).readers).toContain(people.outsider);
		await end(delegation);
		await moveDelegations(new Date());
		expect((await instance(id)).readers).not.toContain(people.outsider);
	});

	it('DG-6 stays within its flows', async () => {
		const id = await atTheHead();
		const delegation = await delegate({ flowIds: ['incoming'] });
		expect((await taskOf(id, 'head')).proxies).toEqual([]);
		expect(await actFor(id)).toMatchObject({ ok: false });
		await end(delegation);
	});

	it('DG-1, DG-4 is refused to others, and twice at once only one stands', async () => {
		const ask = (role: Role, id = randomUUID()) =>
			act(role, 'delegation/create', id, {
				principal: people.head,
				proxy: people.reviewer,
				flowIds: [],
				reason: '',
				...window(0, 5),
			});
		expect(await ask('outsider')).toMatchObject({ code: 'delegation/notYours' });
		const answers = await Promise.all([ask('head'), ask('administrator')]);
		expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
		const standing = await db
			.collection('delegations')
			.where('proxy', '==', people.reviewer)
			.where('endedAt', '==', null)
			.get();
		expect(standing.size).toBe(1);
		await end(standing.docs[0]?.id ?? '');
	});
});

describe('a loan', () => {
	const held = async (role: Role, permission: string) =>
		(await read<Access>(`access/${people[role]}`)).permissions[permission] === true;
	const lend = (id: string, part: object = {}) =>
		act('reviewer', 'loan/create', id, {
			borrower: people.archivist,
			permissions: ['flow.monitor'],
			reason: '',
			...window(0, 24),
			...part,
		});

	it('AC-22 to AC-24 counts at once, from its beginning, to its end, and as long as its lender holds it', async () => {
		const id = randomUUID();
		expect(await lend(id, { permissions: ['seal.use'] })).toMatchObject({ code: 'access/notHeld' });
		expect(await lend(id, { borrower: people.outsider })).toMatchObject({
			code: 'access/notBelow',
		});
		expect(await lend(id)).toMatchObject({ ok: true });
		expect(await held('archivist', 'flow.monitor')).toBe(true);

		const change = (granted: boolean) =>
			must('administrator', 'permission/set', 'matrix', {
				changes: [
					{
						what: 'permission',
						holder: 'role',
						holderId: 'officeHead',
						permission: 'flow.monitor',
						granted,
					},
				],
			});
		await change(false);
		expect(await held('archivist', 'flow.monitor')).toBe(false);
		await change(true);
		expect(await held('archivist', 'flow.monitor')).toBe(true);

		expect(await act('archivist', 'loan/end', id, {})).toMatchObject({ code: 'access/notLender' });
		expect(await act('reviewer', 'loan/end', id, {})).toMatchObject({ ok: true });
		expect(await held('archivist', 'flow.monitor')).toBe(false);
	});

	it('AC-23 begins and runs out by the schedule', async () => {
		const id = randomUUID();
		expect(await lend(id, window(1, 3))).toMatchObject({ ok: true });
		expect(await held('archivist', 'flow.monitor')).toBe(false);
		await moveLoans(fromNow(2));
		expect(await held('archivist', 'flow.monitor')).toBe(true);
		await moveLoans(fromNow(4));
		expect(await held('archivist', 'flow.monitor')).toBe(false);
		expect(await read(`loans/${id}`)).toMatchObject({ endedBy: null, nextAt: null });
	});
});

describe('handing over what a leaver held', () => {
	it('HO-1 to HO-5 moves cases, reading, shared drafting and delegations; again changes nothing', async () => {
		// The outsider leaves with a task, something to read, a shared draft and a delegation to them.
		const [reading, shared] = [await atTheHead(), await aDraft()];
		await must('head', 'flow/circulate', reading, { uids: [people.outsider], remark: '' });
		await must('drafter', 'document/coauthors', shared, { uids: [people.outsider] });
		const [own, left] = [randomUUID(), randomUUID()];
		for (const id of [own, left])
			await must('outsider', 'document/create', id, {
				templateId: 'notice',
				elements: { title: '关于交接的通知' },
			});
		const delegation = await delegate();
		const move = (itemIds: string[]) =>
			act('administrator', 'handover/move', people.outsider, { to: people.clerk, itemIds });
		expect(await act('administrator', 'handover/list', people.outsider, {})).toMatchObject({
			code: 'handover/stillHere',
		});
		await must('administrator', 'person/disable', people.outsider, {});
		try {
			await must('administrator', 'handover/list', people.outsider, {});
			const list = () => read<Handover>(`handovers/${people.outsider}`);
			const ids = [`read-${reading}`, `coauthor-${shared}`, `draft-${own}`, `proxy-${delegation}`];
			const listedIds = (await list()).items.map(({ id }) => id);
			expect(listedIds).toEqual(expect.arrayContaining(ids));
			expect(await move(ids)).toMatchObject({ ok: true, result: { waiting: 0 } });
			const moved = (await list()).items.filter(({ id }) => ids.includes(id));
			expect(moved.map(({ status, reason }) => [status, reason])).toEqual(
				ids.map(() => ['moved', null]),
			);
			expect((await taskOf(own, 'clerk')).status).toBe('open');
			expect(Object.values((await instance(reading)).state.reads)).toContainEqual(
				expect.objectContaining({ reader: people.clerk, status: 'unread' }),
			);
			const draft = await read<OfficialDocument>(`documents/${shared}`);
			expect(draft.coauthors).toEqual([people.clerk]);
			expect(draft.readers).not.toContain(people.outsider);
			expect((await text(shared)).editors).toHaveProperty(people.clerk);
			const given = await db
				.collection('delegations')
				.where('proxy', '==', people.clerk)
				.where('endedAt', '==', null)
				.get();
			expect(given.docs.map((each) => each.data())).toMatchObject([{ principal: people.head }]);
			expect((await taskOf(reading, 'head')).proxies).toEqual([people.clerk]);

			expect(await move(ids)).toMatchObject({ code: 'handover/nothingChosen' });
			// Something that stopped on its way is finished by the schedule.
			const rest = (await list()).items.filter(({ status }) => status === 'held');
			expect(rest.map(({ id }) => id)).toContain(`draft-${left}`);
			await db.doc(`handovers/${people.outsider}`).update({
				pending: true,
				items: (await list()).items.map((item) =>
					rest.some(({ id }) => id === item.id)
						? {
								...item,
								status: 'waiting',
								to: people.clerk,
								toName: '苏锦书',
								by: people.administrator,
							}
						: item,
				),
			});
			await goOnHandingOver(new Date());
			expect((await list()).pending).toBe(false);
			expect((await taskOf(left, 'clerk')).status).toBe('open');
			expect((await list()).items.map(({ status }) => status)).not.toContain('waiting');
		} finally {
			await must('administrator', 'person/enable', people.outsider, {});
		}
	}, 180_000);
});
