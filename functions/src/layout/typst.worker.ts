import { parentPort, workerData } from 'node:worker_threads';
import { Composer } from './compose.ts';
import { Coverage } from './coverage.ts';
import type { Answer, Job, WorkerSettings } from './jobs.ts';

// One layout engine in a thread of its own: the engine leaks about a megabyte a compile, so that the
// owner (engine.ts) ends this thread every now and then and starts a fresh one.
const { assets } = workerData as WorkerSettings;
const composer = new Composer(assets);
const coverage = new Coverage(assets);

function answer(job: Job): Answer {
	try {
		if (job.kind === 'outlines') return { id: job.id, ok: true, svg: composer.outlines(job.text) };
		const { value: sheet, missing } = coverage.fill(job.sheet);
		const composition = composer.compose(job.kind, sheet, job.pictures);
		if (missing !== '') {
			composition.warnings.push({
				code: 'layout/missingCharacters',
				detail: { characters: missing },
			});
		}
		return { id: job.id, ok: true, composition };
	} catch (error) {
		return {
			id: job.id,
			ok: false,
			message: error instanceof Error ? error.message : String(error),
		};
	}
}

parentPort?.on('message', (job: Job) => {
	parentPort?.postMessage(answer(job));
});
