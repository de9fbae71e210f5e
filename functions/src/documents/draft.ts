import { emptyElements, refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import { chineseDate } from '@wenshu/domain/document/page.ts';
import {
	fillBody,
	fillWords,
	isOffered,
	publishedOf,
	type PlaceholderValues,
} from '@wenshu/domain/document/template.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type {
	Dispatch,
	DocumentSource,
	Elements,
	Incoming,
	OfficialDocument,
	Template,
} from '@wenshu/domain/document/model.ts';
import { beginCase, readCurrentFlow, type Origin } from '../flow/case.ts';
import type { ActContext } from '../platform/act.ts';
import { newText } from '../text/load.ts';

type Context = Omit<ActContext<unknown>, 'input'>;

/** Part of the elements, as templates and forms give them: what is undefined is left as it was. */
export type PartialElements = { [Key in keyof Elements]?: Elements[Key] | undefined };

/** The elements with the given parts replaced. */
export function mergeElements(base: Elements, ...parts: PartialElements[]): Elements {
	const merged: Record<string, unknown> = { ...base };
	for (const part of parts)
		for (const [key, value] of Object.entries(part)) if (value !== undefined) merged[key] = value;
	return merged as unknown as Elements;
}

/** Creates an outgoing document from a template, as the actor's draft. */
export async function draftFromTemplate(
	context: Context,
	templateId: string,
	elements: PartialElements,
): Promise<Decision<{ id: string; taskId: string }>> {
	const { work, act } = context;
	const template = await work.get<Template>(`templates/${templateId}`);
	if (template === null || !isOffered(template)) return refuse('document/templateMissing');
	const begun = draftOf(template, context, emptyElements());
	const document = {
		...blank(context, 'outgoing'),
		elements: mergeElements(begun.elements, elements),
		templateId,
		templateVersion: publishedOf(template),
		organMark: template.organMark,
		issuer: template.issuer,
		seriesId: template.seriesId,
		...(template.printOrgan ? { printOrgan: template.printOrgan } : {}),
	};
	const { uid } = context.actor;
	work.create(`texts/${act.target}`, newText(begun.body, { [uid]: 'edit' }, [uid]));
	return begin(context, document, template.flowId);
}

/** What a document begins with: elements and text of its template, with the placeholders filled. */
export function draftOf(
	template: Pick<Template, 'elements' | 'kind' | 'issuer'> & { body: object },
	{ actor, now }: Pick<Context, 'actor' | 'now'>,
	base: Elements,
): { elements: Elements; body: BodyNode } {
	const values: PlaceholderValues = {
		年度: String(officeYear(now)),
		日期: chineseDate(officeDate(now)),
		拟稿人: actor.person.name,
		拟稿单位: actor.unitName,
		发文机关: template.issuer,
	};
	const elements = mergeElements(base, template.elements, { kind: template.kind });
	return {
		elements: {
			...elements,
			title: fillWords(elements.title, values),
			note: fillWords(elements.note, values),
		},
		body: fillBody(template.body as BodyNode, values),
	};
}

/** Registers an incoming document (收文登记) as the actor's draft, under its register number. */
export async function draftIncoming(
	context: Context,
	input: { elements: PartialElements; incoming: Incoming; number: string; flowId: string },
): Promise<Decision<{ id: string; taskId: string }>> {
	return begin(
		context,
		{
			...blank(context, 'incoming'),
			elements: mergeElements(emptyElements(), input.elements),
			incoming: input.incoming,
			organMark: input.incoming.sender,
			issuer: input.incoming.sender,
			number: input.number,
			seriesId: 'incoming',
		},
		input.flowId,
	);
}

/** What a letter that another unit dispatched begins with. */
export interface Letter {
	to: Pick<Dispatch, 'documentId' | 'receiver' | 'receiverName' | 'unitId' | 'unitName'>;
	source: DocumentSource;
	elements: PartialElements;
	incoming: Incoming;
	attachments: OfficialDocument['attachments'];
}

/** Begins a dispatched letter as the receiver's draft; it gets its register number when it is signed for. */
export async function draftDispatched(
	context: Context,
	letter: Letter,
): Promise<Decision<{ id: string; taskId: string }>> {
	const { documentId, receiver, receiverName, unitId, unitName } = letter.to;
	const document: OfficialDocument = {
		...blank(context, 'incoming'),
		id: documentId,
		elements: mergeElements(emptyElements(), letter.elements),
		incoming: letter.incoming,
		organMark: letter.incoming.sender,
		issuer: letter.incoming.sender,
		unitId,
		unitName,
		createdBy: receiver,
		createdByName: receiverName,
		attachments: letter.attachments,
		readers: [receiver],
		source: letter.source,
	};
	// Ids inside the letter's case follow from its own, not from the act that all letters share.
	const act = { ...context.act, id: documentId };
	const initiator = { initiator: receiver, initiatorName: receiverName };
	const origin = { ...initiator, unitId, unitName, parent: null, ancestors: [] };
	return begin({ ...context, act }, document, 'incoming', origin);
}

async function begin(
	context: Context,
	document: OfficialDocument,
	flowId: string,
	origin?: Origin,
): Promise<Decision<{ id: string; taskId: string }>> {
	const { work } = context;
	const allowed = refuseStateSecrets([document.elements.title, document.elements.note]);
	if (!allowed.ok) return allowed;
	const flow = await readCurrentFlow(work, flowId);
	if (flow === null) return refuse('flow/noFlow');
	work.create(`documents/${document.id}`, document);
	const begun = await beginCase(context, document.id, flow, origin);
	return begun.ok ? { ok: true, value: { id: document.id, taskId: begun.value.taskId } } : begun;
}

function blank(context: Context, direction: OfficialDocument['direction']): OfficialDocument {
	const { act, actor, now } = context;
	return {
		id: act.target,
		direction,
		elements: emptyElements(),
		incoming: null,
		templateId: null,
		organMark: '',
		issuer: '',
		unitId: actor.person.unitId,
		unitName: actor.unitName,
		createdBy: actor.uid,
		createdByName: actor.person.name,
		createdAt: now,
		coauthors: [],
		status: 'draft',
		number: null,
		seriesId: null,
		signedBy: null,
		signedByName: null,
		signedAt: null,
		seal: null,
		distributedTo: [],
		distributedAt: null,
		archive: null,
		frozen: false,
		attachments: [],
		readers: [actor.uid],
		version: 0,
		updatedAt: now,
	};
}
