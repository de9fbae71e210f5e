import { act } from '../platform/act.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import type { Line } from './lines.ts';
import { m } from './messages.ts';

/** Marks reading tasks as read, one act each, and says how many went well. */
export async function markRead(lines: Line[]): Promise<void> {
	let done = 0;
	let queued = 0;
	for (const line of lines) {
		if (!line.reading) continue;
		const { instanceId, taskId } = line.reading;
		const outcome = await act(
			'flow/read',
			instanceId,
			{ readId: taskId, remark: '' },
			{ title: `${m.markRead}：${line.title}`, quiet: lines.length > 1 },
		);
		if (outcome.ok) done += 1;
		else if (outcome.queued) queued += 1;
	}
	const failed = lines.length - done - queued;
	if (failed > 0 && lines.length > 1) toast.warn(m.readSome({ n: done, failed }));
	else if (done > 0) toast.ok(m.readDone({ n: done }));
}
