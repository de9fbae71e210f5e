import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TakenMail } from './smtp-process.ts';

/** The mail server of the tests: a process that speaks SMTP, and what it took so far. */
export class MailServer {
	readonly mails: TakenMail[] = [];
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess) {
		this.#child = child;
		child.on('message', (message) => {
			if (message !== 'ready') this.mails.push(message as TakenMail);
		});
	}

	/** Starts it and waits until it listens. */
	static async start(): Promise<MailServer> {
		const child = fork(path.join(import.meta.dirname, 'smtp-process.ts'));
		await once(child, 'message');
		return new MailServer(child);
	}

	/** What it took for an address. */
	to(address: string): TakenMail[] {
		return this.mails.filter(({ envelopeTo }) => envelopeTo.includes(address));
	}

	async stop(): Promise<void> {
		const ended = once(this.#child, 'exit');
		this.#child.disconnect();
		await ended;
	}
}
