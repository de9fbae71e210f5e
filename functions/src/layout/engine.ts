import { Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import type { Answer, Job, WorkerSettings } from './jobs.ts';

/** Jobs after which a thread is replaced: the engine never gives all its memory back. */
const JOBS_PER_THREAD = 100;
/** Milliseconds one job may take before its thread is ended. */
const TIME_LIMIT = 20_000;

/** Whether this runs from the sources (tests) or from the bundle in lib/. */
const inSources = import.meta.url.endsWith('.ts');
const assets = new URL(inSources ? '../../assets' : './assets', import.meta.url);
const script = new URL(
	inSources ? './typst.worker.ts' : './layout/typst.worker.js',
	import.meta.url,
);

/** A job without its number. */
export type Order = Job extends infer One ? (One extends Job ? Omit<One, 'id'> : never) : never;

/** Font files of the office, under a name that changes with them. */
export interface FontSet {
	key: string;
	files: Uint8Array[];
}

interface Waiting {
	job: Job;
	/** Null where any will do. */
	fonts: FontSet | null;
	resolve: (answer: Answer & { ok: true }) => void;
	reject: (reason: Error) => void;
}

/**
 * The one layout thread of this process: takes jobs in order, one at a time; replaced after a number
 * of jobs, after a crash and after a job that took too long. It never keeps the process alive by itself.
 */
class Engine {
	#thread: Worker | null = null;
	#done = 0;
	#fonts = '';
	#nextId = 1;
	#queue: Waiting[] = [];
	#current: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;

	run(order: Order, fonts: FontSet | null): Promise<Answer & { ok: true }> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ job: { ...order, id: this.#nextId++ }, fonts, resolve, reject });
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
		const timer = setTimeout(() => {
			this.#fail(new Error(`layout took longer than ${String(TIME_LIMIT)} ms`));
		}, TIME_LIMIT);
		this.#current = { waiting, timer };
		// A thread keeps the fonts it began with: others need another thread.
		if (waiting.fonts !== null && waiting.fonts.key !== this.#fonts) this.#end();
		const thread = (this.#thread ??= this.#start(waiting.fonts));
		thread.ref();
		thread.postMessage(waiting.job);
	}

	#start(fonts: FontSet | null): Worker {
		const settings: WorkerSettings = { assets: fileURLToPath(assets), fonts: fonts?.files ?? [] };
		this.#fonts = fonts?.key ?? '';
		const thread = new Worker(script, { workerData: settings, stderr: false });
		this.#done = 0;
		thread.on('message', (answer: Answer) => {
			if (thread === this.#thread) this.#settle(answer);
		});
		thread.on('error', (error) => {
			if (thread === this.#thread)
				this.#fail(error instanceof Error ? error : new Error(String(error)));
		});
		thread.on('exit', () => {
			if (thread === this.#thread) this.#fail(new Error('the layout thread ended'));
		});
		return thread;
	}

	#settle(answer: Answer): void {
		const current = this.#take();
		this.#done += 1;
		if (this.#done >= JOBS_PER_THREAD) this.#end();
		if (answer.ok) current?.resolve(answer);
		else current?.reject(new Error(answer.message));
		this.#pump();
	}

	#fail(reason: Error): void {
		const current = this.#take();
		this.#end();
		current?.reject(reason);
		this.#pump();
	}

	#take(): Waiting | undefined {
		const current = this.#current;
		this.#current = null;
		if (current !== null) clearTimeout(current.timer);
		return current?.waiting;
	}

	#end(): void {
		const thread = this.#thread;
		this.#thread = null;
		void thread?.terminate();
	}
}

const engine = new Engine();

/** Runs one job on the layout thread; throws when the engine fails or takes too long. */
export function runLayout(
	order: Order,
	fonts: FontSet | null = null,
): Promise<Answer & { ok: true }> {
	return engine.run(order, fonts);
}
