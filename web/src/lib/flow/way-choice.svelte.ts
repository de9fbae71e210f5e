import type { TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { NextStep, Way } from '@wenshu/domain/flow/offers.ts';

/** Where a case may go on: ways of the flow, and in a free flow any step, or the end. */
export interface WayOptions {
	ways: readonly Way[];
	freeSteps: readonly TaskNode[];
	mayEnd: boolean;
}

/** Where a case is sent, as the engine takes it. */
export interface OnwardInput {
	edgeId: string | null;
	chosen: Record<string, string[]>;
	free?: 'end' | { nodeId: string; uids: string[] };
}

/** What is missing before a way can be taken. */
export type WayGap =
	| { gap: 'way' }
	| { gap: 'nobody'; step: NextStep }
	| { gap: 'people'; step: NextStep; min: number; max: number }
	| { gap: 'freePeople'; node: TaskNode };

const free = 'free:';
/** The end of a free flow, as a value of {@link WayChoice.value}. */
export const freeEnd = free;

/** The value of a free step. */
export function freeValue(nodeId: string): string {
	return free + nodeId;
}

/** A person's choice among ways on, and of people for them. */
export class WayChoice {
	/** Id of an edge, the value of a free step, or {@link freeEnd}; null while nothing was chosen. */
	value = $state<string | null>(null);
	#chosen = $state.raw<Record<string, string[]>>({});

	/** People chosen for a next step; the only candidate counts as chosen. */
	peopleFor(step: NextStep): string[] {
		const { uids, choose } = step.candidates;
		if (choose === null) return uids;
		const chosen = this.chosenFor(step.node.id).filter((uid) => uids.includes(uid));
		return chosen.length === 0 && uids.length === 1 ? uids : chosen;
	}
	chosenFor(nodeId: string): string[] {
		return this.#chosen[nodeId] ?? [];
	}
	choose(nodeId: string, uids: string[]): void {
		this.#chosen = { ...this.#chosen, [nodeId]: uids };
	}

	/** The way of the flow that will be taken; null while it must be chosen, or when a free step was. */
	way({ ways, freeSteps, mayEnd }: WayOptions): Way | null {
		const [only] = ways;
		if (only && ways.length === 1 && freeSteps.length === 0 && !mayEnd) return only;
		return ways.find((way) => way.edge.id === this.value) ?? null;
	}
	/** The free step that will be taken, or the end. */
	freeStep({ freeSteps, mayEnd }: WayOptions): TaskNode | 'end' | null {
		if (mayEnd && this.value === freeEnd) return 'end';
		return freeSteps.find((node) => freeValue(node.id) === this.value) ?? null;
	}

	/** All that is missing, in order. */
	gaps(options: WayOptions): WayGap[] {
		const freely = this.freeStep(options);
		if (freely === 'end') return [];
		if (freely !== null)
			return this.chosenFor(freely.id).length === 0 ? [{ gap: 'freePeople', node: freely }] : [];
		const way = this.way(options);
		if (way === null) {
			const count = options.ways.length + options.freeSteps.length;
			return count > 0 ? [{ gap: 'way' }] : [];
		}
		return way.steps.flatMap((step) => this.#gap(step));
	}
	#gap(step: NextStep): WayGap[] {
		const { uids, choose } = step.candidates;
		if (uids.length === 0) return step.node.nobody === 'skip' ? [] : [{ gap: 'nobody', step }];
		if (choose === null) return [];
		const n = this.peopleFor(step).length;
		return n >= choose.min && n <= choose.max ? [] : [{ gap: 'people', step, ...choose }];
	}

	/** What the server gets. */
	input(options: WayOptions): OnwardInput {
		const freely = this.freeStep(options);
		if (freely === 'end') return { edgeId: null, chosen: {}, free: 'end' };
		if (freely !== null)
			return {
				edgeId: null,
				chosen: {},
				free: { nodeId: freely.id, uids: this.chosenFor(freely.id) },
			};
		const way = this.way(options);
		const asked = (way?.steps ?? []).filter((step) => step.candidates.choose !== null);
		return {
			edgeId: way?.edge.id ?? null,
			chosen: Object.fromEntries(asked.map((step) => [step.node.id, this.peopleFor(step)])),
		};
	}
}
