import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import {
	elementsSchema,
	incomingSchema,
	type Elements,
	type OfficialDocument,
} from '@wenshu/domain/document/model.ts';
import {
	capacitiesOf,
	editorsOf,
	heldStep,
	mayEditElements,
} from '@wenshu/domain/document/rights.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { z } from 'zod';
import { readCase, recordDeed, type Case } from '../flow/case.ts';
import { actsForIn, taskWatch } from '../flow/surroundings.ts';
import { refreshTasks } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { writeHand } from '../text/hands.ts';
import type { TextHead } from '../text/load.ts';
import { draftFromTemplate, draftIncoming, mergeElements } from './draft.ts';
import { byOf, takeNumber, voidNumberOf } from './numbering.ts';
import { factsOf } from './subject.ts';

/** A case with the document it is about. */
export interface DocumentCase extends Case {
	document: OfficialDocument;
}

/** Reads a document that the actor may read, with its case. */
export async function readDocumentCase(
	context: Omit<ActContext<unknown>, 'input'>,
): Promise<Decision<DocumentCase>> {
	const { work, act } = context;
	await work.getAll([`instances/${act.target}`, `documents/${act.target}`]);
	const found = await readCase(context, act.target);
	if (!found.ok) return found;
	const document = await work.get<OfficialDocument>(`documents/${act.target}`);
	if (document === null) return refuse('core/notFound');
	return { ok: true, value: { ...found.value, document } };
}

const elementNames: Record<keyof Elements, string> = {
	title: '标题',
	kind: '文种',
	secrecy: '密级',
	urgency: '紧急程度',
	mainRecipients: '主送',
	copyTo: '抄送',
	attachmentNames: '附件说明',
	note: '附注',
	signers: '签发人',
	keywords: '关键词',
	format: '格式',
	closing: '落款形式',
	copyNumber: '份号',
	jointOrgans: '联合发文机关',
	signerPost: '签发职务',
	meeting: '参会人员',
	duplex: '双面印制',
};

/** Whether the actor, or somebody they act for, may change the elements now. */
async function mayEdit(
	context: Omit<ActContext<unknown>, 'input'>,
	{ document, flow, instance }: DocumentCase,
): Promise<Decision<true>> {
	const { uid } = context.actor;
	const own = mayEditElements(document, flow, instance.state, uid);
	if (own.ok) return own;
	return mayEditElements(document, flow, instance.state, uid, await actsForIn(context, flow.id));
}

async function editElements(
	context: ActContext<{ elements: Partial<Elements> }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, now, input } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document, instance } = found.value;
	const allowed = await mayEdit(context, found.value);
	if (!allowed.ok) return allowed;
	const elements = mergeElements(document.elements, input.elements);
	const clean = refuseStateSecrets([elements.title, elements.note]);
	if (!clean.ok) return clean;
	const changed = (Object.keys(elementNames) as (keyof Elements)[]).filter(
		(key) => JSON.stringify(elements[key]) !== JSON.stringify(document.elements[key]),
	);
	if (changed.length === 0) return { ok: true, value: { version: document.version } };
	const next = { ...document, elements, version: document.version + 1, updatedAt: now };
	work.put(`documents/${document.id}`, next);
	await refreshTasks(work, factsOf(next));
	const facts = { title: elements.title, urgency: elements.urgency };
	if (instance.status === 'draft')
		work.put(`instances/${instance.id}`, { ...instance, ...facts, updatedAt: now });
	else
		recordDeed(context, found.value, {
			verb: 'edit',
			taskId: null,
			note: `修改${changed.map((key) => elementNames[key]).join('、')}`,
			facts,
		});
	return { ok: true, value: { version: next.version } };
}

async function inviteCoauthors(
	context: ActContext<{ uids: string[] }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, actor, input, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document, instance, flow, directory } = found.value;
	if (document.createdBy !== actor.uid) return refuse('document/notAuthor');
	if (document.frozen) return refuse('document/frozen');
	const wrong = input.uids.find((uid) => !directory.isActive(uid));
	if (wrong !== undefined) return refuse('flow/badHandler', { name: directory.nameOf(wrong) });
	const coauthors = [...new Set(input.uids)].filter((uid) => uid !== actor.uid);
	const readers = [...new Set([...document.readers, ...coauthors])];
	const next = { ...document, coauthors, readers, version: document.version + 1, updatedAt: now };
	work.put(`documents/${document.id}`, next);
	work.put(`instances/${document.id}`, { ...instance, readers, updatedAt: now });
	const text = await work.get<TextHead>(`texts/${document.id}`);
	if (text !== null) {
		const watch = await taskWatch(context, found.value, instance.state);
		const capacities = capacitiesOf(next, flow, instance.state, watch.proxiesOf);
		work.put(`texts/${document.id}`, { ...text, readers, editors: editorsOf(capacities) });
		const stepName = heldStep(flow, instance.state, actor.uid)?.name ?? null;
		const by = { by: actor.uid, byName: actor.person.name };
		const hand = { seq: instance.state.seq, at: now, ...by, verb: 'coauthors', stepName };
		writeHand(work, document.id, { ...hand, capacities }, context.act.id);
	}
	for (const uid of coauthors.filter((each) => !document.coauthors.includes(each)))
		work.create(`notices/${context.act.id}-${uid}`, {
			id: `${context.act.id}-${uid}`,
			uid,
			kind: 'coauthor',
			title: document.elements.title || '（未填标题）',
			body: `${actor.person.name} · 邀请您共同起草`,
			link: `/documents/${document.id}`,
			at: now,
			readAt: null,
		});
	return { ok: true, value: { coauthors } };
}

async function changeAttachments(
	context: Omit<ActContext<unknown>, 'input'>,
	change: (
		document: OfficialDocument,
	) =>
		Promise<Decision<OfficialDocument['attachments']>> | Decision<OfficialDocument['attachments']>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document } = found.value;
	const allowed = await mayEdit(context, found.value);
	if (!allowed.ok) return allowed;
	const attachments = await change(document);
	if (!attachments.ok) return attachments;
	const next = {
		...document,
		attachments: attachments.value,
		version: document.version + 1,
		updatedAt: now,
	};
	work.put(`documents/${document.id}`, next);
	await refreshTasks(work, factsOf(next));
	return { ok: true, value: { attachments: attachments.value } };
}

async function removeDraft(
	context: ActContext<object>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, actor, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document, instance } = found.value;
	if (instance.status !== 'draft' || document.createdBy !== actor.uid)
		return refuse('document/notDraft');
	if (document.source) return refuse('document/dispatchedDraft');
	for (const task of Object.keys(instance.state.tasks)) work.delete(`tasks/${task}`);
	work.delete(`documents/${document.id}`);
	work.delete(`instances/${document.id}`);
	work.delete(`texts/${document.id}`);
	work.delete(`search/${document.id}`);
	await voidNumberOf(work, document, '登记的草稿已删除', byOf(actor, now));
	return { ok: true, value: {} };
}

/** Acts on official documents; the target is the document. */
export const documentActs = [
	defineAct({
		type: 'document/create',
		permission: 'document.create',
		input: z.object({ templateId: idSchema, elements: elementsSchema.partial().default({}) }),
		run: (context) => draftFromTemplate(context, context.input.templateId, context.input.elements),
	}),
	defineAct({
		type: 'document/receive',
		permission: 'document.register',
		input: z.object({ elements: elementsSchema.partial(), incoming: incomingSchema }),
		async run(context) {
			if ((context.input.elements.title ?? '') === '') return refuse('document/titleMissing');
			const number = await takeNumber(context, 'incoming', context.now);
			if (!number.ok) return number;
			const begun = await draftIncoming(context, {
				...context.input,
				number: number.value,
				flowId: 'incoming',
			});
			return begun.ok ? { ok: true, value: { ...begun.value, number: number.value } } : begun;
		},
	}),
	defineAct({
		type: 'document/edit',
		input: z.object({ elements: elementsSchema.partial() }),
		run: (context) => editElements(context as ActContext<{ elements: Partial<Elements> }>),
	}),
	defineAct({
		type: 'document/coauthors',
		input: z.object({ uids: z.array(idSchema).max(20) }),
		run: inviteCoauthors,
	}),
	defineAct({
		type: 'document/attach',
		input: z.object({ fileId: idSchema }),
		run: (context) =>
			changeAttachments(context, async (document) => {
				const { fileId } = context.input;
				const file = await context.work.get<StoredFile>(`files/${fileId}`);
				if (file?.state !== 'stored' || file.uploadedBy !== context.actor.uid)
					return refuse('document/fileMissing');
				if (document.attachments.length >= 30) return refuse('document/tooManyFiles');
				const rest = document.attachments.filter((each) => each.fileId !== fileId);
				return { ok: true, value: [...rest, { fileId, name: file.name, size: file.size }] };
			}),
	}),
	defineAct({
		type: 'document/detach',
		input: z.object({ fileId: idSchema }),
		run: (context) =>
			changeAttachments(context, (document) => ({
				ok: true,
				value: document.attachments.filter((each) => each.fileId !== context.input.fileId),
			})),
	}),
	defineAct({ type: 'document/remove', input: z.object({}), run: removeDraft }),
];
