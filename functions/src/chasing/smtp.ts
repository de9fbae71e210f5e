import { createHash } from 'node:crypto';
import { mailFailure, type MailError } from '@wenshu/domain/chasing/mail-failure.ts';
import { messageId, type Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import { NotCarried, type Carrier } from './carriers.ts';

/** The office's mail server, as an address with its password, and in whose name it sends. */
export interface SmtpSettings {
	/** `smtps://name:password@host:465`; `smtp://` takes STARTTLS where the server offers it. */
	url: string;
	/** `云州市医疗保障局 <oa@example.gov.cn>`, or the address alone. */
	from: string;
}

/** Reads an attachment of the file store. */
type ReadFile = (fileId: string) => Promise<Buffer>;

/** How long a server may take to be reached, to greet, and to answer, in ms. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 40_000 };

/** What the environment says of the mail server; null where it is not set up. */
export function smtpSettings(env: NodeJS.ProcessEnv): SmtpSettings | null {
	const url = env['WENSHU_SMTP_URL'] ?? '';
	const from = env['WENSHU_SMTP_FROM'] ?? '';
	return url === '' || hostOf(from) === '' ? null : { url, from };
}

/** The host of an address, which makes ids of messages unique in the world. */
function hostOf(address: string): string {
	return /@([A-Za-z0-9.-]+)>?\s*$/.exec(address)?.[1] ?? '';
}

/**
 * Carries mail over SMTP, its attachments read from the store and compared with what was sealed. The library
 * is loaded with the first message, for most functions of a process never send one.
 */
export function smtpCarrier({ url, from }: SmtpSettings, read: ReadFile): Carrier {
	async function attached(message: Outgoing) {
		return Promise.all(
			(message.attachments ?? []).map(async ({ fileId, name, sha256 }) => {
				const content = await read(fileId);
				if (createHash('sha256').update(content).digest('hex') !== sha256)
					throw new NotCarried('附件与盖章时不一致，已停止发送，请联系印章管理员验章', true);
				return { filename: name, content, contentType: 'application/pdf' };
			}),
		);
	}

	return {
		async send(message) {
			const attachments = await attached(message);
			const { createTransport } = await import('nodemailer');
			const transport = createTransport({ url, ...PATIENCE });
			const id = messageId(message, hostOf(from));
			try {
				await transport.sendMail({
					from,
					to: { name: message.name, address: message.to },
					subject: message.subject,
					text: message.body,
					messageId: id,
					attachments,
					// Bytes come from the store alone; no path or address is ever followed.
					disableFileAccess: true,
					disableUrlAccess: true,
				});
			} catch (error) {
				const { words, permanent } = mailFailure(error as MailError);
				throw new NotCarried(words, permanent);
			} finally {
				transport.close();
			}
			return { ref: id };
		},
	};
}
