import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import { deleteApp, initializeApp, type App } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePassword, uidOf } from '../../emulator-data/bureau/people.ts';
import { aimAdmin, call, project, signIn } from '../support/emulator.ts';

let app: App;
let db: Firestore;
const tokens: Record<string, string> = {};
const people = { designer: '薛霁月', drafter: '叶知秋' } as const;
type Who = keyof typeof people;

beforeAll(async () => {
	aimAdmin();
	app = initializeApp({ projectId: project }, `flows-${randomUUID()}`);
	db = getFirestore(app);
	for (const [who, name] of Object.entries(people)) {
		const address = `${uidOf(name)}@staff.wenshu.local`;
		tokens[who] = (await signIn(address, samplePassword)).idToken;
	}
});
afterAll(() => deleteApp(app));

function act(who: Who, type: string, target: string, input: unknown): Promise<ActAnswer> {
	return call<ActAnswer>(
		'act',
		{ id: randomUUID(), type, target, input, version: null },
		tokens[who],
	);
}
async function read(path: string): Promise<Record<string, unknown> | undefined> {
	return (await db.doc(path).get()).data();
}
function newId(): string {
	return `t${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

const person = { by: 'person', uids: [uidOf(people.drafter)] };

/** Apply, check (under this id), end. */
function drawn(id: string, checkId = 'check', name = '复核'): object {
	const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from, to });
	return {
		id,
		name: '试用审批',
		module: 'trial',
		fields: [{ id: 'reason', label: '事由', type: 'text' }],
		nodes: [
			{ id: 'start', kind: 'start', name: '开始' },
			{ id: 'apply', kind: 'task', name: '申请', handler: { by: 'initiator' } },
			{ id: checkId, kind: 'task', name, handler: person },
			{ id: 'end', kind: 'end', name: '办结' },
		],
		edges: [edge('start', 'apply'), edge('apply', checkId), edge(checkId, 'end')],
	};
}

async function published(id: string): Promise<void> {
	const saved = await act('designer', 'flow/saveDraft', id, { flow: drawn(id), revision: 0 });
	expect(saved).toMatchObject({ ok: true, result: { revision: 1 } });
	const answer = await act('designer', 'flow/publish', id, { revision: 1, note: '第一版' });
	expect(answer).toMatchObject({ ok: true, result: { version: 1, warnings: 0 } });
}

/** Publishes the next version of a flow. */
async function revised(id: string, flow: object): Promise<void> {
	await act('designer', 'flow/saveDraft', id, { flow, revision: 0 });
	expect(await act('designer', 'flow/publish', id, { revision: 1 })).toMatchObject({ ok: true });
}

/** A case on the flow that stands at the check. */
async function running(flowId: string): Promise<string> {
	const id = newId();
	const input = { flowId, title: '试用', fields: { reason: '试用' } };
	const begun = await act('drafter', 'approval/create', id, input);
	if (!begun.ok) throw new Error(begun.code);
	const submit = { taskId: begun.result['taskId'], edgeId: null, chosen: {}, opinion: '' };
	expect(await act('drafter', 'flow/submit', id, submit)).toMatchObject({ ok: true });
	return id;
}

describe('drafts', () => {
	test('only those who manage flows draw them', async () => {
		const id = newId();
		for (const [type, input] of [
			['flow/saveDraft', { flow: drawn(id), revision: 0 }],
			['flow/publish', { revision: 1 }],
			['flow/enable', { enabled: false }],
			['flow/discardDraft', {}],
			['flow/migrate', {}],
		] as const)
			expect(await act('drafter', type, id, input)).toMatchObject({ code: 'core/forbidden' });
	});

	test('whoever saves over another’s draft is told who saved it and when', async () => {
		const id = newId();
		const save = (revision: number) =>
			act('designer', 'flow/saveDraft', id, { flow: drawn(id), revision });
		expect(await save(0)).toMatchObject({ ok: true, result: { revision: 1 } });
		expect(await save(1)).toMatchObject({ ok: true, result: { revision: 2 } });
		const at: unknown = expect.stringMatching(/月.*日/);
		expect(await save(1)).toMatchObject({
			code: 'flow/draftChanged',
			detail: { name: people.designer, at },
		});
		expect(await read(`flowDrafts/${id}`)).toMatchObject({ revision: 2, base: 0 });
		expect(await act('designer', 'flow/discardDraft', id, {})).toMatchObject({ ok: true });
		expect(await save(2)).toMatchObject({ code: 'flow/draftGone' });
	});

	test('a draft may be half drawn, but neither of another flow nor far too large', async () => {
		const id = newId();
		const half = { ...drawn(id), nodes: [], edges: [] };
		expect(await act('designer', 'flow/saveDraft', id, { flow: half, revision: 0 })).toMatchObject({
			ok: true,
		});
		expect(await act('designer', 'flow/publish', id, { revision: 1 })).toMatchObject({
			code: 'flow/unsound',
		});
		expect(
			await act('designer', 'flow/saveDraft', newId(), { flow: half, revision: 0 }),
		).toMatchObject({ code: 'core/badInput' });
	});
});

describe('publishing', () => {
	test('a version never changes, the head says which is in force, and the draft is gone', async () => {
		const id = newId();
		await published(id);
		expect(await read(`flows/${id}`)).toMatchObject({
			name: '试用审批',
			module: 'trial',
			version: 1,
			enabled: true,
			updatedBy: uidOf(people.designer),
		});
		expect(await read(`flowDrafts/${id}`)).toBeUndefined();
		await revised(id, drawn(id, 'check', '再核'));
		const first = (await read(`flows/${id}/versions/1`)) as { nodes: { name: string }[] };
		const second = (await read(`flows/${id}/versions/2`)) as { nodes: { name: string }[] };
		expect(first).toMatchObject({ version: 1, note: '第一版' });
		expect([first.nodes[2]?.name, second.nodes[2]?.name]).toEqual(['复核', '再核']);
		expect(await read(`flows/${id}`)).toMatchObject({ version: 2 });
	});

	test('what is unsound, or names who is not there, is refused with the first problem', async () => {
		const id = newId();
		const flow = drawn(id) as { nodes: object[] };
		const nobody = { by: 'role', roleId: 'nobodyAtAll' };
		const nodes = flow.nodes.map((node, at) => (at === 2 ? { ...node, handler: nobody } : node));
		await act('designer', 'flow/saveDraft', id, { flow: { ...flow, nodes }, revision: 0 });
		const problem: unknown = expect.stringContaining('nobodyAtAll');
		expect(await act('designer', 'flow/publish', id, { revision: 1 })).toMatchObject({
			code: 'flow/unsound',
			detail: { problem },
		});
		expect(await read(`flows/${id}`)).toBeUndefined();
	});

	test('a published flow keeps its kind of case', async () => {
		const id = newId();
		await published(id);
		const flow = { ...drawn(id), module: 'document' };
		expect(await act('designer', 'flow/saveDraft', id, { flow, revision: 0 })).toMatchObject({
			code: 'flow/moduleFixed',
		});
	});

	test('nothing begins on a flow that is switched off', async () => {
		const id = newId();
		expect(await act('designer', 'flow/enable', id, { enabled: true })).toMatchObject({
			code: 'flow/notPublished',
		});
		await published(id);
		const begin = () =>
			act('drafter', 'approval/create', newId(), { flowId: id, title: '试用', fields: {} });
		expect(await act('designer', 'flow/enable', id, { enabled: false })).toMatchObject({
			ok: true,
		});
		expect(await begin()).toMatchObject({ ok: false });
		expect(await act('designer', 'flow/enable', id, { enabled: true })).toMatchObject({ ok: true });
		expect(await begin()).toMatchObject({ ok: true });
	});
});

describe('migration', () => {
	test('running cases go over with a line on their trail, those that cannot are named', async () => {
		const id = newId();
		await published(id);
		const stands = await running(id);
		await revised(id, drawn(id, 'check', '再核'));
		const answer = await act('designer', 'flow/migrate', id, {});
		expect(answer).toMatchObject({
			ok: true,
			result: { version: 2, moved: 1, refusedCount: 0, refused: [], next: null },
		});
		const instance = (await read(`instances/${stands}`)) as {
			flowVersion: number;
			current: { name: string }[];
			state: { seq: number };
		};
		expect(instance).toMatchObject({ flowVersion: 2, current: [{ name: '再核' }] });
		const line = `instances/${stands}/trail/${String(instance.state.seq).padStart(6, '0')}`;
		expect(await read(line)).toMatchObject({ verb: 'migrate', note: '流程由第 1 版改为第 2 版' });
		const tasks = await db
			.collection('tasks')
			.where('instanceId', '==', stands)
			.where('status', '==', 'open')
			.get();
		expect(tasks.docs.map((task): unknown => task.get('stepName'))).toEqual(['再核']);

		await revised(id, drawn(id, 'other', '另核'));
		expect(await act('designer', 'flow/migrate', id, {})).toMatchObject({
			ok: true,
			result: {
				moved: 0,
				refusedCount: 1,
				refused: [{ id: stands, code: 'flow/migrateGone', step: '再核' }],
			},
		});
		expect(await read(`instances/${stands}`)).toMatchObject({ flowVersion: 2 });
	});

	test('a case that was moved goes on to its end', async () => {
		const id = newId();
		await published(id);
		const stands = await running(id);
		await revised(id, drawn(id, 'check', '再核'));
		await act('designer', 'flow/migrate', id, {});
		const open = await db
			.collection('tasks')
			.where('instanceId', '==', stands)
			.where('status', '==', 'open')
			.get();
		const submit = { taskId: open.docs[0]?.id, edgeId: null, chosen: {}, opinion: '同意' };
		expect(await act('drafter', 'flow/submit', stands, submit)).toMatchObject({ ok: true });
		expect(await read(`instances/${stands}`)).toMatchObject({ status: 'closed', flowVersion: 2 });
	});
});
