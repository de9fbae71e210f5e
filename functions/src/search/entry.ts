import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { plainText, cleanBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { tokenMap } from '@wenshu/domain/core/search-tokens.ts';

/** `search/{id}`: one finding of the house's search. Read by functions only, which apply its readers. */
export interface SearchEntry {
	id: string;
	/** `document`, or the id of a module. */
	kind: string;
	title: string;
	number: string | null;
	/** Tokens, each with `true`, so that several can be demanded at once. */
	t: Record<string, true>;
	/** Who may find it; null when the permission decides. */
	readers: string[] | null;
	permission: string | null;
	/** Units in which another permission is enough, such as those a bulletin is limited to. */
	limited: { units: readonly string[]; permission: string } | null;
	unitId: string;
	unitName: string;
	date: Date;
	status: string;
	link: string;
}

/** Most tokens of a document: Firestore keeps two index entries for each and allows 40,000. */
const TOKENS = 6000;

const statusWords: Record<OfficialDocument['status'], string> = {
	draft: '草稿',
	running: '办理中',
	signed: '已签发',
	numbered: '已编号',
	sealed: '已盖章',
	distributed: '已分发',
	archived: '已归档',
	terminated: '已终止',
	voided: '已作废',
};

/** The search entry of a document: title, number, parties and text can be found. */
export function documentEntry(document: OfficialDocument, body: BodyNode | null): SearchEntry {
	const { elements, incoming } = document;
	const words = [
		elements.title,
		document.number ?? '',
		incoming?.sender ?? '',
		incoming?.senderNumber ?? '',
		document.archive?.archiveNumber ?? '',
		document.issuer,
		document.unitName,
		document.createdByName,
		elements.kind,
		...elements.keywords,
		...elements.mainRecipients,
		body === null ? '' : plainText(cleanBody(body)),
	];
	return {
		id: document.id,
		kind: 'document',
		title: elements.title,
		number: document.number,
		t: tokenMap(words, TOKENS),
		readers: document.readers,
		permission: 'document.readAll',
		limited: null,
		unitId: document.unitId,
		unitName: document.unitName,
		date: document.signedAt ?? document.createdAt,
		status: statusWords[document.status],
		link: `/documents/${document.id}`,
	};
}
