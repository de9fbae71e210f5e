import { toast } from '../ui/toast.svelte.ts';
import { defineMessages } from './messages.ts';
import { forgetItem, storedItems, storeItem, type OutboxItem } from './outbox-store.ts';
import { deliver } from './send-act.ts';
import { session } from './session.svelte.ts';

export type { OutboxItem } from './outbox-store.ts';

const m = defineMessages({
	sent: ['已提交：{title}', 'Submitted: {title}'],
	refused: ['未被接受：{title}。{reason}', 'Refused: {title}. {reason}'],
});

/** Set while this browser may hold acts, so that the store is not even loaded otherwise. */
const mark = 'wenshu.outbox';

/** Waits between attempts while the server stays silent, in milliseconds. */
const pauses = [3_000, 10_000, 30_000, 60_000];

/**
 * Acts that wait for the server. They are replayed in order for each target; a refusal stops that target
 * until the person withdraws the refused act. Nothing here counts as done.
 */
class Outbox {
	#items = $state.raw<OutboxItem[]>([]);
	#sending = $state(false);
	#silent = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#uid = '';

	/** Waiting and refused acts of the signed-in person, oldest first. */
	get items(): OutboxItem[] {
		return this.#items;
	}
	get sending(): boolean {
		return this.#sending;
	}

	/** Shows and replays what the person left on this machine; called when they sign in. */
	async open(uid: string): Promise<void> {
		this.#uid = uid;
		this.#items = [];
		if (uid !== '' && localStorage.getItem(mark) !== null) {
			await this.#reload();
			void this.drain();
		}
	}

	/** Whether something already waits for a target, so that later acts must wait behind it. */
	has(target: string): boolean {
		return this.#items.some((item) => item.target === target);
	}

	async add(item: OutboxItem): Promise<void> {
		localStorage.setItem(mark, '1');
		await storeItem(item);
		await this.#reload();
		this.#later();
	}

	/** Takes an act back before it was answered. */
	async withdraw(id: string): Promise<void> {
		await forgetItem(id);
		await this.#reload();
		void this.drain();
	}

	/** Sends a refused act once more, for instance after the obstacle has gone. */
	async retry(id: string): Promise<void> {
		const item = this.#items.find((candidate) => candidate.id === id);
		if (item) await this.#keep({ ...item, refusal: null });
		void this.drain();
	}

	/** Sends what waits. Only one window of the browser does so at a time. */
	async drain(): Promise<void> {
		if (this.#sending || this.#items.length === 0 || !navigator.onLine) return;
		this.#sending = true;
		try {
			await navigator.locks.request('wenshu-outbox', async () => {
				await this.#reload();
				await this.#sendAll();
			});
		} finally {
			this.#sending = false;
		}
	}

	async #sendAll(): Promise<void> {
		const stopped = new Set<string>();
		for (const item of this.#items) {
			if (item.refusal !== null) stopped.add(item.target);
			if (stopped.has(item.target) || item.uid !== session.uid) continue;
			const answer = await deliver(item);
			if (answer === 'unreachable') {
				await this.#keep({ ...item, attempts: item.attempts + 1 });
				this.#later();
				return;
			}
			this.#silent = 0;
			if (answer.ok) {
				await forgetItem(item.id);
				toast.ok(m.sent({ title: item.title }));
			} else {
				stopped.add(item.target);
				await this.#keep({ ...item, refusal: answer.message });
				toast.warn(m.refused({ title: item.title, reason: answer.message }));
			}
		}
		await this.#reload();
	}

	readonly #online = (): void => {
		this.#silent = 0;
		void this.drain();
	};

	#later(): void {
		clearTimeout(this.#timer);
		const pause = pauses[Math.min(this.#silent, pauses.length - 1)];
		this.#silent += 1;
		this.#timer = setTimeout(() => void this.drain(), pause);
	}

	async #keep(item: OutboxItem): Promise<void> {
		await storeItem(item);
		await this.#reload();
	}

	async #reload(): Promise<void> {
		this.#items = await storedItems(this.#uid);
		if (this.#items.length > 0) addEventListener('online', this.#online);
		else removeEventListener('online', this.#online);
	}
}

/** The outbox of this browser. */
export const outbox = new Outbox();
