import { outgoing, sentAnew, type Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import {
	addressed,
	attachmentName,
	MAIL_ATTACHMENT_LIMIT,
	mailFoot,
	mailSchema,
	mayMail,
} from '@wenshu/domain/document/mailing.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { z } from 'zod';
import { putMessage } from '../chasing/put-message.ts';
import { recordDeed } from '../flow/case.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { readDocumentCase, type DocumentCase } from './acts.ts';

type Answer = Promise<Decision<Record<string, unknown>>>;

/** The sealed file as an attachment: its name, and by what it is known. */
async function sealedFile(work: UnitOfWork, { document }: DocumentCase) {
	const { seal } = document;
	if (seal === null) return refuse('document/mailUnsealed');
	const file = await work.get<StoredFile>(`files/${seal.fileId}`);
	if (file === null) return refuse('files/missing');
	if (file.size > MAIL_ATTACHMENT_LIMIT)
		return refuse('document/mailTooLarge', { size: (file.size / 1024 ** 2).toFixed(1) });
	const { fileId, pdfSha256: sha256, pageCount: pages } = seal;
	const value = { fileId, name: attachmentName(document), size: file.size, sha256, pages };
	return { ok: true as const, value };
}

/** 电子邮件分发: one message to each, with the sealed file attached; the target is the document. */
async function mail(context: ActContext<z.output<typeof mailSchema>>): Answer {
	const { work, act, actor, input, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document, directory } = found.value;
	const allowed = mayMail(document, input.confirmed);
	if (!allowed.ok) return allowed;
	const clean = refuseStateSecrets([input.subject, input.words]);
	if (!clean.ok) return clean;
	const recipients = addressed(input.recipients, (uid) => directory.person(uid)?.email ?? null);
	if (!recipients.ok) return recipients;
	const file = await sealedFile(work, found.value);
	if (!file.ok) return file;
	const { pages, ...attachment } = file.value;
	const about = { documentId: document.id, by: actor.uid, byName: actor.person.name, round: 0 };
	const body = `${input.words}\n\n${mailFoot({ ...attachment, pages })}\n`;
	// The ids follow from the act, so that a second delivery means the same messages.
	const messages = recipients.value.map(({ uid, name, address }, index) => {
		const known = uid === null ? name : directory.nameOf(uid);
		return outgoing(
			{
				id: `${act.id}-mail${index + 1}`,
				channel: 'mail',
				uid: uid ?? '',
				name: known || address,
				to: address,
				subject: input.subject,
				body,
				about,
				attachments: [attachment],
			},
			now,
		);
	});
	for (const message of messages) putMessage(work, message);
	const names = messages.map(({ name }) => name);
	const few = names.slice(0, 5).join('、');
	const who = names.length > 5 ? `${few}等 ${names.length} 个地址` : few;
	recordDeed(context, found.value, {
		verb: 'distribute',
		taskId: null,
		note: `电子邮件分发到${who}`,
	});
	return { ok: true, value: { messageIds: messages.map(({ id }) => id) } };
}

/** Sends one message again, to the same address with the same file. */
async function again(context: ActContext<{ messageId: string }>): Answer {
	const { work, input, now } = context;
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { document } = found.value;
	const allowed = mayMail(document, true);
	if (!allowed.ok) return allowed;
	const message = await work.get<Outgoing>(`outbox/${input.messageId}`);
	if (message?.about?.documentId !== document.id) return refuse('core/notFound');
	const anew = sentAnew(message, now);
	if (!anew.ok) return anew;
	putMessage(work, anew.value);
	return { ok: true, value: {} };
}

/** Acts that send a document by e-mail (DOC-14); the target is the document. */
export const mailActs = [
	defineAct({
		type: 'document/mail',
		permission: 'document.distribute',
		input: mailSchema,
		run: mail,
	}),
	defineAct({
		type: 'document/mailAgain',
		permission: 'document.distribute',
		input: z.object({ messageId: z.string().min(1).max(128) }),
		run: again,
	}),
];
