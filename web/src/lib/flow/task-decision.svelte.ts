import type { Duty, TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { Verdict } from '@wenshu/domain/flow/model.ts';
import { untrack } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import type { CaseOffers, CaseView } from './case-view.svelte.ts';
import { dutyLabel } from './labels.ts';
import {
	draftOpinion,
	dropOpinion,
	keepOpinion,
	savedOpinion,
	saveOpinion,
} from './opinion-drafts.ts';
import { WayChoice, type OnwardInput } from './way-choice.svelte.ts';
import { wayGapWords, type WayField } from './way-words.ts';

const m = defineMessages({
	opinion: ['请填写{box}', 'Please give: {box}'],
	box: ['办理意见', 'an opinion'],
	answer: ['请填写答复内容', 'Please write your answer'],
	duty: ['请先完成：{duty}', 'First: {duty}'],
	field: ['请填写“{field}”', 'Fill in “{field}”'],
});

/** Something that stands between a person and handing their task in. */
export interface Obstacle {
	field: 'opinion' | WayField | `duty-${Duty}` | `field-${string}`;
	sentence: string;
}

/** What a submit sends. */
export interface SubmitInput extends OnwardInput {
	taskId: string;
	opinion: string;
	verdict?: Verdict;
}

/** What a person is about to decide on one task: opinion, way on, and people for it. */
export class TaskDecision {
	readonly taskId: string;
	readonly choice = new WayChoice();
	#opinion = $state('');
	/** Whether the person has tried to hand in, so that what is missing is shown. */
	tried = $state(false);
	/** What was put aside (暂存), and when; null where nothing is. */
	saved = $state<{ text: string; at: Date } | null>(null);

	constructor(taskId: string, keptOpinion: string | null) {
		this.taskId = taskId;
		this.#opinion = untrack(() => draftOpinion(taskId) || (keptOpinion ?? ''));
		void this.#find();
	}

	/** What another device put aside, unless this one holds words of its own. */
	async #find(): Promise<void> {
		const found = await savedOpinion(this.taskId).catch(() => null);
		if (found === null) return;
		this.saved = { text: found.text, at: found.savedAt };
		if (this.#opinion === '') this.#opinion = found.text;
	}

	get opinion(): string {
		return this.#opinion;
	}
	set opinion(text: string) {
		this.#opinion = text;
		keepOpinion(this.taskId, text);
	}

	/** All that is missing, in the order of the panel. */
	obstacles(view: CaseView): Obstacle[] {
		const { offers } = view;
		if (!offers?.node) return [];
		if (offers.isAnswer) return this.#answerObstacle();
		return [
			...view.missingFields.map(({ id, label }): Obstacle => ({
				field: `field-${id}`,
				sentence: m.field({ field: label }),
			})),
			...offers.missingDuties.map((duty): Obstacle => ({
				field: `duty-${duty}`,
				sentence: m.duty({ duty: dutyLabel(duty) }),
			})),
			...this.#opinionObstacle(offers.node),
			...(asksForWay(offers) ? this.choice.gaps(offers).map(wayGapWords) : []),
		];
	}

	/** What the server gets. */
	input(offers: CaseOffers): SubmitInput {
		const onward = asksForWay(offers) ? this.choice.input(offers) : { edgeId: null, chosen: {} };
		return { taskId: this.taskId, opinion: this.#opinion.trim(), ...onward };
	}

	/** 暂存: puts the opinion aside for all devices, or takes back what was put aside where it is empty. */
	async save(instanceId: string): Promise<void> {
		const text = this.#opinion.trim();
		if (text === '') {
			await dropOpinion(this.taskId);
			this.saved = null;
			return;
		}
		await saveOpinion(this.taskId, instanceId, text);
		this.saved = { text, at: new Date() };
	}

	/** Forgets the kept opinion once it is handed in. */
	forget(): void {
		keepOpinion(this.taskId, '');
		if (this.saved !== null) void dropOpinion(this.taskId).catch(() => undefined);
	}

	#answerObstacle(): Obstacle[] {
		return this.#opinion.trim() === '' ? [{ field: 'opinion', sentence: m.answer }] : [];
	}
	#opinionObstacle(node: TaskNode): Obstacle[] {
		if (node.opinion !== 'required' || this.#opinion.trim() !== '') return [];
		return [{ field: 'opinion', sentence: m.opinion({ box: node.opinionBox || m.box }) }];
	}
}

/** Whether the sender says where the case goes: their act may complete the step, and nothing is fixed. */
export function asksForWay({ completes, straightBackTo }: CaseOffers): boolean {
	return completes && straightBackTo === null;
}
