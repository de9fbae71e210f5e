import type { Approval } from '@wenshu/domain/approval/model.ts';
import { emptyState } from '@wenshu/domain/flow/evolve.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Subject } from '../flow/subject.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { keepForm } from '../slips/keep-form.ts';
import { readApproval, writeApproval } from './store.ts';

async function read(work: UnitOfWork, id: string): Promise<Approval> {
	const approval = await readApproval(work, id);
	if (approval === null) throw new Error(`case ${id} has no form`);
	return approval;
}

/** What the to-do centre shows of a matter. */
export function factsOf(approval: Approval): CaseFacts {
	return {
		instanceId: approval.id,
		module: approval.module,
		title: approval.title,
		number: null,
		urgency: null,
		initiatorName: approval.createdByName,
		attachments: approval.attachments.length,
		link: `/approvals/${approval.id}`,
	};
}

/** Matters on a form that their flow declares, as cases of the routing engine. */
export const approvalSubject: Subject = {
	supervisedBy: 'flow.monitor',
	readAll: 'flow.monitor',

	async facts(work, id) {
		return factsOf(await read(work, id));
	},

	async fields(work, id) {
		return (await read(work, id)).fields;
	},

	// A form has no number, seal or volume of its own.
	dutiesDone: () => Promise.resolve(new Set()),

	guard: () => Promise.resolve({ ok: true, value: true }),

	async moved(work, id, { flow, outcome, proxiesOf, readers, now }) {
		const approval = await read(work, id);
		const { fields, title, attachments } = approval;
		const { seq } = outcome.state;
		keepForm(work, id, { seq, at: now, elements: null, fields, title, attachments });
		const next = { ...approval, readers, version: approval.version + 1, updatedAt: now };
		await writeApproval(work, next, { flow, state: outcome.state, proxiesOf });
	},

	authors: () => Promise.resolve([]),

	async shared(work, id, { readers, ...watch }) {
		const approval = await read(work, id);
		if (readers.join() !== approval.readers.join())
			await writeApproval(work, { ...approval, readers }, watch);
	},

	async begin(work, { id, flow, title, fields, initiator, initiatorName, now }) {
		const approval: Approval = {
			id,
			module: flow.module,
			flowId: flow.id,
			flowVersion: flow.version,
			title: title.slice(0, 200),
			fields,
			attachments: [],
			createdBy: initiator,
			createdByName: initiatorName,
			createdAt: now,
			readers: [initiator],
			version: 0,
			updatedAt: now,
		};
		const state = { ...emptyState(), initiator };
		await writeApproval(work, approval, { flow, state, proxiesOf: () => [] });
		return { ok: true, value: true };
	},

	async takeFields(work, id, fields, holding) {
		const approval = await read(work, id);
		const merged = { ...approval.fields, ...fields };
		const next = { ...approval, fields: merged, version: approval.version + 1 };
		// The move that follows reads afresh who stands in for whom.
		await writeApproval(work, next, { ...holding, proxiesOf: () => [] });
	},
};
