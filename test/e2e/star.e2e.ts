import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import { replay } from '@wenshu/domain/flow/evolve.ts';
import type { InstanceRecord, TaskRecord, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { officeVolumeId } from '../../emulator-data/bureau/volumes.ts';
import { person, PHONE, samplePassword } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { call, signIn } from '../support/emulator.ts';
import { accessible } from '../support/looks.ts';
import { db, fromStored, read } from '../support/office.ts';

const { chaseTasks } = await import('../../functions/src/chasing/chase.ts');

/**
 * One letter from outside through the star of an office: 拟办 → 核办 → 批示 → 承办 (a countersign) → 传阅 → 归档, with
 * whatever happens on such a way. Screens are used where a person would look; the rest is done by their acts.
 */

const title = `关于报送长期护理保险试点情况的函（${Date.now().toString(36)}）`;
const CLERK = '苏锦书';
const OFFICE = '林若溪';
const FIRST = '陆怀瑾';
const SECOND = '韩知夏';
const PROXY = '方既白';
const LEFT = '周望川';
const RIGHT = '宋停云';
const ARCHIVIST = '秦简言';
const uidOf = (name: string): string => person(name).staffNumber.toLowerCase();

const tokens = new Map<string, Promise<string>>();
function tokenOf(name: string): Promise<string> {
	const known = tokens.get(name);
	if (known !== undefined) return known;
	const token = signIn(`${uidOf(name)}@staff.wenshu.local`, samplePassword()).then(
		({ idToken }) => idToken,
	);
	tokens.set(name, token);
	return token;
}

/** Sends one act in somebody's name. */
async function act(name: string, type: string, target: string, input: object): Promise<ActAnswer> {
	const message = { id: randomUUID(), type, target, input, version: null };
	return call<ActAnswer>('act', message, await tokenOf(name));
}
async function must(name: string, type: string, target: string, input: object): Promise<void> {
	const answer = await act(name, type, target, input);
	if (!answer.ok)
		throw new Error(`${name} ${type}: ${answer.code} ${JSON.stringify(answer.detail)}`);
}

/** The task somebody holds open of the letter. */
async function taskOf(name: string): Promise<string> {
	const found = await db
		.collection('tasks')
		.where('instanceId', '==', id)
		.where('assignee', '==', uidOf(name))
		.where('status', '==', 'open')
		.get();
	return found.docs.find((each) => (each.data() as TaskRecord).kind === 'handle')?.id ?? 'none';
}

/** Hands in what somebody holds; `of` names the principal where a proxy does it. */
async function submit(name: string, rest: object = {}, of = name): Promise<void> {
	const taskId = await taskOf(of);
	const plain = { taskId, edgeId: null, chosen: {}, opinion: `${name}：同意。` };
	await must(name, 'flow/submit', id, { ...plain, ...rest });
}

async function trail(): Promise<TrailEntry[]> {
	const found = await db.collection(`instances/${id}/trail`).orderBy('seq').get();
	return found.docs.map((each) => fromStored(each.data()) as TrailEntry);
}

const id = randomUUID();
const handlers = [uidOf(LEFT), uidOf(RIGHT)];
const toHandlers = { edgeId: 'instruct-handle', chosen: { handle: handlers } };

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test('ST-1 拟办 to 批示: a signer is added before, and a proxy gives the second instruction', async () => {
	await must(CLERK, 'document/receive', id, {
		elements: { title, kind: '函', urgency: '加急' },
		incoming: {
			sender: '省医疗保障局',
			senderNumber: '示例函〔2026〕1号',
			receivedOn: '2026-11-26',
			copies: 1,
			pages: 3,
			nature: '批办',
		},
	});
	await submit(CLERK);
	await submit(OFFICE);
	const leaders = [uidOf(FIRST), uidOf(SECOND)];
	await submit(OFFICE, { edgeId: 'verify-instruct', chosen: { instruct: leaders } });
	await must(FIRST, 'flow/addBefore', id, {
		taskId: await taskOf(FIRST),
		uids: [uidOf(PROXY)],
		turns: 'all',
		words: '请先从基金角度看一看',
	});
	expect(await taskOf(FIRST)).toBe('none');
	await submit(PROXY);
	await submit(FIRST);
	// The second is away: somebody acts for her, within the window.
	await must(SECOND, 'delegation/create', randomUUID(), {
		principal: uidOf(SECOND),
		proxy: uidOf(PROXY),
		from: new Date(Date.now() - 1_000).toISOString(),
		until: new Date(Date.now() + 3_600_000).toISOString(),
		flowIds: [],
		reason: '外出调研',
	});
	await submit(PROXY, { ...toHandlers, opinion: '请两科办理。' }, SECOND);
	expect((await trail()).at(-1)).toMatchObject({ actorName: PROXY, onBehalfOf: SECOND });
	expect(await taskOf(LEFT)).not.toBe('none');
});

test('ST-2 承办: a return out of the countersign asks everybody again', async ({ browser }) => {
	await submit(LEFT, { opinion: '已办理。' });
	const right = await Desk.open(browser, RIGHT);
	await right.openTask(title);
	await right.page.getByRole('button', { name: '退回' }).first().click();
	const dialog = right.page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /批示/ }).check();
	await dialog.getByRole('textbox').last().fill('请明确由哪一科牵头。');
	await dialog.getByRole('button', { name: '退回', exact: true }).click();
	await expect(dialog).toBeHidden({ timeout: 60_000 });
	await right.leave();
	expect((await trail()).at(-1)).toMatchObject({ verb: 'return', opinion: '请明确由哪一科牵头。' });
	const { state } = await read<InstanceRecord>(`instances/${id}`);
	const open = Object.values(state.tasks).filter(({ status }) => status === 'open');
	expect(open.map(({ assignee }) => assignee)).toEqual([uidOf(FIRST)]);
	await submit(FIRST, { opinion: '由待遇科牵头。' });
	await submit(SECOND, { ...toHandlers, opinion: '同意。' });
	expect([await taskOf(LEFT), await taskOf(RIGHT)]).not.toContain('none');
});

test('ST-3 收回: what was sent comes back while nobody has acted, on a phone', async ({
	browser,
}) => {
	const desk = await Desk.open(browser, SECOND, PHONE);
	await desk.openDocument(id);
	await desk.page.getByRole('button', { name: '办理', exact: true }).click();
	await desk.page.getByRole('button', { name: '收回', exact: true }).last().click();
	await desk.page
		.getByRole('dialog')
		.last()
		.getByRole('button', { name: '收回', exact: true })
		.click();
	await expect.poll(() => taskOf(SECOND)).not.toBe('none');
	expect(await taskOf(LEFT)).toBe('none');
	await desk.leave();
	await submit(SECOND, { ...toHandlers, opinion: '同意，抓紧办理。' });
});

test('ST-4 催办 by hand and by the clock, up to the superior; 督办 stands beside it', async () => {
	await must(OFFICE, 'flow/urge', id, { message: '省局催问，请本周办结。' });
	const left = await read<TaskRecord>(`tasks/${await taskOf(LEFT)}`);
	expect(left).toMatchObject({ urged: 1 });
	expect(left.dueAt).not.toBeNull();
	await must(OFFICE, 'supervision/issue', randomUUID(), {
		title: `督办：${title}`,
		requirement: '按时报送',
		origin: '省局来函',
		instanceId: id,
		urgency: 'ordinary',
		leadUnitId: 'benefits',
		assistUnitIds: [],
		dueDay: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
		feedback: null,
	});
	expect((await trail()).at(-1)).toMatchObject({ verb: 'supervise' });
	// Long after the limit: the schedule reminds, tells that it is overdue, and goes up.
	const late = new Date((left.dueAt?.getTime() ?? 0) + 10 * 86_400_000);
	for (let run = 0; run < 4; run += 1) await chaseTasks(new Date(late.getTime() + run * 600_000));
	const entries = await trail();
	const chased = entries.filter(({ verb }) => verb === 'expire' || verb === 'remind');
	expect(chased.some(({ verb }) => verb === 'expire')).toBe(true);
	expect(chased.flatMap(({ to }) => to.map(({ uid }) => uid))).toContain(uidOf('沈砚舟'));
	// Time never signs: both still hold what they held.
	expect([await taskOf(LEFT), await taskOf(RIGHT)]).not.toContain('none');
});

test('ST-5 a signer added after, then 传阅 and 归档; the record rebuilds it all', async ({
	browser,
}) => {
	await must(LEFT, 'flow/addAfter', id, {
		taskId: await taskOf(LEFT),
		uids: [uidOf('叶知秋')],
		turns: 'all',
		opinion: '由叶知秋同志核对数据后报送。',
	});
	await submit(RIGHT, { opinion: '已配合。' });
	expect(await taskOf(CLERK)).toBe('none');
	await submit('叶知秋', { opinion: '数据已核对。' });
	const taskId = await taskOf(CLERK);
	const readers = [uidOf('何听澜')];
	await must(CLERK, 'document/distribute', id, { taskId, uids: readers, remark: '请阅知。' });
	await submit(CLERK, { opinion: '' });
	const volumeId = officeVolumeId(new Date().getFullYear(), '永久');
	const filing = { taskId: await taskOf(ARCHIVIST), volumeId, remark: '' };
	await must(ARCHIVIST, 'document/archive', id, filing);
	await submit(ARCHIVIST, { opinion: '' });

	const instance = await read<InstanceRecord>(`instances/${id}`);
	expect(instance.status).toBe('closed');
	expect(replay(await trail())).toEqual(instance.state);

	const desk = await Desk.open(browser, OFFICE);
	await desk.openDocument(id);
	await desk.page.getByRole('tab', { name: '流程' }).click();
	await desk.told(`${PROXY}（代 ${SECOND}）`);
	for (const view of ['流程图', '环节用时', '意见', '催办']) {
		await desk.page.getByRole('button', { name: view, exact: true }).click();
		await accessible(desk.page);
	}
	await desk.told('省局催问，请本周办结。');
	await desk.leave();
});
