import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { completeElements } from '@wenshu/domain/document/elements.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { capacitiesOf, dutiesDone, editorsOf } from '@wenshu/domain/document/rights.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { TrailVerb } from '@wenshu/domain/flow/model.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Move, Subject } from '../flow/subject.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { writeHand } from '../text/hands.ts';
import type { TextHead } from '../text/load.ts';

async function read(work: UnitOfWork, id: string): Promise<OfficialDocument> {
	const document = await work.get<OfficialDocument>(`documents/${id}`);
	if (document === null) throw new Error(`case ${id} has no document`);
	return document;
}

/** What the to-do centre shows of a document. */
export function factsOf(document: OfficialDocument): CaseFacts {
	return {
		instanceId: document.id,
		module: 'document',
		title: document.elements.title,
		number: document.number,
		urgency: document.elements.urgency,
		initiatorName: document.createdByName,
		attachments: document.attachments.length,
		link: `/documents/${document.id}`,
	};
}

/** Official documents as cases of the routing engine. */
export const documentSubject: Subject = {
	module: 'document',
	supervisedBy: 'document.terminate',

	async facts(work, id) {
		return factsOf(await read(work, id));
	},

	async dutiesDone(work, id) {
		return dutiesDone(await read(work, id));
	},

	async guard(work, id, verb): Promise<Decision<true>> {
		const document = await read(work, id);
		if (verb === 'return')
			return document.seal === null ? { ok: true, value: true } : refuse('document/sealedNoReturn');
		return completeElements(document.elements);
	},

	async moved(work, id, move) {
		const before = await read(work, id);
		const document = afterMove(before, move);
		work.put(`documents/${id}`, document);
		const text = await work.get<TextHead>(`texts/${id}`);
		if (text === null) return;
		const { outcome, flow, actor, now } = move;
		const capacities = capacitiesOf(document, flow, outcome.state);
		work.put(`texts/${id}`, {
			...text,
			editors: editorsOf(capacities),
			readers: move.readers,
			frozen: document.frozen,
		});
		const { verb, nodeName: stepName } = outcome.trail;
		if (passedOn.has(verb)) return;
		const by = { by: actor.uid, byName: actor.person.name };
		writeHand(work, id, { seq: outcome.state.seq, at: now, ...by, verb, stepName, capacities });
	},
};

/** Verbs that let others read or hurry; the text stays in the same hands. */
const passedOn = new Set<TrailVerb>(['circulate', 'read', 'urge']);

function afterMove(before: OfficialDocument, move: Move): OfficialDocument {
	const { outcome, actor, now, flow } = move;
	const document: OfficialDocument = {
		...before,
		readers: move.readers,
		version: before.version + 1,
		updatedAt: now,
	};
	const { verb, nodeId } = outcome.trail;
	const { state } = outcome;
	if (state.status === 'terminated') return { ...document, status: 'terminated', frozen: true };
	if (verb === 'submit' && nodeId !== null) {
		const run = outcome.events.find((event) => event.type === 'runClosed');
		if (stepOf(flow, nodeId).effect === 'sign' && run !== undefined)
			return {
				...document,
				status: 'signed',
				signedBy: actor.uid,
				signedByName: actor.person.name,
				signedAt: now,
			};
		if (state.status === 'closed') return { ...document, frozen: true };
		return document.status === 'draft' ? { ...document, status: 'running' } : document;
	}
	// A return after signing, or taking the signature back, undoes it: a changed text goes to its signer
	// again (条例 Art. 25).
	const unsigned =
		verb === 'return'
			? document.signedAt !== null
			: verb === 'retract' && nodeId !== null && stepOf(flow, nodeId).effect === 'sign';
	if (unsigned)
		return { ...document, status: 'running', signedBy: null, signedByName: null, signedAt: null };
	return document;
}
