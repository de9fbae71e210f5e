import { randomUUID } from 'node:crypto';
import { person, samplePassword } from '../support/browser.ts';
import { call, ports, project, signIn } from '../support/emulator.ts';
import { compare, percentiles, report, timeInTurn } from './harness.ts';
import type { Measure, Needs } from './harness.ts';

export const needs: Needs = { suite: true };

const database = `projects/${project}/databases/(default)`;
const firestore = `http://127.0.0.1:${String(ports.firestore)}/v1/${database}/documents`;

async function rest(place: string, body: unknown, method = 'POST'): Promise<unknown> {
	const answer = await fetch(firestore + place, {
		method,
		headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(await answer.text());
	return await answer.json();
}

const fields = { title: { stringValue: '关于开展专项检查的通知' }, version: { integerValue: '1' } };

/** Peer: one document, no checks, no history. */
const bareWrite = (): Promise<unknown> => rest(`/bench/${randomUUID()}`, { fields }, 'PATCH');

/** Peer: what an act does to the database, without deciding anything: two reads, six writes. */
async function bareTransaction(): Promise<unknown> {
	const { transaction } = (await rest(':beginTransaction', {})) as { transaction: string };
	const name = (id: string): string => `${database}/documents/bench/${id}`;
	await rest(':batchGet', { documents: [name('a'), name('b')], transaction });
	const writes = Array.from({ length: 6 }, () => ({
		update: { name: name(randomUUID()), fields },
		currentDocument: { exists: false },
	}));
	return await rest(':commit', { writes, transaction });
}

interface Answer {
	readonly ok: boolean;
	readonly code?: string;
}

async function deliver(token: string, id: string, target: string): Promise<void> {
	const act = { id, type: 'document/create', target, version: null };
	const input = { templateId: 'notice', elements: {} };
	const answer = await call<Answer>('act', { ...act, input }, token);
	if (!answer.ok) throw new Error(`refused: ${answer.code ?? ''}`);
}

/** Milliseconds for `count` doings begun at once, each from the common beginning to its own end. */
async function atOnce(count: number, doing: () => Promise<unknown>): Promise<number[]> {
	const start = performance.now();
	return await Promise.all(
		Array.from({ length: count }, async () => {
			await doing();
			return performance.now() - start;
		}),
	);
}

/** Round trip of an act that creates a document, against the bare database underneath it. */
export async function measure(): Promise<void> {
	const who = person('罗星野');
	const { idToken } = await signIn(
		`${who.staffNumber.toLowerCase()}@staff.wenshu.local`,
		samplePassword(),
	);
	const create = (): Promise<void> => deliver(idToken, randomUUID(), randomUUID());
	const known = { id: randomUUID(), target: randomUUID() };
	const times = await timeInTurn(60, {
		act: create,
		again: () => deliver(idToken, known.id, known.target),
		transaction: bareTransaction,
		write: bareWrite,
	});
	const measures: Measure[] = (['p50', 'p95'] as const).flatMap((rank) => {
		const peers = {
			'bare transaction': times.transaction[rank],
			'bare write': times.write[rank],
		};
		return [
			compare(`create a document, ${rank}`, 'ms', times.act[rank], peers),
			compare(`same act delivered again, ${rank}`, 'ms', times.again[rank], peers),
		];
	});
	// The emulator starts a process per concurrent request; the first volley only warms them.
	await atOnce(10, create);
	const ours = percentiles(await atOnce(10, create));
	const peers = {
		'bare transaction': percentiles(await atOnce(10, bareTransaction)).p50,
		'bare write': percentiles(await atOnce(10, bareWrite)).p50,
	};
	measures.push(compare('ten people at once, p50', 'ms', ours.p50, peers));
	report('act', measures);
}
