import { parentPort, workerData } from 'node:worker_threads';
import { Composer } from './compose.ts';
import { Coverage } from './coverage.ts';
import type { Answer, Composition, Job, WorkerSettings } from './jobs.ts';

// One layout engine in a thread of its own: the engine leaks about a megabyte a compile, so that the
// owner (engine.ts) ends this thread every now and then and starts a fresh one.
const { assets, fonts } = workerData as WorkerSettings;
const composer = new Composer(assets, fonts);
const coverage = new Coverage(assets);

/** A composition with a word about the characters no font has. */
function told({ id }: Job, composition: Composition, missing: string): Answer {
	if (missing !== '') {
		composition.warnings.push({
			code: 'layout/missingCharacters',
			detail: { characters: missing },
		});
	}
	return { id, ok: true, composition };
}

function answer(job: Job): Answer {
	try {
		if (job.kind === 'outlines') return { id: job.id, ok: true, svg: composer.outlines(job.text) };
		if (job.kind === 'families')
			return { id: job.id, ok: true, families: composer.families(job.names) };
		if (job.kind === 'form') {
			const { value: form, missing } = coverage.fill(job.form);
			return told(job, composer.form(job, form, job.pictures), missing);
		}
		const { value: sheet, missing } = coverage.fill(job.sheet);
		const composition = composer.compose(job, sheet, job.pictures);
		return told(job, composition, missing);
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
