import type { Component } from 'svelte';
import type { Line } from './lines.ts';

/** What can be done with several chosen lines at once. */
export interface Choosing {
	verb: string;
	icon: Component<{ class?: string }>;
	/** The verb works on one line too, by its button and the key E. */
	single: boolean;
	/** Most lines at once. */
	most: number;
	/** Words of the keys. */
	keys: string;
	/** Why a line cannot be chosen, or null. */
	refusal: (line: Line) => string | null;
	run: (lines: Line[]) => Promise<void>;
}
