import { idSchema } from '@wenshu/domain/access/model.ts';
import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { PREVIEW_WATERMARK } from '@wenshu/domain/document/page.ts';
import { settlePlace } from '@wenshu/domain/document/seal-place.ts';
import { isDemo, mayUseSeal, type SealRecord } from '@wenshu/domain/document/seal.ts';
import { z } from 'zod';
import { printable, printableText } from '../documents/print.ts';
import { layoutPages } from '../layout/layout.ts';
import { defineAct, perform, readActor } from '../platform/act.ts';
import { callable, type Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { installationSecret, secretOptions } from '../platform/secrets.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { applySeal } from './apply.ts';
import { passwordSchema } from './create-acts.ts';
import { opinionSchema, signOpinion } from './opinion.ts';
import { previewPage } from './preview.ts';
import { mayPress, pressingSchema, purposeOf, type Pressing } from './ready.ts';
import type { Vault } from './records.ts';
import { noteRefusal, noteUse, unlockSeal } from './unlock.ts';
import { sealVault } from './vault.ts';

const changeSchema = z.object({
	id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
	sealId: idSchema,
	password: z.string().min(1).max(200),
	newPassword: passwordSchema,
});
type Change = z.infer<typeof changeSchema>;

const requestSchema = z.discriminatedUnion('op', [
	pressingSchema.extend({ op: z.literal('apply') }),
	pressingSchema.extend({ op: z.literal('preview') }),
	opinionSchema.extend({ op: z.literal('opinion') }),
	changeSchema.extend({ op: z.literal('password') }),
]);

/** Shows a keeper who knows the password the page with the real seal on it, once: a coarse, crossed picture. */
async function previewSeal(input: Pressing, caller: Caller, now: Date): Promise<ActAnswer> {
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return actor;
	const act: Act = {
		id: input.id,
		type: 'seal/apply',
		target: input.documentId,
		input,
		version: null,
	};
	const context = { act, actor: actor.value, now, work };
	const ready = await mayPress(context, input);
	if (!ready.ok) return ready;
	const { document, seal, turn } = ready.value;
	const purpose = purposeOf(ready.value, input, 'preview');
	const out = await unlockSeal(seal, input.password, purpose, context);
	if (!out.ok) return out;
	const { open, use } = out.value;
	const text = await printableText(document.id);
	const { page, ...options } = await printable(document, text, PREVIEW_WATERMARK);
	// The real stamp takes the place of the name that other previews draw there.
	const signatories = page.signatories.map((one, at) => (at === turn ? { ...one, name: '' } : one));
	const { pages, sealAnchors } = await layoutPages({ ...page, signatories }, options);
	const own = sealAnchors[turn];
	if (own === undefined) return noteRefusal(use, refuse('seal/noAnchor'));
	const { sizeMm, heightMm = sizeMm } = seal;
	const place = settlePlace(input.place ?? null, own, { width: sizeMm, height: heightMm });
	if (!place.ok) return noteRefusal(use, place);
	const shown = { picture: open.picture, sizeMm, heightMm, demo: isDemo(seal) };
	const png = await previewPage(pages[place.value.page - 1] ?? '', place.value, shown);
	await noteUse(use, { result: 'previewed', page: place.value.page });
	return { ok: true, result: { page: place.value.page, png: png.toString('base64') } };
}

/** Gives a seal a new password, for a keeper who knows the present one. */
async function changePassword(input: Change, caller: Caller, now: Date): Promise<ActAnswer> {
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return actor;
	const found = await work.get<SealRecord>(`seals/${input.sealId}`);
	const seal = mayUseSeal(found === null ? null : { ...found, disabled: false }, caller.uid, now);
	if (!seal.ok) return seal;
	const purpose = { action: 'password' as const, reason: '修改口令', documentId: null };
	const about = { ...purpose, title: '', number: null, page: null };
	const out = await unlockSeal(seal.value, input.password, about, { actor: actor.value, now });
	if (!out.ok) return out;
	const context = { pepper: installationSecret(), sealId: input.sealId };
	const passwords = { old: input.password, new: input.newPassword };
	const record = await sealVault.rewrap(out.value.vault.record, passwords, context);
	if (record === null) throw new Error('a vault that just opened does not open');
	const act: Act = {
		id: input.id,
		type: 'seal/password',
		target: input.sealId,
		input,
		version: null,
	};
	const definition = defineAct({
		type: 'seal/password',
		secret: ['password', 'newPassword'],
		input: changeSchema,
		async run({ work: writing }) {
			const vault = await writing.get<Vault>(`vault/${input.sealId}`);
			if (vault === null) return refuse('seal/noSeal');
			// Somebody else gave it a new password in between: theirs stands.
			if (vault.record.key !== out.value.vault.record.key) return refuse('core/stale');
			writing.put(`vault/${input.sealId}`, { ...vault, record });
			writing.put(`sealUses/${out.value.use.id}`, { ...out.value.use, result: 'done' });
			return { ok: true, value: { changed: true } };
		},
	});
	return perform(definition, act, caller, () => now);
}

/**
 * The callable behind every password of a seal: applying, previewing, signing an opinion, changing the
 * password. Memory-hard on purpose, so few at a time.
 */
export const seal = callable(
	'seal',
	requestSchema,
	(input, caller) => {
		const now = new Date();
		if (input.op === 'apply') return applySeal(input, caller, now);
		if (input.op === 'preview') return previewSeal(input, caller, now);
		if (input.op === 'opinion') return signOpinion(input, caller, now);
		return changePassword(input, caller, now);
	},
	{ memory: '1GiB', concurrency: 2, timeoutSeconds: 120, ...secretOptions },
);
