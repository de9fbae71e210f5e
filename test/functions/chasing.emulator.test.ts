import { randomUUID } from 'node:crypto';
import type { ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { InstanceRecord, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { FieldPath, Timestamp } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, test } from 'vitest';
import {
	act,
	aDraft,
	db,
	fromStored,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
} from '../support/office.ts';
import { call } from '../support/emulator.ts';

const { chaseTasks } = await import('../../functions/src/chasing/chase.ts');
const { chaseCases } = await import('../../functions/src/chasing/chase-cases.ts');
const { carryOutbox } = await import('../../functions/src/chasing/carry.ts');
const { followChases } = await import('../../functions/src/chasing/follow.ts');

const HOUR = 3_600_000;
const now = new Date();
const later = (hours: number) => new Date(now.getTime() + hours * HOUR);

/** A document that its head holds, due in two hours, under a ladder of two reminders. */
async function aDueTask(): Promise<{ id: string; taskId: string }> {
	const id = await aDraft();
	expect(await submit('drafter', id)).toMatchObject({ ok: true });
	const taskId = await openTask(id, 'head');
	const due = Timestamp.fromDate(later(2));
	await db.doc(`instances/${id}`).update(new FieldPath('state', 'tasks', taskId, 'dueAt'), due);
	// The schedule looks as soon as the earliest rung may be due.
	await db.doc(`tasks/${taskId}`).update({ dueAt: due, nextChaseAt: Timestamp.fromDate(now) });
	return { id, taskId };
}

/** Chases of a case in order of time. */
async function chasesOf(id: string): Promise<ChaseRecord[]> {
	const found = await db.collection(`instances/${id}/chases`).orderBy('at').get();
	return found.docs.map((each) => fromStored(each.data()) as ChaseRecord);
}
async function outboxOf(chase: ChaseRecord | undefined): Promise<Outgoing[]> {
	const refs = chase?.deliveries.filter(({ channel }) => channel !== 'app') ?? [];
	return Promise.all(refs.map(({ ref }) => read<Outgoing>(`outbox/${ref}`)));
}

beforeAll(async () => {
	// The ladder of the sample's flow for documents, as an administrator would have published it.
	const id = await aDraft();
	const { flowId, flowVersion } = await read<InstanceRecord>(`instances/${id}`);
	const flow = await read<Flow>(`flows/${flowId}/versions/${String(flowVersion)}`);
	const chase: Flow['chase'] = [
		{ when: 'before', span: { amount: 1, unit: 'hours' }, to: ['holder'] },
		{ when: 'after', span: { amount: 4, unit: 'hours' }, to: ['holder', 'superior'] },
	];
	const nodes = flow.nodes.map((node) => (node.kind === 'task' ? { ...node, chase } : node));
	await db.doc(`flows/${flowId}/versions/${String(flowVersion)}`).update({ nodes, chase });
});

describe('the schedule chases', () => {
	test('routing 28: the limit of a whole case is told of once before, once when it passed, and moves nothing', async () => {
		const id = await aDraft();
		expect(await submit('drafter', id)).toMatchObject({ ok: true });
		await db.doc(`instances/${id}`).update({
			dueAt: Timestamp.fromDate(later(2)),
			nextChaseAt: Timestamp.fromDate(now),
		});
		await chaseCases(now);
		expect(await chasesOf(id)).toEqual([]);
		expect((await read<InstanceRecord>(`instances/${id}`)).nextChaseAt).toEqual(later(1));

		await Promise.all([chaseCases(later(1)), chaseCases(later(1))]);
		await chaseCases(later(1.5));
		const [first] = await chasesOf(id);
		expect(await chasesOf(id)).toHaveLength(1);
		expect(first).toMatchObject({ kind: 'remind', holder: people.head, dueAt: later(2) });

		await chaseCases(later(3));
		await chaseCases(later(3));
		const [, over] = await chasesOf(id);
		expect(over?.words).toBe('全程办理已超期，请尽快办结');
		expect(over?.deliveries.map(({ uid }) => uid)).toContain(people.drafter);
		const after = await read<InstanceRecord>(`instances/${id}`);
		expect(after.status).toBe('running');
		expect(after.nextChaseAt).toEqual(later(6));
	});

	test('routing 28, DG-6: who stands in for a holder is told of the limit of the whole case as well', async () => {
		const delegation = randomUUID();
		const window = { from: now.toISOString(), until: later(24).toISOString() };
		const sides = { principal: people.head, proxy: people.outsider, flowIds: [], reason: '出差' };
		await must('head', 'delegation/create', delegation, { ...sides, ...window });
		try {
			const id = await aDraft();
			expect(await submit('drafter', id)).toMatchObject({ ok: true });
			await db.doc(`instances/${id}`).update({
				dueAt: Timestamp.fromDate(later(2)),
				nextChaseAt: Timestamp.fromDate(later(1)),
			});
			await chaseCases(later(1));
			const told = (await chasesOf(id)).flatMap(({ deliveries }) => deliveries);
			expect(new Set(told.map(({ uid }) => uid))).toEqual(new Set([people.head, people.outsider]));
		} finally {
			await must('head', 'delegation/end', delegation, {});
		}
	});

	test('routing 28, 29, CH-1: reminder, expiry, reminder after it, each once however often it runs', async () => {
		const { id, taskId } = await aDueTask();
		await Promise.all([chaseTasks(now), chaseTasks(now)]);
		expect(await chasesOf(id)).toEqual([]);
		// Nothing was due; the record now says when something will be.
		expect((await read<TaskRecord>(`tasks/${taskId}`)).nextChaseAt).toEqual(later(1));

		await Promise.all([chaseTasks(later(1)), chaseTasks(later(1)), chaseTasks(later(1))]);
		await chaseTasks(later(1.5));
		expect((await chasesOf(id)).map(({ kind }) => kind)).toEqual(['remind']);
		await chaseTasks(later(3));
		await chaseTasks(later(3));
		await chaseTasks(later(7));
		await chaseTasks(later(48));
		const chases = await chasesOf(id);
		expect(chases.map(({ kind, holder }) => [kind, holder])).toEqual([
			['remind', people.head],
			['expire', people.head],
			['remind', people.head],
		]);
		expect(await read<TaskRecord>(`tasks/${taskId}`)).toMatchObject({ nextChaseAt: null, rung: 3 });
		const trail = await db.collection(`instances/${id}/trail`).where('actor', '==', 'system').get();
		expect(trail.docs.map((each) => each.get('verb') as string)).toEqual([
			'remind',
			'expire',
			'remind',
		]);
		// The last one went to the superior too.
		const told = new Set(chases[2]?.deliveries.map(({ uid }) => uid));
		expect(told.size).toBeGreaterThan(1);
		expect(told).toContain(people.head);
	});

	test('CH-1 nothing is sent while the clock stands', async () => {
		const { id, taskId } = await aDueTask();
		const paused = { since: Timestamp.fromDate(now), cause: '待材料' };
		await db
			.doc(`instances/${id}`)
			.update(new FieldPath('state', 'tasks', taskId, 'paused'), paused);
		await chaseTasks(later(50));
		expect(await chasesOf(id)).toEqual([]);
	});
});

describe('CH-3 CH-9 a chase by hand', () => {
	test('is recorded with who was told, and followed until it was read', async () => {
		const { id } = await aDueTask();
		await must('drafter', 'flow/urge', id, { message: '请今天办结' });
		const [chase] = await chasesOf(id);
		expect(chase).toMatchObject({
			kind: 'urge',
			by: people.drafter,
			holder: people.head,
			unitId: 'benefits',
			words: '请今天办结',
			settled: false,
		});
		const notice = chase?.deliveries.find(({ channel }) => channel === 'app');
		const at = Timestamp.fromDate(new Date(now.getTime() + 1000));
		await db.doc(`notices/${notice?.ref ?? ''}`).update({ deliveredAt: at });
		await followChases(later(1));
		const arrived = (await chasesOf(id))[0]?.deliveries[0];
		expect(arrived).toMatchObject({ channel: 'app', state: 'delivered', at: at.toDate() });
		await db.doc(`notices/${notice?.ref ?? ''}`).update({ readAt: at });
		await followChases(later(2));
		expect((await chasesOf(id))[0]?.deliveries[0]).toMatchObject({ state: 'read' });
	});
});

describe('CH-2 CH-6 CH-7 messages out of the house', () => {
	async function anUrge(): Promise<Outgoing> {
		const { id } = await aDueTask();
		await must('drafter', 'flow/urge', id, { message: '请办理' });
		const mail = (await outboxOf((await chasesOf(id))[0])).find(
			({ channel }) => channel === 'mail',
		);
		if (mail === undefined) throw new Error('nothing in the queue');
		await db.doc(`outbox/${mail.id}`).update({ nextAt: Timestamp.fromDate(now) });
		return mail;
	}
	/** Only this message is ready, so that a test meets nobody else's. */
	async function alone(id: string): Promise<void> {
		const all = await db.collection('outbox').where('nextAt', '<=', later(9999)).get();
		await Promise.all(
			all.docs.filter((each) => each.id !== id).map((each) => each.ref.update({ nextAt: null })),
		);
	}

	test('without a carrier they are marked, and sent again once there is one', async () => {
		const { id } = await anUrge();
		await alone(id);
		await carryOutbox(now, {});
		expect(await read<Outgoing>(`outbox/${id}`)).toMatchObject({
			state: 'unconfigured',
			nextAt: null,
		});
		expect(await act('drafter', 'outbox/resend', id, {})).toMatchObject({ code: 'core/forbidden' });
		await must('administrator', 'outbox/resend', id, {});
		const sent: string[] = [];
		const carrier = {
			send: (message: Outgoing) => {
				sent.push(message.id);
				return Promise.resolve({ ref: `gw-${message.id}` });
			},
			receipts: (refs: readonly string[]) =>
				Promise.resolve(refs.map((ref) => ({ ref, state: 'delivered' as const, at: now }))),
		};
		await Promise.all([
			carryOutbox(later(1), { mail: carrier }),
			carryOutbox(later(1), { mail: carrier }),
		]);
		expect(sent).toEqual([id]);
		expect(await read<Outgoing>(`outbox/${id}`)).toMatchObject({
			state: 'delivered',
			ref: `gw-${id}`,
			attempts: 1,
		});
		expect(await act('administrator', 'outbox/resend', id, {})).toMatchObject({
			code: 'chasing/notResendable',
		});
	});

	test('a carrier that fails is asked again later, and given up at last', async () => {
		const { id } = await anUrge();
		await alone(id);
		const broken = { send: () => Promise.reject(new Error('451 greylisted')) };
		for (let hour = 0; hour < 24 * 6; hour += 1) await carryOutbox(later(hour), { mail: broken });
		expect(await read<Outgoing>(`outbox/${id}`)).toMatchObject({
			state: 'dead',
			deadLetter: true,
			attempts: 6,
			lastError: 'Error: 451 greylisted',
		});
	});

	test('CH-2 a channel that is switched off gets nothing', async () => {
		await must('administrator', 'outbox/setChannels', 'settings', { mail: false, sms: false });
		const { id } = await aDueTask();
		await must('drafter', 'flow/urge', id, { message: '请办理' });
		expect(await outboxOf((await chasesOf(id))[0])).toEqual([]);
		await must('administrator', 'outbox/setChannels', 'settings', { mail: true, sms: true });
	});
});

describe('CD-8 the calendar', () => {
	test('is saved by those who keep it, against the version they saw', async () => {
		const input = {
			year: 2031,
			source: '',
			holidays: { '2031-01-01': '元旦' },
			workdays: {},
		};
		const save = async (
			role: 'drafter' | 'administrator',
			version: number,
			table: object = input,
		) =>
			call<{ ok: boolean; code?: string }>(
				'act',
				{ id: randomUUID(), type: 'calendar/saveYear', target: '2031', version, input: table },
				await tokenOf(role),
			);
		expect(await save('drafter', 0)).toMatchObject({ code: 'core/forbidden' });
		expect(await save('administrator', 0)).toMatchObject({ ok: true });
		expect(await save('administrator', 0)).toMatchObject({ code: 'core/stale' });
		const none = Object.fromEntries(
			Array.from({ length: 100 }, (_, n) => [
				new Date(Date.UTC(2031, 0, 1 + n)).toISOString().slice(0, 10),
				'假',
			]),
		);
		expect(await save('administrator', 1, { ...input, holidays: none })).toMatchObject({
			code: 'calendar/noWorkdays',
		});
	});
});
