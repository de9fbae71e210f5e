import { createHash } from 'node:crypto';
import { idSchema } from '@wenshu/domain/access/model.ts';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { officeDate } from '@wenshu/domain/document/number.ts';
import {
	opinionDigestText,
	type OpinionSignature,
} from '@wenshu/domain/document/opinion-signature.ts';
import { isDemo, mayUseSeal, type SealRecord } from '@wenshu/domain/document/seal.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import { z } from 'zod';
import { readActor } from '../platform/act.ts';
import type { Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { signDetached } from './cms.ts';
import { signerOf } from './create-seal.ts';
import { opinionPicture } from './preview.ts';
import { noteRefusal, noteUse, unlockSeal } from './unlock.ts';

/** An opinion that somebody signs by hand before they hand it in. */
export const opinionSchema = z.object({
	instanceId: idSchema,
	taskId: z.string().min(1).max(128),
	sealId: idSchema,
	password: z.string().min(1).max(200),
	opinion: z.string().trim().min(1).max(2000),
});
type SignedOpinion = z.infer<typeof opinionSchema>;

/**
 * Signs an opinion with one's handwritten signature. It stands beside the opinion as long as its words are
 * those that were signed; once the task is handed in nobody can sign it any more.
 */
export async function signOpinion(
	input: SignedOpinion,
	caller: Caller,
	now: Date,
): Promise<ActAnswer> {
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return actor;
	const instance = await work.get<InstanceRecord>(`instances/${input.instanceId}`);
	const task = instance?.state.tasks[input.taskId];
	// Who acts for somebody signs in nobody's hand.
	if (instance === null || task?.assignee !== caller.uid) return refuse('flow/notYours');
	if (task.status !== 'open') return refuse('flow/taskClosed', { why: task.reason ?? '已办理' });
	const found = await work.get<SealRecord>(`seals/${input.sealId}`);
	const seal = mayUseSeal(found?.kind === 'signature' ? found : null, caller.uid, now);
	if (!seal.ok) return seal;
	const purpose = {
		action: 'opinion' as const,
		reason: '签署意见',
		documentId: instance.id,
		title: instance.title,
		number: instance.number,
		page: null,
	};
	const out = await unlockSeal(seal.value, input.password, purpose, { actor: actor.value, now });
	if (!out.ok) return out;
	const { open, use } = out.value;
	const { sizeMm, heightMm = sizeMm, fingerprint } = seal.value;
	const text = opinionDigestText(instance.id, input.taskId, input.opinion);
	const shown = { picture: open.picture, sizeMm, heightMm, demo: isDemo(seal.value) };
	const png = await opinionPicture(shown, `${officeDate(now)} 本件办理专用`);
	const signature: OpinionSignature = {
		taskId: input.taskId,
		uid: caller.uid,
		name: actor.value.person.name,
		sealId: seal.value.id,
		fingerprint,
		demo: isDemo(seal.value),
		textSha256: createHash('sha256').update(text).digest('hex'),
		cms: (await signDetached(Buffer.from(text), signerOf(open))).toString('base64'),
		picture: png.toString('base64'),
		at: now,
	};
	// Handed in meanwhile: the commit below would come too late, so it is refused.
	const writing = new UnitOfWork(db);
	const present = await writing.get<InstanceRecord>(`instances/${input.instanceId}`);
	if (present?.state.tasks[input.taskId]?.status !== 'open')
		return noteRefusal(use, refuse('flow/taskClosed', { why: '已办理' }));
	const path = `instances/${input.instanceId}/signatures/${input.taskId}`;
	await writing.get(path);
	writing.put(path, signature);
	await writing.commit();
	await noteUse(use, { result: 'done' });
	return { ok: true, result: { picture: signature.picture, textSha256: signature.textSha256 } };
}
