import type { Component } from 'svelte';

/** One line of a menu. */
export interface MenuItem {
	label: string;
	hint?: string;
	/** What it does, in a few words below the label. */
	note?: string;
	icon?: Component<{ class?: string }>;
	run?: () => void;
	href?: string;
	tone?: 'danger';
	disabled?: boolean;
	/** Draws a tick: the item is one of several settings. */
	checked?: boolean;
	/** Draws a line above, with this heading if it has words. */
	section?: string;
}
