import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { m } from './messages.ts';
import { BATCH_LIMIT, type Line } from './lines.ts';

/** How one task of a batch stands. */
export interface BatchItem {
	line: Line;
	state: 'waiting' | 'sending' | 'done' | 'queued' | 'refused';
	/** Why it was refused, in words. */
	reason: string;
}

type Send = (line: Line, opinion: string) => Promise<ActOutcome>;

/** Submits one task of a batch: an act of its own, so that one refusal hinders no other. */
const submit: Send = (line, opinion) => {
	const { instanceId, taskId } = line.batch ?? { instanceId: '', taskId: '' };
	const input = { taskId, opinion, edgeId: null, chosen: {} };
	const title = `${m.batch}：${line.title}`;
	return act('flow/submit', instanceId, input, { title, quiet: true });
};

/** Several tasks approved with one opinion, one after another, each with its own result. */
export class Batch {
	items = $state.raw<BatchItem[]>([]);
	running = $state(false);
	readonly #send: Send;

	constructor(lines: readonly Line[], send: Send = submit) {
		this.items = lines
			.filter((line) => line.batch !== null)
			.slice(0, BATCH_LIMIT)
			.map((line) => ({ line, state: 'waiting', reason: '' }));
		this.#send = send;
	}

	/** How many are left to be sent: not sent yet, or refused. */
	get left(): number {
		return this.count('waiting') + this.count('refused');
	}
	count(state: BatchItem['state']): number {
		return this.items.filter((item) => item.state === state).length;
	}

	/** Sends what is left. */
	async run(opinion: string): Promise<void> {
		if (this.running) return;
		this.running = true;
		const left = this.items.filter(({ state }) => state === 'waiting' || state === 'refused');
		for (const { line } of left) {
			this.#mark(line, 'sending');
			const answer = await this.#send(line, opinion.trim());
			if (answer.ok) this.#mark(line, 'done');
			else if (answer.queued === true) this.#mark(line, 'queued');
			else this.#mark(line, 'refused', answer.message);
		}
		this.running = false;
	}
	#mark(line: Line, state: BatchItem['state'], reason = ''): void {
		this.items = this.items.map((item) => (item.line === line ? { line, state, reason } : item));
	}
}
