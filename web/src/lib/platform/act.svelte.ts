import { SvelteSet } from 'svelte/reactivity';
import { toast } from '../ui/toast.svelte.ts';
import { defineMessages } from './messages.ts';
import { outbox } from './outbox.svelte.ts';
import { deliver, type Refusal } from './send-act.ts';
import { session } from './session.svelte.ts';

export { refusalSentence } from './send-act.ts';

/**
 * How an act ended: done, refused with a sentence, or kept in the outbox (`queued`), which is not done.
 */
export type ActOutcome<R = unknown> =
	| { ok: true; result: R }
	| (Refusal & { queued?: false })
	| { ok: false; queued: true; code: 'outbox/queued'; message: string };

export interface ActOptions {
	/** Version of the target the person saw; the server refuses an act on anything newer. */
	version?: number;
	/** What the person does, in words, for the outbox. */
	title?: string;
	/** False for acts that make no sense later, such as those that carry a password. */
	queue?: boolean;
	/** True when the caller shows refusals itself; otherwise they appear as a toast. */
	quiet?: boolean;
}

const m = defineMessages({
	queued: [
		'当前离线，已存入待发箱，联网后自动提交。',
		'Offline: kept in the outbox, sent when the network is back.',
	],
	unanswered: [
		'服务器没有及时答复，已存入待发箱，将自动重试。',
		'No answer from the server yet: kept in the outbox and sent again.',
	],
	unreachable: [
		'连不上服务器，未提交，请稍后再试。',
		'The server cannot be reached; nothing was submitted.',
	],
	act: ['办理事项', 'An act'],
});

const pending = new SvelteSet<string>();

/** Whether an act on this target is on its way; buttons are disabled meanwhile. */
export function isActing(target: string): boolean {
	return pending.has(target);
}

/**
 * Does something that moves a process: sends `{id, type, target, input, version}` to the one callable.
 * Offline, or behind acts that wait for the same target, it goes to the outbox.
 */
export async function act<R = unknown>(
	type: string,
	target: string,
	input: unknown,
	options: ActOptions = {},
): Promise<ActOutcome<R>> {
	const message = {
		id: crypto.randomUUID(),
		type,
		target,
		input,
		version: options.version ?? null,
	};
	const mayQueue = options.queue !== false;
	pending.add(target);
	try {
		const mustWait = mayQueue && (!navigator.onLine || outbox.has(target));
		const answer = mustWait ? 'unreachable' : await deliver(message);
		if (answer !== 'unreachable') {
			if (!answer.ok && options.quiet !== true) toast.warn(answer.message);
			return answer as ActOutcome<R>;
		}
		if (!mayQueue) return refuseUnreachable(options);
		await outbox.add({
			...message,
			uid: session.uid,
			title: options.title ?? m.act,
			at: Date.now(),
			attempts: mustWait ? 0 : 1,
			refusal: null,
		});
		const words = navigator.onLine && !mustWait ? m.unanswered : m.queued;
		if (options.quiet !== true) toast.warn(words);
		return { ok: false, queued: true, code: 'outbox/queued', message: words };
	} finally {
		pending.delete(target);
	}
}

function refuseUnreachable(options: ActOptions): Refusal {
	if (options.quiet !== true) toast.warn(m.unreachable);
	return { ok: false, code: 'call/unavailable', message: m.unreachable };
}
