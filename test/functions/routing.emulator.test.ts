import { randomUUID } from 'node:crypto';
import type { Act } from '@wenshu/domain/acts.ts';
import type { Approval, RestrictedField } from '@wenshu/domain/approval/model.ts';
import { flowSchema, type FlowDraft, type StepDraft } from '@wenshu/domain/flow/definition.ts';
import { replay } from '@wenshu/domain/flow/evolve.ts';
import type { InstanceRecord, TaskRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
	act,
	db,
	fromStored,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
} from '../support/office.ts';

const step = (id: string, part: Partial<StepDraft>): StepDraft => ({
	id,
	kind: 'task',
	name: id,
	handler: { by: 'initiator' },
	...part,
});

/** Publishes a flow of steps in a row, as the acts of the designer would. */
async function publish(id: string, steps: StepDraft[], rest: Partial<FlowDraft> = {}) {
	const ids = ['start', ...steps.map((each) => each.id), 'end'];
	const flow = flowSchema.parse({
		id,
		version: 1,
		name: '测试流程',
		module: 'leave',
		fields: [{ id: 'days', label: '天数', type: 'number' }],
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			...steps,
			{ id: 'end', kind: 'end', name: '结束' },
		],
		edges: ids.slice(1).map((to, index) => ({ id: `e${index}`, from: ids[index] ?? '', to })),
		...rest,
	});
	await db.doc(`flows/${id}/versions/1`).set(flow);
	const { name, module } = flow;
	await db.doc(`flows/${id}`).set({ id, name, module, version: 1, enabled: true });
}

/** Begins a matter of the drafter and sends it off. */
async function begin(flowId: string, fields: Record<string, unknown> = {}): Promise<string> {
	const id = randomUUID();
	await must('drafter', 'approval/create', id, { flowId, title: '', fields });
	expect(await submit('drafter', id, { opinion: '' })).toMatchObject({ ok: true });
	return id;
}

const stateOf = async (id: string) => (await read<InstanceRecord>(`instances/${id}`)).state;

async function trailOf(id: string): Promise<TrailEntry[]> {
	const found = await db.collection(`instances/${id}/trail`).orderBy('seq').get();
	return found.docs.map((each) => fromStored(each.data()) as TrailEntry);
}

/** As many people as the sample has, and others hired for the day, up to fifty. */
const CROWD = 50;
/** Somebody with the posts and the access of the drafter. */
async function hire(uid: string): Promise<void> {
	for (const place of ['people', 'access'])
		await db.doc(`${place}/${uid}`).set({ ...(await read<object>(`${place}/yb0015`)), uid });
}

let crowd: string[] = [];

beforeAll(async () => {
	await Promise.all((['drafter', 'head', 'otherHead', 'clerk'] as const).map(tokenOf));
	const handler: StepDraft['handler'] = { by: 'person', uids: [people.head] };
	await publish('t-signs', [
		step('draft', { opinion: 'none' }),
		step('sign', {
			handler,
			fields: { days: 'edit' },
			verbs: ['return', 'addBefore', 'addAfter', 'delegate', 'pause', 'retract'],
			due: { amount: 3, unit: 'workdays' },
		}),
		step('end-step', { name: '备案', handler: { by: 'person', uids: [people.otherHead] } }),
	]);
	await publish('t-hides', [
		step('draft', { opinion: 'none' }),
		step('price', { handler, fields: { days: 'edit' }, verbs: ['retract'] }),
		step('blind', {
			handler: { by: 'person', uids: [people.otherHead] },
			fields: { days: 'hidden' },
		}),
	]);
	const active = await db.collection('people').where('disabled', '==', false).get();
	const hired = Array.from({ length: CROWD - active.size }, (_, index) => `crowd${index}`);
	await Promise.all(hired.map(hire));
	await db.doc('organisation/state').set({ version: randomUUID(), changedAt: new Date() });
	crowd = [...active.docs.map(({ id }) => id), ...hired].slice(0, CROWD);
}, 120_000);

describe('a matter on a form (FLOW-10)', () => {
	it('walks through add-sign, delegation and pause, and its trail rebuilds it', async () => {
		const id = await begin('t-signs', { days: 3 });
		const task = await openTask(id, 'head');
		const first = await read<TaskRecord>(`tasks/${task}`);
		expect(first.dueAt).not.toBeNull();
		await must('head', 'flow/addBefore', id, {
			taskId: task,
			uids: [people.clerk],
			turns: 'all',
			words: '请先核对',
		});
		expect(await read<TaskRecord>(`tasks/${task}`)).toMatchObject({ status: 'waiting' });
		expect(await submit('clerk', id)).toMatchObject({ ok: true });
		await must('head', 'flow/delegate', id, {
			taskId: task,
			uid: people.otherHead,
			question: '可行吗？',
		});
		expect(await submit('otherHead', id, { opinion: '' })).toMatchObject({
			ok: false,
			code: 'flow/answerMissing',
		});
		expect(await submit('otherHead', id, { opinion: '可行' })).toMatchObject({ ok: true });
		await must('head', 'flow/pause', id, { taskId: task, cause: '待补材料' });
		expect(await read<TaskRecord>(`tasks/${task}`)).toMatchObject({ nextChaseAt: null });
		await must('head', 'flow/continue', id, { taskId: task });
		await must('head', 'approval/edit', id, { fields: { days: 5 } });
		expect((await read<Approval>(`approvals/${id}`)).fields).toEqual({ days: 5 });
		await must('head', 'flow/addAfter', id, {
			taskId: task,
			uids: [people.reviewer],
			turns: 'all',
			opinion: '同意',
		});
		expect(await submit('reviewer', id)).toMatchObject({ ok: true });
		expect(await submit('otherHead', id)).toMatchObject({ ok: true });
		const instance = await read<InstanceRecord>(`instances/${id}`);
		expect(instance.status).toBe('closed');
		const trail = await trailOf(id);
		expect(replay(trail)).toEqual(instance.state);
		expect(trail.map(({ verb }) => verb)).toEqual([
			...['start', 'submit', 'addBefore', 'submit', 'delegate', 'answer', 'pause', 'continue'],
			...['edit', 'addAfter', 'submit', 'submit'],
		]);
	});

	it('is filled in by who holds it, with what fits, and read by its readers alone', async () => {
		const id = await begin('t-signs', { days: 1 });
		const edit = (role: 'drafter' | 'head' | 'outsider', fields: object) =>
			act(role, 'approval/edit', id, { fields });
		expect(await edit('drafter', { days: 2 })).toMatchObject({ code: 'approval/notYourStep' });
		expect(await edit('head', { days: '二' })).toMatchObject({ code: 'approval/badField' });
		expect(await edit('head', { months: 2 })).toMatchObject({ code: 'approval/noField' });
		expect(await edit('outsider', { days: 2 })).toMatchObject({ code: 'document/noReader' });
		expect(await act('drafter', 'approval/remove', id, {})).toMatchObject({
			code: 'approval/notADraft',
		});
	});

	it('keeps what a step hides apart, for those alone whom the flow shows it to', async () => {
		const id = await begin('t-hides', { days: 1 });
		const apart = () => read<RestrictedField>(`approvals/${id}/restricted/days`);
		expect((await apart()).readers.sort()).toEqual([people.head, people.drafter].sort());
		await must('head', 'approval/edit', id, { fields: { days: 4 } });
		expect(await submit('head', id)).toMatchObject({ ok: true });
		expect(await apart()).toMatchObject({ value: 4 });
		expect((await apart()).readers).not.toContain(people.otherHead);
		const stored = await read<Approval>(`approvals/${id}`);
		expect(stored).toMatchObject({ fields: {}, restricted: ['days'] });
		expect(stored.readers).toContain(people.otherHead);
	});

	it('row 23: is not taken back over words that the next holder put aside', async () => {
		const id = await begin('t-hides', { days: 1 });
		const taskId = await openTask(id, 'head');
		expect(await submit('head', id)).toMatchObject({ ok: true });
		const next = await openTask(id, 'otherHead');
		const draft = db.doc(`opinionDrafts/${next}_${people.otherHead}`);
		await draft.set({ uid: people.otherHead, taskId: next, instanceId: id, text: '拟同意' });
		expect(await act('head', 'flow/retract', id, { taskId })).toMatchObject({
			code: 'flow/alreadyBegun',
		});
		await draft.delete();
		expect(await act('head', 'flow/retract', id, { taskId })).toMatchObject({ ok: true });
	});

	it('a step that another flow takes waits for it, and takes its fields back', async () => {
		await publish(
			't-child',
			[
				step('draft', { opinion: 'none' }),
				step('check', {
					handler: { by: 'person', uids: [people.clerk] },
					fields: { span: 'edit' },
				}),
			],
			{ fields: [{ id: 'span', label: '时长', type: 'number' }] },
		);
		const sub = {
			id: 'sub',
			kind: 'sub',
			name: '核查',
			flowId: 't-child',
			fieldsIn: { days: 'span' },
			fieldsOut: { span: 'days' },
		} as const;
		await publish('t-parent', [step('draft', { opinion: 'none' })], {
			nodes: [
				{ id: 'start', kind: 'start', name: '开始' },
				step('draft', { opinion: 'none' }),
				sub,
				step('last', { handler: { by: 'person', uids: [people.head] } }),
				{ id: 'end', kind: 'end', name: '结束' },
			],
			edges: [
				{ id: 'e0', from: 'start', to: 'draft' },
				{ id: 'e1', from: 'draft', to: 'sub' },
				{ id: 'e2', from: 'sub', to: 'last' },
				{ id: 'e3', from: 'last', to: 'end' },
			],
		});
		const id = await begin('t-parent', { days: 2 });
		const child = Object.keys((await stateOf(id)).subs)[0] ?? 'none';
		expect(await read<InstanceRecord>(`instances/${child}`)).toMatchObject({
			parent: { instanceId: id, wait: true },
			status: 'draft',
		});
		expect((await read<Approval>(`approvals/${child}`)).fields).toEqual({ span: 2 });
		expect(await submit('drafter', child)).toMatchObject({ ok: true });
		await must('clerk', 'approval/edit', child, { fields: { span: 4 } });
		expect(await submit('clerk', child)).toMatchObject({ ok: true });
		expect((await read<Approval>(`approvals/${id}`)).fields).toEqual({ days: 4 });
		expect(await openTask(id, 'head')).not.toBe('none');
	});
});

/**
 * Several processes of the deployed function side by side, against the real database. (The emulator starts a
 * process for each request that comes while others run: fifty of them measure the machine.)
 */
async function processes(count: number) {
	// One client for all: the database does not tell who asks.
	vi.doMock('../../functions/src/platform/firebase.ts', () => ({
		db,
		auth: {},
		workOn: () => undefined,
	}));
	const copies = [];
	for (let each = 0; each < count; each += 1) {
		vi.resetModules();
		const { perform } = await import('../../functions/src/platform/act.ts');
		const { flowActs } = await import('../../functions/src/flow/acts.ts');
		const submitting = flowActs.find(({ type }) => type === 'flow/submit');
		if (submitting === undefined) throw new Error('no act to submit with');
		copies.push((message: Act, uid: string) =>
			perform(submitting, message, { uid, authTime: Date.now() / 1000 }, () => new Date()),
		);
	}
	return copies;
}

describe('fifty people press in the same second', () => {
	const press = async (id: string, uid: string): Promise<Act> => {
		const found = await db
			.collection('tasks')
			.where('instanceId', '==', id)
			.where('assignee', '==', uid)
			.where('status', '==', 'open')
			.get();
		const taskId = found.docs[0]?.id ?? 'none';
		const input = { taskId, edgeId: null, chosen: {}, opinion: '同意' };
		return { id: randomUUID(), type: 'flow/submit', target: id, input, version: null };
	};

	for (const mode of ['any', 'all'] as const)
		it(`on a step in mode ${mode}: exactly the right outcome`, async () => {
			expect(crowd).toHaveLength(CROWD);
			await publish(`t-${mode}`, [
				step('draft', { opinion: 'none' }),
				step('crowd', { mode, handler: { by: 'person', uids: crowd } }),
				step('last', { handler: { by: 'person', uids: [people.head] } }),
			]);
			const id = await begin(`t-${mode}`);
			const acts = await Promise.all(crowd.map((uid) => press(id, uid)));
			const functions = await processes(4);
			const answers = await Promise.all(
				acts.map((message, index) => {
					const submitIn = functions[index % functions.length] ?? expect.fail();
					return submitIn(message, crowd[index] ?? '');
				}),
			);
			const granted = answers.filter((answer) => answer.ok).length;
			const codes = answers.map((answer) => (answer.ok ? null : answer.code));
			expect(new Set(codes.filter(Boolean))).toEqual(
				new Set(mode === 'any' ? ['flow/taskClosed'] : []),
			);
			expect(granted).toBe(mode === 'any' ? 1 : CROWD);
			const state = await stateOf(id);
			const last = Object.values(state.runs).filter(({ nodeId }) => nodeId === 'last');
			expect(last).toHaveLength(1);
			const trail = await trailOf(id);
			expect(trail.filter(({ nodeId }) => nodeId === 'crowd')).toHaveLength(granted);
			expect(replay(trail)).toEqual(state);
		}, 120_000);
});
