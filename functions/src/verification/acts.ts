import { refuse } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { readCode } from '@wenshu/domain/verification/code.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import { replace, revoke } from './registry.ts';

const reasonSchema = z.string().trim().min(2).max(200);

/** Acts on the public record of a sealed document; the target is the document. */
export const verificationActs = [
	defineAct({
		type: 'verification/revoke',
		permission: 'seal.revoke',
		input: z.object({ reason: reasonSchema }),
		async run({ work, act, input, now }) {
			const document = await work.get<OfficialDocument>(`documents/${act.target}`);
			if (document === null) return refuse('core/notFound');
			const ended = await revoke(work, document, { at: now, reason: input.reason });
			return ended.ok ? { ok: true, value: { code: ended.value.code } } : ended;
		},
	}),
	defineAct({
		type: 'verification/replace',
		permission: 'seal.revoke',
		input: z.object({ reason: reasonSchema, by: z.string().max(40) }),
		async run({ work, act, input, now }) {
			const document = await work.get<OfficialDocument>(`documents/${act.target}`);
			if (document === null) return refuse('core/notFound');
			const by = readCode(input.by);
			if (by === null) return refuse('verification/replacementMissing');
			const ended = await replace(work, document, { at: now, reason: input.reason, by });
			return ended.ok ? { ok: true, value: { code: ended.value.code } } : ended;
		},
	}),
];
