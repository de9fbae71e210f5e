import type { MailRecord } from '@wenshu/domain/document/mailing.ts';
import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { mailOptions } from '../platform/secrets.ts';
import { carryOne } from './carry.ts';

/**
 * Carries a document's e-mail as soon as somebody has sent it; the schedule carries what fails at first. It
 * is called again by its own changes, and finds nothing to do then.
 */
export const deliver = onDocumentWritten(
	{ document: 'documents/{document}/mails/{mail}', memory: '512MiB', ...mailOptions },
	async (event) => {
		const mail = event.data?.after.data() as MailRecord | undefined;
		if (mail?.state === 'waiting') await carryOne(event.params['mail'] ?? '', new Date());
	},
);
