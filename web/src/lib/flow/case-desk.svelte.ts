import { untrack } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import { toast } from '../ui/toast.svelte.ts';
import type { CaseView } from './case-view.svelte.ts';
import { sendVerb } from './flow-acts.ts';
import { handIn } from './hand-in.ts';
import { TaskDecision } from './task-decision.svelte.ts';

const m = defineMessages({
	straight: ['改好直送{step}', 'Straight back to {step}'],
	agree: ['同意', 'Agree'],
	answer: ['答复', 'Answer'],
	answerMissing: ['请填写答复内容', 'Please write your answer'],
	answered: ['已答复，已告知征求人', 'Answered'],
	read: ['已阅', 'Read'],
	readDone: ['已阅，已告知发送人', 'Marked as read'],
});

/** What came of pressing the main button. */
export type Pressed = 'sent' | 'read' | null;

/** What the signed-in person is about to do with a case, and the main button that does it. */
export class CaseDesk {
	readonly view: CaseView;
	/** Words for the sender of something to read, or the answer to a question. */
	remark = $state('');
	/** Whether an answer was tried without words. */
	triedAnswer = $state(false);
	busy = $state(false);
	readonly #taskId = $derived.by(() => this.view.offers?.task?.id ?? null);

	/** One decision a task; a new task begins a new one with the opinion kept by a retract. */
	readonly decision: TaskDecision | null = $derived.by(() => {
		const id = this.#taskId;
		if (id === null) return null;
		return new TaskDecision(
			id,
			untrack(() => this.view.offers?.task?.opinion ?? null),
		);
	});

	/** Words of the main verb; null when there is nothing to hand in, or before it is known what it would do. */
	readonly primary: string | null = $derived.by(() => {
		const { offers, unread } = this.view;
		if (!offers) return null;
		if (offers.isAnswer) return m.answer;
		// After a straight-back return the case goes to whoever returned it, and the button says so.
		if (offers.straightBackTo) return m.straight({ step: offers.straightBackTo.node.name });
		if (offers.node) {
			const { mode, submitLabel } = offers.node;
			return mode === 'vote' && submitLabel === '提交' ? m.agree : submitLabel;
		}
		if (!unread) return null;
		return unread.kind === 'ask' ? m.answer : m.read;
	});

	constructor(view: CaseView) {
		this.view = view;
	}

	/** Presses the main button; `lead` goes to the field where something is missing. */
	async press(lead: (field: string) => void): Promise<Pressed> {
		const { decision, view } = this;
		if (!view.offers || this.busy) return null;
		const isTask = decision !== null && view.offers.node !== null;
		if (isTask) {
			decision.tried = true;
			const [first] = decision.obstacles(view);
			if (first) {
				toast.warn(first.sentence);
				lead(first.field);
				return null;
			}
		}
		this.busy = true;
		try {
			if (isTask) return (await handIn(view, decision)) ? 'sent' : null;
			return (await this.#read(lead)) ? 'read' : null;
		} finally {
			this.busy = false;
		}
	}

	async #read(lead: (field: string) => void): Promise<boolean> {
		const { unread, subject } = this.view;
		if (!unread) return false;
		const isQuestion = unread.kind === 'ask';
		this.triedAnswer = isQuestion;
		if (isQuestion && this.remark.trim() === '') {
			toast.warn(m.answerMissing);
			lead('opinion');
			return false;
		}
		const input = { readId: unread.id, remark: this.remark.trim() };
		const answer = await sendVerb(subject, 'read', input);
		if (!answer.ok) return false;
		toast.ok(isQuestion ? m.answered : m.readDone);
		this.remark = '';
		this.triedAnswer = false;
		return true;
	}
}

/** Brings the field where something is missing into sight, with the caret in it. */
export function focusField(field: string): void {
	requestAnimationFrame(() => {
		const box = document.querySelector(
			field === 'opinion' ? '[data-opinion]' : `[data-field="${CSS.escape(field)}"]`,
		);
		const control = box?.matches('textarea')
			? box
			: box?.querySelector('input, select, textarea, button');
		box?.scrollIntoView({ block: 'center' });
		if (control instanceof HTMLElement) control.focus();
	});
}
