import { annexesOf } from './annexes.ts';
import type { BodyNode } from './body.ts';
import { closingOf, formatOf } from './elements.ts';
import { isUpward } from './kinds.ts';
import type { OfficialDocument } from './model.ts';
import { officeDate } from './number.ts';
import type { Page } from './page.ts';
import { signatoriesOf } from './sealing.ts';

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
	const { elements, issuer } = document;
	const organMark = markOf(document);
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
		marks: others.length === 0 ? [organMark] : [organMark.replace(MARK_ENDING, ''), ...others],
		organs: [issuer, ...others],
		documentNumber: document.number,
		copyNumber: elements.copyNumber || null,
		secrecy: elements.secrecy,
		urgency: elements.urgency === '平件' ? null : elements.urgency,
		signers: upward ? signersOf(document) : [],
		title: elements.title,
		mainRecipients: elements.mainRecipients,
		body,
		attachments: attachmentsOf(elements.attachmentNames, body),
		issuer,
		issuedOn,
		note: elements.note,
		signatories:
			closing === '签名章' ? signatoriesOf(document).map(({ post, name }) => ({ post, name })) : [],
		meeting: format === '纪要' ? (elements.meeting ?? NOBODY) : null,
		copyTo: elements.copyTo,
		printOrgan: printOrganOf(document),
		printedOn: issuedOn,
		duplex: elements.duplex ?? false,
		verification,
		watermark,
	};
}

/** What ends a mark and stands beside the names of a joint issue. */
export const MARK_ENDING = /(?:文件|命令|令)$/u;

/**
 * The red mark: 信函 bears the organ's name alone, orders and minutes end with their kind
 * (GB/T 9704-2012 §10).
 */
export function markOf({
	elements,
	organMark,
	issuer,
}: Pick<OfficialDocument, 'elements' | 'organMark' | 'issuer'>): string {
	const format = formatOf(elements);
	if (format === '信函') return organMark.replace(/文件$/u, '');
	if (format === '命令') return /令$/u.test(organMark) ? organMark : `${issuer}令`;
	if (format === '纪要') return organMark.endsWith('纪要') ? organMark : `${issuer}会议纪要`;
	return organMark;
}

/** 附件说明 names what is attached; without names, the titles in the text are theirs. */
function attachmentsOf(names: string[], body: BodyNode): string[] {
	return names.length > 0 ? names : annexesOf(body).annexes.map((annex) => annex.title);
}

/** 印发机关: as the template names it, else the office of the issuing organ, unless an office issues. */
function printOrganOf({ unitName, issuer, printOrgan }: OfficialDocument): string {
	if (printOrgan !== undefined) return printOrgan;
	return unitName === '' || issuer.endsWith('办公室') ? issuer : `${issuer}办公室`;
}

const NOBODY = { present: [], absent: [], attending: [] };

/** The signers named in the elements, or else the one who signed. */
function signersOf({ elements, signedByName }: OfficialDocument): string[] {
	if (elements.signers.length > 0) return elements.signers;
	return signedByName === null ? [] : [signedByName];
}
