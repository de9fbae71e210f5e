import { Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import type { Answer, Job, WorkerSettings } from './jobs.ts';

/** Jobs after which a thread is replaced: the engine never gives all its memory back. */
const JOBS_PER_THREAD = 100;
/** So many times those jobs a thread does while no successor is ready. */
const OVERTIME = 2;
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

/** A thread with the fonts it began with, which it keeps. */
interface Thread {
	worker: Worker;
	fonts: FontSet | null;
	/** Jobs it has done. */
	done: number;
}

/**
 * The one layout thread of this process: takes jobs in order, one at a time; replaced after a number of jobs,
 * after a crash and after a job that took too long. Its successor first does a job over, beside it: a fresh
 * thread needs seconds for what a warm one does in a tenth of that, and nobody who types waits for it.
 * Neither keeps the process alive by itself.
 */
export class Engine {
	readonly #jobsPerThread: number;
	#thread: Thread | null = null;
	#successor: Thread | null = null;
	#nextId = 1;
	#queue: Waiting[] = [];
	#current: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;

	constructor(jobsPerThread = JOBS_PER_THREAD) {
		this.#jobsPerThread = jobsPerThread;
	}

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
			this.#thread?.worker.unref();
			return;
		}
		const timer = setTimeout(() => {
			this.#fail(new Error(`layout took longer than ${String(TIME_LIMIT)} ms`));
		}, TIME_LIMIT);
		this.#current = { waiting, timer };
		const { fonts } = waiting;
		if (fonts !== null && fonts.key !== (this.#thread?.fonts?.key ?? '')) this.#end();
		const { worker } = (this.#thread ??= this.#start(fonts));
		worker.ref();
		worker.postMessage(waiting.job);
	}

	#start(fonts: FontSet | null): Thread {
		const settings: WorkerSettings = { assets: fileURLToPath(assets), fonts: fonts?.files ?? [] };
		const worker = new Worker(script, { workerData: settings, stderr: false });
		const thread: Thread = { worker, fonts, done: 0 };
		worker.on('message', (answer: Answer) => {
			thread.done += 1;
			if (thread === this.#thread) this.#settle(answer);
			else if (thread === this.#successor && this.#current === null) this.#succeed();
		});
		const fail = (reason: Error) => {
			if (thread === this.#thread) this.#fail(reason);
			else if (thread === this.#successor) this.#successor = null;
		};
		worker.on('error', (error) => {
			fail(error instanceof Error ? error : new Error(String(error)));
		});
		worker.on('exit', () => {
			fail(new Error('the layout thread ended'));
		});
		return thread;
	}

	#settle(answer: Answer): void {
		const current = this.#take();
		const done = this.#thread?.done ?? 0;
		if ((this.#successor?.done ?? 0) > 0) this.#succeed();
		else if (done >= OVERTIME * this.#jobsPerThread) this.#end();
		else if (done >= this.#jobsPerThread && current !== undefined) this.#prepare(current.job);
		if (answer.ok) current?.resolve(answer);
		else current?.reject(new Error(answer.message));
		this.#pump();
	}

	/** Starts the successor with a job to do over, in a moment without others. */
	#prepare(job: Job): void {
		if (this.#successor !== null || this.#queue.length > 0) return;
		this.#successor = this.#start(this.#thread?.fonts ?? null);
		this.#successor.worker.unref();
		// All pictures, as for somebody who has none: outlines are what takes longest the first time.
		this.#successor.worker.postMessage('known' in job ? { ...job, known: [] } : job);
	}

	#succeed(): void {
		const old = this.#thread;
		this.#thread = this.#successor;
		this.#successor = null;
		void old?.worker.terminate();
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
		const threads = [this.#thread, this.#successor];
		this.#thread = this.#successor = null;
		for (const thread of threads) void thread?.worker.terminate();
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
