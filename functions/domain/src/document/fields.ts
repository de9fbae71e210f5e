import type { FlowField } from '../flow/definition.ts';
import { documentKindIds } from './kinds.ts';
import { secrecySchema, urgencySchema, type OfficialDocument } from './model.ts';

/** Fields of official documents that conditions of flows may name. */
export const documentFields: readonly FlowField[] = [
	{ id: 'kind', label: '文种', type: 'choice', options: [...documentKindIds] },
	{ id: 'urgency', label: '紧急程度', type: 'choice', options: [...urgencySchema.options] },
	{ id: 'secrecy', label: '密级', type: 'choice', options: [...secrecySchema.options] },
	{ id: 'direction', label: '收发', type: 'choice', options: ['outgoing', 'incoming'] },
	{ id: 'nature', label: '收文性质', type: 'choice', options: ['阅知', '批办'] },
	{ id: 'recipients', label: '主送单位数', type: 'number', options: [] },
	{ id: 'attachments', label: '附件数', type: 'number', options: [] },
];

/** The values of these fields for one document. */
export function documentFieldValues(document: OfficialDocument): Record<string, unknown> {
	const { elements, incoming } = document;
	return {
		kind: elements.kind,
		urgency: elements.urgency,
		secrecy: elements.secrecy,
		direction: document.direction,
		nature: incoming?.nature ?? '',
		recipients: elements.mainRecipients.length,
		attachments: document.attachments.length,
	};
}
