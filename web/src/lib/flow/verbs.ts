import BellRing from '@lucide/svelte/icons/bell-ring';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import CornerUpLeft from '@lucide/svelte/icons/corner-up-left';
import Forward from '@lucide/svelte/icons/forward';
import Undo from '@lucide/svelte/icons/undo-2';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import type { CaseView } from './case-view.svelte.ts';

const m = defineMessages({
	return: ['退回', 'Return'],
	transfer: ['转办', 'Pass on'],
	circulate: ['传阅', 'Circulate'],
	retract: ['收回', 'Retract'],
	urge: ['催办', 'Urge'],
	terminate: ['终止流程', 'Terminate'],
});

/** The dialogs that move a case; at most one is open. */
export type FlowDialog = 'return' | 'transfer' | 'circulate' | 'urge' | 'terminate' | 'retract';

/** One thing a person may do here besides the main verb; drawn as button, menu line or icon alike. */
export interface Verb<Dialog extends string = FlowDialog> {
	label: string;
	icon: Component<{ class?: string }>;
	tone?: 'danger';
	/** What it opens: a dialog, or another page. */
	dialog?: Dialog;
	href?: string;
	/** Heading in the menu, where a group begins. */
	section?: string;
}

/** Verbs that move the case, in the order of the decision bar. */
export function movingVerbs({ offers, about }: CaseView): Verb[] {
	if (!offers) return [];
	const verbs: (Verb | false)[] = [
		offers.returnTargets.length > 0 &&
			about?.holds !== true && {
				dialog: 'return',
				label: m.return,
				icon: CornerUpLeft,
				tone: 'danger',
			},
		offers.task !== null &&
			offers.verbs.has('transfer') && { dialog: 'transfer', label: m.transfer, icon: Forward },
		offers.retractable !== null && { dialog: 'retract', label: m.retract, icon: Undo },
		offers.canUrge && { dialog: 'urge', label: m.urge, icon: BellRing },
		offers.canCirculate && { dialog: 'circulate', label: m.circulate, icon: Users },
		offers.canTerminate && {
			dialog: 'terminate',
			label: m.terminate,
			icon: CircleStop,
			tone: 'danger',
		},
	];
	return verbs.filter((verb) => verb !== false);
}
