import { parentPort } from 'node:worker_threads';
import { checkConformity } from '@wenshu/domain/conformity/conformity.ts';
import type { CheckAnswer, CheckOrder } from './checker.ts';
import { readPaper, TooManyPages } from './read-pdf.ts';

// Reads files in a thread of its own: the reader works for seconds without a pause and takes memory with
// every page, so that the owner (checker.ts) bounds both and replaces this thread every now and then.
async function answer({ pdf, page, lines, mostPages }: CheckOrder): Promise<CheckAnswer> {
	try {
		const paper = await readPaper(pdf, mostPages);
		const clauses = checkConformity(paper, page, lines);
		return { ok: true, pages: paper.pages.length, clauses };
	} catch (error) {
		if (error instanceof TooManyPages) return { ok: false, why: 'tooLarge' };
		return { ok: false, why: 'unreadable' };
	}
}

parentPort?.on('message', (order: CheckOrder) => {
	void answer(order).then((found) => parentPort?.postMessage(found));
});
