import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { SealRecord, SealUse } from '@wenshu/domain/document/seal.ts';
import { paint } from '../../functions/src/seals/png.ts';
import { call } from './emulator.ts';
import {
	aSigned,
	db,
	fromStored,
	must,
	openTask,
	people,
	submit,
	tokenOf,
	type Role,
} from './office.ts';

/** Password of every seal of the tests. */
export const password = 'Test-Seal-2026';

/** Makes a seal of the office, in the name of its administrator; answers its id. */
export async function aSeal(
	keepers: string[] = [people.sealKeeper],
	name = '云州市医疗保障局',
): Promise<string> {
	const id = `test-seal-${randomUUID()}`;
	await must('administrator', 'seal/create', id, { name, keepers, password });
	return id;
}

/** Asks the callable of seals for something, as a role. */
export async function pressWith(role: Role, input: object, op = 'apply'): Promise<ActAnswer> {
	return call<ActAnswer>('seal', { op, id: randomUUID(), ...input }, await tokenOf(role));
}

/** The lines of the register about a seal, oldest first. */
export async function usesOf(id: string): Promise<SealUse[]> {
	const found = await db.collection('sealUses').where('sealId', '==', id).get();
	return found.docs
		.map((each) => fromStored(each.data()) as SealUse)
		.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Asks for the pages of a document, its PDF, or a check of its seals. */
export async function layout<T>(op: string, documentId: string, role: Role): Promise<T> {
	const answer = await call<{ ok: boolean; result: T; code?: string }>(
		'layout',
		{ op, documentId },
		await tokenOf(role),
	);
	if (!answer.ok) throw new Error(answer.code);
	return answer.result;
}

/** Presses, or fails the test. */
export async function mustPress(role: Role, input: object): Promise<void> {
	const done = await pressWith(role, input);
	if (!done.ok) throw new Error(done.code);
}

/** Handwriting: a wave. */
export async function aPicture(): Promise<string> {
	const wave =
		'<path d="M40 120 C160 10 220 240 330 90 S470 200 560 60" fill="none" stroke="#111" stroke-width="14"/>';
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">${wave}</svg>`;
	return (await paint(svg, 600)).png.toString('base64');
}

/** Makes somebody's handwritten signature; answers its id. Everybody has one at a time, so an earlier one is withdrawn. */
export async function aSignature(role: Role): Promise<string> {
	const kept = db.collection('seals').where('keepers', 'array-contains', people[role]);
	for (const each of (await kept.get()).docs) {
		const { kind, revoked } = each.data() as SealRecord;
		if (kind === 'signature' && revoked == null)
			await must('administrator', 'seal/revoke', each.id, { reason: '另作新签名' });
	}
	const id = `signature-${randomUUID()}`;
	await must(role, 'signature/create', id, { password, picture: await aPicture() });
	return id;
}

/** A document that waits for its seal. */
export async function aNumbered(jointOrgans: string[] = []): Promise<string> {
	const id = await aSigned();
	// Past the acts: who may name them in the text is another file's affair.
	if (jointOrgans.length > 0)
		await db.doc(`documents/${id}`).update({ 'elements.jointOrgans': jointOrgans });
	const taskId = await openTask(id, 'clerk');
	await must('clerk', 'document/number', id, { taskId, seriesId: 'ybh' });
	const moved = await submit('clerk', id, { edgeId: 'number-seal', opinion: '' });
	if (!moved.ok) throw new Error(moved.code);
	return id;
}
