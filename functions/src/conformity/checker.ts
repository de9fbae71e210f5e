import { Worker } from 'node:worker_threads';
import type { ClauseOutcome } from '@wenshu/domain/conformity/conformity.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Page } from '@wenshu/domain/document/page.ts';

/** A file to be held against the standard, and what it should show. */
export interface CheckOrder {
	pdf: Uint8Array;
	page: Page;
	/** Lines on a full page where the layout adjusted them. */
	lines: number | undefined;
	mostPages: number;
}

/** What the thread found, or why it found nothing. */
export type CheckAnswer =
	| { ok: true; pages: number; clauses: ClauseOutcome[] }
	| { ok: false; why: 'tooLarge' | 'unreadable' };

/** How far a check may go. */
export interface CheckLimits {
	/** Milliseconds for one file. */
	time: number;
	/** Bytes of a file, its pages, and megabytes the thread may keep. */
	bytes: number;
	pages: number;
	heapMb: number;
	/** Files after which the thread is replaced. */
	filesPerThread: number;
}

const LIMITS: CheckLimits = {
	time: 60_000,
	bytes: 40 * 1024 * 1024,
	pages: 500,
	heapMb: 512,
	filesPerThread: 40,
};

/** Whether this runs from the sources (tests) or from the bundle in lib/. */
const inSources = import.meta.url.endsWith('.ts');
const script = new URL(
	inSources ? './check.worker.ts' : './conformity/check.worker.js',
	import.meta.url,
);

interface Waiting {
	order: CheckOrder;
	resolve: (found: Decision<Extract<CheckAnswer, { ok: true }>>) => void;
}

/**
 * The one thread of this process that reads files for 版式检查: takes them in order, one at a time, and is
 * replaced after a number of files, after one that took too long or too much memory, and after a crash.
 * A file that cannot be checked is refused with a sentence; it never stops the ones behind it.
 */
export class Checker {
	readonly #limits: CheckLimits;
	#thread: Worker | null = null;
	#done = 0;
	#started = 0;
	#queue: Waiting[] = [];
	#current: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;

	constructor(limits: Partial<CheckLimits> = {}) {
		this.#limits = { ...LIMITS, ...limits };
	}

	/** Threads started so far. */
	get started(): number {
		return this.#started;
	}

	/** Reads a file and holds it against every clause. */
	check(
		order: Omit<CheckOrder, 'mostPages'>,
	): Promise<Decision<Extract<CheckAnswer, { ok: true }>>> {
		if (order.pdf.length > this.#limits.bytes)
			return Promise.resolve(refuse('conformity/tooLarge'));
		return new Promise((resolve) => {
			this.#queue.push({ order: { ...order, mostPages: this.#limits.pages }, resolve });
			this.#pump();
		});
	}

	#pump(): void {
		if (this.#current !== null) return;
		const waiting = this.#queue.shift();
		if (waiting === undefined) {
			this.#thread?.unref();
			return;
		}
		const { time } = this.#limits;
		const timer = setTimeout(() => {
			this.#fail('conformity/late', { seconds: String(Math.round(time / 1000)) });
		}, time);
		this.#current = { waiting, timer };
		const thread = (this.#thread ??= this.#start());
		thread.ref();
		thread.postMessage(waiting.order);
	}

	#start(): Worker {
		const resourceLimits = { maxOldGenerationSizeMb: this.#limits.heapMb };
		const thread = new Worker(script, { resourceLimits, stderr: false });
		this.#started += 1;
		this.#done = 0;
		thread.on('message', (answer: CheckAnswer) => {
			if (thread === this.#thread) this.#settle(answer);
		});
		thread.on('error', (error: Error & { code?: string }) => {
			if (thread !== this.#thread) return;
			const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
			this.#fail(isMemory ? 'conformity/tooLarge' : 'conformity/unreadable');
		});
		thread.on('exit', () => {
			if (thread === this.#thread) this.#fail('conformity/unreadable');
		});
		return thread;
	}

	#settle(answer: CheckAnswer): void {
		this.#done += 1;
		if (this.#done >= this.#limits.filesPerThread) this.#end();
		this.#answer(answer.ok ? grant(answer) : refuse(`conformity/${answer.why}`));
	}

	#fail(code: string, detail: Record<string, string> = {}): void {
		this.#end();
		this.#answer(refuse(code, detail));
	}

	#answer(found: Parameters<Waiting['resolve']>[0]): void {
		const current = this.#current;
		this.#current = null;
		if (current !== null) clearTimeout(current.timer);
		current?.waiting.resolve(found);
		this.#pump();
	}

	#end(): void {
		const thread = this.#thread;
		this.#thread = null;
		void thread?.terminate();
	}
}

/** The checker of this process. */
export const checker = new Checker();
