import type { BodyNode } from './body.ts';
import { isUpward } from './kinds.ts';
import type { OfficialDocument } from './model.ts';
import { officeDate } from './number.ts';
import type { Page } from './page.ts';

/**
 * What the paper shows of a document: its elements, and the text with every suggestion taken as accepted.
 * Copies stay marked as a preview until the document is sealed.
 */
export function pageOf(document: OfficialDocument, body: BodyNode, watermark: string | null): Page {
	const { elements } = document;
	const issuedOn = document.signedAt === null ? null : officeDate(document.signedAt);
	return {
		format: '文件',
		organMark: document.organMark,
		documentNumber: document.number,
		copyNumber: null,
		secrecy: elements.secrecy,
		urgency: elements.urgency === '平件' ? null : elements.urgency,
		signers: isUpward(elements.kind)
			? elements.signers.length > 0
				? elements.signers
				: document.signedByName === null
					? []
					: [document.signedByName]
			: [],
		title: elements.title,
		mainRecipients: elements.mainRecipients,
		body,
		attachments: elements.attachmentNames,
		issuer: document.issuer,
		issuedOn,
		note: elements.note,
		copyTo: elements.copyTo,
		printOrgan: document.unitName === '' ? document.issuer : `${document.issuer}办公室`,
		printedOn: issuedOn,
		watermark,
	};
}
