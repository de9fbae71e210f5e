import { clientOf } from '@wenshu/domain/trace/entry.ts';
import * as Y from 'yjs';
import type { Outbox } from './outbox.ts';
import type { Provisional } from './provisional.ts';
import type { Relays } from './relays.ts';

/** After so long what came over the fast path is signed, in ms. */
const SIGNING = 600;

/** What the footing needs. */
export interface FootingOptions {
	outbox: Outbox;
	/** The session of this page. */
	session: string;
	relays: Relays;
	/** Changes of others that the log lacks; null without links. */
	provisional: () => Provisional | null;
	/** How far the log knows the words of a Yjs client. */
	clockInLog: (client: number) => number;
}

/**
 * Sees to it that nothing goes to the log before that on which it rests: words typed after somebody's
 * words that only the fast path brought would be unreadable if those never arrived.
 */
export class Footing {
	#options: FootingOptions;

	constructor(options: FootingOptions) {
		this.#options = options;
	}

	/** Notes on this device what words typed here rest on, as long as the log lacks it. */
	borrow(update: Uint8Array): void {
		this.#note(update);
		// What is not signed yet cannot be handed in; its signature is on its way.
		if (this.#options.provisional()?.restsOnUnsigned(update))
			setTimeout(() => {
				this.#note(update);
			}, SIGNING);
	}

	/** Hands in what the unsent words of a session of this browser rest on. */
	async shoreUp(which: string): Promise<void> {
		const { outbox, session, provisional } = this.#options;
		if (which !== session) {
			await this.#handInBorrowed(which);
			return;
		}
		const changes = provisional();
		if (!changes?.size) return;
		const { sealed, pending } = await outbox.unsent(session);
		const updates = [...sealed.map((entry) => entry.update), ...pending];
		if (updates.some((update) => changes.restsOnUnsigned(update)))
			await new Promise((resume) => setTimeout(resume, SIGNING));
		await changes.handInFor(updates);
	}

	#note(update: Uint8Array): void {
		const { outbox, session, provisional } = this.#options;
		const rested = provisional()?.restedOn(update) ?? [];
		if (rested.length > 0)
			void outbox
				.borrow(rested.map(({ of, run }) => ({ session, of, first: run.first, run })))
				// The page closes, and with it the device's database.
				.catch(() => undefined);
	}

	/** Of a page that is gone only what it noted is left. */
	async #handInBorrowed(which: string): Promise<void> {
		const { outbox, relays, clockInLog } = this.#options;
		const borrowed = await outbox.borrowed(which);
		for (const of of new Set(borrowed.map((row) => row.of))) {
			const runs = borrowed.filter((row) => row.of === of).map((row) => row.run);
			const missing = runs
				.flatMap((run) => run.updates)
				.some((update) => {
					const end = Y.parseUpdateMeta(update).to.get(clientOf(of));
					return end === undefined || end > clockInLog(clientOf(of));
				});
			if (missing) await relays.handIn(of, runs);
		}
	}
}
