import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { openLock, SEAL_TRIES } from '@wenshu/domain/document/seal-lock.ts';
import {
	confirmThaw,
	isProposed,
	proposeThaw,
	type SealDeed,
	type SealRecord,
} from '@wenshu/domain/document/seal.ts';
import { z } from 'zod';
import { defineAct, forbidden, may, type ActContext } from '../platform/act.ts';
import { createActs } from './create-acts.ts';
import { stampingActs } from './stamping-acts.ts';
import type { RevokedCertificate, Vault } from './records.ts';

const reasonSchema = z.object({ reason: z.string().trim().min(2).max(200) });
const keepersSchema = z.array(idSchema).min(1).max(10);

type Context<Input = unknown> = Pick<ActContext<Input>, 'act' | 'work' | 'actor' | 'now' | 'input'>;

function deedOf({ actor, now, input }: Context<{ reason: string }>): SealDeed {
	return { at: now, by: actor.uid, byName: actor.person.name, reason: input.reason };
}

async function readSeal({ work, act }: Context): Promise<Decision<SealRecord>> {
	const seal = await work.get<SealRecord>(`seals/${act.target}`);
	return seal === null ? refuse('seal/noSeal') : { ok: true, value: seal };
}

/** Who looks after seals, and of a signature its owner. */
function mayTend({ actor }: Context, seal: SealRecord): boolean {
	return may(actor, 'seal.manage') || (seal.kind === 'signature' && seal.keepers[0] === actor.uid);
}

/** Acts on seals; the target is the seal. What needs its password goes through the callable `seal`. */
export const sealActs = [
	...createActs,
	...stampingActs,
	defineAct({
		type: 'seal/change',
		permission: 'seal.manage',
		input: z.object({ keepers: keepersSchema, disabled: z.boolean() }),
		async run(context) {
			const { work, act, input } = context;
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			// Only its owner ever uses a signature.
			if (seal.value.kind === 'signature') return refuse('seal/personal');
			work.put(`seals/${act.target}`, { ...seal.value, ...input });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/freeze',
		input: reasonSchema,
		async run(context) {
			const { work, act } = context;
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			if (!mayTend(context, seal.value)) return forbidden('seal.manage');
			const vault = await work.get<Vault>(`vault/${act.target}`);
			if (vault === null) return refuse('seal/noSeal');
			const lock = { attempts: SEAL_TRIES.freeze, lockedUntil: null };
			work.put(`vault/${act.target}`, { ...vault, lock });
			work.put(`seals/${act.target}`, { ...seal.value, frozen: deedOf(context), thaw: null });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/proposeThaw',
		permission: 'seal.manage',
		input: reasonSchema,
		async run(context) {
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			const proposed = proposeThaw(seal.value, deedOf(context));
			if (!proposed.ok) return proposed;
			context.work.put(`seals/${context.act.target}`, proposed.value);
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/thaw',
		permission: 'seal.manage',
		input: z.object({}),
		async run(context) {
			const { work, act, actor, now } = context;
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			const thawed = confirmThaw(seal.value, actor.uid, now);
			if (!thawed.ok) return thawed;
			const vault = await work.get<Vault>(`vault/${act.target}`);
			if (vault === null) return refuse('seal/noSeal');
			work.put(`vault/${act.target}`, { ...vault, lock: openLock });
			work.put(`seals/${act.target}`, thawed.value);
			return { ok: true, value: { proposedBy: seal.value.thaw?.byName ?? '' } };
		},
	}),
	defineAct({
		type: 'seal/dropThaw',
		permission: 'seal.manage',
		input: z.object({}),
		async run(context) {
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			if (!isProposed(seal.value, context.now)) return refuse('seal/noProposal');
			context.work.put(`seals/${context.act.target}`, { ...seal.value, thaw: null });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/revoke',
		input: reasonSchema,
		async run(context) {
			const { work, act, now, input } = context;
			const seal = await readSeal(context);
			if (!seal.ok) return seal;
			if (!mayTend(context, seal.value)) return forbidden('seal.manage');
			const { revoked, fingerprint, name } = seal.value;
			if (revoked != null) return refuse('seal/revoked', { reason: revoked.reason });
			work.put(`seals/${act.target}`, { ...seal.value, revoked: deedOf(context), thaw: null });
			const entry: RevokedCertificate = { fingerprint, name, at: now, reason: input.reason };
			work.put(`revokedCertificates/${fingerprint}`, entry);
			return { ok: true, value: { fingerprint } };
		},
	}),
];
