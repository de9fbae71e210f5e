import { z } from 'zod';
import { idSchema } from './access/model.ts';

/**
 * An act: the one message by which anything that moves a process reaches the server. `id` is made by the
 * client and is at once the journal's id and the idempotency key: an act delivered twice changes nothing.
 */
export const actSchema = z.object({
	id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
	type: z.string().regex(/^[a-z]+\/[a-zA-Z]+$/),
	/** What it acts on: a document, record, unit …; a new thing's id is made by the client too. */
	target: idSchema,
	input: z.unknown(),
	/** Version of the target that the person saw; null where it does not matter. */
	version: z.number().int().nullable(),
});
export type Act = z.infer<typeof actSchema>;

/** What the callable answers: a result, or a refusal whose sentence stands in the catalogue. */
export type ActAnswer =
	| { ok: true; result: Record<string, unknown> }
	| { ok: false; code: string; detail?: Record<string, string> };
