import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { readCode } from '@wenshu/domain/verification/code.ts';
import {
	confirmRestore,
	pendingRestore,
	proposeRestore,
	type Verification,
} from '@wenshu/domain/verification/model.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { enterDeed, recordOf, replace, revoke } from './registry.ts';

const reasonSchema = z.string().trim().min(2).max(200);

/** Acts on the public record of a sealed document; the target is the document. */
export const verificationActs = [
	defineAct({
		type: 'verification/revoke',
		permission: 'seal.revoke',
		input: z.object({ reason: reasonSchema }),
		async run({ work, act, actor, input, now }) {
			const { reason } = input;
			const document = await work.get<OfficialDocument>(`documents/${act.target}`);
			if (document === null) return refuse('core/notFound');
			const ended = await revoke(work, document, { at: now, reason });
			if (!ended.ok) return ended;
			enterDeed(work, document, 'endRecord', { actor, now, reason });
			return { ok: true, value: { code: ended.value.code } };
		},
	}),
	defineAct({
		type: 'verification/replace',
		permission: 'seal.revoke',
		input: z.object({ reason: reasonSchema, by: z.string().max(40) }),
		async run({ work, act, actor, input, now }) {
			const { reason } = input;
			const document = await work.get<OfficialDocument>(`documents/${act.target}`);
			if (document === null) return refuse('core/notFound');
			const by = readCode(input.by);
			if (by === null) return refuse('verification/replacementMissing');
			const ended = await replace(work, document, { at: now, reason, by });
			if (!ended.ok) return ended;
			enterDeed(work, document, 'endRecord', { actor, now, reason });
			return { ok: true, value: { code: ended.value.code } };
		},
	}),
	defineAct({
		type: 'verification/proposeRestore',
		permission: 'seal.revoke',
		input: z.object({ reason: reasonSchema }),
		async run({ work, act, actor, input, now }) {
			const { reason } = input;
			const found = await readRecord(work, act.target);
			if (!found.ok) return found;
			const { document, record } = found.value;
			const deed = { at: now, by: actor.uid, byName: actor.person.name, reason };
			const proposed = proposeRestore(document, record, deed);
			if (!proposed.ok) return proposed;
			work.put(`documents/${document.id}`, { ...document, restoring: proposed.value });
			enterDeed(work, document, 'proposeRestore', { actor, now, reason });
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'verification/restore',
		permission: 'seal.revoke',
		input: z.object({}),
		async run({ work, act, actor, now }) {
			const found = await readRecord(work, act.target);
			if (!found.ok) return found;
			const { document, record } = found.value;
			const restored = confirmRestore(document, record, actor.uid, now);
			if (!restored.ok) return restored;
			const { proposal } = restored.value;
			work.put(`verifications/${record.code}`, restored.value.record);
			work.put(`documents/${document.id}`, { ...document, restoring: null });
			const reason = `${proposal.byName}提出：${proposal.reason}`;
			enterDeed(work, document, 'restoreRecord', { actor, now, reason });
			return { ok: true, value: { code: record.code, proposedBy: proposal.byName } };
		},
	}),
	defineAct({
		type: 'verification/dropRestore',
		permission: 'seal.revoke',
		input: z.object({}),
		async run({ work, act, now }) {
			const found = await readRecord(work, act.target);
			if (!found.ok) return found;
			const { document } = found.value;
			if (pendingRestore(document, now) === null) return refuse('verification/noProposal');
			work.put(`documents/${document.id}`, { ...document, restoring: null });
			return { ok: true, value: {} };
		},
	}),
];

/** A sealed document with its public record. */
async function readRecord(
	work: UnitOfWork,
	id: string,
): Promise<Decision<{ document: OfficialDocument; record: Verification }>> {
	const document = await work.get<OfficialDocument>(`documents/${id}`);
	if (document === null) return refuse('core/notFound');
	const record = await recordOf(work, document);
	return record.ok ? { ok: true, value: { document, record: record.value } } : record;
}
