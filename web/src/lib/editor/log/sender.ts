import type { LocalCopy } from './local-copy.ts';
import { Pace } from './pace.ts';
import type { Rejection, SendResult, Uplink } from './uplink.ts';

/** Where the words typed here are. */
export type Saving =
	| { at: 'server' }
	| { at: 'way' }
	| { at: 'device'; waiting: number }
	| { at: 'nowhere'; reason: Rejection };

/** Without an answer for so long, words are said to wait on this device, in ms. */
const PATIENCE = 5_000;
/** So often is asked whether something can be sent, in ms. */
const ASKING = 100;
/** So long is waited for the last answer when a text is closed, in ms. */
const PARTING = 1_500;

/** What the sender asks of its surroundings. */
export interface SenderOptions {
	local: LocalCopy;
	uplink: Uplink;
	/** Pieces that older sessions of this browser have not sent. */
	backlog: number;
	/** How long words may wait for the log, in ms; null when somebody sees them by the log only. */
	leisure: () => number | null;
	/** Sees to it that the log has what the unsent words of a session here rest on. */
	prepare: (session: string) => Promise<void>;
	/** Number of the last change that was told over the fast path. */
	lastTold: () => number;
	/** The changes up to `seq` are in the log, the last of them in entry `n`. */
	onSettled: (seq: number, n: number) => void;
	onRejected: () => void;
	onChange: () => void;
}

/** Brings what is typed here to the log, at its pace, and knows where the words are. */
export class Sender {
	#options: SenderOptions;
	#pace = new Pace(() => performance.now());
	/** Edits typed here that the server has not confirmed. */
	#waiting: number;
	#rejected: Rejection | null = null;
	#sending: Promise<SendResult> | null = null;
	#since = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Nothing is sent before the log was read, so that nothing sent can rest on words it lacks. */
	#open = false;
	#closed = false;

	constructor(options: SenderOptions) {
		this.#options = options;
		this.#waiting = options.backlog;
	}

	get rejected(): Rejection | null {
		return this.#rejected;
	}

	get waiting(): number {
		return this.#waiting;
	}

	/** Where the words are now. */
	get saving(): Saving {
		if (this.#rejected) return { at: 'nowhere', reason: this.#rejected };
		if (this.#waiting === 0 && !this.#sending) return { at: 'server' };
		const silent = this.#since > 0 && Date.now() - this.#since > PATIENCE;
		if (!navigator.onLine || silent) return { at: 'device', waiting: Math.max(1, this.#waiting) };
		return { at: 'way' };
	}

	/** The log was read: what waits may go. */
	open(): void {
		this.#open = true;
		if (this.#waiting > 0) this.send();
	}

	/** Something was typed and lies in the outbox. */
	typed(): void {
		this.#waiting += 1;
		this.#schedule();
	}

	/** Sends everything now; true when all of it is at the server within the given time (ms). */
	async flush(patience: number): Promise<boolean> {
		const end = Date.now() + patience;
		while (this.#waiting > 0 || this.#sending) {
			if (this.#rejected || this.#closed) return false;
			this.send();
			const left = end - Date.now();
			if (left <= 0) return false;
			// Before the log was read nothing is on its way; asking again at once would hold up the page.
			const pause = Math.min(left, this.#sending ? left : ASKING);
			const timeout = new Promise((resolve) => setTimeout(resolve, pause));
			await Promise.race(this.#sending ? [this.#sending, timeout] : [timeout]);
		}
		return this.#rejected === null;
	}

	/** Sends what waits, unless something is on its way. */
	send(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#sending || this.#rejected || !this.#open || this.#closed) return;
		const { local, uplink, prepare, onSettled, onRejected, onChange } = this.#options;
		const [carried, last] = [this.#waiting, this.#options.lastTold()];
		this.#pace.spent();
		this.#since = Date.now();
		const silence = setTimeout(onChange, PATIENCE + 100);
		this.#sending = sendAll(local, uplink, prepare).then((result) => {
			clearTimeout(silence);
			this.#sending = null;
			this.#since = 0;
			if (result.ok) {
				this.#waiting -= carried;
				if (result.n !== null) onSettled(last, result.n);
				if (this.#waiting > 0) this.#schedule();
			} else if (result.reason !== 'closed') {
				this.#rejected = result.reason;
				onRejected();
			}
			onChange();
			return result;
		});
		onChange();
	}

	/** Forgets what waits: it was given up. */
	giveUp(): void {
		this.#waiting = 0;
	}

	/** Ends; an answer that is on its way is worth a moment, without it the entry is only sent again. */
	async close(): Promise<void> {
		this.#closed = true;
		clearTimeout(this.#timer);
		await Promise.race([this.#sending, new Promise((resolve) => setTimeout(resolve, PARTING))]);
		this.#options.uplink.close();
	}

	/** One write in flight, and the next when its time has come. */
	#schedule(): void {
		if (this.#sending || this.#timer !== undefined) return;
		this.#timer = setTimeout(() => {
			this.send();
		}, this.#pace.wait(this.#options.leisure()));
	}
}

/** Sends what closed or killed tabs left behind, then what was typed here. */
async function sendAll(
	local: LocalCopy,
	uplink: Uplink,
	prepare: (session: string) => Promise<void>,
): Promise<SendResult> {
	try {
		return await sendInOrder(local, uplink, prepare);
	} catch {
		// The device's database closed while the answer was on its way.
		return { ok: false, reason: 'closed' };
	}
}

async function sendInOrder(
	local: LocalCopy,
	uplink: Uplink,
	prepare: (session: string) => Promise<void>,
): Promise<SendResult> {
	for (;;) {
		const orphan = local.orphans[0];
		await prepare(orphan?.session ?? local.session);
		if (!orphan) return uplink.send(local.session);
		const result = await uplink.send(orphan.session);
		if (!result.ok) return result;
		await local.outbox.forget(orphan.session);
		local.orphans.shift();
	}
}
