import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type { Elements } from '@wenshu/domain/document/model.ts';
import { livePages, PaperError, type Preview } from './paper.ts';

/** What is to be set: the text and elements as they are on the screen. */
export interface Typed {
	documentId: string;
	body: BodyNode;
	elements: Partial<Elements>;
}

/**
 * The pages of a text while it is being typed. One request is under way at a time; what was typed
 * meanwhile goes with the next one, so that the pages follow as fast as the server sets them.
 */
export class LivePaper {
	readonly #known = new Map<string, string>();
	#preview = $state.raw<Preview | null>(null);
	#trouble = $state<string | null>(null);
	#busy = $state(false);
	#waiting: Typed | null = null;
	#last = '';

	/** The pages as last set; null before the first answer. */
	get preview(): Preview | null {
		return this.#preview;
	}
	/** Why the pages could not be set, or null. */
	get trouble(): string | null {
		return this.#trouble;
	}
	/** Whether what is typed is not on the pages yet. */
	get busy(): boolean {
		return this.#busy;
	}

	/** Sets what is typed now, unless it stands there already. */
	show(typed: Typed): void {
		this.#waiting = typed;
		if (!this.#busy) void this.#run();
	}

	/** Asks again after trouble. */
	retry(typed: Typed): void {
		this.#last = '';
		this.show(typed);
	}

	async #run(): Promise<void> {
		this.#busy = true;
		while (this.#waiting !== null) {
			const typed = this.#waiting;
			this.#waiting = null;
			const key = JSON.stringify(typed);
			if (key === this.#last) continue;
			this.#last = key;
			await this.#set(typed);
		}
		this.#busy = false;
	}

	async #set(typed: Typed): Promise<void> {
		try {
			const answer = await livePages({ ...typed, known: [...this.#known.keys()] });
			const pages = answer.pages.map(
				({ hash, svg }) => [hash, svg ?? this.#known.get(hash) ?? ''] as const,
			);
			this.#known.clear();
			for (const [hash, svg] of pages) this.#known.set(hash, svg);
			this.#preview = { ...answer, pages: pages.map(([, svg]) => svg) };
			this.#trouble = null;
		} catch (error) {
			if (!(error instanceof PaperError)) throw error;
			this.#trouble = error.message;
		}
	}
}
