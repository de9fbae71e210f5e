import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import type { Outgoing } from '../chasing/outgoing.ts';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { OfficialDocument } from './model.ts';

/** Mail servers commonly take messages of 25 to 30 MB, and an attachment grows by a third on its way. */
export const MAIL_ATTACHMENT_LIMIT = 20 * 1024 * 1024;

/** Somebody a document goes to by e-mail: a person of the directory, or an address outside (`uid` null). */
export const mailRecipientSchema = z.object({
	uid: idSchema.nullable(),
	name: z.string().trim().max(60),
	/** Empty: the address that the directory knows. */
	address: z.union([z.literal(''), z.email().max(120)]),
});
export type MailRecipient = z.infer<typeof mailRecipientSchema>;

/** 公文电子邮件分发: to whom, with which words. */
export const mailSchema = z.object({
	recipients: z.array(mailRecipientSchema).min(1).max(50),
	subject: z
		.string()
		.trim()
		.min(1)
		.max(200)
		.regex(/^[^\r\n]*$/),
	words: z.string().trim().min(1).max(2000),
	/** The sender has checked that everybody may know a document marked 内部. */
	confirmed: z.boolean().default(false),
});

/** `documents/{id}/mails/{message}`: how a message stands, for those who handle the document. */
export interface MailRecord {
	id: string;
	/** Null for an address outside. */
	uid: string | null;
	name: string;
	to: string;
	subject: string;
	state: Outgoing['state'];
	attempts: number;
	nextAt: Date | null;
	lastError: string | null;
	createdAt: Date;
	sentAt: Date | null;
	byName: string;
	/** Names of what was attached, with its SHA-256 (hex). */
	attachments: { name: string; sha256: string }[];
}

type Mailed = Pick<OfficialDocument, 'status' | 'seal' | 'elements'>;

/** Whether a document may leave by e-mail: sealed, not ended, and if internal only when the sender confirmed. */
export function mayMail({ status, seal, elements }: Mailed, confirmed: boolean): Decision<true> {
	if (status === 'terminated' || status === 'voided') return refuse('document/mailEnded');
	if (seal === null) return refuse('document/mailUnsealed');
	return elements.secrecy === '公开' || confirmed ? grant(true) : refuse('document/mailInternal');
}

/** Everybody with the address they get it under; `addressOf` knows the directory's. */
export function addressed(
	recipients: readonly MailRecipient[],
	addressOf: (uid: string) => string | null,
): Decision<MailRecipient[]> {
	const found: MailRecipient[] = [];
	for (const each of recipients) {
		const address = each.address || (each.uid === null ? null : addressOf(each.uid)) || '';
		if (address === '') return refuse('document/mailAddress', { name: each.name });
		const isTwice = found.some((one) => one.address.toLowerCase() === address.toLowerCase());
		if (isTwice) return refuse('document/mailTwice', { address });
		found.push({ ...each, address });
	}
	return grant(found);
}

/** The name under which the sealed file is attached: `云医保发〔2026〕12号 关于…的通知.pdf`. */
export function attachmentName({
	number,
	elements,
}: Pick<OfficialDocument, 'number' | 'elements'>) {
	const name = [number, elements.title].filter(Boolean).join(' ');
	return `${name.replace(/[\\/:*?"<>|\r\n]/g, '').slice(0, 120)}.pdf`;
}

/** The subject and the words a message is proposed with. */
export function proposedMail({
	number,
	elements,
	issuer,
}: Pick<OfficialDocument, 'number' | 'elements' | 'issuer'>): { subject: string; words: string } {
	const named = `《${elements.title}》${number === null ? '' : `（${number}）`}`;
	const from = elements.title.startsWith(issuer) ? '' : `${issuer}：`;
	return {
		subject: `${from}${elements.title}${number === null ? '' : `（${number}）`}`.slice(0, 200),
		words: `现将${named}发给您，请查收。\n\n${issuer}`,
	};
}

/** What stands below the words of every message: what is attached, and how to tell that it is whole. */
export function mailFoot(file: { name: string; sha256: string; pages: number }): string {
	return [
		'——',
		`附件：${file.name}（共 ${file.pages} 页，已加盖电子印章）`,
		`SHA-256：${file.sha256}`,
		'请以附件为准。如文件被改动，PDF 阅读器会提示签名无效。',
	].join('\n');
}

/** How a message of the queue stands, as the document shows it. */
export function mailRecord(message: Outgoing): MailRecord {
	const { id, name, to, subject, state, attempts, nextAt, lastError, createdAt, sentAt } = message;
	return {
		...{ id, name, to, subject, state, attempts, nextAt, lastError, createdAt, sentAt },
		uid: message.uid === '' ? null : message.uid,
		byName: message.about?.byName ?? '',
		attachments: (message.attachments ?? []).map((each) => {
			return { name: each.name, sha256: each.sha256 };
		}),
	};
}
