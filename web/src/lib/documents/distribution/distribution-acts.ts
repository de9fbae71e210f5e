import type { MailRecipient } from '@wenshu/domain/document/mailing.ts';
import type { Sent, Subject } from '../../flow/flow-acts.ts';
import { act } from '../../platform/act.svelte.ts';

const now = { queue: false } as const;

/** 增加分发对象. */
export function distributeMore(
	on: Subject,
	input: { uids: string[]; remark: string },
): Sent<{ readers: number }> {
	return act('document/distributeMore', on.id, input, now);
}

/** 催阅: those named, or all who have not read it. */
export function urgeReaders(on: Subject, readIds: readonly string[]): Sent<{ urged: number }> {
	return act('document/urgeReaders', on.id, { readIds }, now);
}

/** Takes the distribution back from somebody who has not opened it. */
export function withdrawReader(on: Subject, readId: string): Sent {
	return act('document/withdrawReader', on.id, { readId }, now);
}

/** 电子邮件分发. Refusals are shown by the dialog. */
export function mailDocument(
	on: Subject,
	input: { recipients: MailRecipient[]; subject: string; words: string; confirmed: boolean },
): Sent<{ messageIds: string[] }> {
	return act('document/mail', on.id, input, { queue: false, quiet: true });
}

/** Sends one message again. */
export function mailAgain(on: Subject, messageId: string): Sent {
	return act('document/mailAgain', on.id, { messageId }, now);
}
