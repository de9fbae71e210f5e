import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import { aimAdmin, call, signIn } from './emulator.ts';

aimAdmin();
export const { db } = await import('../../functions/src/platform/firebase.ts');
export const { fromStored } = await import('../../functions/src/platform/unit-of-work.ts');

/** The people of the tests and the sample bureau's people who play them. */
export const people = {
	drafter: 'yb0015',
	head: 'yb0014',
	reviewer: 'yb0006',
	otherHead: 'yb0017',
	thirdHead: 'yb0020',
	director: 'yb0001',
	clerk: 'yb0008',
	sealKeeper: 'yb0010',
	archivist: 'yb0011',
	outsider: 'yb0033',
	administrator: 'yb0030',
} as const;
export type Role = keyof typeof people;
const tokens = new Map<Role, string>();

/** The signed-in token of a role. */
export async function tokenOf(role: Role): Promise<string> {
	const known = tokens.get(role);
	if (known !== undefined) return known;
	const { idToken } = await signIn(`${people[role]}@staff.wenshu.local`, 'Wenshu@2026');
	tokens.set(role, idToken);
	return idToken;
}

/** Sends one act as a role. */
export async function act(
	role: Role,
	type: string,
	target: string,
	input: object,
	id: string = randomUUID(),
): Promise<ActAnswer> {
	const message = { id, type, target, input, version: null };
	return call<ActAnswer>('act', message, await tokenOf(role));
}

/** As `act`, but a refusal fails the test. */
export async function must(role: Role, type: string, target: string, input: object) {
	const answer = await act(role, type, target, input);
	if (!answer.ok)
		throw new Error(`${role} ${type}: ${answer.code} ${JSON.stringify(answer.detail)}`);
	return answer.result;
}

/** A stored document as the domain knows it. */
export async function read<T>(path: string): Promise<T> {
	return fromStored((await db.doc(path).get()).data()) as T;
}

/** The task a role holds open of a document. */
export async function openTask(documentId: string, role: Role): Promise<string> {
	const found = await db
		.collection('tasks')
		.where('instanceId', '==', documentId)
		.where('assignee', '==', people[role])
		.where('status', '==', 'open')
		.get();
	return found.docs.find((each) => (each.data() as TaskRecord).kind === 'handle')?.id ?? 'none';
}

/** Submits the role's open task of a document. */
export async function submit(
	role: Role,
	documentId: string,
	rest: object = {},
): Promise<ActAnswer> {
	const taskId = await openTask(documentId, role);
	const plain = { taskId, edgeId: null, chosen: {}, opinion: '同意。' };
	return act(role, 'flow/submit', documentId, { ...plain, ...rest });
}

/** A draft that is complete enough to leave its author. */
export async function aDraft(): Promise<string> {
	const id = randomUUID();
	await must('drafter', 'document/create', id, {
		templateId: 'notice',
		elements: { title: '关于测试流转的通知' },
	});
	return id;
}

/** A document that waits for its number. */
export async function aSigned(): Promise<string> {
	const id = await aDraft();
	for (const [role, rest] of [
		['drafter', {}],
		['head', {}],
		['reviewer', { edgeId: 'review-sign' }],
		['director', {}],
	] as const) {
		const answer = await submit(role, id, rest);
		if (!answer.ok) throw new Error(`${role}: ${answer.code}`);
	}
	return id;
}
