import type { DocumentStatus } from '@wenshu/domain/document/model.ts';
import type { Tone } from '../flow/labels.ts';
import { say, type Pair } from '../platform/messages.ts';

const statuses: Record<DocumentStatus, readonly [Pair, Tone]> = {
	draft: [['草稿', 'Draft'], 'plain'],
	running: [['流转中', 'In progress'], 'brand'],
	signed: [['已签发', 'Signed'], 'brand'],
	numbered: [['已编号', 'Numbered'], 'brand'],
	sealed: [['已盖章', 'Sealed'], 'seal'],
	distributed: [['已分发', 'Distributed'], 'ok'],
	archived: [['已归档', 'Archived'], 'ok'],
	terminated: [['已终止', 'Terminated'], 'warn'],
	voided: [['已作废', 'Void'], 'warn'],
};

/** The states of a document in the order of its life, for filters. */
export const documentStatuses = Object.keys(statuses) as DocumentStatus[];

/** A document's state in words. */
export function statusLabel(status: DocumentStatus): string {
	return say(statuses[status][0]);
}

/** The colour that goes with a document's state. */
export function statusTone(status: DocumentStatus): Tone {
	return statuses[status][1];
}

/** The address of a document's page. */
export function documentLink(id: string): string {
	return `/documents/${id}`;
}
