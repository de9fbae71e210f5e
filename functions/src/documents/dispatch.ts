import { idSchema, type Post } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import {
	CLERK_ROLE,
	dispatchTo,
	dispatchUnits,
	mayDispatch,
	receiverIn,
} from '@wenshu/domain/document/dispatch.ts';
import type { Dispatch, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { officeDate } from '@wenshu/domain/document/number.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { z } from 'zod';
import { recordDeed } from '../flow/case.ts';
import type { OrganisationView } from '../organisation/directory.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import type { TextHead } from '../text/load.ts';
import { readDocumentCase } from './acts.ts';
import { draftDispatched } from './draft.ts';

type Context = ActContext<{ unitIds: string[]; remark: string }>;
type Attachment = OfficialDocument['attachments'][number];

/** The one who signs for a unit's letters: a holder of the clerks' role there, or its own head. */
async function receiverOf(
	work: UnitOfWork,
	directory: OrganisationView,
	unitId: string,
): Promise<string | null> {
	const clerks = directory.holdersOfRole(CLERK_ROLE, unitId);
	const uids = [...new Set([...clerks, ...directory.headsOfUnit(unitId)])];
	const candidates = uids.map((uid) => ({ uid, postIds: directory.person(uid)?.postIds ?? [] }));
	const postIds = [...new Set(candidates.flatMap((each) => each.postIds))];
	await work.getAll(postIds.map((id) => `posts/${id}`));
	const posts = await Promise.all(postIds.map((id) => work.get<Post>(`posts/${id}`)));
	return receiverIn(unitId, candidates, (id) => posts[postIds.indexOf(id)]);
}

/** What receivers get to see of the original: the sealed file first, then what was attached to it. */
async function originals(work: UnitOfWork, { seal, attachments }: OfficialDocument) {
	const ids = [...(seal === null ? [] : [seal.fileId]), ...attachments.map(({ fileId }) => fileId)];
	await work.getAll(ids.map((id) => `files/${id}`));
	const files = await Promise.all(ids.map((id) => work.get<StoredFile>(`files/${id}`)));
	return files.filter((file) => file !== null);
}

async function shareOriginals(
	work: UnitOfWork,
	document: OfficialDocument,
	children: string[],
): Promise<Attachment[]> {
	const files = await originals(work, document);
	for (const file of files)
		work.put(`files/${file.id}`, {
			...file,
			sharedWith: [...(file.sharedWith ?? []), ...children],
		});
	return files.map(({ id, name, size }) => ({ fileId: id, name, size }));
}

async function dispatch(context: Context): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, input, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document, directory, instance } = found.value;
	const allowed = mayDispatch(document);
	if (!allowed.ok) return allowed;
	const { flow } = found.value;
	const units = dispatchUnits(flow, instance.state, actor.uid);
	const sent: Dispatch[] = [];
	for (const unitId of new Set(input.unitIds)) {
		const unitName = directory.unitName(unitId) || unitId;
		if (dispatchTo(document, unitId)) return refuse('document/dispatchedTo', { unit: unitName });
		if (units?.has(unitId) === false) return refuse('document/unitNotAllowed', { unit: unitName });
		const receiver = await receiverOf(work, directory, unitId);
		if (receiver === null) return refuse('document/noReceiver', { unit: unitName });
		// The ids follow from the act, so that a second delivery means the same letters.
		const documentId = `${act.id}-${sent.length + 1}`;
		const receiverName = directory.nameOf(receiver);
		sent.push({ unitId, unitName, documentId, receiver, receiverName, sentAt: now, ...unreceived });
	}
	const attachments = await shareOriginals(
		work,
		document,
		sent.map(({ documentId }) => documentId),
	);
	for (const each of sent) {
		const begun = await draftDispatched(context, letterOf(document, each, attachments, context));
		if (!begun.ok) return begun;
		if (each.receiver !== actor.uid) tell(context, document, each);
	}
	const receivers = sent.map(({ receiver }) => receiver);
	const readers = [...new Set([...document.readers, ...receivers])];
	work.put(`documents/${document.id}`, {
		...document,
		dispatches: [...(document.dispatches ?? []), ...sent],
		readers,
		version: document.version + 1,
		updatedAt: now,
	});
	const text = await work.get<TextHead>(`texts/${document.id}`);
	if (text !== null) work.put(`texts/${document.id}`, { ...text, readers });
	const names = sent.map(({ unitName }) => unitName).join('、');
	recordDeed(context, found.value, {
		verb: 'distribute',
		taskId: null,
		note: `分发到${names}${input.remark === '' ? '' : `：${input.remark}`}`,
		facts: { readers: [...new Set([...instance.readers, ...receivers])] },
	});
	return { ok: true, value: { documentIds: sent.map(({ documentId }) => documentId) } };
}

const unreceived = { receivedAt: null, receivedBy: null, receivedByName: null };

/** The incoming letter that a unit gets of a document. */
function letterOf(
	document: OfficialDocument,
	to: Dispatch,
	attachments: Attachment[],
	{ input, now }: Context,
) {
	const { elements, incoming, issuer } = document;
	const { title, kind, secrecy, urgency, mainRecipients } = elements;
	const number = incoming?.senderNumber || document.number;
	const rootId = document.source?.rootId ?? document.id;
	return {
		to,
		attachments,
		source: { documentId: document.id, rootId, title, number },
		elements: { title, kind, secrecy, urgency, mainRecipients, note: input.remark },
		incoming: {
			sender: issuer,
			senderNumber: number ?? '',
			receivedOn: officeDate(now),
			copies: 1,
			pages: document.seal?.pageCount ?? incoming?.pages ?? 1,
			nature: '批办' as const,
		},
	};
}

/** Tells the receiver: a draft that somebody else began for them is no news to the engine. */
function tell({ work, actor, now }: Context, { elements }: OfficialDocument, to: Dispatch): void {
	const id = `${to.documentId}-to`;
	work.create(`notices/${id}`, {
		id,
		uid: to.receiver,
		kind: 'dispatch',
		title: elements.title,
		body: `${actor.person.name}分发 · 请您签收`,
		link: `/documents/${to.documentId}`,
		at: now,
		readAt: null,
	});
}

/** 分发到单位 (routing 36): the document begins a letter of its own in each unit; the target is the document. */
export const dispatchActs = [
	defineAct({
		type: 'document/dispatch',
		permission: 'document.distribute',
		input: z.object({
			unitIds: z.array(idSchema).min(1).max(50),
			remark: z.string().trim().max(200).default(''),
		}),
		run: dispatch,
	}),
];
