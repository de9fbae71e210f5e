import { goto } from '$app/navigation';
import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import { orderBy, readQuery, where } from '../platform/live.svelte.ts';
import { defineMessages } from '../platform/messages.ts';
import { session } from '../platform/session.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import type { CaseView } from './case-view.svelte.ts';
import { sendVerb, type Subject } from './flow-acts.ts';
import type { SubmitInput, TaskDecision } from './task-decision.svelte.ts';

const m = defineMessages({
	sent: ['已提交，送 {names}', 'Submitted to {names}'],
	done: ['已提交', 'Submitted'],
	answered: ['已答复', 'Answered'],
	closed: ['已办结', 'The case is closed'],
	terminated: ['流程已终止', 'The case was terminated'],
	several: ['{names}等 {n} 人', '{names} and others, {n} in all'],
	retract: ['收回', 'Take back'],
	retracted: ['已收回，请重新办理', 'Taken back; please handle it again'],
});

const setting = 'wenshu.next-after-submit';

/** Whether the next item of the to-do list opens after one was handed in; kept in this browser. */
export function opensNext(): boolean {
	return localStorage.getItem(setting) !== 'no';
}

/** Changes whether the next item opens by itself. */
export function setOpensNext(on: boolean): void {
	if (on) localStorage.removeItem(setting);
	else localStorage.setItem(setting, 'no');
}

/**
 * Hands my task in, or says no to it with `against`. Answers whether it was taken (or waits in the outbox), so
 * that the page can go on.
 */
export async function handIn(
	view: CaseView,
	decision: TaskDecision,
	against?: Omit<SubmitInput, 'taskId' | 'verdict'>,
): Promise<boolean> {
	const { offers, subject } = view;
	const node = offers?.node;
	if (!offers || !node || !(await view.save())) return false;
	const { taskId } = decision;
	const input: SubmitInput =
		against === undefined
			? decision.input(offers)
			: { taskId, verdict: 'disagree' as const, ...against };
	const answer = await sendVerb(subject, 'submit', input);
	if (!answer.ok) {
		if (answer.queued === true) decision.forget();
		return answer.queued === true;
	}
	decision.forget();
	const { to, status } = answer.result as { to?: string[]; status?: string };
	const undo = { label: m.retract, run: () => void takeBack(subject, taskId) };
	// What goes straight back to its returner cannot be taken back, nor an answer, nor what has ended.
	const mayUndo =
		node.verbs.includes('retract') &&
		offers.straightBackTo === null &&
		!offers.isAnswer &&
		status === 'running';
	toast.ok(offers.isAnswer ? m.answered : sentWords(to ?? [], status), mayUndo ? undo : null);
	return true;
}

function sentWords(to: string[], status: string | undefined): string {
	if (status === 'closed') return m.closed;
	if (status === 'terminated') return m.terminated;
	if (to.length === 0) return m.done;
	const few = to.slice(0, 3).join('、');
	return m.sent({ names: to.length > 3 ? m.several({ names: few, n: to.length }) : few });
}

async function takeBack(subject: Subject, taskId: string): Promise<void> {
	const answer = await sendVerb(subject, 'retract', { taskId });
	if (!answer.ok) return;
	toast.ok(m.retracted);
	await goto(subject.link);
}

/** Goes on after something left my hands: to the oldest open item of its kind, or back to the list. */
export async function goOn(from: string, kind: TaskRecord['kind'] = 'handle'): Promise<void> {
	const next = opensNext() && navigator.onLine ? await nextItem(from, kind) : undefined;
	await goto(next?.link ?? '/');
}

async function nextItem(from: string, kind: TaskRecord['kind']): Promise<TaskRecord | undefined> {
	const { items } = await readQuery<TaskRecord>(
		'tasks',
		where('assignee', '==', session.uid),
		where('kind', '==', kind),
		where('status', '==', 'open'),
		orderBy('openedAt'),
	);
	return items.find((task) => task.instanceId !== from && task.fromName !== '');
}
