import type { Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import { mailRecord } from '@wenshu/domain/document/mailing.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Writes a message of the queue, and beside the document it carries what those who handle it see of it. */
export function putMessage(work: UnitOfWork, message: Outgoing): void {
	work.put(`outbox/${message.id}`, message);
	const { about } = message;
	if (about === undefined) return;
	work.put(`documents/${about.documentId}/mails/${message.id}`, mailRecord(message));
}
