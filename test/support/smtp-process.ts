import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { mailPort } from '../../emulator-data/run/ports.ts';
import { ports } from './emulator.ts';

/** A message as the mail server of the tests took it. */
export interface TakenMail {
	messageId: string;
	from: string;
	to: string;
	envelopeTo: string[];
	subject: string;
	text: string;
	attachments: { name: string; type: string; size: number; sha256: string }[];
}

/** A reply of the protocol. */
function reply(code: number, words: string): Error {
	return Object.assign(new Error(words), { responseCode: code });
}

/** A mail server as a process of its own: it knows no `nobody@…`, and is too busy for `busy@…` the first time. */
const refused = new Set<string>();
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS', 'AUTH'],
	size: 30 * 1024 * 1024,
	onRcptTo({ address }, _session, callback) {
		if (address.startsWith('nobody@')) callback(reply(550, '5.1.1 No such user here'));
		else if (address.startsWith('busy@') && !refused.has(address)) {
			refused.add(address);
			callback(reply(451, '4.3.2 Try again later'));
		} else callback();
	},
	onData(stream, session, callback) {
		simpleParser(stream)
			.then((mail) => {
				const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
				const taken: TakenMail = {
					messageId: mail.messageId ?? '',
					from: mail.from?.text ?? '',
					to: to?.text ?? '',
					envelopeTo: session.envelope.rcptTo.map(({ address }) => address),
					subject: mail.subject ?? '',
					text: mail.text ?? '',
					attachments: mail.attachments.map(({ filename, contentType, content }) => ({
						name: filename ?? '',
						type: contentType,
						size: content.length,
						sha256: createHash('sha256').update(content).digest('hex'),
					})),
				};
				process.send?.(taken);
				callback();
			})
			.catch((error: unknown) => {
				callback(error as Error);
			});
	},
});
server.listen(mailPort(ports.base), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit(0));
