import { createHash } from 'node:crypto';
import { officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import type { Page } from '@wenshu/domain/document/page.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { readBody } from './bureau/body.ts';
import { uidOf } from './bureau/people.ts';
import type { SampleDocument } from './bureau/story.ts';
import type { MemoryStore } from './memory-store.ts';

/** The paper that came in with an incoming document, set as its sender would have. */
function paperOf(document: SampleDocument, at: Date): Page {
	const { elements, incoming } = document;
	const sender = incoming?.sender ?? '';
	return {
		format: '文件',
		closing: '印章',
		upward: false,
		organMark: `${sender}文件`,
		marks: [`${sender}文件`],
		organs: [sender],
		documentNumber: incoming?.senderNumber || null,
		copyNumber: null,
		secrecy: '公开',
		urgency: elements.urgency === '加急' || elements.urgency === '特急' ? elements.urgency : null,
		signers: [],
		title: elements.title,
		mainRecipients: elements.mainRecipients ?? [],
		body: readBody(document.text, officeYear(at)),
		attachments: [],
		issuer: sender,
		issuedOn: officeDate(at),
		note: '',
		copyTo: [],
		printOrgan: `${sender}办公室`,
		printedOn: officeDate(at),
		signatories: [],
		meeting: null,
		duplex: false,
		verification: null,
		watermark: '样例',
	};
}

/**
 * Stores the original of an incoming document as if its registrar had uploaded a scan, and answers the
 * file's id.
 */
export async function storeOriginal(
	store: MemoryStore,
	document: SampleDocument,
	at: Date,
): Promise<string> {
	const [{ layoutPdf }, { blobs }] = await Promise.all([
		import('../functions/src/layout/layout.ts'),
		import('../functions/src/files/blobs.ts'),
	]);
	const id = `original-${document.id}`;
	const { pdf } = await layoutPdf(paperOf(document, at), { day: officeDate(at) });
	await blobs.write(id, pdf, 'application/pdf');
	const file: StoredFile = {
		id,
		name: `来文原件（${document.incoming?.sender ?? ''}）.pdf`,
		size: pdf.length,
		type: 'application/pdf',
		owner: { kind: 'document', id: document.id },
		uploadedBy: uidOf(document.begun.by),
		state: 'stored',
		sha256: createHash('sha256').update(pdf).digest('hex'),
		createdAt: at,
	};
	store.put(`files/${id}`, file);
	return id;
}
