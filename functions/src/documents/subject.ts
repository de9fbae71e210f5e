import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { completeElements } from '@wenshu/domain/document/elements.ts';
import type { Editors, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { documentFieldValues } from '@wenshu/domain/document/fields.ts';
import { capacitiesOf, dutiesDone, editorsOf } from '@wenshu/domain/document/rights.ts';
import { isSealBegun } from '@wenshu/domain/document/sealing.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { FlowEvent, TrailVerb } from '@wenshu/domain/flow/model.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Move, Subject } from '../flow/subject.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { keepForm } from '../slips/keep-form.ts';
import { writeHand } from '../text/hands.ts';
import type { TextHead } from '../text/load.ts';
import { revokeEnded } from '../verification/registry.ts';
import { mayLeaveDraft } from './drafting.ts';
import { byOf, reviveNumberOf, voidNumberOf } from './numbering.ts';
import { mayReceive, signFor } from './receipts.ts';

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
	supervisedBy: 'document.terminate',
	readAll: 'document.readAll',

	async facts(work, id) {
		return factsOf(await read(work, id));
	},

	async fields(work, id) {
		return documentFieldValues(await read(work, id));
	},

	async dutiesDone(work, id) {
		return dutiesDone(await read(work, id));
	},

	async guard(work, id, verb): Promise<Decision<true>> {
		const document = await read(work, id);
		if (verb === 'return')
			return isSealBegun(document) ? refuse('document/sealedNoReturn') : { ok: true, value: true };
		const received = await mayReceive(work, document);
		if (!received.ok) return received;
		const complete = completeElements(document.elements);
		return complete.ok ? mayLeaveDraft(work, document) : complete;
	},

	async moved(work, id, move) {
		const before = await read(work, id);
		const document = await signFor(work, before, afterMove(before, move), move);
		await endRecord(work, before, document, move);
		work.put(`documents/${id}`, document);
		const { outcome, flow, actor, now } = move;
		if (!passedOn.has(outcome.trail.verb)) {
			const { elements, attachments } = document;
			const { seq } = outcome.state;
			const title = elements.title;
			keepForm(work, id, { seq, at: now, elements, fields: null, title, attachments });
		}
		await numberAfter(work, before, document, move);
		const text = await work.get<TextHead>(`texts/${id}`);
		if (text === null) return;
		const capacities = capacitiesOf(document, flow, outcome.state, move.proxiesOf);
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

	async authors(work, id) {
		const { coauthors, createdBy } = await read(work, id);
		return [...coauthors, createdBy];
	},

	async shared(work, id, { flow, state, readers, proxiesOf, now, by, id: change }) {
		const document = await read(work, id);
		if (readers.join() !== document.readers.join())
			work.put(`documents/${id}`, { ...document, readers });
		const text = await work.get<TextHead>(`texts/${id}`);
		if (text === null) return;
		const capacities = capacitiesOf(document, flow, state, proxiesOf);
		const editors = editorsOf(capacities);
		const isSame = sameEditors(editors, text.editors);
		if (isSame && readers.join() === text.readers.join()) return;
		work.put(`texts/${id}`, { ...text, editors, readers });
		const hand = { seq: state.seq, at: now, ...by, verb: 'delegation', stepName: null, capacities };
		if (!isSame) writeHand(work, id, hand, change);
	},

	// A document begins from a template or with the registration of a letter, by somebody's hand.
	begin: () => Promise.resolve(refuse('flow/noSubFlow', { step: '公文' })),

	takeFields: () => Promise.resolve(),
};

function sameEditors(left: Editors, right: Editors): boolean {
	const uids = Object.keys(left);
	return uids.length === Object.keys(right).length && uids.every((uid) => left[uid] === right[uid]);
}

/** Verbs that let others read or hurry; the text stays in the same hands. */
const passedOn = new Set<TrailVerb>([
	'circulate',
	'ask',
	'read',
	'withdraw',
	'urge',
	'remind',
	'pause',
	'continue',
]);

/** Strangers must not take for valid what the office itself ended (VE-6). */
async function endRecord(
	work: UnitOfWork,
	before: OfficialDocument,
	after: OfficialDocument,
	{ outcome, actor, now }: Move,
): Promise<void> {
	const isEnded = after.status === 'voided' || after.status === 'terminated';
	if (!isEnded || before.status === after.status) return;
	const withdrawn = outcome.state.status === 'revoked' ? 'revoke' : 'terminate';
	const ending = after.status === 'voided' ? 'void' : withdrawn;
	await revokeEnded(work, after, ending, { actor, now, reason: outcome.trail.opinion ?? '' });
}

function afterMove(before: OfficialDocument, move: Move): OfficialDocument {
	const { outcome, now, flow } = move;
	const document: OfficialDocument = {
		...before,
		readers: move.readers,
		version: before.version + 1,
		updatedAt: now,
	};
	const { verb, nodeId } = outcome.trail;
	const { status } = outcome.state;
	if (status === 'terminated' || status === 'revoked')
		return { ...document, status: 'terminated', frozen: true };
	if (status === 'voided') return { ...document, status: 'voided', frozen: true };
	if (verb === 'resume')
		return { ...document, status: statusOf(document), frozen: isSealBegun(document) };
	const signed = signatureIn(move);
	if (signed !== null) return { ...document, status: 'signed', ...signed, signedAt: now };
	if (status === 'closed' && verb !== 'forceEnd') return { ...document, frozen: true };
	// A return after signing, or taking the signature back, undoes it: a changed text goes to its signer
	// again (条例 Art. 25).
	const isUnsigned =
		(verb === 'return' || verb === 'reroute') && outcome.events.some(isRunOpened)
			? document.signedAt !== null
			: verb === 'retract' && nodeId !== null && stepOf(flow, nodeId).effect === 'sign';
	if (isUnsigned)
		return { ...document, status: 'running', signedBy: null, signedByName: null, signedAt: null };
	const hasLeft = document.status === 'draft' && status === 'running';
	return hasLeft ? { ...document, status: 'running' } : document;
}

/** A number whose document ends before it was issued is void with it, and counts again when it is resumed. */
async function numberAfter(
	work: UnitOfWork,
	before: OfficialDocument,
	after: OfficialDocument,
	{ actor, now, outcome }: Move,
): Promise<void> {
	if (after.number === null || before.status === after.status) return;
	const isLost =
		after.status === 'voided' || (after.status === 'terminated' && after.seal === null);
	if (isLost && after.direction === 'outgoing') {
		const verb = after.status === 'voided' ? '公文作废' : '公文终止';
		const { opinion } = outcome.trail;
		await voidNumberOf(work, after, opinion ? `${verb}：${opinion}` : verb, byOf(actor, now));
	} else if (before.status === 'voided' || before.status === 'terminated')
		await reviveNumberOf(work, after);
}

const isRunOpened = ({ type }: FlowEvent): boolean => type === 'runOpened';

/** Where a document stands by what is true of it. */
function statusOf(document: OfficialDocument): OfficialDocument['status'] {
	if (document.archive !== null) return 'archived';
	if (document.distributedAt !== null) return 'distributed';
	if (document.seal !== null) return 'sealed';
	if (document.signedAt === null) return 'running';
	return document.number === null ? 'signed' : 'numbered';
}

/** Who signed the document with this move (签发), or null: a step that signs was completed with agreement. */
function signatureIn({ flow, outcome, nameOf }: Move) {
	for (const event of outcome.events) {
		if (event.type !== 'runClosed' || event.status !== 'done') continue;
		const run = outcome.state.runs[event.runId];
		const node = flow.nodes.find(({ id }) => id === run?.nodeId);
		if (node?.kind !== 'task' || node.effect !== 'sign') continue;
		const signer = Object.values(outcome.state.tasks).findLast(
			(task) => task.runId === event.runId && task.status === 'done' && task.verdict !== 'disagree',
		);
		if (signer === undefined) continue;
		const { assignee, actedBy } = signer;
		const isProxy = actedBy !== null && outcome.trail.verb !== 'proxyRecord';
		return {
			signedBy: isProxy ? actedBy : assignee,
			signedByName: isProxy ? `${nameOf(actedBy)}（代 ${nameOf(assignee)}）` : nameOf(assignee),
		};
	}
	return null;
}
