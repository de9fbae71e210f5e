import { formLines } from '@wenshu/domain/approval/form-fields.ts';
import { readersOfField, restrictedFields, type Approval } from '@wenshu/domain/approval/model.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { heldStep } from '@wenshu/domain/document/rights.ts';
import { principalsOf } from '@wenshu/domain/flow/delegation.ts';
import type { InstanceStatus, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { approvalSlip } from '@wenshu/domain/slip/approval-slip.ts';
import { documentAt, documentSlip } from '@wenshu/domain/slip/document-slip.ts';
import type { FormRecord, Slip, SlipMoment } from '@wenshu/domain/slip/model.ts';
import { caseAt, momentsOf, momentWords, type SlipCase } from '@wenshu/domain/slip/opinions.ts';
import type { Act } from '@wenshu/domain/acts.ts';
import { isSignedBy, picturesOf, readSignatures } from './signatures.ts';
import { printableText } from '../documents/print.ts';
import { readCase, type Case } from '../flow/case.ts';
import { delegationsTo } from '../flow/stand-ins.ts';
import { readApproval } from '../approvals/store.ts';
import { may, type Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** A form for one reader, and the moments at which it can be printed. */
export interface ReadSlip {
	slip: Slip;
	/** What the file is called, without its ending. */
	name: string;
	moments: SlipMoment[];
	/** Pictures (PNG) of the handwritten signatures that stand on it, by the task of their opinion. */
	signatures: ReadonlyMap<string, Uint8Array>;
}

/** Who asks, and when. */
export interface SlipReader {
	work: UnitOfWork;
	actor: Actor;
	now: Date;
}

const statuses: Record<InstanceStatus, string> = {
	draft: '草稿',
	running: '办理中',
	closed: '已办结',
	terminated: '已终止',
	revoked: '已撤销',
	voided: '已作废',
};

/**
 * The handling form of a case for somebody who may read it; `seq` is the line of the record up to which it is
 * printed, null for now. Refused as reading the case is.
 */
export async function readSlip(
	reader: SlipReader,
	id: string,
	seq: number | null,
): Promise<Decision<ReadSlip>> {
	const { work, actor, now } = reader;
	const nothing: Act = { id: 'slip', type: 'slip', target: id, input: null, version: null };
	const read = await readCase({ work, actor, now, act: nothing }, id);
	if (!read.ok) return read;
	const found = read.value;
	const trail = await work.query<TrailEntry>((db) =>
		db.collection(`instances/${id}/trail`).orderBy('seq'),
	);
	const moments = momentsOf(trail);
	const moment = seq === null ? null : moments.find((each) => each.seq === seq);
	if (moment === undefined) return refuse('core/notFound');
	const signatures = await readSignatures(work, id);
	const isSigned = (entry: TrailEntry) => isSignedBy(id, entry, signatures);
	const shown = caseAt({ ...caseOf(found, trail), isSigned }, seq);
	const pictures = picturesOf(shown.trail, signatures, isSigned);
	const form = moment === null ? null : await formAt(work, id, moment.seq);
	const foot = [
		...(moment === null
			? []
			: [`截至环节：${moment.step}　${moment.name}　${momentWords(moment.at)}`]),
		...(moment !== null && form === null ? ['该环节未留存表单要素，所列要素为现行内容'] : []),
	];
	const printed = `打印：${actor.person.name}　${momentWords(now)}`;
	const about = { reader, found, shown, moment, form };
	const approval = await readApproval(work, id);
	if (approval !== null) {
		const slip = await slipOfApproval(about, approval, [...foot, printed]);
		const name = `${found.flow.name} ${approval.title}`;
		return grant({ slip, name, moments, signatures: pictures });
	}
	const document = await work.get<OfficialDocument>(`documents/${id}`);
	if (document === null) return refuse('core/notFound');
	const version = await textVersion(work, document, moment);
	const slip = await slipOfDocument(about, document, [...foot, ...version, printed]);
	const name = `${slip.heading} ${document.elements.title}`;
	return grant({ slip, name, moments, signatures: pictures });
}

interface About {
	reader: SlipReader;
	found: Case;
	/** The case as it was at the moment. */
	shown: SlipCase;
	moment: SlipMoment | null;
	form: FormRecord | null;
}

async function slipOfDocument(
	{ reader, found, shown, moment, form }: About,
	document: OfficialDocument,
	foot: string[],
): Promise<Slip> {
	const incoming = document.direction === 'incoming';
	return documentSlip({
		document: moment === null ? document : documentAt(document, moment.at, shown.trail, form),
		found: shown,
		organ: incoming ? await officeName(reader.work) : document.issuer,
		nameOf: (uid) => found.directory.nameOf(uid),
		now: reader.now,
		foot,
	});
}

/** Fields that the reader may not see are left out, whatever moment is printed. */
async function slipOfApproval(
	{ reader, found, shown, form }: About,
	approval: Approval,
	foot: string[],
): Promise<Slip> {
	const { work, actor, now } = reader;
	const { flow, instance, directory } = found;
	const delegations = await delegationsTo(work, actor.uid);
	const actsFor = principalsOf(delegations, actor.uid, flow.id, now);
	const node = heldStep(flow, instance.state, actor.uid, actsFor);
	const uids = new Set([actor.uid, ...actsFor]);
	const watch = { flow, state: instance.state, proxiesOf: () => [] };
	const apart = new Set(restrictedFields(flow));
	const lines = formLines(flow, instance.state, { uids, node }).filter(
		({ field }) =>
			!apart.has(field.id) ||
			may(actor, 'flow.monitor') ||
			readersOfField(watch, field.id).some((uid) => uids.has(uid)),
	);
	const then = form?.fields == null ? {} : { fields: form.fields, attachments: form.attachments };
	return approvalSlip({
		approval: { ...approval, ...then, title: form?.title ?? approval.title },
		lines,
		found: shown,
		organ: await officeName(work),
		unitName: instance.unitName,
		status: statuses[shown.state.status],
		nameOf: (uid) => directory.nameOf(uid),
		now,
		foot,
	});
}

/** The case as the form sees it; ranks are of today's posts. */
function caseOf({ flow, instance, directory }: Case, trail: TrailEntry[]): SlipCase {
	const { state } = instance;
	const rankOf = ({ actor, taskId, onBehalfOf }: TrailEntry): number => {
		const whose = onBehalfOf === null ? actor : (state.tasks[taskId ?? '']?.assignee ?? actor);
		return directory.rankOf(whose);
	};
	return { flow, state, trail, rankOf };
}

/** The form as it was handed over last before or at the moment; null where none was kept. */
async function formAt(work: UnitOfWork, id: string, seq: number): Promise<FormRecord | null> {
	const [last] = await work.query<FormRecord>((db) =>
		db.collection(`instances/${id}/forms`).where('seq', '<=', seq).orderBy('seq', 'desc').limit(1),
	);
	return last ?? null;
}

/** The version of the text: of its last hand-over until then, or as it is now. */
async function textVersion(
	work: UnitOfWork,
	document: OfficialDocument,
	moment: SlipMoment | null,
): Promise<string[]> {
	if (document.direction === 'incoming') return [];
	if (moment === null) return [`正文版本 SHA-256：${(await printableText(document.id)).sha256}`];
	const [freeze] = await work.query<{ sha256: string }>((db) =>
		db
			.collection(`texts/${document.id}/freezes`)
			.where('seq', '<=', moment.seq)
			.orderBy('seq', 'desc')
			.limit(1),
	);
	return freeze ? [`正文版本 SHA-256：${freeze.sha256}`] : [];
}

/** Full name of the office: the root of its units. */
async function officeName(work: UnitOfWork): Promise<string> {
	const [root] = await work.query<{ name: string }>((db) =>
		db.collection('units').where('parentId', '==', null).limit(1),
	);
	return root?.name ?? '';
}
