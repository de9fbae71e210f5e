import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { countTry, openLock, triesLeft } from '@wenshu/domain/document/seal-lock.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import { installationSecret } from '../platform/secrets.ts';
import { writeSeal, type SealRecord, type Vault } from './records.ts';
import { sealVault } from './vault.ts';

/** A seal's password: long enough that guessing is hopeless even for who steals the database. */
const passwordSchema = z.string().min(8).max(200);
const keepersSchema = z.array(idSchema).min(1).max(10);

/** Acts on seals; the target is the seal. */
export const sealActs = [
	defineAct({
		type: 'seal/create',
		permission: 'seal.manage',
		secret: ['password'],
		input: z.object({
			name: z.string().trim().min(2).max(30),
			keepers: keepersSchema,
			password: passwordSchema,
		}),
		async run({ work, act, input, now }) {
			if ((await work.get(`seals/${act.target}`)) !== null) return refuse('seal/exists');
			await writeSeal(work, { ...input, id: act.target, at: now });
			return { ok: true, value: { id: act.target } };
		},
	}),
	defineAct({
		type: 'seal/change',
		permission: 'seal.manage',
		input: z.object({ keepers: keepersSchema, disabled: z.boolean() }),
		async run({ work, act, input }) {
			const seal = await work.get<SealRecord>(`seals/${act.target}`);
			if (seal === null) return refuse('seal/noSeal');
			work.put(`seals/${act.target}`, { ...seal, ...input });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/thaw',
		permission: 'seal.manage',
		input: z.object({}),
		async run({ work, act }) {
			const vault = await work.get<Vault>(`vault/${act.target}`);
			if (vault === null) return refuse('seal/noSeal');
			work.put(`vault/${act.target}`, { ...vault, lock: openLock });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'seal/password',
		permission: 'seal.use',
		secret: ['oldPassword', 'newPassword'],
		input: z.object({ oldPassword: z.string().max(200), newPassword: passwordSchema }),
		async run({ work, act, actor, input, now }) {
			const seal = await work.get<SealRecord>(`seals/${act.target}`);
			const vault = await work.get<Vault>(`vault/${act.target}`);
			if (seal === null || vault === null || !seal.keepers.includes(actor.uid))
				return refuse('seal/noSeal');
			const counted = countTry(vault.lock, now);
			if (!counted.ok) return counted;
			const context = { pepper: installationSecret(), sealId: act.target };
			const password = { old: input.oldPassword, new: input.newPassword };
			const record = await sealVault.rewrap(vault.record, password, context);
			// A wrong password is an outcome of its own: its count must be kept, so the act stands.
			if (record === null) {
				work.put(`vault/${act.target}`, { ...vault, lock: counted.value });
				return { ok: true, value: { changed: false, left: triesLeft(counted.value) } };
			}
			work.put(`vault/${act.target}`, { record, lock: openLock });
			return { ok: true, value: { changed: true } };
		},
	}),
];
