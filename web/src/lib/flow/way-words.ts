import { defineMessages } from '../platform/messages.ts';
import type { WayGap } from './way-choice.svelte.ts';

const m = defineMessages({
	way: ['请选择下一环节', 'Choose the next step'],
	people: ['请为“{step}”选择 {count} 位办理人', 'Choose {count} people for “{step}”'],
	somebody: ['请为“{step}”选择办理人', 'Choose who handles “{step}”'],
	nobody: [
		'“{step}”没有可办理的人，请联系管理员',
		'Nobody can take “{step}”; ask an administrator',
	],
});

/** Which field of the form a gap belongs to. */
export type WayField = 'way' | `people-${string}`;

/** Where a gap is mended, and the sentence that asks for it. */
export function wayGapWords(gap: WayGap): { field: WayField; sentence: string } {
	switch (gap.gap) {
		case 'way':
			return { field: 'way', sentence: m.way };
		case 'freePeople':
			return {
				field: `people-${gap.node.id}`,
				sentence: m.somebody({ step: gap.node.name }),
			};
		case 'nobody':
			return {
				field: `people-${gap.step.node.id}`,
				sentence: m.nobody({ step: gap.step.node.name }),
			};
		case 'people': {
			const { min, max, step } = gap;
			const count = min === max ? String(min) : `${String(min)}–${String(max)}`;
			return {
				field: `people-${step.node.id}`,
				sentence: m.people({ step: step.node.name, count }),
			};
		}
	}
}
