import { randomUUID } from 'node:crypto';
import { chromium } from '@playwright/test';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import { decide } from '@wenshu/domain/flow/engine.ts';
import { emptyState } from '@wenshu/domain/flow/evolve.ts';
import { openTasks } from '@wenshu/domain/flow/graph.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';
import { aFlow, aStep, Play } from '../../functions/domain/src/flow/testing.ts';
import { findChromium } from '../../emulator-data/run/chromium.ts';
import { person, samplePassword, seat } from '../support/browser.ts';
import { aimAdmin, call, signIn } from '../support/emulator.ts';
import { CountedStore } from './flow/counted-store.ts';
import { alone, load, percentiles, report, type Measure, type Needs } from './harness.ts';

export const needs: Needs = { suite: true, browser: true };

const DRAFTER = '叶知秋';
const HEAD = '周望川';
const LEAVE = {
	category: '年休假',
	from: '2026-12-01',
	until: '2026-12-02',
	days: 2,
	reason: '休假',
};

const tokenOf = async (name: string): Promise<string> => {
	const { staffNumber } = person(name);
	const email = `${staffNumber.toLowerCase()}@staff.wenshu.local`;
	return (await signIn(email, samplePassword())).idToken;
};

async function act(token: string, type: string, target: string, input: object): Promise<ActAnswer> {
	const message = { id: randomUUID(), type, target, input, version: null };
	const answer = await call<ActAnswer>('act', message, token);
	if (!answer.ok) throw new Error(`${type}: ${answer.code} ${JSON.stringify(answer.detail)}`);
	return answer;
}

/** A leave application, ready to be handed in; answers what hands it in. */
async function application(token: string, title: string): Promise<() => Promise<ActAnswer>> {
	const id = randomUUID();
	const begun = await act(token, 'approval/create', id, { flowId: 'leave', title, fields: LEAVE });
	const taskId = String(begun.ok ? begun.result['taskId'] : '');
	const input = { taskId, edgeId: null, chosen: {}, opinion: '' };
	return () => act(token, 'flow/submit', id, input);
}

/** How many acts a second the pure engine decides: cases of ten steps in a row, with countersigns of five. */
function engineRate(): number {
	const uids = ['a', 'b', 'c', 'd', 'e'];
	const draft = aStep('draft', { handler: { by: 'initiator' } });
	const steps = Array.from({ length: 10 }, (_, index) =>
		aStep(`s${String(index)}`, { mode: 'all', handler: { by: 'person', uids } }),
	);
	const flow = aFlow([draft, ...steps]);
	const context = new Play(flow).context('a');
	let count = 0;
	const start = performance.now();
	while (performance.now() - start < 2_000) {
		let state: FlowState = emptyState();
		const first = decide(flow, state, { verb: 'start', unitId: 'u' }, context);
		if (!first.ok) throw new Error(first.code);
		({ state } = first.value);
		for (let [task] = openTasks(state); task !== undefined; [task] = openTasks(state)) {
			const around = { ...context, actor: task.assignee };
			const onward = { taskId: task.id, opinion: '同意', edgeId: null, chosen: {} };
			const decided = decide(flow, state, { verb: 'submit', ...onward }, around);
			if (!decided.ok) throw new Error(decided.code);
			({ state } = decided.value);
			count += 1;
		}
	}
	return Math.round((count / (performance.now() - start)) * 1_000);
}

/** Milliseconds from handing in to the line in the next person's open to-do centre, and to the answer. */
async function toSight(rounds: number): Promise<{ sight: number[]; answer: number[] }> {
	const executablePath = await findChromium();
	const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
	const head = await seat(browser, HEAD);
	const token = await tokenOf(DRAFTER);
	const [sight, answer]: [number[], number[]] = [[], []];
	for (let round = -3; round < rounds; round += 1) {
		const title = `测速请假 ${randomUUID().slice(0, 8)}`;
		const handIn = await application(token, title);
		const seen = head.page.getByText(title).first().waitFor({ timeout: 60_000 });
		const start = performance.now();
		const answered = handIn().then(() => performance.now() - start);
		await seen;
		const shown = performance.now() - start;
		const told = await answered;
		if (round >= 0) {
			sight.push(shown);
			answer.push(told);
		}
	}
	await browser.close();
	return { sight, answer };
}

/** Acts a second that the deployed form of the function applies, several cases at once. */
async function functionRate(streams: number, each: number): Promise<number> {
	const token = await tokenOf(DRAFTER);
	const waiting = await Promise.all(
		Array.from({ length: streams }, async () => {
			const list = [];
			for (let index = 0; index < each; index += 1) list.push(await application(token, '测速请假'));
			return list;
		}),
	);
	const start = performance.now();
	await Promise.all(
		waiting.map(async (list) => {
			for (const handIn of list) await handIn();
		}),
	);
	return Math.round(((streams * each) / (performance.now() - start)) * 10_000) / 10;
}

/** What one handing-in costs in documents read and written. */
async function cost(): Promise<{ reads: number; writes: number }> {
	aimAdmin();
	const firebase = await import('../../functions/src/platform/firebase.ts');
	const { perform } = await import('../../functions/src/platform/act.ts');
	const { approvalActs } = await import('../../functions/src/approvals/acts.ts');
	const { flowActs } = await import('../../functions/src/flow/acts.ts');
	const counted = new CountedStore(firebase.db);
	firebase.workOn(counted.asFirestore);
	const uid = person(DRAFTER).staffNumber.toLowerCase();
	const run = async (type: string, target: string, input: object) => {
		const definition = [...approvalActs, ...flowActs].find((each) => each.type === type);
		if (definition === undefined) throw new Error(`no act ${type}`);
		const message = { id: randomUUID(), type, target, input, version: null };
		const token = { uid, authTime: Date.now() / 1_000 };
		const answer = await perform(definition, message, token, () => new Date());
		if (!answer.ok) throw new Error(`${type}: ${answer.code}`);
		return answer.result;
	};
	const once = async () => {
		const id = randomUUID();
		const begun = await run('approval/create', id, { flowId: 'leave', title: '', fields: LEAVE });
		counted.reset();
		const taskId = String(begun['taskId']);
		await run('flow/submit', id, { taskId, edgeId: null, chosen: {}, opinion: '' });
		return { reads: counted.reads, writes: counted.writes };
	};
	// The first reads the directory and the calendar, which a process then keeps.
	await once();
	return once();
}

/** The routing engine: alone, in the function, and up to the next person's screen. */
export async function measure(): Promise<void> {
	const { sight, answer } = await toSight(40);
	const [seen, told] = [percentiles(sight), percentiles(answer)];
	const spent = await cost();
	const measures: Measure[] = [
		alone('pure engine, acts a second', '1/s', engineRate()),
		alone('function on the emulator, one stream', '1/s', await functionRate(1, 30)),
		alone('function on the emulator, four streams', '1/s', await functionRate(4, 15)),
		alone('hand in, answer, p50', 'ms', told.p50),
		alone('hand in, answer, p95', 'ms', told.p95),
		alone('hand in to the line on the next screen, p50', 'ms', seen.p50),
		alone('hand in to the line on the next screen, p95', 'ms', seen.p95),
		alone('documents read for a hand-in', '', spent.reads),
		alone('documents written for a hand-in', '', spent.writes),
	];
	report('flow', measures, { load: load() });
}
