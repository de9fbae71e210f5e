import type { Flow } from '@wenshu/domain/flow/definition.ts';
import { drawnFlowSchema } from '@wenshu/domain/flow/definition-store.ts';
import { goto } from '$app/navigation';
import { refusalSentence } from '../platform/send-act.ts';
import { toast } from '../ui/toast.svelte.ts';
import { saveDraft } from './flow-store.ts';
import { m } from './words.ts';

const largest = 2 * 1024 * 1024;

/** Reads a file as a flow under a new id; what could not be taken over is said in words. */
async function flowOf(text: string, id: string): Promise<{ flow: Flow; notes: string[] } | string> {
	if (text.trimStart().startsWith('{')) {
		let read: object;
		try {
			read = JSON.parse(text) as object;
		} catch {
			return m.importNotJson;
		}
		const parsed = drawnFlowSchema.safeParse({ ...read, id });
		if (parsed.success) return { flow: { ...parsed.data, version: 1 }, notes: [] };
		const [issue] = parsed.error.issues;
		return m.importNotFlow({ at: issue?.path.join('.') ?? '' });
	}
	const { importBpmn } = await import('@wenshu/domain/flow/bpmn.ts');
	const read = await importBpmn(text, id);
	if (!read.ok) return refusalSentence(read.code, read.detail);
	const { flow, problems } = read.value;
	return { flow: { ...flow, id, version: 1 }, notes: problems.map(({ problem }) => problem) };
}

/**
 * Takes a BPMN or JSON file over as the draft of a new flow and opens it; where `taken` has its name already,
 * it becomes a copy, so that nobody meets two flows of one name.
 */
export async function importFlow(file: File, taken: readonly string[]): Promise<void> {
	if (file.size > largest) {
		toast.warn(m.importFailed({ why: m.importTooBig }));
		return;
	}
	const id = crypto.randomUUID();
	const read = await file
		.text()
		.then((text) => flowOf(text, id))
		.catch((error: unknown) => {
			console.error(error);
			return m.importUnreadable;
		});
	if (typeof read === 'string') {
		toast.warn(m.importFailed({ why: read }));
		return;
	}
	const { name } = read.flow;
	const flow = {
		...read.flow,
		name: taken.includes(name) ? m.copySuffix({ name }).slice(0, 40) : name,
	};
	const answer = await saveDraft(flow, 0);
	if (!answer.ok) {
		toast.warn(answer.message);
		return;
	}
	if (read.notes.length > 0)
		toast.warn(`${m.importNotes({ n: read.notes.length })}：${read.notes.join('；')}`);
	else toast.ok(m.imported({ name: flow.name }));
	await goto(`/flows/${id}`);
}
