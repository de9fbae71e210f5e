import type { BodyNode } from './body.ts';
import { closingOf, formatOf } from './elements.ts';
import { isUpward } from './kinds.ts';
import type { OfficialDocument } from './model.ts';
import { officeDate } from './number.ts';
import type { Page } from './page.ts';

/**
 * What the paper shows of a document: its elements, and the text with every suggestion taken as accepted.
 * Copies stay marked as a preview until the document is sealed.
 */
export function pageOf(
	document: OfficialDocument,
	body: BodyNode,
	watermark: string | null,
	verification: Page['verification'] = null,
): Page {
	const { elements, organMark, issuer, signedByName } = document;
	const issuedOn = document.signedAt === null ? null : officeDate(document.signedAt);
	const format = formatOf(elements);
	const closing = closingOf(elements);
	const upward = format === '文件' && isUpward(elements.kind);
	const others = elements.jointOrgans ?? [];
	return {
		format,
		closing,
		upward,
		organMark,
		marks: others.length === 0 ? [organMark] : [organMark.replace(/文件$/u, ''), ...others],
		organs: [issuer, ...others],
		documentNumber: document.number,
		copyNumber: elements.copyNumber || null,
		secrecy: elements.secrecy,
		urgency: elements.urgency === '平件' ? null : elements.urgency,
		signers: upward ? signersOf(document) : [],
		title: elements.title,
		mainRecipients: elements.mainRecipients,
		body,
		attachments: elements.attachmentNames,
		issuer,
		issuedOn,
		note: elements.note,
		signatory:
			closing === '签名章' && signedByName !== null
				? { post: elements.signerPost ?? '', name: signedByName }
				: null,
		meeting: format === '纪要' ? (elements.meeting ?? NOBODY) : null,
		copyTo: elements.copyTo,
		printOrgan: document.unitName === '' ? issuer : `${issuer}办公室`,
		printedOn: issuedOn,
		duplex: elements.duplex ?? false,
		verification,
		watermark,
	};
}

const NOBODY = { present: [], absent: [], attending: [] };

/** The signers named in the elements, or else the one who signed. */
function signersOf({ elements, signedByName }: OfficialDocument): string[] {
	if (elements.signers.length > 0) return elements.signers;
	return signedByName === null ? [] : [signedByName];
}
