import type { Duty, TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { NextStep, Offers, Way } from '@wenshu/domain/flow/offers.ts';
import { untrack } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import { dutyLabel } from './labels.ts';
import { draftOpinion, keepOpinion } from './opinion-drafts.ts';

const m = defineMessages({
	opinion: ['请填写{box}', 'Please give: {box}'],
	box: ['办理意见', 'an opinion'],
	way: ['请选择下一环节', 'Choose the next step'],
	people: ['请为“{step}”选择 {count} 位办理人', 'Choose {count} people for “{step}”'],
	nobody: [
		'“{step}”没有可办理的人，请联系管理员',
		'Nobody can take “{step}”; ask an administrator',
	],
	duty: ['请先完成：{duty}', 'First: {duty}'],
});

/** Something that stands between a person and handing their task in. */
export interface Obstacle {
	field: 'opinion' | 'way' | `people-${string}` | `duty-${Duty}`;
	sentence: string;
}

/** What a person is about to decide on one task: opinion, way on, and people for it. */
export class TaskDecision {
	readonly taskId: string;
	#opinion = $state('');
	#edgeId = $state<string | null>(null);
	#chosen = $state.raw<Record<string, string[]>>({});
	/** Whether the person has tried to hand in, so that what is missing is shown. */
	tried = $state(false);

	constructor(taskId: string, keptOpinion: string | null) {
		this.taskId = taskId;
		this.#opinion = untrack(() => draftOpinion(taskId) || (keptOpinion ?? ''));
	}

	get opinion(): string {
		return this.#opinion;
	}
	set opinion(text: string) {
		this.#opinion = text;
		keepOpinion(this.taskId, text);
	}
	get edgeId(): string | null {
		return this.#edgeId;
	}
	set edgeId(id: string | null) {
		this.#edgeId = id;
	}

	/** People chosen for a next step; the only candidate counts as chosen. */
	peopleFor(step: NextStep): string[] {
		const { uids, choose } = step.candidates;
		if (choose === null) return uids;
		const chosen = (this.#chosen[step.node.id] ?? []).filter((uid) => uids.includes(uid));
		return chosen.length === 0 && uids.length === 1 ? uids : chosen;
	}
	choose(nodeId: string, uids: string[]): void {
		this.#chosen = { ...this.#chosen, [nodeId]: uids };
	}

	/** The way the case will take; null while it must be chosen or when none is to be. */
	way(offers: Offers): Way | null {
		if (!offers.completes || offers.straightBackTo !== null) return null;
		if (offers.ways.length === 1) return offers.ways[0] ?? null;
		return offers.ways.find((way) => way.edge.id === this.#edgeId) ?? null;
	}

	/** All that is missing, in the order of the panel. */
	obstacles(offers: Offers): Obstacle[] {
		const { node } = offers;
		if (!node) return [];
		return [
			...offers.missingDuties.map((duty): Obstacle => ({
				field: `duty-${duty}`,
				sentence: m.duty({ duty: dutyLabel(duty) }),
			})),
			...this.#opinionObstacle(node),
			...this.#wayObstacles(offers),
		];
	}

	/** What the server gets. */
	input(offers: Offers): {
		taskId: string;
		edgeId: string | null;
		chosen: Record<string, string[]>;
		opinion: string;
	} {
		const way = this.way(offers);
		const asked = (way?.steps ?? []).filter((step) => step.candidates.choose !== null);
		return {
			taskId: this.taskId,
			edgeId: way?.edge.id ?? null,
			chosen: Object.fromEntries(asked.map((step) => [step.node.id, this.peopleFor(step)])),
			opinion: this.#opinion.trim(),
		};
	}

	/** Forgets the kept opinion once it is handed in. */
	forget(): void {
		keepOpinion(this.taskId, '');
	}

	#opinionObstacle(node: TaskNode): Obstacle[] {
		if (node.opinion !== 'required' || this.#opinion.trim() !== '') return [];
		return [{ field: 'opinion', sentence: m.opinion({ box: node.opinionBox || m.box }) }];
	}

	#wayObstacles(offers: Offers): Obstacle[] {
		if (!offers.completes || offers.straightBackTo !== null) return [];
		const way = this.way(offers);
		if (!way) return offers.ways.length > 1 ? [{ field: 'way', sentence: m.way }] : [];
		return way.steps.flatMap((step) => this.#peopleObstacle(step));
	}

	#peopleObstacle(step: NextStep): Obstacle[] {
		const { uids, choose } = step.candidates;
		const field: Obstacle['field'] = `people-${step.node.id}`;
		if (uids.length === 0) return [{ field, sentence: m.nobody({ step: step.node.name }) }];
		if (choose === null) return [];
		const n = this.peopleFor(step).length;
		if (n >= choose.min && n <= choose.max) return [];
		const count =
			choose.min === choose.max
				? String(choose.min)
				: `${String(choose.min)}–${String(choose.max)}`;
		return [{ field, sentence: m.people({ step: step.node.name, count }) }];
	}
}
